"""The numbers of rows: the agency's own, and those that bodies give to people."""

from collections.abc import Callable, Sequence

from importers.checking.batches import Column, Found, places
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import numbers
from importers.values.cells import blank
from importers.values.numbers import Checked
from store.records.columns import Identifiers

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
    def __init__(self, layout: Layout) -> None:
        self._id = layout.one(Field.SOURCE_ID)
        self._numbers = tuple((at, *SCHEMES[field]) for field in SCHEMES for at in layout.every(field))

    def own(self, columns: Sequence[Column]) -> Column:
        """The agency's own number of each row, as it was typed."""
        column = columns[self._id]
        return column if _MARKS.isdisjoint("".join(column)) else list(map(as_typed, column))

    def read(self, columns: Sequence[Column], own: Column, found: Found) -> Identifiers:
        of = list(places(own))
        values = list(own) if len(of) == len(own) else [own[row] for row in of]
        told = Identifiers(of, ["CASE"] * len(of), values, ["valid"] * len(of))
        for at, scheme, check in self._numbers:
            column = columns[at]
            odd = numbers.odd_nhs(column) if scheme == "NHS" else range(len(column))
            rows = sorted(set(range(len(column))).difference(odd))
            values, statuses = [column[row] for row in rows], ["valid"] * len(rows)
            for row in odd:
                value, status, code = _closer(column[row], check)
                if status:
                    rows.append(row)
                    values.append(value)
                    statuses.append(status)
                if code:
                    found[row].append((code, at))
            more = (rows, [scheme] * len(rows), values, statuses)
            told = Identifiers._make([*held, *new] for held, new in zip(told, more, strict=True))
        return told


def _closer(text: str, check: Callable[[str], Checked]) -> Checked:
    return numbers.NOTHING if not text or blank(text) else check(as_typed(text))


def as_typed(text: str) -> str:
    """A number without the marks that keep a spreadsheet from changing it: '=\"0012\"', a leading apostrophe."""
    if text[:1] not in _MARKS:
        return text
    return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text.lstrip("'’")
