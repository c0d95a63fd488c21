"""Splink beside us: it gets the same rows in a process and an environment of its own; its pairs are judged here."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.linkage.measures import Quality, codes, joined, measure
from matching.scoring.arrays import Flags, Ints

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("splink_peer.py")
COLUMNS = (
    "forename", "surname", "dob", "sex", "house", "street", "town", "postcode", "phone", "email", "nhs", "idno",
)  # fmt: skip
DEFAULT_THRESHOLD = 0.0  # bits: its match probability of 0.5
CLOSURES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0)  # bits at which its clusters are tried


@dataclass(frozen=True)
class Peer:
    """What Splink reached on some rows.

    best: pairs at the threshold with the highest F1, which only a truth can tell. default: pairs from match
    probability 0.5. closure: after joining everything connected there; best_closure: of the thresholds tried.
    recall_at_precision: the highest recall at which pairs are at least 0.9995 precise.
    """

    best: Quality
    default: Quality
    closure: Quality
    best_closure: Quality
    contaminated: int
    recall_at_precision: float
    candidate_recall: float
    run: dict[str, float]


@cache
def installed() -> Path | None:
    """The interpreter that has Splink, if `make bench-linkage` could install it."""
    found = [ROOT / ".venv-bench" / place for place in ("bin/python", "Scripts/python.exe")]
    python = next((path for path in found if path.exists()), None)
    if python is None:
        return None
    return python if subprocess.run([python, "-c", "import splink"], capture_output=True).returncode == 0 else None


def write_rows(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A file for Splink: `rid` is the position of each row."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(("rid", *headings))
        sheet.writerows((place, *row) for place, row in enumerate(rows))


def run(rows: Path, truth: Sequence[str], scratch: Path) -> Peer | str:
    """Let Splink link the rows of a file; a sentence where it cannot."""
    python = installed()
    if python is None:
        return "Splink is not installed: the figures stand alone."
    pairs = scratch / "pairs.npz"
    ran = subprocess.run([python, SCRIPT, rows, pairs], capture_output=True, text=True)
    if ran.returncode:
        return f"Splink failed: {ran.stderr.strip().splitlines()[-1]}"
    with np.load(pairs) as found:
        return _judged(
            codes(truth), found["left"], found["right"], found["weight"], json.loads(ran.stdout.splitlines()[-1])
        )


def _judged(of: Ints, left: Ints, right: Ints, weight: np.ndarray, told: dict[str, float]) -> Peer:
    alone = np.arange(len(of))
    nothing = measure(of, alone, [], (left, right))
    total = nothing.true_pairs
    true = of[left] == of[right]
    precision, recall, f1 = _curve(true, weight, total)
    best = int(np.argmax(f1)) if len(f1) else 0
    said = weight >= DEFAULT_THRESHOLD
    clusters = {
        bits: measure(of, joined(alone, np.stack([left, right], axis=1)[weight >= bits]), [], (left, right))
        for bits in CLOSURES
    }
    return Peer(
        best=Quality.of(float(precision[best]), float(recall[best])) if len(f1) else Quality(1.0, 0.0, 0.0),
        default=Quality.counted(int(true[said].sum()), int(said.sum()), total),
        closure=clusters[DEFAULT_THRESHOLD].automatic,
        best_closure=max((c.automatic for c in clusters.values()), key=lambda quality: quality.f1),
        contaminated=clusters[DEFAULT_THRESHOLD].contaminated,
        recall_at_precision=float(recall[precision >= 0.9995].max(initial=0.0)),
        candidate_recall=nothing.candidate_recall,
        run=told,
    )


def _curve(true: Flags, weight: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Precision, recall and F1 of the pairs down to each distinct weight."""
    order = np.argsort(-weight, kind="stable")
    last = np.append(weight[order][1:] != weight[order][:-1], True)[: len(order)]
    right, said = np.cumsum(true[order])[last], np.arange(1, len(order) + 1)[last]
    precision, recall = right / said, right / max(total, 1)
    return precision, recall, 2 * precision * recall / np.maximum(precision + recall, 1e-12)
