"""When somebody was born, or is expected to be, as far as a row knows it, and what is doubtful in it (domain/10, 3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from operator import not_
from typing import NamedTuple

from importers.checking.batches import Column, Found, places
from importers.checking.catalogue import Finding
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import dates
from importers.values.cells import blank, yes_or_no
from importers.values.remembered import Memory
from store.records.agencies import Feed
from store.records.themes import Theme

UNBORN_DAYS = 300
OLDEST = 110
GROWN = 25
OVERDUE_DAYS = 28
CHILDREN = frozenset({Theme.CSC, Theme.EDUCATION, Theme.CAMHS, Theme.HEALTH_VISITING, Theme.SCHOOL_NURSING, Theme.YJS})
_CODES = {
    "blank": "DOB_MISSING",
    "placeholder": "DOB_SENTINEL",
    "partial": "DOB_PARTIAL",
    "estimated": "DOB_ESTIMATED",
    "age": "DOB_ESTIMATED",
    "two-digit": "DOB_YY",
    "serial": "DOB_SERIAL",
    "swapped": "DOB_SWAPPED",
    "either": "DOB_EITHER",
    "wrong": "DOB_FORMAT",
    "impossible": "DOB_IMPOSSIBLE",
}


class Birth(NamedTuple):
    """iso: the birth date as kept, perhaps in part. expected: of an unborn child. told: the cell, for keys."""

    iso: str
    expected: str
    told: str
    estimated: int = 0


class Births(NamedTuple):
    """The births of rows, column by column."""

    iso: list[str]
    expected: list[str]
    told: list[str]
    estimated: list[int]


class BirthReader:
    def __init__(self, layout: Layout, feed: Feed) -> None:
        self._layout = layout
        self._children = feed.theme in CHILDREN
        self._latest = (layout.as_of + timedelta(UNBORN_DAYS)).isoformat()
        self._overdue = (layout.as_of - timedelta(OVERDUE_DAYS)).isoformat()
        self._oldest = max("1900", _years_before(layout.as_of, OLDEST + 1))
        self._grown = _years_before(layout.as_of, GROWN + 1)
        self._sound = max(self._oldest, self._grown) if self._children else self._oldest
        self._at = layout.one(Field.BIRTH)
        self._expected_at = layout.one(Field.EXPECTED_BIRTH)
        self._expected = layout.day(Field.EXPECTED_BIRTH)
        self._cells = layout.cells(Field.BIRTH, Field.EXPECTED_BIRTH, Field.BIRTH_ESTIMATED, Field.AGE)
        self._besides = tuple(map(layout.one, (Field.EXPECTED_BIRTH, Field.BIRTH_ESTIMATED, Field.AGE)))
        self._told_by = Memory(self._told, 1 << 14)
        self._plain = Memory((lambda _: "") if self._at in layout.swapped | layout.mixed else self._plainly, 1 << 16)

    def read(self, columns: Sequence[Column], found: Found) -> Births:
        """The birth of each row; a date up to ten months ahead is an expected one."""
        iso = list(map(self._plain.__getitem__, columns[self._at]))
        births = Births(iso, [""] * len(iso), iso.copy(), [0] * len(iso))
        odd = (map(not_, iso), *(columns[at] for at in self._besides if at >= 0))
        for row in {row for flags in odd for row in places(flags)}:
            told, doubts = self._told_by[self._cells([column[row] for column in columns])]
            births.iso[row], births.expected[row], births.told[row], births.estimated[row] = told
            if doubts:
                found[row] += doubts
        return births

    def _plainly(self, text: str) -> str:
        """The day of birth of a cell that by itself leaves nothing to doubt, as most do; else ''."""
        iso = dates.plain(text, self._layout.birth_order)
        return iso if self._sound < iso <= self._layout.today and not iso.endswith("-01-01") else ""

    def _told(self, said: tuple[str, ...]) -> tuple[Birth, tuple[Finding, ...]]:
        text, due, estimate, age = said
        expected, doubts = self._expected(due)
        found = list(doubts)
        birth = self._born(text, expected, estimate, age, found)
        if expected and not birth.iso:
            if expected > self._latest:
                found.append(("EXPECTED_FAR", self._expected_at))
            elif expected < self._overdue[: len(expected)]:
                found.append(("EXPECTED_PAST", self._expected_at))
        return birth, tuple(found)

    def _born(self, text: str, expected: str, estimate: str, age: str, found: list[Finding]) -> Birth:
        at = self._at
        if at < 0:
            return Birth("", expected, expected)
        told = self._layout.birth(text)
        if told.how == "numbered":
            found.append(("DOB_NUMBERED", at))
        elif told.how != "date":
            return self._in_part("" if told.how == "blank" else text, told, expected, found)
        iso = told.iso
        if iso > self._layout.today:
            return self._ahead(iso, expected, found)
        self._doubts("" if blank(age) else age, iso, expected, found)
        estimated = int(yes_or_no(estimate) is True)
        if iso.endswith("-01-01") and at in self._layout.weak_january:
            found.append(("DOB_WEAK", at))
            return Birth(iso[:4], expected, iso, estimated)
        return Birth(iso, expected, iso, estimated)

    def _in_part(self, text: str, told: dates.Read, expected: str, found: list[Finding]) -> Birth:
        """A month, a year, an estimate, an age, or nothing that can be read."""
        if told.how != "blank" or not expected:
            found.append((_CODES[told.how], self._at))
        iso = str(self._layout.as_of.year - int(told.iso)) if told.how == "age" else told.iso
        if iso > self._layout.today:
            return self._ahead(iso, expected, found)
        if iso and iso < "1900":
            found.append(("DOB_OLD", self._at))
        return Birth(iso, expected, text, int(told.how in ("age", "estimated")))

    def _ahead(self, iso: str, expected: str, found: list[Finding]) -> Birth:
        found.append(("DOB_FUTURE" if iso > self._latest else "DOB_EXPECTED", self._at))
        return Birth("", expected or iso, iso)

    def _doubts(self, said: str, iso: str, expected: str, found: list[Finding]) -> None:
        if iso <= self._oldest:
            found.append(("DOB_OLD", self._at))
        if self._children and iso <= self._grown:
            found.append(("DOB_NOT_CHILD", self._at))
        if expected:
            found.append(("DOB_EDD_BOTH", self._at))
        if said:
            age = dates.age_on(iso, self._layout.as_of)
            if abs(_years(said, age) - age) > 1:
                found.append(("DOB_AGE", self._at))


def _years_before(day: date, years: int) -> str:
    """Who was born on this day, or before, is so many years old."""
    return f"{day.year - years:04}{day.isoformat()[4:]}"


def _years(said: str, otherwise: int) -> int:
    digits = said.split()[0].split(".")[0].rstrip("yY")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else otherwise
