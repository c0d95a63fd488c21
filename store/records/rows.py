"""A row of an agency's file about a person, checked and taken apart; what it comes to as a number, to see what is new.

The classes here are tuples rather than dataclasses: a delivery makes one of each per row, and a tuple is at once what
its document is made of.
"""

from collections.abc import Iterable, Sequence
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


def hashes(texts: Iterable[str]) -> Hashes:
    """Each text as a number below 2**64."""
    return np.frombuffer(b"".join(map(_digest, texts)), ">u8").astype(np.uint64)


_fresh = blake2b(digest_size=8).copy
"""A hash of nothing yet: copied in half the time that making one takes."""


def _digest(text: str) -> bytes:
    hashed = _fresh()
    hashed.update(text.encode())
    return hashed.digest()


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


def contents(rows: Sequence[RecordRow]) -> Contents:
    """What these rows come to, column by column: in two thirds of the time of one row after the other.

    Who a row is about: names (case apart), birth, sex, death, identifiers.
    """
    if not rows:
        return Contents(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.uint64))
    _, _, *born, sexes, deaths, unborn, names, identifiers, addresses, contacts, involvements, closed, left_for = zip(
        *rows, strict=True
    )
    join = "\x1f".join
    texts = [
        f"{named}\x1d{numbers}\x1d{birth}\x1f{estimated}\x1f{expected}\x1f{is_unborn}\x1d{sex}\x1d{died}"
        for named, numbers, birth, estimated, expected, is_unborn, sex, died in zip(
            ["\x1e".join([join(name[:4]) for name in told]).casefold() for told in names],
            ["\x1e".join(map(join, told)) for told in identifiers],
            *born,
            unborn,
            sexes,
            deaths,
            strict=True,
        )
    ]
    kinds = [_each_once(column) for column in (addresses, contacts, involvements)]
    kinds.append([((why, successor),) if why else () for why, successor in zip(closed, left_for, strict=True)])
    counts = np.fromiter(map(len, chain.from_iterable(kinds)), np.int64, len(kinds) * len(rows))
    told_of, reached, episodes, gone = map(chain.from_iterable, kinds)
    texts += map("A\x1f".__add__, map(join, told_of))
    texts += map("C\x1f".__add__, map(join, reached))
    texts += [
        f"I\x1f{status}\x1f{service}\x1f{provider}\x1f{starts}\x1f{ends}\x1f{last}\x1f"
        f"{join(worker) if worker else ''}\x1f{attributes}"
        for status, service, provider, starts, ends, last, worker, attributes in episodes
    ]
    texts += map("X\x1f".__add__, map(join, gone))
    told = hashes(texts)
    part_of = np.repeat(np.tile(np.arange(len(rows)), len(kinds)), counts)
    return Contents(told[: len(rows)], part_of, told[len(rows) :])


def _each_once(column: Iterable[tuple[_Part, ...]]) -> list[tuple[_Part, ...]]:
    return [told if len(told) < 2 else tuple(dict.fromkeys(told)) for told in column]


PARTLY = int(hashes(["a row of this key was refused"])[0])
"""A further part of the content of a record not all of whose rows are in: the same rows alone say another thing."""


def content_sum(identity: int, parts: Iterable[int]) -> int:
    """Content of a record as a number below 2**64: a sum, so that the order of its rows in a file does not matter."""
    return (identity + sum(parts)) % _SPACE


def content_hash(row: RecordRow, partly: bool = False) -> bytes:
    """The 8 bytes by which a later delivery sees that nothing has changed."""
    told = int(contents([row]).sums()[0])
    return content_sum(told, (PARTLY,) if partly else ()).to_bytes(8, "big")
