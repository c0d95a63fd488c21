"""Which records of the hub are worth comparing with some of them: those found under the same keys."""

import numpy as np

from matching.linkage.candidates import Candidates, Ints, meet
from matching.linkage.keys import Keys, Rule
from store.records import linkage_keys
from store.vault.database import Connection

_MOST = 1 + max(rule.cap for rule in Rule if rule < Rule.DAY)  # as many of a key as show that it is over-full


def find(connection: Connection, fresh: Keys) -> Candidates:
    """Pairs of records, by their ids, of which one has a fresh key and the other one has it too.

    Fresh keys stand in order; they may be kept already or not.
    """
    return _met(fresh, *linkage_keys.sharing(connection, fresh.key, _MOST))


def introduce(connection: Connection, fresh: Keys) -> Candidates:
    """As `find`, for keys that were not kept and are from now on."""
    return _met(fresh, *linkage_keys.introduce(connection, fresh.key, fresh.record, _MOST))


def _met(fresh: Keys, key: Ints, record: Ints) -> Candidates:
    others = ~np.isin(record, fresh.record)
    return meet(Keys(key[others], record[others]), fresh)
