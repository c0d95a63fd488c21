"""Which pairs of records are worth comparing: those that share a key (see `keys`) that is not over-full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.linkage.keys import Keys, Rule, keys, rules
from matching.scoring.arrays import Flags, Ints
from matching.scoring.columns import Table
from matching.scoring.ragged import spread


def _by_rule(caps: Sequence[int]) -> Ints:
    found = np.zeros(128, np.int64)
    found[list(Rule)] = caps
    return found


OF_A_FILE, OF_A_HUB = _by_rule([rule.cap for rule in Rule]), _by_rule([rule.cap_in_hub for rule in Rule])
"""By rule, how many records may share a key of it."""


@dataclass(frozen=True)
class Candidates:
    """Pairs of positions, left < right, each once; `over_full`: by rule, how many keys were passed over."""

    left: Ints
    right: Ints
    over_full: Mapping[str, int]


def candidates(table: Table, new: Flags, *, wide: bool = False) -> Candidates:
    """Pairs that share a key and of which at least one side is flagged new; `wide` as in `keys`."""
    return join(keys(table, wide=wide), new)


def cap(key: Ints, caps: Ints = OF_A_FILE) -> Ints:
    """How many records may share each key before it is passed over."""
    return caps[rules(key)]


def join(found: Keys, new: Flags) -> Candidates:
    """The pairs within these keys (in order of keys) of which at least one side is flagged new."""
    fresh = new[found.record]
    return meet(_only(found, ~fresh), _only(found, fresh))


def meet(standing: Keys, fresh: Keys, caps: Ints = OF_A_FILE) -> Candidates:
    """Pairs that share a key: of a fresh record with a standing or another fresh one. Both stand in order of keys.

    The cost grows with the fresh keys, and with the logarithm of the standing ones.
    """
    starts = np.flatnonzero(np.append(True, fresh.key[1:] != fresh.key[:-1])[: len(fresh.key)])
    ends = np.append(starts[1:], len(fresh.key))
    key = fresh.key[starts]
    low = np.searchsorted(standing.key, key)
    high = low.copy()
    stands = np.flatnonzero(low < len(standing.key))
    stands = stands[standing.key[low[stands]] == key[stands]]
    high[stands] = np.searchsorted(standing.key, key[stands], "right")
    shared = ends - starts + high - low
    full = shared > cap(key, caps)
    several = np.flatnonzero((shared > 1) & ~full)
    run, row = spread(starts[several], (ends - starts)[several])
    group = several[run]
    one, met = spread(low[group], (high - low)[group])
    two, later = spread(row + 1, ends[group] - row - 1)
    return _each_once(
        np.append(fresh.record[row[one]], fresh.record[row[two]]),
        np.append(standing.record[met], fresh.record[later]),
        tally(key[full]),
    )


def _each_once(one: Ints, other: Ints, over_full: Mapping[str, int]) -> Candidates:
    pairs = np.minimum(one, other) << 32 | np.maximum(one, other)
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    return Candidates(pairs >> 32, pairs & 0xFFFFFFFF, over_full)


def tally(key: Ints) -> dict[str, int]:
    """By rule, how many of these keys it made."""
    counts = np.bincount(rules(key), minlength=128)
    return {rule.name: int(counts[rule]) for rule in Rule if counts[rule]}


def _only(found: Keys, which: Flags) -> Keys:
    at = np.flatnonzero(which)
    return Keys(found.key[at], found.record[at])
