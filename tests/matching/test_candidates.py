"""Candidates: each kind of slip leaves a key in common; over-full keys are passed over; only new pairs are given."""

from __future__ import annotations

import numpy as np
import pytest

from matching.linkage.candidates import candidates
from matching.linkage.keys import Rule, keys, rules
from matching.scoring import dates
from matching.scoring.columns import Builder

AMELIA = ("Amelia", "Smith", "2013-03-14", "HA9 7RR", "12", "High Road")


def pairs(*people: tuple[str, str, str, str, str, str], new: list[int] | None = None) -> set[tuple[int, int]]:
    builder = Builder(len(people))
    for place, (given, family, birth, postcode, house, street) in enumerate(people):
        builder.name(place, given, "", family)
        builder.birth[place] = dates.code(birth)
        builder.address(place, postcode, house, street, "London")
    flags = np.ones(len(people), np.bool_)
    if new is not None:
        flags[:] = False
        flags[new] = True
    found = candidates(builder.table(), flags)
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))


@pytest.mark.parametrize(
    "other",
    [
        AMELIA,
        ("Smith", "Amelia", "2013-03-14", "", "", ""),
        ("Amelia", "Smyth", "2013-03-14", "", "", ""),
        ("Amelia", "Jones", "2013-03-14", "HA9 7RR", "12", "High Road"),
        ("Amelia", "Smith", "2013-03-15", "", "", ""),
        ("Amelia", "Smith", "1987-11-29", "", "", ""),
        ("Amelia", "Smith", "", "", "", ""),
        ("Unborn", "Smith", "2013-03-14", "", "", ""),
        ("", "Smith", "2013-03-14", "HA9 7RR", "12", "High Road"),
        ("Amy", "Smith", "2013", "HA9 7RR", "", ""),
        ("Amleia", "Smtih", "2013-03-14", "HA9 7RR", "12", "High Rd"),
        ("Amelia", "Khan", "2014-03-14", "", "12", "High Road"),
    ],
)
def test_each_kind_of_slip_is_still_found(other: tuple[str, str, str, str, str, str]) -> None:
    assert pairs(AMELIA, other) == {(0, 1)}


def test_strangers_are_not_compared() -> None:
    assert pairs(AMELIA, ("Oliver", "Khan", "1987-11-29", "NW10 2AA", "3", "Low Road")) == set()


def test_only_pairs_with_a_new_side_are_given() -> None:
    assert pairs(AMELIA, AMELIA, AMELIA, new=[2]) == {(0, 2), (1, 2)}
    assert pairs(AMELIA, AMELIA, AMELIA, new=[]) == set()


def test_an_over_full_key_is_passed_over_and_counted() -> None:
    crowd = Rule.DAY_WORD.cap + 1
    builder = Builder(crowd)
    for place in range(crowd):
        builder.name(place, "", "", "Smith")
        builder.birth[place] = dates.code("2013-03-14")
    found = candidates(builder.table(), np.ones(crowd, np.bool_))
    assert len(found.left) == 0
    assert sum(found.over_full.values()) >= 1


def test_a_former_name_and_a_former_address_are_keys_too() -> None:
    builder = Builder(2)
    builder.name(0, "Grace", "", "Okafor")
    builder.name(0, "Grace", "", "Mensah")
    builder.address(0, "NW10 2AA", "3", "Low Road", "")
    builder.address(0, "HA9 7RR", "12", "High Road", "")
    builder.name(1, "Grace", "", "Mensah")
    builder.address(1, "HA9 7RR", "12", "High Road", "")
    found = candidates(builder.table(), np.array([False, True]))
    assert (found.left.tolist(), found.right.tolist()) == ([0], [1])


def test_the_hubs_keys_leave_out_what_is_only_for_small_tables() -> None:
    builder = Builder(2)
    builder.name(0, "Anna", "", "Berg")
    builder.name(1, "Omar", "", "Khan")
    builder.birth[:] = dates.code("2013-03-14")
    table = builder.table()
    everyone = np.ones(2, np.bool_)
    assert len(candidates(table, everyone).left) == 0
    assert candidates(table, everyone, wide=True).left.tolist() == [0]
    assert max(rules(keys(table).key).tolist()) < Rule.DAY


def test_a_record_has_about_fourteen_keys_and_they_are_the_same_in_any_table() -> None:
    def one(place: int, builder: Builder) -> None:
        builder.name(place, "Amelia", "Rose", "Smith")
        builder.birth[place], builder.nhs[place] = dates.code("2013-03-14"), 4857773456
        builder.address(place, "HA9 7RR", "12", "High Road", "London")
        builder.phone(place, "+447700900123")
        builder.email(place, "amelia@example.org")

    alone, later = Builder(1), Builder(3)
    one(0, alone)
    later.name(0, "Zoe", "", "Abel")
    later.address(0, "NW10 2AA", "3", "Low Road", "Leeds")
    one(2, later)
    mine = keys(alone.table())
    among = keys(later.table())
    assert 10 <= len(mine.key) <= 16
    assert set(mine.key.tolist()) == set(among.key[among.record == 2].tolist())


def test_over_full_keys_are_told_by_rule_and_narrower_keys_stand_in() -> None:
    """A hundred share 1 January and a family name; the one who is there twice is found by both names and the day."""
    crowd = Rule.DAY_WORD.cap + 1
    builder = Builder(crowd + 1)
    for place in range(crowd):
        builder.name(place, f"{chr(97 + place % 26)}{chr(97 + place // 26)}na", "", "Khan")
        builder.birth[place] = dates.code("1990-01-01")
    builder.name(crowd, "aana", "", "Khan")
    builder.birth[crowd] = dates.code("1990-01-01")
    found = candidates(builder.table(), np.ones(crowd + 1, np.bool_))
    assert found.over_full["DAY_WORD"] == 1
    assert (0, crowd) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
