"""Of which year the ages of a file are, where no column says it: people of one name tell.

In a register of deaths, of admissions or of arrests each age is of another column's date; else all are of one year.

Two censuses ten years apart give one woman two ages, and a list with ages meets one with birth dates. Between rows of
one name the years between are spread as births are, but for the rows that are one person's: those all differ alike.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from importers.bare import content
from importers.bare.dates import Reading, age_of, is_birth
from importers.bare.files import Column, Ints, integers, ranks
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
    entered = _entered(files, {file for file, _ in where})
    years = _years(ages, groups, born, entered, names(files)[0])
    settled = [list(columns) for columns in files]
    for file, at in where:
        one, year = files[file][at], years[starts[file] : starts[file + 1]]
        settled[file][at] = replace(one, years=year) if year.any() else one.refused(_WHY)
    return settled


def _undated(columns: Sequence[Taken]) -> Iterator[int]:
    """Where the ages are that have no column beside them which says of when they are."""
    kinds = {one.kind for one in columns}
    return (at for at, one in enumerate(columns) if one.kind is Extra.AGE and Extra.AGE_YEAR not in kinds)


def _entered(files: Sequence[Sequence[Taken]], aged: Container[int]) -> list[Ints]:
    """By row the year of the first date that an aged file tells and that is no birth, of the second and so on; or 0."""
    found = [
        [_year(one.column) for one in columns if at in aged and one.kind is None and _dated(one.column)]
        for at, columns in enumerate(files)
    ]
    none = [np.zeros(len(columns[0].column.codes), np.int64) for columns in files]
    return [
        np.concatenate([years[at] if at < len(years) else zeros for years, zeros in zip(found, none, strict=True)])
        for at in range(max(map(len, found)))
    ]


def _year(column: Column) -> Ints:
    reading = Reading(dict(column.said))
    return column.read(lambda text: int(reading.iso(text)[:4] or 0))


def _dated(column: Column) -> bool:
    return content.share(is_birth, column.sample()) >= content.SURE


def _years(ages: Ints, groups: Ints, born: Ints, entered: Sequence[Ints], named: Ints) -> Ints:
    """By row the year of which its age is, 0 where nothing tells: each group has one, or that of its dates."""
    years, known = np.zeros(len(ages), np.int64), born.copy()
    pairs = _namesakes(named)
    largest = [group for group, _ in Counter(integers(groups[ages >= 0])).most_common()]
    for group in largest:
        own = groups == group
        year, share = _agreed(ages, known, own, np.zeros_like(years), pairs) if known.any() else (0, 0.0)
        years[own] = year if year or born.any() else date.today().year
        for dates in entered if known.any() else ():
            apart, alike = _agreed(ages, known, own & (dates > 0), dates, pairs)
            if alike > share and abs(apart) <= 1:
                years[own], share = dates[own], alike
        by_age = own & (ages >= 0) & (known == 0) & (years > 0)
        known[by_age] = (years - ages)[by_age]
    return years


def _agreed(
    ages: Ints, known: Ints, own: NDArray[np.bool_], since: Ints, pairs: tuple[Ints, Ints]
) -> tuple[int, float]:
    """(the year in which most of these rows' ages agree with the births of their namesakes, and with their own, their
    share); (0, 0) where too few do. since: by row the year from which that one is counted."""
    itself = np.arange(len(ages))
    one, other = np.concatenate([*pairs, itself]), np.concatenate([*pairs[::-1], itself])
    told = own[one] & (ages[one] >= 0) & (known[other] > 0)
    sums, rows = np.unique((ages[one] + known[other] - since[one])[told], return_counts=True)
    if not len(sums):
        return 0, 0.0
    best = int(sums[rows.argmax()])
    near = int(rows[np.abs(sums - best) <= 1].sum())
    return (best, near / int(rows.sum())) if near >= max(FEW, _PLAINLY * rows.sum()) else (0, 0.0)


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
