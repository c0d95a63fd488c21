"""The hard cases, planted on purpose: twins, namesakes, adopted children, changed names, wrong numbers.

Each function changes or adds to the household just made and says whether it could.
"""

from collections.abc import Callable
from datetime import timedelta

from fctui.borough.households import Population, adult
from fctui.borough.naming import Name, culture, cultures
from fctui.borough.people import TODAY, Household, Person
from fctui.borough.places import NOWHERE, Address

Plant = Callable[[Population, list[Person]], bool]


def twin(population: Population, home: list[Person]) -> bool:
    """A second child of the same hour; a third of the pairs have names alike."""
    child = next((one for one in home if one.mother and not one.hard and one.age() < 19), None)
    if child is None:
        return False
    dice = population.dice
    alike = dice.random() < 0.65 or child.culture.habits.custom in ("gendered", "begum", "sikh")
    sex = child.sex if alike else "F" if child.sex == "M" else "M"
    wanted = child.name.given[0] if dice.random() < 0.35 else ""
    for _ in range(60):
        given = child.culture.given(dice, sex, child.born.year)
        if given != child.name.given and given.startswith(wanted):
            break
    else:
        return False
    other = population.person(
        child.household, child.culture, sex, Name(given, "", child.name.family), child.born, child.mother
    )
    child.hard = other.hard = "twin"
    home.insert(home.index(child) + 1, other)
    return True


def senior_junior(population: Population, home: list[Person]) -> bool:
    """A son who bears his father's name."""
    father = next((one for one in home if one.sex == "M" and one.age() > 36 and not one.hard), None)
    son = next((one for one in home if one.sex == "M" and one.mother and not one.hard), None)
    if father is None or son is None or not father.name.given or father.age() - son.age() < 16:
        return False
    son.name = Name(father.name.given, son.name.middle if population.dice.random() < 0.5 else "", father.name.family)
    father.hard = son.hard = "senior_junior"
    father.suffix, son.suffix = ("Snr", "Jnr") if population.dice.random() < 0.5 else ("Sr", "Jr")
    return True


def adopted(population: Population, home: list[Person]) -> bool:
    """A child with two identities: birth name, old number and old home in some files, new ones in others."""
    child = next((one for one in home if one.mother and not one.hard and 1 <= one.age() < 15), None)
    if child is None:
        return False
    dice = population.dice
    birth_culture = cultures().pick(dice) if dice.random() < 0.4 else child.culture
    area = child.household.address.area
    old_home = population.household("Hounslow" if area == "Brent" else "Brent" if area == "Hounslow" else area)
    name = birth_culture.name(dice, child.sex, child.born.year, birth_culture.line(dice))
    if dice.random() < 0.5:
        name = Name(child.name.given, name.middle, name.family)
    old = Person(
        child.number, old_home, birth_culture, child.sex, name, child.born, hard="adopted", stage="old identity"
    )
    old.nhs = population.nhs.new()
    child.hard, child.mother = "adopted", None
    home.append(old)
    return True


def changed_name(population: Population, home: list[Person]) -> bool:
    """Somebody whose former family name is still in some files."""
    person = next((one for one in home if one.age() > 18 and not one.hard and (one.former or one.sex == "F")), None)
    if person is None:
        return False
    if person.former is None:
        line = person.culture.line(population.dice)
        person.former = Name(person.name.given, person.name.middle, person.culture.family_form(line, person.sex))
    person.hard = "changed_name"
    return person.former.family != person.name.family


def moved_and_married(population: Population, home: list[Person]) -> bool:
    """A woman who came with a new name from an old address: both old in some files."""
    wife = next((one for one in home if one.former and one.sex == "F" and 20 <= one.age() < 60 and not one.hard), None)
    if wife is None:
        return False
    area = wife.household.address.area
    wife.left = population.places.home(population.other_area(area) if population.dice.random() < 0.4 else area)
    wife.hard = "moved_and_married"
    return True


def two_nhs(population: Population, home: list[Person]) -> bool:
    """A person to whom two numbers were once given."""
    person = next((one for one in home if one.nhs and not one.hard), None)
    if person is None:
        return False
    person.second_nhs, person.hard = population.nhs.new(), "two_nhs"
    return True


def shared_nhs(population: Population, home: list[Person]) -> bool:
    """Two people under one number: brothers and sisters, or strangers by a slip of the pen."""
    first = next((one for one in home if one.nhs and not one.hard), None)
    strangers = population.people[-40:]
    others = home if population.dice.random() < 0.6 else strangers
    second = next((one for one in others if one is not first and one.nhs and not one.hard), None)
    if first is None or second is None:
        return False
    second.nhs = first.nhs
    first.hard = second.hard = "shared_nhs"
    return True


def no_fixed_abode(_: Population, home: list[Person]) -> bool:
    """A single person without an address."""
    if len(home) != 1 or home[0].hard or home[0].age() > 70:
        return False
    household = home[0].household
    household.left = household.address
    household.address = NOWHERE[household.address.area]
    home[0].hard = "no_fixed_abode"
    return True


