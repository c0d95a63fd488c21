"""Households as they are found in outer London: who lives together, how old, named how, moved when."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from fctui.borough.lists import Weighted
from fctui.borough.naming import Culture, Line, Name, cultures, married
from fctui.borough.numbers import NhsNumbers
from fctui.borough.people import TODAY, Household, Person
from fctui.borough.places import AREAS, CHILDREN_ONLY, Address, Places

KINDS = Weighted(
    (
        ("single", 0.27),
        ("couple", 0.2),
        ("family", 0.29),
        ("lone parent", 0.11),
        ("three generations", 0.06),
        ("sharers", 0.07),
    )
)
WITH_CHILDREN = ("family", "family", "lone parent", "three generations")
CHILDREN = Weighted(((1, 0.4), (2, 0.38), (3, 0.15), (4, 0.05), (5, 0.02)))
SINGLE_AGES = Weighted((((18, 29), 0.22), ((30, 44), 0.24), ((45, 64), 0.26), ((65, 79), 0.17), ((80, 97), 0.11)))
NEEDS = Weighted(((0.6, 0.55), (1.0, 0.3), (2.3, 0.15)))

DOUBLE_BARRELLED = ("english", "welsh", "scottish", "caribbean")
MIXED_COUPLES = 0.08
MOVED_HOUSEHOLDS = 0.14
MOVED_BETWEEN_AREAS = 0.3
MOVED_ALONE = 0.06
WITHOUT_NHS_NUMBER = 0.025
SOCIAL_HOUSING = 0.36


@dataclass
class Population:
    """Everybody made so far, and what making more of them needs."""

    dice: Random
    places: Places
    nhs: NhsNumbers
    people: list[Person] = field(default_factory=list)
    households: int = 0
    numbers: int = 0

    def person(
        self, household: Household, culture: Culture, sex: str, name: Name, born: date, mother: Person | None = None
    ) -> Person:
        """A new person in `household`, not yet in `people`."""
        dice = self.dice
        self.numbers += 1
        person = Person(self.numbers, household, culture, sex, name, born, mother=mother)
        if dice.random() >= WITHOUT_NHS_NUMBER:
            person.nhs = self.nhs.new()
        age = person.age()
        if age > 14 and dice.random() < culture.habits.year_only:
            person.year_only, person.hard = True, "year_only"
            person.born = born.replace(month=1, day=1)
        if age > 66 and dice.random() < 0.03 + max(0, age - 75) * 0.006:
            person.died = TODAY - timedelta(dice.randint(5, 1200))
        return person

    def household(self, area: str, address: Address | None = None) -> Household:
        """A new household at `address` or at a home of its own."""
        dice = self.dice
        self.households += 1
        made = Household(self.households, address or self.places.vacant(area), need=NEEDS.pick(dice))
        made.social_housing = dice.random() < SOCIAL_HOUSING
        made.moved = TODAY - timedelta(dice.randint(300, 6000))
        if address is None and dice.random() < MOVED_HOUSEHOLDS:
            made.moved = TODAY - timedelta(dice.randint(20, 900))
            made.left = self.places.home(self.other_area(area) if dice.random() < MOVED_BETWEEN_AREAS else area)
        return made

    def other_area(self, area: str) -> str:
        """Where somebody who lives in `area` may have come from."""
        others = [other for other in ("Brent", "Hounslow", "Barnet", "Ealing", "elsewhere") if other != area]
        return self.dice.choice(others)


def born(dice: Random, youngest: int, oldest: int) -> date:
    """A birth date for an age between the two, in full years."""
    return TODAY - timedelta(int(dice.uniform(youngest, oldest + 1) * 365.25) + 1)


def members(population: Population) -> list[Person]:
    """A household of a kind drawn at random."""
    dice = population.dice
    area = AREAS.pick(dice)
    household = population.household(area)
    culture = cultures().pick(dice)
    kind = KINDS.pick(dice) if area not in CHILDREN_ONLY else dice.choice(WITH_CHILDREN)
    if kind == "single":
        return [single(population, household, culture)]
    if kind == "sharers":
        return [adult(population, household, cultures().pick(dice), 19, 36) for _ in range(dice.randint(2, 5))]
    return relatives(population, household, culture, kind)


def single(population: Population, household: Household, culture: Culture) -> Person:
    """Someone who lives alone."""
    return adult(population, household, culture, *SINGLE_AGES.pick(population.dice))


def adult(population: Population, household: Household, culture: Culture, youngest: int, oldest: int) -> Person:
    """An adult of a family of their own."""
    dice = population.dice
    sex = "F" if dice.random() < 0.5 else "M"
    birth = born(dice, youngest, oldest)
    person = population.person(household, culture, sex, culture.name(dice, sex, birth.year, culture.line(dice)), birth)
    if oldest < 40 and dice.random() < MOVED_ALONE * 2:
        person.left = population.places.home(population.other_area(household.address.area))
    return person


def relatives(population: Population, household: Household, culture: Culture, kind: str) -> list[Person]:
    """A couple, a family, a lone parent with children, or three generations."""
    dice = population.dice
    partner_culture = cultures().pick(dice) if dice.random() < MIXED_COUPLES else culture
    line = culture.line(dice)
    his_line = Line(culture, line.family, line.father, line.grandfather, line.mother_family)
    mother_age = dice.uniform(22, 54) if kind != "couple" else dice.triangular(22, 88, 62)
    mother_born = TODAY - timedelta(int(mother_age * 365.25))
    father_age = max(20.0, mother_age + dice.gauss(2, 4))
    father_born = TODAY - timedelta(int(father_age * 365.25) + 1)
    his = culture.name(dice, "M", father_born.year, his_line)
    her_line = partner_culture.line(dice)
    maiden = partner_culture.name(dice, "F", mother_born.year, her_line)
    hers = married(maiden, his, culture.habits, dice)
    mother = population.person(household, partner_culture, "F", hers, mother_born)
    if hers != maiden:
        mother.former = maiden
    found = [mother]
    if kind != "lone parent":
        found.append(population.person(household, culture, "M", his, father_born))
    elif dice.random() < 0.12:
        found = [population.person(household, culture, "M", his, father_born)]
    if kind == "couple":
        return found
    family = maiden.family if kind == "lone parent" and dice.random() < 0.4 else _inherited(his, his_line)
    if culture.origin in DOUBLE_BARRELLED and family != her_line.family and dice.random() < 0.04:
        family = f"{family}-{her_line.family}"
    children = Line(culture, family, his.given, his_line.father, her_line.family)
    found += _children(population, household, children, mother if found[0] is mother else None, mother_age)
    if kind == "three generations":
        found += _grandparents(population, household, his_line, father_born)
    return found


def _inherited(father: Name, line: Line) -> str:
    """What his children inherit: the line's family name unless he goes by another."""
    return line.family if line.culture.habits.custom in ("gendered", "double", "begum", "sikh") else father.family


