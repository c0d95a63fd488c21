"""Which of several values of two records speaks, where a record holds more than one.

By what it is worth, in rough bits by level, only for choosing.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Ints, Levels

_Counts = TypeVar("_Counts", int, Ints)

NAME_RANK = np.array([5, 14, 10, 8, 7, 5, 6, 3, 2, 0])
POSTCODE_RANK = np.array([2, 12, 7, 4, 0])
HOME_RANK = np.array([2, 12, 8, 5, 0])
TOWN_RANK = np.array([1, 2, 1, 0])


def ranked(worth: Ints, levels: Iterable[Levels], *counts: Ints) -> Ints:
    """Higher is better: by what it is worth, then by levels, then the rarer, as far as 40 bits tell the counts."""
    rank = worth
    for level in levels:
        rank = rank << 4 | level
    bits = 40 // len(counts)
    for count in counts:
        rank = (rank << bits) - np.minimum(count, (1 << bits) - 1)
    return rank


def ranked_one(worth: int, levels: Iterable[int], *counts: int) -> int:
    """As `ranked`, for one."""
    rank = worth
    for level in levels:
        rank = rank << 4 | level
    bits = 40 // len(counts)
    for count in counts:
        rank = (rank << bits) - min(count, (1 << bits) - 1)
    return rank


def rarer(first: _Counts, second: _Counts, third: _Counts) -> _Counts:
    """Higher is rarer, by the first count, then the next: what `ranked` holds equal is told apart, but by no place."""
    return -((first << 42) + (second << 21) + third)


def placed(size: int, at: Ints, found: NDArray[Any], blank: int = 0) -> NDArray[Any]:
    """What was found for some of `size` pairs, `blank` for the others."""
    out = np.full(size, blank, found.dtype)
    out[at] = found
    return out
