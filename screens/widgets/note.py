"""A few words in answer to one question."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from screens.widgets.field import Field


class Note(ModalScreen[str | None]):
    """The words, never blank; None if the person goes back without any."""

    HELP = "Write a few words: they are recorded. Enter goes on. Esc goes back, and nothing is done."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", tooltip="Back without an answer")]
    DEFAULT_CSS = """
    Note {
        align: center bottom;
        #note {
            width: 100%; height: auto;
            border-top: heavy $warning; background: $background; padding: 0 1;
        }
    }
    """

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self._field = Field(question, Input(compact=True), hint)

    def compose(self) -> ComposeResult:
        with Vertical(id="note") as box:
            box.border_title = Content("Enter goes on, Esc goes back")
            yield self._field

    def say(self, problem: str) -> None:
        """Show above the words what has become of the question."""
        self._field.say(problem)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self._field.say("Write a few words")
