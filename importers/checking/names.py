"""The names of rows: nearly all are two plain halves, and only the others are taken apart one by one."""

from collections.abc import Sequence
from operator import eq, not_
from typing import Any, NamedTuple

from importers.checking.batches import Column, Found, places
from importers.checking.layout import Layout
from importers.columns.by_itself import both_names
from importers.fields import Field
from importers.headings import heading
from importers.values import names
from importers.values.cells import told
from importers.values.names import Parsed
from store.records.columns import Names
from store.records.rows import Name


class Named(NamedTuple):
    """The names of rows, and the rows (from 0) whose name says that the child is not born yet."""

    names: Names
    unborn: set[int]


class NameReader:
    def __init__(self, layout: Layout) -> None:
        self._halves = layout.cells(Field.GIVEN, Field.FAMILY)
        self._middles = layout.every(Field.MIDDLE)
        self._full = layout.one(Field.FULL_NAME)
        self._family_first = self._full >= 0 and _family_first(layout.mapping.columns[self._full].heading)
        self._other_names = layout.cells(Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Field.FORMER_FAMILY)
        self._aliases = layout.every(Field.ALIAS)
        self._others = layout.every(Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Field.FORMER_FAMILY, Field.ALIAS)

    def read(self, columns: Sequence[Column], found: Found) -> Named:
        """The names of each row; what is odd in them is noted."""
        given, family = self._halves(columns)
        middle = self._middle(columns)
        told = first, *fields = _plain(given, middle, family)
        unborn, nameless, others = set[int](), list[int](), list[tuple[int, Name]]()
        for row in self._unusual(columns, given, middle, family):
            parsed = self._closer([column[row] for column in columns], middle[row])
            if parsed.names:
                for column, part in zip(fields, parsed.names[0], strict=True):
                    column[row] = part
                others += [(row, name) for name in parsed.names[1:]]
            else:
                nameless.append(row)
            if parsed.unborn:
                unborn.add(row)
            if parsed.codes:
                found[row] += [(code, -1) for code in parsed.codes]
        for row in reversed(nameless):
            for column in told:
                del column[row]
        for row, name in others:
            first.append(row)
            for column, part in zip(fields, name, strict=True):
                column.append(part)
        return Named(Names._make(told), unborn)

    def _unusual(self, columns: Sequence[Column], given: Column, middle: Column, family: Column) -> list[int]:
        """Rows whose names are not just two plain ones, different from each other."""
        first, last = list(map(names.plain_first, given)), list(map(names.plain, family))
        same = map(eq, first, last)
        odd = (map(not_, first), map(not_, last), same, map(names.more_than_middle, middle))
        return sorted({row for flags in (*odd, *(columns[at] for at in self._others)) for row in places(flags)})

    def _middle(self, columns: Sequence[Column]) -> Column:
        if len(self._middles) > 1:
            return [" ".join(filter(None, some)) for some in zip(*(columns[at] for at in self._middles), strict=True)]
        return columns[self._middles[0]] if self._middles else columns[-1]

    def _closer(self, cells: Sequence[str], middle: str) -> Parsed:
        given, family = self._halves(cells)
        preferred_given, preferred_family, former = told(self._other_names(cells))
        formers: tuple[str, ...] = (former,) if former else ()
        aliases: tuple[str, ...] = tuple(filter(None, (cells[at] for at in self._aliases)))
        if not given and family and (whole := cells[self._full]):
            given, middle = names.beside_family(whole, family)
        elif not given and not family and (whole := cells[self._full]):
            whole = names.family_first(whole) if self._family_first else whole
            given, middle, family, beside = names.of_full(whole)
            formers, aliases = (*formers, *beside.former), (*aliases, *beside.alias)
            if beside.now:
                formers, family = (*formers, family), beside.now
        return names.parse(given, middle, family, preferred_given, preferred_family, formers, aliases)


def _family_first(text: str) -> bool:
    """Whether the column's heading says so: 'Sort name', 'Surname and forename'."""
    one = heading(text)
    return "sort" in one.words or both_names(one) == "family"


def _plain(given: Column, middle: Column, family: Column) -> tuple[list[Any], ...]:
    """The columns of Names where each row has one that is as it stands."""
    count = len(given)
    return list(range(count)), ["current"] * count, list(given), list(middle), list(family), [0] * count
