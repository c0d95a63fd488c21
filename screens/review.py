"""The queue of cases: pairs of persons that may be one, waiting for a supervisor. A supervisor's home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from matching.deciding import review
from matching.deciding.review import CaseLine
from screens.deed import deed
from screens.messages import OpenCase
from screens.reviewing import ReviewingPage
from screens.text import joined, line, lines
from screens.widgets.answers import Answers
from screens.widgets.cells import GAP, LIST_FRAME, QUIET, cell, row
from screens.widgets.comparison import WIDE, bits, strength
from screens.widgets.lines import Lines
from store.disclosure import overriding
from store.disclosure.overriding import Alert
from store.disclosure.wording import counted, listed, sentence
from store.permissions import May
from store.records import held

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

SHOWN = 200
"""Cases listed at once; the others follow as these are answered."""
ALERTS = 3
"""Shown at once (R22); the information lead sees all of them with `fctui shield alerts`."""
_KIND = 28


@dataclass
class QueueLoaded(Message):
    """Every waiting case, in the order in which they should be looked at; protected records that were opened.

    can_undo: a decision of this supervisor stands. held: deliveries that this supervisor may release or reject.
    """

    cases: tuple[CaseLine, ...]
    alerts: tuple[Alert, ...]
    held: int
    can_undo: bool


@dataclass
class TakenBack(Message):
    """A decision was undone; '' if there was none to undo."""

    sentence: str


class Cases(Lines):
    """Waiting cases, two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Look", tooltip="Look at the marked case, side by side")
    ]


