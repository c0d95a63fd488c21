"""The engine on records that belong to no hub: who is who within and across some files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.linkage.candidates import Candidates, candidates
from matching.linkage.facts import barred, meeting, weak
from matching.linkage.guards import HARD, Guard, guards
from matching.linkage.keys import WIDE
from matching.linkage.partition import Evidence, Facts, Pair, Partition, pair, partition
from matching.scoring.columns import Table
from matching.scoring.screening import weigh_candidates
from matching.scoring.train import train
from matching.scoring.weights import Model, shipped

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """Two records whose persons may be one; weight in bits."""

    a: int
    b: int
    weight: float


@dataclass(frozen=True)
class Bare:
    """Records linked. person: for each record the first record (a position) of its person. cases: what is left open."""

    person: Ints
    cases: tuple[Question, ...]
    candidates: Candidates
    model: Model


def link(
    table: Table,
    agencies: Ints,
    names: Sequence[tuple[str, str]],
    *,
    clean: bool = False,
    found: Candidates | None = None,
    model: Model | None = None,
) -> Bare:
    """Link the records of a table by the pairs found, or else by all its candidates.

    agencies: whose record each is; `clean` says that no agency lists anybody twice. names: what each record is called
    outside, to settle ties: results do not depend on the order of records.
    """
    found = found or candidates(table, np.ones(table.size, np.bool_), wide=table.size <= WIDE)
    model = model or train(table, found.left, found.right, shipped())
    evidence = _weigh(table, agencies, found, model, clean)
    limits = model.thresholds
    near = [p for p, e in evidence.items() if Guard(e.veto) not in HARD and (e.latched or e.weight >= limits.rival)]
    across = meeting(near)
    bars = {p: e.veto for p, e in evidence.items() if Guard(e.veto) in HARD}
    unkept = [p for p in across if p not in evidence]
    left, right = _sides(unkept)
    bars |= weak(table, unkept, left, right, model)
    bars |= barred(table, unkept, left, right, (agencies[left] == agencies[right]) & clean)
    facts = Facts(
        dict(enumerate(names)), evidence=evidence, barred=bars,
        margin=limits.margin, rival=limits.rival, cap=limits.cap,
    )  # fmt: skip
    return _told(partition(facts), facts, found, model)


def _sides(pairs: Sequence[Pair]) -> tuple[Ints, Ints]:
    at = np.array(pairs, np.int64).reshape(-1, 2)
    return at[:, 0], at[:, 1]


def _weigh(table: Table, agencies: Ints, found: Candidates, model: Model, clean: bool) -> dict[Pair, Evidence]:
    limits = model.thresholds
    screened = weigh_candidates(table, found.left, found.right, model, limits.review)
    left, right, bits = found.left[screened.kept], found.right[screened.kept], screened.weighed.bits
    doubles = (agencies[left] == agencies[right]) & clean
    vetoes = guards(screened.comparison, doubles, minors=table.minors(left, right), sure=bits >= limits.sure)
    pairs = zip(cast(list[int], left.tolist()), cast(list[int], right.tolist()), strict=True)
    stands = zip(cast(list[float], bits.tolist()), vetoes, strict=True)
    return {
        p: Evidence(weight, weight >= limits.join, str(veto)) for p, (weight, veto) in zip(pairs, stands, strict=True)
    }


def _told(result: Partition, facts: Facts, found: Candidates, model: Model) -> Bare:
    person = np.arange(len(facts.records))
    for group in result.groups:
        person[sorted(group)] = min(group)
    open_: dict[Pair, Question] = {}
    for (a, b), evidence in facts.evidence.items():
        between = pair(int(person[a]), int(person[b]))
        if between[0] != between[1] and (between not in open_ or evidence.weight > open_[between].weight):
            open_[between] = Question(a, b, evidence.weight)
    return Bare(person, tuple(open_.values()), found, model)
