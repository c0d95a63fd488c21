"""One agency's record of one person: what the agency believes, before dirt and before it is written down."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from fctui.borough.agencies import Feed
from fctui.borough.formats import FORMATS, LETTERS
from fctui.borough.numbers import spaced
from fctui.borough.people import Person
from fctui.borough.places import Address
from fctui.borough.services import Episode
from fctui.borough.workers import NOBODY, Worker

FORMER_NAME = 0.3  # chance that a feed holds the former name, and always where it holds the old address
GUESSED_YEAR = 0.03
PLAN_ON_MOTHER = 0.3  # an unborn child's plan is held against the mother's NHS number
CASE_NUMBERS = {
    "BRENT-ASC": 204_000, "BRENT-CSC": 7_190_000, "BRENT-HOU": 31_000, "BRENT-ACU": 880_000, "BRENT-EDU": 51_000,
    "HOUN-ASC": 1_410_000, "HOUN-CSC": 96_000, "HOUN-HOU": 620_000, "HOUN-ACU": 4_300_000,
    "BARN-CSC": 249_000, "BARN-EDU": 770_000, "EAL-CHI": 12_300_000,
}  # fmt: skip
SECOND_COPY_OFFSET = 20_000_000
WITHHELD = (["Address withheld"], ["Address withheld"], ["Confidential"], ["PO Box 4417", "London"])
NO_ADDRESS = (
    ["NFA"],
    ["No fixed abode", "ZZ99 3VZ"],
    ["No fixed address"],
    ["NFA", "ZZ99 3VZ"],
    ["c/o Civic Centre"],
    ["of no fixed abode"],
)


@dataclass(slots=True)
class Record:
    """The record in the making.

    lines: the address, postcode last; born_text, age_text, nhs_text: what stands instead of the value;
    null: the word that stands for blank cells; before: the case number of the record above.
    """

    feed: Feed
    as_of: date
    person: Person
    last: str
    first: str
    born: date | None
    nhs: str
    lines: list[str]
    sex: str
    died: date | None
    case: str
    worker: Worker = NOBODY
    episodes: list[Episode] = field(default_factory=list)
    hard: str = ""
    born_text: str = ""
    age_text: str = ""
    nhs_text: str = ""
    null: str = ""
    yes_no: tuple[str, str] = ("Yes", "No")
    before: str = ""
    unquoted: bool = False
    twice: bool = False
    second_copy: bool = False

    def letters(self, text: str) -> str:
        """`text` in the letters that the agency's system knows."""
        return LETTERS[self.feed.style.letters](text)

    def born_cell(self) -> str:
        if self.born_text:
            return self.born_text
        return FORMATS[self.feed.style.born](self.born) if self.born else ""

    def day(self, day: date | None) -> str:
        return FORMATS[self.feed.style.dates](day) if day else ""

    def age_cell(self) -> str:
        """Full years on the day of the extract, by the birth date that the agency holds."""
        if self.age_text or self.born is None:
            return self.age_text
        born, on = self.born, self.as_of
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return str(years) if years >= 0 else ""

    def nhs_cell(self) -> str:
        if self.nhs_text or not self.nhs:
            return self.nhs_text
        return spaced(self.nhs) if self.feed.style.spaced_nhs else self.nhs

    def address_cell(self) -> str:
        return self.feed.style.address.join(self.lines)

    def postcode_cell(self) -> str:
        """The postcode alone, '' when the record has none."""
        return self.lines[-1] if self.lines and any(letter.isdigit() for letter in self.lines[-1]) else ""


def record(person: Person, feed: Feed, as_of: date, copy: int, dice: Random) -> Record:
    """What the agency holds about a person. `copy` 1 is a second registration of the same person."""
    style = feed.style
    letters = LETTERS[style.letters]
    behind = dice.random() < style.stale and person.previous() is not None
    first, last = _name(person, feed, behind, dice)
    if style.case == "upper":
        first, last = first.upper(), last.upper()
    elif style.case == "family upper":
        last = last.upper()
    number = person.number + SECOND_COPY_OFFSET * copy + CASE_NUMBERS.get(feed.code, 0)
    return Record(
        feed,
        as_of,
        person,
        letters(last),
        letters(first),
        _born(person, dice),
        _nhs(person, feed, dice),
        [letters(line) for line in _lines(person, feed, behind, dice)],
        _sex(person, dice),
        person.died if person.died and person.died <= as_of and dice.random() < 0.75 else None,
        str(number) if feed.code in CASE_NUMBERS else "",
        hard=person.hard,
    )


def _name(person: Person, feed: Feed, behind: bool, dice: Random) -> tuple[str, str]:
    name = person.name
    if person.stage == "unborn":
        mother = person.mother.name.given if person.mother else ""
        choices = ("Unborn", "Unborn", "Unborn Baby", f"Unborn of {mother}", "Baby")
        return dice.choice(choices), name.family
    if person.stage == "baby" and feed.kind not in ("GP", "EDU"):
        if dice.random() < 0.6 and person.mother:
            mother = person.mother.name
            child = "Baby Girl" if person.sex == "F" else "Baby Boy"
            return dice.choice(("Baby", child, f"Baby of {mother.given}", "Infant")), mother.family
        return name.given, name.family
    if not name.given:
        return dice.choice((("", name.family), (name.family, ""), (name.family, name.family), (name.family, ".")))
    if (
        person.former
        and person.hard in ("changed_name", "moved_and_married")
        and (behind or dice.random() < FORMER_NAME)
    ):
        name = person.former
    first, last = name.given, name.family
    if name.middle and dice.random() < feed.style.middle:
        first = f"{first} {name.middle}"
    if person.suffix and dice.random() < 0.4:
        last = f"{last} {person.suffix}"
    return first, last


def _born(person: Person, dice: Random) -> date | None:
    if person.stage == "unborn" and dice.random() < 0.2:
        return None
    if person.year_only and dice.random() < GUESSED_YEAR:
        return person.born.replace(year=person.born.year + dice.choice((-1, 1)))
    return person.born


def _nhs(person: Person, feed: Feed, dice: Random) -> str:
    if dice.random() >= feed.style.nhs:
        return ""
    if person.stage == "unborn":
        return person.mother.nhs if person.mother and dice.random() < PLAN_ON_MOTHER else ""
    return person.second_nhs if person.second_nhs and dice.random() < 0.4 else person.nhs


def _address(person: Person, feed: Feed, behind: bool) -> Address:
    left, here = person.previous(), person.household.address
    if left is None:
        return here
    if here.area != feed.area:
        return left if left.area == feed.area else here
    return left if behind else here


def _lines(person: Person, feed: Feed, behind: bool, dice: Random) -> list[str]:
    address = _address(person, feed, behind)
    if address.kind == "nowhere":
        return list(dice.choice(NO_ADDRESS))
    if address.kind == "refuge" and dice.random() < 0.7:
        return list(dice.choice(WITHHELD))
    return list(address.lines())


def _sex(person: Person, dice: Random) -> str:
    if not person.sex:
        return dice.choice(("Unknown", "", "Not Specified"))
    point = dice.random()
    if point < 0.02:
        return dice.choice(("", "Not Specified", "Unknown", "U"))
    if point < 0.025:
        return "Male" if person.sex == "F" else "Female"
    if point < 0.045:
        return person.sex
    return "Female" if person.sex == "F" else "Male"
