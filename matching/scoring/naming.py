"""The names of two records compared: the best pair of their names speaks, given and family name exchanged or not."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring import spelling
from matching.scoring.arrays import Flags, Ints, Levels
from matching.scoring.columns import Table
from matching.scoring.ragged import best
from matching.scoring.ranks import NAME_RANK, placed, ranked, rarer
from matching.scoring.spelling import Name


class Order(IntEnum):
    """Whether given and family name stand in the same columns. Straight order says nothing."""

    MISSING = 0
    SWAPPED = 1
    HALF = 2  # one name stands in the other column, and of the other name nothing is known on both sides


@dataclass(frozen=True)
class Names:
    """For n pairs: how given, family and middle name agree, and their order; and how many hold what does.

    The holders of the order are those of the given and the family name together.
    """

    given: Levels
    family: Levels
    middle: Levels
    order: Levels
    holders: tuple[Ints, Ints, Ints, Ints]


def compare_names(table: Table, left: Ints, right: Ints, at_home: Flags) -> Names:
    """The best of the names of record left[i] with those of record right[i]; `at_home`: they share a home."""
    pair, i, j = table.names.combinations(left, right)
    (given, middle, family) = table.names.columns
    g = spelling.levels(table.words, given[i], given[j])
    f = spelling.levels(table.words, family[i], family[j])
    m = spelling.levels(table.words, middle[i], middle[j])
    crossed = (given[i] > 0) & (given[i] == middle[j]) | (given[j] > 0) & (given[j] == middle[i])
    g[crossed & (g >= Name.SIMILAR)] = Name.MIDDLE
    m[crossed & (g == Name.MIDDLE)] = Name.MISSING
    together = _run_together(table, g, i, j)
    g[together] = Name.VARIANT
    m[together[m[together] != Name.SAME]] = Name.MISSING
    count_g = np.minimum(table.counts("given")[i], table.counts("given")[j])
    count_f = np.minimum(table.counts("family")[i], table.counts("family")[j])
    swapped = _swap(table, g, f, count_g, count_f, i, j)
    count_w = np.minimum(table.counts("whole")[i], table.counts("whole")[j])

    def rank(rows: Ints) -> Ints:
        worth = NAME_RANK[g[rows]] + NAME_RANK[f[rows]] + (m[rows] == Name.SAME) - 4 * (swapped[rows] > 0)
        return ranked(worth + 8, (g[rows], f[rows], m[rows]), count_g[rows], count_f[rows], count_w[rows])

    count_m = np.minimum(table.counts("middle")[i], table.counts("middle")[j])

    def among_equals(rows: Ints) -> Ints:
        return rarer(*(count[rows].astype(np.int64) for count in (count_g, count_f, count_m)))

    has, chosen = best(pair, rank, among_equals)
    i, j = i[chosen], j[chosen]
    g, f, m, swapped = g[chosen], f[chosen], m[chosen], swapped[chosen]
    unnamed = (given[i] + given[j] == 0) & (f > Name.MISSING) & (f <= Name.CLOSE) & at_home[has]
    g[unnamed] = Name.UNNAMED

    def whole(found: NDArray[Any], blank: int = 0) -> NDArray[Any]:
        return placed(len(left), has, found, blank)

    held_g, held_f, held_m, held_w = (whole(count[chosen], 1) for count in (count_g, count_f, count_m, count_w))
    return Names(whole(g), whole(f), whole(m), whole(swapped), (held_g, held_f, held_m, held_w))


def _run_together(table: Table, g: Levels, i: Ints, j: Ints) -> Ints:
    """Where one record's given and middle name, run together, are the other's given name: 'Xiao Ming', 'Xiaoming'."""
    given, middle, _ = table.names.columns
    words = table.words
    may = (words.initials[given[i]] == words.initials[given[j]]) & ((middle[i] > 0) | (middle[j] > 0))
    at = np.flatnonzero((g >= Name.SIMILAR) & may)
    one, other = i[at], j[at]
    found = np.zeros(len(at), np.bool_)
    for whole, parted in ((one, other), (other, one)):
        run = words.array[given[parted]] + words.array[middle[parted]]
        found |= (words.array[given[whole]] == run) & (middle[parted] > 0)
    return at[found]


def _swap(table: Table, g: Levels, f: Levels, count_g: Ints, count_f: Ints, i: Ints, j: Ints) -> Levels:
    """Where each name fits only the other's column, put the crossed levels in `g` and `f`, and how common they are."""
    given, _, family = table.names.columns
    out = np.zeros(len(g), np.int8)
    unfit_g, unfit_f = (g >= Name.SIMILAR) | (g == Name.MISSING), (f >= Name.SIMILAR) | (f == Name.MISSING)
    apart = np.flatnonzero(unfit_g & unfit_f & (g + f > 0))
    i, j = i[apart], j[apart]
    one = spelling.levels(table.words, given[i], family[j])
    other = spelling.levels(table.words, family[i], given[j])
    count_one = np.maximum(table.counts("given")[i], table.counts("family")[j])
    count_other = np.maximum(table.counts("family")[i], table.counts("given")[j])
    better, worse = np.minimum(one, other), np.maximum(one, other)
    alike = (worse <= Name.PART) | ((worse == Name.SIMILAR) & (better > Name.MISSING))
    initial = (worse == Name.INITIAL) & (better == Name.SAME)  # 'J Smith' and 'Smith John'
    fits = (better <= Name.CLOSE) & (alike | initial) & (worse > Name.MISSING)
    turned = (one.astype(np.int64) << 40) + count_one > (other.astype(np.int64) << 40) + count_other
    turned ^= initial  # a family name is never an initial
    at = apart[fits]
    g[at], f[at] = np.where(turned, other, one)[fits], np.where(turned, one, other)[fits]
    count_g[at] = np.where(turned, count_other, count_one)[fits]
    count_f[at] = np.where(turned, count_one, count_other)[fits]
    out[at] = np.where((one > 0) & (other > 0), Order.SWAPPED, Order.HALF)[fits]
    return out
