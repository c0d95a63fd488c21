"""A borough's people: households of every kind, with the hard cases among them."""

from random import Random

from fctui.borough.calendar import Calendar
from fctui.borough.households import Population, members
from fctui.borough.numbers import NhsNumbers
from fctui.borough.places import Places
from fctui.borough.planted import CASES, FIRST_WITHIN
from matching.progress import Progress

STAGE = "Making up households"


def populate(people: int, seed: int, progress: Progress) -> Population:
    """`people` made-up people in their households.

    The list also holds the former identities of adopted children, which are not counted as people.
    """
    dice = Random(f"{seed}:people")
    population = Population(dice, Places(people, Random(f"{seed}:places")), NhsNumbers(Random(f"{seed}:nhs")))
    calendar = Calendar({kind: rate for kind, (rate, _) in CASES.items()}, dice, FIRST_WITHIN)
    place = count = 0
    while count < people:
        home = members(population)
        for kind in list(calendar.due(place)):
            if not CASES[kind][1](population, home):
                calendar.postpone(kind, place)
        for person in home:
            if person.stage != "old identity":
                if count == people:
                    break
                count += 1
            population.people.append(person)
        place += 1
        if place % 2000 == 0:
            progress(STAGE, count, people)
    progress(STAGE, people, people)
    return population
