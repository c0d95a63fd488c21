"""The third step of an import: every row checked, nothing stored. What would come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from importers import delivery
from importers.checks import CHECKS
from importers.delivery import DryRun, Refused
from screens.base import Page
from screens.messages import Deliver
from screens.text import Part, line, lines
from screens.widgets.cells import GAP, LIST_FRAME, LOUD, QUIET, row
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from screens.widgets.steps import steps
from store.disclosure.wording import counted, spoken_date

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from importers.delivery import Prepared
    from importers.profile import Mapping
    from store.errors import Told
    from store.session import Session

FIRST, MORE = 50, 200
"""Refused rows listed at once, and added by each Enter on the last line."""
_MORE = "more"
_MARKS = {"error": "× refused", "warning": "! warning", "info": "· note"}
_STYLES = {"error": LOUD, "warning": "bold", "info": QUIET}
_WORD, _COUNT, _PLACE, _CODE = 9, -7, 18, 16


@dataclass
class Checked(Message):
    """Every row was looked at."""

    checked: DryRun


class ImportCheckPage(Page):
    """Starts the check when it opens. Delivering is a separate act."""

    HELP = (
        "Nothing has been stored yet. Refused rows stay out of the hub until a later file brings them "
        "right; the others come in. The list names every kind of finding with what to tell the agency, "
        "then each refused row with its place in the file. d delivers; Esc goes back to the columns."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "deliver", "Deliver", id="deliver", tooltip="Store the accepted rows"),
    ]

    _counts = query_one("#counts", Static)
    _list = query_one("#findings", OptionList)
    _detail = query_one("#detail", Static)
    _button = query_one("#deliver", Button)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session, prepared: Prepared, mapping: Mapping, as_of: date) -> None:
        super().__init__(session)
        self._prepared = prepared
        self._mapping = mapping
        self._as_of = as_of
        self._checked: DryRun | None = None
        self._listed = FIRST
        self._reporter = Reporter(self)

    def body(self) -> Iterable[Widget]:
        """Counts, findings, the marked finding's advice, and the act in words."""
        yield Static(steps(3, self._prepared.table.path.name), id="steps")
        yield ProgressLine()
        yield Static(id="counts")
        yield OptionList(id="findings", markup=False)
        yield Static(id="detail")
        yield Button(id="deliver", compact=True)

    def on_mount(self) -> None:
        """Check every row."""
        self._button.display = False
        self._progress.begin("Checking every row")
        self._check()

    def on_unmount(self) -> None:
        """Nobody waits for the check any more."""
        self._reporter.stop()

    def on_resize(self) -> None:
        """Columns follow the window."""
        if self._checked is not None:
            self._fill(self._checked)

    @work(thread=True, exclusive=True, group="check", exit_on_error=False, description="check every row")
    def _check(self) -> None:
        checked = delivery.dry_run(self.session, self._prepared, self._mapping, self._as_of, self._reporter)
        self.post_message(Checked(checked))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self._checked is None:
            self._progress.show(event, "rows")

    @on(Checked)
    def _show(self, event: Checked) -> None:
        self._checked = event.checked
        self._progress.display = False
        self._counts.update(_counts(event.checked))
        self._button.label = line(f" d  {event.checked.act} ")
        self._button.display = event.checked.accepted > 0
        self._fill(event.checked)
        self._list.focus()
        self.refresh_bindings()

    def tell(self, told: Told) -> None:
        """The check could not be made."""
        self._progress.display = False
        super().tell(told)

    def _fill(self, checked: DryRun) -> None:
        marked = self._list.highlighted
        options = list(_options(checked, self._listed, self.size.width - LIST_FRAME))
        self._list.clear_options().add_options(options)
        first = next((index for index, option in enumerate(options) if not option.disabled), None)
        self._list.highlighted = first if marked is None else marked

    @on(OptionList.OptionHighlighted, "#findings")
    def _advise(self, event: OptionList.OptionHighlighted) -> None:
        kind, _, key = (event.option.id or "").partition(":")
        advice = ""
        if kind == "code":
            advice = f"{CHECKS[key].sentence} {CHECKS[key].advice}"
        elif kind == "row" and self._checked is not None:
            refused = self._checked.refused[int(key)]
            advice = f"{refused.reason} {refused.advice}"
        elif kind == "note" and self._checked is not None:
            advice = self._checked.notes[int(key)].on_screen
        self._detail.update(line(advice))

    @on(OptionList.OptionSelected, "#findings")
    def _more_rows(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _MORE and self._checked is not None:
            self._listed += MORE
            self._fill(self._checked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be delivered before the check is done, nor if no row was accepted."""
        if action == "deliver" and (self._checked is None or not self._checked.accepted):
            return False
        return super().check_action(action, parameters)

    @on(Button.Pressed, "#deliver")
    def action_deliver(self) -> None:
        """On to the delivery."""
        if self._checked is not None:
            self.post_message(Deliver(self._checked))


def _counts(checked: DryRun) -> Content:
    """What becomes of the rows, and of the feed's people."""
    rows: list[Part] = [
        (f"{checked.rows:>9,} rows  ", "bold"),
        f"{checked.accepted:,} accepted, {checked.warnings:,} of them with warnings · ",
        (f"{checked.quarantined:,} refused", "bold $error" if checked.quarantined else ""),
        f" · {checked.ignored:,} ignored",
    ]
    people = f"{checked.new:,} new · {checked.changed:,} changed · {checked.unchanged:,} unchanged"
    if checked.absent:
        people += f" · {checked.absent:,} no longer in the file"
    before = f"   last extract {spoken_date(checked.last.as_of)}, {checked.last.rows:,} rows" if checked.last else ""
    return lines(
        line(*rows),
        line((f"{'':>9} people  ", "bold"), people),
        line((f"{'':>9} as of   ", "bold"), spoken_date(checked.as_of.isoformat()), (before, "$muted")),
    )


def _options(checked: DryRun, listed: int, width: int) -> Iterator[Option]:
    """Notes about the file, kinds of finding, refused rows."""
    if checked.notes:
        yield _heading("About the file")
    for number, note in enumerate(checked.notes):
        yield Option(row((("· note", QUIET), _WORD), (note.on_screen, width - _WORD - GAP)), id=f"note:{number}")
    found = sorted(checked.issues, key=lambda code: (list(_MARKS).index(CHECKS[code].severity), -checked.issues[code]))
    yield _heading("What the check found" if found else "The check found nothing to complain of")
    for code in found:
        yield Option(_finding(code, checked.issues[code], width), id=f"code:{code}")
    if not checked.refused:
        return
    shown = checked.refused[:listed]
    yield _heading(f"Refused rows, {len(shown):,} of {checked.quarantined:,}")
    for number, refused in enumerate(shown):
        yield Option(_refused(refused, width), id=f"row:{number}")
    if len(shown) < len(checked.refused):
        yield Option(line(("Enter shows more", "bold")), id=_MORE)
    elif len(shown) < checked.quarantined:
        yield Option(line((f"Only the first {counted(len(shown), 'row')} are listed.", "$muted")), disabled=True)


def _heading(words: str) -> Option:
    return Option(line((words, "bold $primary")), disabled=True)


def _finding(code: str, count: int, width: int) -> Content:
    check = CHECKS[code]
    return row(
        ((_MARKS[check.severity], _STYLES[check.severity]), _WORD),
        (f"{count:,}", _COUNT),
        (check.sentence, width - _WORD + _COUNT - _CODE - 3 * GAP),
        ((code, QUIET), _CODE),
    )


def _refused(refused: Refused, width: int) -> Content:
    column = refused.column or "the row"
    names = min(24, width // 5)
    return row(
        (f"row {refused.row:,} line {refused.line:,}", _PLACE),
        ((column, "bold"), names),
        (refused.reason, width - _PLACE - names - _CODE - 3 * GAP),
        ((refused.code, QUIET), _CODE),
    )
