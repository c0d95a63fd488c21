"""Weights: symmetric, exactly the sum of what is explained, and silent where nothing is known."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.scoring import dates, identifiers
from matching.scoring.columns import SEXES, Builder
from matching.scoring.compare import LEVELS, Comparison, Field, compare
from matching.scoring.explain import Summand, pack, unpack
from matching.scoring.weights import PARTS, PRIOR, Model, Weighed, shipped, weigh


@dataclass(frozen=True)
class Someone:
    """A record's identity values."""

    names: tuple[tuple[str, str, str], ...] = (("Amelia", "", "Smith"),)
    birth: str = "2013-03-14"
    sex: str = ""
    nhs: str = ""
    homes: tuple[tuple[str, str, str], ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    upn: str = ""
    born_at: str = ""


def compared(*people: Someone, pairs: list[tuple[int, int]] | None = None) -> tuple[Comparison, Weighed]:
    builder = Builder(len(people))
    for place, one in enumerate(people):
        for name in one.names:
            builder.name(place, *name)
        builder.birth[place], builder.sex[place] = dates.code(one.birth), SEXES.get(one.sex, 0)
        builder.nhs[place] = identifiers.nhs_code(one.nhs)
        for postcode, house, street in one.homes:
            builder.address(place, postcode, house, street, "London")
        for phone in one.phones:
            builder.phone(place, phone)
        for email in one.emails:
            builder.email(place, email)
        if one.upn:
            builder.number(place, "UPN", one.upn)
        if one.born_at:
            builder.attribute(place, "birth place", one.born_at)
    left, right = np.array(pairs or [(0, 1)]).T
    comparison = compare(builder.table(), left, right)
    return comparison, weigh(shipped(), comparison)


def bits(*people: Someone) -> float:
    return float(compared(*people)[1].bits[0])


HOME = ("HA9 7RR", "12", "High Road")
GIVEN = st.sampled_from(
    ["Amelia", "Amelia Rose", "Amy", "A", "Emily", "Mohammed", "Muhammad", "Unborn", "", "Smith", "Zoë"]
)
FAMILY = st.sampled_from(["Smith", "SMYTH", "Smith-Jones", "Jones", "Khan", "", "Amelia", "O'Brien"])
BIRTH = st.sampled_from(["2013-03-14", "2013-03-15", "2013-04-13", "2013", "2013-03", "1987-11-29", "", "1900-01-01"])
HOMES = st.sampled_from(
    [
        HOME,
        ("HA9 7RR", "14", "High Rd"),
        ("HA9 7RS", "12", "High Road"),
        ("NW10 2AA", "3b", "Low Road"),
        ("", "12", "High Road"),
    ]
)
PEOPLE = st.builds(
    Someone,
    names=st.lists(st.tuples(GIVEN, st.sampled_from(["", "Rose", "R", "Ann"]), FAMILY), min_size=1, max_size=3).map(
        tuple
    ),
    birth=BIRTH,
    sex=st.sampled_from(["", "F", "M", "O"]),
    nhs=st.sampled_from(["", "4857773456", "4857773465", "9434765919"]),
    homes=st.lists(HOMES, max_size=3).map(tuple),
    phones=st.lists(st.sampled_from(["+447700900123", "+447700900124"]), max_size=2).map(tuple),
    emails=st.lists(st.sampled_from(["a@example.org", "a.smith@example.org", "asmith@example.org"]), max_size=2).map(
        tuple
    ),
    upn=st.sampled_from(["", "A801200001001", "A801200001002"]),
)


@settings(max_examples=25)
@given(st.lists(PEOPLE, min_size=3, max_size=8))
def test_the_weight_does_not_depend_on_which_record_comes_first(people: list[Someone]) -> None:
    pairs = list(combinations(range(len(people)), 2))
    last = len(people) - 1
    there = compared(*people, pairs=pairs)[1]
    turned = compared(*people, pairs=[(b, a) for a, b in pairs])[1]
    back = compared(*reversed(people), pairs=[(last - a, last - b) for a, b in pairs])[1]
    assert there.summands.tolist() == back.summands.tolist() == turned.summands.tolist()


def test_nor_do_names_that_fit_equally_well() -> None:
    names = (("Amelia Rose", "Rose", "Smyth"), ("Amelia", "Rose", "Smyth"))
    three = [Someone(names=some) for some in (names, (("Amelia", "Rose", "Smith"),), names[::-1])]
    there, back = compared(*three, pairs=[(0, 2)])[1], compared(*reversed(three), pairs=[(0, 2)])[1]
    assert there.summands.tolist() == back.summands.tolist()


def test_nor_do_addresses_that_fit_equally_well() -> None:
    homes = (("", "1", "Mill Lane"), ("", "3", "High Street"))
    other = Someone(homes=(("", "5", "High Street"), ("", "7", "Mill Lane")))
    third = Someone(homes=(("", "9", "High Street"),))
    there, turned = (compared(Someone(homes=some), other, third)[1] for some in (homes, homes[::-1]))
    assert there.summands.tolist() == turned.summands.tolist()


@settings(max_examples=25)
@given(st.lists(PEOPLE, min_size=3, max_size=8))
def test_the_explanation_adds_up_to_the_weight_exactly(people: list[Someone]) -> None:
    pairs = list(combinations(range(len(people)), 2))
    comparison, weighed = compared(*people, pairs=pairs)
    for weight, told in zip(weighed.bits, pack(comparison, weighed, np.arange(len(pairs))), strict=True):
        summands = unpack(told)
        assert sum(s.bits for s in summands) == weight
        assert sum(s.bits for s in reversed(summands)) == weight
        for summand in summands:
            assert summand.sentence.endswith(".")
            assert summand.words


@settings(max_examples=60)
@given(PEOPLE)
def test_two_records_that_say_nothing_weigh_no_more_than_chance(one: Someone) -> None:
    nothing = Someone(names=(("", "", ""),), birth="")
    weighed = compared(one, nothing)[1]
    fields = [s for s in unpack(pack(*compared(one, nothing), np.array([0]))[0]) if s.part in set(Field)]
    assert fields == []
    assert weighed.bits[0] == pytest.approx(weighed.summands[0, 0], abs=0.05)


def test_the_whole_is_never_more_than_its_evidence_allows() -> None:
    assert bits(Someone(homes=(HOME,)), Someone(homes=(HOME,))) > 6
    assert bits(Someone(homes=(HOME,)), Someone(names=(("Emily", "", "Smith"),), homes=(HOME,))) < 1
    assert bits(Someone(), Someone(names=(("Oliver", "", "Khan"),), birth="1987-11-29")) < -10


@pytest.mark.parametrize(
    "better",
    [
        {"names": (("Smith", "", "Amelia"),)},
        {"names": (("Emily", "", "Smith"), ("Amelia", "", "Smith"))},
        {"names": (("Amelia", "", "Jones"), ("Amelia", "", "Smith"))},
        {"birth": "2013-03-15"},
        {"birth": "2013-03"},
        {"names": (("Amy", "", "Smith"),)},
    ],
)
def test_what_agrees_in_part_speaks_for_one_person(better: dict[str, object]) -> None:
    worse = Someone(names=(("Priya", "", "Khan"),), birth="1987-11-29")
    assert bits(Someone(), replace(Someone(), **better)) > bits(Someone(), worse) + 8


def test_a_rare_name_counts_more_than_a_common_one() -> None:
    def crowd(family: str) -> float:
        town = [Someone(names=((f"Given{n}", "", "Smith"),), birth="1950-01-02") for n in range(600)]
        pair = [Someone(names=(("Amelia", "", family),))] * 2
        return bits(*pair, *town)

    assert crowd("Zebedee") > crowd("Smith") + 2


def test_namesakes_make_both_names_together_count_less() -> None:
    """Thirty others hold either name in both towns; in one of them it is the same thirty."""

    def town(*others: tuple[str, str]) -> float:
        pair = [Someone(names=(("Sita", "", "Rai"),), birth="")] * 2
        born = iter(range(1910, 1970))
        return bits(*pair, *(Someone(names=((g, "", f),), birth=f"{next(born)}-01-02") for g, f in others * 30))

    assert town(("Sita", "Smith"), ("Amelia", "Rai")) > town(("Sita", "Rai"), ("Amelia", "Smith")) + 1


def test_an_invalid_or_missing_number_changes_nothing() -> None:
    plain = bits(Someone(), Someone())
    assert bits(Someone(nhs="4857773456"), Someone()) == plain
    assert bits(Someone(nhs="4857773456"), Someone(nhs="4857773456")) > plain + 5
    assert bits(Someone(nhs="4857773456"), Someone(nhs="9434765919")) < plain - 5


def level(one: Someone, other: Someone, field: Field) -> str:
    there, back = (compared(*pair)[0].levels[field][0] for pair in ((one, other), (other, one)))
    assert there == back
    return LEVELS[field](int(there)).name


def called(given: str, family: str, middle: str = "") -> Someone:
    return Someone(names=((given, middle, family),))


@pytest.mark.parametrize(
    ("one", "other", "order", "given", "family"),
    [
        (called("Smith", "Amelia"), called("Amelia", "Smith"), "SWAPPED", "SAME", "SAME"),
        (called("Smith", "Ameliaa"), called("Amelia", "Smith"), "SWAPPED", "SAME", "CLOSE"),
        (called("Smith", "Evea"), called("Eva", "Smith"), "SWAPPED", "SAME", "SIMILAR"),
        (called("A", "Smith"), called("Smith", "Amelia"), "SWAPPED", "INITIAL", "SAME"),
        (called("A", "Smyth"), called("Smith", "Amelia"), "MISSING", "DIFFERENT", "DIFFERENT"),
        (called("Smith", ""), called("Amelia", "Smith"), "HALF", "MISSING", "SAME"),
        (called("", "Amelia"), called("Amelia", "Smith"), "HALF", "MISSING", "SAME"),
        (called("Priya", ""), called("Amelia", "Smith"), "MISSING", "DIFFERENT", "MISSING"),
        (called("Xiao Ming", "Wang"), called("Xiaoming", "Wang"), "MISSING", "VARIANT", "SAME"),
        (called("Rose", "Smith"), called("Amelia Rose", "Smith"), "MISSING", "MIDDLE", "SAME"),
        (called("Molly", "Smith"), called("Mia", "Smith"), "MISSING", "SIMILAR", "SAME"),
        (called("Molly", "Smith"), called("Mary", "Smith"), "MISSING", "VARIANT", "SAME"),
    ],
)
def test_names_that_stand_otherwise(one: Someone, other: Someone, order: str, given: str, family: str) -> None:
    assert level(one, other, Field.ORDER) == order
    assert level(one, other, Field.GIVEN) == given
    assert level(one, other, Field.FAMILY) == family


def test_two_nameless_records_count_only_under_one_roof_and_family_name() -> None:
    unborn = replace(called("Unborn", "Smith"), birth="", homes=(HOME,))
    assert level(unborn, replace(unborn, birth="2026-09"), Field.GIVEN) == "UNNAMED"
    assert level(unborn, replace(unborn, homes=(("NW10 2AA", "3b", "Low Road"),)), Field.GIVEN) == "MISSING"
    assert level(unborn, replace(unborn, names=(("Unborn", "", "Khan"),)), Field.GIVEN) == "MISSING"
    assert level(unborn, replace(unborn, names=(("", "", "Smith"),)), Field.GIVEN) == "UNNAMED"
    assert level(unborn, replace(unborn, names=(("Baby of Emily", "", "Smith"),)), Field.GIVEN) == "UNNAMED"
    assert level(unborn, replace(unborn, names=(("Emily", "", "Smith"),)), Field.GIVEN) == "MISSING"
    assert bits(unborn, replace(unborn, birth="2026-09")) > shipped().thresholds.review


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10115", "10115", "SAME"),
        ("D-10115", "10115", "SAME"),
        ("01067", "1067", "SAME"),
        ("10115", "10151", "SLIP"),
        ("10115", "10249", "DISTRICT"),
        ("10115", "80331", "DIFFERENT"),
        ("2160", "2161", "SLIP"),
        ("2160", "2984", "DISTRICT"),
        ("HA9 7RR", "HA97RR", "SAME"),
        ("HA9 7RR", "HA9 7RP", "SLIP"),
        ("HA9 7RR", "HA9 2XY", "DISTRICT"),
        ("ZZ99 3CZ", "ZZ99 3CZ", "MISSING"),
    ],
)
def test_postcodes_of_this_and_other_countries(one: str, other: str, expected: str) -> None:
    at = [replace(Someone(), homes=((code, "", ""),)) for code in (one, other)]
    assert level(at[0], at[1], Field.POSTCODE) == expected