def _children(
    population: Population, household: Household, line: Line, mother: Person | None, mother_age: float
) -> list[Person]:
    dice = population.dice
    found: list[Person] = []
    used: set[str] = set()
    age = mother_age - dice.gauss(28, 4.5)
    if not 0.1 < age < 22:
        age = dice.uniform(0.1, min(22, max(2, mother_age - 19)))
    for _ in range(CHILDREN.pick(dice)):
        if age < 0.05:
            break
        birth = TODAY - timedelta(int(age * 365.25))
        sex = "F" if dice.random() < 0.49 else "M"
        name = line.culture.name(dice, sex, birth.year, line)
        while name.given in used:
            name = line.culture.name(dice, sex, birth.year, line)
        used.add(name.given)
        found.append(population.person(household, line.culture, sex, name, birth, mother))
        age -= dice.uniform(1.1, 5)
    return found


def _grandparents(population: Population, household: Household, line: Line, son_born: date) -> list[Person]:
    dice = population.dice
    age = min(94, (TODAY - son_born).days // 365 + dice.randint(21, 34))
    his = line.culture.name(dice, "M", TODAY.year - age, line)
    his = Name(line.father, his.middle, line.culture.family_form(line, "M"))
    maiden = line.culture.name(dice, "F", TODAY.year - age, line.culture.line(dice))
    hers = married(maiden, his, line.culture.habits, dice)
    wife = population.person(household, line.culture, "F", hers, born(dice, age - 5, age))
    wife.former = maiden if hers != maiden else None
    husband = population.person(household, line.culture, "M", his, born(dice, age, age + 1))
    return [[wife], [husband], [wife, husband]][dice.randint(0, 2)]
