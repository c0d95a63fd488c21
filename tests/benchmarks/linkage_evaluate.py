"""How good the links of a synthetic borough's hub are, against its truth file.

Truth is about rows; a record is the row that its first version came from. An adopted child's two identities
count as two people: joining them is an error (domain/2 R20).
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from matching.linkage.candidates import candidates
from matching.linkage.loading import load
from matching.linkage.measures import Measures, codes, joined, measure
from matching.scoring.arrays import Flags, Ints
from store.vault.database import Connection
from tests.benchmarks.linkage_calibration import Band, bands
from tests.benchmarks.linkage_subgroups import Group, Hard, hard_cases, subgroups

AGES = ((5, "0-4"), (11, "5-10"), (18, "11-17"), (30, "18-29"), (65, "30-64"), (200, "65+"))


@dataclass(frozen=True)
class Truth:
    """Whom a row is about: `identity` is the person, or one of the two identities of an adopted child.

    hard: the planted case, '' for most. origin of the name, age band and sex are '' where nobody is meant.
    """

    identity: str
    household: str
    hard: str
    origin: str
    age: str
    sex: str


@dataclass(frozen=True)
class Evaluation:
    """What a hub's links are worth.

    contaminated: persons that hold records of two people, each as its records; twins: how many of them hold
    twins. calibration: of the pairs kept, from the review line up. groups: recall by name origin, age and sex.
    hard: planted case → what became of it.
    """

    measures: Measures
    contaminated: tuple[tuple[int, ...], ...]
    twins: int
    calibration: tuple[Band, ...]
    groups: tuple[Group, ...]
    hard: Mapping[str, Hard]


def read_truth(directory: Path) -> dict[tuple[str, int], Truth]:
    """(feed code, data row) → truth, from the truth.csv and feeds.json that the borough wrote."""
    feeds = json.loads((directory / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    codes_of = {feed["file"]: feed["code"] for feed in feeds}
    extracted = {feed["file"]: date.fromisoformat(feed["as_of"]) for feed in feeds}
    found: dict[tuple[str, int], Truth] = {}
    with (directory / "truth.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            identity = row["person"]
            if row["hard"] == "adopted":
                identity += "/" + row["household"]
            age = _age(row["born"], row["hard"], extracted[row["file"]])
            found[codes_of[row["file"]], int(row["row"])] = Truth(
                identity, row["household"], row["hard"], row["origin"], age, row["sex"]
            )
    return found


def _age(born: str, hard: str, on: date) -> str:
    if not born:
        return ""
    if hard == "unborn" or born > on.isoformat():
        return "unborn"
    years = on.year - int(born[:4]) - (on.isoformat()[5:] < born[5:])
    return next(label for below, label in AGES if years < below)


def records(connection: Connection, truth: Mapping[tuple[str, int], Truth]) -> dict[int, Truth]:
    """Record → truth, for the live records whose first row the truth knows."""
    rows = connection.execute(
        "select r.id, f.code, v.row_no from source_record r join feed f on f.id = r.feed_id"
        " join record_version v on v.record_id = r.id and v.version = 1 where r.state = 'live'"
    )
    return {record: truth[code, row] for record, code, row in rows if (code, row) in truth}


def evaluate(connection: Connection, truth: Mapping[tuple[str, int], Truth]) -> Evaluation:
    """Measure the links and waiting cases that stand now."""
    of = records(connection, truth)
    links = {r: p for r, p in connection.execute("select record_id, person from link where closed is null") if r in of}
    ids = np.array(sorted(links), np.int64)
    about = [of[r] for r in ids.tolist()]
    who = codes([t.identity for t in about])
    person = np.array([links[r] for r in ids.tolist()], np.int64)
    asked = _asked(connection, ids)
    reviewed = joined(person, asked[who[asked[:, 0]] == who[asked[:, 1]]])
    mixed = _mixed(person, who)
    return Evaluation(
        measures=measure(who, person, asked, _looked_at(connection, ids)),
        contaminated=tuple(tuple(ids[group].tolist()) for group in mixed),
        twins=sum(_holds_twins([about[at] for at in group.tolist()]) for group in mixed),
        calibration=_calibrated(connection, ids, who),
        groups=(
            *subgroups("origin", [t.origin for t in about], who, person, reviewed),
            *subgroups("age", [t.age for t in about], who, person, reviewed),
            *subgroups("sex", [t.sex for t in about], who, person, reviewed),
        ),
        hard=hard_cases([t.hard for t in about], who, person, reviewed),
    )


def _positions(ids: Ints, pairs: ArrayLike) -> tuple[Ints, Flags]:
    """Pairs of record ids as pairs of positions in `ids`, and which of them have both records there."""
    wanted = np.asarray(pairs, np.int64).reshape(-1, 2)
    if not len(ids):
        return wanted, np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return at, (ids[at] == wanted).all(axis=1)


def _asked(connection: Connection, ids: Ints) -> Ints:
    at, known = _positions(
        ids, connection.execute("select a, b from review_case where state in ('open', 'unsure')").fetchall()
    )
    return at[known]


def _looked_at(connection: Connection, ids: Ints) -> tuple[Ints, Ints]:
    """Pairs that share a candidate key among the records as they stand now."""
    loaded = load(connection)
    found = candidates(loaded.table, np.ones(loaded.table.size, np.bool_))
    at, known = _positions(ids, np.stack([loaded.ids[found.left], loaded.ids[found.right]], axis=1))
    return at[known, 0], at[known, 1]


def _calibrated(connection: Connection, ids: Ints, who: Ints) -> tuple[Band, ...]:
    rows = connection.execute("select a, b, weight from pair").fetchall()
    at, known = _positions(ids, [row[:2] for row in rows])
    weights = np.array([row[2] for row in rows], np.float64)
    return bands(weights[known], who[at[known, 0]] == who[at[known, 1]])


def _mixed(person: Ints, who: Ints) -> list[Ints]:
    """The persons that hold more than one true person, as positions."""
    order = np.lexsort((who, person))
    groups = np.split(order, np.flatnonzero(np.diff(person[order])) + 1)
    return [group for group in groups if len(group) and who[group[0]] != who[group[-1]]]


def _holds_twins(members: list[Truth]) -> bool:
    return any(
        a.identity != b.identity and a.hard == b.hard == "twin" and a.household == b.household
        for a, b in combinations(members, 2)
    )
