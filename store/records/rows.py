"""A row of an agency's file about a person, checked and taken apart; what it comes to as a number, to see what is new.

The classes here are tuples rather than dataclasses: a delivery makes one of each per row, and a tuple is at once what
its document is made of.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from store.records.workers import Worker

Hashes = NDArray[np.uint64]
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
    digests = b"".join([blake2b(text.encode(), digest_size=8).digest() for text in texts])
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def identity_text(row: RecordRow) -> str:
    """Who the row says it is: names (case apart), birth, sex, death, identifiers. Rows of one id must agree in it."""
    _, _, born, estimated, expected, sex, died, unborn, names, identifiers, *_ = row
    named = "\x1e".join(["\x1f".join(name[:4]) for name in names]).casefold()
    numbers = "\x1e".join(map("\x1f".join, identifiers))
    return f"{named}\x1d{numbers}\x1d{born}\x1f{estimated}\x1f{expected}\x1f{unborn}\x1d{sex}\x1d{died}"


def part_texts(row: RecordRow) -> list[str]:
    """One text per address, contact point and involvement, each once: what several rows of a person add up to."""
    texts = ["A\x1f" + "\x1f".join(address) for address in row.addresses]
    if row.contacts:
        texts += ["C\x1f" + "\x1f".join(contact) for contact in row.contacts]
    for episode in row.involvements:
        worker = "\x1f".join(episode.worker) if episode.worker else ""
        texts.append("I\x1f" + "\x1f".join((*episode[:6], worker, episode.attributes)))
    if row.closed:
        texts.append(f"X\x1f{row.closed}\x1f{row.successor}")
    return list(dict.fromkeys(texts)) if len(texts) > 2 else texts


PARTLY = int(hashes(["a row of this key was refused"])[0])
"""A further part of the content of a record not all of whose rows are in: the same rows alone say another thing."""


def content_sum(identity: int, parts: Iterable[int]) -> int:
    """Content of a record as a number below 2**64: a sum, so that the order of its rows in a file does not matter."""
    return (identity + sum(parts)) % _SPACE


def content_hash(row: RecordRow, partly: bool = False) -> bytes:
    """The 8 bytes by which a later delivery sees that nothing has changed."""
    identity, *parts = hashes([identity_text(row), *part_texts(row)]).tolist()
    return content_sum(identity, {*parts, *((PARTLY,) if partly else ())}).to_bytes(8, "big")
