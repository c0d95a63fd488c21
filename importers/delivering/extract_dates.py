"""On which day an extract was taken, as the file itself says it: by its name or by a column (domain/9 rules 7 and 30).

Which of the two is declared for the feed. What does not say exactly one day is refused: the day shows on every person,
so it is never guessed, and never the day on which the file arrived.
"""

import re
from collections.abc import Iterator
from datetime import date

from importers.delivering.preparing import Prepared
from importers.fields import Field
from importers.refusals import FileRefused
from importers.values import dates
from store.disclosure.wording import listed, spoken_date

OLDEST_DAYS = 3653
"""An extract more than ten years old is a slip of the keys."""

ASKED, COLUMN, NAME, NAME_DAY_FIRST = "asked", "column", "name", "name-day-first"
_TIME = r"(?=[^0-9]|$|[0-9]{4}(?:[0-9]{2})?(?![0-9]))"
_YEAR_FIRST = re.compile(r"(?<![0-9])(20[0-9]{2})([-_. ]?)([0-9]{2})\2([0-9]{2})" + _TIME)
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})([-_. ])([0-9]{1,2})\2(20[0-9]{2})(?![0-9])")
_EIGHT = re.compile(r"(?<![0-9])([0-9]{2})()([0-9]{2})(20[0-9]{2})(?![0-9])")
_NAMED = re.compile(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?[-_. ]*([A-Za-z]{3,9})[-_. ]*(20[0-9]{2})(?![0-9])")


class DayNotSaid(FileRefused):
    """The file does not say on which one day it was taken."""

    title = "The file does not say when it was taken"
    advice = "Nothing was imported. Ask the agency for the day, then import the file on the screen, which asks for it."


def by_name(name: str, rule: str) -> date:
    """The one day in a file's name: '2026-06-08', '20260608', '8 June 2026'; '08-06-2026' if days come first there.

    Raises:
        DayNotSaid: there is none, or there are several.
    """
    stem = name.rsplit(".", 1)[0]
    found = sorted(set(_in_name(stem, day_first=rule == NAME_DAY_FIRST)))
    if not found:
        raise DayNotSaid("This feed's files carry the day in their name, and this one's has none that can be read.")
    if len(found) > 1:
        days = listed(spoken_date(day.isoformat()) for day in found)
        raise DayNotSaid(f"This feed's files carry the day in their name, and this one's has several: {days}.")
    return found[0]


def _in_name(stem: str, *, day_first: bool) -> Iterator[date]:
    for year, _, month, day in _YEAR_FIRST.findall(stem):
        yield from _real(year, month, day)
    for day, month, year in _NAMED.findall(stem):
        told = dates.parse(f"{day} {month} {year}", "day-first")
        if told.how == "date":
            yield date.fromisoformat(told.iso)
    for pattern in (_DAY_FIRST, _EIGHT) if day_first else ():
        for day, _, month, year in pattern.findall(stem):
            yield from _real(year, month, day)


def _real(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def by_column(prepared: Prepared) -> date:
    """The one day that the column of the extract's date holds on every row where it holds anything.

    Raises:
        DayNotSaid: there is no such column, it is blank, not a date, or holds several days.
    """
    found: set[str] = set()
    columns = prepared.mapping.of(Field.AS_OF)
    for at in columns:
        order = prepared.mapping.columns[at].order or "day-first"
        found |= {dates.parse(text, order).iso for text, _ in prepared.scan.days.get(at, ())}
    if not columns:
        raise DayNotSaid("This feed's files carry the day in a column, and no column is taken for it.")
    if len(found) > 1:
        raise DayNotSaid("This feed's files carry the day in a column, and that column holds several days.")
    day = next(iter(found), "")
    if len(day) != len("2026-06-08"):
        raise DayNotSaid("This feed's files carry the day in a column, and that column holds no day that can be read.")
    return date.fromisoformat(day)
