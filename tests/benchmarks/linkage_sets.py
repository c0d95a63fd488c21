"""Labelled sets of bare rows: the real command `fctui link` as a process, and Splink on the same rows."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import linkage_peer as peers
from tests.benchmarks.linkage_report import Line, Part

USUAL = Path("../shared/data/linkage")
# Goals of issue 3 by the set's kind: F1 of links plus cases; automatic precision.
F1_GOALS = {"febrl": "≥ 0.9995", "fake": "≥ 0.93"}
PRECISION_GOALS = {"febrl": "≥ 1.0"}


def measure(directory: Path, scratch: Path) -> Part:
    """Every CSV file of a folder; columns `truth` and `source` are never shown to the linkage itself."""
    part = Part("Labelled sets")
    files = sorted(directory.glob("*.csv")) if directory.is_dir() else []
    if not files:
        part.notes.append(f"No sets in {directory}: give a folder of CSV files with a column `truth` by --sets.")
    for file in files:
        _one(part, file, scratch)
    return part


def _one(part: Part, file: Path, scratch: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fctui", "link", file, "--truth", "truth", "--source", "source", "--json"],
        capture_output=True,
        text=True,
    )
    splink = _peer(file, scratch)
    if isinstance(splink, str):
        part.notes.append(f"{file.stem}: {splink}")
    else:
        part.details[f"{file.stem} splink"] = asdict(splink)
    if ran.returncode:
        sentence = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        part.notes.append(f"{file.stem}: `fctui link` ended with {ran.returncode}: {sentence}")
        return
    ours = json.loads(ran.stdout)
    part.details[file.stem] = ours
    peer = None if isinstance(splink, str) else splink
    f1, precision = (
        next((goal for kind, goal in goals.items() if file.stem.startswith(kind)), "")
        for goals in (F1_GOALS, PRECISION_GOALS)
    )
    part.lines.extend(
        [
            Line(f"{file.stem}: F1 of links and cases | best F1", ours["with_cases"]["f1"], f1, peer and peer.best.f1),
            Line(
                f"{file.stem}: automatic F1 | closure at 0.5",
                ours["automatic"]["f1"],
                peer=peer and peer.closure.f1,
            ),
            Line(
                f"{file.stem}: automatic precision | closure at 0.5",
                ours["automatic"]["precision"],
                precision,
                peer and peer.closure.precision,
            ),
            Line(f"{file.stem}: seconds", ours["seconds"], peer=peer and peer.run["seconds"]),
        ]
    )


def _peer(file: Path, scratch: Path) -> peers.Peer | str:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = [name for name in peers.COLUMNS if rows and name in rows[0]]
    peers.write_rows(scratch / "rows.csv", columns, ([row[name] for name in columns] for row in rows))
    return peers.run(scratch / "rows.csv", [row["truth"] for row in rows], scratch)
