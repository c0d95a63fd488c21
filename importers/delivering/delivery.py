"""Prepare, dry run, deliver: the three steps by which a file comes into the hub.

A delivery is one transaction: its rows, their links and the look-up index are there at the end, or nothing is.
"""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from importers.delivering.carrying import carrying
from importers.delivering.dry_run import check_date, dry_run
from importers.delivering.holding import released
from importers.delivering.merging import merged_in_file
from importers.delivering.notes import Note
from importers.delivering.outcome import DryRun, columns_of
from importers.delivering.preparing import Prepared, prepare, refuse_same
from importers.delivering.quarantine import mend
from importers.delivering.storing import ToStore
from importers.reading.workbook import Sheet
from importers.refusals import NoRoom, Overtaken
from importers.values.remembered import one_pass
from matching.linkage.resolve import Linked, link_delivery
from matching.lookup.postings import index_anew, index_delivery
from matching.progress import Progress, quiet
from store.audit import Action
from store.disclosure.wording import counted
from store.ledger import Change
from store.permissions import May
from store.records import deliveries, delivery_counts, mappings, presence
from store.records.agencies import feed_by_code
from store.records.deliveries import NewDelivery
from store.records.presence import mark_seen
from store.records.source_records import Stored, store_columns
from store.session import Session
from store.vault.database import Connection

__all__ = ["DryRun", "Note", "Prepared", "Receipt", "deliver", "dry_run", "prepare"]

ROOM = 3
SPARE = 32 * 1024**2
FEW = 5


@dataclass(frozen=True)
class Receipt:
    """What a delivery came to. links: records that joined a person already known; cases: questions for a supervisor.

    dropped: headings of the columns that the agreement does not cover, of which nothing was stored.
    overfull_keys: how many likenesses (a common name alone, a large hostel) too many records share to compare them all.
    returned: the agency's ids that came back after over a year (domain/9 rule 22).
    """

    delivery: int
    feed: str
    as_of: str
    sha256: str
    rows: int
    accepted: int
    warnings: int
    quarantined: int
    ignored: int
    new: int
    changed: int
    unchanged: int
    absent: int
    links: int
    cases: int
    new_people: int
    seconds: float
    columns: dict[str, str | None]
    issues: dict[str, int]
    overfull_keys: int
    dropped: tuple[str, ...]
    returned: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `fctui import --json` prints."""
        return {**self.__dict__, "seconds": round(self.seconds, 3)}


def deliver(session: Session, checked: DryRun, progress: Progress = quiet) -> Receipt:
    """Commit what the dry run showed, all or nothing.

    Raises:
        Held: there are holds, and no second person's release of this very file, date and mapping covers them all.
        AlreadyDelivered, Overtaken, WrongDate: something was delivered since the dry run.
        FileChanged: the file is not the one that was checked.
        NoRoom, DiskFull, Busy, Cancelled: nothing was stored.
    """
    started = time.monotonic()
    table, feed = checked.prepared.table, checked.prepared.feed
    table.verify_unchanged()
    _room(session, table.bytes)
    with session.changing(May.IMPORT, Action.DELIVERED, feed.code) as change:
        still_true(change.connection, session, checked)
        if checked.holds:
            change.detail["released"] = released(change.connection, checked)
        done = _carry_out(change, checked, progress)
        change.detail |= {
            "delivery": done.delivery,
            "sha256": table.sha256,
            "as_of": checked.as_of.isoformat(),
            "rows": checked.rows,
            "accepted": checked.accepted,
            "quarantined": checked.quarantined,
            "new": done.new,
            "changed": done.changed,
            "links": done.linked.links,
            "cases": done.linked.cases,
            "not_covered": len(checked.dropped),
        }
        progress("Saving", 0, 0)
    return _receipt(checked, done, time.monotonic() - started)


class _Done(NamedTuple):
    """What a delivery did. returned: the agency's ids that came back after over a year."""

    delivery: int
    stored: Stored
    linked: Linked
    returned: tuple[str, ...]

    @property
    def new(self) -> int:
        """Records that were not there, or not any more."""
        return len(self.stored.new) + self.stored.revived

    @property
    def changed(self) -> int:
        """Records that were there and say something else now."""
        return len(self.stored.changed) - self.stored.revived


def _carry_out(change: Change, checked: DryRun, progress: Progress) -> _Done:
    """Store, link and index the rows."""
    connection = change.connection
    delivery, stored = keep(change, checked, progress)
    progress("Looking for people the hub knows", 0, 0)
    linked = link_delivery(connection, change.event, stored.new, stored.changed)
    returned = presence.returned(connection, delivery)
    progress("Bringing the search up to date", 0, 0)
    behind = checked.prepared.feed.mode == "history"
    index_delivery(connection, change.event, stored.new, () if behind else stored.changed)
    if behind:
        index_anew(connection, change.event, stored.changed)
    return _Done(delivery, stored, linked, returned)