class ReviewPage(ReviewingPage):
    """Harm first, then the oldest; cases looked at before without an answer come last."""

    NEEDS: ClassVar = {"kind": May.REVIEW, "undo": May.REVIEW}
    HELP = (
        "Each case is a question: are these two one person? Cases where a wrong answer could hurt soonest "
        "come first. Nothing is joined until you say so. Enter opens the marked case; K shows one kind "
        "only; U takes your last decision back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "kind", "Kind", id="kind", tooltip="Show one kind of case only"),
        Binding("u", "undo", "Undo", id="undo", tooltip="Take your last decision back"),
    ]

    _alerts = query_one("#alerts", Static)
    _summary = query_one("#summary", Static)
    _list = query_one("#cases", Cases)
    _said = query_one("#said", Static)
    _cases: tuple[CaseLine, ...] | None = None
    """None until they have been read: nothing is said of them before."""
    _kind = ""
    _can_undo = False

    def body(self) -> Iterable[Widget]:
        yield Static(id="alerts", classes="problem")
        yield Static("Reading the cases…", id="summary")
        yield Cases(id="cases")
        yield Static(id="said")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key to this page is not offered on it; nor are others that would find nothing."""
        if action == "kind" and not self._cases:
            return False
        if action == "undo" and not self._can_undo:
            return False
        return action != "open_review" and super().check_action(action, parameters)

    def on_mount(self) -> None:
        """The queue may stay open for hours."""
        self.watch_cases()

    @property
    def standing(self) -> frozenset[int]:
        return frozenset(case.id for case in self._cases or ())

    @on(ReviewingPage.KeptBack)
    def _read_anew(self) -> None:
        self._said.update("")
        self._load()

    def on_screen_resume(self) -> None:
        """Also after a case: the queue must show what was decided."""
        self._load()

    def on_resize(self) -> None:
        self._fill()

    @work(thread=True, exclusive=True, group="queue", exit_on_error=False, description="review queue")
    def _load(self) -> None:
        undoable = review.last_decision(self.session) is not None
        waiting = held.waiting(self.session) if self.session.may(May.RELEASE) else ()
        undecided = sum(one.state == "waiting" for one in waiting)
        self.answer(QueueLoaded(review.queue(self.session), overriding.alerts(self.session), undecided, undoable))

    @on(QueueLoaded)
    def _loaded(self, event: QueueLoaded) -> None:
        self._cases, self._can_undo = event.cases, event.can_undo
        told = [line("! ", alert.words) for alert in event.alerts[:ALERTS]]
        if event.held:
            told.append(line(f"! {counted(event.held, 'delivery')} held, for a second person to decide about: F4"))
        self._alerts.update(lines(*told))
        self._alerts.display = bool(told)
        if self._kind not in {case.kind for case in event.cases}:
            self._kind = ""
        self._fill()
        self._list.focus()
        self.refresh_bindings()

    def _fill(self) -> None:
        if self._cases is None:
            return
        shown = [case for case in self._cases if self._kind in ("", case.kind)]
        self._summary.update(_summary(self._cases, self._kind, len(shown)))
        self._list.fill(_options(shown[:SHOWN], self.size.width - LIST_FRAME, self.session.today()))

    @on(Cases.OptionSelected)
    def _open(self, event: Cases.OptionSelected) -> None:
        if event.option.id is not None:
            self._said.update("")
            self.post_message(OpenCase(int(event.option.id), self._kind))

    def action_kind(self) -> None:
        if self._cases is None:
            return
        kinds = Counter(case.kind for case in self._cases)
        answers = [(f"All kinds ({len(self._cases)})", "")]
        answers += [(f"{sentence(kind)[:-1]} ({number})", kind) for kind, number in kinds.most_common()]
        self.app.push_screen(Answers[str](line(("Which cases?", "bold")), answers), self._show_kind)

    def _show_kind(self, kind: str | None) -> None:
        if kind is not None:
            self._kind = kind
            self._fill()

    @deed("undo a decision")
    def action_undo(self) -> None:
        last = review.last_decision(self.session)
        if last is not None:
            review.undo(self.session, last.decision)
        self.post_message(TakenBack(last.sentence if last else ""))

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        self.untell()
        said = line(("Taken back  ", "bold $primary"), event.sentence) if event.sentence else line("Nothing to undo.")
        self._said.update(said)
        self._load()


def _summary(cases: tuple[CaseLine, ...], kind: str, shown: int) -> Content:
    if not cases:
        return line(("Review", "bold"), "  No case waits. New ones come with the next deliveries.")
    unsure = sum(case.state == "unsure" for case in cases)
    waiting = [counted(len(cases) - unsure, "case") + " to answer"]
    if unsure:
        waiting.append(f"{unsure} not sure")
    only = f"  Showing {shown} of kind: {kind}" if kind else ""
    return line(("Review", "bold"), f"  {listed(waiting)}.", (only, "bold $warning"))


def _options(cases: list[CaseLine], width: int, today: date) -> Iterator[Option]:
    """Headings where the urgency changes, and two lines a case."""
    section = None
    for case in cases:
        if _section(case) != section:
            section = _section(case)
            yield Option(line((section, "bold $warning")), disabled=True)
        yield Option(_drawn(case, width, today), id=str(case.id))
    if len(cases) == SHOWN:
        yield Option("More follow as these are answered.", disabled=True)


def _section(case: CaseLine) -> str:
    if case.state == "unsure":
        return "Looked at before, not sure"
    return f"First: {case.urgent}" if case.urgent else "The oldest first"


def _drawn(case: CaseLine, width: int, today: date) -> Content:
    """The two people in one line; what is asked about them, since when, and who knows them in the next."""
    waits = (today - date.fromisoformat(case.since[:10])).days
    weight = f"{strength(case.weight)} {bits(case.weight)}"
    since = f"waits {counted(waits, 'day')}" if waits else "new today"
    services = ", ".join(case.left_services), ", ".join(case.right_services)
    if width < WIDE:
        side = (width - GAP) // 2
        about = joined(" · ", weight, since, " | ".join(services))
        return lines(
            row(((case.left, "bold"), side), ((case.right, "bold"), side)),
            cell(line((case.kind, "bold"), (f" · {about}", QUIET)), width),
        )
    side = (width - _KIND - 2 * GAP) // 2
    return lines(
        row(((case.kind, "bold"), _KIND), ((case.left, "bold"), side), ((case.right, "bold"), side)),
        row((f"{weight}, {since}", _KIND), (services[0], side), (services[1], side)).stylize(QUIET),
    )
