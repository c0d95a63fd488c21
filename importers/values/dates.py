"""Dates as agencies write them. Day-first or month-first is decided per column, over all its values (domain/9 rule 10).

A value that says itself what it means (ISO, a month's name, yyyymmdd) is read the same in any column. Month names
come from a fixed English list, never from the machine's locale.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from importers.values.remembered import remembered
from importers.values.vocabulary import vocabulary
from store.disclosure.wording import MONTHS

Order = Literal["day-first", "month-first"]

_MONTHS = {word: number for number, name in enumerate(MONTHS, 1) for word in (name[:3].lower(), name.lower())}
_MONTHS["sept"] = 9
_TIME = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d{2}(:\d{2}([.,:]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?(Z|[+-]\d{2}:?\d{2})?$")
_NUMBERS = re.compile(r"^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})([/.\- ])(\d{1,2})\2(\d{1,2})$")
_COMPACT = re.compile(r"^((?:1[6-9]|20|99)\d{2})([01]\d)([0-3]\d)(?:[0-2]\d(?:[0-5]\d){1,2})?$")
"""With the time, too, as hospitals' messages write it: '202603141530'."""
_DAY_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*([A-Za-z]{3,9})[\s\-/.,]*(\d{4}|\d{2})$")
_MONTH_NAMED = re.compile(r"^([A-Za-z]{3,9})[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/.]+(\d{4})$")
_YEAR_NAMED = re.compile(r"^(\d{4})[\s\-/.]*([A-Za-z]{3,9})[\s\-/.]*(\d{1,2})$")
_PARTIAL = re.compile(r"^(?:(\d{4})(?:-(\d{2}))?|(\d{1,2})/(\d{4})|([A-Za-z]{3,9})[\s\-]+(\d{4}))$")
_ESTIMATE = re.compile(
    r"^(?:est(?:imated)?|approx(?:imately)?|circa|ca?|about|abt|around|~)(?=[\s.:\d])[\s.:]*(?=\w)|"
    r"\s*\(?\b(?:est(?:imated)?|approx)\b\.?\)?$|(?<=\d)\s*\?+$",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+(?=\d)|(?:edd|dob|due)\s*[:.]?\s*(?=\d))"
    r"|\s*\((?:edd|due)\)$|(?<=\d)\s*\*+$",
    re.I,
)
_ORACLE_TIME = re.compile(r"(?<=\d) \d{1,2}\.\d{2}\.\d{2}(?:\.\d+)?(?: [AP]M)?$", re.I)
_SPACED = re.compile(r"\s*([/.\-])\s*")
_RUN_TOGETHER = re.compile(r"^([0-3]\d)([01]\d)((?:19|20)\d{2})$")
_AGE = re.compile(r"^(\d{1,3})\s*(?:yrs?|years?(?: old)?|y/?o)?$", re.I)
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_SENTINELS = frozenset(
    {"1900-01-01", "1753-01-01", "1970-01-01", "1899-12-30", "1899-12-31", "0001-01-01", "9999-12-31"}
    | {"1901-01-01", "2999-12-31", "1800-01-01", "1600-01-01", "9999-09-09"}
)
_MOST_DAYS = frozenset((date(1901, 1, 1) + timedelta(day)).isoformat()[4:] for day in range(365))
"""'-03-14' and so on: all but 29 February."""
_ZEROS = re.compile(r"^[0/.\- :T]+$")
_INSTEAD = vocabulary(
    "refused|declined|ongoing|present|withheld|to date|not asked|no date|no end date|still open|",
    "don't know|don’t know|dont know|do not know|not sure|unsure",
)
"""What people write where there is no date to give."""

CHANCE = 1 / 365.25
ENOUGH_SWAPPED = 8
"""So many days of each kind; that eight dates have days of 12 or less is a matter of one in two thousand."""
SPIKE = 0.02
ENOUGH_NUMBERED, SLIPS = 3, 0.05
"""So many day numbers, and such a share of a column, are no slips."""


_DAY_NOUGHT = date(1899, 12, 30)
_LAST_NUMBER = 60_000
"""In 2064: no date that a file of today tells."""


class Read(NamedTuple):
    """What a cell says: iso ('' if none; may be partial), and how it said it."""

    iso: str
    how: str
    """'date', 'partial', 'estimated', 'age', 'placeholder', 'two-digit', 'serial', 'wrong' or 'impossible'; 'numbered'
    of a serial that is read."""


def parse(text: str, order: Order, pivot: int | None = None) -> Read:
    """Read a clean, non-blank cell. Two-digit years are read only with a pivot: above it is 19xx, else 20xx."""
    iso = plain(text, order)
    return Read(iso, "date") if iso else _closer(text, order, pivot)


