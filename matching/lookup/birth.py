"""Birth dates as people say them: '14 mar 13', '14/03/2013', 'mar 2013', '13y', 'about 9', 'edd 3 dec'.

`find` takes them out of a line of text. What cannot be is told in words and never silently dropped. Nothing
here raises on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from store.disclosure.wording import MONTHS

OLDEST = 120
DUE_AHEAD = timedelta(days=310)  # a birth date further ahead than a pregnancy lasts is a slip of the keys
DUE_BEHIND = timedelta(days=42)

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_LEAD = (
    r"(?:\b(?P<due>edd|due|expected)\b(?: date)?(?: of (?:birth|delivery))?(?: on| in)?[\s:]*"
    r"|\b(?:d\.?o\.?b\b\.?|date of birth|born\b(?: on| in)?|b\b\.?)[\s:]*)?"
)
_DAY = r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_APART = r"(?<!\d)(?<!\d[ ./-])"  # digits that go on to the left or right belong to a longer number
_ALONE = r"(?!\d)(?![ ./-]\d)"

_DATES = tuple(
    re.compile(_LEAD + form)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{_DAY}(?!\d)(?:t?[ ]?00:00(?::00)?)?",
        rf"(?<!\d){_DAY}[-/.](?P<number>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}})(?!\d)",
        rf"{_APART}{_DAY} (?P<number>\d{{1,2}}) (?P<year>(?:19|20)\d\d|\d\d){_ALONE}",
        rf"(?<!\d){_YEAR}-(?P<number>\d{{1,2}}){_ALONE}",
        rf"{_APART}(?P<number>\d{{1,2}})/{_YEAR}{_ALONE}",
        rf"{_APART}{_DAY}/(?P<number>\d{{1,2}}){_ALONE}",
        rf"{_APART}{_YEAR}(?P<number>[01]\d)(?P<day>[0-3]\d){_ALONE}",
        rf"{_APART}(?P<day>[0-3]\d)(?P<number>[01]\d){_YEAR}{_ALONE}",
        rf"(?<!\d){_DAY}{_TH}(?: of)?[ .-]*{_MONTH}\.?(?:[ ,.'-]*(?P<year>\d{{4}}|\d{{2}})\b)?(?:,? any year)?",
        rf"\b{_MONTH}\.? ?{_DAY}{_TH}[ ,]+(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}\.?[ ,'-]*(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}\.? ?(?P<day>\d{{1,2}}){_TH}\b",
        rf"{_APART}{_YEAR}{_ALONE}",
    )
)

_ABOUT = r"(?:about|abt|approx(?:imately)?|around|circa|roughly|nearly|almost)\b\.?"
_UNIT = r"(?:years?|yrs?|yo|y/o|y|months?|mths?|mos?|m|weeks?|wks?|w)"
_COUNT = r"(?P<count>\d{1,3})"
_AGES = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:aged?|age:) ?(?P<about>{_ABOUT}|~)? ?{_COUNT}\b ?(?P<unit>{_UNIT}\b)?(?: of age| old)?",
        rf"\b(?:aged?|age:) ?(?P<about>{_ABOUT}|~)? ?{_COUNT}(?P<unit>{_UNIT}\b)(?: of age| old)?",
        rf"(?P<about>\b{_ABOUT}|~) ?{_COUNT} ?(?P<unit>{_UNIT}\b)?(?: old)?(?![\w/])",
        rf"{_APART}{_COUNT} ?(?P<about>ish)\b(?P<unit>)",
        rf"{_APART}(?P<about>){_COUNT} ?(?P<unit>{_UNIT})\b(?: of age| old)?",
    )
)


@dataclass(frozen=True, slots=True)
class Birth:
    """What was said of someone's birth: the parts of a date (0 = not said), or the days between which an age
    puts it.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    first: date | None = None
    last: date | None = None
    expected: bool = False
    words: str = ""

    @property
    def exact(self) -> bool:
        """A whole date was said."""
        return bool(self.year and self.month and self.day)


@dataclass(frozen=True, slots=True)
class Found:
    """What `find` took out of a text: the text without it, the birth it tells (if any), and what could not
    be, in words.
    """

    rest: str
    birth: Birth | None
    problems: tuple[str, ...]


def find(text: str, today: date) -> Found:
    """Take every date and age out of lower-case text; ';' is left where something stood, so that neighbours
    stay apart.
    """
    births: list[Birth] = []
    problems: list[str] = []

    def take(read: Callable[[re.Match[str], date], Birth | str | None]) -> Callable[[re.Match[str]], str]:
        def swap(found: re.Match[str]) -> str:
            birth = read(found, today)
            if birth is None:
                return found[0]
            if isinstance(birth, str):
                problems.append(birth)
            elif birth not in births:
                births.append(birth)
            return " ; "

        return swap

    for form in _DATES:
        text = form.sub(take(_date), text)
    for form in _AGES:
        text = form.sub(take(_age), text)
    birth = _agreed(births, problems) if births else None
    return Found(text, birth, tuple(problems))


