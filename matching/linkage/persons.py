"""Who each of some records is: at once where nobody could doubt it, by the partition where it needs thought."""

from dataclasses import dataclass

import numpy as np

from matching.linkage.components import settle
from matching.linkage.facts import gather
from matching.linkage.guards import HARD
from matching.linkage.partition import Pair, partition
from matching.linkage.surroundings import Surroundings
from matching.linkage.yardstick import Yardstick
from store.records.source_records import withdrawn
from store.vault.database import Connection


@dataclass(frozen=True)
class Persons:
    """of: record → the earliest record of its person, None if it is withdrawn. refused: as in `Partition`."""

    of: dict[int, int | None]
    refused: dict[Pair, str]


def persons(connection: Connection, around: Surroundings, yardstick: Yardstick) -> Persons:
    """Who the records around are, by what stands between them."""
    asleep = around.records.intersection(withdrawn(connection))
    of, doubtful = _beyond_doubt(around, asleep, yardstick)
    of.update(dict.fromkeys(asleep))
    if not doubtful:
        return Persons(of, {})
    result = partition(gather(connection, around, yardstick, records=doubtful))
    for group in result.groups:
        of.update(dict.fromkeys(group, min(group)))
    return Persons(of, dict(result.refused))


def _beyond_doubt(
    around: Surroundings, asleep: set[int], yardstick: Yardstick
) -> tuple[dict[int, int | None], list[int]]:
    """(record → person where every two records of a group are latched and nobody disputes it, the other records)."""
    limits = yardstick.model.thresholds
    awake = around.records - asleep
    decided = {p for p in around.decisions if awake.issuperset(p)}
    edges = {
        p: bool(e.latched) and not e.veto
        for p, e in around.pairs.items()
        if (e.latched or e.weight >= limits.rival) and e.veto not in HARD and p[0] in awake and p[1] in awake
    } | dict.fromkeys(decided, False)
    if not edges:
        return {record: record for record in awake}, []
    live = np.array(sorted(awake), np.int64)
    ends = np.searchsorted(live, np.array(list(edges), np.int64).reshape(-1, 2))
    settled = settle(len(live), ends[:, 0], ends[:, 1], np.array(list(edges.values()), np.bool_), limits.cap)
    sure = settled.beyond_doubt
    return dict(zip(live[sure].tolist(), live[settled.group[sure]].tolist(), strict=True)), live[~sure].tolist()
