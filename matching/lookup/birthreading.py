"""What a line of text says of a birth: every date and age in it, brought to one.

What cannot be is told in words and never silently dropped. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from matching.lookup import ages, dates
from matching.lookup.birth import Birth, possible
from matching.lookup.dateforms import (
    AGE_SPANS,
    AGES,
    BARE_SPAN,
    BEYOND,
    BORN_MONTH,
    DATES,
    DECADES,
    DUE_IN,
    DUE_MONTH,
    PREGNANCY,
    RECEPTION,
    SCHOOL_YEAR,
    YEAR_SPANS,
)
from matching.lookup.forms import DIGIT

_Reader = Callable[[re.Match[str], date], Birth | str | None]

EVERY_FORM: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (SCHOOL_YEAR, ages.school_year),
    (RECEPTION, ages.reception),
    (BEYOND, ages.beyond),
    (DUE_IN, ages.due),
    (PREGNANCY, ages.pregnancy),
    *((form, ages.span) for form in AGE_SPANS),
    (DECADES, ages.decade),
    *((form, ages.age) for form in AGES),
    *((form, ages.years) for form in YEAR_SPANS),
    *((form, dates.read) for form in DATES),
    (BORN_MONTH, dates.read),
    (BARE_SPAN, ages.bare_span),
)
_HINTS = (
    (DECADES, "0s"), (YEAR_SPANS[1], "0s"), (YEAR_SPANS[3], "ish"), (SCHOOL_YEAR, "y"), (BEYOND, "er "),
    (BORN_MONTH, "born"), (DATES[4], "-"), (DATES[5], "/"), (DATES[6], "/"), (DATES[13], "'"), (DATES[16], "'"),
)  # fmt: skip
HINTED = tuple((next((hint for of, hint in _HINTS if of is form), ""), form, read) for form, read in EVERY_FORM)
"""Each with what a text must hold for it to be there, where that is cheaper to see: it runs at every key."""
WITHOUT_DIGITS: tuple[tuple[str, re.Pattern[str], _Reader], ...] = (
    ("e", DUE_MONTH, dates.read),
    ("born", BORN_MONTH, dates.read),
    ("r", RECEPTION, ages.reception),
)
"""Those that a text without a digit can hold: most keys are letters of a name."""


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

    def taker(read: _Reader) -> Callable[[re.Match[str]], str]:
        def take(found: re.Match[str]) -> str:
            birth = read(found, today)
            if birth is None:
                return found[0]
            if isinstance(birth, str):
                problems.append(birth)
            elif birth not in births:
                births.append(birth)
            return " ; "

        return take

    for hint, form, read in HINTED if DIGIT.search(text) else WITHOUT_DIGITS:
        if hint in text:
            text = form.sub(taker(read), text)
    birth = _agreed(births, problems) if births else None
    return Found(text, birth, tuple(problems))


def _agreed(births: list[Birth], problems: list[str]) -> Birth:
    """One birth out of several: a day and month complete a year or an age; of two that disagree the date, or the
    first, is used.
    """
    said = _completed([birth for birth in births if not birth.spanned])
    spans = [birth for birth in births if birth.spanned]
    for what, several in (("dates", said), ("ages", spans)):
        for other in several[1:]:
            problems.append(f"two {what} were given: {several[0].words} was used, {other.words} was not")
    if not said or not spans:
        return (said or spans)[0]
    one, age = said[0], spans[0]
    assert age.between
    first, last = age.between
    if not one.year and one.month and one.day:
        for year in range(first.year, last.year + 1):
            if possible(year, one.month, one.day) and first <= date(year, one.month, one.day) <= last:
                return _born(year, one)
    if not one.year and not one.day:
        return _in_month(one, age, problems)
    if not one.between or one.between[0] > last or one.between[1] < first:
        problems.append(f"{one.words} does not fit {age.words}: the date was used")
    return one


def _in_month(month: Birth, age: Birth, problems: list[str]) -> Birth:
    """A month alone completes an age that has it once; of an age that has it in several years the age is used."""
    assert age.between
    first, last = ((day.year, day.month) for day in age.between)
    years = [year for year in range(first[0], last[0] + 1) if first <= (year, month.month) <= last]
    if len(years) == 1:
        return Birth(years[0], month.month, words=f"born in {dates.words(years[0], month.month, 0)}")
    problems.append(f"{age.words} was used, {month.words} was not")
    return age


def _completed(said: list[Birth]) -> list[Birth]:
    """A year alone and a day and month alone are one date."""
    if len(said) == 2 and not said[0].expected and not said[1].expected:
        year, day = sorted(said, key=lambda birth: not birth.year)
        if year.year and not year.month and not day.year and possible(year.year, day.month, day.day):
            return [_born(year.year, day)]
    return said


def _born(year: int, day: Birth) -> Birth:
    return Birth(year, day.month, day.day, words=f"born {dates.words(year, day.month, day.day)}")
