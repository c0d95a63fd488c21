"""The numbers of rows: the agency's own, and those that bodies give to people."""

from collections.abc import Callable, Sequence
from itertools import repeat

from importers import numbers
from importers.batches import Column, Found, made
from importers.cells import blank
from importers.fields import Field
from importers.layout import Layout
from importers.numbers import Checked
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
        return [text if text[:1] not in _MARKS else as_typed(text) for text in columns[self._id]]

    def read(self, columns: Sequence[Column], own: Column, found: Found) -> list[tuple[Identifier, ...]]:
        """Every number of each row."""
        kept: list[tuple[Identifier, ...]] = [(one,) for one in made(Identifier, repeat("CASE"), own, repeat("valid"))]
        if "" in own:
            kept = [numbered if text else () for numbered, text in zip(kept, own, strict=True)]
        for at, scheme, check in self._numbers:
            plain = numbers.plain_nhs(columns[at]) if scheme == "NHS" else ()
            for row, text in enumerate(columns[at]):
                if row in plain:
                    kept[row] += (Identifier(scheme, text, "valid"),)
                    continue
                if not text or blank(text):
                    continue
                value, status, code = check(as_typed(text))
                if code:
                    found[row].append((code, at))
                if status:
                    kept[row] += (Identifier(scheme, value, status),)
        return kept


def as_typed(text: str) -> str:
    """A number without the marks that keep a spreadsheet from changing it: '=\"0012\"', a leading apostrophe."""
    if text[:1] not in _MARKS:
        return text
    return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text.lstrip("'’")
