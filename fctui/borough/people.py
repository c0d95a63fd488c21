"""A made-up person and household, as they truly are."""

from dataclasses import dataclass
from datetime import date

from fctui.borough.naming import Culture, Name
from fctui.borough.places import Address

TODAY = date(2026, 6, 1)  # the borough's fixed reference date


@dataclass(slots=True)
class Household:
    """People who live at one address now; `left` is where they lived before, `moved` when they came."""

    number: int
    address: Address
    left: Address | None = None
    moved: date = date(2010, 1, 1)
    need: float = 1.0
    social_housing: bool = False


@dataclass(slots=True)
class Person:
    """One person, or one of the two identities of an adopted child (`number` is then the same for both).

    born: date of birth, the expected one of an unborn child; year_only: every agency holds 1 January;
    former: the name before marriage or change; second_nhs: a number some agencies still hold;
    stage: '', unborn or baby (named lately); hard: the planted case.
    """

    number: int
    household: Household
    culture: Culture
    sex: str
    name: Name
    born: date
    former: Name | None = None
    left: Address | None = None
    died: date | None = None
    year_only: bool = False
    nhs: str = ""
    second_nhs: str = ""
    mother: "Person | None" = None
    stage: str = ""
    suffix: str = ""
    hard: str = ""
    asylum: bool = False

    def age(self, on: date = TODAY) -> int:
        """Full years on a day."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def previous(self) -> Address | None:
        """Where the person lived before, None for a child born since the household moved."""
        return self.left or (self.household.left if self.born < self.household.moved else None)
