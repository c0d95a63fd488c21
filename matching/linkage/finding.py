"""Which records of the hub are worth comparing with some of them: those found under the same keys."""

from collections import Counter
from dataclasses import replace

import numpy as np

from matching.linkage.candidates import OF_A_HUB, Candidates, cap, meet, tally
from matching.linkage.keys import Keys, Rule, rules
from matching.linkage.partition import pair
from matching.scoring.ragged import distinct
from store.records import linkage_keys
from store.records.linkage_keys_of_one import introduce_one
from store.vault.database import Connection

_FEW = 64  # keys of one record up to which each is looked up by itself


def find(connection: Connection, fresh: Keys) -> Candidates:
    """Pairs of records, by their ids, of which one has a fresh key and the other one has it too.

    Fresh keys stand in order; they may be kept already or not.
    """
    return _met(fresh, linkage_keys.sharing(connection, fresh.key, cap(fresh.key, OF_A_HUB)))


def introduce(connection: Connection, fresh: Keys) -> Candidates:
    """As `find`, for keys that were not kept and are from now on."""
    if 0 < len(fresh.key) <= _FEW and (fresh.record == fresh.record[0]).all():
        return _introduce_one(connection, fresh.key.tolist(), int(fresh.record[0]))
    return _met(fresh, linkage_keys.introduce(connection, fresh.key, fresh.record, cap(fresh.key, OF_A_HUB)))


def _introduce_one(connection: Connection, keys: list[int], record: int) -> Candidates:
    """As `meet` has it of many: a key that too many share is passed over and counted."""
    met, over_full = set[int](), Counter[str]()
    for key, found in introduce_one(connection, keys, record):
        rule = Rule(rules(key))
        if len(found) >= rule.cap_in_hub:
            over_full[rule.name] += 1
        else:
            met.update(found)
    sides = sorted(pair(other, record) for other in met)
    return Candidates(np.array([a for a, _ in sides], np.int64), np.array([b for _, b in sides], np.int64), over_full)


def _met(fresh: Keys, found: linkage_keys.Found) -> Candidates:
    others, few = ~np.isin(found.record, fresh.record), ~found.crowded
    met = meet(Keys(found.key[others], found.record[others]), Keys(fresh.key[few], fresh.record[few]), OF_A_HUB)
    return replace(met, over_full=Counter(met.over_full) + Counter(tally(distinct(fresh.key[found.crowded]))))
