"""Dates as people say them: '14 mar 13', '14/03/2013', 'mar 2013', 'edd 3 dec'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from matching.lookup.birth import OLDEST, Birth, possible
from store.disclosure.wording import MONTHS

DUE_AHEAD = timedelta(days=310)  # a birth date further ahead than a pregnancy lasts is a slip of the keys
DUE_BEHIND = timedelta(days=42)


def read(found: re.Match[str], today: date) -> Birth | str | None:
    """What a match of `dateforms.DATES` says; why it cannot be, in words; None if it need not be a date."""
    parts = found.groupdict()
    day, month = int(parts.get("day") or 0), int(parts.get("number") or 0)
    if name := parts.get("month"):
        month = next(number for number, full in enumerate(MONTHS, 1) if full.lower().startswith(name[:3]))
    year_said = parts.get("year") or ""
    year = int(year_said or 0)
    if len(year_said) == 2:
        year = 2000 + year if parts.get("due") else _century(year, today)
    if name and not year and day > 31:  # 'mar 98'
        year, day = _century(day, today), 0
    otherwise = _month_of_a_year(found, day, month, today)
    compact = found[0].isdigit()
    if not name and not compact and day and month > 12 and day <= 12:
        day, month = month, day  # month first, as Americans write
    zero = year_said == "0000" or any(int(parts.get(part) or 1) == 0 for part in ("day", "number"))
    if zero or month > 12 or not possible(year or 2000, month, day):
        unsure = not name and (not year_said or " " in found[0] or compact)
        told = found[0].strip() if zero or month > 12 else words(year, month, day)
        return None if unsure else f"{told} is not a date, so it was left out"
    birth = placed(Birth(year, month, day, words=words(year, month, day)), bool(parts.get("due")), today)
    if isinstance(birth, str) or not otherwise or birth.expected:
        return birth
    return replace(birth, words=f"{birth.words}, or in {otherwise.words}", otherwise=otherwise)


def _month_of_a_year(found: re.Match[str], day: int, month: int, today: date) -> Birth | None:
    """'march 14' and '3/14' may be that day of any year or the month of that year, and so they are said back."""
    parts = found.groupdict()
    year = int(parts.get("else") or 0)
    if not (year or parts.get("year")) and re.search(r"\d\d$", found[0]):
        if parts.get("month") and found.start("month") < found.start("day"):
            year = 2000 + day
        elif month > len(MONTHS) >= day:
            year, month = 2000 + month, day
    return Birth(year, month, words=words(year, month, 0)) if 0 < year <= today.year else None


def placed(birth: Birth, due: bool, today: date) -> Birth | str:
    """The birth as a past date or an expected one; the words that say why not, if it can be neither."""
    if due and not birth.year:
        ends = _day(today.year, birth if birth.day else Birth(month=birth.month, day=28))
        birth = Birth(today.year + (ends < today - DUE_BEHIND), birth.month, birth.day)
    earliest = _day(birth.year, birth) if birth.year else today
    if due or (birth.year and earliest > today):
        said = words(birth.year, birth.month, birth.day)
        if earliest > today + DUE_AHEAD:
            return f"{said} is too far in the future, so it was left out"
        if earliest < today - DUE_AHEAD:
            return f"expected {said} is long past, so it was left out"
        return Birth(birth.year, birth.month, birth.day, expected=True, words=f"expected {said}")
    if birth.year and birth.year < today.year - OLDEST:
        return f"{birth.words} is more than {OLDEST} years ago, so it was left out"
    if birth.exact:
        said = f"born {birth.words}"
    elif birth.year:
        said = f"born in {birth.words}"
    else:
        said = f"born {birth.words}, any year"
    return Birth(birth.year, birth.month, birth.day, words=said)


def words(year: int, month: int, day: int) -> str:
    """'14 March 2013', or as much of it as is said."""
    return " ".join(filter(None, (str(day or ""), MONTHS[month - 1] if month else "", str(year or ""))))


def _century(year: int, today: date) -> int:
    return year + (2000 if year <= today.year % 100 else 1900)


def _day(year: int, birth: Birth) -> date:
    """The first day that the birth can mean, in a year."""
    month, day = birth.month or 1, birth.day or 1
    return date(year, month, day) if possible(year, month, day) else date(year, month, 28)
