"""A few pairs of records weighed in plain numbers, as `pairing` weighs many.

For a single record a pass over an array costs more than what is done to it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.linkage.guards import another_given, guards, named, one_name
from matching.linkage.listed import listed
from matching.linkage.loading import people
from matching.linkage.partition import Pair
from matching.linkage.yardstick import Yardstick
from matching.scoring import dates
from matching.scoring.explain import pack_one
from matching.scoring.person import Person, births
from matching.scoring.said import Said, together
from matching.scoring.screening import weigh_one_by_one
from store.records import merges
from store.vault.database import Connection

Row = tuple[int, int, float, int, str, str]
"""A pair as it is kept: a, b, bits, latched, veto, evidence."""


class _Weighed(NamedTuple):
    pair: Pair
    sides: tuple[Person, Person]
    said: Said
    summands: list[float]
    bits: float
    latched: bool
    minor: bool


def judge(
    connection: Connection,
    yardstick: Yardstick,
    met: Sequence[Pair],
    latched: Collection[Pair],
    decided: Collection[Pair],
) -> list[Row]:
    """Those of the pairs that are to be kept; `latched` are those that were."""
    found = people(connection, sorted({record for p in met for record in p}))
    merged = {(m.a, m.b) for m in merges.touching(connection, found)}
    regardless = merged.union(latched, decided)
    model, frequencies = yardstick.model, yardstick.frequencies
    limits = model.thresholds
    sides = [(found[a][1], found[b][1]) for a, b in met]
    heavy, light = list[_Weighed](), list[_Weighed]()
    also = [p in regardless for p in met]
    for k, said, summands in weigh_one_by_one(
        sides, frequencies, model, limits.faint, also=also, grown=model.first_minor
    ):
        bits, p = sum(summands), met[k]
        latch = bits >= limits.join or (bits >= limits.keep and p in latched) or p in merged
        minor = max(sides[k][0].birth, sides[k][1].birth) >= model.first_minor
        sure = latch or bits >= limits.review or p in decided
        (heavy if sure else light).append(_Weighed(p, sides[k], said, summands, bits, latch, minor))
    if light:
        comparison = together([one.said for one in light], frequencies.size)
        minors = _minors(light)
        asked = another_given(comparison) & ~minors | one_name(comparison, minors, _bits(light), limits)
        heavy += [one for one, on in zip(light, asked.tolist(), strict=True) if on]
    if not heavy:
        return []
    heavy.sort()
    comparison, minors, bits = together([one.said for one in heavy], frequencies.size), _minors(heavy), _bits(heavy)
    feeds = np.array([[found[record][0] for record in one.pair] for one in heavy], np.int64)
    by_agency = listed(connection, *feeds.T)
    vetoes = guards(
        comparison,
        by_agency.double,
        twice=by_agency.twice,
        minors=minors,
        generations=dates.generation(*births(one.sides for one in heavy)),
        initials=np.array([a.only_initial and b.only_initial for _, (a, b), *_ in heavy], np.bool_),
        sure=bits >= limits.sure,
        names=one_name(comparison, minors, bits, limits),
    )
    return [
        (*one.pair, one.bits, one.latched, "" if one.pair in merged else veto, pack_one(one.said.levels, one.summands))
        for one, veto in zip(heavy, named(vetoes), strict=True)
    ]


def _minors(some: Sequence[_Weighed]) -> NDArray[np.bool_]:
    return np.array([one.minor for one in some], np.bool_)


def _bits(some: Sequence[_Weighed]) -> NDArray[np.float64]:
    return np.array([one.bits for one in some])
