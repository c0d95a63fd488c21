"""What the machine leaves to people: each guard planted alone, in a pair heavy enough to be joined without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.linkage.guards import FIRM, HARD, ORDER, OWN, Guard, guards, named
from matching.scoring.weights import shipped
from tests.matching.test_scoring_weights import HOME, Someone, compared

HERE, THERE = HOME, ("NW10 2AA", "3", "Low Road")
AMELIA = Someone(homes=(HERE,))
NHS, OTHER_NHS = "4857773456", "9434765919"


def guard(one: Someone, other: Someone, *, double: bool = False, child: bool = False, sure: bool = False) -> Guard:
    found, back = (
        guards(compared(*pair)[0], np.array([double]), minors=np.array([child]), sure=np.array([sure])).tolist()
        for pair in ((one, other), (other, one))
    )
    assert found == back
    return ORDER[found[0]]


def named_(given: str, family: str = "Smith", middle: str = "") -> Someone:
    return replace(AMELIA, names=((given, middle, family),))


PLANTED: list[tuple[Someone, Someone, Guard]] = [
    (AMELIA, AMELIA, Guard.NONE),
    (replace(AMELIA, nhs=NHS), replace(AMELIA, nhs=OTHER_NHS), Guard.IDENTIFIER),
    (replace(AMELIA, nhs=NHS), replace(AMELIA, nhs="4857773465"), Guard.IDENTIFIER),
    (replace(AMELIA, nhs=NHS), replace(AMELIA, nhs=NHS, birth="1987-11-29"), Guard.CONTRADICTION),
    (replace(AMELIA, nhs=NHS), replace(named_("Oliver", "Khan"), nhs=NHS), Guard.CONTRADICTION),
    (AMELIA, named_("Oliver"), Guard.TWIN),
    (named_("Amelia", middle="Rose"), named_("Amelia", middle="Grace"), Guard.TWIN),
    (AMELIA, replace(named_("Oliver"), birth="2013-03-15"), Guard.GIVEN),
    (AMELIA, replace(AMELIA, birth="1987-11-29"), Guard.BIRTH),
    (AMELIA, replace(AMELIA, birth="2013-04-11"), Guard.BIRTH),
    (AMELIA, named_(""), Guard.NO_GIVEN),
    (named_("Unborn"), named_("Unborn"), Guard.NO_GIVEN),
    (AMELIA, replace(AMELIA, birth=""), Guard.NO_BIRTH),
    (AMELIA, replace(AMELIA, birth="2013", homes=(THERE,)), Guard.NO_BIRTH),
    (AMELIA, replace(named_("A"), homes=()), Guard.INITIAL),
    (replace(AMELIA, sex="F"), replace(named_("Amy"), sex="M"), Guard.SEX),
    (AMELIA, replace(AMELIA, birth="2013-03-15", homes=(THERE,)), Guard.ALONE),
    (AMELIA, replace(named_("Amelia", "Jones"), homes=(THERE,)), Guard.ALONE),
    (replace(AMELIA, birth="1987-03-11"), replace(AMELIA, birth="1987-11-03", homes=(THERE,)), Guard.ALONE),
]


@pytest.mark.parametrize(("one", "other", "expected"), PLANTED)
def test_each_guard_holds_where_it_is_planted(one: Someone, other: Someone, expected: Guard) -> None:
    assert guard(one, other) is expected


def test_an_agency_that_lists_nobody_twice_is_believed() -> None:
    assert guard(AMELIA, AMELIA, double=True) is Guard.DOUBLE


def test_a_child_known_by_name_and_birth_date_alone_is_left_to_people() -> None:
    moved = replace(AMELIA, homes=(THERE,))
    assert guard(AMELIA, moved, child=True) is Guard.MOVED
    assert guard(AMELIA, moved) is Guard.NONE
    phone = ("+447700900123",)
    assert guard(replace(AMELIA, phones=phone), replace(moved, phones=phone), child=True) is Guard.NONE
    assert guard(replace(AMELIA, nhs=NHS), replace(moved, nhs=NHS), child=True) is Guard.NONE
    assert guard(AMELIA, replace(moved, homes=(THERE, HERE)), child=True) is Guard.NONE
    assert guard(AMELIA, replace(AMELIA, homes=()), child=True) is Guard.NONE


@pytest.mark.parametrize("other", ["Amy", "Ameliaa", "A", "Emilia"])
def test_children_of_one_birth_date_with_names_alike_may_be_twins(other: str) -> None:
    found = guard(AMELIA, named_(other), child=True)
    assert found in (Guard.ALIKE, Guard.TWIN)
    assert guard(AMELIA, replace(named_(other), birth="2013-03-15"), child=True) is not Guard.ALIKE
    upn = "A801200001001"
    assert guard(replace(AMELIA, upn=upn), replace(named_("Amy"), upn=upn), child=True) is Guard.NONE
    assert guard(AMELIA, named_("Amy")) is Guard.NONE


@pytest.mark.parametrize(("one", "other", "expected"), [case for case in PLANTED if case[2]])
def test_overwhelming_evidence_lifts_a_guard_unless_it_is_firm(one: Someone, other: Someone, expected: Guard) -> None:
    assert guard(one, other, sure=True) is (expected if expected in FIRM | OWN else Guard.NONE)
    upn = "A801200001001"
    own = guard(replace(one, upn=upn), replace(other, upn=upn), sure=True)
    assert own is (expected if expected in FIRM else Guard.NONE), "a number that relatives do not share"


@pytest.mark.parametrize("born", ["2013-03-14", "2015-11-02"])
def test_what_a_home_shares_never_makes_brothers_and_sisters_one(born: str) -> None:
    """However much of it there is: address, telephone, family name, the parents' names."""
    shared = replace(AMELIA, phones=("+442079460000",))
    sister = replace(shared, names=(("Beatrice", "", "Smith"),), birth=born)
    assert guard(shared, sister, sure=True) in OWN


def test_copied_numbers_and_lists_are_never_beyond_doubt() -> None:
    assert {Guard.IDENTIFIER, Guard.CONTRADICTION, Guard.DOUBLE, Guard.MOVED} <= FIRM
    assert guard(AMELIA, AMELIA, double=True, sure=True) is Guard.DOUBLE
    assert guard(AMELIA, replace(AMELIA, homes=(THERE,)), child=True, sure=True) is Guard.MOVED
    assert shipped().thresholds.sure >= shipped().thresholds.join + 8


def test_every_guard_can_be_read_out_and_kept() -> None:
    for one in Guard:
        assert one is Guard.NONE or one.words.endswith(".")
    assert named(np.arange(len(ORDER), dtype=np.int8)) == [str(one) for one in Guard]
    assert Guard.NO_GIVEN not in HARD
    assert Guard.MOVED not in HARD