def _date(found: re.Match[str], today: date) -> Birth | str | None:
    parts = found.groupdict()
    day, month = int(parts.get("day") or 0), int(parts.get("number") or 0)
    if name := parts.get("month"):
        month = next(number for number, full in enumerate(MONTHS, 1) if full.lower().startswith(name[:3]))
    year_said = parts.get("year") or ""
    year = int(year_said or 0)
    if len(year_said) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    if name and not year and day > 31:  # 'mar 98'
        year, day = day + (2000 if day <= today.year % 100 else 1900), 0
    compact = found[0].isdigit()
    if not name and not compact and day and month > 12 and day <= 12:
        day, month = month, day  # month first, as Americans write
    zero = year_said == "0000" or any(int(parts.get(part) or 1) == 0 for part in ("day", "number"))
    if zero or month > 12 or not _possible(year or 2000, month, day):
        unsure = not name and (not year_said or " " in found[0] or compact)
        return None if unsure else f"{_words(year, month, day) or found[0]} is not a date, so it was left out"
    words = _words(year, month, day)
    return _placed(Birth(year, month, day, words=words), bool(parts.get("due")), today)


def _placed(birth: Birth, due: bool, today: date) -> Birth | str:
    """The birth as a past date or an expected one; the words that say why not, if it can be neither."""
    if due and not birth.year:
        year = today.year
        if birth.month and _day(year, birth) < today - DUE_BEHIND:
            year += 1
        birth = Birth(year, birth.month, birth.day)
    earliest = _day(birth.year, birth) if birth.year else today
    if due or (birth.year and earliest > today):
        words = _words(birth.year, birth.month, birth.day)
        if earliest > today + DUE_AHEAD:
            return f"{words} is too far in the future, so it was left out"
        return Birth(birth.year, birth.month, birth.day, expected=True, words=f"expected {words}")
    if birth.year and birth.year < today.year - OLDEST:
        return f"{birth.words} is more than {OLDEST} years ago, so it was left out"
    if birth.exact:
        said = f"born {birth.words}"
    elif birth.year:
        said = f"born in {birth.words}"
    else:
        said = f"born {birth.words}, any year"
    return Birth(birth.year, birth.month, birth.day, words=said)


def _age(found: re.Match[str], today: date) -> Birth | str:
    count, unit, about = int(found["count"]), (found["unit"] or "y")[0], bool(found["about"])
    noun = {"y": "years", "m": "months", "w": "weeks"}[unit]
    said = f"aged {'about ' if about else ''}{count}{'' if unit == 'y' else f' {noun}'}"
    if (unit == "y" and count > OLDEST) or (unit != "y" and count > 240):
        return f"{said} is not an age, so it was left out"
    slack = max(1, count // 10) if about else 0
    youngest, oldest = max(0, count - slack), count + slack + 1
    return Birth(
        first=_before(today, oldest, unit) + timedelta(days=1),
        last=_before(today, youngest, unit),
        words=said,
    )


def _agreed(births: list[Birth], problems: list[str]) -> Birth:
    """One birth out of several: a day and month complete an age; of two that disagree the date, or the first,
    is used.
    """
    dates = [birth for birth in births if birth.first is None]
    ages = [birth for birth in births if birth.first is not None]
    for other in dates[1:]:
        problems.append(f"two dates were given: {dates[0].words} was used, {other.words} was not")
    if not dates or not ages:
        for other in ages[1:]:
            problems.append(f"two ages were given: {ages[0].words} was used, {other.words} was not")
        return (dates or ages)[0]
    said, age = dates[0], ages[0]
    assert age.first is not None
    assert age.last is not None
    if not said.year and said.month and said.day:
        for year in range(age.first.year, age.last.year + 1):
            if _possible(year, said.month, said.day) and age.first <= date(year, said.month, said.day) <= age.last:
                return Birth(year, said.month, said.day, words=f"born {_words(year, said.month, said.day)}")
    elif not age.first.year <= said.year <= age.last.year:
        problems.append(f"{said.words} does not fit {age.words}: the date was used")
    return said


def _day(year: int, birth: Birth) -> date:
    """The first day that the birth can mean, in a year."""
    month, day = birth.month or 1, birth.day or 1
    return date(year, month, day) if _possible(year, month, day) else date(year, month, 28)


def _possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _before(today: date, count: int, unit: str) -> date:
    if unit == "w":
        return today - timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    day = min(today.day, 28) if not _possible(year, month + 1, today.day) else today.day
    return date(year, month + 1, day)


def _words(year: int, month: int, day: int) -> str:
    name = MONTHS[month - 1] if 1 <= month <= 12 else (f"month {month}" if month else "")
    return " ".join(filter(None, (str(day or ""), name, str(year or ""))))
