"""How many records hold a value: an agreement on a rare one says more.

Counted once and then frozen with the weights they belong to, so that a weight does not depend on the order in
which a delivery's rows arrive. Values that hardly anybody shares are left out: they count as held by one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.scoring.hashing import Hashes

if TYPE_CHECKING:
    from matching.scoring.columns import Table

KINDS = (
    "given", "family", "middle", "birth", "postcode", "home", "street", "town", "district", "phone", "email",
    "number", "attribute",
)  # fmt: skip
LEAST = 4e-6
"""Share of all records below which a value is as good as unique: under the least share any weight reckons with."""


@dataclass(frozen=True)
class Frequencies:
    """Of `size` records: the values held by several (hashes, ascending) and by how many, for each of KINDS."""

    size: int
    values: Mapping[str, Hashes]
    counts: Mapping[str, NDArray[np.int32]]

    @staticmethod
    def of(table: Table) -> Frequencies:
        """Counted over the records of a table; a record that holds a value twice counts once."""
        values: dict[str, Hashes] = {}
        counts: dict[str, NDArray[np.int32]] = {}
        for kind in KINDS:
            owners, held = table.held(kind)
            values[kind], counts[kind] = _count(owners[held > 0], held[held > 0], max(2, round(LEAST * table.size)))
        return Frequencies(table.size, values, counts)

    def holders(self, kind: str, values: Hashes) -> NDArray[np.int64]:
        """How many records hold each value; 1 for what is rare or blank."""
        known = self.values[kind]
        if not len(known):
            return np.ones(len(values), np.int64)
        at = np.minimum(np.searchsorted(known, values), len(known) - 1)
        return np.where(known[at] == values, self.counts[kind][at], 1).astype(np.int64)

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


def _count(owners: NDArray[np.int64], held: Hashes, several: int) -> tuple[Hashes, NDArray[np.int32]]:
    order = np.lexsort((owners, held))
    owners, held = owners[order], held[order]
    first = np.append(True, (held[1:] != held[:-1]) | (owners[1:] != owners[:-1])) if len(held) else held == 0
    found, counts = np.unique(held[first], return_counts=True)
    shared = counts >= several
    return found[shared], counts[shared].astype(np.int32)
