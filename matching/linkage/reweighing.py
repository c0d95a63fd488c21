"""Pairs weighed again, because other weights or another count of values came into force."""

from collections.abc import Collection

import numpy as np

from matching.linkage.entering import recall
from matching.linkage.finding import find
from matching.linkage.pairing import weigh_pairs
from matching.linkage.yardstick import Yardstick
from matching.progress import Progress
from store.records import decisions, pairs
from store.records.source_records import live
from store.vault.database import Connection

_PAIRS = 200_000  # weighed at a time
_RECORDS = 50_000  # looked for at a time


def weigh_what_stands(
    connection: Connection, yardstick: Yardstick, event: int | None = None, but: Collection[int] = ()
) -> set[int]:
    """Weigh every pair that is kept; return the records of those that changed.

    A latch stays by its hysteresis. Pairs below the old review line are not kept, so those do not come back.
    event: a delivery's, under which the latches that change are noted for when it is taken back. but: records whose
    pairs are left as they are.
    """
    decided = {(d.a, d.b) for d in decisions.standing(connection)}
    none = np.zeros(0, np.int64)
    changed: set[int] = set()
    left = frozenset(but)
    for some in pairs.in_order(connection, _PAIRS):
        before = [p for p in some if left.isdisjoint(p[:2])] if left else some
        between = decided & {(p.a, p.b) for p in before}
        weigh_pairs(connection, yardstick, none, none, before, between)
        after = pairs.between(connection, some[0], some[-1])
        if event is not None:
            pairs.note_latches(connection, event, before, after)
        changed.update(record for p in {*some} ^ {*after} for record in (p.a, p.b))
    return changed


def weigh_everything(connection: Connection, yardstick: Yardstick, progress: Progress) -> list[int]:
    """Look for candidates in the whole hub and weigh them, with every pair that is kept; return the live records."""
    records = live(connection)
    decided = {(d.a, d.b) for d in decisions.standing(connection)}
    for start in range(0, len(records), _RECORDS):
        progress("Weighing", start, len(records))
        some = records[start : start + _RECORDS]
        found = find(connection, recall(connection, some))
        here = np.isin(found.left, some)
        standing = [p for p in pairs.touching(connection, some) if some[0] <= p.a <= some[-1]]
        asked = [p for p in decided if some[0] <= p[0] <= some[-1]]
        weigh_pairs(connection, yardstick, found.left[here], found.right[here], standing, asked)
    return records
