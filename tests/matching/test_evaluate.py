"""Calibration, sub-groups and hard cases are counted as somebody with a pencil would."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.benchmarks.linkage_calibration import bands
from tests.benchmarks.linkage_subgroups import Group, Hard, gap, hard_cases, pairs_within, subgroups


def test_a_band_tells_what_was_claimed_and_what_is() -> None:
    found = bands(np.array([1.0, 1.0, 1.5, 9.0, 30.0]), np.array([True, False, True, True, True]))
    assert [(b.low, b.high, b.pairs) for b in found] == [(0, 2, 3), (8, 10, 1), (20, np.inf, 1)]
    assert found[0].predicted == pytest.approx((2 / 3 + 2 / 3 + 1 / (1 + 2**-1.5)) / 3)
    assert found[0].actual == pytest.approx(2 / 3)
    assert bands(np.array([-1.0, 0.0]), np.array([False, True]))[0].high == 0.0
    assert bands(np.zeros(0), np.zeros(0, np.bool_)) == ()


@given(some.lists(some.integers(0, 4), max_size=12))
def test_pairs_within_are_all_of_them_once(labels: list[int]) -> None:
    left, right = pairs_within(np.array(labels, np.int64))
    found = [tuple(sorted(p)) for p in zip(left.tolist(), right.tolist(), strict=True)]
    assert sorted(found) == [(a, b) for a, b in combinations(range(len(labels)), 2) if labels[a] == labels[b]]


# Records 0, 1, 2 are one woman, 3 and 4 a man; 1 and 3 were wrongly put together, 0 and 1 only review would join.
WHO = np.array([7, 7, 7, 9, 9])
PERSON = np.array([0, 1, 2, 1, 3])
REVIEWED = np.array([0, 0, 2, 0, 3])


def test_a_pair_counts_for_the_group_of_either_record() -> None:
    groups = subgroups("origin", ["irish", "irish", "welsh", "", "welsh"], WHO, PERSON, REVIEWED)
    assert groups == [Group("origin", "irish", 3, 0.0, 1 / 3), Group("origin", "welsh", 3, 0.0, 0.0)]


def test_the_gap_is_between_groups_of_enough_pairs() -> None:
    groups = [Group("sex", "F", 300, 0.9, 0.99), Group("sex", "M", 200, 0.9, 0.97), Group("sex", "", 10, 0.0, 0.0)]
    assert gap(groups, "sex") == pytest.approx(-0.02)
    assert gap(groups, "age") == 0.0


def test_hard_cases_are_linked_in_review_lost_or_wrong() -> None:
    found = hard_cases(["twin", "", "adopted", "twin", ""], WHO, PERSON, REVIEWED)
    assert found == {"adopted": Hard(2, 0, 0, 2, 0), "twin": Hard(3, 0, 1, 2, 1)}
