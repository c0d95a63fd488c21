"""A few pairs of records weighed in plain numbers, as `pairing` weighs many.

For a single record a pass over an array costs more than what is done to it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from matching.linkage.faint import faint
from matching.linkage.guards import guards, named
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
    heavy: bool


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
    weighed = list[_Weighed]()
    also = [p in regardless for p in met]
    for k, said, summands in weigh_one_by_one(
        sides, frequencies, model, limits.faint, also=also, grown=model.first_minor
    ):
        bits, p = sum(summands), met[k]
        latch = bits >= limits.join or (bits >= limits.keep and p in latched) or p in merged
        minor = max(sides[k][0].birth, sides[k][1].birth) >= model.first_minor
        heavy = latch or bits >= limits.review or p in decided
        weighed.append(_Weighed(p, sides[k], said, summands, bits, latch, minor, heavy))
    if not weighed:
        return []
    weighed.sort()
    comparison = together([one.said for one in weighed], frequencies.size)
    minors, bits = np.array([one.minor for one in weighed]), np.array([one.bits for one in weighed])
    ages = dates.of_an_age(*births(one.sides for one in weighed))
    why = faint(comparison, minors, ages, bits, limits)
    told = np.flatnonzero([one.heavy for one in weighed] | (why > 0))
    if not len(told):
        return []
    heavy = [weighed[k] for k in told.tolist()]
    comparison, minors, bits = comparison.at(told), minors[told], bits[told]
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
        faint=why[told],
    )
    return [
        (*one.pair, one.bits, one.latched, "" if one.pair in merged else veto, pack_one(one.said.levels, one.summands))
        for one, veto in zip(heavy, named(vetoes), strict=True)
    ]
