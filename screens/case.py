"""One case: two persons side by side, and the keys that answer whether they are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from matching.linkage import review
from matching.linkage.review import CaseLine, CaseView, Decided, Reason, Side, Verdict
from screens.base import Page
from screens.messages import GoBack
from screens.text import line, lines
from screens.widgets import comparison
from screens.widgets.answers import Answers
from screens.widgets.note import Note
from store.disclosure.wording import counted, sentence
from store.permissions import May

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from store.session import Session

PAUSE = 0.4
"""Seconds that a decision is shown as recorded before the next case takes its place."""
FRAME = 4
"""Padding and scroll bar beside the sheet."""
UNDO_SHOWN = 10.0
"""Seconds that the line about undoing stays; the key works as long as the decision stands."""
TALL = 30
"""Rows from which each outcome may take four lines."""
_LABEL = 14
_ASKED: dict[Verdict, str] = {
    "same": "One person, because",
    "different": "Two people, because",
    "unsure": "Not sure: the case stays in the queue, because",
}


@dataclass
class Opened(Message):
    """A case was read and its opening recorded; `left` counts the cases to answer, this one included."""

    view: CaseView
    left: int


@dataclass
class Answered(Message):
    """A decision stands. next_case: the one to look at now, None if no open case is left."""

    case_id: int
    decided: Decided
    next_case: int | None
    left: int


@dataclass
class TakenBack(Message):
    """A decision was undone and its case is open again."""

    case_id: int
    sentence: str


class CasePage(Page):
    """Answering brings the next case into this page, so that a queue is worked through without leaving it."""

    NEEDS: ClassVar = dict.fromkeys(("answer", "undo", "why"), May.REVIEW)
    HELP = (
        "Are these two one person? '=' agrees, '~' is close, '×' differs, '·' is missing on a side. Bits "
        "above zero speak for one person, below zero against; ten bits are odds of a thousand to one. s "
        "says same, d says different, n says not sure; each asks for a reason. u takes your last decision "
        "back. A decision counts at once, and later deliveries do not undo it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "answer('same')", "Same", id="same", tooltip="They are one person"),
        Binding("d", "answer('different')", "Different", id="different", tooltip="They are two people"),
        Binding("n", "answer('unsure')", "Not sure", id="unsure", tooltip="More has to be found out"),
        Binding("u", "undo", "Undo", id="undo", tooltip="Take your last decision back"),
        Binding("w", "why", "Why", id="why", tooltip="The weight explained, and every record of both"),
    ]

    _head = query_one("#head", Static)
    _names = query_one("#names", Static)
    _scroll = query_one("#scroll", VerticalScroll)
    _sheet = query_one("#sheet", Static)
    _outcome = query_one("#outcome", Static)
    _said = query_one("#said", Static)

    def __init__(self, session: Session, case_id: int) -> None:
        super().__init__(session)
        self._case_id = case_id
        self._view: CaseView | None = None
        self._left = 0
        self._explained = False
        self._answered: tuple[int, Decided] | None = None
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
        self._open(self._case_id)

    def on_resize(self) -> None:
        """Columns follow the window."""
        self._draw()

    @work(thread=True, exclusive=True, group="case", exit_on_error=False, description="open a case")
    def _open(self, case_id: int) -> None:
        view = review.case(self.session, case_id)
        self.post_message(Opened(view, _open_cases(review.queue(self.session))))

    @on(Opened)
    def _show(self, event: Opened) -> None:
        self._view, self._left, self._case_id = event.view, event.left, event.view.id
        self._explained = False
        self._draw()
        self._scroll.scroll_home(animate=False)
        self.refresh_bindings()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        width = self.size.width - FRAME
        self._head.update(_head(view, self._left))
        self._names.update(comparison.names(_side(view.left, width), _side(view.right, width), width))
        self._sheet.update(_explained(view, width) if self._explained else _compared(view, width))
        self._outcome.update(_outcomes(view, width, most=2 if self.size.height < TALL else 4))

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
        if action == "answer" and self._view is None:
            return False
        return super().check_action(action, parameters)

    def action_answer(self, verdict: Verdict) -> None:
        """Ask for the reason."""
        reasons = [(reason.words, reason) for reason in Reason if verdict in reason.fits]
        question = line((f"{_ASKED[verdict]} …", "bold"))
        self.app.push_screen(Answers[Reason](question, reasons), lambda reason: self._reasoned(verdict, reason))

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
        self._decide(self._case_id, verdict, reason, note)

    @work(thread=True, exclusive=True, group="decide", exit_on_error=False, description="record a decision")
    def _decide(self, case_id: int, verdict: Verdict, reason: Reason, note: str) -> None:
        before = [case.id for case in review.queue(self.session)]
        decided = review.decide(self.session, case_id, verdict, reason, note)
        waiting = review.queue(self.session)
        self.post_message(Answered(case_id, decided, _next(case_id, before, waiting), _open_cases(waiting)))

    @on(Answered)
    def _recorded(self, event: Answered) -> None:
        """Show what was recorded for a moment, then the next case."""
        self._answered = (event.case_id, event.decided)
        self._view = None
        self.refresh_bindings()
        self._outcome.update(
            lines(
                line(("Recorded.", "bold black on $primary"), "  ", event.decided.sentence),
                line(_left(event.left)),
            )
        )
        self.set_timer(PAUSE, lambda: self._go_on(event))

    def _go_on(self, event: Answered) -> None:
        if event.next_case is None:
            self.post_message(GoBack())
            return
        self._offer_undo(event.decided)
        self._open(event.next_case)

    def _offer_undo(self, decided: Decided) -> None:
        if self._undo_timer is not None:
            self._undo_timer.stop()
        self._said.update(line(("u undoes  ", "bold $primary"), decided.sentence))
        self._undo_timer = self.set_timer(UNDO_SHOWN, lambda: self._said.update(""))

    # Undoing

    @work(thread=True, exclusive=True, group="undo", exit_on_error=False, description="undo a decision")
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
        self._answered = None
        if self._undo_timer is not None:
            self._undo_timer.stop()
        self._said.update(
            line(("Taken back  ", "bold $primary"), event.sentence) if event.sentence else "Nothing to undo."
        )
        self._open(event.case_id)


def _open_cases(waiting: Iterable[CaseLine]) -> int:
    return sum(case.state == "open" for case in waiting)


def _next(case_id: int, before: list[int], waiting: Iterable[CaseLine]) -> int | None:
    """The open case that came after this one, else the first that is open.

    A case may stay open under its number with another question: it then comes last.
    """
    still = [case.id for case in waiting if case.state == "open"]
    at = before.index(case_id) if case_id in before else -1
    return next((case for case in [*before[at + 1 :], *still] if case in still), None)


def _left(left: int) -> str:
    return f"{counted(left, 'case')} left" if left else "No case is left to answer"


def _side(side: Side, width: int) -> str:
    return f"{side.name}, {counted(len(side.members), 'record')}" if width >= comparison.WIDE else side.name


def _outcomes(view: CaseView, width: int, most: int) -> Content:
    """What each answer would change, in at most so many lines each; the explanation has all of it."""
    drawn = list[Content]()
    for label, sentences in (("If same", view.if_same), ("If different", view.if_different)):
        wrapped = line(" ".join(sentences)).wrap(width - _LABEL)
        if len(wrapped) > most:
            wrapped = [*wrapped[: most - 1], line(wrapped[most - 1].plain[: width - _LABEL - 1] + "…")]
        for at, piece in enumerate(wrapped):
            drawn.append(line((f"{label if at == 0 else '':<{_LABEL}}", "bold $primary"), piece))
    return lines(*drawn)


def _head(view: CaseView, left: int) -> Content:
    weight = f"{comparison.strength(view.total)} evidence for one person, {comparison.bits(view.total)} bits"
    state = "   looked at before, not sure" if view.state == "unsure" else ""
    return lines(
        line((sentence(view.kind)[:-1], "bold"), f"   {weight}", (f"   {_left(left)}", "bold $primary"), state),
        line((view.why, "$muted")),
    )


def _compared(view: CaseView, width: int) -> Content:
    """Fields first, then every record of both, then the decisions that touch them."""
    asking = (view.left.asking, view.right.asking)
    parts = [
        comparison.comparison(view.fields, width),
        line(("All their records", "bold")),
        comparison.members(view.left.members, view.right.members, asking, width),
    ]
    if view.decisions:
        parts += [line(("Decisions that stand", "bold")), *map(line, view.decisions)]
    return lines(*parts)


def _explained(view: CaseView, width: int) -> Content:
    return lines(
        line((f"Why the weight is {comparison.bits(view.total)} bits", "bold")),
        comparison.reasons(view.fields, view.total, width),
        line(""),
        _outcomes(view, width, most=20),
    )
