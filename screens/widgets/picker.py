"""One of many: type a few letters, Enter takes the marked line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets.option_list import Option

from screens.widgets.lines import Lines

T = TypeVar("T")


class Picker(ModalScreen[T | None], Generic[T]):
    """Lines with words to search in; the result is None if nothing was taken."""

    HELP = (
        "Type a few letters of what you look for: only the lines that hold them stay. The arrows mark a line, Enter "
        "takes it. Esc goes back, and nothing is changed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", tooltip="Back without a change"),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]
    DEFAULT_CSS = """
    Picker {
        align: center middle;
        #picker {
            width: 74; max-width: 100%; height: 20; max-height: 100%;
            border: round $warning; padding: 0 1; background: $background;
        }
        Lines { height: 1fr; }
    }
    """
    _list = query_one(Lines)

    def __init__(self, heading: Content, lines: Sequence[tuple[Content, T]], marked: int = 0) -> None:
        super().__init__()
        self._heading = heading
        self._lines = lines
        self._first = marked
        self._matching: list[T] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="picker") as box:
            box.border_title = self._heading
            box.border_subtitle = Content("Type to narrow, Enter takes the marked line, Esc goes back")
            yield Input(id="narrow", compact=True, placeholder="type a few letters")
            yield Lines()

    def on_mount(self) -> None:
        """All lines, with the present one marked."""
        self._narrow("")
        self._list.can_focus = False
        self._list.highlighted = self._first

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        shown = [
            (words_shown, value)
            for words_shown, value in self._lines
            if all(word in words_shown.plain.casefold() for word in words)
        ]
        self._matching = [value for _words, value in shown]
        self._list.clear_options().add_options(Option(words_shown) for words_shown, _value in shown)
        self._list.highlighted = 0 if shown else None

    @on(Input.Submitted)
    def _take_marked(self) -> None:
        if self._list.highlighted is not None:
            self.dismiss(self._matching[self._list.highlighted])

    @on(Lines.OptionSelected)
    def _take(self, event: Lines.OptionSelected) -> None:
        self.dismiss(self._matching[event.option_index])

    async def action_move(self, where: str) -> None:
        """The mark moves while the box keeps the keys."""
        await self._list.run_action(where)
