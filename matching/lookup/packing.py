"""Whole numbers in as few bytes each as they need: a column of a chunk spans little, though its numbers are large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_HEAD = 5  # bytes: how many a number takes, the least number


def packed(numbers: NDArray[np.integer]) -> bytes:
    """Numbers below 2**32, none negative, as one byte telling their width, the least of them, and what each is more."""
    least = int(numbers.min()) if len(numbers) else 0
    width = max(1, (int(numbers.max() - least).bit_length() + 7) // 8) if len(numbers) else 1
    more = np.ascontiguousarray(numbers - numbers.dtype.type(least), "<u4").view(np.uint8).reshape(-1, 4)
    return bytes([width]) + least.to_bytes(4, "little") + more[:, :width].tobytes()


def unpacked(blob: bytes) -> NDArray[np.uint32]:
    """The numbers again."""
    return Packed(blob)[:]


class Packed:
    """Numbers that stay as they are packed until some of them are asked for."""

    def __init__(self, blob: bytes | bytearray) -> None:
        self._blob = blob
        self._width, self._least = blob[0], int.from_bytes(blob[1:_HEAD], "little")

    def __len__(self) -> int:
        return (len(self._blob) - _HEAD) // self._width

    def __getitem__(self, part: slice) -> NDArray[np.uint32]:
        first, stop, _ = part.indices(len(self))
        width, count = self._width, max(stop - first, 0)
        start = _HEAD + first * width
        if width in (1, 2, 4):
            numbers = np.frombuffer(self._blob, f"<u{width}", count, start).astype(np.uint32)
        else:  # four bytes are read for every three, the foremost of them then dropped
            numbers = np.ndarray((count,), "<u4", self._blob, start - 1, (width,)) >> np.uint32(8)
        if self._least:
            numbers += np.uint32(self._least)
        return numbers
