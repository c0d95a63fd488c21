"""How far the birth date of an entry is from what was said, as a table over all dates: one gather answers for
any number of entries.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matching.lookup.birth import Birth

AGREES = 30  # up to here nothing that was said is contradicted
APART = 255
SLIPPED = 60  # one slip of a key away
_PART_KNOWN, _SWAPPED, _PARTS, _UNKNOWN, _NEAR_YEAR = 20, 50, 120, 120, 150

_FIRST_YEAR, _LAST_YEAR = 1850, 2200  # as matching.scoring.dates.code
_BASE = _FIRST_YEAR * 10_000
_DECADE = 10


def places(birth: NDArray[np.int32]) -> NDArray[np.int32]:
    """Where in a table the points for these birth codes stand; 0 is for 'not known'."""
    return np.maximum(birth - _BASE, 0)


def table(birth: Birth) -> NDArray[np.uint8]:
    """Points lost, per birth code: 0 for agreement, APART where the date contradicts what was said.

    Below exact rank, in order: a part of the date is all that is known, day and month swapped, one slip of a
    key or a day apart, two of day, month and year the same, not known, a year off.
    """
    points = np.full((_LAST_YEAR - _FIRST_YEAR) * 10_000, APART, np.uint8)
    if birth.first is not None and birth.last is not None:
        _between(points, birth.first, birth.last)
    elif not birth.year:
        _any_year(points, birth.month, birth.day)
    elif birth.exact:
        _whole(points, birth.year, birth.month, birth.day)
    else:
        _part(points, birth.year, birth.month)
    points[0] = _UNKNOWN
    return points


def _at(year: int, month: int = 0, day: int = 0) -> int:
    return (min(max(year, _FIRST_YEAR), _LAST_YEAR - 1) - _FIRST_YEAR) * 10_000 + month * 100 + day


def _between(points: NDArray[np.uint8], first: date, last: date) -> None:
    low, high = _at(first.year, first.month, first.day), _at(last.year, last.month, last.day)
    points[max(low - 10_000, 0) : high + 10_001] = _NEAR_YEAR
    points[low : high + 1] = 0
    for year in range(first.year, last.year + 1):
        points[_at(year)] = _PART_KNOWN
        for month in range(1, 13):
            if (first.year, first.month) <= (year, month) <= (last.year, last.month):
                points[_at(year, month)] = _PART_KNOWN


def _any_year(points: NDArray[np.uint8], month: int, day: int) -> None:
    points[_at(_FIRST_YEAR, day, month) :: 10_000] = _SWAPPED
    points[_at(_FIRST_YEAR, month) :: 10_000] = _PART_KNOWN
    points[_at(_FIRST_YEAR) :: 10_000] = AGREES
    points[_at(_FIRST_YEAR, month, day) :: 10_000] = 0


def _part(points: NDArray[np.uint8], year: int, month: int) -> None:
    if not month:
        points[_at(year - 1) : _at(year + 1, 99, 99)] = _NEAR_YEAR
        points[_at(year) : _at(year, 99, 99)] = 0
        return
    points[_at(year) : _at(year, 99, 99)] = _NEAR_YEAR
    points[_at(year)] = AGREES
    points[_at(year, month) : _at(year, month, 99)] = 0


def _whole(points: NDArray[np.uint8], year: int, month: int, day: int) -> None:
    points[[_at(year - 1), _at(year + 1)]] = _NEAR_YEAR
    points[_at(year - _DECADE, month, day) : _at(year + _DECADE, 99, 99) : 10_000] = _PARTS
    points[_at(year, 1, day) : _at(year, 12, 99) : 100] = _PARTS
    points[_at(year, month, 1) : _at(year, month, 32)] = _PARTS
    points[list(_slips(year, month, day))] = SLIPPED
    points[_at(year, day, month)] = _SWAPPED
    points[_at(year)] = AGREES
    points[_at(year, month)] = _PART_KNOWN
    points[_at(year, month, day)] = 0


def _slips(year: int, month: int, day: int) -> set[int]:
    """Places of the codes one digit or one exchange of neighbouring digits away, and of the days before and
    after.
    """
    said = f"{year:04}{month:02}{day:02}"
    slips = {said[:i] + digit + said[i + 1 :] for i in range(8) for digit in "0123456789"}
    slips |= {said[:i] + said[i + 1] + said[i] + said[i + 2 :] for i in range(7)}
    for days in (-1, 1):
        slips.add(f"{date(year, month, day) + timedelta(days=days):%Y%m%d}")
    return {int(slip) - _BASE for slip in slips if _FIRST_YEAR <= int(slip[:4]) < _LAST_YEAR}
