"""Pairs of records weighed, and those worth keeping kept."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.linkage.faint import faint
from matching.linkage.few_pairs import Row, judge
from matching.linkage.guards import guards, named
from matching.linkage.listed import Listed, listed
from matching.linkage.loading import FEW, load
from matching.linkage.partition import Pair
from matching.linkage.yardstick import Yardstick
from matching.scoring.arrays import Flags, Ints
from matching.scoring.explain import pack
from matching.scoring.ragged import distinct
from matching.scoring.screening import Screened, weigh_candidates
from matching.scoring.weights import Thresholds
from store.records import merges, pairs
from store.records.pairs import WeighedPair
from store.vault.database import Connection

_BLOCK = 1 << 20  # pairs weighed before what is worth it is put down, so that memory stays small
_SHIFT = 32


@dataclass(frozen=True)
class _Flags:
    """Of pairs: which were latched, which somebody decided about, and which an agency calls one person."""

    latched: Flags
    asked: Flags
    merged: Flags

    @property
    def regardless(self) -> Flags:
        """Which are kept, or at least weighed, whatever they weigh."""
        return self.latched | self.asked | self.merged

    def at(self, pairs: slice) -> "_Flags":
        """Of some of the pairs."""
        return _Flags(self.latched[pairs], self.asked[pairs], self.merged[pairs])


def weigh_pairs(
    connection: Connection,
    yardstick: Yardstick,
    left: Ints,
    right: Ints,
    standing: Collection[WeighedPair],
    decided: Collection[Pair],
) -> None:
    """Weigh pairs of records (ids, left < right), those that stand and those decided about, and keep what is worth it.

    Kept are pairs from the review line up, latched ones, those that are asked about though they are light (`faint`),
    and those somebody decided about. The latch is set from
    `join` up and stays down to `keep`: it belongs to the pair, whatever became of the two records meanwhile. What an
    agency calls one person under two of its ids is latched, whatever it weighs, and no guard stands against it
    (domain/9 rule 26).
    """
    few = len(left) + len(standing) + len(decided) <= FEW
    (_weigh_few if few else _weigh_many)(connection, yardstick, left, right, standing, decided)


def _weigh_few(
    connection: Connection,
    yardstick: Yardstick,
    left: Ints,
    right: Ints,
    standing: Collection[WeighedPair],
    decided: Collection[Pair],
) -> None:
    were = {(p.a, p.b): bool(p.latched) for p in standing}
    met = {*zip(left.tolist(), right.tolist(), strict=True), *were, *decided}
    if not met:
        return
    rows = judge(connection, yardstick, sorted(met), {p for p, latched in were.items() if latched}, decided)
    pairs.put(connection, rows, yardstick.version)
    if were:
        pairs.drop(connection, sorted(were.keys() - {(a, b) for a, b, *_ in rows}))


def _weigh_many(
    connection: Connection,
    yardstick: Yardstick,
    left: Ints,
    right: Ints,
    standing: Collection[WeighedPair],
    decided: Collection[Pair],
) -> None:
    were = np.array([_code(p.a, p.b) for p in standing], np.int64)
    latched = np.array([_code(p.a, p.b) for p in standing if p.latched], np.int64)
    asked = np.array([_code(a, b) for a, b in decided], np.int64)
    codes = left << _SHIFT | right
    if len(were) or len(asked):
        codes = distinct(np.concatenate([codes, were, asked]))
    sides = np.stack([codes >> _SHIFT, codes & ((1 << _SHIFT) - 1)])
    records = distinct(sides).tolist()
    merged = np.array([_code(m.a, m.b) for m in merges.touching(connection, records)], np.int64)
    flags = _Flags(
        *(np.isin(codes, of) if len(of) else np.zeros(len(codes), np.bool_) for of in (latched, asked, merged))
    )
    kept: list[Ints] = []
    for at, rows in _judge_many(connection, yardstick, records, sides, flags):
        kept.append(codes[at])
        pairs.put(connection, rows, yardstick.version)
    if len(were):
        gone = np.setdiff1d(were, np.concatenate(kept))
        pairs.drop(connection, [(code >> _SHIFT, code & ((1 << _SHIFT) - 1)) for code in gone.tolist()])


def latches(bits: NDArray[np.float64], before: Flags, limits: Thresholds) -> Flags:
    """The latch of each pair: set from `join` up, kept down to `keep`. It depends on that pair's history alone."""
    return (bits >= limits.join) | (before & (bits >= limits.keep))


