"""Pairs weighed, of which only those from some line up are wanted: with the same result as weighing all of them.

The order of work is what makes it quick (domain/11): integers first, then the bound of `bounds`, which most pairs do
not pass, and letters only for the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.scoring.bounds import ceiling
from matching.scoring.columns import Table
from matching.scoring.compare import Comparison, with_names, without_names
from matching.scoring.weights import Model, Weighed, weigh

Ints = NDArray[np.int64]

AT_ONCE = 1 << 16  # pairs whose columns fit the processor's cache


@dataclass(frozen=True)
class Screened:
    """The pairs from the line up: their places among the pairs given, ascending, and what is known of them."""

    kept: Ints
    comparison: Comparison
    weighed: Weighed


def weigh_candidates(table: Table, left: Ints, right: Ints, model: Model, floor: float) -> Screened:
    """The pairs left[k], right[k] that weigh `floor` bits or more: exactly those, and as if all had been weighed."""
    chosen, parts = zip(*_within_reach(table, left, right, model, floor), strict=True)
    near = np.concatenate(chosen)
    comparison = with_names(table, left[near], right[near], Comparison.joined(parts))
    weighed = weigh(model, comparison)
    kept = np.flatnonzero(weighed.bits >= floor)
    return Screened(near[kept], comparison.at(kept), Weighed(weighed.bits[kept], weighed.summands[kept]))


def _within_reach(
    table: Table, left: Ints, right: Ints, model: Model, floor: float
) -> Iterator[tuple[Ints, Comparison]]:
    """Of a stretch of the pairs at a time those that may reach the line, compared without their names."""
    for start in range(0, max(len(left), 1), AT_ONCE):
        some, others = left[start : start + AT_ONCE], right[start : start + AT_ONCE]
        rest = without_names(table, some, others)
        near = np.flatnonzero(ceiling(model, table, some, others, rest) >= floor)
        yield start + near, rest.at(near)
