"""Rows that belong to records: a record may have none, one or several names, addresses, numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Flags, Ints

Number = TypeVar("Number", np.int64, np.uint64)


@dataclass(frozen=True)
class Ragged:
    """Rows that belong to records, in record order: record r has rows starts[r] to starts[r + 1]."""

    starts: Ints
    columns: tuple[Ints, ...]

    @cached_property
    def owners(self) -> Ints:
        """The record of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def combinations(self, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
        """Every row of left[k] against every row of right[k]: (k, the left row, the right row).

        The combinations of one k stand together, but the ks stand in no order.
        """
        first, second = self.starts[left], self.starts[right]
        width = self.starts[right + 1] - second
        total = (self.starts[left + 1] - first) * width
        lone, several = np.flatnonzero(total == 1), np.flatnonzero(total > 1)
        if len(lone) == len(left):
            return lone, first, second
        run, within = spread(np.zeros(len(several), np.int64), total[several])
        pair = several[run]
        return (
            np.append(lone, pair),
            np.append(first[lone], first[pair] + within // width[pair]),
            np.append(second[lone], second[pair] + within % width[pair]),
        )

    def beside(self, other: "Ragged") -> tuple[Ints, Ints, Ints]:
        """Every row here with every row of `other` of its record: (record, row here, row there)."""
        width = np.diff(other.starts)
        at, within = spread(np.zeros(len(width), np.int64), np.diff(self.starts) * width)
        return at, self.starts[at] + within // width[at], other.starts[at] + within % width[at]


def ragged(size: int, table: NDArray[np.int32]) -> Ragged:
    """Rows of (record, code, ...) gathered by record; rows of equal content within a record are kept once."""
    if (table[1:, 0] < table[:-1, 0]).any():
        table = table[np.argsort(table[:, 0], kind="stable")]
    with_next = table[1:, 0] == table[:-1, 0]
    if with_next.any():
        shared = np.append(with_next, False) | np.append(False, with_next)
        several = table[shared]
        table[shared] = several[np.lexsort(several.T[::-1])]
        table = table[np.append(True, (table[1:] != table[:-1]).any(axis=1))]
    starts = np.searchsorted(table[:, 0], np.arange(size + 1))
    return Ragged(starts.astype(np.int64), tuple(table[:, c].astype(np.int64) for c in range(1, table.shape[1])))


def best(
    pair: Ints, rank: Callable[[Ints], Ints], among_equals: Callable[[Ints], Ints] | None = None
) -> tuple[Ints, Ints]:
    """Of each pair's combinations, which stand together, the one of the highest rank: (pairs, their combinations).

    `rank` is asked only about those that are not the only ones of their pair, and so is `among_equals`, which tells
    apart those of one rank; what neither tells apart must come to the same, for then their place decides.
    """
    with_next = pair[1:] == pair[:-1]
    if not with_next.any():
        return pair, np.arange(len(pair))
    shared = np.append(with_next, False) | np.append(False, with_next)
    alone, several = np.flatnonzero(~shared), np.flatnonzero(shared)
    starts = np.flatnonzero(np.append(True, pair[several][1:] != pair[several][:-1]))
    ranks = rank(several)
    sizes = np.diff(np.append(starts, len(several)))
    foremost = ranks == np.repeat(np.maximum.reduceat(ranks, starts), sizes)
    if among_equals is not None:
        second = np.where(foremost, among_equals(several), np.iinfo(np.int64).min)
        foremost &= second == np.repeat(np.maximum.reduceat(second, starts), sizes)
    last = np.maximum.reduceat(np.where(foremost, several, -1), starts)
    chosen = np.append(alone, last)
    return pair[chosen], chosen


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


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Each value once, ascending. (numpy's own `unique` hashes since 2.3: ten times slower where most are distinct.)"""
    ordered = np.sort(values, axis=None)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]


def coded(values: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], Ints]:
    """The different values, ascending, and which of them each is. Quick if they are random numbers, or 0.

    Sorted with their places in the low bits: whole numbers sort many times faster than places by their numbers.
    """
    told = np.flatnonzero(values)
    if len(told) < len(values):
        different, codes = coded(values[told])
        blank = np.zeros(len(values), np.int64)
        blank[told] = codes + 1
        return np.append(np.uint64(0), different), blank
    low = np.uint64(max(1, len(values)).bit_length())
    mask = (np.uint64(1) << low) - np.uint64(1)
    places = (np.sort(values & ~mask | np.arange(len(values), dtype=np.uint64)) & mask).astype(np.int64)
    ordered = values[places]
    if (ordered[1:] < ordered[:-1]).any():  # two that differ in the low bits only
        different, codes = np.unique(values, return_inverse=True)
        return different, codes
    first = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    codes = np.empty(len(values), np.int64)
    codes[places] = np.cumsum(first) - 1
    return ordered[first], codes
