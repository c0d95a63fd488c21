"""A question with a few answers, at the foot of the page so that what it is about stays in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from screens.text import line
from screens.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.events import Key

T = TypeVar("T")


class Answers(ModalScreen[T | None], Generic[T]):
    """Enter takes the marked answer, a digit takes that one, Esc takes none (the result is None).

    The first answer is marked when it opens: put the safe one there. `marked=False` where none is safe: what is kept as
    somebody's reason must be chosen, and Enter pressed in passing says nothing.
    """

    HELP = (
        "One answer is asked for: press its digit, or mark it with the arrows and press Enter. Esc goes back, and "
        "nothing is done."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", tooltip="Back without an answer")]
    DEFAULT_CSS = """
    Answers {
        align: center bottom;
        #answers {
            width: 100%; height: auto; max-height: 100%;
            border-top: heavy $warning; background: $background; padding: 0 1;
        }
        #question { height: auto; }
        Lines { height: auto; max-height: 12; }
    }
    """

    def __init__(self, question: Content, answers: Sequence[tuple[str, T]], *, marked: bool = True) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._marked = marked

    def on_mount(self) -> None:
        """What was told in passing would stand on one of the answers."""
        self.app.clear_notifications()
        if not self._marked:
            self.query_one(Lines).highlighted = None

    def compose(self) -> ComposeResult:
        with Vertical(id="answers") as box:
            how = "Enter or a digit answers" if self._marked else "A digit or ↓ and Enter answers"
            box.border_title = Content(f"{how}, Esc goes back")
            yield Static(self._question, id="question")
            yield Lines(
                *(
                    Option(line((f"{number}  ", "bold"), words))
                    for number, (words, _answer) in enumerate(self._answers, 1)
                )
            )

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isdecimal():
            number = int(event.character)
            if 1 <= number <= len(self._answers):
                event.stop()
                self.dismiss(self._answers[number - 1][1])

    @on(Lines.OptionSelected)
    def _answered(self, event: Lines.OptionSelected) -> None:
        self.dismiss(self._answers[event.option_index][1])
