"""The addresses of rows, from however many columns an agency spreads one over."""

from collections.abc import Iterable, Sequence

from importers.checking.batches import Column, Found, made, places
from importers.checking.layout import Layout
from importers.fields import LINES, Field
from importers.values import numbers
from importers.values.cells import blank, told
from importers.values.places import Parts, address, usual
from store.records.columns import Addresses
from store.records.rows import Address

PARTS = (
    Field.ADDRESS, Field.FLAT, Field.HOUSE, Field.BUILDING, Field.STREET, Field.LOCALITY, Field.TOWN, Field.COUNTY,
    Field.POSTCODE, Field.UPRN,
)  # fmt: skip


class AddressReader:
    """Reads the addresses of rows."""

    def __init__(self, layout: Layout) -> None:
        self._lines = layout.every(*LINES)
        self._parts = tuple(map(layout.one, PARTS))
        self._address_at = next(iter(layout.every(Field.POSTCODE, Field.ADDRESS)), -1)
        whole = {*layout.every(Field.ADDRESS, Field.POSTCODE, Field.UPRN), -1}
        self._whole = not self._lines and whole.issuperset(self._parts)
        self._uprn_at = layout.one(Field.UPRN)
        self._former = layout.every(Field.FORMER_ADDRESS)

    def read(self, columns: Sequence[Column], found: Found) -> Addresses:
        """The current address of each row, if it has one, and former ones."""
        full, *parts, uprn = (told(columns[at]) if at >= 0 else columns[-1] for at in self._parts)
        if self._uprn_at >= 0:
            uprn = self._properties(uprn, found)
        addresses, codes = zip(*self._together(full, self._in_lines(columns), parts, uprn), strict=True)
        of = list(places(addresses))
        kept: list[Address] = list(filter(None, addresses))
        for row in places(codes):
            found[row].append((codes[row], self._address_at))
        for at in self._former:
            for row, text in enumerate(columns[at]):
                if not blank(text) and (former := address(Parts(full=text), "former")[0]):
                    of.append(row)
                    kept.append(former)
        return Addresses(of, *(zip(*kept, strict=True) if kept else [()] * len(Address._fields)))

    def _together(
        self, full: Column, lines: Sequence[tuple[str, ...]], parts: Sequence[Column], uprns: Column
    ) -> Iterable[tuple[Address | None, str]]:
        if not self._whole:
            return map(address, made(Parts, full, lines, *parts, uprns))
        return [
            usual(text, "", code, uprn) or address(Parts(text, postcode=code, uprn=uprn))
            for text, code, uprn in zip(full, parts[-1], uprns, strict=True)
        ]

    def _properties(self, column: Column, found: Found) -> Column:
        values: list[str] = []
        for row, text in enumerate(column):
            value, _, code = numbers.uprn(text) if text else numbers.NOTHING
            values.append(value)
            if code:
                found[row].append((code, self._uprn_at))
        return values

    def _in_lines(self, columns: Sequence[Column]) -> list[tuple[str, ...]]:
        if not self._lines:
            return [()] * len(columns[-1])
        return [tuple(filter(None, lines)) for lines in zip(*(columns[at] for at in self._lines), strict=True)]