def single_name(_: Population, home: list[Person]) -> bool:
    """A person with one name only."""
    person = next((one for one in home if one.age() > 12 and not one.hard and not one.former and not one.mother), None)
    if person is None or person.culture.origin not in ("iranian", "tamil", "somali", "arabic", "hindu", "eritrean"):
        return False
    person.name, person.hard = Name("", "", person.name.given), "single_name"
    return True


def asylum(population: Population, home: list[Person]) -> bool:
    """A newcomer: no NHS number, a birth year, a name spelt by ear."""
    if len(home) != 1 or home[0].hard or not 16 <= home[0].age() < 50:
        return False
    person = home[0]
    person.culture = culture(population.dice.choice(("iranian", "eritrean", "arabic", "somali", "albanian")))
    line = person.culture.line(population.dice)
    person.name = person.culture.name(population.dice, person.sex, person.born.year, line)
    person.born = person.born.replace(month=1, day=1)
    person.nhs, person.year_only, person.asylum, person.hard = "", True, True, "asylum"
    return True


def unborn(population: Population, home: list[Person]) -> bool:
    """A child who is expected: the mother's name and a date to come."""
    mother = _mother_to_be(home)
    if mother is None:
        return False
    due = TODAY + timedelta(population.dice.randint(4, 200))
    child = population.person(mother.household, mother.culture, "", Name("Unborn", "", mother.name.family), due, mother)
    child.nhs, child.stage, child.hard = "", "unborn", "unborn"
    home.append(child)
    return True


def baby(population: Population, home: list[Person]) -> bool:
    """A new-born: 'Baby SMITH' in the first files, named in the later ones."""
    mother = _mother_to_be(home)
    if mother is None:
        return False
    dice = population.dice
    birth = TODAY - timedelta(dice.randint(3, 60))
    sex = dice.choice("FM")
    father = next((one for one in home if one.sex == "M" and one.age() > 18), None)
    family = father.name.family if father and dice.random() < 0.7 else mother.name.family
    given = mother.culture.given(dice, sex, birth.year)
    child = population.person(mother.household, mother.culture, sex, Name(given, "", family), birth, mother)
    child.nhs = child.nhs or population.nhs.new()
    child.stage, child.hard = "baby", "baby"
    home.append(child)
    return True


def hostel(population: Population, home: list[Person]) -> bool:
    """Many single people under one roof, each a household."""
    dice = population.dice
    area = dice.choice(("Brent", "Hounslow"))
    address = population.places.hostel(area)
    for _ in range(dice.randint(12, 40)):
        guest = adult(population, _lodging(population, area, address), cultures().pick(dice), 18, 60)
        guest.hard = guest.hard or "hostel"
        if dice.random() < 0.12:
            guest.nhs = ""
        home.append(guest)
    return True


def refuge(population: Population, home: list[Person]) -> bool:
    """Women and their children in a house whose address is withheld."""
    dice = population.dice
    area = dice.choice(("Brent", "Hounslow"))
    address = population.places.refuge(area)
    for _ in range(dice.randint(3, 7)):
        household = _lodging(population, area, address)
        household.left = population.places.home(area)
        mother = adult(population, household, cultures().pick(dice), 22, 44)
        mother.sex, mother.hard = "F", "refuge"
        mother.name = mother.culture.name(dice, "F", mother.born.year, mother.culture.line(dice))
        home.append(mother)
        for _ in range(dice.randint(0, 3)):
            birth = TODAY - timedelta(dice.randint(120, 365 * min(16, mother.age() - 18) + 200))
            sex = dice.choice("FM")
            name = Name(mother.culture.given(dice, sex, birth.year), "", mother.name.family)
            child = population.person(household, mother.culture, sex, name, birth, mother)
            child.hard = "refuge"
            home.append(child)
    return True


def _lodging(population: Population, area: str, address: Address) -> Household:
    household = population.household(area, address)
    household.social_housing, household.need = True, 2.3
    return household


def _mother_to_be(home: list[Person]) -> Person | None:
    if any(one.age() < 1 or one.stage for one in home):
        return None
    return next((one for one in home if one.sex == "F" and 17 <= one.age() < 43 and not one.hard), None)


# Chance per household; first appearances come early, so that a small borough has each of them too.
CASES: dict[str, tuple[float, Plant]] = {
    "twin": (0.009, twin),
    "senior_junior": (0.006, senior_junior),
    "adopted": (0.0015, adopted),
    "changed_name": (0.02, changed_name),
    "moved_and_married": (0.012, moved_and_married),
    "two_nhs": (0.004, two_nhs),
    "shared_nhs": (0.003, shared_nhs),
    "hostel": (0.0004, hostel),
    "refuge": (0.0002, refuge),
    "no_fixed_abode": (0.004, no_fixed_abode),
    "single_name": (0.003, single_name),
    "asylum": (0.006, asylum),
    "unborn": (0.006, unborn),
    "baby": (0.007, baby),
}
FIRST_WITHIN = 80  # households
