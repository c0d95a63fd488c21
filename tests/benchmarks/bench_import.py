"""Import measured as it is used, into an encrypted hub: a million rows of one file, a workbook, and a whole borough.

    make bench-import ARGS='--rows 1000000 --people 10000 --seed 1 --json out.json'
    make bench-import ARGS='--alone 1000000'

Large file: read (prepared), checked (dry run), then read, checked and stored without linking. `cpu` is processor time
of this process, which other programs lengthen less; everything runs in one thread. The dry run is set against the
commit's own reading (every row read and checked once more), and the commit is taken apart: reading the CSV, checks,
storing (SQLite and the binding of its values), and of that what encryption takes, by storing the same rows unencrypted.
Borough: dry run and delivery of every file, linking and look-up index included.
--alone: nothing but one large file, prepared, checked and stored by a process of its own, whose peak of memory is
then the import's; the file is made by another process before.
"""

import argparse
import json
import resource
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from sqlcipher3 import dbapi2 as sqlcipher

from fctui.borough import write
from importers.delivering import delivery
from importers.delivering.delivery import DryRun, Prepared
from importers.delivering.dry_run import checker
from importers.reading import tables
from importers.values.remembered import one_pass
from store.audit import Action
from store.hub import Hub
from store.ledger import Change
from store.permissions import May
from store.records.agencies import add_feed, load_feeds
from store.records.descriptions import NewAgency, NewFeed
from store.records.themes import Theme
from store.session import Session
from store.vault.database import Connection, connect
from store.vault.kdf import FLOOR
from store.vault.keys import DatabaseKey
from store.vault.migrate import HUB, migrate
from tests.accounts import AREA, PASSWORD
from tests.benchmarks.import_files import AS_OF, write_csv, write_xlsx
from tests.benchmarks.linkage_process import peak_mib

Figures = dict[str, object]


def main() -> None:
    """Make the files, bring them in, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the large file; 0 leaves it out")
    parser.add_argument("--people", type=int, default=10_000, help="of the borough; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", type=int, default=0, help="rows of a file that a process of its own brings in")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures: Figures = {}
    if options.alone:
        options.rows = options.people = 0
        figures["alone"] = alone(options.alone, options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        if options.rows:
            figures["large"] = large(Path(scratch), options.rows, options.seed)
            figures["shares"] = shares(Path(scratch), min(options.rows, 200_000), options.seed)
            figures["workbook"] = workbook(Path(scratch), min(options.rows, 100_000), options.seed)
        if options.people:
            figures["borough"] = borough(Path(scratch), options.people, options.seed)
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures))


def alone(rows: int, seed: int) -> Figures:
    """A large file made by one process and brought in, not linked, by another: what memory that one takes."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as one,
    ):
        path = one.submit(write_csv, Path(scratch) / "large.csv", rows, seed).result()
        return one.submit(bring_in, path, Path(scratch) / "hub", rows).result()


class _Clock:
    """Processor and wall time since it was last asked."""

    def __init__(self) -> None:
        self._cpu, self._wall = process_time(), perf_counter()

    def lap(self) -> tuple[float, float]:
        cpu, wall = process_time(), perf_counter()
        told = cpu - self._cpu, wall - self._wall
        self._cpu, self._wall = cpu, wall
        return told


def large(scratch: Path, rows: int, seed: int) -> Figures:
    """One file of many rows, brought in."""
    return bring_in(write_csv(scratch / "large.csv", rows, seed), scratch / "hub", rows)


def bring_in(path: Path, directory: Path, rows: int) -> Figures:
    """A file from the first look to the commit, not linked."""
    admin = _hub(directory)
    before = peak_mib()
    clock = _Clock()
    prepared, prepared_in = delivery.prepare(admin, path, "BRENT-HOU"), clock.lap()
    checked, checked_in = delivery.dry_run(admin, prepared, prepared.mapping, AS_OF), clock.lap()
    with admin.changing(May.IMPORT, Action.DELIVERED, "BRENT-HOU") as change:
        delivery.keep(change, checked)
    stored_in = clock.lap()
    admin.close()
    return {
        "rows": rows,
        "megabytes": path.stat().st_size // 10**6,
        "prepare_s": _told(prepared_in),
        "dry_run_s": _told(checked_in),
        "commit_s": _told(stored_in),
        "checked_rows_per_cpu_s": round(rows / checked_in[0]),
        "read_checked_stored_rows_per_cpu_s": round(rows / stored_in[0]),
        "peak_mib": peak_mib(),
        "peak_before_mib": before,
    }


