"""The day an agency took its extract, as a person types it: '8 june', '08/06/2026', 'yesterday'.

It is never guessed from the clock or the file (domain/9 rule 30), so it is easy to say, and is said back.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from importers.delivering.extract_dates import OLDEST_DAYS
from store.disclosure.wording import MONTHS, days_ago, spoken_date

_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})[\s./-](\d{1,2})[\s./-](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*([a-z]{3,9})[\s.,/-]*(\d{4}|\d{2})?")
_DAYS = {"today": 0, "yesterday": 1}
_ASK = "Enter the day the agency took the extract, such as 8 June 2026"


def read(text: str, today: date) -> tuple[date | None, str]:
    """The day and the sentence that says it back, or None and the sentence that says what is wrong.

    Day comes before month; without a year it is the latest such day that is not in the future.
    """
    said = " ".join(text.lower().split())
    if not said:
        return None, _ASK
    if said in _DAYS:
        day = today - timedelta(days=_DAYS[said])
    elif (told := parts(said)) is None:
        return None, f"{_ASK}, 08/06/2026 or yesterday"
    elif (named := _day(*told, today)) is None:
        return None, f"There is no such day. {_ASK}"
    else:
        day = named
    if day > today:
        return None, f"{spoken_date(day.isoformat())} is in the future. {_ASK}"
    if (today - day).days > OLDEST_DAYS:
        return None, f"{spoken_date(day.isoformat())} is more than ten years ago. {_ASK}"
    return day, f"Extract taken on {spoken_date(day.isoformat())}, {days_ago(day.isoformat(), today)}"


def parts(said: str) -> tuple[int, int, int] | None:
    """Year (0 if not said), month and day of a day as people write it, in lower case: '8 june', '08/06/2026'."""
    if found := _ISO.fullmatch(said):
        year, month, day = (int(part) for part in found.groups() if part)
        return year, month, day
    if found := _NUMBERS.fullmatch(said):
        return _year(found[3]), int(found[2]), int(found[1])
    found = _NAMED.fullmatch(said)
    if found is None:
        return None
    months = [number for number, full in enumerate(MONTHS, 1) if full.lower().startswith(found[2])]
    return (_year(found[3]), months[0], int(found[1])) if len(months) == 1 else None


def _year(said: str | None) -> int:
    return int(said or 0) + (2000 if said and len(said) == 2 else 0)


def _day(year: int, month: int, day: int, today: date) -> date | None:
    try:
        if year:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None
