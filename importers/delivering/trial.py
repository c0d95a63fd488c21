"""What a delivery would come to, found out by delivering it and taking it all back (domain/9 rule 12).

The truth and no estimate: the rows are stored and linked in the one transaction that a delivery is, which is then
rolled back, ledger row and all. It takes what a delivery takes but the look-up index and the saving, and others who
want to save wait meanwhile: up to AUTO records it is done unasked, beyond that when somebody asks.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from json import dumps

from importers.delivering import delivery
from importers.delivering.outcome import DryRun
from matching.linkage.resolve import link_delivery
from matching.progress import Progress, quiet
from store.audit import Action
from store.disclosure import shields
from store.permissions import May
from store.records import presence, versions
from store.records.rows import RecordRow
from store.records.source_records import Stored
from store.session import Session
from store.vault.database import Connection

AUTO = 2_000
"""Records new or changed up to which the trial is part of every dry run."""
STEP = 1_000
PARTS = {
    "names": "Names",
    "birth_date": "Date of birth",
    "expected_birth": "Expected date of birth",
    "sex": "Sex",
    "death_date": "Date of death",
    "identifiers": "Numbers",
    "addresses": "Addresses",
    "contacts": "Telephones and e-mails",
    "involvements": "Involvements",
}


@dataclass(frozen=True)
class ToCome:
    """What would come of a delivery. fields: changed records by what is different in them (PARTS).

    known: whether the hub knew anybody before: if not, there is nobody to join, and 0 links say nothing.
    links, cases, new_people: as in matching.linkage.resolve.Linked. people: those known before who would gain or lose a
    record, or one of whose records would change; of those only whom the session may be told of (domain/2 R18, R19).
    returned: as in delivery.Receipt.
    """

    known: bool
    links: int
    cases: int
    new_people: int
    people: int
    fields: dict[str, int]
    returned: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, object]:
        """The object within what `fctui import --dry-run --json` prints."""
        return {**self.__dict__, "seconds": round(self.seconds, 3)}


class _TakenBackError(Exception):
    """Ends the transaction with nothing written."""


def cheap(checked: DryRun) -> bool:
    """Whether the trial is short enough to be made unasked."""
    return checked.new + checked.changed <= AUTO


def to_come(session: Session, checked: DryRun, progress: Progress = quiet) -> ToCome:
    """Deliver, look, take back. Nothing is stored; the audit log keeps that it was tried, before anything is told: of a
    file with one made-up row the answer is whether the hub knows that person (domain/2 R24).

    Raises:
        Cancelled, and what delivery.deliver raises but Held: a trial lets nothing in.
    """
    started = time.monotonic()
    found: list[ToCome] = []
    checked.prepared.table.verify_unchanged()
    try:
        with session.changing(May.IMPORT, Action.DELIVERED, checked.prepared.feed.code) as change:
            delivery.still_true(change.connection, session, checked)
            hidden = shields.kept_from(session, change.connection)
            known = change.connection.execute("select exists (select 1 from link where closed is null)").fetchone()[0]
            number, stored = delivery.keep(change, checked, progress)
            progress("Looking for people the hub knows", 0, 0)
            linked = link_delivery(change.connection, change.event, stored.new, stored.changed)
            progress("Looking at what changes", 0, 0)
            hidden |= shields.kept_from(session, change.connection)
            found.append(
                ToCome(
                    bool(known),
                    linked.links,
                    linked.cases,
                    linked.new_people,
                    _people(change.connection, change.event, stored, hidden),
                    _fields(change.connection, stored.changed, progress),
                    presence.returned(change.connection, number),
                    time.monotonic() - started,
                )
            )
            raise _TakenBackError
    except _TakenBackError:
        said = {"sha256": checked.prepared.table.sha256, "rows": checked.rows, "people": found[0].people}
        session.record(Action.DELIVERY_TRIED, checked.prepared.feed.code, said)
        return found[0]


_TOUCHED = """
select distinct l.person from link l
where l.person not in (select value from json_each(?1))
  and (l.opened = ?2 or l.closed = ?2 or l.record_id in (select value from json_each(?3)) and l.closed is null)
"""


def _people(connection: Connection, event: int, stored: Stored, hidden: frozenset[int]) -> int:
    """hidden: whom the session may not be told of, before the delivery or with it."""
    touched = connection.execute(_TOUCHED, (dumps(stored.new), event, dumps(stored.changed)))
    return sum(person not in hidden for (person,) in touched)


def _fields(connection: Connection, changed: Iterable[int], progress: Progress) -> dict[str, int]:
    """How many of the changed records differ from what they said before, by part."""
    counted: Counter[str] = Counter()
    stream, done = iter(changed), 0
    while some := list(islice(stream, STEP)):
        newest = connection.execute(
            "select id, version from source_record where id in (select value from json_each(?))", (dumps(some),)
        ).fetchall()
        told = versions.said(connection, [key for record, at in newest for key in ((record, at), (record, at - 1))])
        for record, at in newest:
            if (record, at - 1) in told:
                counted.update(_different(told[record, at - 1], told[record, at]))
        done += len(some)
        progress("Looking at what changes", done, 0)
    return {words: counted[part] for part, words in PARTS.items() if counted[part]}


def _different(before: RecordRow, now: RecordRow) -> list[str]:
    return [part for part in PARTS if getattr(before, part) != getattr(now, part)]
