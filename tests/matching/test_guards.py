"""What the machine leaves to people: each guard planted alone, in a pair heavy enough to be joined without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.linkage.guards import FIRM, HARD, ORDER, OWN, Guard, bar, guards, named
from matching.scoring import dates
from matching.scoring.columns import Builder
from matching.scoring.weights import shipped
from tests.matching.tables import people
from tests.matching.test_scoring_weights import HOME, Someone, compared

HERE, THERE = HOME, ("NW10 2AA", "3", "Low Road")
NEXT_DOOR = (HOME[0], f"{HOME[1]}1", HOME[2])
AMELIA = Someone(homes=(HERE,))
NHS, OTHER_NHS = "4857773456", "9434765919"
WITHIN_A_MONTH = "2013-04-11"
UPN, MISTYPED, NEXT = "A801200001001", "A801200010001", "A801200001002"


def guard(
    one: Someone,
    other: Someone,
    *,
    double: bool = False,
    twice: bool = False,
    child: bool = False,
    initials: bool = False,
    sure: bool = False,
) -> Guard:
    about = {"minors": child, "initials": initials, "sure": sure, "twice": twice}
    about = {name: np.array([flag]) for name, flag in about.items()}
    about["generations"] = dates.generation(*(np.array([dates.code(side.birth)]) for side in (one, other)))
    found, back = (
        guards(compared(*pair)[0], np.array([double]), **about).tolist() for pair in ((one, other), (other, one))
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
    (AMELIA, named_("Oliver"), Guard.GROWN),
    (AMELIA, replace(named_("Oliver"), homes=(THERE,)), Guard.TWIN),
    (named_("Amelia", middle="Rose"), named_("Amelia", middle="Grace"), Guard.TWIN),
    (AMELIA, replace(named_("Oliver"), birth="2013-03-15"), Guard.GIVEN),
    (AMELIA, replace(AMELIA, birth="1987-11-29"), Guard.BIRTH),
    (AMELIA, replace(AMELIA, birth=WITHIN_A_MONTH), Guard.BIRTH),
    (AMELIA, replace(AMELIA, birth="1987-03-14"), Guard.GENERATION),
    (AMELIA, replace(AMELIA, birth="1983-03-14"), Guard.GENERATION),
    (AMELIA, named_(""), Guard.NO_GIVEN),
    (named_("Unborn"), named_("Unborn"), Guard.NO_GIVEN),
    (AMELIA, replace(AMELIA, birth=""), Guard.NO_BIRTH),
    (AMELIA, replace(AMELIA, birth="2013", homes=(THERE,)), Guard.NO_BIRTH),
    (AMELIA, replace(named_("Amelia", "Jones"), birth="2013"), Guard.NO_BIRTH),
    (AMELIA, replace(named_("A"), homes=()), Guard.INITIAL),
    (replace(AMELIA, sex="F"), replace(named_("Amy"), sex="M"), Guard.SEX),
    (AMELIA, replace(AMELIA, birth="2013-03-15", homes=(THERE,)), Guard.ALONE),
    (AMELIA, replace(named_("Amelia", "Jones"), homes=(THERE,)), Guard.ALONE),
    (replace(AMELIA, birth="1987-03-11"), replace(AMELIA, birth="1987-11-03", homes=(THERE,)), Guard.ALONE),
    (AMELIA, replace(named_("Amelia", "Smyth"), birth="2013-03-15", homes=(NEXT_DOOR,)), Guard.ALONE),
]


@pytest.mark.parametrize(("one", "other", "expected"), PLANTED)
def test_each_guard_holds_where_it_is_planted(one: Someone, other: Someone, expected: Guard) -> None:
    assert guard(one, other) is expected


def test_an_agency_that_lists_nobody_twice_is_believed() -> None:
    assert guard(AMELIA, AMELIA, double=True) is Guard.DOUBLE


def test_whom_one_agency_numbers_twice_is_not_joined_by_name_and_birth_date_alone() -> None:
    moved = replace(AMELIA, homes=(THERE,))
    assert guard(AMELIA, moved, twice=True) is Guard.TWICE
    assert guard(AMELIA, replace(AMELIA, homes=()), twice=True) is Guard.TWICE
    assert guard(AMELIA, AMELIA, twice=True) is Guard.NONE, "one home"
    phone = ("+447700900123",)
    mother = replace(AMELIA, birth="", phones=phone)
    assert guard(mother, replace(AMELIA, phones=phone), twice=True) is Guard.TWICE, "a mother may be called so too"
    assert guard(mother, replace(AMELIA, phones=phone)) is Guard.NONE
    assert guard(replace(AMELIA, phones=phone), replace(moved, phones=phone), twice=True) is Guard.NONE
    assert guard(replace(AMELIA, nhs=NHS), replace(moved, nhs=NHS), twice=True) is Guard.NONE
    assert guard(AMELIA, moved, twice=True, sure=True) is Guard.NONE


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


def among(one: Someone, other: Someone, *names: str) -> Guard:
    """The guard on a pair of grown people where people of these first names live elsewhere."""
    others = [named_(name, f"Other{at}") for at, name in enumerate(names)]
    return ORDER[int(guards(compared(one, other, *others, pairs=[(0, 1)])[0], np.array([False]))[0])]


def test_grown_twins_with_nearly_one_name_are_left_to_people() -> None:
    """Others bear either name, so neither is a slip of the other; a slip stands alone."""
    anna, hanna = named_("Anna"), named_("Hanna")
    others = ("Anna",) * 4 + ("Hanna",) * 4
    assert among(anna, hanna, *others) is Guard.TWIN
    assert among(anna, hanna, *others[:4]) is Guard.NONE
    assert among(replace(anna, birth="2013"), hanna, *others) is Guard.ALIKE
    assert among(replace(anna, upn=UPN), replace(hanna, upn=UPN), *others) is Guard.NONE
    assert among(replace(anna, nhs=NHS), replace(hanna, nhs=NHS), *others) is Guard.NONE


@pytest.mark.parametrize(("one", "other", "expected"), [case for case in PLANTED if case[2]])
def test_overwhelming_evidence_lifts_a_guard_unless_it_is_firm(one: Someone, other: Someone, expected: Guard) -> None:
    lifted = Guard.NONE if other.birth == WITHIN_A_MONTH or expected not in FIRM | OWN else expected
    lifted = Guard.NAMESAKE if expected is Guard.NO_BIRTH and other.homes == (THERE,) else lifted
    assert guard(one, other, sure=True) is lifted
    upn = "A801200001001"
    own = guard(replace(one, upn=upn), replace(other, upn=upn), sure=True)
    assert own is (expected if expected in FIRM else Guard.NONE), "a number that relatives do not share"


@pytest.mark.parametrize("born", ["2013-03-14", "2015-11-02"])
def test_what_a_home_shares_never_makes_brothers_and_sisters_one(born: str) -> None:
    """However much of it there is: address, telephone, family name, the parents' names."""
    shared = replace(AMELIA, phones=("+442079460000",))
    sister = replace(shared, names=(("Beatrice", "", "Smith"),), birth=born)
    assert guard(shared, sister, sure=True) in OWN