def shares(scratch: Path, rows: int, seed: int) -> Figures:
    """Where a commit's time goes, in microseconds of processor time per row, the best of three."""
    path = write_csv(scratch / "shares.csv", rows, seed)
    admin = _hub(scratch / "shares-hub")
    prepared = delivery.prepare(admin, path, "BRENT-HOU")
    checked = delivery.dry_run(admin, prepared, prepared.mapping, AS_OF)
    dry = min(_dry(admin, prepared) for _ in range(3))
    csv_only = min(_pass(prepared, checks=False) for _ in range(3))
    reading_only = min(_pass(prepared, checks=True) for _ in range(3))
    encrypted = min(_store(scratch / "cipher.db", checked, DatabaseKey(bytes(32))) for _ in range(3))
    plain = min(_store(scratch / "plain.db", checked, None) for _ in range(3))
    admin.close()
    each = 1e6 / rows
    return {
        "rows": rows,
        "csv_us": round(csv_only * each, 1),
        "checks_us": round((reading_only - csv_only) * each, 1),
        "sqlite_us": round((plain - reading_only) * each, 1),
        "encryption_us": round((encrypted - plain) * each, 1),
        "commit_us": round(encrypted * each, 1),
        "dry_run_us": round(dry * each, 1),
        "dry_run_to_commits_reading": round(dry / reading_only, 2),
    }


def _dry(admin: Session, prepared: Prepared) -> float:
    started = process_time()
    delivery.dry_run(admin, prepared, prepared.mapping, AS_OF)
    return process_time() - started


def _pass(prepared: Prepared, checks: bool) -> float:
    check = checker(prepared, prepared.mapping, AS_OF)
    started = process_time()
    with one_pass():
        rows = prepared.table.rows()
        for _ in check.check_all(rows) if checks else rows:
            pass
    return process_time() - started


def _store(path: Path, checked: DryRun, key: DatabaseKey | None) -> float:
    """Seconds to put the rows into a fresh database, without a key into an unencrypted one."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    path.touch()
    connection = connect(path, key) if key else _plain(path)
    connection.execute("pragma foreign_keys = off")  # there is no feed and no account in it
    migrate(connection, HUB)
    started = process_time()
    connection.execute("begin immediate")
    delivery.keep(Change(connection, 1), checked)
    connection.execute("commit")
    took = process_time() - started
    connection.close()
    return took


def _plain(path: Path) -> Connection:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = full", "temp_store = memory", "cache_size = -65536"):
        connection.execute(f"pragma {pragma}")
    return connection


def workbook(scratch: Path, rows: int, seed: int) -> Figures:
    """A workbook opened, its sheet parsed by the child, every row read."""
    path = write_xlsx(scratch / "book.xlsx", rows, seed)
    started, cpu = perf_counter(), _cpu()
    table = tables.read(path)
    count = sum(1 for _ in table.rows())
    return {
        "rows": count,
        "megabytes": path.stat().st_size // 10**6,
        "wall_s": round(perf_counter() - started, 2),
        "cpu_s": round(_cpu() - cpu, 2),
    }


def borough(scratch: Path, people: int, seed: int) -> Figures:
    """Every file of a synthetic borough, delivered and linked."""
    started = perf_counter()
    write(people, seed, scratch / "agencies")
    made_s = perf_counter() - started
    hub = Hub.create(scratch / "borough", login="ada", name="Ada", password=PASSWORD, area=AREA, cost=FLOOR).hub
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
        "peak_mib": peak_mib(),
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


def _hub(directory: Path) -> Session:
    hub = Hub.create(directory, login="ada", name="Ada", password=PASSWORD, area=AREA, cost=FLOOR).hub
    admin = hub.sign_in("ada", PASSWORD)
    agency = NewAgency(code="BRENT", name="Brent Council", area="Brent")
    add_feed(
        admin,
        NewFeed(
            code="BRENT-HOU", agency=agency, label="Housing", theme=Theme.HOUSING, cohort="current council tenants"
        ),
    )
    return admin


def _told(took: tuple[float, float]) -> dict[str, float]:
    return {"cpu": round(took[0], 2), "wall": round(took[1], 2)}


def _cpu() -> float:
    """Processor time of this process and of the children it has waited for."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
