"""The second step of an import: what each column was taken for, why, and how to say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from importers.columns.meanings import MEANINGS
from importers.columns.profile import shown, with_likely
from importers.delivering import delivery, templates
from importers.fields import BIRTHS, DATES, REPEATABLE, Field
from importers.reading.workbook import Sheet
from importers.values.dates import Order
from screens.base import Page
from screens.messages import CheckRows
from screens.text import line, lines
from screens.widgets.cells import LIST_FRAME
from screens.widgets.column_lines import ORDERS, Taken, facts
from screens.widgets.lines import Lines
from screens.widgets.picker import Picker
from screens.widgets.steps import steps
from store.disclosure.wording import counted

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from importers.columns.profile import Mapping
    from importers.delivering.delivery import Prepared
    from store.session import Session


@dataclass
class SheetRead(Message):
    """Another sheet of the workbook can be read."""

    prepared: Prepared


class Columns(Lines):
    """The file's columns, in the file's order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Change", tooltip="Say what the marked column holds")
    ]


class ImportColumnsPage(Page):
    """One line a column; the marked one is explained below the list."""

    HELP = (
        "Every column of the file, with what it was taken for. '=' is known; '~' is likely, and left out until "
        "you take it (L takes all of them); '?' could not be told; '*' is your own choice; '-' is not imported; "
        "'x' is not covered by the agreement, and nothing of it is stored. Enter changes the marked column: type a "
        "few letters of what it holds, then Enter. Your choices are remembered for this feed's next file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check", "Check rows", id="check", tooltip="Check every row; nothing is stored yet"),
        Binding("l", "likely", "Take likely", id="likely", tooltip="Take every column that is only likely"),
        Binding("v", "words", "Words", id="words", tooltip="Say what the words of the marked column mean"),
        Binding("w", "waive", "Go without", id="waive", tooltip="Go on without the missing required column"),
        Binding("o", "order", "Date order", id="order", tooltip="Read the marked dates day or month first"),
        Binding("s", "sheet", "Other sheet", id="sheet", tooltip="Read another sheet of the workbook"),
        Binding("y", "pivot", "Short years", id="pivot", tooltip="Say which century two-digit birth years mean"),
    ]

    _list = query_one("#columns", Columns)
    _facts = query_one("#facts", Static)
    _detail = query_one("#detail", Static)
    _problems = query_one("#problems", Static)

    def __init__(self, session: Session, prepared: Prepared, as_of: date, *, learn: bool = False) -> None:
        """learn: keep the template before the check, delivery or not: the file is a new feed's example."""
        super().__init__(session)
        self._learn = learn
        self._prepared = prepared
        self._as_of = as_of
        self._taken = Taken(prepared, prepared.mapping)
        self._kept = prepared.mapping

    def body(self) -> Iterable[Widget]:
        yield Static(steps(2, self._prepared.table.path.name), id="steps")
        yield Static(id="facts")
        yield Columns(id="columns")
        yield Static(id="detail")
        yield Static(id="problems")

    def on_mount(self) -> None:
        """Show the columns as they were taken, with the mark on the first that needs a look."""
        self._fill()
        self._list.highlighted = next(filter(self._taken.is_open, range(len(self._taken.mapping.columns))), 0)
        self._list.focus()

    def on_resize(self) -> None:
        self._fill()

    # What is shown

    @property
    def _at(self) -> int:
        """The column that is marked."""
        return self._list.highlighted or 0

    def _fill(self) -> None:
        marked, mapping, width = self._at, self._taken.mapping, self.size.width
        self._list.clear_options().add_options(
            [Option(self._taken.row(at, width - LIST_FRAME), id=str(at)) for at in range(len(mapping.columns))]
        )
        self._list.highlighted = marked
        self._detail.update(self._taken.explained(marked))
        self._facts.update(facts(self._prepared, mapping, width - 2))
        self._problems.update(lines(*(line((f"! {said}", "bold $error")) for said in self._prepared.stops(mapping))))
        self.refresh_bindings()

    def _take(self, mapping: Mapping) -> None:
        """What the columns hold from now on."""
        self._taken.mapping = mapping
        self._fill()

    @on(Columns.OptionHighlighted)
    def _marked(self, event: Columns.OptionHighlighted) -> None:
        self._detail.update(self._taken.explained(event.option_index))
        self.refresh_bindings()

    # What can be changed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are offered where they change something. Other pages are reached by Esc while it would ask first."""
        mapping = self._taken.mapping
        if action in self.PLACES and mapping != self._kept:
            return False
        if action == "sheet":
            return bool(self._other_sheets())
        if action in ("likely", "words", "waive") and self.is_mounted:
            offered = {
                "likely": any(map(self._taken.is_likely, range(len(mapping.columns)))),
                "words": bool(self._taken.unread(self._at) or mapping.columns[self._at].values),
                "waive": bool(self._missing()),
            }
            return offered[action]
        if action in ("order", "pivot") and self.is_mounted:
            dates, field = self._prepared.scan.dates.get(self._at), mapping.columns[self._at].field
            if action == "order" and self._prepared.undecided(mapping):
                return True  # it stops everything, whichever column is marked
            if dates is None or field not in (DATES if action == "order" else BIRTHS):
                return False
            return dates.decided != "" if action == "order" else dates.two_digit > 0
        return super().check_action(action, parameters)

    @on(Columns.OptionSelected)
    def _change(self, event: Columns.OptionSelected) -> None:
        at = event.option_index
        column = self._taken.mapping.columns[at]
        fields: list[Field | None] = [None, *Field]
        present = column.field or self._prepared.guesses[at].field
        entries = [(line(field.words if field else "Do not import this column"), (field,)) for field in fields]
        heading = line("What does ", (shown(column.heading, at), "bold"), " hold?")
        self.app.push_screen(
            Picker[tuple[Field | None]](heading, entries, fields.index(present)),
            lambda chosen: self._chose(at, chosen[0]) if chosen else None,
        )

    def _chose(self, at: int, field: Field | None) -> None:
        """Take the choice, unless another column holds that field already."""
        mapping = self._taken.mapping
        taken = [other for other in mapping.of(field) if other != at] if field else []
        if field and taken and field not in REPEATABLE:
            other = shown(mapping.columns[taken[0]].heading, taken[0])
            self._problems.update(
                line(
                    (f"! “{other}” already holds: {field.words}. ", "bold $error"),
                    f"Nothing was changed. Set “{other}” to “Do not import” first, or choose something else.",
                )
            )
            return
        self._taken.chosen.add(at)
        self._take(mapping.with_field(at, field))

    def action_likely(self) -> None:
        """Take every column that is only likely; what is taken is marked as yours."""
        before = self._taken.mapping
        after = with_likely(before, self._prepared.guesses)
        pairs = zip(before.columns, after.columns, strict=True)
        self._taken.chosen |= {at for at, (was, now) in enumerate(pairs) if was.field is not now.field}
        self._take(after)

    def action_words(self) -> None:
        """Which word, then what it means."""
        at, column = self._at, self._taken.mapping.columns[self._at]
        entries = [(line(word, f"  in {counted(n, 'row')}"), word) for word, n in self._taken.unread(at).items()]
        entries += [(line(word, f"  means {code}"), word) for word, code in column.values]
        heading = line("Which word of ", (shown(column.heading, at), "bold"), "?")
        self.app.push_screen(Picker[str](heading, entries), lambda word: self._ask_meaning(at, word) if word else None)

    def _ask_meaning(self, at: int, word: str) -> None:
        field = self._taken.mapping.columns[at].field
        offered = MEANINGS[field] if field else ()
        entries = [(line(one.words), one.code) for one in offered] + [(line("Nobody knows yet"), "")]
        self.app.push_screen(
            Picker[str](line("What does ", (word, "bold"), " mean?"), entries),
            lambda code: self._take(self._taken.mapping.with_value(at, word, code)) if code is not None else None,
        )

    def _missing(self) -> list[Field]:
        """Required fields that can be gone without: an agency's number that came before, a date of birth."""
        covered = self._prepared.covered(self._taken.mapping)
        lost = [field for field in self._prepared.missing(covered) if field is Field.SOURCE_ID]
        no_birth = not covered.of(*BIRTHS) and Field.BIRTH not in covered.waived
        return [*lost, Field.BIRTH] if no_birth else lost

    def action_waive(self) -> None:
        """Go on without what is missing; said again on the page, and remembered for this feed."""
        self._take(self._taken.mapping.with_waived(*self._missing()))

    def _choose_order(self) -> None:
        """Nobody can tell from the file: one answer for every column of dates that leaves it open."""
        entries: list[tuple[Content, Order]] = [
            (line(ORDERS["day-first"]), "day-first"),
            (line(ORDERS["month-first"]), "month-first"),
        ]
        self.app.push_screen(Picker[Order](line("How does the agency write dates?"), entries), self._ordered)

    def _ordered(self, order: Order | None) -> None:
        mapping = self._taken.mapping
        undecided = self._prepared.undecided(mapping) if order else ()
        for at in undecided:
            mapping = mapping.with_order(at, order)
        self._taken.reordered.update(undecided)
        self._take(mapping)

    def action_order(self) -> None:
        """Read the marked column's dates the other way round, or ask where the file leaves it open."""
        at, mapping, dates = self._at, self._taken.mapping, self._prepared.scan.dates
        marked, undecided = mapping.columns[at], self._prepared.undecided(mapping)
        if at in undecided or (undecided and (marked.field not in DATES or at not in dates)):
            self._choose_order()
            return
        order = marked.order or dates[at].order
        self._taken.reordered.add(at)
        self._take(mapping.with_order(at, "day-first" if order == "month-first" else "month-first"))

    def _other_sheets(self) -> list[str]:
        source = self._prepared.table.source
        return [name for name in source.sheets if name != source.name] if isinstance(source, Sheet) else []

    def action_sheet(self) -> None:
        heading = line("Which sheet of ", (self._prepared.table.path.name, "bold"), "?")
        self.app.push_screen(Picker[str](heading, [(line(name), name) for name in self._other_sheets()]), self._chosen)

    def _chosen(self, sheet: str | None) -> None:
        if sheet is not None:
            self._read_sheet(sheet)

    @work(thread=True, exclusive=True, group="sheet", exit_on_error=False, description="read another sheet")
    def _read_sheet(self, sheet: str) -> None:
        feed, path = self._prepared.feed, self._prepared.table.path
        self.post_message(SheetRead(delivery.prepare(self.session, path, feed.code, sheet=sheet)))

    @on(SheetRead)
    def _other_sheet(self, event: SheetRead) -> None:
        """The columns of the other sheet, as if it had been the only one."""
        self.untell()
        self._prepared = event.prepared
        self._taken = Taken(event.prepared, event.prepared.mapping)
        self._kept = event.prepared.mapping
        self._list.highlighted = 0
        self._fill()

    def action_pivot(self) -> None:
        """Two-digit birth years: refused, or the latest that is not ahead of the extract."""
        pivot = self._as_of.year % 100 if self._taken.mapping.pivot is None else None
        self._take(self._taken.mapping.with_pivot(pivot))

    def action_check(self) -> None:
        """On to the rows, if nothing stands in the way; the reason is on the screen if something does."""
        if self._prepared.stops(self._taken.mapping):
            self._fill()
            self.app.bell()
        elif self._learn:
            self._keep_template(self._taken.mapping)
        else:
            self.post_message(CheckRows(self._prepared, self._taken.mapping, self._as_of))

    @work(thread=True, exclusive=True, group="learn", exit_on_error=False, description="keep the template")
    def _keep_template(self, mapping: Mapping) -> None:
        templates.learn(self.session, self._prepared, mapping)
        self._kept = mapping
        self.post_message(CheckRows(self._prepared, mapping, self._as_of))

    def action_go_back(self) -> None:
        """Ask, if what was said of the columns would be lost: it is remembered with a delivery."""
        if self._taken.mapping == self._kept:
            super().action_go_back()
            return
        entries = [(line("Stay with the columns"), False), (line("Leave: what you said of them is forgotten"), True)]
        heading = line("Nothing is kept before the file is delivered. Leave?")
        self.app.push_screen(Picker[bool](heading, entries), self._leave)

    def _leave(self, really: bool | None) -> None:
        if really:
            super().action_go_back()
