"""A mapping made ready for a million rows: where each field stands, and how a cell of it is read."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter

from importers import dates
from importers.cells import blank
from importers.dates import Order
from importers.fields import Field
from importers.profile import Mapping
from importers.scan import Scan

Finding = tuple[str, int]
"""A code of importers.checks and the column it was found in, -1 for the row as a whole."""


class Layout:
    """Positions of fields, and the extract's date as the comparisons need it. Its readers take clean cells."""

    def __init__(self, mapping: Mapping, scan: Scan, as_of: date) -> None:
        self.mapping = mapping
        self.width = len(mapping.columns)
        self.as_of = as_of
        self.today = as_of.isoformat()
        self._orders: dict[int, Order] = {
            at: column.order or (scan.dates[at].order if at in scan.dates else "day-first")
            for at, column in enumerate(mapping.columns)
        }
        self.weak_january = {at for at, column in scan.dates.items() if column.first_of_january}
        self._at: dict[Field, tuple[int, ...]] = {
            field: mapping.of(field) for field in {column.field for column in mapping.columns if column.field}
        }

    def one(self, field: Field) -> int:
        """The field's column, -1 if it has none."""
        return self._at.get(field, (-1,))[0]

    def every(self, *fields: Field) -> tuple[int, ...]:
        """The columns of these fields, in the fields' order."""
        return tuple(at for field in fields for at in self._at.get(field, ()))

    def text(self, field: Field) -> Callable[[Sequence[str]], str]:
        """A reader of the field's clean cell, '' if it is blank or there is no such column."""
        at = self.one(field)
        if at < 0:
            return _nothing

        def read(cells: Sequence[str]) -> str:
            text = cells[at]
            return "" if blank(text) else text

        return read

    def name(self, field: Field) -> Callable[[Sequence[str]], str]:
        """Like `text`, but no word counts as blank: Null and None are family names."""
        at = self.one(field)
        return itemgetter(at) if at >= 0 else _nothing

    def day(self, field: Field) -> Callable[[Sequence[str], list[Finding]], str]:
        """A reader of a date other than a birth: what cannot be read is left out and said."""
        at = self.one(field)
        if at < 0:
            return _no_day
        order = self._orders[at]
        pivot = (self.as_of.year + 1) % 100
        codes = {
            "wrong": "DATE_FORMAT",
            "partial": "DATE_FORMAT",
            "estimated": "DATE_FORMAT",
            "age": "DATE_FORMAT",
            "impossible": "DATE_IMPOSSIBLE",
            "serial": "DATE_SERIAL",
            "placeholder": "DATE_PLACEHOLDER",
        }

        def read(cells: Sequence[str], found: list[Finding]) -> str:
            text = cells[at]
            if blank(text):
                return ""
            told = dates.parse(text, order)
            if told.how == "date":
                return told.iso
            if told.how == "two-digit":
                found.append(("DATE_YY", at))
                return dates.parse(text, order, pivot).iso
            found.append((codes[told.how], at))
            return ""

        return read

    def birth(self, at: int, cells: Sequence[str]) -> tuple[str, dates.Read]:
        """The clean text of a column of births, and what it says."""
        text = cells[at]
        if blank(text):
            return "", dates.Read("", "blank")
        return text, dates.parse(text, self._orders[at], self.mapping.pivot)


def _nothing(_cells: Sequence[str]) -> str:
    return ""


def _no_day(_cells: Sequence[str], _found: list[Finding]) -> str:
    return ""
