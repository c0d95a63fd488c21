"""A row of an agency's file about a person, checked and taken apart; what it comes to as a number, to see what is new.

The classes here are tuples rather than dataclasses: a delivery makes one of each per row, and a tuple is at once what
its document is made of.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from store.records.workers import Worker

Hashes = NDArray[np.uint64]
_Part = TypeVar("_Part")
_SPACE = 2**64


class Name(NamedTuple):
    """One name of a person. A placeholder ('Unborn', 'Baby', 'Unknown') is shown but is never evidence."""

    kind: str  # 'current', 'former', 'alias', 'preferred'
    given: str
    middle: str
    family: str
    placeholder: int = 0


class Identifier(NamedTuple):
    """A number that somebody gave the person; only status 'valid' is evidence, CASE holds within its own feed only."""

    scheme: str  # 'NHS', 'UPN', 'CASE', 'TENANCY', ...
    value: str
    status: str  # 'valid', 'invalid', 'placeholder', 'test'


class Address(NamedTuple):
    """Where someone lives or lived, with what could be read out of the text."""

    kind: str  # 'current', 'former'
    lines: str
    house: str
    street: str
    town: str
    postcode: str
    postcode_status: str  # 'valid', 'pseudo', 'outward', 'invalid', 'none'
    uprn: str = ""
    place: str = ""


class ContactPoint(NamedTuple):
    """The person's own telephone (E.164) or e-mail (lower case)."""

    kind: str  # 'phone', 'email'
    value: str


class Involvement(NamedTuple):
    """One episode of a service working with the person."""

    status: str  # 'open', 'closed', 'unknown'
    service: str
    provider: str = ""
    starts: str = ""
    ends: str = ""
    last_interaction: str = ""
    worker: Worker | None = None
    attributes: str = "{}"


class RecordRow(NamedTuple):
    """One checked person of a delivery: everything that the hub keeps of them (store.records.documents).

    closed: why the agency is done with the person, '' if it is not; successor: the id it knows them by from now on.
    """

    row_no: int
    source_key: str
    birth_date: str = ""
    birth_estimated: int = 0
    expected_birth: str = ""
    sex: str = ""
    death_date: str = ""
    unborn: int = 0
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    closed: str = ""
    successor: str = ""


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
    names: Sequence[tuple[Name, ...]]
    identifiers: Sequence[tuple[Identifier, ...]]
    addresses: Sequence[tuple[Address, ...]]
    contacts: Sequence[tuple[ContactPoint, ...]]
    involvements: Sequence[tuple[Involvement, ...]]
    closed: Sequence[str]
    successor: Sequence[str]

    @classmethod
    def of(cls, rows: Sequence[RecordRow]) -> "RecordColumns":
        """The columns of these rows."""
        return cls._make(zip(*rows, strict=True) if rows else [()] * len(cls._fields))

    def rows(self) -> list[RecordRow]:
        """The rows of these columns."""
        return list(map(_row, zip(*self, strict=True)))

    def at(self, places: Sequence[int]) -> "RecordColumns":
        """Those at these places, from 0."""
        return self._make([column[place] for place in places] for column in self)


_row: Callable[[tuple[object, ...]], RecordRow] = partial(tuple.__new__, RecordRow)  # pyright: ignore[reportUnknownMemberType]


def hashes(texts: Iterable[str]) -> Hashes:
    """Each text as a number below 2**64."""
    told: list[bytes] = []
    for text in texts:
        hashed = _fresh()
        hashed.update(text.encode())
        told.append(hashed.digest())
    return np.frombuffer(b"".join(told), ">u8").astype(np.uint64)


_fresh = blake2b(digest_size=8).copy
"""A hash of nothing yet: copied in half the time that making one takes."""


class Contents(NamedTuple):
    """What rows come to, as numbers. identities: of each row, who it is about: rows of one id must agree in it.

    parts: what else they say, one per address, contact point and involvement, each once a row: what several rows of a
    person add up to; part_of: whose each of them is, as the row's place from 0.
    """

    identities: Hashes
    part_of: NDArray[np.int64]
    parts: Hashes

    def sums(self) -> Hashes:
        """The content of each row by itself."""
        sums = self.identities.copy()
        np.add.at(sums, self.part_of, self.parts)
        return sums


def contents(said: RecordColumns) -> Contents:
    """What these rows come to.

    Who a row is about: names (case apart), birth, sex, death, identifiers.
    """
    rows = len(said.row_no)
    join = "\x1f".join
    texts = [
        f"{named}\x1d{numbers}\x1d{birth}\x1f{estimated}\x1f{expected}\x1f{unborn}\x1d{sex}\x1d{died}"
        for named, numbers, birth, estimated, expected, unborn, sex, died in zip(
            ["\x1e".join([join(name[:4]) for name in told]).casefold() for told in said.names],
            ["\x1e".join(map(join, told)) for told in said.identifiers],
            said.birth_date,
            said.birth_estimated,
            said.expected_birth,
            said.unborn,
            said.sex,
            said.death_date,
            strict=True,
        )
    ]
    homes, reached, episodes = _each_once(said.addresses), _each_once(said.contacts), _each_once(said.involvements)
    gone = [((why, now),) if why else () for why, now in zip(said.closed, said.successor, strict=True)]
    kinds = (homes, reached, episodes, gone)
    counts = np.fromiter(map(len, chain.from_iterable(kinds)), np.int64, len(kinds) * rows)
    texts += [f"A\x1f{join(home)}" for told in homes for home in told]
    texts += [f"C\x1f{kind}\x1f{value}" for told in reached for kind, value in told]
    texts += [
        f"I\x1f{status}\x1f{service}\x1f{provider}\x1f{starts}\x1f{ends}\x1f{last}\x1f"
        f"{join(worker) if worker else ''}\x1f{attributes}"
        for told in episodes
        for status, service, provider, starts, ends, last, worker, attributes in told
    ]
    texts += [f"X\x1f{why}\x1f{now}" for told in gone for why, now in told]
    sums = hashes(texts)
    part_of = np.repeat(np.tile(np.arange(rows), len(kinds)), counts)
    return Contents(sums[:rows], part_of, sums[rows:])


def _each_once(column: Iterable[tuple[_Part, ...]]) -> list[tuple[_Part, ...]]:
    return [told if len(told) < 2 else tuple(dict.fromkeys(told)) for told in column]


PARTLY = int(hashes(["a row of this key was refused"])[0])
"""A further part of the content of a record not all of whose rows are in: the same rows alone say another thing."""


def content_sum(identity: int, parts: Iterable[int]) -> int:
    """Content of a record as a number below 2**64: a sum, so that the order of its rows in a file does not matter."""
    return (identity + sum(parts)) % _SPACE


def in_bytes(sums: Hashes) -> list[bytes]:
    """Each content as the 8 bytes that are kept of it."""
    told = sums.astype(">u8").tobytes()
    return [told[at : at + 8] for at in range(0, len(told), 8)]


def content_hash(row: RecordRow, partly: bool = False) -> bytes:
    """The 8 bytes by which a later delivery sees that nothing has changed."""
    told = int(contents(RecordColumns.of([row])).sums()[0])
    return content_sum(told, (PARTLY,) if partly else ()).to_bytes(8, "big")
