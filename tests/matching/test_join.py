"""The join against standing keys gives what comparing every two records' keys gives, caps over old and new together."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage.candidates import cap, join, meet
from matching.linkage.keys import Keys, Rule

_SHIFT = 56


def random_keys(seed: int) -> tuple[Keys, np.ndarray]:
    dice = np.random.default_rng(seed)
    size = int(dice.integers(1, 60))
    pool = [int(rule) << _SHIFT | part for rule in (Rule.NHS, Rule.NAMES, Rule.EMAIL) for part in range(3)]
    held = [
        (key, record) for key in pool for record in np.flatnonzero(dice.random(size) < dice.choice([0.05, 0.3, 0.9]))
    ]
    key, record = (np.array([one[side] for one in held], np.int64) for side in (0, 1))
    return Keys(key, record), dice.random(size) < dice.choice([0.0, 0.1, 0.5, 1.0])


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1))
def test_pairs_that_share_a_key_that_is_not_over_full(seed: int) -> None:
    found, new = random_keys(seed)
    of: dict[int, list[int]] = {}
    for key, record in zip(found.key.tolist(), found.record.tolist(), strict=True):
        of.setdefault(key, []).append(record)
    wanted: set[tuple[int, int]] = set()
    over_full: Counter[str] = Counter()
    for key, records in of.items():
        if not new[records].any():
            continue
        if len(records) > cap(np.array([key]))[0]:
            over_full[Rule(key >> _SHIFT).name] += 1
        else:
            wanted |= {(a, b) for a, b in combinations(sorted(records), 2) if new[a] or new[b]}
    met = join(found, new)
    assert list(zip(met.left.tolist(), met.right.tolist(), strict=True)) == sorted(wanted)
    assert met.over_full == over_full


def test_nothing_new_or_nothing_standing() -> None:
    none = Keys(np.zeros(0, np.int64), np.zeros(0, np.int64))
    some = Keys((int(Rule.NHS) << _SHIFT) + np.array([5, 5, 9]), np.array([0, 1, 2]))
    assert len(meet(some, none).left) == len(meet(none, none).left) == 0
    assert (meet(none, some).left.tolist(), meet(none, some).right.tolist()) == ([0], [1])
