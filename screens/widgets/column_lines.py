"""The columns of a file in lines: what each was taken for, why, its values, how its dates and words are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING

from importers.columns import meanings
from importers.columns.profile import shown
from importers.columns.provided import beside
from importers.columns.whom_to_ring import beside_another
from importers.fields import BIRTHS, DATES, Field
from importers.reading.delimited import DELIMITERS
from importers.reading.tables import Table
from importers.reading.workbook import Sheet
from screens.text import joined, line, lines
from screens.widgets.cells import ASKING, CHOSEN, GAP, LOUD, QUIET, row
from store.disclosure.wording import counted

if TYPE_CHECKING:
    from textual.content import Content

    from importers.columns.profile import Mapping
    from importers.delivering.delivery import Prepared

SAMPLES = 3
FACTS = 6
"""Lines about the file as a whole, as many as the page's style leaves them; the check lists every note."""
ORDERS = {"day-first": "day first: 03/04 is 3 April", "month-first": "month first: 03/04 is 4 March"}
_NOT_IMPORTED = "not imported"
_NOT_COVERED = "not covered by the agreement: will be dropped"
_STATE = 10
_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "xlsx": "workbook"}


@dataclass
class Taken:
    """What each column is taken for at the moment.

    chosen: columns of which the person has said what they hold. reordered: those whose order of dates they gave.
    """

    prepared: Prepared
    mapping: Mapping
    chosen: set[int] = field(default_factory=set[int])
    reordered: set[int] = field(default_factory=set[int])

    def _state(self, at: int) -> tuple[str, str]:
        """A mark with its word, and the style of both."""
        if at in self.chosen:
            return "* yours", CHOSEN
        if self.mapping.columns[at].field is not None:
            return "= known", ""
        if self.is_open(at) and self._aside(at):
            return "- left out", ASKING
        if self.is_open(at):
            return ("~ likely", ASKING) if self.is_likely(at) else ("? not sure", ASKING)
        return "- left out", QUIET

    def _dropped(self) -> tuple[int, ...]:
        """Columns that the agreement does not cover."""
        feed = self.prepared.feed
        return self.mapping.uncovered(feed.allowed, feed.clause)

    def is_open(self, at: int) -> bool:
        """Not imported, and nobody has said so: a person should look. An earlier delivery's choice stands."""
        heading = self.mapping.columns[at].heading
        nothing = not (heading.strip() or self.prepared.scan.filled[at])  # left of a table that begins further right
        known = self.prepared.remembered and shown(heading, at) not in self.prepared.new_columns
        decided = known or nothing or at in self.chosen or self.prepared.guesses[at].left_out
        return self.mapping.columns[at].field is None and not decided

    def is_likely(self, at: int) -> bool:
        """Whether taking the likely ones takes this column."""
        return self.is_open(at) and self.prepared.guesses[at].sure and not self._aside(at)

    def _aside(self, at: int) -> str:
        """Whose the column is, if a row has one worker and it speaks of another."""
        return beside_another(self.prepared.guesses[at], {column.field for column in self.mapping.columns})

    def row(self, at: int, width: int) -> Content:
        """One line of the list: heading, how sure it is, what it was taken for, a few values."""
        heading, field = min(28, width // 4), min(36, width // 3 - 1)
        state, style = self._state(at)
        rest = width - heading - field - _STATE - 3 * GAP
        named = ((shown(self.mapping.columns[at].heading, at), "bold"), heading)
        if at in self._dropped():
            return row(named, ((f"x {_NOT_COVERED}", LOUD), width - heading - GAP))
        return row(
            named,
            ((state, style), _STATE),
            (self._taken_for(at), field),
            ((" · ".join(self._samples(at)) or "no values", QUIET), rest),
        )

    def _taken_for(self, at: int) -> str:
        column, guess = self.mapping.columns[at], self.prepared.guesses[at]
        if column.field is None and guess.field and self.is_open(at):
            return self._aside(at) or f"{guess.field.words}?"
        if column.field is None:
            return _NOT_IMPORTED
        if column.field in beside(self.prepared.feed.theme):
            return f"{column.field.words}, as a detail"
        return joined(": ", column.field.words, column.label if column.field is Field.ACTIVE_FLAG else "")

    def _samples(self, at: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.prepared.scan.samples[at]))[:SAMPLES]

    def explained(self, at: int) -> Content:
        """Three lines on a column: why it was taken so, values, how its dates or words are read."""
        guess = self.prepared.guesses[at]
        field = self.mapping.columns[at].field
        maybe = f" Perhaps: {guess.field.words}." if guess.field and field is None and not self._aside(at) else ""
        why = "You chose this." if at in self.chosen else guess.why + maybe
        if field in beside(self.prepared.feed.theme):
            why += " Not whom to ring: another service than this feed's."
        if at in self._dropped():
            why = "The agreement does not let the agency send this (fctui feed items)."
        values = "   ".join(self._samples(at)) or "no values"
        return lines(
            line((shown(guess.heading, at), "bold"), "  ", (self._taken_for(at), "$primary"), "  ", why),
            line(("Values  ", "$muted"), values),
            line(self._reading(at) or self._unknown_words(at)),
        )

    def unread(self, at: int) -> dict[str, int]:
        """Words of the column whose meaning nobody has said, with how often each stands."""
        column = self.mapping.columns[at]
        return meanings.unread(column.field, self.prepared.scan.words.get(at, ()), column.values)

    def _unknown_words(self, at: int) -> str:
        """Words of a code column whose meaning nobody has said, and those that were given one."""
        told = [f"{word} = {code}" for word, code in self.mapping.columns[at].values]
        found = [f"{word} ({count:,})" for word, count in self.unread(at).items()]
        asked = f"Words not known here: {', '.join(found)}; V says what they mean." if found else ""
        return joined("  ", asked, f"You said: {', '.join(told)}." if told else "")

    def _reading(self, at: int) -> str:
        """How the dates of a column are read, and what to press if that is wrong."""
        column, dates = self.mapping.columns[at], self.prepared.scan.dates.get(at)
        if column.field not in DATES or dates is None:
            return ""
        order = column.order or dates.order
        said = f"Dates are read {ORDERS[order]}"
        if column.order is None:
            return "The dates do not tell day from month: O says which."
        if at not in self.reordered and dates.decided in ("assumed", "mixed"):
            said = f"The dates do not tell day from month. {said}; O turns it"
        if column.field in BIRTHS and dates.two_digit:
            pivot = self.mapping.pivot
            are = "is" if dates.two_digit == 1 else "are"
            rule = (
                f"above {pivot} {are} 19xx (Y undoes)"
                if pivot is not None
                else f"{are} refused, unless Y says otherwise"
            )
            said = f"{said}. {counted(dates.two_digit, 'year')} of two digits {rule}"
        return f"{said}."


