"""The numbers of rows: the agency's own, and those that bodies give to people."""

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import add, not_

from importers.checking.batches import Column, Found, made, places
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import numbers
from importers.values.cells import blank
from importers.values.numbers import Checked
from store.records.rows import Identifier

_MARKS = frozenset("='’")
SCHEMES: dict[Field, tuple[str, Callable[[str], Checked]]] = {
    Field.NHS_NUMBER: ("NHS", numbers.nhs),
    Field.UPN: ("UPN", numbers.upn),
    Field.FORMER_UPN: ("UPN", numbers.upn),
    Field.ULN: ("ULN", numbers.uln),
    Field.NINO: ("NINO", numbers.nino),
    Field.PNC: ("PNC", numbers.pnc),
    Field.CRO: ("CRO", numbers.cro),
    Field.JUSTICE_ID: ("JUSTICE", numbers.any_number),
    Field.TENANCY: ("TENANCY", numbers.any_number),
    Field.LEGACY_ID: ("LEGACY", numbers.any_number),
}


class NumberReader:
    """Reads the numbers of rows."""

    def __init__(self, layout: Layout) -> None:
        self._id = layout.one(Field.SOURCE_ID)
        self._numbers = tuple((at, *SCHEMES[field]) for field in SCHEMES for at in layout.every(field))

    def own(self, columns: Sequence[Column]) -> Column:
        """The agency's own number of each row, as it was typed."""
        column = columns[self._id]
        return column if _MARKS.isdisjoint("".join(column)) else list(map(as_typed, column))

    def read(self, columns: Sequence[Column], own: Column, found: Found) -> list[tuple[Identifier, ...]]:
        """Every number of each row."""
        kept = _valid("CASE", own)
        for row in places(map(not_, own)):
            kept[row] = ()
        for at, scheme, check in self._numbers:
            column = columns[at]
            told = _valid(scheme, column)
            for row in numbers.odd_nhs(column) if scheme == "NHS" else range(len(column)):
                value, status, code = _closer(column[row], check)
                told[row] = (Identifier(scheme, value, status),) if status else ()
                if code:
                    found[row].append((code, at))
            kept = list(map(add, kept, told))
        return kept


def _valid(scheme: str, column: Column) -> list[tuple[Identifier, ...]]:
    return list(zip(made(Identifier, repeat(scheme), column, repeat("valid")), strict=True))


def _closer(text: str, check: Callable[[str], Checked]) -> Checked:
    return numbers.NOTHING if not text or blank(text) else check(as_typed(text))


def as_typed(text: str) -> str:
    """A number without the marks that keep a spreadsheet from changing it: '=\"0012\"', a leading apostrophe."""
    if text[:1] not in _MARKS:
        return text
    return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text.lstrip("'’")
