"""Ages and spans of years as people say them, as the days between which somebody was born: '13y', 'about 9', 'aged 9
to 11', 'in her early 30s', 'about 1985', 'the 1980s'.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from matching.lookup.birth import OLDEST, Birth, possible
from store.disclosure.wording import MONTHS

_NOUNS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
_MOST = {"y": OLDEST, "m": 240, "w": 240, "d": 1000}
_OF_TEN = {"early": (0, 3), "mid": (3, 7), "late": (6, 9), "": (0, 9)}
_TERM = 40  # weeks
_DAYS = {"m": 30, "w": 7, "d": 1}
_UNDER = frozenset(("under", "younger than"))
_SEPTEMBER = 9
_DAY = timedelta(days=1)
_DUE_AHEAD = {"m": 10, "w": 44, "d": 310}


def age(found: re.Match[str], today: date) -> Birth | str:
    """'13y', 'about 9'."""
    count, unit, about = int(found["count"]), (found["unit"] or "y")[0], bool(found["about"])
    said = f"aged {'about ' if about else ''}{count}{_noun(unit)}"
    slack = max(1, count // 10) if about else 0
    return _aged(max(0, count - slack), count + slack, unit, said, today)


def span(found: re.Match[str], today: date) -> Birth | str:
    """'aged 9 to 11', '6 to 8 months'."""
    low, high = sorted((int(found["low"]), int(found["high"])))
    unit = (found["unit"] or "y")[0]
    return _aged(low, high, unit, f"aged {low} to {high}{_noun(unit)}", today)


def bare_span(found: re.Match[str], today: date) -> Birth | str | None:
    """'9-10'. '14-3' is none: an age that is said so goes up."""
    return span(found, today) if int(found["low"]) < int(found["high"]) else None


def beyond(found: re.Match[str], today: date) -> Birth | str:
    """'under 5': younger. 'over 60': that age or more."""
    count, unit = int(found["count"]), (found["unit"] or "y")[0]
    under = found["side"] in _UNDER
    said = f"aged {'under' if under else 'over'} {count}{_noun(unit)}"
    if not 0 < count < _MOST[unit]:
        return f"{said} is not an age, so it was left out"
    return _aged(0, count - 1, unit, said, today) if under else _aged(count, _MOST[unit], unit, said, today)


def school_year(found: re.Match[str], today: date) -> Birth:
    """'year 4', 'year 3/4', as England counts."""
    low, high = sorted((int(found["low"]), int(found["high"] or found["low"])))
    return _at_school(low, high, f"in school year {low}{f' or {high}' if high != low else ''}", today)


def reception(_: re.Match[str], today: date) -> Birth:
    """The school year before year 1."""
    return _at_school(0, 0, "in reception year", today)


def _at_school(low: int, high: int, said: str, today: date) -> Birth:
    """England: a child is in year 1 from the 1 September after the fifth birthday (Education Act 1996 s 8), with all
    who are born in the same twelve months from 1 September to 31 August.
    """
    begun = today.year - (today.month < _SEPTEMBER)
    return Birth(
        first=date(begun - high - 5, _SEPTEMBER, 1), last=date(begun - low - 4, _SEPTEMBER, 1) - _DAY, words=said
    )


def decade(found: re.Match[str], today: date) -> Birth | str:
    """'in her early 30s'."""
    low, high = (int(found["decade"]) + years for years in _OF_TEN[found["part"] or ""])
    said = f"aged in the {found['part'] + ' ' if found['part'] else ''}{found['decade']}s"
    return _aged(low, high, "y", said, today)


def years(found: re.Match[str], today: date) -> Birth | str | None:
    """'1984 to 1986', 'the 1980s', 'about 1985'."""
    parts = found.groupdict()
    if near := parts.get("near"):
        first, last, said = int(near) - 1, int(near) + 1, f"born about {near}"
    elif parts.get("decade"):
        first, last = (int(found["decade"]) + of_ten for of_ten in _OF_TEN[found["part"] or ""])
        said = f"born in the {found['part'] + ' ' if found['part'] else ''}{found['decade']}s"
    else:
        first = int(found["year"])
        last = int(found["last"] or f"{first // 100}{found['short']}")
        if found["short"] and (last <= first or (found["sign"] == "-" and last % 100 <= len(MONTHS))):
            return None  # 2013-03 is a month
        first, last = sorted((first, last))
        said = f"born {first} to {last}"
    if first > today.year or last < today.year - OLDEST:
        return f"{said} cannot be, so it was left out"
    return Birth(first=date(first, 1, 1), last=date(last, 12, 31), words=said)


def pregnancy(found: re.Match[str], today: date) -> str | None:
    """'24 weeks pregnant' says when the child is due, but whom it is said of is the mother."""
    count, unit = int(found["weeks"] or found["far"]), "months" if found["months"] or found["far_months"] else "weeks"
    weeks = count if unit == "weeks" else count * 13 // 3
    if not 1 <= weeks <= _TERM + 2:
        return None
    due = today + timedelta(weeks=_TERM - weeks)
    month = MONTHS[due.month - 1][:3].lower()
    return f"{count} {unit} pregnant was not used: to look up the unborn child type *edd {month} {due.year}*"


def due(found: re.Match[str], today: date) -> Birth | str:
    """'due in three weeks': the month, for whoever counts weeks means about."""
    count = int(found["count"])
    if count > _DUE_AHEAD[found["unit"][0]]:
        return f"{found[0].strip()} is too far in the future, so it was left out"
    day = today + timedelta(days=count * _DAYS[found["unit"][0]])
    said = f"expected {MONTHS[day.month - 1]} {day.year}"
    return Birth(day.year, day.month, expected=True, words=said)


def _aged(youngest: int, oldest: int, unit: str, said: str, today: date) -> Birth | str:
    if oldest - (unit == "y" and youngest != oldest) > _MOST[unit]:
        return f"{said} is not an age, so it was left out"
    first = _before(today, oldest + 1, unit) + timedelta(days=1)
    return Birth(first=first, last=_before(today, youngest, unit), words=said)


def _noun(unit: str) -> str:
    return "" if unit == "y" else f" {_NOUNS[unit]}"


def _before(today: date, count: int, unit: str) -> date:
    if unit in "wd":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    day = min(today.day, 28) if not possible(year, month + 1, today.day) else today.day
    return date(year, month + 1, day)
