"""The columns of the look-up entries, in chunks of 65,536: how they lie in the database and come back as
arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from matching.lookup.packing import packed, unpacked
from store.vault.database import Connection

CHUNK = 65_536
SLOTS = 4  # name words in an entry
NOBODY = 0  # in place of the record and the person of an entry that nobody says any more

Numbers = NDArray[np.uint32]


@dataclass(slots=True)
class Columns:
    """Entries side by side: `words` has a row of SLOTS ids for each, the others a number."""

    record: Numbers
    person: Numbers
    words: Numbers
    birth: Numbers
    kind: Numbers

    def __len__(self) -> int:
        return len(self.record)

    def __getitem__(self, part: slice) -> Columns:
        return Columns(*(getattr(self, name)[part] for name in NAMES))

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        """The entries of all parts, one behind the other."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


NAMES = tuple(field.name for field in fields(Columns))


@dataclass(slots=True)
class Chunk:
    """The entries number * CHUNK and following. `event`: the newest that touched them."""

    number: int
    event: int
    columns: Columns

    def entry(self, place: int) -> tuple[int, tuple[int, ...], int, int]:
        """Record, word ids, birth, kind of one entry."""
        held = self.columns
        words = tuple(held.words[place].tolist())
        return int(held.record[place]), words, int(held.birth[place]), int(held.kind[place])


def chunks(connection: Connection, after: int = -1) -> Iterator[Chunk]:
    """The chunks that an event later than `after` touched, in order."""
    yield from _read(connection, "event > ?", after)


def chunks_of(connection: Connection, records: Numbers) -> Iterator[Chunk]:
    """The chunks that may hold entries of these records (in ascending order), in order."""
    for number, low, high in connection.execute("select chunk, low, high from lookup_chunk order by chunk").fetchall():
        if np.searchsorted(records, low) < np.searchsorted(records, high, "right"):
            yield from _read(connection, "chunk = ?", number)


def last(connection: Connection) -> Chunk | None:
    """The chunk that further entries go into, as long as it has room."""
    return next(_read(connection, "chunk = (select max(chunk) from lookup_chunk where chunk >= ?)", 0), None)


def words_from(connection: Connection, entry: int) -> Numbers:
    """The words of this entry and all that follow, a row each."""
    number, place = divmod(entry, CHUNK)
    parts = [
        unpacked(words).reshape(-1, SLOTS)
        for (words,) in connection.execute("select words from lookup_chunk where chunk >= ? order by chunk", (number,))
    ]
    return np.concatenate(parts)[place:] if parts else np.zeros((0, SLOTS), np.uint32)


def save(connection: Connection, chunk: Chunk) -> None:
    """Write the chunk as it is now."""
    held = chunk.columns
    somebody = held.record[held.record != NOBODY]
    ends = (int(somebody.min()), int(somebody.max())) if len(somebody) else (NOBODY, NOBODY)
    columns = (packed(getattr(held, name).ravel()) for name in NAMES)
    connection.execute(
        "insert or replace into lookup_chunk values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (chunk.number, chunk.event, *ends, *columns),
    )


def _read(connection: Connection, which: str, value: int) -> Iterator[Chunk]:
    for number, event, *blobs in connection.execute(
        f"select chunk, event, record, person, words, birth, kind from lookup_chunk where {which} order by chunk",  # noqa: S608
        (value,),
    ):
        record, person, words, birth, kind = map(unpacked, blobs)
        yield Chunk(number, event, Columns(record, person, words.reshape(-1, SLOTS), birth, kind))
