"""What agencies do with people: services by age, episodes with their dates, schools, landlords."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from fctui.borough.agencies import Feed
from fctui.borough.lists import sections
from fctui.borough.people import Person


@dataclass(slots=True)
class Episode:
    """One episode of a service working with someone; `ends` is None while it is open."""

    service: str
    starts: date
    ends: date | None
    seen: date


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of work: how often, for which ages, how long in days, which share is still open."""

    label: str
    weight: float
    youngest: int
    oldest: int
    days: int
    open: float


# Kind of feed → its services.
SERVICES: dict[str, tuple[Service, ...]] = {
    "CSC": (
        Service("Contact", 5, -1, 17, 3, 0.02),
        Service("Early help", 3, 0, 17, 200, 0.3),
        Service("Referral", 3, -1, 17, 10, 0.05),
        Service("Single assessment", 4, -1, 17, 45, 0.15),
        Service("Section 47 enquiry", 1.5, -1, 17, 15, 0.08),
        Service("CIN plan", 3, 0, 17, 260, 0.4),
        Service("CP plan", 1.2, -1, 17, 280, 0.5),
        Service("Looked after (s.20)", 0.5, 0, 17, 500, 0.6),
        Service("Looked after (s.31)", 0.5, 0, 17, 900, 0.7),
        Service("Care leaver", 3, 17, 24, 1200, 0.8),
        Service("Young carer", 0.5, 7, 17, 400, 0.5),
    ),
    "ASC": (
        Service("Assessment", 4, 18, 120, 40, 0.15),
        Service("Home care", 4, 18, 120, 500, 0.65),
        Service("Safeguarding concern", 2, 18, 120, 20, 0.08),
        Service("Section 42 enquiry", 0.7, 18, 120, 70, 0.25),
        Service("Carer's assessment", 1, 18, 85, 40, 0.2),
        Service("Reablement", 2, 50, 120, 42, 0.15),
        Service("Day service", 1, 18, 120, 700, 0.6),
        Service("Direct payment", 1, 18, 120, 800, 0.7),
        Service("Supported living", 0.7, 18, 75, 1200, 0.8),
        Service("Residential care", 1.2, 60, 120, 700, 0.6),
    ),
    "HOU": (
        Service("Council tenancy", 8, 16, 120, 2500, 0.85),
        Service("Temporary accommodation", 2, 16, 120, 400, 0.5),
        Service("Homelessness application", 1.5, 16, 120, 60, 0.1),
        Service("Rent arrears", 1.5, 18, 120, 200, 0.4),
        Service("Anti-social behaviour case", 0.6, 16, 120, 120, 0.2),
        Service("Notice seeking possession", 0.4, 18, 120, 150, 0.3),
    ),
    "COM": (
        Service("Health visiting", 30, -1, 4, 900, 0.6),
        Service("School nursing", 8, 5, 17, 400, 0.4),
        Service("Speech and language therapy", 4, 2, 15, 240, 0.35),
        Service("Maternity", 2, 18, 43, 230, 0.5),
        Service("Physiotherapy", 3, 16, 120, 70, 0.2),
        Service("Podiatry", 1.5, 40, 120, 300, 0.4),
        Service("District nursing", 6, 55, 120, 200, 0.4),
        Service("Continence service", 1, 50, 120, 300, 0.4),
        Service("Wheelchair service", 0.5, 3, 120, 500, 0.5),
    ),
    "MH": (
        Service("CAMHS referral", 4, 4, 17, 120, 0.3),
        Service("CAMHS community team", 3, 6, 17, 300, 0.4),
        Service("Talking therapies", 5, 18, 90, 110, 0.2),
        Service("Community mental health team", 4, 18, 74, 500, 0.5),
        Service("Crisis resolution team", 1.5, 18, 90, 20, 0.05),
        Service("Early intervention in psychosis", 0.7, 14, 60, 700, 0.5),
        Service("Perinatal mental health", 0.5, 18, 43, 250, 0.4),
        Service("Memory service", 3, 62, 120, 250, 0.3),
    ),
    "EDU": (Service("School roll", 1, 3, 20, 900, 0.93),),
}
SERVICES["CSC2"] = SERVICES["CHI"] = SERVICES["CSC"]
ONE_MORE = 0.35  # chance of one more episode
MOST_EPISODES = 5
SCHOOL_LEVELS = ((3, "Nursery"), (10, "Primary School"), (15, "High School"), (200, "Sixth Form College"))
LANDLORDS = sections("streets.txt")["landlords"]
ADMISSIONS = ("Main", "Main", "Main", "Main", "Main", "Main", "Secondary", "Off-site provision")


