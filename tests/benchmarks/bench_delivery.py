"""Deliveries as they come: `fctui import` of a first file of a million people, then of another agency's 100,000.

    make bench-delivery ARGS='--existing 1000000 --new 100000 --seed 1 --json out.json'

Each is one run of the real command in a process of its own, from its start to its end: sign-in, reading, checks, links,
the look-up's index, commit. The people and their errors are those of `linkage_people`; about half of the second file's
are in the first.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from store.hub import Hub
from store.records.agencies import add_feed
from store.records.descriptions import NewAgency, NewFeed
from store.records.themes import Theme
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD
from tests.benchmarks import linkage_people as people
from tests.benchmarks.linkage_process import isolated
from tests.benchmarks.linkage_report import Line, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

FEEDS = {"BRENT-HOU": Theme.HOUSING, "BRENT-ASC": Theme.ASC}
HEADINGS = (
    "Person ID", "Forename", "Middle Names", "Surname", "DOB", "Gender", "NHS Number", "Address", "Postcode", "Mobile",
    "Email Address",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One command, from start to end: seconds, CPU-seconds, and its peak of memory in MiB."""

    seconds: float
    cpu: float
    peak: int


def main() -> None:
    """Make both files, deliver them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--existing", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        isolated(write, scratch, options.existing, options.new, options.seed)
        found(scratch)
        first, second = (deliver(scratch, feed) for feed in FEEDS)
    part = Part(f"first load of {options.existing:,} people, then {options.new:,} of another agency against them")
    for what, run, seconds, peak in (("first load", first, 300, 3072), ("delivery", second, 45, 1536)):
        part.lines.append(Line(f"{what}, everything, seconds", run.seconds, f"≤ {seconds}"))
        part.lines.append(Line(f"{what}, CPU-seconds", run.cpu))
        part.lines.append(Line(f"{what}, peak memory, MiB", run.peak, f"≤ {peak}"))
    part.show()
    if options.json:
        options.json.write_text(json.dumps([part.plain()], indent=1), encoding="utf-8")


def write(scratch: Path, existing: int, new: int, seed: int) -> None:
    """Both files, as agencies write them."""
    rows = scratch / "people.csv"
    people.write(rows, existing, new, seed)
    with rows.open(encoding="utf-8", newline="") as stream:
        made = csv.DictReader(stream)
        for feed, count in zip(FEEDS, (existing, new), strict=True):
            _write(scratch / f"{feed}.csv", islice(made, count))


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(HEADINGS)
        for row in rows:
            address = ", ".join(filter(None, (f"{row['house']} {row['street']}".strip(), row["town"])))
            sheet.writerow((
                f"C{row['rid']}", row["forename"], row["middle"], row["surname"], row["dob"], row["sex"], row["nhs"],
                address, row["postcode"], row["phone"], row["email"],
            ))  # fmt: skip


def found(scratch: Path) -> None:
    """A hub that takes both feeds."""
    hub = Hub.create(scratch / "hub", login="ada", name="Ada", password=PASSWORD, area=AREA, cost=FLOOR).hub
    admin = hub.sign_in("ada", PASSWORD)
    agency = NewAgency(code="BRENT", name="Brent Council", area=AREA)
    for code, theme in FEEDS.items():
        add_feed(admin, NewFeed(code=code, agency=agency, label=theme, theme=theme, cohort="everybody"))
    admin.close()
    password = scratch / "password"
    password.touch(mode=0o600)
    password.write_text(PASSWORD)


def deliver(scratch: Path, feed: str) -> Run:
    """Run the command, and ask the system what it took."""
    arguments = [
        sys.executable, "-m", "fctui", "import", str(scratch / f"{feed}.csv"), "--hub", str(scratch / "hub"),
        "--login", "ada", "--password-file", str(scratch / "password"), "--feed", feed, "--as-of", "2026-06-08",
        "--likely",
    ]  # fmt: skip
    began = perf_counter()
    child = os.posix_spawn(sys.executable, arguments, os.environ)
    _, status, used = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"fctui import ended with {code}")
    return Run(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


if __name__ == "__main__":
    main()