def test_a_number_is_a_persons_own_even_mistyped_but_not_the_next_one() -> None:
    """Twins are registered one after the other: their numbers differ in the last place."""
    one, twin = replace(AMELIA, upn=UPN), named_("Beatrice")
    assert guard(one, replace(twin, upn=MISTYPED), sure=True) is Guard.NONE
    assert guard(one, replace(twin, upn=NEXT), sure=True, child=True) is Guard.TWIN
    assert guard(one, replace(named_(""), upn=MISTYPED), sure=True) is Guard.NONE
    assert guard(one, replace(twin, upn=MISTYPED), child=True) is Guard.TWIN, "and only where the evidence is heavy"


def test_a_childs_email_address_is_its_parents() -> None:
    mail = ("smith.family@mail.example",)
    one, other = replace(AMELIA, emails=mail), replace(named_("Beatrice"), emails=mail)
    assert guard(one, other, sure=True, child=True) is Guard.TWIN
    assert guard(one, other, sure=True) is Guard.NONE


def test_no_home_has_two_of_one_name_born_within_a_month() -> None:
    assert guard(AMELIA, replace(AMELIA, birth=WITHIN_A_MONTH), sure=True) is Guard.NONE
    assert guard(AMELIA, replace(named_("Oliver"), birth=WITHIN_A_MONTH), sure=True) is Guard.GIVEN
    father_and_son = replace(AMELIA, birth="1951-06-02"), replace(AMELIA, birth="1979-11-20")
    assert guard(*father_and_son, sure=True) is Guard.BIRTH
    one, other = (replace(named_("Mohammad", middle=last), birth="1990") for last in ("Imran", "Salim"))
    assert guard(one, replace(other, birth="1991"), sure=True) is Guard.BIRTH, "brothers who share a first name"


def test_a_parent_of_one_name_and_birthday_is_not_the_child() -> None:
    """27 years apart two digits differ, 30 years apart one does; a slip of the year is nearer, or a whole century."""
    assert guard(replace(AMELIA, birth="1983-03-14"), AMELIA, sure=True) is Guard.GENERATION
    for year in (2012, 2003, 2001, 1913):
        assert guard(replace(AMELIA, birth=f"{year}-03-14"), AMELIA) is Guard.NONE
    assert guard(replace(AMELIA, birth="1986-03-14", nhs=NHS), replace(AMELIA, nhs=NHS)) is Guard.NONE
    assert Guard.GENERATION in HARD & OWN


