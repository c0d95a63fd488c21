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
from store.records import merges, pairs
from store.records.pairs import WeighedPair
from store.vault.database import Connection

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BLOCK = 1 << 20  # pairs weighed before what is worth it is put down, so that memory stays small
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
    `join` up and stays down to `keep`: it belongs to the pair, whatever became of the two records meanwhile. What an
    agency calls one person under two of its ids is latched, whatever it weighs, and no guard stands against it
    (domain/9 rule 26).
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
    records = distinct(sides).tolist()
    merged = np.array([_code(m.a, m.b) for m in merges.touching(connection, records)], np.int64)
    loaded = load(connection, records, yardstick.frequencies)
    at = loaded.positions(sides)
    kept: list[Ints] = []
    for start in range(0, len(codes), _BLOCK):
        block = slice(start, start + _BLOCK)
        of = codes[block]
        flags = (np.isin(of, known) for known in (were_latched, asked, merged))
        keep, rows = _judge(loaded, at[:, block], yardstick, *flags)
        kept.append(of[keep])
        pairs.put(connection, rows, yardstick.version)
    if len(were):
        gone = np.setdiff1d(were, np.concatenate(kept))
        pairs.drop(connection, [(code >> _SHIFT, code & ((1 << _SHIFT) - 1)) for code in gone.tolist()])


def latches(bits: NDArray[np.float64], before: Flags, limits: Thresholds) -> Flags:
    """The latch of each pair: set from `join` up, kept down to `keep`. It depends on that pair's history alone."""
    return (bits >= limits.join) | (before & (bits >= limits.keep))


def _judge(
    loaded: Loaded, at: Ints, yardstick: Yardstick, latched: Flags, asked: Flags, merged: Flags
) -> tuple[Ints, Iterable[Row]]:
    """Which of the pairs at these positions to keep, and as what."""
    left, right = at
    limits = yardstick.model.thresholds
    screened = weigh_candidates(
        loaded.table, left, right, yardstick.model, limits.review, also=asked | latched | merged
    )
    bits, asked, latched = screened.weighed.bits, asked[screened.kept], latched[screened.kept]
    merged = merged[screened.kept]
    latched = latches(bits, latched, limits) | merged
    told = np.flatnonzero(latched | asked | (bits >= limits.review))
    if not len(told):
        return told, ()
    keep = screened.kept[told]
    left, right = left[keep], right[keep]
    minors, sure = loaded.table.minors(left, right, yardstick.model.minors_since), bits[told] >= limits.sure
    vetoes = guards(screened.comparison.at(told), loaded.doubles(left, right), minors=minors, sure=sure)
    vetoes[merged[told]] = 0
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
