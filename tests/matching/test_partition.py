"""The partition as a pure function: decisions first, weights next, guards over whole persons, order of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.linkage.partition import WEAK, Evidence, Facts, Pair, Partition, Refusal, partition

RECORDS = (1, 2, 3, 4, 5)
PAIRS = tuple(combinations(RECORDS, 2))
JOIN, KEEP = 20, 14


def keys(records: tuple[int, ...] = RECORDS) -> dict[int, tuple[str, str]]:
    return {r: ("feed", str(r)) for r in records}


def facts(weights: Mapping[Pair, float], **more: object) -> Facts:
    """All pairs of these weights fit; those from JOIN up are latched."""
    evidence = {p: Evidence(w, w >= JOIN) for p, w in weights.items()}
    return Facts(keys(), evidence=evidence, **more)  # type: ignore[arg-type]


def people(found: Partition) -> set[frozenset[int]]:
    return {g for g in found.groups if len(g) > 1}


def of(*groups: tuple[int, ...]) -> set[frozenset[int]]:
    return {frozenset(g) for g in groups}


# ---- one rule at a time


def test_a_latched_pair_is_one_person_and_a_lighter_one_is_not() -> None:
    assert people(partition(facts({(1, 2): 21, (3, 4): 19}))) == of((1, 2))


def test_a_vetoed_pair_is_refused_by_its_guard() -> None:
    found = partition(Facts(keys(), evidence={(1, 2): Evidence(30, latched=True, veto="twin")}))
    assert people(found) == set()
    assert found.refused == {(1, 2): "twin"}


def test_different_is_closed_over_the_whole_person() -> None:
    found = partition(facts({(1, 3): 30}, same=[(2, 3)], apart=[(1, 2)]))
    assert people(found) == of((2, 3))
    assert found.refused == {(1, 3): Refusal.APART}


def test_a_hard_guard_is_not_passed_through_a_third_record() -> None:
    found = partition(facts({(1, 2): 30, (2, 3): 25, (1, 3): 5}, barred={(1, 3): "identifier"}))
    assert people(found) == of((1, 2))
    assert found.refused == {(2, 3): Refusal.GUARDED}


def test_what_people_declared_one_overrides_a_guard_and_keeps_its_companions() -> None:
    found = partition(
        facts(
            {(1, 3): 30, (2, 4): 29},
            same=[(1, 2)],
            barred={(1, 2): "identifier", (2, 3): "identifier", (1, 4): "identifier"},
        )
    )
    assert people(found) == of((1, 2, 3, 4))


def test_a_guard_of_another_kind_is_not_forgiven() -> None:
    found = partition(facts({(1, 3): 30}, same=[(1, 2)], barred={(1, 2): "identifier", (2, 3): "twin"}))
    assert people(found) == of((1, 2))


def test_a_contradiction_is_not_forgiven_by_records_that_a_bridge_leaves_behind() -> None:
    weights = {(1, 3): 30.0, (1, 4): 29.0, (1, 5): 27.0, (3, 4): 22.0, (3, 5): 12.0, (2, 4): 17.0, (1, 2): 5.0}
    found = partition(facts(weights, same=[(2, 5)], barred={(2, 5): "twin", (1, 4): "twin"}, margin=3.0, rival=12.0))
    assert people(found) == of((1, 3), (2, 5))
    refused = {(1, 4): Refusal.GUARDED, (3, 4): Refusal.GUARDED, (1, 5): Refusal.THIRD}
    assert found.refused == refused, "1 and 4 may be twins, and nobody accepted that of them"


def test_two_persons_do_not_meet_through_a_third_record() -> None:
    found = partition(facts({(1, 2): 30, (2, 3): 25}))
    assert people(found) == of((1, 2))
    assert found.refused == {(2, 3): Refusal.THIRD}
    assert people(partition(facts({(1, 2): 30, (2, 3): 25, (1, 3): 2}))) == of((1, 2, 3))


PERSONS = {(1, 2): 30.0, (4, 5): 29.0}  # two persons of two records; 3 may fit both
NEARLY = {(1, 4): 2.0, (1, 5): 2.0, (2, 4): 2.0, (2, 5): 2.0}  # kept, but not worth joining


def test_two_persons_do_not_meet_through_a_record_that_fits_both_however_well() -> None:
    found = partition(facts(PERSONS | NEARLY | {(1, 3): 50.0, (2, 3): 49.0, (3, 4): 40.0, (3, 5): 40.0}, margin=3.0))
    assert people(found) == of((1, 2, 3), (4, 5))
    assert found.refused == {(3, 4): Refusal.THIRD, (3, 5): Refusal.THIRD}


def test_a_record_that_fits_two_persons_nearly_equally_stands_alone() -> None:
    found = partition(facts(PERSONS | NEARLY | {(1, 3): 50.0, (2, 3): 49.0, (3, 4): 48.0, (3, 5): 40.0}, margin=3.0))
    assert people(found) == of((1, 2), (4, 5))
    assert {p: found.refused[p] for p in found.refused if 3 in p} == dict.fromkeys(
        [(1, 3), (2, 3), (3, 4), (3, 5)], Refusal.MARGIN
    )


def test_single_records_do_meet_through_a_third_one() -> None:
    weights = {(1, 3): 50.0, (2, 3): 40.0, (1, 2): 2.0}
    assert people(partition(facts(weights, margin=3.0))) == of((1, 2, 3))


def test_persons_that_people_declared_one_are_no_bridge() -> None:
    weights = PERSONS | NEARLY | {(1, 3): 50.0, (2, 3): 49.0, (3, 4): 40.0, (3, 5): 40.0}
    assert people(partition(facts(weights, margin=3.0, same=[(1, 4)]))) == of(RECORDS)


def test_a_pair_that_speaks_against_keeps_the_whole_apart() -> None:
    weights = {(1, 2): 30.0, (2, 3): 29.0, (2, 4): 28.0, (3, 4): 27.0, (1, 4): 25.0}
    assert people(partition(facts(weights))) == of((1, 2, 3, 4))
    found = partition(facts(weights, barred={(1, 3): WEAK}))
    assert people(found) == of((1, 2, 4))
    assert found.refused == {(2, 3): Refusal.GUARDED, (3, 4): Refusal.GUARDED}


def test_a_record_that_fits_two_people_nearly_equally_joins_neither() -> None:
    weights = {(1, 3): 30.0, (2, 3): 28.5}
    found = partition(facts(weights, margin=3.0, barred={(1, 2): "twin"}))
    assert people(found) == set()
    assert found.refused == {(1, 3): Refusal.MARGIN, (2, 3): Refusal.MARGIN}
    assert people(partition(facts(weights, margin=1.0, barred={(1, 2): "twin"}))) == of((1, 3))


def test_the_margin_does_not_stop_what_all_belongs_together() -> None:
    weights = {(1, 2): 30.0, (1, 3): 29.0, (2, 3): 28.0}
    assert people(partition(facts(weights, margin=3.0))) == of((1, 2, 3))


def test_the_cap_on_size() -> None:
    weights = dict.fromkeys(PAIRS, 30.0)
    found = partition(facts(weights, cap=3))
    assert max(map(len, found.groups)) == 3
    assert Refusal.SIZE in found.refused.values()


def test_withdrawn_records_take_no_part() -> None:
    evidence = {(1, 2): Evidence(30, latched=True)}
    found = partition(Facts(keys((1, 3)), same=[(2, 3)], evidence=evidence))
    assert found.groups == frozenset({frozenset({1}), frozenset({3})})


# ---- any facts at all

WEIGHTS = st.fixed_dictionaries({p: st.integers(0, 30) for p in PAIRS})
SOME_PAIRS = st.lists(st.sampled_from(PAIRS), max_size=3)


def closure(same: list[Pair]) -> dict[int, int]:
    lead = {r: r for r in RECORDS}
    for a, b in same:
        old, new = lead[a], lead[b]
        lead = {r: new if leader == old else leader for r, leader in lead.items()}
    return lead


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    weights = draw(WEIGHTS)
    kept = {p: w for p, w in weights.items() if w >= draw(st.integers(0, 12))}
    same = draw(SOME_PAIRS)
    lead = closure(same)
    apart = [p for p in draw(SOME_PAIRS) if lead[p[0]] != lead[p[1]]]  # decisions never contradict each other
    barred = dict.fromkeys(draw(SOME_PAIRS), "twin")
    vetoed = draw(st.sets(st.sampled_from(PAIRS), max_size=2))
    evidence = {p: Evidence(w, w >= JOIN, "no birth date" if p in vetoed else "") for p, w in kept.items()}
    return Facts(
        keys(), same, apart, evidence, barred, draw(st.sampled_from([0.0, 3.0])), 12.0, draw(st.sampled_from([3, 60]))
    )


@settings(max_examples=600)
@given(worlds())
def test_invariants_of_any_world(world: Facts) -> None:
    found = partition(world)
    assert sorted(r for g in found.groups for r in g) == list(RECORDS)
    where = {r: g for g in found.groups for r in g}
    lead = closure(list(world.same))
    for a, b in world.same:
        assert where[a] is where[b]
    for a, b in world.apart:
        assert where[a] is not where[b]
    for a, b in world.barred:
        if where[a] is where[b]:
            accepted = any(lead[x] == lead[y] and x in where[a] for x, y in world.barred)
            assert accepted, "a hard guard holds through any chain, unless people set it aside"
    for p, e in world.evidence.items():
        together = where[p[0]] is where[p[1]]
        assert not (e.latched and not together) or p in found.refused, "a refused join is always visible"
        assert not (p in found.refused and together)
    for group in found.groups:
        declared = max(sum(lead[r] == lead[x] for r in group) for x in group)
        assert len(group) <= max(world.cap, declared)


@settings(max_examples=600)
@given(worlds())
def test_no_record_alone_holds_two_persons_together(world: Facts) -> None:
    lead = closure(list(world.same))
    joinable = [p for p, e in world.evidence.items() if e.latched and not e.veto]
    for group in partition(world).groups:
        for bridge in group:
            if any(lead[r] == lead[bridge] and r != bridge for r in group):
                continue  # people declared it one with another
            rest = {r: frozenset(x for x in group if lead[x] == lead[r]) for r in group - {bridge}}
            for a, b in joinable:
                if a in rest and b in rest:
                    rest.update(dict.fromkeys(rest[a] | rest[b], rest[a] | rest[b]))
            assert sum(len(part) > 1 for part in set(rest.values())) < 2


@settings(max_examples=300)
@given(worlds(), st.permutations(RECORDS), st.randoms())
def test_neither_the_order_of_records_nor_of_facts_matters(world: Facts, order: list[int], dice: object) -> None:
    """Records arrive in another order and so carry other numbers; their agencies' keys stay."""
    number = dict(zip(RECORDS, order, strict=True))

    def renamed(p: Pair) -> Pair:
        a, b = sorted((number[p[0]], number[p[1]]))
        return a, b

    other = replace(
        world,
        records={number[r]: key for r, key in reversed(world.records.items())},
        same=[renamed(p) for p in reversed(list(world.same))],
        apart=[renamed(p) for p in reversed(list(world.apart))],
        evidence={renamed(p): e for p, e in reversed(world.evidence.items())},
        barred={renamed(p): b for p, b in world.barred.items()},
    )
    expected = {frozenset(number[r] for r in g) for g in partition(world).groups}
    assert partition(other).groups == expected


