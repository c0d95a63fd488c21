"""A mapping made ready for a million rows: where each field stands, and how a cell of it is read."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple, TypeVar

from importers.checking.catalogue import Finding
from importers.columns.meanings import meaning
from importers.columns.profile import Mapping
from importers.fields import Field
from importers.reading.scan import Scan
from importers.values import dates
from importers.values.cells import blank
from importers.values.dates import Order
from importers.values.remembered import Memory

_T = TypeVar("_T")


class Day(NamedTuple):
    """A date as far as a cell tells it, '' if not, and what was found in it."""

    iso: str
    found: tuple[Finding, ...] = ()


NO_DAY = Day("")
_PLANNED = 20
"""Years ahead for which the end of a plan, an order or a tenancy may be set."""
_NEVER = "1999-12-31"
"""What 31/12/9999 is, the end of what has none, where years are cut to two digits."""
_DATE_CODES = {
    "wrong": "DATE_FORMAT",
    "partial": "DATE_FORMAT",
    "estimated": "DATE_FORMAT",
    "age": "DATE_FORMAT",
    "impossible": "DATE_IMPOSSIBLE",
    "serial": "DATE_SERIAL",
    "swapped": "DATE_SWAPPED",
    "either": "DATE_EITHER",
    "placeholder": "DATE_PLACEHOLDER",
}


class Layout:
    """Positions of fields, and the extract's date as the comparisons need it.

    margin: so many columns at the left have neither headings nor values. above: the rows above the headings.
    meant: of each column of codes the words that were given a meaning, in lower case, and how they are read.
    Columns are read with a blank one behind them: a field without a column stands at -1 and is blank.
    """

    def __init__(self, mapping: Mapping, scan: Scan, as_of: date) -> None:
        self.mapping = mapping
        self.width = len(mapping.columns)
        self.as_of = as_of
        self.above = scan.above
        margin = takewhile(lambda at: not (mapping.columns[at].heading.strip() or scan.filled[at]), range(self.width))
        self.margin = sum(1 for _ in margin)
        self.today = as_of.isoformat()
        self._hundred = f"{as_of.year - 100}{self.today[4:]}"
        self._orders: dict[int, Order] = {
            at: column.order or (scan.dates[at].order if at in scan.dates else "day-first")
            for at, column in enumerate(mapping.columns)
        }
        self.weak_january = {at for at, column in scan.dates.items() if column.first_of_january}
        self.swapped = {at for at, column in scan.dates.items() if column.swapped}
        self.mixed = {at for at, column in scan.dates.items() if column.decided == "mixed"}
        self._numbered = {at for at, column in scan.dates.items() if column.numbered}
        self.meant: tuple[tuple[int, dict[str, str]], ...] = tuple(
            (at, {word: meaning(column.field, code).reads for word, code in column.values})
            for at, column in enumerate(mapping.columns)
            if column.values
        )
        self._at: dict[Field, tuple[int, ...]] = {
            field: mapping.of(field) for field in {column.field for column in mapping.columns if column.field}
        }

        self.birth_order: Order = self._orders.get(self.one(Field.BIRTH), "day-first")

    def one(self, field: Field) -> int:
        """The field's column, -1 if it has none."""
        return self._at.get(field, (-1,))[0]

    def cells(self, *fields: Field) -> Callable[[Sequence[_T]], tuple[_T, ...]]:
        """What picks the columns of these fields, two or more, in this order."""
        return itemgetter(*map(self.one, fields))

    def every(self, *fields: Field) -> tuple[int, ...]:
        """The columns of these fields, in the fields' order."""
        return tuple(at for field in fields for at in self._at.get(field, ()))

    def day(self, field: Field) -> Callable[[str], Day]:
        """A reader of the field's cell as a date other than a birth: what cannot be read is left out and said."""
        at = self.one(field)
        order = self._orders.get(at, "day-first")
        ends = field in (Field.ENDS, Field.DISCHARGED)
        pivot = (self.as_of.year + (_PLANNED if ends else 1)) % 100

        def read(text: str) -> Day:
            if blank(text):
                return NO_DAY
            told = self._by_its_column(at, text, dates.parse(text, order))
            if told.how == "date":
                return Day(told.iso)
            if told.how == "numbered":
                return Day(told.iso, (("DATE_NUMBERED", at),))
            if told.how == "two-digit":  # a person who said so of the births knows how this feed writes years
                said = self.mapping.pivot is not None
                iso = dates.parse(text, order, pivot).iso
                if ends and iso == _NEVER:
                    return Day("", (("DATE_PLACEHOLDER", at),))
                return Day(iso, () if said else (("DATE_YY", at),))
            return Day("", ((_DATE_CODES[told.how], at),))

        return Memory(read, 1 << 15).__getitem__

    def birth(self, text: str) -> dates.Read:
        """What the cell of a birth says.

        Two digits alone make nobody a hundred years old: a feed that was told in 2026 that years above 26 are 19.. has
        its first children of '27 a year later.
        """
        if blank(text):
            return dates.Read("", "blank")
        told = dates.parse(text, self.birth_order, self.mapping.pivot)
        if "" < told.iso <= self._hundred and dates.parse(text, self.birth_order).how == "two-digit":
            told = dates.Read("", "two-digit")
        return self._by_its_column(self.one(Field.BIRTH), text, told)

    def _by_its_column(self, at: int, text: str, told: dates.Read) -> dates.Read:
        """What the cell says, unless a spreadsheet took its day for the month, or wrote numbers for days.

        Where many of a column's dates are day-first and many month-first, nobody knows of the others which they are.
        """
        if at in self.mixed and told.how in ("date", "two-digit") and dates.either(text):
            return dates.Read("", "either")
        if at in self.swapped and dates.year_first(text):
            return dates.Read("", "swapped")
        if told.how == "serial" and at in self._numbered and (iso := dates.of_number(text)):
            return dates.Read(iso, "numbered")
        return told
