"""Components as a plain walk finds them; groups beyond doubt exactly as the partition would make them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage.components import components, settle
from matching.linkage.facts import meeting
from matching.linkage.guards import HARD, Guard
from matching.linkage.partition import Evidence, Facts, Partition, partition

SEEDS = st.integers(0, 2**32 - 1)
VETOES = ["", "", "", "", "", "", str(Guard.TWIN), str(Guard.SEX)]


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=25))
def test_components_are_what_a_walk_reaches(edges: list[tuple[int, int]]) -> None:
    left, right = np.array(edges, np.int64).reshape(-1, 2).T
    walked = [{n} for n in range(15)]
    for _ in range(15):
        for a, b in edges:
            walked[a] = walked[b] = walked[a] | walked[b]
            for n in walked[a]:
                walked[n] = walked[a]
    assert components(15, left, right).tolist() == [min(of) for of in walked]


def test_a_long_chain_is_one_component() -> None:
    order = np.random.default_rng(1).permutation(20_000)
    assert not components(20_000, order[1:], order[:-1]).any()


def random_facts(seed: int) -> Facts:
    """People of one to five records, nearly all of whose pairs are latched; strangers' pairs in between."""
    dice = np.random.default_rng(seed)
    size = int(dice.integers(2, 16))
    of = dice.integers(0, max(1, size // 2), size)
    evidence: dict[tuple[int, int], Evidence] = {}
    for a in range(size):
        for b in range(a + 1, size):
            weight = float(dice.uniform(5, 30) if of[a] == of[b] else dice.uniform(-40, 12))
            if weight >= 0:
                veto = str(dice.choice(VETOES)) if of[a] != of[b] or dice.random() < 0.1 else ""
                evidence[a, b] = Evidence(weight, weight >= 6 or (weight >= 3 and dice.random() < 0.3), veto)
    hard = {p: e.veto for p, e in evidence.items() if e.veto in HARD}
    near = [p for p, e in evidence.items() if e.veto not in HARD and (e.latched or e.weight >= 3)]
    weak = {p: "weakest pair" for p in meeting(near) if p not in evidence and dice.random() < 0.5}
    apart = [p for p in evidence if dice.random() < 0.03]
    same = [p for p in evidence if dice.random() < 0.03]
    records = {r: ("rows", f"{dice.integers(100):03}-{r}") for r in range(size)}
    return Facts(records, same, apart, evidence, hard | weak, margin=3.0, rival=3.0, cap=int(dice.integers(2, 8)))


def settled_first(facts: Facts, *, without_hard: bool) -> Partition:
    """The partition, with what is beyond doubt taken out of it beforehand."""
    matters = {p for p, e in facts.evidence.items() if e.latched or e.weight >= facts.rival} | {*facts.same}
    if without_hard:
        matters = {p for p in matters if facts.evidence[p].veto not in HARD or p in facts.same}
    disputed = {*facts.same, *facts.apart}
    clear = [p in facts.evidence and facts.evidence[p].latched and not facts.evidence[p].veto for p in matters]
    joinable = np.array([ok and p not in disputed for p, ok in zip(matters, clear, strict=True)], np.bool_)
    left, right = np.array([*matters], np.int64).reshape(-1, 2).T
    settled = settle(len(facts.records), left, right, joinable, facts.cap)
    doubtful = {r for r in facts.records if not settled.beyond_doubt[r]}
    groups = {frozenset(np.flatnonzero(settled.group == n).tolist()) for n in settled.group[settled.beyond_doubt]}
    rest = partition(
        Facts(
            {r: facts.records[r] for r in doubtful},
            [p for p in facts.same if doubtful.issuperset(p)],
            [p for p in facts.apart if doubtful.issuperset(p)],
            {p: e for p, e in facts.evidence.items() if doubtful.issuperset(p)},
            {p: bar for p, bar in facts.barred.items() if doubtful.issuperset(p)},
            facts.margin,
            facts.rival,
            facts.cap,
        )
    )
    return Partition(rest.groups | groups, rest.refused)


@settings(max_examples=400)
@given(SEEDS)
def test_what_is_beyond_doubt_is_what_the_partition_makes(seed: int) -> None:
    facts = random_facts(seed)
    wanted = partition(facts)
    assert settled_first(facts, without_hard=False) == wanted
    quicker = settled_first(facts, without_hard=True)
    assert quicker.groups == wanted.groups
    assert quicker.refused == {p: why for p, why in wanted.refused.items() if p in quicker.refused}
    assert all(facts.evidence[p].veto in HARD for p in wanted.refused.keys() - quicker.refused.keys())


def test_most_groups_are_beyond_doubt() -> None:
    left, right = np.array([[0, 1], [0, 2], [1, 2], [3, 4], [5, 6], [6, 7]]).T
    settled = settle(9, left, right, np.array([True] * 6), cap=60)
    assert settled.group.tolist() == [0, 0, 0, 3, 3, 5, 5, 5, 8]
    assert settled.beyond_doubt.tolist() == [True] * 5 + [False] * 3 + [True]
    assert not settle(3, left[:3], right[:3], np.array([True, True, False]), cap=60).beyond_doubt.any()
    assert not settle(3, left[:3], right[:3], np.array([True] * 3), cap=2).beyond_doubt.any()
