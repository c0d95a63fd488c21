"""How many records hold a value: an agreement on a rare one says more.

Counted once and then frozen with the weights they belong to, so that a weight does not depend on the order in
which a delivery's rows arrive. Values that hardly anybody shares are left out: they count as held by one.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.scoring import addresses
from matching.scoring.hashing import Hashes, hash_of, mixed
from matching.scoring.ragged import first_time

if TYPE_CHECKING:
    from matching.scoring.columns import Table

KINDS = (
    "given", "family", "middle", "birth", "postcode", "home", "street", "town", "district", "phone", "email",
    "number", "attribute",
    "whole",
)  # fmt: skip
NAMESAKES = 5
"""Records from which a given and family name together are more than one person's own."""
LEAST = 4e-6
"""Share of all records below which a value is as good as unique: under the least share any weight reckons with."""


@dataclass(frozen=True)
class Held:
    """Who holds what, row by row: record owner[k] the value of stable number hashes[value[k]] (0 for blank).

    Owners stand in order. A slice instead of `value`: each row has a number of its own.
    """

    owner: NDArray[np.int64]
    value: NDArray[np.int64] | slice
    hashes: Hashes

    def tally(self) -> tuple[Hashes, NDArray[np.int64]]:
        """The values, ascending, and by how many records each is held; a record that holds it twice counts once."""
        numbers = self.hashes[self.value]
        held = np.sort(numbers[(numbers > 0) & first_time(self.owner, numbers)])
        starts = _starts(held)
        return held[starts], np.diff(starts, append=len(held))


@dataclass(frozen=True)
class Frequencies:
    """Of `size` records: the values held by several (hashes, ascending) and by how many, for each of KINDS."""

    size: int
    values: Mapping[str, Hashes]
    counts: Mapping[str, NDArray[np.int32]]

    @staticmethod
    def of(table: Table) -> Frequencies:
        """Counted over the records of a table; a record that holds a value twice counts once."""
        counting = Counting()
        counting.add(table)
        return counting.done()

    def holders(self, kind: str, values: Hashes) -> NDArray[np.int64]:
        """How many records hold each value; 1 for what is rare or blank."""
        known = self.values[kind]
        if not len(known):
            return np.ones(len(values), np.int64)
        at = np.minimum(np.searchsorted(known, values), len(known) - 1)
        return np.where(known[at] == values, self.counts[kind][at], 1).astype(np.int64)

    @cached_property
    def common(self) -> Common:
        """The same, asked for one value at a time."""
        return Common(self)

    def pack(self) -> bytes:
        """As bytes to keep."""
        stream = io.BytesIO()
        columns = {f"{kind}_values": self.values[kind] for kind in KINDS}
        columns |= {f"{kind}_counts": self.counts[kind] for kind in KINDS}
        np.savez_compressed(stream, size=np.int64(self.size), **columns)  # pyright: ignore[reportArgumentType]
        return stream.getvalue()

    @staticmethod
    def unpack(body: bytes) -> Frequencies:
        """What `pack` made."""
        with np.load(io.BytesIO(body), allow_pickle=False) as kept:
            values = {kind: kept[f"{kind}_values"] for kind in KINDS}
            counts = {kind: kept[f"{kind}_counts"] for kind in KINDS}
            return Frequencies(int(kept["size"]), values, counts)


class Counting:
    """Counts over records that come a table at a time: no more of them need be in memory at once."""

    def __init__(self) -> None:
        self._size = 0
        self._districts: dict[int, int] = {}
        self._told: dict[str, list[tuple[Hashes, NDArray[np.int64]]]] = {kind: [] for kind in KINDS}

    def add(self, table: Table) -> None:
        """Count the records of a table too. None of them was in another."""
        self._size += table.size
        table.know_districts(self._districts)
        for kind, told in self._told.items():
            told.append(table.held(kind).tally())

    def done(self) -> Frequencies:
        """How common values are among all that came."""
        values: dict[str, Hashes] = {}
        counts: dict[str, NDArray[np.int32]] = {}
        several = max(2, round(LEAST * self._size))
        for kind, told in self._told.items():
            numbers, counted = map(np.concatenate, zip(*told, strict=True))
            found, held = _summed(numbers, counted)
            kept = held >= (max(several, NAMESAKES) if kind == "whole" else several)
            values[kind], counts[kind] = found[kept], held[kept].astype(np.int32)
        return Frequencies(self._size, values, counts)


def _summed(numbers: Hashes, held: NDArray[np.int64]) -> tuple[Hashes, NDArray[np.int64]]:
    """Each number once, ascending, with the sum of what is held of it."""
    order = np.argsort(numbers, kind="stable")  # each table's are in order
    numbers = numbers[order]
    starts = _starts(numbers)
    return numbers[starts], np.add.reduceat(held[order], starts) if len(starts) else held


def _starts(ordered: Hashes) -> NDArray[np.int64]:
    """Where each different number begins."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])


_BLANK = 0
_MADE: Mapping[str, Callable[[Sequence[int]], int]] = {
    "given": lambda name: name[0],
    "middle": lambda name: name[1],
    "family": lambda name: name[2],
    "whole": lambda name: mixed(name[0], name[2]) if name[0] and name[2] else _BLANK,
    "postcode": lambda home: home[0],
    "home": lambda home: mixed(home[1], home[2], home[0]) if home[1] else _BLANK,
    "street": lambda home: home[2],
    "town": lambda home: home[3],
}
"""By kind: the stable number of what a row of a record says, as `Table.held` has it."""


class Common:
    """How many records hold a value: `common(kind, number)`, as `Frequencies.holders` has it."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._known = {kind: (v.data, frequencies.counts[kind]) for kind, v in frequencies.values.items()}
        self._ask = lru_cache(maxsize=1 << 14)(self._look)

    def __call__(self, kind: str, number: int) -> int:
        return self._ask(kind, number)

    def at(self, kind: str, row: Sequence[int]) -> int:
        """Of what a row (a name, an address) says."""
        return self._ask(kind, _MADE[kind](row))

    def of(self, kind: str, scheme: int, value: int) -> int:
        """Of a value within its scheme."""
        return self._ask(kind, mixed(scheme, value))

    def district(self, postcode: str) -> int:
        """Of the outward half of a postcode."""
        return self._ask("district", hash_of(addresses.outward(postcode)))

    def _look(self, kind: str, number: int) -> int:
        known, counts = self._known[kind]
        at = bisect_left(known, number)
        return int(counts[at]) if at < len(known) and known[at] == number else 1