def _receipt(checked: DryRun, done: _Done, seconds: float) -> Receipt:
    return Receipt(
        delivery=done.delivery,
        feed=checked.prepared.feed.code,
        as_of=checked.as_of.isoformat(),
        sha256=checked.prepared.table.sha256,
        rows=checked.rows,
        accepted=checked.accepted,
        warnings=checked.warnings,
        quarantined=checked.quarantined,
        ignored=checked.ignored,
        new=done.new,
        changed=done.changed,
        unchanged=checked.unchanged,
        absent=checked.absent,
        links=done.linked.links,
        cases=done.linked.cases,
        new_people=done.linked.new_people,
        overfull_keys=sum(done.linked.over_full.values()),
        seconds=seconds,
        columns=columns_of(checked.mapping),
        issues=checked.issues,
        dropped=checked.dropped,
        returned=done.returned,
    )


def back_words(returned: Sequence[str]) -> str:
    """Rule 22: '2 ids back after over a year: 71, 72. The same people still?'; the first few of many."""
    more = f" and {len(returned) - FEW:,} more" if len(returned) > FEW else ""
    ids = ", ".join(returned[:FEW]) + more
    return f"{counted(len(returned), 'id')} back after over a year: {ids}. The same people still?"


def keep(change: Change, checked: DryRun, progress: Progress = quiet) -> tuple[int, Stored]:
    """Put the delivery and its rows into the hub, not yet linked; (the delivery's id, what is new and changed)."""
    connection, prepared, plan = change.connection, checked.prepared, checked.plan
    template = checked.template
    body = template.model_dump_json()
    mapping = mappings.remember(connection, change.event, prepared.feed.id, template.fingerprint, body)
    delivery = deliveries.add(connection, change.event, _told(checked, mapping))
    deliveries.add_issues(connection, delivery, checked.findings)
    delivery_counts.keep(connection, delivery, checked.counts.as_json())
    rows = ToStore(connection, delivery, checked, progress)
    try:
        with one_pass():
            stored = store_columns(
                connection,
                delivery,
                prepared.feed,
                rows,
                plan.partly_refused,
                lambda said: plan.contents(said.row_no),
                carrying(connection, prepared.feed, checked.mapping),
            )
        rows.finish()
    finally:
        prepared.table.verify_unchanged()  # overwritten while it was read: that is what was stored, or what went wrong
    if prepared.feed.mode != "history":
        mark_seen(connection, delivery, checked.effects.seen.tolist())
    mend(change, prepared.feed.id, delivery, plan)
    merged_in_file(change, prepared.feed.id, delivery, rows.successors)
    return delivery, stored


def _room(session: Session, size: int) -> None:
    """NoRoom unless the disk can take three times the file (STORE §7)."""
    free = shutil.disk_usage(session.hub.directory).free
    if free < ROOM * size + SPARE:
        raise NoRoom(f"{(ROOM * size + SPARE) / 1e6:,.0f} MB are needed, {free / 1e6:,.0f} MB are free.")


def still_true(connection: Connection, session: Session, checked: DryRun) -> None:
    """Return if nothing was delivered or agreed since the dry run; AlreadyDelivered, WrongDate or Overtaken if so."""
    feed = checked.prepared.feed
    now = feed_by_code(connection, feed.code)
    if (now.allowed, now.clause, now.retired) != (feed.allowed, feed.clause, feed.retired):
        raise Overtaken(f"What was agreed for {feed.label} was changed meanwhile.")
    refuse_same(deliveries.same_file(connection, feed.id, checked.prepared.table.sha256))
    last = deliveries.latest(connection, feed.id)
    check_date(checked.as_of, session.today(), last, feed.mode)
    if (last and last.id) != (checked.last and checked.last.id):
        raise Overtaken(f"{last.by if last else 'Somebody'} delivered another file of {feed.label} meanwhile.")


def _told(checked: DryRun, mapping: int) -> NewDelivery:
    table, feed = checked.prepared.table, checked.prepared.feed
    return NewDelivery(
        feed_id=feed.id,
        mapping_id=mapping,
        file_name=table.path.name,
        sha256=table.sha256,
        bytes=table.bytes,
        as_of=checked.as_of.isoformat(),
        mode=feed.mode,
        rows=checked.rows,
        accepted=checked.accepted,
        warned=checked.warnings,
        quarantined=checked.quarantined,
        ignored=checked.ignored,
        issues=checked.issues,
        sheet=table.source.name if isinstance(table.source, Sheet) else "",
    )
