"""The name words of all entries in memory, three bytes each: of all that is held, nothing takes as much."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS, Numbers

_BYTES = 3
_ROW = SLOTS * _BYTES

assert sys.byteorder == "little", "a number's foremost byte must be its last"


class Slots:
    """A row of SLOTS word ids for each entry, 0 where the name has fewer."""

    def __init__(self) -> None:
        self._rows = np.zeros(0, f"V{_ROW}")

    def grow(self, count: int) -> None:
        """Make room for so many entries; they hold nothing yet, and take no memory."""
        rows = np.zeros(count, self._rows.dtype)
        rows[: len(self._rows)] = self._rows
        self._rows = rows

    def put(self, first: int, words: Numbers) -> None:
        """The words of the entries from `first` on are these."""
        assert int(words.max(initial=0)) < 1 << 8 * _BYTES
        every = np.ascontiguousarray(words).view(np.uint8).ravel()
        held = np.empty(len(words) * _ROW, np.uint8)
        for byte in range(_BYTES):
            held[byte::_BYTES] = every[byte::4]
        self._rows[first : first + len(words)] = held.view(self._rows.dtype)

    def of(self, entry: int) -> set[int]:
        """The words of one entry."""
        row = self._rows[entry].tobytes()
        return {int.from_bytes(row[at : at + _BYTES], "little") for at in range(0, _ROW, _BYTES)} - {0}

    def __getitem__(self, entries: NDArray[np.integer] | slice | list[int]) -> Numbers:
        """The words of these entries, a row each."""
        rows = self._rows[entries]
        held = np.empty(len(rows) * _ROW + 1, np.uint8)  # with a byte before the first: four are read for every three
        held[1:].view(rows.dtype)[:] = rows
        numbers = np.ndarray((len(rows) * SLOTS,), "<u4", held, 0, (_BYTES,)) >> np.uint32(8)
        return numbers.reshape(-1, SLOTS)
