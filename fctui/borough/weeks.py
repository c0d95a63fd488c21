"""The weeks after the first delivery: people move, episodes close, babies get names, newcomers arrive.

Only what changed differs from the first week's files, so that a second delivery looks like one.
"""

from random import Random

from fctui.borough.households import Population, members
from fctui.borough.people import Person
from fctui.borough.places import Address
from fctui.borough.records import Record

MOVES = 0.003  # of households
MOVE_KNOWN = 0.6  # to one agency within the week
CLOSED = 0.02  # of open episodes
VANISHED = 0.003  # of records
NAMED = 0.35  # of babies
NEWCOMERS = 0.003  # of people


def newcomers(population: Population, week: int) -> list[Person]:
    """The people who came in the weeks 1 to `week`."""
    found: list[Person] = []
    for _ in range(week * max(1, int(len(population.people) * NEWCOMERS / 2.5))):
        found += members(population)
    return found


class Weeks:
    """What has happened to the borough's records by `week`."""

    def __init__(self, population: Population, seed: int, week: int) -> None:
        self.week = week
        self._moves: dict[int, list[Address]] = {}
        for number in range(1, week + 1):
            dice = Random(f"{seed}:moves:{number}")
            for _ in range(max(1, int(population.households * MOVES))):
                home = population.places.home(dice.choice(("Brent", "Brent", "Hounslow")), dice)
                self._moves.setdefault(dice.randint(1, population.households), []).append(home)

    def advance(self, record: Record) -> bool:
        """Bring a record of the first week up to date; False when it is no longer supplied."""
        if self.week == 0:
            return True
        record.as_of = record.feed.extracted(self.week)
        person = record.person
        key = person.number * 31 + sum(record.feed.code.encode())
        for week in range(1, self.week + 1):
            if _chance(key, week, 1) < VANISHED:
                return False
            for episode in record.episodes:
                if episode.ends is None and _chance(key, week, episode.starts.toordinal()) < CLOSED:
                    episode.ends = episode.seen = max(episode.starts, record.feed.extracted(week))
            if person.stage == "baby" and _chance(key, week, 3) < NAMED:
                record.first, record.last = (record.letters(person.name.given), record.letters(person.name.family))
        moves = self._moves.get(person.household.number)
        if moves and person.stage != "old identity" and _chance(key, 0, 4) < MOVE_KNOWN:
            record.lines = list(moves[-1].lines())
        return True


def _chance(*parts: int) -> float:
    """An even number from 0 to 1 that depends on `parts` alone."""
    mixed = 0x9E3779B9
    for part in parts:
        mixed = (mixed ^ part) * 0x85EBCA6B % 2**32
        mixed ^= mixed >> 15
    return mixed / 2**32
