"""How good the links of a synthetic borough's hub are, against its truth file.

Truth is about rows; a record is the row that its first version came from. Pairs are counted between records.
An adopted child's two identities count as two people: joining them is an error (domain/2 R20).
"""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from store.vault.database import Connection

Pair = tuple[int, int]


@dataclass(frozen=True)
class Truth:
    """Whom a row is about: `identity` is the person, or one of the two identities of an adopted child."""

    identity: str
    household: str
    hard: str


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 of pairs said to be one person."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Evaluation:
    """What a hub's links are worth.

    automatic: pairs the links put together; with_cases: those, and what answering every true case would add.
    contaminated: persons that hold records of two people, each as its records. twins: those of them that hold
    twins. case_yield: share of waiting cases whose two records are one person. hard: planted case → (true
    pairs, linked, linked or in review).
    """

    records: int
    true_pairs: int
    automatic: Quality
    with_cases: Quality
    contaminated: tuple[tuple[int, ...], ...]
    twins: int
    cases: int
    cases_per_10000: float
    case_yield: float
    hard: Mapping[str, tuple[int, int, int]]


def read_truth(directory: Path) -> dict[tuple[str, int], Truth]:
    """(feed code, data row) → truth, from the truth.csv and feeds.json that the borough wrote."""
    feeds = json.loads((directory / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    codes = {feed["file"]: feed["code"] for feed in feeds}
    found: dict[tuple[str, int], Truth] = {}
    with (directory / "truth.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            identity = row["person"]
            if row["hard"] == "adopted":
                identity += "/" + row["household"]
            found[codes[row["file"]], int(row["row"])] = Truth(identity, row["household"], row["hard"])
    return found


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
    person: dict[int, int] = {
        record: person
        for record, person in connection.execute("select record_id, person from link where closed is null")
        if record in of
    }
    asked: list[Pair] = [
        (a, b)
        for a, b in connection.execute("select a, b from review_case where state in ('open', 'unsure')")
        if a in of and b in of
    ]
    answered = [(a, b) for a, b in asked if of[a].identity == of[b].identity]
    reviewed = _joined(person, answered)
    groups = _grouped(person)
    mixed = tuple(g for g in groups if len({of[r].identity for r in g}) > 1)
    return Evaluation(
        records=len(of),
        true_pairs=sum(len(g) * (len(g) - 1) // 2 for g in _grouped({r: t.identity for r, t in of.items()})),
        automatic=_quality(of, person),
        with_cases=_quality(of, reviewed),
        contaminated=mixed,
        twins=sum(_holds_twins([of[r] for r in g]) for g in mixed),
        cases=len(asked),
        cases_per_10000=1e4 * len(asked) / max(len(of), 1),
        case_yield=len(answered) / max(len(asked), 1),
        hard=_by_hard(of, person, reviewed),
    )


def _grouped(label: Mapping[int, object]) -> list[tuple[int, ...]]:
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for record in sorted(label):
        groups[label[record]].append(record)
    return [tuple(g) for g in groups.values()]


def _joined(person: Mapping[int, int], pairs: Iterable[Pair]) -> dict[int, int]:
    """Record → person, once the persons of each pair are one."""
    lead = {p: p for p in person.values()}

    def find(p: int) -> int:
        while lead[p] != p:
            lead[p] = lead[lead[p]]
            p = lead[p]
        return p

    for a, b in pairs:
        one, other = sorted((find(person[a]), find(person[b])))
        lead[other] = one
    return {record: find(p) for record, p in person.items()}


def _quality(of: Mapping[int, Truth], person: Mapping[int, int]) -> Quality:
    def within(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    true = within(Counter(of[r].identity for r in person))
    said = within(Counter(person.values()))
    both = within(Counter((p, of[r].identity) for r, p in person.items()))
    precision, recall = both / max(said, 1), both / max(true, 1)
    return Quality(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def _holds_twins(members: Iterable[Truth]) -> bool:
    return any(
        a.identity != b.identity and a.hard == b.hard == "twin" and a.household == b.household
        for a, b in combinations(members, 2)
    )


def _by_hard(
    of: Mapping[int, Truth], person: Mapping[int, int], reviewed: Mapping[int, int]
) -> dict[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = {}
    for group in _grouped({r: of[r].identity for r in person}):
        for a, b in combinations(group, 2):
            for kind in {of[a].hard, of[b].hard}:
                true, linked, asked = found.get(kind, (0, 0, 0))
                together = reviewed[a] == reviewed[b]
                found[kind] = (true + 1, linked + (person[a] == person[b]), asked + together)
    return found
