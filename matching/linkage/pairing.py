"""New and changed records weighed against everything that stands; pairs worth keeping are kept."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from matching.linkage.candidates import candidates
from matching.linkage.guards import guards
from matching.linkage.loading import Loaded
from matching.scoring.compare import compare
from matching.scoring.explain import pack
from matching.scoring.weights import Model, Thresholds, weigh
from store.records import decisions, pairs
from store.vault.database import Connection

Ints = NDArray[np.int64]


def weigh_pairs(
    connection: Connection, loaded: Loaded, fresh: Collection[int], model: Model, version: int, *, again: bool = True
) -> None:
    """Weigh every pair of which a side is fresh, and bring table pair up to date.

    Kept are pairs from the review line up, latched ones, and those somebody decided about. The latch is set
    from `join` up and stays down to `keep`: it belongs to the pair, whatever became of the two records
    meanwhile. Pairs with a withdrawn record sleep as they are. Without `again` pairs that stand are left alone.
    """
    standing = {
        (p.a, p.b): p for p in pairs.touching(connection, fresh) if p.a in loaded.places and p.b in loaded.places
    }
    decided = {(d.a, d.b) for d in decisions.standing(connection, fresh)}
    left, right = _to_weigh(loaded, fresh, standing.keys() | decided)
    if not again:
        new = [
            (x, y) not in standing for x, y in zip(loaded.ids[left].tolist(), loaded.ids[right].tolist(), strict=True)
        ]
        left, right = left[new], right[new]
    comparison = compare(loaded.table, left, right)
    weighed = weigh(model, comparison)
    limits = model.thresholds

    a, b = loaded.ids[left].tolist(), loaded.ids[right].tolist()
    before = np.array(
        [(x, y) in standing and bool(standing[x, y].latched) for x, y in zip(a, b, strict=True)], np.bool_
    )
    asked = np.array([(x, y) in decided for x, y in zip(a, b, strict=True)], np.bool_)
    latched = latches(weighed.bits, before, limits)
    kept = np.flatnonzero(latched | asked | (weighed.bits >= limits.review))

    vetoes = guards(comparison.at(kept), loaded.doubles(left[kept], right[kept]))
    evidence = pack(comparison, weighed, kept)
    rows = [
        (a[i], b[i], float(weighed.bits[i]), int(latched[i]), str(veto), text)
        for i, veto, text in zip(kept.tolist(), vetoes, evidence, strict=True)
    ]
    pairs.put(connection, rows, version)
    if again:
        pairs.drop(connection, sorted(standing.keys() - {(row[0], row[1]) for row in rows}))


def latches(bits: NDArray[np.float64], before: NDArray[np.bool_], limits: Thresholds) -> NDArray[np.bool_]:
    """The latch of each pair: set from `join` up, kept down to `keep`. It depends on that pair's history alone."""
    return (bits >= limits.join) | (before & (bits >= limits.keep))


def _to_weigh(loaded: Loaded, fresh: Collection[int], others: Collection[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Positions of the pairs to weigh, left < right: candidates, and pairs that stand from before."""
    flags = np.zeros(loaded.table.size, np.bool_)
    flags[loaded.positions(fresh)] = True
    found = candidates(loaded.table, flags)
    places = loaded.places
    extra = [(places[a], places[b]) for a, b in others if a in places and b in places]
    codes = np.array([x * loaded.table.size + y for x, y in extra], np.int64)
    codes = np.union1d(found.left * loaded.table.size + found.right, codes)
    return codes // loaded.table.size, codes % loaded.table.size