def facts(prepared: Prepared, mapping: Mapping, width: int) -> Content:
    """What was found out about the file, and what to know before going on: whole notes, the rest counted."""
    table = prepared.table
    found = joined(
        " · ",
        f"{counted(table.row_count, 'row')}",
        f"{counted(table.width, 'column')} {_apart(table)}",
        _ENCODINGS.get(table.encoding, table.encoding),
        f"headings in line {table.header_line}" if table.header_line > 1 else "",
        prepared.feed.label,
    )
    notes = [line(("! ", "bold $warning"), note.on_screen) for note in prepared.noted(mapping)]
    told = [line((found, "$muted"))]
    while notes and _height([*told, notes[0]], width) + (len(notes) > 1) <= FACTS:
        told.append(notes.pop(0))
    if notes:
        told.append(line((f"and {counted(len(notes), 'more note')}: the check lists every one", "$muted")))
    return lines(*told)


def _height(told: Iterable[Content], width: int) -> int:
    """How many lines they take."""
    return sum(len(wrap(one.plain, max(1, width))) for one in told)


def _apart(table: Table) -> str:
    """'between commas', 'of the sheet “Clients”'."""
    if isinstance(table.source, Sheet):
        return f"of the sheet “{table.source.name}”"
    return f"between {DELIMITERS.get(table.delimiter, table.delimiter)}s"
