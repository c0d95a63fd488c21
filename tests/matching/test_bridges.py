"""Rivals that do not count, and persons that only meet through a third record (domain/8 §2.3), planted one by one."""

from itertools import combinations

from matching.linkage.bridges import split
from matching.linkage.partition import Evidence, Facts, Pair, partition

LATCHED = Evidence(20.0, latched=True)


def _records(count: int) -> dict[int, tuple[str, str]]:
    return {record: ("agency", f"{record:03}") for record in range(1, count + 1)}


def _groups(facts: Facts) -> set[frozenset[int]]:
    return {group for group in partition(facts).groups if len(group) > 1}


def test_a_neighbour_who_may_not_be_the_same_person_is_no_rival() -> None:
    evidence = {(1, 2): LATCHED, (1, 3): Evidence(19.0, latched=True, veto="twin")}
    barred: dict[Pair, str] = {(1, 3): "twin"}
    assert _groups(Facts(_records(3), evidence=evidence, barred=barred, margin=5.0, rival=1.0)) == {frozenset({1, 2})}
    evidence = {(1, 2): LATCHED, (1, 3): Evidence(19.0, latched=True)}
    assert _groups(Facts(_records(3), apart=[(1, 3)], evidence=evidence, margin=5.0, rival=1.0)) == {frozenset({1, 2})}
    assert not _groups(Facts(_records(3), evidence=evidence, margin=5.0, rival=1.0))


def test_a_neighbour_who_weighs_too_little_is_no_rival() -> None:
    evidence = {(1, 2): Evidence(8.0, latched=True), (1, 3): Evidence(4.0, latched=False)}
    assert _groups(Facts(_records(3), evidence=evidence, margin=5.0, rival=6.0)) == {frozenset({1, 2})}
    assert not _groups(Facts(_records(3), evidence=evidence, margin=5.0, rival=3.0))


def _chain(count: int, latched: set[Pair]) -> dict[Pair, Evidence]:
    """All pairs of so many records have some evidence; these are latched."""
    return {p: LATCHED if p in latched else Evidence(1.0, latched=False) for p in combinations(range(1, count + 1), 2)}


def test_a_person_that_two_bridges_hold_together_is_three() -> None:
    latched = {(1, 2), (1, 3), (2, 3), (3, 4), (3, 5), (4, 5), (4, 6), (5, 6), (6, 7), (6, 8), (7, 8)}
    facts = Facts(_records(8), evidence=_chain(8, latched), margin=3.0, rival=1.0)
    assert _groups(facts) == {frozenset({1, 2}), frozenset({4, 5}), frozenset({7, 8})}


def test_a_pair_that_the_machine_may_not_join_makes_no_bridge_sound() -> None:
    evidence = _chain(5, {(1, 2), (1, 3), (2, 3), (3, 4), (3, 5), (4, 5)})
    evidence[1, 4] = Evidence(18.0, latched=True, veto="sex")
    groups = partition(Facts(_records(5), evidence=evidence, margin=3.0, rival=1.0)).groups
    assert not any({1, 4} <= group for group in groups)


def test_a_bridge_stays_with_the_person_that_its_heaviest_pair_fits() -> None:
    blocks = [frozenset({1}), frozenset({2}), frozenset({3}), frozenset({4, 5})]
    joinable: dict[Pair, float] = {(1, 2): 30.0, (1, 3): 15.0, (2, 3): 15.0, (3, 4): 20.0, (3, 5): 10.0}
    found = split(blocks, joinable, 3.0)
    assert found is not None
    assert set(found.parts) == {frozenset({1, 2}), frozenset({3, 4, 5})}
    assert not found.alone


def test_one_record_that_hangs_on_another_is_no_second_person() -> None:
    blocks = [frozenset({record}) for record in range(1, 6)]
    joinable = dict.fromkeys([*combinations(range(1, 5), 2), (4, 5)], 20.0)
    assert split(blocks, joinable, 3.0) is None


def test_records_that_people_declared_one_are_no_bridge() -> None:
    blocks = [frozenset({1}), frozenset({2}), frozenset({3, 6}), frozenset({4}), frozenset({5})]
    joinable = dict.fromkeys([(1, 2), (1, 3), (2, 3), (3, 4), (3, 5), (4, 5)], 20.0)
    assert split(blocks, joinable, 3.0) is None
