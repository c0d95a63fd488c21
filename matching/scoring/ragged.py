"""Runs of rows in order of their owners: written out, and without repetitions."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def spread(first: NDArray[Any], count: NDArray[Any]) -> tuple[Ints, Ints]:
    """Runs written out: run k counts up from first[k], count[k] long. (the run of each number, the number)."""
    run = np.repeat(np.arange(len(count)), count)
    ends = np.cumsum(count, dtype=np.int64)
    return run, np.arange(len(run)) + (first - (ends - count))[run]


def first_time(owner: NDArray[Any], value: NDArray[Any]) -> Flags:
    """Rows that do not repeat an earlier row's value of the same owner. Owners stand in order."""
    out = np.ones(len(owner), np.bool_)
    with_next = owner[1:] == owner[:-1]
    if with_next.any():
        several = np.flatnonzero(np.append(with_next, False) | np.append(False, with_next))
        order = several[np.lexsort((value[several], owner[several]))]
        again = (owner[order[1:]] == owner[order[:-1]]) & (value[order[1:]] == value[order[:-1]])
        out[order[1:][again]] = False
    return out
