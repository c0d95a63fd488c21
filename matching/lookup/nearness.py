"""How far the birth date of an entry is from what was said, as a table over all dates: one gather answers for
any number of entries.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matching.lookup.birth import Birth
from matching.scoring.remembering import remembered

AGREES = 30  # up to here nothing that was said is contradicted
APART = 255
SLIPPED = 80  # one slip of a key away: more than a variant spelling of a name loses on the very day
_PART_KNOWN, _SWAPPED, _PARTS, _UNKNOWN, _NEAR_YEAR = 20, 50, 120, 120, 150

_FIRST_YEAR, _LAST_YEAR = 1850, 2200  # nobody who is looked up is older, and no birth code is later
_MONTH, _YEAR = 32, 13 * 32
PLACES = (_LAST_YEAR - _FIRST_YEAR + 1) * _YEAR
_DECADE = 10
_BEFORE = _FIRST_YEAR - 1


def places(birth: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where in a table the points for these birth codes stand, in the order of the dates; 0 is for 'not known'."""
    years, rest = np.divmod(np.maximum(birth, _BEFORE * 10_000), np.uint32(10_000))
    months, days = np.divmod(rest, np.uint32(100))
    return ((years - np.uint32(_BEFORE)) * np.uint32(_YEAR) + months * np.uint32(_MONTH) + days).astype(np.uint32)


@remembered(4)
def table(birth: Birth) -> NDArray[np.uint8]:
    """Points lost, per place of a birth date: 0 for agreement, APART where the date contradicts what was said.

    Below exact rank, in order: a part of the date is all that is known, day and month swapped, one slip of a
    key or a day apart, two of day, month and year the same, not known, a year off.
    """
    points = np.full(PLACES, APART, np.uint8)
    if birth.first is not None and birth.last is not None:
        _between(points, birth.first, birth.last)
    elif not birth.year:
        _any_year(points, birth.month, birth.day)
    elif birth.exact:
        _whole(points, birth.year, birth.month, birth.day)
    else:
        _part(points, birth.year, birth.month)
    points[0] = _UNKNOWN
    if birth.otherwise:
        points = np.minimum(points, table(birth.otherwise))
    points.setflags(write=False)
    return points


def place(year: int, month: int = 0, day: int = 0) -> int:
    """Where in a table the points for one date stand."""
    return (min(max(year, _FIRST_YEAR), _LAST_YEAR - 1) - _BEFORE) * _YEAR + month * _MONTH + day


def spelled(birth: int) -> str:
    """The date that stands at a place, ISO or as much of it as is known; '' for 'not known'."""
    years, rest = divmod(birth, _YEAR)
    parts = (f"{years + _BEFORE:04}", *(f"{part:02}" for part in divmod(rest, _MONTH) if part))
    return "-".join(parts) if birth else ""


def latest(birth: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The last place that each of these may mean, where only a part of the date is known."""
    part = np.where(birth % _YEAR == 0, _YEAR - 1, np.where(birth % _MONTH == 0, _MONTH - 1, 0))
    return birth + part.astype(np.uint32)


def _between(points: NDArray[np.uint8], first: date, last: date) -> None:
    low, high = place(first.year, first.month, first.day), place(last.year, last.month, last.day)
    points[max(low - _YEAR, 0) : high + _YEAR + 1] = _NEAR_YEAR
    points[low : high + 1] = 0
    for year in range(first.year, last.year + 1):
        points[place(year)] = _PART_KNOWN
        for month in range(1, 13):
            if (first.year, first.month) <= (year, month) <= (last.year, last.month):
                points[place(year, month)] = _PART_KNOWN


def _any_year(points: NDArray[np.uint8], month: int, day: int) -> None:
    if not day:
        points.reshape(-1, _YEAR)[1:, month * _MONTH : (month + 1) * _MONTH] = 0
        points[place(_FIRST_YEAR) :: _YEAR] = AGREES
        return
    if day < 13:
        points[place(_FIRST_YEAR, day, month) :: _YEAR] = _SWAPPED
    points[place(_FIRST_YEAR, month) :: _YEAR] = _PART_KNOWN
    points[place(_FIRST_YEAR) :: _YEAR] = AGREES
    points[place(_FIRST_YEAR, month, day) :: _YEAR] = 0


def _part(points: NDArray[np.uint8], year: int, month: int) -> None:
    this = slice(place(year), place(year) + _YEAR)
    if not month:
        points[this.start - _YEAR : this.stop + _YEAR] = _NEAR_YEAR
        points[this] = 0
        return
    points[this] = _NEAR_YEAR
    points[this.start] = AGREES
    points[place(year, month) : place(year, month + 1)] = 0


def _whole(points: NDArray[np.uint8], year: int, month: int, day: int) -> None:
    points[[place(year - 1), place(year + 1)]] = _NEAR_YEAR
    points[place(year - _DECADE, month, day) : place(year + _DECADE) + _YEAR : _YEAR] = _PARTS
    points[place(year, 1, day) : place(year) + _YEAR : _MONTH] = _PARTS
    points[place(year, month, 1) : place(year, month + 1)] = _PARTS
    points[list(_slips(year, month, day))] = SLIPPED
    if day < 13:
        points[place(year, day, month)] = _SWAPPED
    points[place(year)] = AGREES
    points[place(year, month)] = _PART_KNOWN
    points[place(year, month, day)] = 0


def _slips(year: int, month: int, day: int) -> set[int]:
    """Places of the dates one digit or one exchange of neighbouring digits away, and of the days before and
    after.
    """
    said = f"{year:04}{month:02}{day:02}"
    slips = {said[:i] + digit + said[i + 1 :] for i in range(8) for digit in "0123456789"}
    slips |= {said[:i] + said[i + 1] + said[i] + said[i + 2 :] for i in range(7)}
    for days in (-1, 1):
        slips.add(f"{date(year, month, day) + timedelta(days=days):%Y%m%d}")
    dates = ((int(slip[:4]), int(slip[4:6]), int(slip[6:])) for slip in slips)
    return {place(y, m, d) for y, m, d in dates if _FIRST_YEAR <= y < _LAST_YEAR and m < 13 and d < 32}
