"""Rows of an agency's file column by column, from the reading of a file to the document of each row.

Nothing is made per row or part but the texts that are kept. Of a kind of part, as names or addresses, there may be none
or several a row: its columns stand beside one that says whose each is.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordRow
from store.records.workers import Worker

_Made = TypeVar("_Made", bound=tuple[Any, ...])


class Names(NamedTuple):
    """Names. of: whose, as the row's place from 0; those of one row in their order, the rows in any."""

    of: Sequence[int]
    kind: Sequence[str]
    given: Sequence[str]
    middle: Sequence[str]
    family: Sequence[str]
    placeholder: Sequence[int]


class Identifiers(NamedTuple):
    """Identifiers; of: as of Names."""

    of: Sequence[int]
    scheme: Sequence[str]
    value: Sequence[str]
    status: Sequence[str]


class Addresses(NamedTuple):
    """Addresses; of: as of Names."""

    of: Sequence[int]
    kind: Sequence[str]
    lines: Sequence[str]
    house: Sequence[str]
    street: Sequence[str]
    town: Sequence[str]
    postcode: Sequence[str]
    postcode_status: Sequence[str]
    uprn: Sequence[str]
    place: Sequence[str]


class Contacts(NamedTuple):
    """Contact points; of: as of Names."""

    of: Sequence[int]
    kind: Sequence[str]
    value: Sequence[str]


class Involvements(NamedTuple):
    """Involvements; of: as of Names."""

    of: Sequence[int]
    status: Sequence[str]
    service: Sequence[str]
    provider: Sequence[str]
    starts: Sequence[str]
    ends: Sequence[str]
    last_interaction: Sequence[str]
    worker: Sequence[Worker | None]
    attributes: Sequence[str]


_Parts = TypeVar("_Parts", bound=Names | Identifiers | Addresses | Contacts | Involvements)
KINDS = (
    (Names, Name),
    (Identifiers, Identifier),
    (Addresses, Address),
    (Contacts, ContactPoint),
    (Involvements, Involvement),
)


class RecordColumns(NamedTuple):
    """Some rows column by column, the fields of RecordRow: a row nobody asks for is never made."""

    row_no: Sequence[int]
    source_key: Sequence[str]
    birth_date: Sequence[str]
    birth_estimated: Sequence[int]
    expected_birth: Sequence[str]
    sex: Sequence[str]
    death_date: Sequence[str]
    unborn: Sequence[int]
    names: Names
    identifiers: Identifiers
    addresses: Addresses
    contacts: Contacts
    involvements: Involvements
    closed: Sequence[str]
    successor: Sequence[str]

    @classmethod
    def of(cls, rows: Sequence[RecordRow]) -> "RecordColumns":
        """The columns of these rows."""
        columns: list[Any] = [*zip(*rows, strict=True)] or [()] * len(cls._fields)
        columns[8:13] = (apart(kind, column) for (kind, _), column in zip(KINDS, columns[8:13], strict=True))
        return cls._make(columns)

    def rows(self) -> list[RecordRow]:
        """The rows of these columns."""
        columns: list[Any] = list(self)
        count = len(self.row_no)
        columns[8:13] = (by_row(count, parts, made) for (_, made), parts in zip(KINDS, self[8:13], strict=True))
        return list(map(_row, zip(*columns, strict=True)))

    def at(self, places: Sequence[int]) -> "RecordColumns":
        """Those at these places, from 0."""
        now = {place: at for at, place in enumerate(places)}
        columns: list[Any] = list(self)
        columns[:8], columns[13:] = ([[one[at] for at in places] for one in some] for some in (self[:8], self[13:]))
        columns[8:13] = (_chosen(some, now) for some in self[8:13])
        return self._make(columns)


_row: Callable[[tuple[object, ...]], RecordRow] = partial(tuple.__new__, RecordRow)  # pyright: ignore[reportUnknownMemberType]


def by_row(count: int, parts: tuple[Any, ...], made: type[_Made]) -> list[tuple[_Made, ...]]:
    """The parts of each of so many rows."""
    told: list[tuple[_Made, ...]] = [()] * count
    make: Callable[[tuple[object, ...]], _Made] = partial(tuple.__new__, made)  # pyright: ignore[reportUnknownMemberType]
    for row, one in zip(parts[0], map(make, zip(*parts[1:], strict=True)), strict=True):
        told[row] += (one,)
    return told


def apart(kind: type[_Parts], told: Sequence[Sequence[tuple[object, ...]]]) -> _Parts:
    """The columns of the parts of each row."""
    of = [row for row, parts in enumerate(told) for _ in parts]
    columns: list[Any] = [*zip(*chain.from_iterable(told), strict=True)] or [()] * (len(kind._fields) - 1)
    return kind._make([of, *columns])


def _chosen(parts: _Parts, now: dict[int, int]) -> _Parts:
    """Those of some rows, by the places that these have from now on."""
    kept = [at for at, row in enumerate(parts.of) if row in now]
    columns: tuple[Sequence[Any], ...] = parts[1:]
    return parts._make([[now[parts.of[at]] for at in kept], *([column[at] for at in kept] for column in columns)])