def plain(text: str, order: Order) -> str:
    """'14/03/2013' or '2013-03-14' as ISO; '' for whatever is not one of most days of this century and the last."""
    if len(text) != 10 or not text.isascii():
        return ""
    if text[2] == "/" == text[5]:
        first, second, year = text[:2], text[3:5], text[6:]
        iso = f"{year}-{second}-{first}" if order == "day-first" else f"{year}-{first}-{second}"
    else:
        iso = text
    year = iso[:4]
    return (
        iso if iso[4:] in _MOST_DAYS and year.isdecimal() and "1901" < year < "2099" and iso not in _SENTINELS else ""
    )


@remembered(1 << 14)
def _closer(text: str, order: Order, pivot: int | None) -> Read:
    text = _TIME.sub("", text).rstrip("Z ") if ":" in text else text
    if _ZEROS.match(text) or text.casefold() in _INSTEAD:
        return Read("", "placeholder")
    if parts := _parts(text, order):
        year, month, day = parts
        if len(year) == 2:
            if pivot is None:
                return Read("", "two-digit")
            year = f"{19 if int(year) > pivot else 20}{year}"
        elif not day and month <= 12:
            return Read(f"{year}-{month:02}" if month else year, "partial" if 1700 < int(year) < 2100 else "wrong")
        return _day(int(year), month, day)
    if (plain := _ESTIMATE.sub("", text)) != text:  # before the next: 'approx 2015' is no month's name and a year
        return _estimate(plain, order, pivot)
    if found := _PARTIAL.match(text):
        return _partial(found)
    if (plain := _tidied(text)) != text:
        return parse(plain, order, pivot)
    return Read("", "serial" if _SERIAL.match(text) else "wrong")


def numbered(text: str) -> bool:
    """Whether it may be a spreadsheet's number for a day, and nothing else about it says so."""
    return bool(_SERIAL.match(text))


def of_number(text: str) -> str:
    """The day of a spreadsheet's number, counted from 1900, as ISO; '' for a number beyond any date told."""
    days = int(float(text))
    return (_DAY_NOUGHT + timedelta(days)).isoformat() if days < _LAST_NUMBER else ""


_MARKS = "'’=\""
"""What keeps a spreadsheet from reading a cell: a leading apostrophe, '="14/03/2013"'."""


def _tidied(text: str) -> str:
    """A date without what programs and people write about it: 'Thu 14 Mar 2013', 'EDD 14/09/2026', '14 / 3 / 2013'."""
    if found := _RUN_TOGETHER.match(text):
        return "/".join(found.groups())
    return _SPACED.sub(r"\1", _ORACLE_TIME.sub("", _ABOUT.sub("", text.strip(_MARKS)))).strip()


def _estimate(plain: str, order: Order, pivot: int | None) -> Read:
    """'est. 1983' and 'c. March 2013' are a birth known roughly; 'approx 9' is an age, and iso holds its years."""
    if found := _AGE.match(plain):
        return Read(found[1], "age")
    told = parse(plain, order, pivot)
    return Read(told.iso, "estimated") if told.iso else told


def _parts(text: str, order: Order) -> tuple[str, int, int] | None:
    if found := _NUMBERS.match(text):
        first, second = int(found[1]), int(found[3])
        return (found[4], second, first) if order == "day-first" else (found[4], first, second)
    if found := _YEAR_FIRST.match(text):
        return found[1], int(found[3]), int(found[4])
    if found := _COMPACT.match(text):
        return found[1], int(found[2]), int(found[3])
    if (found := _DAY_NAMED.match(text)) and (month := _MONTHS.get(found[2].lower())):
        return found[3], month, int(found[1])
    if (found := _MONTH_NAMED.match(text)) and (month := _MONTHS.get(found[1].lower())):
        return found[3], month, int(found[2])
    if (found := _YEAR_NAMED.match(text)) and (month := _MONTHS.get(found[2].lower())):
        return found[1], month, int(found[3])
    return None


def _day(year: int, month: int, day: int) -> Read:
    iso = f"{year:04}-{month:02}-{day:02}"
    if iso in _SENTINELS:
        return Read("", "placeholder")
    try:
        date(year, month, day)
    except ValueError:
        return Read("", "impossible")
    return Read(iso, "date")


def _partial(found: re.Match[str]) -> Read:
    year = found[1] or found[4] or found[6]
    month = found[2] or found[3] or str(_MONTHS.get((found[5] or "").lower(), ""))
    if not 1700 < int(year) < 2100 or (found[5] and not month):
        return Read("", "wrong")
    if month and not 1 <= int(month) <= 12:
        return Read("", "impossible")
    return Read(f"{year}-{int(month):02}" if month else year, "partial")


