"""The same people in an encrypted hub: what linking a delivery takes, and a single record, as the hub grows."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from matching.linkage.measures import Measures
from matching.linkage.measures import measure as measured
from matching.linkage.resolve import link_delivery
from store.audit import Action
from store.permissions import May
from store.records import deliveries, mappings
from store.records.agencies import Feed, add_feed
from store.records.descriptions import NewAgency, NewFeed
from store.records.rows import Address, ContactPoint, Identifier, Name, RecordRow
from store.records.themes import Theme
from store.session import Session
from tests.benchmarks import linkage_people as people
from tests.benchmarks.linkage_borough import administrator
from tests.benchmarks.linkage_process import isolated, peak_mib
from tests.benchmarks.linkage_report import Line, Part
from tests.stored import store

DELIVERY = 100_000  # existing rows in one delivery
STAGES = (10_000, 100_000, 1_000_000)  # existing records at which a small delivery is timed
SMALL = 1_000
SINGLES = 300


class Timed(NamedTuple):
    """One delivery's linking: its records, those the hub held before, seconds and CPU-seconds."""

    records: int
    hub: int
    seconds: float
    cpu_seconds: float


def measure(existing: int, new: int, seed: int, scratch: Path) -> Part:
    """Fill a hub with `existing` records, then deliver `new` ones, and some one by one."""
    rows = scratch / "people.csv"
    stages = [stage for stage in STAGES if stage < existing] + [existing]
    isolated(people.write, rows, existing, new + SMALL * len(stages) + SINGLES, seed)
    large, small, singles, quality, peak = isolated(linked_in_hub, rows, scratch / "hub", stages, new)
    part = Part(f"{new:,} new records against {existing:,}, in an encrypted hub")
    median, slow = 1000 * np.quantile([one.seconds for one in singles], [0.5, 0.99])
    busy = 1000 * np.quantile([one.cpu_seconds for one in singles], 0.99)
    costs = [timed.cpu_seconds / timed.records for timed in small]
    growth = np.log(small[-1].hub) / np.log(small[0].hub)
    part.lines.extend([
        Line("linking with loading, seconds", large.seconds, "≤ 10"),
        Line("the same, CPU-seconds", large.cpu_seconds),
        Line("peak memory, MiB", peak, "≤ 1536"),
        Line("one record decided, milliseconds, median", median),
        Line("one record decided, milliseconds, p99", slow, "≤ 2"),
        Line("one record decided, CPU-milliseconds, p99", busy),
        Line(f"CPU per row at {small[-1].hub:,} over {small[0].hub:,}", costs[-1] / costs[0], f"≤ {growth:.2f}"),
        Line("automatic precision", quality.automatic.precision, "≥ 0.9995"),
        Line("automatic recall", quality.automatic.recall, "≥ 0.90"),
        Line("recall after review", quality.after_review.recall, "≥ 0.98"),
    ])  # fmt: skip
    part.details.update(large=large._asdict(), small=[timed._asdict() for timed in small])
    part.details["singles"] = [one._asdict() for one in singles]
    return part


def linked_in_hub(
    rows: Path, hub: Path, stages: list[int], new: int
) -> tuple[Timed, list[Timed], list[Timed], Measures, float]:
    """Deliver: existing rows up to each stage and a small new delivery there; the new rows; single ones.

    Returns the large delivery, the small ones, the single ones, what the links are worth, peak MiB.
    """
    session = administrator(hub)
    there, arriving = _feed(session, "THERE"), _feed(session, "ARRIVING")
    existing = islice(_rows(rows), stages[-1])
    fresh = islice(_rows(rows), stages[-1], None)
    held, small = 0, list[Timed]()
    for stage in stages:
        while held < stage:
            batch = list(islice(existing, min(DELIVERY, stage - held)))
            held += _deliver(session, there, batch, held).records
        small.append(_deliver(session, arriving, list(islice(fresh, SMALL)), held))
    large = _deliver(session, arriving, list(islice(fresh, new)), held)
    singles = [_deliver(session, arriving, [row], held) for row in fresh]
    peak = peak_mib()
    quality = _quality(session, rows)
    session.close()
    return large, small, singles, quality, peak


def _feed(session: Session, code: str) -> Feed:
    agency = NewAgency(code=f"A-{code}", name=f"Agency {code.lower()}", area="Brent")
    return add_feed(
        session, NewFeed(code=code, agency=agency, label=code.title(), theme=Theme.HOUSING, cohort="made-up people")
    )


def _deliver(session: Session, feed: Feed, rows: list[RecordRow], held: int) -> Timed:
    """Keep and link the rows in one transaction, as an import does; only linking is timed."""
    with session.changing(May.IMPORT, Action.DELIVERED, feed.code) as change:
        connection = change.connection
        mapping = mappings.remember(connection, change.event, feed.id, "made up", "{}")
        name, size = (feed.id, mapping, "rows.csv", f"{change.event:064x}", 1), len(rows)
        described = deliveries.NewDelivery(*name, "2026-06-08", "delta", size, size, 0, 0, 0, {})
        stored = store(connection, deliveries.add(connection, change.event, described), feed, rows)
        started, used = time.perf_counter(), time.process_time()
        link_delivery(connection, change.event, stored.new, stored.changed)
        seconds, processor = time.perf_counter() - started, time.process_time() - used
    return Timed(len(rows), held, seconds, processor)


def _rows(path: Path) -> Iterator[RecordRow]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield _record(row)


def _record(row: dict[str, str]) -> RecordRow:
    home = Address(
        "current", "", row["house"].lower(), row["street"].lower(), row["town"].lower(), row["postcode"],
        "valid" if row["postcode"] else "none",
    )  # fmt: skip
    contacts = [ContactPoint(kind, row[kind]) for kind in ("phone", "email") if row[kind]]
    return RecordRow(
        row_no=int(row["rid"]) + 1,
        source_key=row["rid"],
        birth_date=row["dob"],
        sex=row["sex"],
        names=(Name("current", row["forename"], row["middle"], row["surname"]),),
        identifiers=(Identifier("NHS", row["nhs"], "valid"),) if row["nhs"] else (),
        addresses=(home,),
        contacts=tuple(contacts),
    )


def _quality(session: Session, rows: Path) -> Measures:
    with rows.open(encoding="utf-8", newline="") as stream:
        truth = {row["rid"]: row["truth"] for row in csv.DictReader(stream)}
    with session.reading(May.IMPORT) as connection:
        links = connection.execute(
            "select r.source_key, l.record_id, l.person from link l join source_record r on r.id = l.record_id"
            " where l.closed is null order by l.record_id"
        ).fetchall()
        asked = connection.execute("select a, b from review_case where state in ('open', 'unsure')").fetchall()
    place = {record: at for at, (_, record, _) in enumerate(links)}
    nobody = np.zeros(0, np.int64)
    return measured(
        [truth[key] for key, _, _ in links],
        [person for _, _, person in links],
        [(place[a], place[b]) for a, b in asked],
        (nobody, nobody),
    )
