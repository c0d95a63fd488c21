"""How dates, ages, names, numbers and telephones are written wherever people read them.

Forms follow the NHS common user interface and GOV.UK (TEXTUAL.md §5.1): '14 March 2013', 'SMITH, Amelia'.
Every function takes any text, never raises, and depends on no locale. Sentences are put together elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

NOT_SUPPLIED = "not supplied"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ].*)?", re.DOTALL)

_EXTENSION = re.compile(r"^(.*[0-9].*?)[\s,;]*(?:extension|extn|ext|x)[\s.:]*([0-9]{1,6})\s*$", re.IGNORECASE)

_CADENCES = {
    1: "daily",
    7: "weekly",
    14: "fortnightly",
    365: "yearly",
    366: "yearly",
    **dict.fromkeys(range(28, 32), "monthly"),
    **dict.fromkeys(range(89, 93), "quarterly"),
}

_EXACT_YEARS_FROM = 2  # below this age a child's age is told in months, as clinicians do


def date_parts(iso: str) -> tuple[int, int, int] | None:
    """Year, month, day of an ISO date or its known part (0 for a part not known); None if it is no date."""
    found = _PARTIAL_DATE.fullmatch(iso.strip())
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if year < 1 or (found[2] is not None and not 1 <= month <= 12):
        return None
    if found[3] is not None:
        try:
            date(year, month, day)
        except ValueError:
            return None
    return year, month, day


def spoken_date(iso: str) -> str:
    """'14 March 2013', 'March 2013' or '2013'; 'not supplied' for nothing; text that is no date stays itself."""
    return _written(iso, MONTHS)


def short_date(iso: str) -> str:
    """'14 Mar 2013', 'Mar 2013' or '2013', otherwise as `spoken_date`."""
    return _written(iso, tuple(month[:3] for month in MONTHS))


def _written(iso: str, months: tuple[str, ...]) -> str:
    parts = date_parts(iso)
    if parts is None:
        return _one_line(iso) or NOT_SUPPLIED
    year, month, day = parts
    return " ".join(filter(None, (str(day or ""), months[month - 1] if month else "", f"{year:04}")))


def date_range(iso: str) -> tuple[date, date] | None:
    """The first and the last day that a date or part of one can mean; None if nothing is known."""
    parts = date_parts(iso)
    if parts is None:
        return None
    year, month, day = parts
    if day:
        return date(year, month, day), date(year, month, day)
    first = date(year, month or 1, 1)
    if not month or month == 12:
        return first, date(year, 12, 31)
    return first, date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; negative if end comes first."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def age(birth: str, today: date) -> str:
    """'13y'; '5m' below two years; '12d' below a month; 'about 13y' for part of a date; '' if not known."""
    days = date_range(birth)
    if days is None or days[0] > today:
        return ""
    first, last = days
    if first != last:
        oldest = months_between(first, today) // 12
        youngest = max(0, months_between(last, today) // 12)
        return f"{oldest}y" if oldest == youngest and oldest else f"about {oldest}y" if oldest else "under 1y"
    months = months_between(first, today)
    if months < 1:
        return f"{(today - first).days}d"
    return f"{months}m" if months < _EXACT_YEARS_FROM * 12 else f"{months // 12}y"


def born(birth: str, expected: str, death: str, today: date, *, estimated: bool) -> str:
    """'born 14 Mar 2013 (13y)', 'due 3 Dec 2026', 'birth date not supplied'; no age once somebody has died."""
    if not birth:
        return f"due {short_date(expected)}" if expected else f"birth date {NOT_SUPPLIED}"
    years = "" if death else age(birth, today)
    return f"born {'about ' if estimated else ''}{short_date(birth)}" + (f" ({years})" if years else "")


def days_ago(iso: str, today: date) -> str:
    """'today', '5 days ago', '3 weeks ago', '4 months ago', '2 years ago'; 'in 5 days' ahead; '' if unknown.

    A part of a date is told as itself ('in 2019'): it is no more exact than that.
    """
    span = date_range(iso)
    if span is None:
        return ""
    if span[0] != span[1]:
        return f"in {spoken_date(iso)}"
    days = (today - span[0]).days
    if days < 0:
        return "tomorrow" if days == -1 else f"in {counted(-days, 'day')}"
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 14:
        return f"{days} days ago"
    months = months_between(span[0], today)
    if months < 2:
        return f"{days // 7} weeks ago"
    return f"{months} months ago" if months < 24 else f"{months // 12} years ago"


def every(days: int) -> str:
    """How often a feed is expected: 'weekly', 'monthly', 'every 10 days'."""
    return _CADENCES.get(days) or f"every {counted(days, 'day')}"


def counted(number: int, noun: str) -> str:
    """'1 day', '41 days', '1,204 rows', '2 deliveries'."""
    if number == 1:
        return f"{number:,} {noun}"
    several = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
    return f"{number:,} {several}"


def checked_rows(rows: int, accepted: int | None, refused: int | None) -> str:
    """'60 rows, 58 accepted, 2 refused'; the rows alone where the rest was not kept."""
    kept = accepted is not None and refused is not None
    return counted(rows, "row") + (f", {accepted:,} accepted, {refused:,} refused" if kept else "")


def listed(words: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """The words as one sentence: first letter raised, one full stop at the end."""
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}" if words else ""


def display_name(family: str, given: str) -> str:
    """'SMITH, Amelia': family name in capitals, given as the agency gave it; 'Name not supplied' for nothing."""
    parts = filter(None, (_one_line(family).upper(), _one_line(given)))
    return ", ".join(parts) or f"Name {NOT_SUPPLIED}"


def spaced_nhs(number: str) -> str:
    """Ten digits as '485 777 3456' (NHS CUI NUM-0002); anything else as it is, never corrected."""
    digits = re.sub(r"[\s-]", "", number)
    if re.fullmatch(r"[0-9]{10}", digits):
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return _one_line(number) or NOT_SUPPLIED


def spaced_phone(number: str) -> str:
    """A UK telephone number in the groups people read aloud (Ofcom's plan); others as given.

    '+442079460123' → '020 7946 0123', '01614960000' → '0161 496 0000', '01632960123' → '01632 960 123',
    '07700900123' → '07700 900 123'; an extension follows as 'ext 12'. '' stays ''.
    """
    extension = _EXTENSION.match(number)
    written = extension[1] if extension else number
    digits = re.sub(r"[\s().\-/]", "", written)
    digits = re.sub(r"^(\+44|0044)0?", "0", digits)
    if not re.fullmatch(r"0[1-9][0-9]{7,9}", digits):
        return _one_line(number)
    grouped = " ".join(_telephone_groups(digits))
    return f"{grouped} ext {extension[2]}" if extension else grouped


def _telephone_groups(digits: str) -> tuple[str, ...]:
    if len(digits) != 11:  # 0800 1111, 0800 496 012, and old nine-digit numbers: the area code's length is not certain
        return (digits[:4], digits[4:]) if len(digits) < 10 else (digits[:4], digits[4:7], digits[7:])
    if digits.startswith(("02", "055", "056")):
        return digits[:3], digits[3:7], digits[7:]
    if digits.startswith(("03", "08", "09", "011")) or re.match(r"01[2-9]1", digits):
        return digits[:4], digits[4:7], digits[7:]
    return digits[:5], digits[5:8], digits[8:]


def _one_line(text: str) -> str:
    return " ".join(text.split())
