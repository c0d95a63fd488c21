"""Which pairs below the review line are asked about all the same: each kind planted alone (issue 3)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.linkage.faint import faint
from matching.linkage.guards import ASKED, HARD, ORDER, Guard
from matching.scoring import dates
from matching.scoring.weights import shipped
from tests.matching.test_guards import AMELIA, HERE, NHS, OTHER_NHS, THERE, named_
from tests.matching.test_scoring_weights import Someone, compared

LIMITS = shipped().thresholds
BELOW = LIMITS.review - 1
GROWN = replace(AMELIA, birth="1987-03-14")
NONE = Guard.NONE


def why(one: Someone, other: Someone, bits: float = BELOW, *, child: bool = False) -> Guard:
    comparison = compared(one, other)[0]
    ages = dates.of_an_age(*(np.array([dates.code(side.birth)]) for side in (one, other)))
    return ORDER[int(faint(comparison, np.array([child]), ages, np.array([bits]), LIMITS)[0])]


def born(birth: str, given: str = "Amelia", family: str = "Smith") -> Someone:
    return replace(named_(given, family), birth=birth)


def elsewhere(one: Someone) -> Someone:
    return replace(one, homes=(THERE,))


@pytest.mark.parametrize(
    ("other", "grown", "child"),
    [
        (named_("Oliver"), Guard.GROWN, Guard.NAME),
        (elsewhere(named_("Oliver")), Guard.NAME, Guard.NAME),
        (elsewhere(named_("Amelia", "Jones")), Guard.NAME, NONE),
        (replace(named_("Oliver"), birth="2013-03-15"), NONE, NONE),
        (named_("Oliver", "Jones"), Guard.NAMES, NONE),
        (elsewhere(named_("Oliver", "Jones")), NONE, NONE),
    ],
)
def test_a_name_that_differs_may_be_a_changed_one(other: Someone, grown: Guard, child: Guard) -> None:
    """An adopted child's two identities differ in the family name: nobody is asked about those (domain/2 R20)."""
    assert (why(AMELIA, other), why(AMELIA, other, child=True)) == (grown, child)


@pytest.mark.parametrize("given", ["Amelia", "Amy", "Ameliaa"])
def test_names_that_fit_and_a_slip_in_the_birth_date_are_asked_about_wherever_they_live(given: str) -> None:
    assert why(AMELIA, elsewhere(born("2013-03-14", given))) is Guard.NEARLY
    slip = elsewhere(born("2013-03-15", given))
    assert why(AMELIA, slip) is Guard.NEARLY
    assert why(AMELIA, elsewhere(born("2013-03-28", given))) is NONE
    assert why(AMELIA, elsewhere(born("2013-03-15", given, "Jones"))) is NONE
    assert why(replace(AMELIA, sex="F"), replace(slip, sex="M")) is NONE
    assert why(replace(AMELIA, nhs=NHS), replace(slip, nhs=OTHER_NHS)) is NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AMELIA, born("2013-09-29")),
        (AMELIA, born("2019-07-21")),
        (born("1989-12-09"), born("1990", "Amy")),
        (AMELIA, born("2013-03-15", "Ameline")),
        (AMELIA, born("2013-04-11", "")),
        (born("1968"), born("1969", "")),
    ],
)
def test_at_one_door_the_birth_date_may_be_further_off(one: Someone, other: Someone) -> None:
    """No home has two children of one name."""
    assert why(one, other) is Guard.NEARLY
    assert why(one, elsewhere(other)) is NONE


def test_a_parent_and_a_child_of_one_name_are_not_asked_about() -> None:
    assert why(AMELIA, born("1986-09-29")) is NONE
    assert why(AMELIA, born("2000-09-29")) is NONE
    assert why(AMELIA, born("2000-09-30")) is NONE
    assert why(AMELIA, born("2001-09-29")) is Guard.NEARLY
    assert why(AMELIA, born("")) is NONE


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (AMELIA, Guard.NUMBERS),
        (named_("Amy"), Guard.NUMBERS),
        (named_(""), Guard.NUMBERS),
        (born("2013-03-15"), Guard.NUMBERS),
        (named_("Oliver"), NONE),
        (named_("Amelia", "Jones"), NONE),
        (born("2013-09-29"), NONE),
        (elsewhere(AMELIA), NONE),
    ],
)
def test_two_numbers_of_one_home_name_and_birth_date_are_asked_about(other: Someone, expected: Guard) -> None:
    """A number typed wrong, a baby's first one, or the mother's with her child: planted as two_nhs and mothers_nhs."""
    one = replace(AMELIA, nhs=NHS)
    for child in (False, True):
        assert why(one, replace(other, nhs=OTHER_NHS), child=child) is expected


@pytest.mark.parametrize(
    ("other", "least"),
    [
        (named_("Amelia", "Jones"), LIMITS.faint),
        (elsewhere(named_("Oliver")), LIMITS.faint_given),
        (named_("Oliver", "Jones"), LIMITS.faint_at_home),
        (born("2013-09-29"), LIMITS.faint),
    ],
)
def test_each_kind_is_asked_about_from_its_own_weight_up_to_the_review_line(other: Someone, least: float) -> None:
    one = AMELIA
    assert why(one, other, least) is not NONE
    assert why(one, other, least - 0.01) is NONE
    assert why(one, other, LIMITS.review) is NONE, "such a pair is asked about anyway, under its own guard"


def test_grown_ups_of_another_given_name_are_asked_about_however_little_they_weigh() -> None:
    for bits in (-9.0, BELOW):
        assert why(GROWN, born("1987-03-14", "Emily"), bits) is Guard.GROWN
    assert why(GROWN, replace(born("1987-03-14", "Emily"), homes=(HERE,)), child=True) is Guard.NAME


def test_what_is_asked_about_below_the_line_keeps_no_two_persons_apart() -> None:
    assert not ASKED & HARD