@settings(max_examples=300)
@given(WEIGHTS, SOME_PAIRS, SOME_PAIRS)
def test_with_decisions_and_weights_alone_it_agrees_with_the_reference_model(
    weights: dict[Pair, int], same: list[Pair], apart: list[Pair]
) -> None:
    lead = closure(same)
    apart = [p for p in apart if lead[p[0]] != lead[p[1]]]
    group = {r: {x for x in RECORDS if lead[x] == lead[r]} for r in RECORDS}
    for a, b in sorted((p for p in PAIRS if weights[p] >= JOIN), key=lambda p: (-weights[p], p)):
        if not any(tuple(sorted((x, y))) in apart for x in group[a] for y in group[b]):
            union = group[a] | group[b]
            group.update(dict.fromkeys(union, union))
    found = partition(facts(weights, same=same, apart=apart))
    assume(Refusal.THIRD not in found.refused.values())  # the reference knows no bridges
    assert set(found.groups) == {frozenset(g) for g in group.values()}


def test_ties_go_by_the_agencies_own_keys_whatever_numbers_the_records_got() -> None:
    kept_apart, tied = [(1, 3)], {p: Evidence(30, latched=True) for p in ((1, 2), (2, 3))}
    for first, together in ((1, {1, 2}), (3, {2, 3})):
        own = {r: ("agency", "a" if r == first else f"b{r}") for r in (1, 2, 3)}
        assert frozenset(together) in partition(Facts(own, apart=kept_apart, evidence=tied)).groups