def test_every_level_of_every_field_can_be_read_out() -> None:
    for field, levels in LEVELS.items():
        for one in levels:
            for said in (Summand(field, one.name, 3.2), Summand(field, one.name, -3.2)):
                assert said.sentence.startswith(("The ", "Nothing is said about the "))
                assert said.sentence.endswith((".", "counts 3.2 against."))
                assert said.words
                assert said.title


def test_a_model_survives_the_way_through_the_database() -> None:
    again = Model.load(shipped().body)
    assert again.thresholds == shipped().thresholds
    assert all((again.chances[f] == shipped().chances[f]).all() for f in Field if f in again.chances)
    assert set(again.chances) == set(Field)


def test_no_class_hands_out_more_chance_than_there_is() -> None:
    """Birth dates known in part have chances of their own; the order of names is a price, paid for trying both ways."""
    in_part = {"MONTH", "YEAR", "YEAR_NEAR"}
    for field, levels in json.loads(shipped().body)["chances"].items():
        if field == Field.ORDER:
            continue
        whole = np.array([chances for level, chances in levels.items() if level not in in_part])
        assert (whole.sum(axis=0) <= 1.05).all(), field


def test_the_prior_is_the_first_thing_said() -> None:
    summands = unpack(pack(*compared(Someone(), Someone()), np.array([0]))[0])
    assert summands[0].part == PRIOR
    assert "counts 13.3 against" in summands[0].sentence


def test_weights_made_before_a_field_was_known_say_nothing_about_it() -> None:
    body = json.loads(shipped().body)
    del body["chances"]["attribute"], body["by_share"]["attribute"]
    older = Model.load(json.dumps(body))
    builder = Builder(2)
    for row in (0, 1):
        builder.name(row, "Zebedee", "", "Quill")
        builder.attribute(row, "occupation", "lamplighter")
    comparison = compare(builder.table(), np.array([0]), np.array([1]))
    at = PARTS.index(Field.ATTRIBUTE)
    assert weigh(shipped(), comparison).summands[0, at] > 0
    assert weigh(older, comparison).summands[0, at] == 0
