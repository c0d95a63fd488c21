"""What has to be said before something beyond the rule is done: typed in words, never chosen, for somebody reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.form import Form
from screens.text import line
from screens.widgets.field import Field


class AskFirst(ModalScreen[tuple[str, ...] | None], Form[tuple[str, ...] | None]):
    """A few boxes that must all be filled; the result is what they say, None if the reader goes back."""

    HELP = (
        "Every box is filled in: Enter goes to the next, and from the last one on. What you write is recorded with "
        "your name. Esc goes back, and nothing is done."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", tooltip="Back, nothing is done")]
    DEFAULT_CSS = """
    AskFirst {
        align: center middle;
        #ask-first {
            width: 74; max-width: 100%; height: auto; max-height: 100%;
            border: round $warning; padding: 0 1; background: $surface;
        }
        #warning { height: auto; margin-bottom: 1; }
        Field { margin-bottom: 1; }
    }
    """

    def __init__(self, heading: str, warning: str, boxes: Sequence[tuple[str, str]], said: str = "") -> None:
        """boxes: label and hint of each. said: what already stands in the first."""
        super().__init__()
        self._heading = heading
        self._warning = warning
        self._boxes = [
            Field(label, Input(said if not at else "", compact=True), hint) for at, (label, hint) in enumerate(boxes)
        ]

    def compose(self) -> ComposeResult:
        with Vertical(id="ask-first") as form:
            form.border_title = line(self._heading)
            form.border_subtitle = Content("Enter goes on   Esc: not now")
            yield Static(line(self._warning), id="warning")
            yield from self._boxes

    def on_mount(self) -> None:
        self._boxes[0].control.focus()

    def entered(self, box: Input) -> None:
        """To the first box that is still empty; from a full form on. Only a box left empty is complained of."""
        said = {question: question.query_one(Input).value.strip() for question in self._boxes}
        empty = [question for question, words in said.items() if not words]
        for question in self._boxes:
            question.say("This is needed, and recorded" if question.control is box and question in empty else "")
        if empty:
            self.set_focus(empty[0].control)
        else:
            self.dismiss(tuple(said.values()))
