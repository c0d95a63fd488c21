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
# What the peer's columns are called, by what our command took a heading for.
HEADINGS = {
    "given_name": "forename", "family_name": "surname", "date_of_birth": "dob", "sex": "sex",
    "house_number_paon": "house", "street": "street", "town": "town", "postcode": "postcode", "phone_home": "phone",
    "phone_mobile": "phone", "email": "email", "nhs_number": "nhs", "number": "idno",
}  # fmt: skip
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
    if ran.returncode:
        sentence = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        part.notes.append(f"{file.stem}: `fctui link` ended with {ran.returncode}: {sentence}")
        return
    ours = json.loads(ran.stdout)
    splink = _peer(file, ours["columns"], scratch)
    part.details[file.stem] = {"ours": ours, "splink": splink if isinstance(splink, str) else asdict(splink)}
    if isinstance(splink, str):
        part.notes.append(f"{file.stem}: {splink}")
    peer = None if isinstance(splink, str) else splink
    f1, precision = (
        next((goal for kind, goal in goals.items() if file.stem.startswith(kind)), "")
        for goals in (F1_GOALS, PRECISION_GOALS)
    )
    name, run = file.stem, peer.run if peer else {}
    part.lines.extend([
        Line(f"{name}: F1 of links and cases | best F1", ours["with_cases"]["f1"], f1, peer and peer.best.f1),
        Line(f"{name}: F1 after review | best closure", ours["after_review"]["f1"], "", peer and peer.best_closure.f1),
        Line(f"{name}: automatic F1 | closure at 0.5", ours["automatic"]["f1"], "", peer and peer.closure.f1),
        Line(
            f"{name}: automatic precision | closure at 0.5",
            ours["automatic"]["precision"], precision, peer and peer.closure.precision,
        ),
        Line(f"{name}: CPU-seconds", ours["cpu_seconds"], "", run.get("cpu_seconds")),
        Line(f"{name}: seconds", ours["seconds"], "", run.get("seconds")),
    ])  # fmt: skip


def _peer(file: Path, taken: dict[str, str | None], scratch: Path) -> peers.Peer | str:
    """Splink on the file's rows, each column under the name that our command's reading of the headings gives it."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or "truth" not in rows[0]:
        return "only a comma-separated file in UTF-8 with a column `truth` can be laid out for Splink."
    named = {HEADINGS[field]: heading for heading, field in reversed(taken.items()) if field in HEADINGS}
    peers.write_rows(scratch / "rows.csv", list(named), ([row[name] for name in named.values()] for row in rows))
    return peers.run(scratch / "rows.csv", [row["truth"] for row in rows], scratch)
