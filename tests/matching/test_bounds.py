"""The bound is never below the weight, and passes over most of what a fair model makes light of."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage.candidates import candidates
from matching.scoring.bounds import within_reach
from matching.scoring.columns import Builder
from matching.scoring.compare import OPEN, Field, at_sight, compare, with_letters
from matching.scoring.weights import Model, shipped, weigh
from tests.matching.tables import all_pairs, random_model, random_table

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=40)
@given(SEEDS, st.one_of(st.just(shipped()), SEEDS.map(random_model)))
def test_no_pair_that_weighs_enough_is_out_of_reach(seed: int, model: Model) -> None:
    table = random_table(seed, 30)
    left, right = all_pairs(table)
    bits = weigh(model, compare(table, left, right)).bits
    rest = at_sight(table, left, right)
    for floor in np.quantile(bits, np.linspace(0, 1, 9), method="nearest"):
        near = within_reach(model, table, left, right, rest, floor)
        assert set(np.flatnonzero(bits >= floor).tolist()) <= set(near.tolist())


def test_strangers_who_share_a_key_are_out_of_reach() -> None:
    """Names as common as Smith, one person in five known twice: most candidates are strangers, and are passed over."""
    dice = np.random.default_rng(3)
    builder, people = Builder(6000), 5000
    for row in range(6000):
        who = np.random.default_rng(row % people)
        given, family = (min(int(who.pareto(1.0) * 4), size) for size in (300, 900))
        builder.name(row, f"Given{chr(97 + given % 26)}{given}", "", f"Family{chr(97 + family % 26)}{family}")
        builder.birth[row] = who.integers(1940, 2020) * 10000 + who.integers(1, 13) * 100 + who.integers(1, 29)
        house, street = who.integers(1, 90) if dice.random() < 0.9 else dice.integers(1, 90), who.integers(60)
        builder.address(row, f"HA{street % 9} {street % 7}AB", str(house), f"Street {street}", "")
    table = builder.table()
    found = candidates(table, np.ones(table.size, np.bool_))
    weighty = (weigh(shipped(), compare(table, found.left, found.right)).bits >= 0).sum()
    rest = at_sight(table, found.left, found.right)
    near = within_reach(shipped(), table, found.left, found.right, rest, 0.0)
    assert 900 < weighty <= len(near) < len(found.left) / 4


def test_only_contacts_that_are_not_the_same_are_open() -> None:
    table = random_table(8, 40)
    left, right = all_pairs(table)
    whole, sight = compare(table, left, right), at_sight(table, left, right)
    for field in (Field.PHONE, Field.EMAIL):
        opened = sight.levels[field] == OPEN
        assert opened.any()
        assert (opened == (whole.levels[field] > 1)).all()
        assert (sight.levels[field][~opened] == whole.levels[field][~opened]).all()
        assert (sight.holders[field] == whole.holders[field]).all()
        assert (with_letters(table, left, right, sight).levels[field] == whole.levels[field]).all()
