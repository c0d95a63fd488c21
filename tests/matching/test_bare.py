"""The engine on bare rows of many tongues: nobody joined to anybody else, and hardly anybody lost."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from matching.linkage.bare import Bare, link
from matching.linkage.measures import Measures, measure
from matching.scoring.weights import shipped
from tests.matching.crowd import ALL, Row, people, soiled, table


def linked(rows: list[Row], kinds: tuple[str, ...] = ALL) -> tuple[Bare, Measures]:
    names = [("file", f"{row.truth}-{row.given}-{row.family}-{row.birth}-{row.house}-{row.email}") for row in rows]
    found = link(table(rows, kinds), np.zeros(len(rows), np.int64), names)
    looked_at = found.candidates.left, found.candidates.right
    return found, measure([row.truth for row in rows], found.person, found.cases, looked_at)


@pytest.mark.parametrize(
    ("kinds", "f1", "automatic"),
    [
        (ALL, 0.99, 0.95),
        (("name", "birth", "home"), 0.96, 0.75),
        (("name", "birth", "town", "email"), 0.94, 0.9),
        (("name", "birth", "number", "household", "home"), 0.98, 0.9),
        (("name", "birth"), 0.95, 0.65),
        (("name", "home"), 0.9, 0.0),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_people_of_many_tongues_are_found_and_none_is_joined_to_another(
    kinds: tuple[str, ...], f1: float, automatic: float, seed: int
) -> None:
    _, found = linked(soiled(people(140, seed), seed), kinds)
    assert found.contaminated == 0
    assert found.automatic.recall >= automatic
    assert found.with_cases.f1 >= f1


def test_the_order_of_rows_does_not_matter() -> None:
    rows = soiled(people(120, 4), 4)
    other = [*rows]
    Random(9).shuffle(other)

    def companions(of: list[Row]) -> set[frozenset[int]]:
        found, _ = linked(of)
        groups: dict[int, set[int]] = {}
        for place, person in enumerate(found.person.tolist()):
            groups.setdefault(person, set()).add(id(of[place]))
        return {frozenset(group) for group in groups.values()}

    assert companions(rows) == companions(other)


def test_hardly_any_rows_are_linked_by_the_shipped_weights() -> None:
    anna = Row(
        "a", "Anna", "Kowalska", "1980-04-03", "12", "Lindenweg", "10115", "Jena", "anna@example.org", "31415926"
    )
    found, measured = linked([anna, anna, Row("b", "Omar", "Haddad", "1971-11-30")])
    assert found.model is shipped()
    assert found.person.tolist() == [0, 0, 2]
    assert measured.cases == 0


@pytest.mark.parametrize("count", [2, 8, 14, 26])
def test_a_file_too_small_to_learn_from_makes_no_one_person_of_neighbours(count: int) -> None:
    """All of them are Ann, of one road and of one month, and nearly of one name: to learn from, that is one person."""
    rows = [
        Row(f"p{n}", "Ann", f"Testley{chr(97 + n)}", f"2012-03-{n + 1:02}", f"{n + 1}", "High Road", "NW101AA")
        for n in range(count)
    ]
    found, measured = linked(rows, ("name", "birth", "home"))
    assert found.model is shipped()
    assert len(set(found.person.tolist())) == count
    assert measured.contaminated == 0


def test_no_rows_are_no_persons() -> None:
    found, _ = linked([])
    assert len(found.person) == 0
    assert found.cases == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jürgen", "Müller"), ("Juergen", "Mueller")),
        (("María", "García López"), ("Maria", "López")),
        (("Zofia", "Kowalska"), ("Zofia", "Kowalski")),
        (("Ali", "al-Jabouri"), ("Ali", "Aljabouri")),
        (("Ali", "al-Jabouri"), ("Aly", "Jabouri")),
        (("Muhammad", "Khan"), ("Mohamed", "Khan")),
        (("Guðrún", "Ólafsdóttir"), ("Gudrun", "Olafsdottir")),
        (("Xiaoming", "Wang"), ("Wang", "Xiaoming")),
        (("Xiao Ming", "Wang"), ("Xiaoming", "Wang")),
        (("Oleksandr", "Shevchenko"), ("Alexander", "Szewczenko")),
        (("Siobhán", "O'Brien"), ("Siobhan", "OBrien")),
        (("Jean-Pierre", "Dupont"), ("Jean Pierre", "Dupont")),
        (("Rose", "Kaur"), ("Harpreet Rose", "Kaur")),
        (("Yuki", ""), ("Yuki", "Tanaka")),
    ],
)
def test_one_name_written_in_two_ways_is_one_person_or_a_question(one: tuple[str, str], other: tuple[str, str]) -> None:
    rows = [Row("p", *name, "1980-04-03", "12", "Lindenweg", "10115", "Jena") for name in (one, other)]
    found, measured = linked(rows)
    assert measured.automatic.recall + measured.cases == 1
    assert len(found.candidates.left) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jón", "Einarsson", "2001-05-06"), ("Sigrún", "Einarsdóttir", "2003-01-09")),
        (("Zofia", "Kowalska", "1980-04-03"), ("Paweł", "Kowalski", "1979-12-24")),
        (("Mei", "Wang", "1950-02-02"), ("Jian", "Wang", "1975-07-19")),
    ],
)
def test_two_of_one_family_under_one_roof_are_neither_joined_nor_asked(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    rows = [Row(str(k), *name, "12", "Lindenweg", "10115", "Jena") for k, name in enumerate((one, other))]
    found, _ = linked(rows)
    assert found.person.tolist() == [0, 1]
    assert found.cases == ()


def test_two_of_an_agency_that_lists_hardly_anybody_twice_are_asked_about_more_seldom() -> None:
    """Nobody says that it does not: it shows, since what is hardly in doubt lies across the agencies."""
    fathers = people(300, 9)
    own = [*fathers, *(replace(row, birth="", house="") for row in fathers[:60])]
    rows = own + [row for row in soiled(fathers, 9, copies=1) if row not in set(fathers)]
    of = table(rows, ("name", "birth", "home"))
    names = [("agency", f"{at:04}") for at in range(len(rows))]

    def asked_within(agencies: NDArray[np.int64]) -> int:
        return sum(max(case) < len(own) for case in link(of, agencies, names).cases)

    of_two = (np.arange(len(rows)) >= len(own)).astype(np.int64)
    assert asked_within(of_two) < asked_within(np.zeros_like(of_two)) / 2


@pytest.mark.parametrize(
    ("agencies", "joined"),
    [
        ([0, 0, 1], 0),  # the list knows two people of the name: the third row's is either's
        ([0, 1, 2], 3),  # three lists, of three homes
        ([0, 0, 0], 3),  # a list that is looked through for whom it has twice
    ],
)
def test_whom_one_of_several_agencies_lists_at_two_homes_is_nobody_by_names_and_birth_alone(
    agencies: list[int], joined: int
) -> None:
    crowd = people(200, 5)
    cuddy = Row("c", "Amelia", "Cuddeford", "1957-03-22", "2", "Lindenweg", "10115", "Jena")
    rows = [
        *crowd,
        *soiled(crowd, 5, copies=1)[len(crowd) :],
        cuddy,
        replace(cuddy, truth="d", house="55", street="Kirchplatz", postcode="99871", town="Fulda"),
        replace(cuddy, truth="d", house="17", street="Via Roma", postcode="40213", town="Hilden"),
    ]
    of = table(rows, ("name", "birth", "home"))
    whose = np.array([*(at % 3 for at in range(len(rows) - 3)), *agencies])
    found = link(
        of, whose if any(agencies) else np.zeros(len(rows), np.int64), [("a", f"{at:04}") for at in range(len(rows))]
    )
    last = found.person[-3:].tolist()
    assert max(map(last.count, last)) == max(joined, 1)
    assert joined or len([case for case in found.cases if min(case) >= len(rows) - 3]) >= 2


def test_two_numbers_keep_two_people_apart_whatever_else_leaves_them_to_people() -> None:
    """The second's family name fits the first's by half alone, which guards the pair too: a third row joined them."""
    crowd = people(200, 6)
    rows = [
        *crowd,
        *soiled(crowd, 6, copies=1)[len(crowd) :],
        Row("c", "María", "Muñoz Rodríguez", "1990-04-11", "59", "Calle Mayor", "", "Lorca", number="60673518"),
        Row("c", "María", "Muñoz Rodríguze", "1990-04-11", "59", "Calle Mayor", "30800", "Lorca"),
        Row("d", "María", "Muñoz Pérez", "1990-04-11", "", "", "30800", "Lorca", number="60208449"),
    ]
    whose = np.array([*(at % 2 for at in range(len(rows) - 3)), 1, 0, 1])
    found = link(
        table(rows, ("name", "birth", "home", "town", "number")), whose, [("", f"{at:04}") for at in range(len(rows))]
    )
    assert found.person[-1] != found.person[-3]


def test_grown_ups_of_one_door_to_whom_a_body_gives_two_numbers_are_not_asked_about() -> None:
    ann = Row("a", "Anna", "Piernas", "1984-03-10", "9", "Calle Mayor", "10115", "Jena", number="51192961")
    greta = replace(ann, truth="b", given="Greta")
    crowd = soiled(people(200, 8), 8, copies=1)
    for number, asked in (("36955658", False), ("", True)):
        rows = [*crowd, ann, replace(greta, number=number)]
        of, whose = table(rows, ("name", "birth", "home", "number")), np.arange(len(rows)) % 2
        found = link(of, whose, [("", f"{at:04}") for at in range(len(rows))])
        assert ((len(crowd), len(crowd) + 1) in found.cases) == asked
        found = link(of, whose * 0 + 1 - (np.arange(len(rows)) < 9), [("", f"{at:04}") for at in range(len(rows))])
        assert (len(crowd), len(crowd) + 1) not in found.cases, "one agency lists both"


def test_names_and_birth_alone_join_nobody_whose_home_and_trade_both_differ() -> None:
    crowd = people(200, 8)
    kinds = ("name", "birth", "home", "number")
    jaque = Row("j", "Jaqueline", "Niederberg", "1996-01-22", "44", "Lindenweg", "10115", "Jena")
    moved = replace(jaque, house="20", street="Via Roma", postcode="71237", town="Fulda")
    for trade, joined in (("baker", True), ("nurse", False)):
        rows = [*soiled(crowd, 8, copies=1), replace(jaque, trade="baker"), replace(moved, trade=trade)]
        whose = np.array([at % 2 for at in range(len(rows))])
        found = link(table(rows, (*kinds, "trade")), whose, [("", f"{at:04}") for at in range(len(rows))])
        assert (found.person[-1] == found.person[-2]) == joined
