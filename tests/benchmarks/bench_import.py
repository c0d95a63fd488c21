"""Import measured as it is used: dry run and delivery of every file of a synthetic borough into an encrypted hub.

    make bench-import ARGS='--people 10000 --seed 1 --json out.json'

Seconds are wall time on this machine; the figures name rows per second of the dry run (read and check) and of the
delivery (read, check, store, link, index), and the peak memory of the process.
"""

import argparse
import json
import resource
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from fctui.borough import write
from importers import delivery
from store.hub import Hub
from store.records.agencies import load_feeds
from store.session import Session
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD


def main() -> None:
    """Make the borough, deliver its files, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(Path(scratch), options.people, options.seed)
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures))


def measure(scratch: Path, people: int, seed: int) -> dict[str, object]:
    """Return the figures of one borough."""
    started = perf_counter()
    write(people, seed, scratch / "agencies")
    made_s = perf_counter() - started
    hub = Hub.create(scratch / "hub", login="ada", name="Ada", password=PASSWORD, area=AREA, cost=FLOOR).hub
    admin = hub.sign_in("ada", PASSWORD)
    load_feeds(admin, scratch / "agencies" / "feeds.json")
    feeds = json.loads((scratch / "agencies" / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    files = [_deliver(admin, scratch / "agencies" / feed["file"], feed["code"], feed["as_of"]) for feed in feeds]
    admin.close()
    rows = sum(file["rows"] for file in files)
    checked_s, delivered_s = sum(file["dry_run_s"] for file in files), sum(file["deliver_s"] for file in files)
    return {
        "people": people,
        "seed": seed,
        "borough_s": round(made_s, 2),
        "rows": rows,
        "dry_run_rows_per_s": round(rows / checked_s),
        "deliver_rows_per_s": round(rows / delivered_s),
        "dry_run_s": round(checked_s, 2),
        "deliver_s": round(delivered_s, 2),
        "links": sum(file["links"] for file in files),
        "cases": sum(file["cases"] for file in files),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "files": files,
    }


def _deliver(admin: Session, path: Path, feed: str, as_of: str) -> dict[str, float]:
    started = perf_counter()
    prepared = delivery.prepare(admin, path, feed)
    checked = delivery.dry_run(admin, prepared, prepared.mapping, date.fromisoformat(as_of))
    between = perf_counter()
    receipt = delivery.deliver(admin, checked)
    return {
        "rows": receipt.rows,
        "dry_run_s": round(between - started, 3),
        "deliver_s": round(perf_counter() - between, 3),
        "links": receipt.links,
        "cases": receipt.cases,
    }


if __name__ == "__main__":
    main()