def _judge_many(
    connection: Connection, yardstick: Yardstick, records: Sequence[int], sides: Ints, flags: _Flags
) -> Iterator[tuple[Ints, Iterable[Row]]]:
    """Which of the pairs of records to keep, and as what; a block of pairs at a time."""
    loaded = load(connection, records, yardstick.frequencies)
    left, right = loaded.positions(sides)
    model = yardstick.model
    for start in range(0, len(left), _BLOCK):
        block = slice(start, start + _BLOCK)
        a, b, here = left[block], right[block], flags.at(block)
        screened = weigh_candidates(
            loaded.table, a, b, model, model.thresholds.faint, also=here.regardless, grown=model.first_minor
        )
        some = a[screened.kept], b[screened.kept]
        minor, ages = loaded.table.minors(*some, model.minors_since), loaded.table.of_an_age(*some)
        told, why = _worth_keeping(screened, yardstick, here, minor, ages)
        keep = screened.kept[told]
        a, b = a[keep], b[keep]
        by_agency, table = listed(connection, loaded.feeds[a], loaded.feeds[b]), loaded.table
        about = by_agency, minor[told], table.initials(a, b), table.generations(a, b), why
        yield start + keep, _rows(screened, told, sides[:, block], yardstick, here, *about)


def _worth_keeping(
    screened: Screened, yardstick: Yardstick, flags: _Flags, minor: Flags, ages: Flags
) -> tuple[Ints, NDArray[np.int8]]:
    """Which of the screened pairs to keep, and why each is asked about all the same (`faint`).

    minor: those about a child; ages: those of an age.
    """
    bits, limits = screened.weighed.bits, yardstick.model.thresholds
    latched = latches(bits, flags.latched[screened.kept], limits) | flags.merged[screened.kept]
    heavy = latched | flags.asked[screened.kept] | (bits >= limits.review)
    why = faint(screened.comparison, minor, ages, bits, limits)
    told = np.flatnonzero(heavy | (why > 0))
    return told, why[told]


def _rows(
    screened: Screened,
    told: Ints,
    sides: Ints,
    yardstick: Yardstick,
    flags: _Flags,
    by_agency: Listed,
    minor: Flags,
    initial: Flags,
    generation: Flags,
    why: NDArray[np.int8],
) -> Iterable[Row]:
    """The pairs `told`, as they are kept.

    by_agency: how each pair is listed. minor, initial, generation: which are about a child, have no more than
    initials, are born a generation apart. why: each is asked about though it is light.
    """
    keep, bits, limits = screened.kept[told], screened.weighed.bits[told], yardstick.model.thresholds
    merged = flags.merged[keep]
    sure = bits >= limits.sure
    said = screened.comparison.at(told)
    vetoes = guards(
        said,
        by_agency.double,
        twice=by_agency.twice,
        minors=minor,
        initials=initial,
        generations=generation,
        sure=sure,
        faint=why,
    )
    vetoes[merged] = 0
    return zip(
        *sides[:, keep].tolist(),
        bits.tolist(),
        (latches(bits, flags.latched[keep], limits) | merged).tolist(),
        named(vetoes),
        pack(screened.comparison, screened.weighed, told),
        strict=True,
    )


def _code(a: int, b: int) -> int:
    return a << _SHIFT | b