def looks_like_date(text: str) -> bool:
    """Whether a clean cell has the shape of a full date in any order, placeholders and two-digit years included."""
    read = parse(text, "day-first").how
    return read in {"date", "two-digit", "impossible"} or (read == "placeholder" and text.casefold() not in _INSTEAD)


@dataclass(frozen=True)
class Column:
    """What all the values of a date column say about how to read it.

    order is the decision. decided: by its own values, or by none of them ('' when nothing in it depends on the order,
    'own' by its values, 'file' by another column of the file, 'assumed' when every day is 12 or less or as many dates
    say the one as the other, 'few' when that is so of at most a tenth of the values and the others say themselves what
    they mean, 'mixed' when the values contradict each other in numbers too great to be slips).
    first_of_january: share of 1 January is above chance, so that it stands for 'only the year is known'.
    spike: one date (1 January apart) holds more than 2 % of the values.
    swapped: a spreadsheet of another country took the days for months wherever it could: what it made dates of has no
    day above 12, and what it left as text nothing but such days.
    numbered: some of its values, more than a slip, are a spreadsheet's numbers for days, from 1900 on.
    """

    order: Order = "day-first"
    decided: str = ""
    two_digit: int = 0
    first_of_january: bool = False
    spike: bool = False
    swapped: bool = False
    numbered: bool = False


def decide(values: Mapping[str, int]) -> Column:
    """Judge a column by all its clean, non-blank values and how often each occurs."""
    day_first = month_first = either = two_digit = serial = 0
    for text, count in values.items():
        found = _NUMBERS.match(_TIME.sub("", text.strip(_MARKS)))
        if found is None:
            two_digit += count if parse(text, "day-first").how == "two-digit" else 0
            serial += count if numbered(text) else 0
            continue
        two_digit += count if len(found[4]) == 2 else 0
        first, second = int(found[1]), int(found[3])
        day_first += count if first > 12 >= second else 0
        month_first += count if second > 12 >= first else 0
        either += count if first <= 12 and second <= 12 else 0
    order: Order = "month-first" if month_first > day_first else "day-first"
    decisive, against = day_first + month_first, min(day_first, month_first)
    decided = "assumed" if either and day_first == month_first else "own" if decisive else ""
    if decided == "assumed" and either <= 0.1 * sum(values.values()):
        decided = "few"
    if decisive and against > 0.1 * decisive and against > 2:
        decided = "mixed"
    days = _by_day(values, order)
    total = sum(days.values())
    january = sum(count for iso, count in days.items() if iso.endswith("-01-01"))
    swapped = not either and not against and decisive >= ENOUGH_SWAPPED and _all_early(values)
    rest = max((count for iso, count in days.items() if not iso.endswith("-01-01")), default=0)
    expected = total * CHANCE
    return Column(
        order,
        decided,
        two_digit,
        january > expected + 3 * expected**0.5,
        total >= 200 and rest > SPIKE * total,
        swapped,
        serial >= ENOUGH_NUMBERED and serial > SLIPS * sum(values.values()),
    )


def either(text: str) -> bool:
    """Whether a date is another one if its day and month change places: '03/04/2013'."""
    found = _NUMBERS.match(_TIME.sub("", text.strip(_MARKS)))
    return found is not None and int(found[1]) != int(found[3]) and max(int(found[1]), int(found[3])) <= 12


def year_first(text: str) -> bool:
    """Whether a date is written as programs write one: '2013-03-14', with a time or without."""
    return bool(_YEAR_FIRST.match(_TIME.sub("", text)))


def _all_early(values: Mapping[str, int]) -> bool:
    """Whether no date that a program wrote has a day above 12, though they are many and of several days."""
    days = Counter[int]()
    for text, count in values.items():
        if (found := _YEAR_FIRST.match(_TIME.sub("", text))) and found[0] not in _SENTINELS:
            days[int(found[4])] += count
    return max(days, default=99) <= 12 and len(days) > 3 and days.total() >= ENOUGH_SWAPPED


def _by_day(values: Mapping[str, int], order: Order) -> Counter[str]:
    days: Counter[str] = Counter()
    for text, count in values.items():
        read = parse(text, order)
        if read.how == "date":
            days[read.iso] += count
    return days


@remembered(1 << 16)
def age_on(birth: str, day: date) -> int:
    """Whole years on a day; a birth known by month or year counts from its first possible day."""
    year, month, of_month = (int(part) for part in (birth + "-01-01")[:10].split("-"))
    return day.year - year - ((day.month, day.day) < (month, of_month))
