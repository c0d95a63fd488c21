"""Seconds to fit the weights to a table's own records, and what fitting is worth there."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from matching.linkage.bare import link
from matching.linkage.candidates import candidates
from matching.linkage.measures import Measures
from matching.linkage.measures import measure as measured
from matching.scoring.train import train
from matching.scoring.weights import Model, shipped
from tests.benchmarks import linkage_people as people
from tests.benchmarks.linkage_million import read
from tests.benchmarks.linkage_process import isolated
from tests.benchmarks.linkage_report import Line, Part

SMALL = 20_000
TWICE = 0.3  # of the records, a second one of somebody


def measure(records: int, seed: int, scratch: Path) -> Part:
    """Train on `SMALL` records and on `records`."""
    part = Part("Training on a table's own records")
    for size, goal in ((SMALL, "≤ 1.0"), (records, "≤ 3.0")):
        rows = scratch / f"{size}.csv"
        twice = int(size * TWICE)
        isolated(people.write, rows, size - twice, twice, seed)
        seconds, processor, quality = isolated(trained, rows, size == SMALL)
        part.lines.append(Line(f"{size:,} records, seconds", seconds, goal))
        part.lines.append(Line(f"{size:,} records, CPU-seconds", processor))
        for name, found in quality.items():
            part.lines.append(Line(f"{size:,} records, {name} weights: automatic recall", found.automatic.recall))
            part.lines.append(Line(f"{size:,} records, {name} weights: automatic precision", found.automatic.precision))
            part.lines.append(Line(f"{size:,} records, {name} weights: share of true cases", found.case_yield))
            part.details[f"{size} {name}"] = asdict(found)
    return part


def trained(rows: Path, judge: bool) -> tuple[float, float, dict[str, Measures]]:
    """Seconds and CPU-seconds of the fit; with `judge` also what shipped and fitted weights are worth."""
    table, truth, new = read(rows)
    found = candidates(table, np.ones(table.size, np.bool_))
    started, used = time.perf_counter(), time.process_time()
    model = train(table, found.left, found.right, shipped())
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    quality: dict[str, Measures] = {}
    models: dict[str, Model] = {"shipped": shipped(), "fitted": model} if judge else {}
    for name, weights in models.items():
        names = [("rows", f"{row:09}") for row in range(table.size)]
        linked = link(table, new.astype(np.int64), names, found=found, model=weights)
        quality[name] = measured(truth, linked.person, linked.cases, (found.left, found.right))
    return seconds, processor, quality
