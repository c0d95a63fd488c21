"""One question of a long form, on one line: its words and its box. What it means stands below the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from screens.text import line

if TYPE_CHECKING:
    from textual.widget import Widget


class Question(Horizontal):
    """A label and a control side by side; `about` says in one line what is asked, or what is wrong with the answer."""

    _label = query_one(".label", Static)

    def __init__(self, label: str, control: Widget, hint: str) -> None:
        super().__init__()
        self._words, self._hint = label, hint
        self.problem = ""
        self.control = control

    def compose(self) -> ComposeResult:
        yield Static(line((self._words, "bold")), classes="label")
        yield self.control

    def say(self, problem: str) -> None:
        """Mark the question as wrongly answered, or as right for ''."""
        self.problem = problem
        mark = ("! ", "bold $error") if problem else ""
        self._label.update(line(mark, (self._words, "bold")))

    @property
    def about(self) -> Content:
        """What is wrong with the answer, else what is asked."""
        hint = self._hint[:1].upper() + self._hint[1:]
        return line((f"! {self.problem}. ", "bold $error") if self.problem else "", hint)
