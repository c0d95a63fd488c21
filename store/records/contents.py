"""What a row comes to as a number, by which a later delivery sees that nothing has changed."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from store.records.columns import RecordColumns

Hashes = NDArray[np.uint64]
_SPACE = 2**64
_join = "\x1f".join


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
    texts = [
        f"{named}\x1d{numbers}\x1d{birth}\x1f{estimated}\x1f{expected}\x1f{unborn}\x1d{sex}\x1d{died}"
        for named, numbers, birth, estimated, expected, unborn, sex, died in zip(
            map(str.casefold, together(rows, said.names.of, _joined(said.names[1:5]), "\x1e")),
            together(rows, said.identifiers.of, _joined(said.identifiers[1:]), "\x1e"),
            said.birth_date,
            said.birth_estimated,
            said.expected_birth,
            said.unborn,
            said.sex,
            said.death_date,
            strict=True,
        )
    ]
    *episodes, worker, details = said.involvements[1:]
    episodes = (*episodes, [_join(one) if one else "" for one in worker], details)
    gone = [
        (row, f"X\x1f{why}\x1f{now}")
        for row, (why, now) in enumerate(zip(said.closed, said.successor, strict=True))
        if why
    ]
    of: list[int] = []
    for whose, told in (
        _each_once(said.addresses.of, _joined(said.addresses[1:], "A\x1f")),
        _each_once(said.contacts.of, _joined(said.contacts[1:], "C\x1f")),
        _each_once(said.involvements.of, _joined(episodes, "I\x1f")),
        ([row for row, _ in gone], [text for _, text in gone]),
    ):
        of += whose
        texts += told
    sums = hashes(texts)
    return Contents(sums[:rows], np.asarray(of, np.int64), sums[rows:])


def together(rows: int, of: Sequence[int], texts: Sequence[str], between: str) -> list[str]:
    """The texts of each row's parts as one; '' for a row that has none."""
    if list(of[:rows]) == list(range(rows)):  # nearly always: each has one, and a few have more
        told, of, texts = list(texts[:rows]), of[rows:], texts[rows:]
    else:
        told = [""] * rows
    for row, text in zip(of, texts, strict=True):
        told[row] = f"{told[row]}{between}{text}" if told[row] else text
    return told


def _joined(fields: Iterable[Iterable[str]], kind: str = "") -> list[str]:
    return [kind + text for text in map(_join, zip(*fields, strict=True))]


def _each_once(of: Sequence[int], texts: Sequence[str]) -> tuple[Sequence[int], Sequence[str]]:
    if len(set(of)) == len(of):
        return of, texts
    once = dict.fromkeys(zip(of, texts, strict=True))
    return [row for row, _ in once], [text for _, text in once]


PARTLY = int(hashes(["a row of this key was refused"])[0])
"""A further part of the content of a record not all of whose rows are in: the same rows alone say another thing."""


def content_sum(identity: int, parts: Iterable[int]) -> int:
    """Content of a record as a number below 2**64: a sum, so that the order of its rows in a file does not matter."""
    return (identity + sum(parts)) % _SPACE


def in_bytes(sums: Hashes) -> list[bytes]:
    """Each content as the 8 bytes that are kept of it."""
    told = sums.astype(">u8").tobytes()
    return [told[at : at + 8] for at in range(0, len(told), 8)]
