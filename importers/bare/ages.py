"""Of which year the ages of a file are, where no column says it: people of one name tell.

Two censuses ten years apart give one woman two ages, and a list with ages meets one with birth dates. Between rows of
one name the years between are spread as births are, but for the rows that are one person's: those all differ alike.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from importers.bare.dates import age_of
from importers.bare.files import Ints, integers, ranks
from importers.bare.headings import Extra
from importers.bare.knowing import births, names
from importers.bare.taken import FEW, Taken

_PLAINLY = 0.2
"""Share of the namesakes that must differ alike, give or take a year: of strangers one in thirty does."""
_RARE = 10
"""Rows that may hold a name for its namesakes to be looked at."""
_WHY = "birth dates are told, and nobody says when somebody was of that age"


def dated(files: Sequence[list[Taken]], agencies: Sequence[Sequence[str]]) -> list[list[Taken]]:
    """The files' columns, those of ages with the year of which each is. agencies: by row of each file whose it is.

    An age whose year nothing tells is as good as any other where no file tells births, and says nothing where one does.
    """
    where = [(file, at) for file, columns in enumerate(files) for at in _undated(columns)]
    if not where:
        return list(files)
    starts = np.cumsum([0, *(len(columns[0].column.codes) for columns in files)])
    ages, groups = np.full(starts[-1], -1, np.int64), np.zeros(starts[-1], np.int64)
    born = np.concatenate([births(columns) // 10_000 for columns in files])
    for file, at in where:
        column = files[file][at].column
        told = np.array([age_of(text) if text else -1 for text in column.texts], np.int64)
        ages[starts[file] : starts[file + 1]] = told[column.evident]
        groups[starts[file] : starts[file + 1]] = ranks(agencies[file]) + groups.max() + 1
    years = _years(ages, groups, born, names(files)[0])
    settled = [list(columns) for columns in files]
    for file, at in where:
        one, year = files[file][at], years[starts[file] : starts[file + 1]]
        settled[file][at] = replace(one, years=year) if year.any() else one.refused(_WHY)
    return settled


def _undated(columns: Sequence[Taken]) -> Iterator[int]:
    """Where the ages are that have no column beside them which says of when they are."""
    kinds = {one.kind for one in columns}
    return (at for at, one in enumerate(columns) if one.kind is Extra.AGE and Extra.AGE_YEAR not in kinds)


def _years(ages: Ints, groups: Ints, born: Ints, named: Ints) -> Ints:
    """By row the year of which its age is, 0 where nothing tells: of each group's rows the same one."""
    years, known = np.zeros(len(ages), np.int64), born.copy()
    left, right = _namesakes(named)
    largest = [group for group, _ in Counter(integers(groups[ages >= 0])).most_common()]
    for group in largest:
        own = groups == group
        year = _agreed(ages, known, own, left, right) if known.any() else date.today().year
        if not year and not born.any():
            year = date.today().year
        years[own] = year
        by_age = own & (ages >= 0) & (known == 0) & (year > 0)
        known[by_age] = year - ages[by_age]
    return years


def _agreed(ages: Ints, known: Ints, own: NDArray[np.bool_], left: Ints, right: Ints) -> int:
    """The year in which most of these rows' ages agree with the births of their namesakes, and with their own; 0."""
    itself = np.arange(len(ages))
    one, other = np.concatenate([left, right, itself]), np.concatenate([right, left, itself])
    told = own[one] & (ages[one] >= 0) & (known[other] > 0)
    sums, rows = np.unique((ages[one] + known[other])[told], return_counts=True)
    if not len(sums):
        return 0
    best = int(sums[rows.argmax()])
    near = int(rows[np.abs(sums - best) <= 1].sum())
    return best if near >= max(FEW, _PLAINLY * rows.sum()) else 0


def _namesakes(named: Ints) -> tuple[Ints, Ints]:
    """Pairs of rows of one name, of names that few rows have."""
    held = np.bincount(named)
    rows = np.flatnonzero((named > 0) & (held[named] <= _RARE))
    rows = rows[np.argsort(named[rows], kind="stable")]
    pairs = [(rows[:-by], rows[by:]) for by in range(1, _RARE)]
    same = [named[one] == named[other] for one, other in pairs]
    return (
        np.concatenate([one[at] for (one, _), at in zip(pairs, same, strict=True)]),
        np.concatenate([other[at] for (_, other), at in zip(pairs, same, strict=True)]),
    )
