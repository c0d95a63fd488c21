"""Look-up measured as it is used: key by key, encrypted, people fetched, every search recorded.

    make bench-lookup ARGS='--people 1000000 --seed 1 --json out.json'

The people are the synthetic borough's, stored through store.records. A seat of its own types them with thirteen kinds
of error; then ten seats type, alone and while a delivery of 100,000 rows commits, when only what they type during the
delivery counts; then substrings and trigrams are tried on the same file. On a machine that does other things too, or
has fewer processors than seats, wall time tells of those: look also at `cpu`, and at `less_waiting`, which is without
the time that a program waited for a processor (Linux only). 9,000,000 people, all of London, are asked for with
--people too: they take most of an hour to store, and some 10 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from math import inf
from pathlib import Path
from random import Random
from time import time
from typing import Any

from store.permissions import May
from store.session import Session
from store.vault.process import give_way
from tests.benchmarks.linkage_report import Line, Part
from tests.benchmarks.lookup_peers import peers, spread
from tests.benchmarks.lookup_people import Built, build, deliver, more_rows
from tests.matching.people import feed

DELIVERY = 100_000
GOALS = {1_000_000: {"p50": 1.5, "p95": 6, "p99": 12}, 3_000_000: {"p95": 15}, 9_000_000: {"p95": 25}}  # ms a key


def main() -> None:
    """Build the hub, then type."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        hub, kept = Path(scratch) / "hub", Path(scratch) / "targets.json"
        session, built = build(hub, options.people, options.seed, options.seats)
        kept.write_text(json.dumps([asdict(target) for target in built.targets]))
        figures: dict[str, Any] = {"people": built.people, "seed": options.seed} | _built(session, built)
        _tell(figures)
        alone = _seat(hub, "pat", kept, options.seed, options.searches)
        _types(alone)
        told = _told(alone)
        figures |= _spreads([told]) | {"recall": told["recall"]}
        _tell(figures)
        for rows in (0, options.delivery) if options.seats else ():
            crowd = f"crowd, delivery of {rows}"
            figures[crowd] = _crowd(session, hub, kept, rows, options)
            _tell({crowd: figures[crowd]})
        if options.peers:
            figures["peers"] = peers(session, built.targets, Random(options.seed), options.peers)
            _tell(figures["peers"])
        session.close()
    _against_goals(figures, options).show()
    if options.json:
        options.json.write_text(json.dumps(figures))


def _against_goals(figures: dict[str, Any], options: argparse.Namespace) -> Part:
    part = Part(f"look-up, {options.people:,} people")
    for which, goal in GOALS.get(options.people, {}).items():
        part.lines.append(Line(f"a key in the engine, ms, {which}", figures["wall"][which], f"≤ {goal}"))
    if options.seats and options.delivery:
        crowd = figures[f"crowd, delivery of {options.delivery}"]
        part.lines.extend(
            [
                Line(f"{options.seats} seats during a delivery, a search, ms, p95", crowd["wall"]["p95"], "≤ 15"),
                Line("the same, an audit row written, ms, p95", crowd["audit"]["p95"], "≤ 1"),
                Line("the same, without waiting for a processor", crowd["audit_less_waiting"]["p95"]),
                Line("the same, searches that failed", crowd["troubles"], "≤ 0"),
            ]
        )
    return part


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=100, help="people looked for with each kind of error")
    parser.add_argument("--seats", type=int, default=10, help="programs searching while a delivery commits")
    parser.add_argument("--seconds", type=float, default=60, help="for how long they search")
    parser.add_argument("--pace", type=float, default=3, help="keys a second that each of them types")
    parser.add_argument("--delivery", type=int, default=DELIVERY, help="rows of that delivery")
    parser.add_argument("--peers", type=int, default=40, help="searches by other means")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _tell(figures: object) -> None:
    print(json.dumps(figures, indent=1), flush=True)


def _built(session: Session, built: Built) -> dict[str, object]:
    with session.reading(May.SEARCH) as connection:
        (pages,) = connection.execute(
            "select (select total(length(record) + length(person) + length(words) + length(birth) + length(kind))"
            " from lookup_chunk) + (select total(length(words) + length(counts) + length(entries)) from lookup_segment)"
            " + (select total(length(words) + length(sounds)) from lookup_words)"
        ).fetchone()
        (shown,) = connection.execute("select avg(length(said)) from record_said").fetchone()
    return {
        "store_s": round(built.storing, 1),
        "index_s": round(built.indexing, 1),
        "index_s_a_million": round(built.indexing / built.people * 1_000_000, 1),
        "index_bytes_a_person": round(pages / built.people, 1),
        "document_bytes_a_record": round(shown),
    }


def _seat(hub: Path, login: str, kept: Path, seed: int, searches: int, *crowd: float) -> subprocess.Popen[str]:
    arguments = [str(hub), login, str(kept), str(seed), str(searches), *map(str, crowd)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.lookup_typing", *arguments], stdout=subprocess.PIPE, text=True
    )


def _types(seat: subprocess.Popen[str]) -> None:
    """Wait until a seat is signed in and begins to type."""
    assert seat.stdout is not None
    assert seat.stdout.readline() == "types\n"


def _told(seat: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = seat.communicate()
    return json.loads(out)


def _spreads(seats: list[dict[str, Any]], since: float = 0, until: float = inf) -> dict[str, object]:
    """What ended between two times of the clock."""

    def between(what: str, ended: str) -> list[float]:
        return [took for seat in seats for took, at in zip(seat[what], seat[ended], strict=True) if since < at < until]

    both = {what: between(what, "ended") for what in ("wall", "wall_less_waiting", "cpu_with_audit")}
    both |= {what: between(what, "audit_ended") for what in ("audit", "audit_less_waiting")}
    spreads: dict[str, object] = {what: spread(times) for what, times in both.items()}
    return spreads | {
        "keys": len(both["wall"]),
        "ready_s": max(seat["ready_s"] for seat in seats),
        "peak_mb": max(seat["peak_mb"] for seat in seats),
        "slowest": seats[0]["slowest"],
        "troubles": sum(seat["troubles"] for seat in seats),
    }


def _crowd(session: Session, hub: Path, kept: Path, rows: int, options: argparse.Namespace) -> dict[str, object]:
    """So many seats at once, while somebody delivers so many rows."""
    coming = list(more_rows(10**9, rows, 77)) if rows else []
    crowd = options.pace, options.seconds
    typing = [_seat(hub, f"seat{number}", kept, number, 0, *crowd) for number in range(options.seats)]
    for seat in typing:
        _types(seat)
    if rows:
        give_way()  # as `fctui import` does
    since = time()
    stored, indexed = deliver(session, feed(session), iter(coming)) if rows else (0.0, 0.0)
    until = time() if rows else inf
    figures = _spreads([_told(seat) for seat in typing], since, until)
    return figures | {
        "keys_a_second": options.pace,
        "delivering_s": round(until - since, 1) if rows else 0,
        "store_s": round(stored, 1),
        "index_s": round(indexed, 1),
    }


if __name__ == "__main__":
    main()