def episodes(person: Person, feed: Feed, as_of: date, dice: Random) -> list[Episode]:
    """The person's episodes with the agency, earliest first; one only where a person has one row."""
    if feed.kind == "ACU":
        return [_admission(person, as_of, dice)]
    if feed.kind == "GP":
        return [_registration(person, as_of, dice)]
    age = person.age(as_of)
    fitting = [one for one in SERVICES[feed.kind] if one.youngest <= age <= one.oldest] or SERVICES[feed.kind][:1]
    count = 1
    while feed.several and count < MOST_EPISODES and dice.random() < ONE_MORE:
        count += 1
    found = [_episode(person, feed, as_of, fitting, dice) for _ in range(count)]
    found.sort(key=lambda one: one.starts)
    return [one for place, one in enumerate(found) if one.service not in [other.service for other in found[:place]]]


def _episode(person: Person, feed: Feed, as_of: date, fitting: Sequence[Service], dice: Random) -> Episode:
    sums = sum(one.weight for one in fitting)
    point = dice.random() * sums
    service = fitting[0]
    for service in fitting:
        point -= service.weight
        if point <= 0:
            break
    earliest, last = _window(person, feed, as_of)
    is_open = last == as_of and dice.random() < service.open
    span = (last - earliest).days
    length = int(dice.expovariate(1 / service.days))
    if length >= span:
        starts = earliest + timedelta(dice.randint(0, span // 3))
    elif is_open:
        starts = last - timedelta(length)
    else:
        starts = earliest + timedelta(dice.randint(0, span - length))
    ends = None if is_open else min(last, starts + timedelta(length))
    seen = max(starts, (ends or last) - timedelta(int(dice.expovariate(1 / 25))))
    return Episode(service.label, starts, ends, seen)


def _window(person: Person, feed: Feed, as_of: date) -> tuple[date, date]:
    """First and last day on which the agency can have worked with the person."""
    last = min(as_of, person.died) if person.died else as_of
    left = person.previous()
    if left is not None and left.area == feed.area != person.household.address.area:
        last = max(min(last, person.household.moved), feed.coverage_from + timedelta(2))
    if person.stage == "unborn":
        earliest = last - timedelta(80)
    elif feed.kind == "HOU":  # tenancies are older than what the feed covers
        earliest = min(person.born + timedelta(16 * 365), last)
    else:
        earliest = max(feed.coverage_from, min(person.born, last))
    return earliest, max(earliest, last)


def _admission(person: Person, as_of: date, dice: Random) -> Episode:
    last = min(as_of, person.died) if person.died else as_of
    starts = max(last - timedelta(dice.randint(0, 364)), min(person.born, last))
    ends = starts + timedelta(int(dice.expovariate(1 / 4)))
    return Episode("Admission", starts, ends if ends < as_of else None, min(ends, last))


def _registration(person: Person, as_of: date, dice: Random) -> Episode:
    came = person.household.moved if person.previous() else person.born + timedelta(dice.randint(10, 9000))
    starts = max(person.born, min(came, as_of - timedelta(dice.randint(3, 200))))
    return Episode("Registration", min(starts, as_of), None, as_of)


def school(person: Person, feed: Feed, as_of: date) -> str:
    """The school of the person's household for that age."""
    names = sections("streets.txt")["schools"]
    age = person.age(as_of)
    name = names[(person.household.number * 7 + (11 if age > 10 else 0) + len(feed.area)) % len(names)]
    level = next(word for oldest, word in SCHOOL_LEVELS if age <= oldest)
    return f"{name} {level}"


def ailment(age: int, dice: Random) -> str:
    return dice.choice(sections("ailments.txt")["child" if age < 16 else "adult" if age < 68 else "old"])
