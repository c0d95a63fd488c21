"""What the partition of some records rests on, read from the hub."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from matching.linkage.bridges import parts
from matching.linkage.guards import HARD, IS_HARD, bar, guards, named
from matching.linkage.listed import listed
from matching.linkage.loading import FEW, load, people
from matching.linkage.partition import WEAK, Evidence, Facts, Pair
from matching.linkage.surroundings import Surroundings
from matching.linkage.yardstick import Yardstick
from matching.scoring import dates
from matching.scoring.arrays import Flags
from matching.scoring.compare import Comparison, compare
from matching.scoring.few_names import compare_two
from matching.scoring.person import births
from matching.scoring.said import together
from matching.scoring.weights import PARTS, PRIOR, Model, weigh
from store.records.source_records import names_outside
from store.vault.database import Connection

APART = {"different", "hold", "protected"}


def gather(
    connection: Connection,
    around: Surroundings,
    yardstick: Yardstick,
    supposed: Mapping[Pair, str] | None = None,
    *,
    records: Collection[int] | None = None,
) -> Facts:
    """The facts about these records, or about some of them that nothing joins to the others.

    `supposed` gives pairs another verdict ('' for none) than the standing one: to see what a decision would
    do.
    """
    limits = yardstick.model.thresholds
    live = names_outside(connection, around.records if records is None else records)
    evidence = {
        p: Evidence(e.weight, bool(e.latched), e.veto)
        for p, e in around.pairs.items()
        if p[0] in live and p[1] in live and (e.latched or e.weight >= limits.review)
    }
    verdicts = {p: {decision.verdict for decision in said} for p, said in around.decisions.items()}
    verdicts |= {p: {verdict} for p, verdict in (supposed or {}).items()}
    both = {p: said for p, said in verdicts.items() if p[0] in live and p[1] in live}
    same = [p for p, said in both.items() if "same" in said]
    apart = [p for p, said in both.items() if said & APART]  # also where somebody was unsure about a hold
    near = [p for p, e in evidence.items() if e.veto not in HARD and (e.latched or e.weight >= limits.rival)]
    bars = _bars(connection, meeting(same + near), evidence, yardstick)
    return Facts(live, same, apart, evidence, bars, limits.margin, limits.rival, limits.cap)


def _bars(
    connection: Connection, across: Sequence[Pair], evidence: Mapping[Pair, Evidence], yardstick: Yardstick
) -> dict[Pair, str]:
    """What keeps two records apart. Of a pair that is kept it is known; the others are compared now.

    Pairs that could not meet anyway are among them, since they are no rivals of a third record.
    """
    bars = {p: bar(e.veto) for p, e in evidence.items() if e.veto in HARD}
    unkept = [p for p in across if p not in evidence]
    if unkept:
        bars |= barred(unkept, *_compared(connection, unkept, yardstick), yardstick.model)
    return bars


def _compared(connection: Connection, across: Sequence[Pair], yardstick: Yardstick) -> tuple[Comparison, Flags, Flags]:
    """The pairs compared, which of them are within one feed that declares to hold nobody twice, and generations."""
    records = sorted({record for p in across for record in p})
    if len(across) <= FEW:
        found, common = people(connection, records), yardstick.frequencies.common
        sides = [(found[a][1], found[b][1]) for a, b in across]
        said = [compare_two(*both, common) for both in sides]
        feeds = np.array([[found[record][0] for record in p] for p in across], np.int64)
        apart = dates.generation(*births(sides))
        return together(said, yardstick.frequencies.size), listed(connection, *feeds.T).double, apart
    loaded = load(connection, records, yardstick.frequencies)
    left, right = loaded.sides(across)
    doubles = listed(connection, loaded.feeds[left], loaded.feeds[right]).double
    return compare(loaded.table, left, right), doubles, loaded.table.generations(left, right)


def barred(
    across: Sequence[Pair], comparison: Comparison, doubles: Flags, generations: Flags, model: Model
) -> dict[Pair, str]:
    """Those of the pairs that a hard guard bars or whose fields speak against them.

    What lies below the review line is not kept, so it is weighed here; without the starting point, since knowing too
    little to join two records is no reason to keep them apart.
    """
    weighed = weigh(model, comparison)
    fields = weighed.bits - weighed.summands[:, PARTS.index(PRIOR)]
    bars = dict.fromkeys((across[k] for k in np.flatnonzero(fields < model.thresholds.veto).tolist()), WEAK)
    found = guards(comparison, doubles, generations=generations)
    at = np.flatnonzero(IS_HARD[found])
    return bars | {across[k]: guard for k, guard in zip(at.tolist(), named(found[at]), strict=True)}


def meeting(joined: Iterable[Pair]) -> list[Pair]:
    """Any two records that could come to be in one person if every pair were joined."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in joined:
        near[a].add(b)
        near[b].add(a)
    return [p for group in parts(near, near) for p in combinations(sorted(group), 2)]
