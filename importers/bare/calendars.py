"""Births in the years of the Hijra, of the solar calendar of Iran and Afghanistan and the lunar one, and in Ethiopia's.

Which of the first two a column is in, all its values tell: a lunar month has no day 31, and a year that lies ahead in
the solar calendar is a lunar one. The solar year is reckoned by the rule of 8 leap years in 33, which is the calendar
of Iran for all years read here; the lunar one by the tabular Islamic calendar, with 11 leap years in 30 and its epoch
on 16 July 622 (Reingold and Dershowitz, Calendrical Calculations, chapters 7 and 15): what was seen of the moon may be
a day off, which comparison allows for. Ethiopia's years look like Gregorian ones and are seven or eight behind: only a
heading tells them. Its calendar is the Julian one, in twelve months of 30 days and one of the days left (chapter 4).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from importers.values.dates import CHANCE

_FIRST = 1250
_APART = r"[/.\- ]"
_YEAR_FIRST = re.compile(rf"^(\d{{4}}|\d\d)(?:{_APART}(\d\d?)(?:{_APART}(\d\d?)(?:[ T]\d\d?:.*)?)?)?$")
_YEAR_LAST = re.compile(rf"^(\d\d?){_APART}(\d\d?){_APART}(\d{{4}}|\d\d)$")
_TOGETHER = re.compile(r"^(1[2-4]\d\d)(0\d|1[0-2])([0-2]\d|3[01])$")
_YEAR = re.compile(r"(?<!\d)1[2-4]\d\d")
_SOME = 0.2
"""Share of a column's values that must be of these years: fewer are slips in another calendar's."""
_FEW = 0.05
_MANY = 300
"""Solar dates among which a day 31 is missing once in a hundred times."""


class _Parts(NamedTuple):
    """Year, month and day as written, 0 for what is not told; last: the year stands behind."""

    year: int
    month: int
    day: int
    last: bool


class _Calendar(NamedTuple):
    """day_number: proleptic Gregorian ordinal of a day. unknown: month and day that stand for no known day.

    In Iran that is the first day of the year; in Saudi Arabia 1 Rajab, at which such births were put down.
    """

    day_number: Callable[[int, int, int], int]
    unknown: tuple[int, int]
    this_year: int


def _solar(year: int, month: int, day: int) -> int:
    before = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return 365 * (year - 1) + (8 * year + 21) // 33 + before + day + 226_894


def _lunar(year: int, month: int, day: int) -> int:
    return 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day + 227_014


class Hijra:
    """How a column of births in years of the Hijra is read; made from all its values."""

    def __init__(self, values: Mapping[str, int]) -> None:
        this_year = date.today().year
        ends = this_year - 621, (this_year - 622) * 33 // 32 + 1
        told = Counter[_Parts]()
        for text, count in values.items():
            if _YEAR.search(text) and (parts := _parts(text)) and _FIRST <= parts.year <= ends[1]:
                told[parts] += count
        self.found = told.total() > _SOME * sum(values.values())
        self._only = 2 * told.total() > sum(values.values())
        self._last = 2 * sum(count for parts, count in told.items() if parts.last) > told.total()
        lunar = _is_lunar(told, ends[0])
        self._calendar = _Calendar(_lunar, (7, 1), ends[1]) if lunar else _Calendar(_solar, (1, 1), ends[0])
        unknown = sum(count for parts, count in told.items() if (parts.month, parts.day) == self._calendar.unknown)
        expected = told.total() * CHANCE
        self._unknown = unknown > expected + 3 * expected**0.5

    def iso(self, text: str) -> str:
        """The Gregorian date, in part where no more is told; '' for what is not of this calendar.

        Of a month or a year alone that in which most of it lies.
        """
        parts = _parts(text, last=self._last) if self.found else None
        if parts is None:
            return ""
        year, month, day, _ = parts
        if year < 100 and self._only:
            year += 1300 if year > self._calendar.this_year % 100 else 1400
        if not _FIRST <= year <= self._calendar.this_year:
            return ""
        if month > 12 >= day:
            month, day = day, month
        if not 0 < month <= 12 or (self._unknown and (month, day) == self._calendar.unknown):
            return self._gregorian(year, 7, 1)[:4]
        return self._gregorian(year, month, day) if 0 < day <= 31 else self._gregorian(year, month, 15)[:7]

    def _gregorian(self, year: int, month: int, day: int) -> str:
        return date.fromordinal(self._calendar.day_number(year, month, day)).isoformat()


def _is_lunar(told: Mapping[_Parts, int], this_solar_year: int) -> bool:
    """Whether hardly a day is a 31st, and either years are still to come in the solar calendar or days are many."""
    dated = sum(count for parts, count in told.items() if parts.day)
    last_days = sum(count for parts, count in told.items() if parts.day == 31 and parts.month < 7)
    ahead = sum(count for parts, count in told.items() if parts.year > this_solar_year)
    return ahead > max(last_days, _FEW * sum(told.values())) or dated >= _MANY * (1 + last_days)


def _parts(text: str, *, last: bool = False) -> _Parts | None:
    """A date's parts; last: where the year stands if neither it nor the day tells."""
    if found := _TOGETHER.match(text):
        return _Parts(int(found[1]), int(found[2]), int(found[3]), last=False)
    first, behind = _YEAR_FIRST.match(text), _YEAR_LAST.match(text)
    if behind and (len(behind[3]) == 4 or not first or last or int(behind[3]) > 31) and int(behind[1]) <= 31:
        return _Parts(int(behind[3]), int(behind[2]), int(behind[1]), last=True)
    if first is None or (len(first[1]) == 2 and not first[3]):
        return None
    return _Parts(int(first[1]), int(first[2] or 0), int(first[3] or 0), last=False)


_OF_ETHIOPIA = re.compile(r"\bE\.\s?C\b|\(EC\)|[Ee]thiopian|ዓ\.?\s?ም")
_MONTHS_OF_ETHIOPIA = 13


def of_ethiopia(heading: str) -> bool:
    """Whether a heading says that its dates are those of Ethiopia's calendar: 'Birth date (E.C.)', 'ዓ.ም'."""
    return bool(_OF_ETHIOPIA.search(heading))


def from_ethiopian(text: str) -> str:
    """A date of Ethiopia's calendar as a Gregorian one, in part where no more is told; other texts as they are."""
    parts = _parts(text)
    if parts is None or not _FIRST <= parts.year <= date.today().year:
        return text
    year, month, day, _ = parts
    if not 0 < month <= _MONTHS_OF_ETHIOPIA:
        return f"{year + 8}"
    start = 365 * (year - 1) + year // 4 + 30 * (month - 1) + 2795
    return date.fromordinal(start + day).isoformat() if 0 < day <= 30 else date.fromordinal(start + 15).isoformat()[:7]


def together(text: str) -> bool:
    """Whether eight figures may be a date in years of the Hijra: '13530224'."""
    return bool(_TOGETHER.match(text)) and int(text[:4]) >= _FIRST
