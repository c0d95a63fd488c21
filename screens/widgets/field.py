"""One question of a form: its words, its box, and beside it what is wrong with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from screens.text import line

if TYPE_CHECKING:
    from textual.widget import Widget


class Field(Vertical):
    """Label above, control below, a sentence between them only when the answer needs mending (GOV.UK)."""

    DEFAULT_CSS = "Field { height: auto; }"

    _problem = query_one(".problem", Static)

    def __init__(self, label: str, control: Widget, hint: str = "") -> None:
        super().__init__()
        self._label = line((label, "bold"), (f"  {hint}" if hint else "", "$muted"))
        self.control = control

    def compose(self) -> ComposeResult:
        yield Static(self._label)
        yield Static(classes="problem")
        yield self.control

    def say(self, problem: str) -> None:
        """Show what is wrong, or nothing for ''."""
        self._problem.update(Content(f"! {problem}"))
        self._problem.display = bool(problem)


class Password(Input):
    """A box for a password: dots, and no way out through the clipboard.

    Textual's own would copy the hidden text in clear on Ctrl+C.
    """

    def __init__(self, id: str) -> None:
        super().__init__(password=True, id=id)

    def action_copy(self) -> None:
        """Refuse."""

    def action_cut(self) -> None:
        """Refuse."""
