"""Counting pairs by the make-up of persons gives what counting them one by one gives, and takes seconds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from matching.linkage.measures import Quality, joined, measure

Pair = tuple[int, int]
NOTHING: list[Pair] = []


@some.composite
def linkages(draw: some.DrawFn) -> tuple[list[str], list[int], list[Pair], list[Pair]]:
    size = draw(some.integers(1, 12))
    truth = draw(some.lists(some.sampled_from(["", "a", "b", "c", "d"]), min_size=size, max_size=size))
    person = draw(some.lists(some.integers(0, 5), min_size=size, max_size=size))
    pair = some.tuples(some.integers(0, size - 1), some.integers(0, size - 1)).filter(lambda p: p[0] < p[1])
    pairs = some.lists(pair, max_size=8) if size > 1 else some.just(NOTHING)
    return truth, person, draw(pairs), draw(pairs)


def one_by_one(said: set[Pair], true: set[Pair]) -> Quality:
    both = len(said & true)
    return Quality.of(both / len(said) if said else 1.0, both / len(true) if true else 1.0)


def closed(person: list[int], cases: list[Pair]) -> list[int]:
    person = list(person)
    for a, b in cases:
        person = [person[a] if label == person[b] else label for label in person]
    return person


@settings(max_examples=150)
@given(linkages())
def test_measures_are_what_counting_one_by_one_gives(
    linkage: tuple[list[str], list[int], list[Pair], list[Pair]],
) -> None:
    truth, person, cases, candidates = linkage
    known = [r for r in range(len(truth)) if truth[r]]
    pairs = set(combinations(known, 2))
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    asked = [(a, b) for a, b in cases if truth[a] and truth[b]]
    right = [p for p in asked if p in true]
    between = {frozenset((person[a], person[b])) for a, b in asked}
    linked = {(a, b) for a, b in pairs if person[a] == person[b]}
    reviewed = closed(person, right)

    found = measure(truth, person, cases, ([a for a, _ in candidates], [b for _, b in candidates]))

    assert found.records == len(known)
    assert found.true_pairs == len(true)
    assert found.automatic == one_by_one(linked, true)
    assert found.with_cases == one_by_one(linked | {p for p in pairs if {person[r] for r in p} in between}, true)
    assert found.after_review == one_by_one({(a, b) for a, b in pairs if reviewed[a] == reviewed[b]}, true)
    assert found.cases == len(asked)
    assert found.case_yield == (len(right) / len(asked) if asked else 1.0)
    assert found.candidate_recall == (len(set(candidates) & true) / len(true) if true else 1.0)
    people = {label: {truth[r] for r in known if person[r] == label} for label in person}
    assert found.contaminated == sum(len(of) > 1 for of in people.values())


@settings(max_examples=100)
@given(linkages())
def test_b_cubed_is_the_mean_over_records(linkage: tuple[list[str], list[int], list[Pair], list[Pair]]) -> None:
    truth, person, *_ = linkage
    known = [r for r in range(len(truth)) if truth[r]]
    precision, recall = [], []
    for r in known:
        mine = {s for s in known if person[s] == person[r]}
        true = {s for s in known if truth[s] == truth[r]}
        precision.append(len(mine & true) / len(mine))
        recall.append(len(mine & true) / len(true))
    found = measure(truth, person, [], ([], [])).bcubed
    assert found.precision == pytest.approx(sum(precision) / len(known) if known else 1.0)
    assert found.recall == pytest.approx(sum(recall) / len(known) if known else 1.0)


def test_cases_join_through_chains() -> None:
    assert len(set(joined([7, 7, 3, 9, 5], [(0, 2), (3, 2), (1, 3)]))) == 2
    found = measure(list("aaab"), [0, 1, 2, 3], [(0, 1), (1, 2)], ([0, 1], [1, 2]))
    assert found.after_review == Quality(1.0, 1.0, 1.0)
    assert found.with_cases == Quality(1.0, 2 / 3, 0.8)  # nobody asked about the first and the third


def test_a_false_case_counts_as_wrong_and_is_not_joined() -> None:
    found = measure(list("aabb"), [0, 0, 1, 1], [(1, 2)], ([0, 1, 2], [1, 2, 3]))
    assert found.automatic == found.after_review == Quality(1.0, 1.0, 1.0)
    assert found.with_cases.precision == pytest.approx(2 / 6)
    assert found.case_yield == 0.0
    assert found.cases_per_10000 == 2500.0


def test_numbers_serve_as_truth_and_a_negative_one_is_not_known() -> None:
    found = measure(np.array([4, 4, -1, 2]), [0, 0, 0, 1], NOTHING, ([0], [1]))
    assert (found.records, found.contaminated, found.automatic.f1) == (3, 0, 1.0)


def test_pairs_of_a_heap_are_counted_without_being_looked_at() -> None:
    dice = np.random.default_rng(5)
    size = 110_000
    of = dice.integers(0, 50_000, size)
    person = np.where(dice.random(size) < 0.9, of, 50_000 + np.arange(size))
    person[:20_000] = 1  # one by one, the pairs of such a heap would take minutes
    cases = dice.integers(0, size, (6_000, 2))
    found = measure([str(label) for label in of], person, cases, (cases[:, 0], cases[:, 1]))
    alike = np.bincount(of)
    assert found.true_pairs == (alike * (alike - 1) // 2).sum()
    assert found.records == size
