"""What lies around some records: everyone whose person could change with theirs, and what stands between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.linkage.guards import HARD
from matching.linkage.partition import Pair
from matching.scoring.weights import Thresholds
from store.records import decisions, links, pairs
from store.records.decisions import Decision
from store.records.pairs import WeighedPair
from store.vault.database import Connection


@dataclass(frozen=True)
class Surroundings:
    """Records closed under evidence, decisions and present persons; whatever touches them; the person of each now."""

    records: set[int]
    pairs: dict[Pair, WeighedPair]
    decisions: dict[Pair, list[Decision]]
    people: dict[int, int]


def around(connection: Connection, seeds: Iterable[int], limits: Thresholds) -> Surroundings:
    """The seeds and all whose person could change with theirs."""
    found = Surroundings(set(seeds), {}, {}, {})
    frontier = found.records.copy()
    while frontier:
        reached: set[int] = set()
        for p in pairs.touching(connection, frontier):
            found.pairs[p.a, p.b] = p
            if (p.latched or p.weight >= limits.rival) and p.veto not in HARD:
                reached |= {p.a, p.b}
        for decision in decisions.standing(connection, frontier):
            said = found.decisions.setdefault((decision.a, decision.b), [])
            if decision not in said:
                said.append(decision)
            if decision.verdict == "same":
                reached |= {decision.a, decision.b}
        people = links.persons(connection, frontier)
        found.people.update(people)
        if people:
            for members in links.members(connection, set(people.values())).values():
                reached.update(members)
        frontier = reached - found.records
        found.records.update(frontier)
    return found
