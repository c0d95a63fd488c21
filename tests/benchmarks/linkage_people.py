"""A million person rows with known truth, and new rows of which about half are theirs: written once, read by both.

People, households, twins and namesakes are the borough's; the rows are already clean cells, soiled here with the
errors of domain/11: keying slips, short forms, moves, married names, missing and wrong numbers and dates.
"""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from fctui.borough.dirt_names import short_forms, spellings, typo
from fctui.borough.formats import plain
from fctui.borough.numbers import check_digit
from fctui.borough.people import Person
from fctui.borough.places import Address
from fctui.borough.population import populate

HEADINGS = (
    "rid", "truth", "new", "forename", "middle", "surname", "dob", "sex", "house", "street", "town", "postcode",
    "phone", "email", "nhs",
)  # fmt: skip
KNOWN = 0.55  # of the new rows are about somebody who is there already
SPARE = 1.03  # the population also holds the unborn, who are no rows here
QUIET = 0.4  # an existing row's errors, relative to a new one's: the hub has seen it corrected


@dataclass
class Row:
    """One person's cells."""

    forename: str
    middle: str
    surname: str
    dob: str
    sex: str
    house: str
    street: str
    town: str
    postcode: str
    phone: str
    email: str
    nhs: str


def write(path: Path, existing: int, new: int, seed: int) -> None:
    """Rows of `existing` different people, then `new` rows, of which `KNOWN` are about one of them."""
    known = int(new * KNOWN)
    made = populate(int((existing + new - known) * SPARE), seed, lambda *_: None)
    dice = Random(f"{seed}:rows")
    people = [person for person in made.people if person.stage not in ("unborn", "old identity")]
    dice.shuffle(people)
    there, strangers = people[:existing], people[existing : existing + new - known]
    homes = [person.household.address for person in dice.choices(people, k=2000)]
    arriving = dice.sample(there, known) + strangers
    dice.shuffle(arriving)
    agencies = _Agency(dice, homes, QUIET), _Agency(dice, homes, 1.0)
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(HEADINGS)
        for place, person in enumerate((*there, *arriving)):
            is_new = place >= existing
            row = agencies[is_new].row(person)
            sheet.writerow((place, f"P{person.number}", int(is_new), *astuple(row)))


def _clean(person: Person) -> Row:
    dice = Random(person.number)  # a person's telephone and e-mail are theirs in every row
    name = person.name
    adult = person.age() >= 16
    owner = person.number if adult or person.mother is None else person.mother.number
    phone = f"+4477{Random(owner).randint(10_000_000, 99_999_999)}" if dice.random() < 0.6 else ""
    mail = f"{plain(name.given)}.{plain(name.family)}{person.number}@mail.example".lower().replace(" ", "")
    return Row(
        name.given,
        name.middle,
        name.family,
        person.born.isoformat(),
        person.sex,
        *_place(person.household.address),
        phone,
        mail if adult and dice.random() < 0.3 else "",
        person.nhs,
    )


def _place(address: Address) -> tuple[str, str, str, str]:
    return f"{address.flat} {address.house}".strip(), address.street, address.town, address.postcode


class _Agency:
    """Somebody's records of people: as they are, with errors; every chance is times `noise`."""

    def __init__(self, dice: Random, homes: list[Address], noise: float) -> None:
        self._dice, self._homes, self._noise = dice, homes, noise

    def row(self, person: Person) -> Row:
        row = _clean(person)
        if person.former and self._happens(0.4):
            row.surname = person.former.family
        self._forename(row)
        if self._happens(0.03) and len(row.surname) > 3:
            row.surname = typo(row.surname, self._dice)
        if self._happens(0.01):
            row.forename, row.surname = row.surname, row.forename
        row.middle = row.middle if self._dice.random() < 0.3 else ""
        row.dob = self._dob(date.fromisoformat(row.dob))
        self._home(row)
        for cell, chance in (("nhs", 0.35), ("phone", 0.25), ("email", 0.3), ("sex", 0.02)):
            if self._happens(chance):
                setattr(row, cell, "")
        if row.nhs and self._happens(0.003):
            row.nhs = _another(self._dice)
        return row

    def _happens(self, chance: float) -> bool:
        return self._dice.random() < chance * self._noise

    def _forename(self, row: Row) -> None:
        if self._happens(0.04):
            forms = short_forms().get(row.forename) or spellings().get(row.forename)
            row.forename = self._dice.choice(forms) if forms else row.forename
        if self._happens(0.03) and len(row.forename) > 3:
            row.forename = typo(row.forename, self._dice)
        if self._happens(0.006):
            row.forename = row.forename[:1]
        if self._happens(0.006) and row.middle:
            row.forename, row.middle = row.middle, ""
        if self._happens(0.003):
            row.forename = ""

    def _dob(self, born: date) -> str:
        if self._happens(0.02):
            return ""
        if self._happens(0.007) and born.day <= 12:
            born = born.replace(month=born.day, day=born.month)
        elif self._happens(0.01):
            born += timedelta(self._dice.choice((-10, -1, 1, 10)))
        elif self._happens(0.004):
            born = born.replace(year=born.year + self._dice.choice((-10, -1, 1)), day=min(born.day, 28))
        elif self._happens(0.004):
            born = born.replace(month=1, day=1)
        return born.isoformat()

    def _home(self, row: Row) -> None:
        if self._happens(0.12):
            row.house, row.street, row.town, row.postcode = _place(self._dice.choice(self._homes))
        if self._happens(0.02) and len(row.street) > 4:
            row.street = typo(row.street, self._dice)
        if self._happens(0.05):
            row.postcode = ""
        elif self._happens(0.02) and row.postcode:
            row.postcode = row.postcode[:-1] + self._dice.choice("ABDEFGH")
        if self._happens(0.02):
            row.house = ""


def _another(dice: Random) -> str:
    """Somebody else's valid number, or nobody's."""
    while True:
        nine = str(dice.randint(500_000_000, 599_999_999))
        if check_digit(nine) < 10:
            return f"{nine}{check_digit(nine)}"
