"""What the partition of some records rests on, read from the hub."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from matching.linkage.guards import HARD, Flags, guards
from matching.linkage.loading import Ints, Loaded
from matching.linkage.partition import WEAK, Evidence, Facts, Pair
from matching.scoring.columns import Table
from matching.scoring.compare import compare
from matching.scoring.weights import PARTS, PRIOR, Model, Thresholds, weigh
from store.records import decisions, links, pairs
from store.vault.database import Connection

APART = ("different", "hold", "protected")


def connected(connection: Connection, seeds: Iterable[int], limits: Thresholds) -> list[int]:
    """The seeds and all whose person could change with theirs: by evidence, decisions and present persons."""
    known = set(seeds)
    frontier = known
    while frontier:
        reached = pairs.neighbours(connection, frontier, limits.rival, HARD)
        for decision in decisions.standing(connection, frontier):
            if decision.verdict == "same":
                reached |= {decision.a, decision.b}
        people = set(links.persons(connection, frontier).values())
        for members in links.members(connection, people).values():
            reached.update(members)
        frontier = reached - known
        known |= frontier
    return sorted(known)


def gather(
    connection: Connection,
    loaded: Loaded,
    records: Iterable[int],
    model: Model,
    supposed: Mapping[Pair, str] | None = None,
) -> Facts:
    """The facts about these records, which must be closed under `connected`.

    `supposed` gives pairs another verdict ('' for none) than the standing one: to see what a decision would
    do.
    """
    limits = model.thresholds
    live = {r: loaded.keys[loaded.places[r]] for r in records if r in loaded.places}
    evidence = {
        (p.a, p.b): Evidence(p.weight, bool(p.latched), p.veto)
        for p in pairs.touching(connection, live)
        if p.a in live and p.b in live and (p.latched or p.weight >= limits.review)
    }
    verdicts = {(d.a, d.b): d.verdict for d in decisions.standing(connection, live)} | dict(supposed or {})
    both = {p: verdict for p, verdict in verdicts.items() if p[0] in live and p[1] in live}
    same = [p for p, verdict in both.items() if verdict == "same"]
    apart = [p for p, verdict in both.items() if verdict in APART]
    near = [p for p, e in evidence.items() if e.veto not in HARD and (e.latched or e.weight >= limits.rival)]
    across = meeting(same + near)
    left, right = loaded.sides(across)
    bars = barred(loaded.table, across, left, right, loaded.doubles(left, right))
    unkept = [p for p in across if p not in evidence]
    bars = weak(loaded.table, unkept, *loaded.sides(unkept), model) | bars
    return Facts(live, same, apart, evidence, bars, limits.margin, limits.rival, limits.cap)


def barred(table: Table, across: Sequence[Pair], left: Ints, right: Ints, doubles: Flags) -> dict[Pair, str]:
    """Those of the pairs, at positions left and right, between which a hard guard stands."""
    found = guards(compare(table, left, right), doubles)
    return {p: str(guard) for p, guard in zip(across, found, strict=True) if guard in HARD}


def weak(table: Table, unkept: Sequence[Pair], left: Ints, right: Ints, model: Model) -> dict[Pair, str]:
    """Those of the pairs, at positions left and right, whose fields speak against them.

    What lies below the review line is not kept, so it is weighed here; without the starting point, since knowing too
    little to join two records is no reason to keep them apart.
    """
    weighed = weigh(model, compare(table, left, right))
    fields = weighed.bits - weighed.summands[:, PARTS.index(PRIOR)]
    against: list[bool] = (fields < model.thresholds.veto).tolist()
    return {p: WEAK for p, no in zip(unkept, against, strict=True) if no}


def meeting(joined: Iterable[Pair]) -> list[Pair]:
    """Any two records that could come to be in one person if every pair were joined."""
    return [p for group in _components(joined) for p in combinations(sorted(group), 2)]


def _components(edges: Iterable[Pair]) -> list[set[int]]:
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    found: list[set[int]] = []
    seen: set[int] = set()
    for start in near:
        if start in seen:
            continue
        group, frontier = {start}, {start}
        while frontier:
            frontier = {n for record in frontier for n in near[record]} - group
            group |= frontier
        seen |= group
        found.append(group)
    return found