def test_however_rare_names_and_an_age_may_be_a_namesakes() -> None:
    one, other = replace(AMELIA, birth="2013"), replace(AMELIA, homes=(THERE,))
    assert guard(one, other, sure=True) is Guard.NAMESAKE
    assert guard(replace(one, birth=""), other, sure=True) is Guard.NAMESAKE
    for more in ({"homes": (HERE,)}, {"phones": ("+447700900123",)}, {"born_at": "Leeds"}):
        assert guard(replace(one, **more), replace(other, **more), sure=True) is Guard.NONE
    assert guard(AMELIA, other, sure=True) is Guard.NONE, "born on one day"


def test_initials_are_never_enough() -> None:
    j = replace(named_("J"), birth="1980-03-14")
    assert guard(j, j, initials=True) is Guard.NONE, "family name, birth date and home agree without them"
    assert guard(j, j, initials=True, child=True) is Guard.INITIALS
    for less in ({"homes": ()}, {"birth": "1980"}, {"birth": "1980-03-15"}):
        assert guard(j, replace(j, **less), initials=True) is Guard.INITIALS
        assert guard(j, replace(j, **less), initials=True, sure=True) is Guard.INITIALS
    assert guard(replace(j, upn=UPN), replace(j, upn=UPN, homes=()), initials=True, sure=True) is Guard.NONE


def test_which_records_have_no_more_than_an_initial() -> None:
    builder = Builder(4)
    for place, given in ((0, "J"), (1, "John"), (2, ""), (3, "J"), (3, "Jane")):
        builder.name(place, given, "", "Smith")
    of = builder.table()
    one, other = np.array([0, 0, 0, 0]), np.array([0, 1, 2, 3])
    assert of.initials(one, other).tolist() == [True, False, False, False]
    assert of.initials(other, one).tolist() == [True, False, False, False]
    assert [person.only_initial for person in people(of)] == [True, False, False, False]


def test_a_year_alone_bears_nothing_that_speaks_against_it() -> None:
    """Namesakes of one age at one address, born in different places."""
    one = replace(AMELIA, birth="1975", born_at="Virginia")
    assert guard(one, one) is Guard.NONE
    assert guard(one, replace(one, born_at="Carolina")) is Guard.NO_BIRTH
    assert guard(replace(one, birth="1975-03-14"), replace(one, birth="1975-03-14", born_at="Carolina")) is Guard.NONE


def test_without_a_birth_date_one_contact_is_not_enough() -> None:
    """An e-mail address made of the name repeats the name; a telephone may be the father's, of the same name."""
    mail = ("amelia.smith@mail.example",)
    bare = Someone(birth="", emails=mail)
    assert guard(bare, bare) is Guard.NO_BIRTH
    for more in ({"homes": (HERE,)}, {"phones": ("+447700900123",)}, {"born_at": "Leeds"}, {"upn": UPN}):
        more = replace(bare, **more)
        assert guard(more, more) is Guard.NONE


def test_copied_numbers_and_lists_are_never_beyond_doubt() -> None:
    assert {Guard.IDENTIFIER, Guard.CONTRADICTION, Guard.DOUBLE, Guard.MOVED} <= FIRM
    assert guard(AMELIA, AMELIA, double=True, sure=True) is Guard.DOUBLE
    assert guard(AMELIA, replace(AMELIA, homes=(THERE,)), child=True, sure=True) is Guard.MOVED
    assert shipped().thresholds.sure >= shipped().thresholds.join + 8


def test_a_childs_other_given_name_is_a_twins_and_a_grown_ups_may_be_a_changed_one() -> None:
    """Both keep two records apart as one kind of contradiction."""
    assert guard(AMELIA, named_("Oliver"), child=True) is Guard.TWIN
    assert guard(AMELIA, named_("Oliver"), double=True) is Guard.TWIN, "a feed that lists nobody twice lists twins"
    assert {Guard.GROWN, Guard.TWIN} <= HARD
    assert bar(Guard.GROWN) == bar(Guard.TWIN) == Guard.TWIN


def test_every_guard_can_be_read_out_and_kept() -> None:
    for one in Guard:
        assert one is Guard.NONE or one.words.endswith(".")
    assert named(np.arange(len(ORDER), dtype=np.int8)) == [str(one) for one in Guard]
    assert Guard.NO_GIVEN not in HARD
    assert Guard.MOVED not in HARD
