"""Candidates side by side: open the right one, or nobody (F20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from screens.deed import deed
from screens.guarded import GuardedPage, to_let_go
from screens.text import emphasised, line
from screens.widgets.answers import Answers
from screens.widgets.candidates import candidates
from screens.widgets.cells import NARROWEST
from screens.widgets.note import Note
from store.disclosure.unsure import REASONS, not_sure

if TYPE_CHECKING:
    from textual.widget import Widget

    from matching.lookup.search import Hit
    from store.session import Session

_OTHER = "Another reason …"


class ComparePage(GuardedPage):
    """Only what identifies people: nothing about services is known here, and nobody is opened by looking."""

    HELP = (
        "The people you marked, side by side. A field in which they differ bears ×. ← and → choose, Enter opens the "
        "chosen one, a digit opens that one. If you cannot tell which of them the caller means, press N: nobody is "
        "opened, and that is recorded with the reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the chosen person", priority=True),
        Binding("n", "not_sure", "Not sure", tooltip="Open nobody, and record why"),
        Binding("left", "choose(-1)", "Choose", key_display="← →", priority=True, tooltip="The person to the left"),
        Binding("right", "choose(1)", show=False, priority=True),
        *(Binding(str(digit), f"open_number({digit})", show=False) for digit in range(1, 5)),
    ]

    class Recorded(Message):
        """That nobody was opened is in the log."""

    _sheet = query_one("#sheet", Static)
    _scroll = query_one("#scroll", VerticalScroll)

    def __init__(
        self, session: Session, asked: str, hits: tuple[Hit, ...], unsure: Callable[[], object] | None
    ) -> None:
        super().__init__(session)
        self._asked = asked
        self._hits = hits
        self._unsure = unsure
        self._chosen = 0

    def body(self) -> Iterable[Widget]:
        yield Static(
            line(("Asked ", "$muted"), (self._asked, "bold"), "  Which of them does the caller mean?"), id="asked"
        )
        yield VerticalScroll(Static(id="sheet"), id="scroll")
        yield Static(
            emphasised("Enter opens the one marked *►*, a digit another. *N: not sure* opens nobody."), id="hint"
        )

    def on_mount(self) -> None:
        self._scroll.focus()
        self._draw()
        self.watch_people()

    def may_stay(self) -> bool:
        """Whether these people may still be listed."""
        return not to_let_go(self.session, self._hits)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(NARROWEST, self.app.size.width - 3)
        self._sheet.update(candidates(self._hits, self._chosen, self.session.today(), width))

    def action_choose(self, steps: int) -> None:
        """The person beside, as far as it goes."""
        self._chosen = max(0, min(len(self._hits) - 1, self._chosen + steps))
        self._draw()

    def action_open(self) -> None:
        self.open_person(self._hits[self._chosen].person)

    def action_open_number(self, number: int) -> None:
        if number <= len(self._hits):
            self._chosen = number - 1
            self._draw()
            self.action_open()

    def action_not_sure(self) -> None:
        """Ask why, record it, go back."""
        question = line(("Why is nobody opened?", "bold"), "  It is recorded with the call.")
        answers = [(words, words) for words in (*REASONS, _OTHER)]
        self.app.push_screen(Answers[str](question, answers), self._reason_given)

    def _reason_given(self, reason: str | None) -> None:
        if reason == _OTHER:
            self.app.push_screen(Note("Why is nobody opened?", "a few words, without names"), self._reason_given)
        elif reason:
            self._record(reason)

    @deed("record not sure")
    def _record(self, reason: str) -> None:
        not_sure(self.session, self._asked, [hit.person for hit in self._hits], reason)
        self.post_message(self.Recorded())

    @on(Recorded)
    def _recorded(self) -> None:
        if self._unsure is not None:
            self._unsure()
        self.notify("Recorded: not sure. Nobody was opened.")
        self.action_go_back()
