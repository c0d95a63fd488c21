"""The agencies' staff: key workers with team, telephone and e-mail, surgeries and their doctors."""

from dataclasses import dataclass
from random import Random

from fctui.borough.agencies import Feed
from fctui.borough.formats import plain
from fctui.borough.lists import sections
from fctui.borough.naming import cultures
from fctui.borough.numbers import phone
from fctui.borough.people import Household

ROLES: dict[str, tuple[str, ...]] = {
    "CSC": ("Social Worker", "Senior Social Worker", "Family Support Worker", "Personal Adviser"),
    "ASC": ("Social Worker", "Care Co-ordinator", "Occupational Therapist"),
    "HOU": ("Housing Officer", "Tenancy Sustainment Officer"),
    "GP": ("GP",),
}
TEAMS: dict[str, tuple[str, ...]] = {
    "CSC": ("MASH", "Assessment Team 1", "Assessment Team 2", "Locality North", "Locality South", "Care Leavers"),
    "ASC": ("Front Door", "Locality East", "Locality West", "Hospital Discharge", "Learning Disability"),
    "HOU": ("Patch 1", "Patch 2", "Patch 3", "Patch 4", "Temporary Accommodation"),
    "GP": (),
}
CASES_PER_WORKER = 55


@dataclass(frozen=True, slots=True)
class Worker:
    """A key worker as the agency's directory has them."""

    name: str
    role: str
    team: str
    phone: str
    email: str


NOBODY = Worker("", "", "", "", "")


class Staff:
    """The workers of one agency; a household keeps its worker."""

    def __init__(self, feed: Feed, people: int, dice: Random) -> None:
        kind = feed.kind.removesuffix("2")
        self._workers = [
            _worker(feed, ROLES.get(kind, ("",)), TEAMS.get(kind, ()), dice)
            for _ in range(max(5, people // CASES_PER_WORKER))
        ]

    def of(self, household: Household) -> Worker:
        return self._workers[household.number * 31 % len(self._workers)]


def _worker(feed: Feed, roles: tuple[str, ...], teams: tuple[str, ...], dice: Random) -> Worker:
    culture = cultures().pick(dice)
    sex = "F" if dice.random() < 0.7 else "M"
    name = culture.name(dice, sex, dice.randint(1962, 2001), culture.line(dice))
    domain = f"{feed.area.lower()}.example"
    if feed.kind == "GP":
        surgery = f"{dice.choice(sections('streets.txt')['surgeries'])} Surgery"
        label = f"Dr {plain(name.given)} {plain(name.family)}" if dice.random() < 0.7 else f"Dr {plain(name.family)}"
        return Worker(f"{label}, {surgery}" if dice.random() < 0.3 else label, "GP", surgery, phone(dice), "")
    full = plain(f"{name.given} {name.family}")
    team = dice.choice(teams) if teams else ""
    return Worker(full, dice.choice(roles), team, phone(dice), f"{mailbox(name.given, name.family)}@{domain}")


def mailbox(given: str, family: str) -> str:
    """The part of an e-mail before the @: amina.o'brien."""
    return f"{plain(given)}.{plain(family)}".lower().replace(" ", "")
