"""When somebody was born, or is expected to be, as far as a row knows it, and what is doubtful in it (domain/10, 3)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from importers import dates
from importers.batches import Column, Found
from importers.cells import blank, yes_or_no
from importers.fields import Field
from importers.layout import Finding, Layout
from importers.remembered import Memory
from store.records.agencies import Feed, Theme

UNBORN_DAYS = 300
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
    "wrong": "DOB_FORMAT",
    "impossible": "DOB_IMPOSSIBLE",
}


class Birth(NamedTuple):
    """iso: the birth date as kept, perhaps in part. expected: of an unborn child. told: the cell, for keys."""

    iso: str
    expected: str
    told: str
    estimated: bool = False


class BirthReader:
    """Reads the birth of a row."""

    def __init__(self, layout: Layout, feed: Feed) -> None:
        self._layout = layout
        self._children = feed.theme in CHILDREN
        self._latest = (layout.as_of + timedelta(UNBORN_DAYS)).isoformat()
        self._overdue = (layout.as_of - timedelta(OVERDUE_DAYS)).isoformat()
        self._at = layout.one(Field.BIRTH)
        self._expected_at = layout.one(Field.EXPECTED_BIRTH)
        self._expected = layout.day(Field.EXPECTED_BIRTH)
        self._cells = layout.cells(Field.BIRTH, Field.EXPECTED_BIRTH, Field.BIRTH_ESTIMATED, Field.AGE)
        self._told_by = Memory(self._told, 1 << 16)

    def read(self, columns: Sequence[Column], found: Found) -> list[Birth]:
        """The birth of each row; a date up to ten months ahead is an expected one."""
        births: list[Birth] = []
        for row, (birth, doubts) in enumerate(map(self._told_by.__getitem__, zip(*self._cells(columns), strict=True))):
            births.append(birth)
            if doubts:
                found[row] += doubts
        return births

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
        if told.how != "date":
            return self._in_part("" if told.how == "blank" else text, told, expected, found)
        iso = told.iso
        if iso > self._layout.today:
            return self._ahead(iso, expected, found)
        self._doubts("" if blank(age) else age, iso, expected, found)
        estimated = yes_or_no(estimate) is True
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
        return Birth(iso, expected, text, told.how in ("age", "estimated"))

    def _ahead(self, iso: str, expected: str, found: list[Finding]) -> Birth:
        found.append(("DOB_FUTURE" if iso > self._latest else "DOB_EXPECTED", self._at))
        return Birth("", expected or iso, iso)

    def _doubts(self, said: str, iso: str, expected: str, found: list[Finding]) -> None:
        age = dates.age_on(iso, self._layout.as_of)
        if iso < "1900" or age > 110:
            found.append(("DOB_OLD", self._at))
        if self._children and age > 25:
            found.append(("DOB_NOT_CHILD", self._at))
        if expected:
            found.append(("DOB_EDD_BOTH", self._at))
        if said and abs(_years(said, age) - age) > 1:
            found.append(("DOB_AGE", self._at))


def _years(said: str, otherwise: int) -> int:
    digits = said.split()[0].split(".")[0].rstrip("yY")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else otherwise
