"""Pairs of records weighed, and those worth keeping kept."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from matching.linkage.guards import guards, named
from matching.linkage.loading import Loaded, load
from matching.linkage.partition import Pair
from matching.linkage.yardstick import Yardstick
from matching.scoring.explain import pack
from matching.scoring.ragged import distinct
from matching.scoring.screening import weigh_candidates
from matching.scoring.weights import Thresholds
from store.records import pairs
from store.records.pairs import WeighedPair
from store.vault.database import Connection

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BLOCK = 1 << 17  # pairs compared at a time: what fits the processor's cache is quicker, and memory stays small
_SHIFT = 32

Row = tuple[int, int, float, int, str, str]
"""A pair as it is kept: a, b, bits, latched, veto, evidence."""


def weigh_pairs(
    connection: Connection,
    yardstick: Yardstick,
    left: Ints,
    right: Ints,
    standing: Collection[WeighedPair] = (),
    decided: Iterable[Pair] = (),
) -> None:
    """Weigh pairs of records (ids, left < right), those that stand and those decided about, and keep what is worth it.

    Kept are pairs from the review line up, latched ones, and those somebody decided about. The latch is set from
    `join` up and stays down to `keep`: it belongs to the pair, whatever became of the two records meanwhile.
    """
    were = np.array([_code(p.a, p.b) for p in standing], np.int64)
    were_latched = np.array([_code(p.a, p.b) for p in standing if p.latched], np.int64)
    asked = np.array([_code(a, b) for a, b in decided], np.int64)
    codes = left << _SHIFT | right
    if len(were) or len(asked):
        codes = distinct(np.concatenate([codes, were, asked]))
    if not len(codes):
        return
    sides = np.stack([codes >> _SHIFT, codes & ((1 << _SHIFT) - 1)])
    loaded = load(connection, distinct(sides).tolist(), yardstick.frequencies)
    at = loaded.positions(sides)
    kept: list[Ints] = []
    for start in range(0, len(codes), _BLOCK):
        block = slice(start, start + _BLOCK)
        of = codes[block]
        keep, rows = _judge(loaded, at[:, block], yardstick, np.isin(of, were_latched), np.isin(of, asked))
        kept.append(of[keep])
        pairs.put(connection, rows, yardstick.version)
    if len(were):
        gone = np.setdiff1d(were, np.concatenate(kept))
        pairs.drop(connection, [(code >> _SHIFT, code & ((1 << _SHIFT) - 1)) for code in gone.tolist()])


def latches(bits: NDArray[np.float64], before: Flags, limits: Thresholds) -> Flags:
    """The latch of each pair: set from `join` up, kept down to `keep`. It depends on that pair's history alone."""
    return (bits >= limits.join) | (before & (bits >= limits.keep))


def _judge(loaded: Loaded, at: Ints, yardstick: Yardstick, latched: Flags, asked: Flags) -> tuple[Ints, Iterable[Row]]:
    """Which of the pairs at these positions to keep, and as what."""
    left, right = at
    limits = yardstick.model.thresholds
    screened = weigh_candidates(loaded.table, left, right, yardstick.model, limits.review, also=asked | latched)
    bits, asked, latched = screened.weighed.bits, asked[screened.kept], latched[screened.kept]
    latched = latches(bits, latched, limits)
    told = np.flatnonzero(latched | asked | (bits >= limits.review))
    if not len(told):
        return told, ()
    keep = screened.kept[told]
    left, right = left[keep], right[keep]
    minors, sure = loaded.table.minors(left, right, yardstick.model.minors_since), bits[told] >= limits.sure
    vetoes = guards(screened.comparison.at(told), loaded.doubles(left, right), minors=minors, sure=sure)
    rows = zip(
        loaded.ids[left].tolist(),
        loaded.ids[right].tolist(),
        bits[told].tolist(),
        latched[told].tolist(),
        named(vetoes),
        pack(screened.comparison, screened.weighed, told),
        strict=True,
    )
    return keep, rows


def _code(a: int, b: int) -> int:
    return a << _SHIFT | b
