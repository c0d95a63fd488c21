"""The columns of the look-up entries, in chunks of 65,536: how they lie in the database and come back as
arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.vault.database import Connection

CHUNK = 65_536
SLOTS = 4  # name words in an entry

COLUMNS = {"record": "<u4", "person": "<u4", "words": "<u4", "birth": "<i4", "kind": "u1"}


@dataclass(slots=True)
class Chunk:
    """Entries number * CHUNK and following. Arrays are read-only until `change` makes one of them ours."""

    number: int
    event: int
    record: NDArray[np.uint32]
    person: NDArray[np.uint32]
    words: NDArray[np.uint32]  # one row of SLOTS ids an entry
    birth: NDArray[np.int32]
    kind: NDArray[np.uint8]

    @classmethod
    def empty(cls, number: int) -> Chunk:
        """A chunk without entries."""
        return cls.of(number, 0, *(b"" for _ in COLUMNS))

    @classmethod
    def of(cls, number: int, event: int, *blobs: bytes) -> Chunk:
        """A chunk as the database gives it."""
        record, person, words, birth, kind = map(np.frombuffer, blobs, COLUMNS.values())
        return cls(number, event, record, person, words.reshape(-1, SLOTS), birth, kind)

    def entry(self, place: int) -> tuple[int, tuple[int, ...], int, int]:
        """Record, word ids, birth, kind of one entry."""
        words = tuple(int(word) for word in self.words[place] if word)
        return int(self.record[place]), words, int(self.birth[place]), int(self.kind[place])

    def change(self, column: str, event: int) -> NDArray[np.generic]:
        """The column, to be written to."""
        array = getattr(self, column)
        if not array.flags.writeable:
            array = array.copy()
            setattr(self, column, array)
        self.event = event
        return array

    def extend(
        self,
        record: NDArray[np.uint32],
        words: NDArray[np.uint32],
        birth: NDArray[np.int32],
        kind: NDArray[np.uint8],
        event: int,
    ) -> None:
        """Add entries that belong to nobody yet."""
        self.record = np.concatenate([self.record, record])
        self.person = np.concatenate([self.person, np.zeros(len(record), np.uint32)])
        self.words = np.concatenate([self.words, words])
        self.birth = np.concatenate([self.birth, birth])
        self.kind = np.concatenate([self.kind, kind])
        self.event = event


def chunks(connection: Connection, after: int = -1) -> Iterator[Chunk]:
    """The chunks that an event later than `after` touched, in order."""
    for row in connection.execute(
        "select chunk, event, record, person, words, birth, kind from lookup_chunk where event > ? order by chunk",
        (after,),
    ):
        yield Chunk.of(*row)


def first_free(kept: Sequence[Chunk]) -> int:
    """The number of the next entry."""
    return kept[-1].number * CHUNK + len(kept[-1].record) if kept else 0


def save(connection: Connection, chunk: Chunk) -> None:
    """Write the chunk as it is now."""
    columns = (getattr(chunk, name).astype(form).tobytes() for name, form in COLUMNS.items())
    connection.execute(
        "insert or replace into lookup_chunk values (?, ?, ?, ?, ?, ?, ?)",
        (chunk.number, chunk.event, *columns),
    )
