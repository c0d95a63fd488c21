"""One case: two persons side by side, and the keys that answer whether they are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from matching.deciding import review
from matching.deciding.review import CaseGone, CaseView, Decided, Reason, Verdict
from screens.deed import deed
from screens.messages import GoBack
from screens.reviewing import ReviewingPage
from screens.text import line, lines
from screens.widgets import case_sheet
from screens.widgets.answers import Answers
from screens.widgets.cells import NARROWEST
from screens.widgets.note import Note
from store.permissions import May

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from store.errors import Told
    from store.session import Session

PAUSE = 0.4
"""Seconds that a decision is shown as recorded before the next case takes its place."""
FRAME = 4
"""Padding and scroll bar beside the sheet."""
UNDO_SHOWN = 10.0
"""Seconds that the line about undoing stays; the key works as long as the decision stands."""
TALL = 30
"""Rows from which each outcome may take four lines."""
_ASKED: dict[Verdict, str] = {
    "same": "One person, because",
    "different": "Two people, because",
    "unsure": "Not sure: the case stays in the queue, because",
}


@dataclass
class Opened(Message):
    """A case was read and its opening recorded. `order`: the open cases, this one included, as they wait.

    can_undo: a decision of this supervisor stands.
    """

    view: CaseView
    order: tuple[int, ...]
    can_undo: bool


@dataclass
class Answered(Message):
    """A decision stands. `order`: the open cases after it, as they wait."""

    case_id: int
    decided: Decided
    order: tuple[int, ...]


@dataclass
class Closed(Message):
    """The case on the page can not be answered any more: somebody else did, or its question vanished."""

    case_id: int
    why: CaseGone


@dataclass
class GoOn(Message):
    """The next case is wanted. `order`: the open cases, as they wait."""

    case_id: int
    order: tuple[int, ...]


@dataclass
class TakenBack(Message):
    """A decision was undone and its case is open again."""

    case_id: int
    sentence: str


class CasePage(ReviewingPage):
    """Answering brings the next case into this page, so that a queue is worked through without leaving it."""

    NEEDS: ClassVar = dict.fromkeys(("answer", "undo", "why"), May.REVIEW)
    HELP = (
        "Are these two one person? '=' agrees, '~' is close, '×' differs, '·' is missing on a side. Bits "
        "above zero speak for one person, below zero against; ten bits are odds of a thousand to one. S "
        "says same, D says different, N says not sure; each asks for a reason. U takes your last decision "
        "back. A decision counts at once, and later deliveries do not undo it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "answer('same')", "Same", id="same", tooltip="They are one person"),
        Binding("d", "answer('different')", "Different", id="different", tooltip="They are two people"),
        Binding("n", "answer('unsure')", "Not sure", id="unsure", tooltip="More has to be found out"),
        Binding("enter", "go_on", "Next case", id="next", tooltip="This case is closed: go on to the next one"),
        Binding("u", "undo", "Undo", id="undo", tooltip="Take your last decision back"),
        Binding("w", "why", "Why", id="why", tooltip="The weight explained, and every record of both"),
    ]

    _head = query_one("#head", Static)
    _names = query_one("#names", Static)
    _scroll = query_one("#scroll", VerticalScroll)
    _sheet = query_one("#sheet", Static)
    _outcome = query_one("#outcome", Static)
    _said = query_one("#said", Static)

    def __init__(self, session: Session, case_id: int, kind: str) -> None:
        """kind: the one that is worked through; every kind for ''."""
        super().__init__(session)
        self._case_id = case_id
        self._kind = kind
        self._can_undo = True
        self._view: CaseView | None = None
        self._order: tuple[int, ...] = ()
        self._explained = False
        self._deciding = False
        self._gone = False
        self._blank = False
        self._answered: tuple[int, Decided] | None = None
        self._next_timer: Timer | None = None
        self._undo_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Kind of case, who is compared, the fields, what an answer would change, what was done."""
        yield Static(id="head")
        yield Static(id="names")
        yield VerticalScroll(Static(id="sheet"), id="scroll")
        yield Static(id="outcome")
        yield Static(id="said")

    def on_mount(self) -> None:
        """Open the case."""
        self._scroll.focus()
        self._look_at(self._case_id)
        self.watch_cases()

    def on_screen_resume(self) -> None:
        """Under the lock somebody in it may have been protected."""
        self._look()

    @property
    def standing(self) -> tuple[int, ...]:
        """The case that is open, or that the page says how it was closed."""
        return () if self._blank else (self._case_id,)

    @on(ReviewingPage.KeptBack)
    def _clear(self) -> None:
        self._view, self._blank = None, True
        for part in (self._head, self._names, self._sheet, self._outcome, self._said):
            part.update("")
        self.tell(CaseGone())

    def look_further(self) -> None:
        """Whether the case still waits: another supervisor may have answered it."""
        case_id = self._case_id
        if self._view is None or self._gone or self._deciding:
            return
        try:
            review.check_waits(self.session, case_id)
        except CaseGone as told:
            self.answer(Closed(case_id, told))

    @on(Closed)
    def _answered_elsewhere(self, event: Closed) -> None:
        if event.case_id == self._case_id and self._view is not None and not self._deciding:
            self.tell(event.why)  # not if it was answered here meanwhile
            self._tell_whoever_answers(event.why)

    def _tell_whoever_answers(self, why: CaseGone) -> None:
        """No reason is asked for any more. Words that are being written stay: their letters would be keys here."""
        above = self.app.screen
        if isinstance(above, Note) and self.app.screen_stack[-2] is self:
            above.say(f"{why.title}. {why.sentence}")
        elif isinstance(above, Answers) and self.app.screen_stack[-2] is self:
            above.dismiss()

    def on_resize(self) -> None:
        """Columns follow the window."""
        self._draw()

    def _look_at(self, case_id: int, order: tuple[int, ...] | None = None) -> None:
        """Bring a case onto the page; `order` saves reading the queue again."""
        self._case_id = case_id
        self._open(case_id, order)

    @work(thread=True, exclusive=True, group="case", exit_on_error=False, description="open a case")
    def _open(self, case_id: int, order: tuple[int, ...] | None) -> None:
        view = review.case(self.session, case_id)
        undoable = review.last_decision(self.session) is not None
        self.answer(Opened(view, order or self._open_cases(), undoable))

    @on(Opened)
    def _show(self, event: Opened) -> None:
        if event.view.id != self._case_id:
            return  # another one was asked for meanwhile
        self._view, self._order, self._can_undo = event.view, event.order, event.can_undo
        self._explained = self._deciding = self._gone = self._blank = False
        self._draw()
        self._scroll.scroll_home(animate=False)
        self.refresh_bindings()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        width = max(NARROWEST, self.size.width - FRAME)
        remaining = "closed" if self._gone else case_sheet.left(len(self._order), self._kind)
        self._head.update(case_sheet.head(view, remaining))
        self._names.update(case_sheet.names(view, width))
        self._sheet.update(case_sheet.explained(view, width) if self._explained else case_sheet.compared(view, width))
        self._outcome.display = not (self._explained or self._gone)
        self._outcome.update(case_sheet.outcomes(view, width, most=2 if self.size.height < TALL else 4))

    def action_why(self) -> None:
        """The sentences behind the bits, or back to the fields."""
        self._explained = not self._explained
        self._draw()
        self._scroll.scroll_home(animate=False)

    # Answering

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No answer before the case is on the screen or while one is recorded; Esc leads to the queue."""
        if action == "open_review":
            return False
        if action == "answer" and (self._view is None or self._deciding or self._gone):
            return False
        if action == "go_on" and not self._gone:
            return False
        if action == "undo" and self._view is not None and (self._deciding or not self._can_undo):
            return False  # of the decision that is being recorded, nothing stands yet
        return super().check_action(action, parameters)

    def action_answer(self, verdict: Verdict) -> None:
        """Ask for the reason."""
        reasons = [(reason.words, reason) for reason in Reason if verdict in reason.fits]
        question = line((f"{_ASKED[verdict]} …", "bold"))
        ask = Answers[Reason](question, reasons, marked=False)
        self.app.push_screen(ask, lambda reason: self._reasoned(verdict, reason))

    def _reasoned(self, verdict: Verdict, reason: Reason | None) -> None:
        """Another reason needs words; every other one is enough by itself."""
        if reason is Reason.OTHER:
            self.app.push_screen(
                Note(f"{_ASKED[verdict]} …", "a few words; they are kept with the decision"),
                lambda note: self._begin(verdict, reason, note) if note else None,
            )
        elif reason is not None:
            self._begin(verdict, reason, "")

    def _begin(self, verdict: Verdict, reason: Reason, note: str) -> None:
        self.untell()
        self._deciding = True
        self.refresh_bindings()
        self._decide(self._case_id, verdict, reason, note)

    def tell(self, told: Told) -> None:
        """Nothing was recorded: the case is open for an answer again, unless it is closed."""
        self._deciding = False
        if isinstance(told, CaseGone):
            self._gone = True
            told.advice = "Enter goes on to the next case."
            self._draw()
        self.refresh_bindings()
        super().tell(told)

    def _open_cases(self) -> tuple[int, ...]:
        """Those that can be answered, of the kind that is worked through, as they wait."""
        waiting = review.queue(self.session)
        return tuple(case.id for case in waiting if case.state == "open" and self._kind in ("", case.kind))

    @deed("record a decision")
    def _decide(self, case_id: int, verdict: Verdict, reason: Reason, note: str) -> None:
        decided = review.decide(self.session, case_id, verdict, reason, note)
        self.post_message(Answered(case_id, decided, self._open_cases()))

    @on(Answered)
    def _recorded(self, event: Answered) -> None:
        """Show what was recorded for a moment, then the next case."""
        self._answered = (event.case_id, event.decided)
        self._view = None
        self._outcome.display = True
        self._outcome.update(
            lines(
                line(("Recorded.", "bold black on $primary"), "  ", event.decided.sentence),
                line(case_sheet.left(len(event.order), self._kind)),
            )
        )
        self._next_timer = self.set_timer(PAUSE, lambda: self._recorded_long_enough(event))

    def _recorded_long_enough(self, event: Answered) -> None:
        self._offer_undo(event.decided)
        self._bring_next(GoOn(event.case_id, event.order))

    @work(thread=True, exclusive=True, group="case", exit_on_error=False, description="the next case")
    def action_go_on(self) -> None:
        """From a case that is closed to the next one."""
        self.answer(GoOn(self._case_id, self._open_cases()))

    @on(GoOn)
    def _bring_next(self, event: GoOn) -> None:
        following = _following(event.case_id, self._order, event.order)
        if following is None:
            self.post_message(GoBack())
            return
        self.untell()
        self._look_at(following, event.order)

    def _offer_undo(self, decided: Decided) -> None:
        if self._undo_timer is not None:
            self._undo_timer.stop()
        self._said.update(line(("U undoes  ", "bold $primary"), decided.sentence))
        self._undo_timer = self.set_timer(UNDO_SHOWN, lambda: self._said.update(""))

    # Undoing

    @deed("undo a decision")
    def action_undo(self) -> None:
        """Take back the decision made on this page, else the last one made anywhere; show its case again."""
        case_id, last = self._answered or (self._case_id, review.last_decision(self.session))
        if last is None:
            self.post_message(TakenBack(case_id, ""))
            return
        review.undo(self.session, last.decision)
        self.post_message(TakenBack(case_id, last.sentence))

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        self.untell()
        self._answered = None
        for timer in (self._next_timer, self._undo_timer):
            if timer is not None:
                timer.stop()
        self._said.update(
            line(("Taken back  ", "bold $primary"), event.sentence) if event.sentence else "Nothing to undo."
        )
        self._look_at(event.case_id)


def _following(case_id: int, before: tuple[int, ...], now: tuple[int, ...]) -> int | None:
    """The open case that came after this one, else the first that is open now; None if none is.

    A case may stay open under its number, with another question: its turn comes last.
    """
    at = before.index(case_id) if case_id in before else -1
    return next((case for case in (*before[at + 1 :], *now) if case in now), None)
