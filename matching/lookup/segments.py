"""Which entries hold a word: for runs of entries, their words in alphabetical order, so that a beginning is one slice.

A delivery's entries become a segment of their own once they are many, and segments of a size are made into one:
there are few, and an entry is rewritten a few times at most. What is in none yet, each reader sorts for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS, words_from
from matching.lookup.packing import Packed, packed, unpacked
from store.vault.database import Connection

FOLD = 32_768  # entries in no segment, from where on they are made one
UNPACKED = 1 << 22  # places of words, from where on a segment stays packed in memory
_PIECE = 1 << 20  # bytes
_NOWHERE = np.iinfo(np.int32).max

Places: TypeAlias = NDArray[np.uint32] | Packed


@dataclass(slots=True)
class Segment:
    """The entries `first` to `first + size`: words[i] stands in entries[ends[i]:ends[i + 1]]."""

    first: int
    size: int
    words: NDArray[np.uint32]
    ends: NDArray[np.int64]
    entries: Places
    _place: NDArray[np.int32]  # of each word

    @classmethod
    def of(
        cls, first: int, size: int, words: NDArray[np.uint32], counts: NDArray[np.uint32], entries: Places
    ) -> Segment:
        """A segment as it is kept: the words, how many entries each has, and those entries."""
        ends = np.zeros(len(words) + 1, np.int64)
        np.cumsum(counts, out=ends[1:])
        place = np.full(int(words.max(initial=0)) + 1, _NOWHERE, np.int32)
        place[words] = np.arange(len(words), dtype=np.int32)
        return cls(first, size, words, ends, entries, place)

    def add_held(self, held: NDArray[np.int64]) -> None:
        """Add each word's entries to the count of them."""
        held[self.words] += np.diff(self.ends)

    def holding(self, words: NDArray[np.uint32]) -> list[NDArray[np.uint32]]:
        """Slices of entries that together hold any of these words; the fewer, the better the words are in order."""
        known = self._place[words[words < len(self._place)]]
        known = known[known != _NOWHERE]
        if not len(known):
            return []
        breaks = np.flatnonzero(np.diff(known) != 1) + 1
        starts = self.ends[known[np.concatenate([[0], breaks])]].tolist()
        stops = self.ends[known[np.concatenate([breaks - 1, [len(known) - 1]])] + 1].tolist()
        return [self.entries[start:stop] for start, stop in zip(starts, stops, strict=True)]


def segment(first: int, words: NDArray[np.uint32], rank: NDArray[np.int32]) -> Segment:
    """The entries from `first` on, whose words these are. `rank`: each word's place in the alphabet."""
    flat = words.ravel()
    cells = np.flatnonzero(flat)
    cells = cells[_in_order(rank[flat[cells]])]
    in_order = flat[cells]
    starts = np.flatnonzero(np.diff(in_order, prepend=np.uint32(0)))
    counts = np.diff(starts, append=len(in_order)).astype(np.uint32)
    entries = (cells // SLOTS + first).astype(np.uint32)
    return Segment.of(first, len(words), in_order[starts], counts, entries)


def _in_order(ranks: NDArray[np.int32]) -> NDArray[np.intp]:
    """As argsort, stable; numpy counts numbers of 16 bits, which takes a fraction of comparing."""
    order = np.argsort(ranks.astype(np.uint16), kind="stable")
    if int(ranks.max(initial=0)) >= 1 << 16:
        order = order[np.argsort((ranks >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def segments(connection: Connection, firsts: Sequence[int]) -> Iterator[Segment]:
    """Those kept segments that begin at these entries, in order."""
    for first in firsts:
        size, words, counts, length = connection.execute(
            "select size, words, counts, length(entries) from lookup_segment where first = ?", (first,)
        ).fetchone()
        yield Segment.of(first, size, unpacked(words), unpacked(counts), _places(connection, first, length))


def _places(connection: Connection, first: int, length: int) -> Places:
    """The entries of a kept segment. Those of millions of people are read a piece at a time, and stay packed: they
    take a quarter less, and nothing beside them while they are read.
    """
    kept = bytearray(length)
    blob = connection.open_blob("lookup_segment", "entries", first, True)
    try:
        for start in range(0, length, _PIECE):
            kept[start : start + _PIECE] = blob.read(_PIECE)
    finally:
        blob.close()
    places = Packed(kept)
    return places if len(places) > UNPACKED else places[:]


def spans(connection: Connection) -> list[tuple[int, int]]:
    """First entry and size of each segment that is kept, in order."""
    return connection.execute("select first, size from lookup_segment order by first").fetchall()


def fold(connection: Connection, free: int, rank: Callable[[], NDArray[np.int32]]) -> None:
    """Make what is in no segment one, if it is much, with those before it that are no larger. `free`: the next."""
    kept = spans(connection)
    start = sum(kept[-1]) if kept else 0
    if free - start < FOLD:
        return
    while kept and kept[-1][1] <= 2 * (free - start):
        start = kept.pop()[0]
    made = segment(start, words_from(connection, start), rank())
    connection.execute("delete from lookup_segment where first >= ?", (start,))
    connection.execute(
        "insert into lookup_segment values (?, ?, ?, ?, ?)",
        (start, made.size, packed(made.words), packed(np.diff(made.ends)), packed(made.entries[:])),
    )
