"""Look-up measured as it is used: key by key, encrypted, people fetched, every search recorded.

    make bench-lookup ARGS='--people 1000000 --seed 1 --json out.json'

The people are the synthetic borough's, stored through store.records. A seat of its own types them with thirteen kinds
of error; then ten seats type, alone and while `fctui import` delivers 100,000 rows, when only what they type from the
command's start to a second after its end counts; then substrings and trigrams are tried on the same file. On a machine
that does other things too, or has fewer processors than seats, wall time tells of those: look also at `cpu`, and at
`less_waiting`, which is without the time that a program waited for a processor (Linux only). 9,000,000 people, all of
London, are asked for with --people too: they take most of an hour to store, and some 10 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from store.permissions import May
from store.session import Session
from tests.benchmarks.linkage_report import Line, Part
from tests.benchmarks.lookup_crowd import alone, crowd, crowd_during_delivery, prepare, spreads
from tests.benchmarks.lookup_peers import peers
from tests.benchmarks.lookup_people import Built, build

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
        told = alone(hub, kept, options.seed, options.searches)
        figures |= spreads([told]) | {"recall": told["recall"]}
        _tell(figures)
        if options.seats:
            prepare(Path(scratch), session, options.people, options.delivery, options.seed)
            typing = Path(scratch), kept, options.seats, options.pace
            figures["crowd"] = crowd(*typing, options.seconds)
            _tell({"crowd": figures["crowd"]})
            figures["crowd during a delivery"] = crowd_during_delivery(*typing)
            _tell({"crowd during a delivery": figures["crowd during a delivery"]})
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
    if options.seats:
        told = figures["crowd during a delivery"]
        part.lines.extend(
            [
                Line(f"{options.seats} seats during a delivery, a search, ms, p95", told["wall"]["p95"], "≤ 15"),
                Line("the same, without waiting for a processor", told["wall_less_waiting"]["p95"]),
                Line("the same, an audit row written, ms, p95", told["audit"]["p95"], "≤ 1"),
                Line("the same, without waiting for a processor", told["audit_less_waiting"]["p95"]),
                Line("the same, searches that failed", told["troubles"], "≤ 0"),
            ]
        )
    return part


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=100, help="people looked for with each kind of error")
    parser.add_argument("--seats", type=int, default=10, help="programs searching while a delivery commits")
    parser.add_argument("--seconds", type=float, default=60, help="for how long they type without a delivery")
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


if __name__ == "__main__":
    main()
