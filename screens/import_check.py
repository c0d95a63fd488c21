"""The third step of an import: every row checked, nothing stored. What would come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Button, Static

from importers.checking.catalogue import CHECKS
from importers.delivering import delivery, holding, trial
from importers.delivering.delivery import DryRun
from screens.check_list import FIRST, MORE, MORE_ROWS, figures, options
from screens.deed import deed
from screens.messages import Deliver
from screens.text import line
from screens.verdict import VerdictPage
from screens.widgets.cells import LIST_FRAME
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.lines import Lines
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from screens.widgets.steps import steps
from store.disclosure.wording import spoken_date
from store.records import held

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.columns.profile import Mapping
    from importers.delivering.delivery import Prepared
    from importers.delivering.trial import ToCome
    from store.errors import Told
    from store.records.held import HeldDelivery
    from store.session import Session


@dataclass
class Checked(Message):
    """Every row was looked at. waits: the same delivery, held and undecided. stopped: nobody released its holds."""

    checked: DryRun
    waits: HeldDelivery | None
    stopped: bool


@dataclass
class Tried(Message):
    """What would come of it is known."""

    come: ToCome


@dataclass
class Decided(Message):
    """The delivery was held, released or rejected."""

    waits: HeldDelivery


class ImportCheckPage(VerdictPage):
    """Starts the check when it opens. Delivering is a separate act."""

    HELP = (
        "Nothing has been stored yet. Refused rows stay out of the hub until a later file brings them "
        "right; the others come in. The list names every kind of finding with what to tell the agency, "
        "how full each column is, then each refused row with its place in the file. T tries what would come "
        "of it: everything is done and taken back. D delivers. What is unlike the feed's deliveries so far has "
        "to wait: H holds it until a second person releases (R) or rejects (X) it, and says why. Esc goes back to the "
        "columns."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "deliver", "Deliver", id="deliver", tooltip="Store the accepted rows"),
        Binding("h", "hold", "Hold", id="hold", tooltip="Let it wait for a second person"),
        Binding("r", "release", "Release", id="release", tooltip="Let in what somebody else brought"),
        Binding("x", "reject", "Reject", id="reject", tooltip="Turn the held delivery down; the file is left alone"),
        Binding("t", "try", "What comes", id="try", tooltip="Do it all and take it back: links, questions, changes"),
        READ_ON,
    ]

    _counts = query_one("#counts", Static)
    _list = query_one("#findings", Lines)
    _detail = query_one(InFull)
    _button = query_one("#deliver", Button)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session, prepared: Prepared, mapping: Mapping, as_of: date) -> None:
        super().__init__(session)
        self._prepared = prepared
        self._mapping = mapping
        self._as_of = as_of
        self._checked: DryRun | None = None
        self._come: ToCome | None = None
        self._waits: HeldDelivery | None = None
        self._stopped = False
        self._listed = FIRST
        self._reporter = Reporter(self)

    def body(self) -> Iterable[Widget]:
        yield Static(steps(3, self._prepared.table.path.name), id="steps")
        yield ProgressLine()
        yield Static(id="counts")
        yield Lines(id="findings")
        yield InFull()
        yield Button(id="deliver", compact=True)

    def on_mount(self) -> None:
        self._button.display = False
        self._progress.begin("Checking every row")
        self._check()

    def on_unmount(self) -> None:
        """Nobody waits for the check any more."""
        self._reporter.stop()

    def on_resize(self) -> None:
        if self._checked is not None:
            self._fill(self._checked)

    @work(thread=True, exclusive=True, group="check", exit_on_error=False, description="check every row")
    def _check(self) -> None:
        checked = delivery.dry_run(self.session, self._prepared, self._mapping, self._as_of, self._reporter)
        waits = holding.waits(self.session, checked) if checked.holds else None
        self.post_message(Checked(checked, waits, holding.has_to_wait(self.session, checked)))
        if trial.cheap(checked):
            self.post_message(Tried(trial.to_come(self.session, checked, self._reporter)))

    @work(thread=True, exclusive=True, group="check", exit_on_error=False, description="try a delivery")
    def _try(self, checked: DryRun) -> None:
        self.post_message(Tried(trial.to_come(self.session, checked, self._reporter)))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self._checked is None or self._come is None:
            self._progress.show(event, "rows")

    @on(Checked)
    def _show(self, event: Checked) -> None:
        self._checked, self._waits, self._stopped = event.checked, event.waits, event.stopped
        self._progress.display = False
        self._offer(event.checked)
        self._fill(event.checked)
        self._list.focus()

    @on(Tried)
    def _tried(self, event: Tried) -> None:
        self._come = event.come
        self._progress.display = False
        if self._checked is not None:
            self._fill(self._checked)
        self.refresh_bindings()

    @on(Decided)
    def _decided(self, event: Decided) -> None:
        self._waits = event.waits
        self._stopped = event.waits.state != "released"
        if self._checked is not None:
            self._offer(self._checked)

    def _offer(self, checked: DryRun) -> None:
        """The one act that is next, in words."""
        self._button.label = line(f" {self._next(checked)} ")
        self._button.refresh(layout=True)  # it may be longer by a line
        self._button.display = checked.accepted > 0
        self.refresh_bindings()

    def _next(self, checked: DryRun) -> str:
        if not self._stopped:
            return f"D  {checked.act}"
        if self._waits is None or self._waits.state == "rejected":
            again = "rejected; " if self._waits else ""
            return f"H  {again}hold it until a second person has looked at it"
        since = f"Held by {self._waits.by} since {spoken_date(self._waits.at[:10])}"
        if self._waits.by_account == self.session.account.id:
            return f"{since}, number {self._waits.id}: somebody else releases it"
        return f"{since}: R  release it   X  reject it"

    def tell(self, told: Told) -> None:
        """The check could not be made."""
        self._progress.display = False
        super().tell(told)

    def _fill(self, checked: DryRun) -> None:
        marked = self._list.highlighted
        self._counts.update(figures(checked, self._come, self.size.width - 2))
        listed = list(options(checked, self._come, self._listed, self.size.width - LIST_FRAME))
        self._list.clear_options().add_options(listed)
        first = next((index for index, option in enumerate(listed) if not option.disabled), None)
        self._list.highlighted = first if marked is None else marked

    @on(Lines.OptionHighlighted, "#findings")
    def _advise(self, event: Lines.OptionHighlighted) -> None:
        kind, _, key = (event.option.id or "").partition(":")
        advice = ""
        if kind == "row" and self._checked is not None:
            kind, key = "code", self._checked.refused[int(key)].code
        if kind == "code":
            advice = f"{CHECKS[key].sentence} {CHECKS[key].advice}"
        elif kind == "hold" and self._checked is not None:
            hold = self._checked.holds[int(key)]
            advice = f"{hold.sentence} {hold.advice}"
        elif kind == "note" and self._checked is not None:
            advice = self._checked.notes[int(key)].on_screen
        self._detail.say(line(advice))

    @on(Lines.OptionSelected, "#findings")
    def _more_rows(self, event: Lines.OptionSelected) -> None:
        if event.option.id == MORE_ROWS and self._checked is not None:
            self._listed += MORE
            self._fill(self._checked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each act only where it is the one to do: see _next. Other pages by Esc while choices of columns are new."""
        checked, waits = self._checked, self._waits
        if action in self.PLACES and waits is None and self._mapping != self._prepared.mapping:
            return False
        if action in ("deliver", "hold", "release", "reject", "try"):
            if checked is None or not checked.accepted:
                return False
            if action == "try":
                return self._come is None
            if action == "deliver":
                return not self._stopped
            if not self._stopped:
                return False
            waiting = waits is not None and waits.state == "waiting"
            others = waits is not None and waiting and waits.by_account != self.session.account.id
            return {"hold": not waiting, "reject": waiting, "release": others}[action]
        return super().check_action(action, parameters)

    @on(Button.Pressed, "#deliver")
    def _pressed(self) -> None:
        for action in ("deliver", "hold", "release"):
            if self.check_action(action, ()):
                getattr(self, f"action_{action}")()
                return

    def action_deliver(self) -> None:
        if self._checked is not None:
            self.post_message(Deliver(self._checked))

    def action_try(self) -> None:
        if self._checked is not None:
            self._progress.begin("Trying the delivery")
            self._try(self._checked)

    @deed("hold a delivery")
    def action_hold(self) -> None:
        if self._checked is not None:
            self.post_message(Decided(holding.hold(self.session, self._checked)))

    def action_release(self) -> None:
        """Let in what somebody else brought; delivering it is a further act."""
        self._decide_why("release")

    def action_reject(self) -> None:
        self._decide_why("reject")

    def _decide_why(self, verdict: str) -> None:
        if self._waits is not None:
            self.ask_why(verdict, self._waits)

    def decided(self, number: int) -> Decided:
        """The delivery as it is held now."""
        return Decided(held.one(self.session, number))
