"""How well and how fast a synthetic borough is linked.

python -m tests.benchmarks.bench_linkage [--people N] [--seed S] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from unittest import mock

from fctui.borough import write
from importers import delivery
from matching.linkage import evaluate
from matching.linkage.resolve import Linked, link_delivery
from store.hub import Hub
from store.permissions import May
from store.records.agencies import load_feeds
from store.session import Session
from store.vault.kdf import FLOOR
from tests.accounts import PASSWORD, fixed_clock


def main() -> None:
    """Measure, print, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(Path(scratch), options.people, options.seed)
    for name, value in figures.items():
        print(f"{name:>16}: {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


def measure(scratch: Path, people: int, seed: int) -> dict[str, object]:
    """Write a borough of that size, deliver its files one by one, and compare the links with the truth."""
    write(people, seed, scratch / "borough")
    session = _administrator(scratch / "hub")
    with _timed_linking() as seconds:
        started = time.perf_counter()
        _deliver_all(session, scratch / "borough")
        whole = time.perf_counter() - started
    with session.reading(May.IMPORT) as connection:
        found = evaluate.evaluate(connection, evaluate.read_truth(scratch / "borough"))
    session.close()
    return {
        "people": people,
        "seed": seed,
        "records": found.records,
        "true_pairs": found.true_pairs,
        "automatic": asdict(found.automatic),
        "with_cases": asdict(found.with_cases),
        "contaminated": len(found.contaminated),
        "twins": found.twins,
        "cases": found.cases,
        "cases_per_10000": round(found.cases_per_10000, 1),
        "case_yield": round(found.case_yield, 3),
        "hard": {kind or "none": counts for kind, counts in sorted(found.hard.items())},
        "linking_seconds": [round(s, 2) for s in seconds],
        "seconds": round(whole, 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _administrator(directory: Path) -> Session:
    made = Hub.create(
        directory, login="ada", name="Ada", password=PASSWORD, area="Brent", clock=fixed_clock, cost=FLOOR
    )
    return made.hub.sign_in("ada", PASSWORD)


def _deliver_all(session: Session, borough: Path) -> None:
    load_feeds(session, borough / "feeds.json")
    for feed in json.loads((borough / "feeds.json").read_text(encoding="utf-8"))["feeds"]:
        prepared = delivery.prepare(session, borough / feed["file"], feed["code"])
        checked = delivery.dry_run(session, prepared, prepared.mapping, date.fromisoformat(feed["as_of"]))
        delivery.deliver(session, checked)


@contextmanager
def _timed_linking() -> Iterator[list[float]]:
    """Seconds of each linking step, measured around the real one."""
    seconds: list[float] = []

    def timed(*given: object) -> Linked:
        started = time.perf_counter()
        linked = link_delivery(*given)
        seconds.append(time.perf_counter() - started)
        return linked

    with mock.patch.object(delivery, "link_delivery", timed):
        yield seconds


if __name__ == "__main__":
    main()
