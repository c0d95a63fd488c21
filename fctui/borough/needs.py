"""Which agencies know whom: by age, need and where people live or lived (domain/7 G.3)."""

from random import Random

from fctui.borough.agencies import FEEDS, Feed
from fctui.borough.people import Person

# Kind of feed → (oldest age, chance) bands. Chances are those of a person of average need.
CHANCES: dict[str, tuple[tuple[int, float], ...]] = {
    "CSC": ((17, 0.22), (24, 0.04)),
    "CSC2": ((17, 0.30), (24, 0.03)),
    "CHI": ((17, 0.42),),
    "ASC": ((17, 0.0), (64, 0.07), (79, 0.2), (120, 0.45)),
    "HOU": ((15, 0.0), (120, 0.75)),
    "COM": ((0, 0.97), (4, 0.75), (17, 0.15), (64, 0.1), (79, 0.27), (120, 0.5)),
    "ACU": ((4, 0.2), (17, 0.13), (64, 0.17), (79, 0.3), (120, 0.42)),
    "GP": ((120, 0.955),),
    "MH": ((3, 0.0), (10, 0.01), (17, 0.08), (64, 0.09), (120, 0.07)),
    "EDU": ((2, 0.0), (3, 0.6), (15, 0.96), (18, 0.7), (19, 0.25)),
}
UNIVERSAL = ("GP", "EDU")
WITHOUT_GP_FEED = 2.4  # Hounslow has no universal feed: its people are met because they need something
FORMER_HOME = 0.45  # of the chance there, for the area somebody left
UNBORN = {"CSC": 0.9, "CSC2": 0.9, "CHI": 0.7, "COM": 0.5}
BABY = {"COM": 0.9, "ACU": 0.9, "CSC": 0.35, "CSC2": 0.5, "CHI": 0.5}
OLD_IDENTITY = {"CSC": 0.9, "CSC2": 0.9, "CHI": 0.9, "COM": 0.5, "ACU": 0.3}


def known_to(everybody: list[Person], dice: Random) -> dict[str, list[Person]]:
    """Feed code → the people its agency knows. Everybody is known to at least one agency."""
    known: dict[str, list[Person]] = {feed.code: [] for feed in FEEDS}
    by_area: dict[str, list[Feed]] = {}
    for feed in FEEDS:
        by_area.setdefault(feed.area, []).append(feed)
    for person in everybody:
        met = False
        area = person.household.address.area
        for feed in by_area[area]:
            if dice.random() < chance(person, feed):
                known[feed.code].append(person)
                met = True
        left = person.previous()
        if left is not None and left.area != area and not person.stage:
            for feed in by_area.get(left.area, ()):
                if dice.random() < chance(person, feed) * FORMER_HOME:
                    known[feed.code].append(person)
                    met = True
        if not met:
            known[_fallback(person, area, dice)].append(person)
    return known


def chance(person: Person, feed: Feed) -> float:
    """How likely `feed`'s agency knows the person, 0 to 1."""
    kind = feed.kind
    if person.stage == "unborn":
        return UNBORN.get(kind, 0.0)
    if person.stage == "old identity":
        return OLD_IDENTITY.get(kind, 0.0)
    if person.died is not None and (kind in UNIVERSAL or person.died < feed.coverage_from):
        return 0.1 if kind == "GP" else 0.0
    age = person.age()
    likely = next((share for oldest, share in CHANCES[kind] if age <= oldest), 0.0)
    if kind == "HOU":
        return likely if person.household.social_housing and feed.as_of >= person.household.moved else 0.0
    if kind in UNIVERSAL:
        return likely if not person.asylum else likely / 2
    if person.stage == "baby":
        return BABY.get(kind, 0.0)
    need = person.household.need * (WITHOUT_GP_FEED if feed.area == "Hounslow" else 1)
    if person.hard:
        need *= 2
    return min(0.97, likely * need)


def _fallback(person: Person, area: str, dice: Random) -> str:
    """Some agency that meets anybody: hospitals serve their neighbours too."""
    prefix = "HOUN" if area == "Hounslow" else "BRENT"
    if person.stage == "unborn":
        return f"{prefix}-CSC"
    return f"{prefix}-ACU" if person.died or dice.random() < 0.5 else f"{prefix}-COM"
