"""Screening gives exactly what weighing every pair gives, bit by bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fctui.borough import write
from matching.linkage.candidates import candidates
from matching.linkage.reading import read
from matching.scoring import screening
from matching.scoring.addresses import Home, Postcode
from matching.scoring.columns import Table
from matching.scoring.compare import Field, compare
from matching.scoring.dates import Birth
from matching.scoring.said import together
from matching.scoring.screening import weigh_candidates, weigh_one_by_one
from matching.scoring.train import train
from matching.scoring.weights import Model, shipped, weigh
from store.permissions import May
from store.records.source_records import live
from tests.benchmarks.linkage_borough import administrator, deliver
from tests.matching.tables import all_pairs, people, random_model, random_table

SEEDS = st.integers(0, 2**32 - 1)
MODELS = st.one_of(st.just(shipped()), SEEDS.map(random_model))


def assert_same(table: Table, left: np.ndarray, right: np.ndarray, model: Model, floor: float) -> int:
    comparison = compare(table, left, right)
    weighed = weigh(model, comparison)
    wanted = np.flatnonzero(weighed.bits >= floor)
    found = weigh_candidates(table, left, right, model, floor)
    assert found.kept.tolist() == wanted.tolist()
    assert (found.weighed.summands == weighed.summands[wanted]).all()
    assert (found.weighed.bits == weighed.bits[wanted]).all()
    whole = comparison.at(wanted)
    for field in Field:
        assert (found.comparison.levels[field] == whole.levels[field]).all()
        assert (found.comparison.holders[field] == whole.holders[field]).all()
    return len(wanted)


@settings(max_examples=60)
@given(SEEDS, MODELS, st.floats(-10, 15), st.sampled_from([60, 10_000]))
def test_as_if_every_pair_had_been_weighed(seed: int, model: Model, floor: float, at_once: int) -> None:
    table = random_table(seed, 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "AT_ONCE", at_once)
        assert_same(table, *all_pairs(table), model, floor)


@settings(max_examples=30)
@given(SEEDS, MODELS, st.floats(-10, 15), st.sampled_from([0, 20000000]))
def test_one_by_one_as_many_together(seed: int, model: Model, floor: float, grown: int) -> None:
    table = random_table(seed, 20)
    left, right = all_pairs(table)
    also = np.random.default_rng(seed).random(len(left)) < 0.1
    many = weigh_candidates(table, left, right, model, floor, also=also, grown=grown)
    who = people(table)
    sides = [(who[a], who[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    found = weigh_one_by_one(sides, table.frequencies, model, floor, also=also.tolist(), grown=grown)
    assert [place for place, _, _ in found] == many.kept.tolist()
    assert [summands for _, _, summands in found] == many.weighed.summands.tolist()
    few = together([said for _, said, _ in found], table.frequencies.size)
    for field in Field:
        assert (few.levels[field] == many.comparison.levels[field]).all(), field
        assert (few.holders[field] == many.comparison.holders[field]).all(), field


def test_as_if_every_candidate_of_a_town_had_been_weighed() -> None:
    table = random_table(5, 700)
    found = candidates(table, np.ones(table.size, np.bool_))
    assert assert_same(table, found.left, found.right, shipped(), shipped().thresholds.review) > 100


@pytest.mark.parametrize("noise", [1.0, 2.5])
def test_as_if_every_candidate_of_a_borough_had_been_weighed(tmp_path: Path, noise: float) -> None:
    write(250, 31, tmp_path / "borough", noise=noise)
    session = administrator(tmp_path / "hub")
    deliver(session, tmp_path / "borough")
    with session.reading(May.IMPORT) as connection:
        _, table = read(connection, sorted(live(connection)))
    session.close()
    found = candidates(table, np.ones(table.size, np.bool_))
    model = train(table, found.left, found.right, shipped())
    for weights in (shipped(), model):
        for floor in (-5.0, weights.thresholds.review, weights.thresholds.join):
            assert assert_same(table, found.left, found.right, weights, floor) > 100


@settings(max_examples=20)
@given(SEEDS)
def test_grown_ups_born_on_one_day_at_one_door_are_there_whatever_they_weigh(seed: int) -> None:
    table, grown = random_table(seed, 20), 20000000
    left, right = all_pairs(table)
    comparison = compare(table, left, right)
    level = comparison.levels
    home, postcode = level[Field.HOME], level[Field.POSTCODE]
    at_one_door = (home == Home.SAME) | ((postcode == Postcode.SAME) & (home == Home.MISSING))
    wanted = at_one_door & (level[Field.BIRTH] == Birth.SAME) & (table.birth[left] < grown)
    wanted |= weigh(shipped(), comparison).bits >= 5.0
    found = weigh_candidates(table, left, right, shipped(), 5.0, grown=grown)
    assert found.kept.tolist() == np.flatnonzero(wanted).tolist()


def test_no_pairs_give_no_pairs() -> None:
    none = np.zeros(0, np.int64)
    found = weigh_candidates(random_table(1, 3), none, none, shipped(), 0.0)
    assert len(found.kept) == len(found.comparison) == len(found.weighed.bits) == 0


@settings(max_examples=20)
@given(SEEDS)
def test_pairs_wanted_whatever_they_weigh_are_there(seed: int) -> None:
    table = random_table(seed, 15)
    left, right = all_pairs(table)
    also = np.random.default_rng(seed).random(len(left)) < 0.1
    bits = weigh(shipped(), compare(table, left, right)).bits
    found = weigh_candidates(table, left, right, shipped(), 2.0, also=also)
    assert found.kept.tolist() == np.flatnonzero(also | (bits >= 2.0)).tolist()
    assert (found.weighed.bits == bits[found.kept]).all()
