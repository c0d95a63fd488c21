"""100,000 new records against 1,000,000: the matching step in arrays, and Splink on the same rows."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np

from matching.linkage.bare import link
from matching.linkage.candidates import OF_A_HUB, Candidates, meet
from matching.linkage.guards import guards
from matching.linkage.keys import Keys, keys
from matching.linkage.measures import Measures, measure
from matching.scoring import dates, identifiers
from matching.scoring.arrays import Flags
from matching.scoring.columns import SEXES, Builder, Table
from matching.scoring.frequencies import KINDS
from matching.scoring.screening import weigh_candidates
from matching.scoring.train import train
from matching.scoring.weights import Model, shipped
from tests.benchmarks import linkage_peer as peers
from tests.benchmarks import linkage_people as people
from tests.benchmarks.linkage_process import forget_peak, isolated, peak_mib
from tests.benchmarks.linkage_report import Line, Part


def measure_arrays(existing: int, new: int, seed: int, scratch: Path) -> Part:
    """Make the rows, let each program link them in a process of its own, and lay the figures side by side."""
    rows = scratch / "people.csv"
    isolated(people.write, rows, existing, new, seed)
    found, timed = isolated(ours, rows)
    splink = isolated(_splink, rows, scratch)
    part = Part(f"{new:,} new records against {existing:,}, in arrays")
    part.details.update(ours=asdict(found), timed=timed)
    peer = None
    if isinstance(splink, str):
        part.notes.append(splink)
    else:
        part.details["splink"] = asdict(splink)
        peer = splink
    run = peer.run if peer else {}
    whole = timed["fresh_keys"] + timed["matching"]
    part.lines.extend([
        Line("matching step (keys, find, compare, weigh), seconds", whole, "≤ 1.5", run.get("matching_seconds")),
        Line("the same, CPU-seconds", timed["fresh_keys_cpu"] + timed["matching_cpu"], "≤ 1.5"),
        Line("the same with the standing words cold, seconds", timed["fresh_keys"] + timed["cold"]),
        Line("keys of every record, seconds (a hub keeps them)", timed["keys"]),
        Line("frequencies, seconds (frozen with the weights)", timed["frequencies"]),
        Line("training, seconds", timed["training"], "≤ 3.0", run.get("training_seconds")),
        Line("everything after finding, to persons and cases, seconds", timed["partition"]),
        Line("peak memory while matching, MiB", timed["peak_mib"], "≤ 1536", run.get("peak_mib")),
        Line("peak memory while reading the rows' text, MiB", timed["peak_reading"]),
        Line("candidates per new record", timed["candidates"] / new, "", run["pairs"] / new if run else None),
        Line("candidate recall", found.candidate_recall, "", peer and peer.candidate_recall),
        Line("automatic precision | at 0.5", found.automatic.precision, "≥ 0.9995", peer and peer.default.precision),
        Line("automatic recall | at 0.5", found.automatic.recall, "≥ 0.90", peer and peer.default.recall),
        Line("automatic recall | at precision 0.9995", found.automatic.recall, "", peer and peer.recall_at_precision),
        Line("recall after review | at 0.5", found.after_review.recall, "≥ 0.98", peer and peer.default.recall),
        Line("F1 of links and cases | best F1", found.with_cases.f1, "", peer and peer.best.f1),
        Line("cases per 10,000 new records", 1e4 * found.cases / new, "≤ 550"),
        Line("share of cases that are true", found.case_yield, "≥ 0.80"),
        Line("persons holding two people | closure at 0.5", found.contaminated, "", peer and peer.contaminated),
    ])  # fmt: skip
    if run:
        faster = run["seconds"] / (timed["training"] + whole)
        part.lines.append(Line("times as fast as Splink, training and matching", faster, "≥ 5"))
    return part


def ours(rows: Path) -> tuple[Measures, dict[str, float]]:
    """Link the new rows; what that was worth, and seconds by step."""
    table, truth, new = read(rows)
    timed = dict[str, float]()
    with _clock(timed, "frequencies"):
        for kind in KINDS:
            _ = table.counts(kind)
    with _clock(timed, "keys"):
        every = keys(table)
    at = np.flatnonzero(~new[every.record])
    standing = Keys(every.key[at], every.record[at])
    existing = int(np.argmax(new))
    arriving, *_ = read(rows, existing)
    with _clock(timed, "fresh_keys"):
        found = keys(arriving)
    fresh = Keys(found.key, found.record + existing)
    del every, found
    timed["peak_reading"] = peak_mib()
    forget_peak()
    with _clock(timed, "cold"):
        pairs = _matched(table, standing, fresh, shipped())
    with _clock(timed, "training"):
        model = train(table, pairs.left, pairs.right, shipped())
    with _clock(timed, "matching"):
        pairs = _matched(table, standing, fresh, model)
    timed["candidates"], timed["peak_mib"] = len(pairs.left), peak_mib()
    with _clock(timed, "partition"):
        names = [("rows", f"{row:09}") for row in range(table.size)]
        linked = link(table, new.astype(np.int64), names, found=pairs, model=model)
    return measure(truth, linked.person, linked.cases, (pairs.left, pairs.right)), timed


def read(rows: Path, first: int = 0) -> tuple[Table, list[str], Flags]:
    """The rows from `first` on as columns of the comparison; each one's true person; which are new."""
    with rows.open(encoding="utf-8", newline="") as stream:
        size = sum(1 for _ in stream) - 1 - first
        stream.seek(0)
        builder, truth, new = Builder(size), list[str](), np.zeros(size, np.bool_)
        for place, row in enumerate(islice(csv.DictReader(stream), first, None)):
            truth.append(row["truth"])
            new[place] = row["new"] == "1"
            builder.birth[place] = dates.code(row["dob"])
            builder.sex[place] = SEXES.get(row["sex"], 0)
            builder.nhs[place] = identifiers.nhs_code(row["nhs"]) if row["nhs"] else 0
            builder.name(place, row["forename"], row["middle"], row["surname"])
            builder.address(place, row["postcode"], row["house"], row["street"], row["town"])
            if row["phone"]:
                builder.phone(place, row["phone"])
            if row["email"]:
                builder.email(place, row["email"])
    return builder.table(), truth, new


def _matched(table: Table, standing: Keys, fresh: Keys, model: Model) -> Candidates:
    """The matching step once the new records' keys are made: candidates, weights from the review line up, guards."""
    found = meet(standing, fresh, OF_A_HUB)
    screened = weigh_candidates(table, found.left, found.right, model, model.thresholds.review)
    left, right = found.left[screened.kept], found.right[screened.kept]
    sure = screened.weighed.bits >= model.thresholds.sure
    minors = table.minors(left, right, model.minors_since)
    initials = table.initials(left, right)
    about = {"minors": minors, "initials": initials, "generations": table.generations(left, right), "sure": sure}
    guards(screened.comparison, np.zeros(len(left), np.bool_), **about)
    return found


def _splink(rows: Path, scratch: Path) -> peers.Peer | str:
    with rows.open(encoding="utf-8", newline="") as stream:
        truth = [row["truth"] for row in csv.DictReader(stream)]
    return peers.run(rows, truth, scratch)


@contextmanager
def _clock(timed: dict[str, float], step: str) -> Iterator[None]:
    """Wall seconds under the step's name, and CPU-seconds."""
    started, used = time.perf_counter(), time.process_time()
    yield
    timed[step], timed[f"{step}_cpu"] = time.perf_counter() - started, time.process_time() - used
