"""The addresses of rows, from however many columns an agency spreads one over."""

from collections.abc import Sequence
from itertools import compress

from importers.checking.batches import Column, Found, places
from importers.checking.layout import Layout
from importers.checking.usual_places import blank as unread
from importers.checking.usual_places import usual
from importers.fields import LINES, Field
from importers.values import numbers
from importers.values.cells import blank, told
from importers.values.places import Parts, address
from store.records.columns import Addresses

PARTS = (
    Field.ADDRESS, Field.FLAT, Field.HOUSE, Field.BUILDING, Field.STREET, Field.LOCALITY, Field.TOWN, Field.COUNTY,
    Field.POSTCODE, Field.UPRN,
)  # fmt: skip


class AddressReader:
    def __init__(self, layout: Layout) -> None:
        self._lines = layout.every(*LINES)
        self._parts = tuple(map(layout.one, PARTS))
        self._address_at = next(iter(layout.every(Field.POSTCODE, Field.ADDRESS)), -1)
        self._uprn_at = layout.one(Field.UPRN)
        self._former = layout.every(Field.FORMER_ADDRESS)

    def read(self, columns: Sequence[Column], found: Found) -> Addresses:
        """The current address of each row, if it has one, and former ones."""
        of, kept = self._current(columns, found)
        kinds = ["current"] * len(of)
        for at in self._former:
            for row, text in enumerate(columns[at]):
                if not blank(text) and (former := address(Parts(full=text))[0]):
                    of.append(row)
                    kinds.append("former")
                    for column, part in zip(kept, former[1:], strict=True):
                        column.append(part)
        return Addresses(of, kinds, *kept)

    def _current(self, columns: Sequence[Column], found: Found) -> tuple[list[int], list[list[str]]]:
        """Whose each current address is, and the columns of Address without the kind."""
        full, *parts, uprns = (told(columns[at]) if at >= 0 else columns[-1] for at in self._parts)
        if self._uprn_at >= 0:
            uprns = self._properties(uprns, found)
        *others, towns, county, codes = parts
        lines = self._in_lines(columns)
        spread = any(map(any, (*others, county)))
        kept, wrong, odd = unread(len(full)) if spread else usual(self._as_one(full, lines, towns), towns, codes, uprns)
        nowhere: set[int] = set()
        for row in odd:
            parted = Parts._make((full[row], lines[row], *(column[row] for column in parts), uprns[row]))
            read, wrong[row] = address(parted)
            if read is None:
                nowhere.add(row)
            else:
                for column, part in zip(kept, read[1:], strict=True):
                    column[row] = part
        for row in places(wrong):
            found[row].append((wrong[row], self._address_at))
        if not nowhere:
            return list(range(len(full))), kept
        of = [row for row in range(len(full)) if row not in nowhere]
        there = [row not in nowhere for row in range(len(full))]
        return of, [list(compress(column, there)) for column in kept]

    def _as_one(self, full: Column, lines: Sequence[tuple[str, ...]], towns: Column) -> Column:
        """Each address as one text, where it is spread over lines."""
        if not self._lines and not any(towns):
            return full
        return [", ".join(filter(None, (one, *some, town))) for one, some, town in zip(full, lines, towns, strict=True)]

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
