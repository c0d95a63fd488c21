"""A hub with a few made-up records, stored through the real tables and put into persons by hand."""

from __future__ import annotations

from hashlib import sha256

from store.audit import Action
from store.permissions import May
from store.records.agencies import Feed, add_feed
from store.records.deliveries import NewDelivery, add
from store.records.descriptions import NewAgency, NewFeed
from store.records.rows import Address, Identifier, Involvement, Name, RecordRow
from store.records.themes import Theme
from store.records.workers import Worker
from store.session import Session
from tests.stored import store

HELEN = Worker("Helen Marks", "Social worker", "Family team", "02079460111", "helen.marks@brent.example")
HOME = Address("current", "12 Acacia Road, Wembley", "12", "ACACIA ROAD", "", "HA0 2AB", "valid", "", "HA0 2AB|12")


def name(family: str = "Smith", given: str = "Amelia", kind: str = "current", placeholder: int = 0) -> Name:
    return Name(kind, given, "", family, placeholder)


def nhs(number: str, status: str = "valid") -> Identifier:
    return Identifier("NHS", number, status)


def row(**fields: object) -> RecordRow:
    """A record of Amelia Smith, 13, unless told otherwise."""
    given = {"names": (name(),), "birth_date": "2013-03-14"} | fields
    return RecordRow(0, "", **given)  # pyright: ignore[reportArgumentType]


class SmallHub:
    """Inserts feeds, records, links, cases and decisions as an administrator."""

    def __init__(self, admin: Session) -> None:
        self.admin = admin
        self.feeds: dict[str, Feed] = {}
        self.keys = 0

    def feed(self, code: str, theme: Theme, label: str, area: str = "Brent", **settings: object) -> Feed:
        agency = NewAgency(code=area.upper(), name=f"{area} Council", area=area, phone="02079460300")
        chosen = {"cohort": "people in touch", "coverage_from": "2014"} | settings
        new = NewFeed(code=code, agency=agency, label=label, theme=theme, **chosen)  # pyright: ignore
        self.feeds[code] = add_feed(self.admin, new)
        return self.feeds[code]

    def deliver(self, code: str, as_of: str, *rows: RecordRow, person: int | None = None, key: str = "") -> list[int]:
        """Store rows as one delivery; each is a person of its own, or all belong to `person`. Record ids."""
        feed = self.feeds[code]
        keyed: list[RecordRow] = []
        for number, one in enumerate(rows):
            self.keys += 1
            keyed.append(one._replace(row_no=number + 1, source_key=key or f"K{self.keys}"))
        with self.admin.changing(May.IMPORT, Action.DELIVERED, code) as change:
            insert = change.connection.execute
            insert("insert or ignore into mapping values (?, ?, '', '{}', ?)", (feed.id, feed.id, change.event))
            digest = sha256(f"{code}{as_of}{change.event}".encode()).hexdigest()
            new = NewDelivery(
                feed.id,
                feed.id,
                "made-up.csv",
                digest,
                1,
                as_of,
                feed.mode,
                len(rows),
                len(rows),
                0,
                0,
                0,
                {},
            )
            stored = store(change.connection, add(change.connection, change.event, new), feed, keyed)
            for record in stored.new:
                insert(
                    "insert into link (record_id, person, opened) values (?, ?, ?)",
                    (record, person or record, change.event),
                )
        return stored.new

    def case(self, a: int, b: int, state: str = "open") -> None:
        with self.admin.changing(May.IMPORT, Action.DELIVERED, "case") as change:
            change.connection.execute(
                "insert into review_case (kind, a, b, weight, state, opened) values ('possible match', ?, ?, 9, ?, ?)",
                (*sorted((a, b)), state, change.event),
            )

    def decided_same(self, a: int, b: int) -> None:
        with self.admin.changing(May.IMPORT, Action.DECIDED, "decision") as change:
            change.connection.execute(
                "insert into decision (a, b, verdict, actor, reason, event)"
                " values (?, ?, 'same', 'human', 'known to both', ?)",
                (*sorted((a, b)), change.event),
            )


def episode(status: str = "open", service: str = "CIN plan", starts: str = "2026-01-12", **more: object) -> Involvement:
    return Involvement(status, service, starts=starts, **more)  # pyright: ignore[reportArgumentType]
