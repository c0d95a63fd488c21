"""Made-up people put straight into a hub's tables, with the links a test wants: what look-up needs, without
files or linkage.

Everything else is real: store.records keeps the rows, links.move opens the links, postings.index_delivery
indexes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from matching.lookup.postings import index_delivery
from store.audit import Action
from store.ledger import Change
from store.permissions import May
from store.records import deliveries, links, mappings
from store.records.agencies import Feed, add_feed, feed_by_code
from store.records.descriptions import NewAgency, NewFeed
from store.records.rows import Address, ContactPoint, Identifier, Name, RecordRow
from store.records.source_records import Stored
from store.records.themes import Theme
from store.session import Session
from store.vault.database import Connection
from tests.stored import store

_FILES = count(1)


def row(
    key: str,
    family: str,
    given: str,
    birth: str = "",
    *,
    middle: str = "",
    nhs: str = "",
    case: str = "",
    house: str = "",
    street: str = "",
    postcode: str = "",
    phone: str = "",
    also: Iterable[Name] = (),
    former_address: str = "",
    expected: str = "",
    sex: str = "",
) -> RecordRow:
    """One row about one person; `former_address` is 'house|street|postcode'."""
    numbers = [Identifier("NHS", nhs, "valid")] if nhs else []
    if case:
        numbers.append(Identifier("CASE", case, "valid"))
    homes = [_home("current", house, street, postcode)] if house or street or postcode else []
    if former_address:
        homes.append(_home("former", *former_address.split("|")))
    return RecordRow(
        row_no=1,
        source_key=key,
        birth_date=birth,
        expected_birth=expected,
        unborn=int(bool(expected)),
        sex=sex,
        names=(Name("current", given, middle, family, int(given == "Unborn")), *also),
        identifiers=tuple(numbers),
        addresses=tuple(homes),
        contacts=(ContactPoint("phone", phone),) if phone else (),
    )


def _home(kind: str, house: str, street: str, postcode: str) -> Address:
    lines = ", ".join(filter(None, (f"{house} {street.title()}".strip(), postcode)))
    place = f"{postcode}|{house}" if postcode and house else ""
    return Address(kind, lines, house, street, "", postcode, "valid" if postcode else "none", "", place)


def feed(admin: Session, code: str = "BRENT-HOU", label: str = "Housing", area: str = "Brent") -> Feed:
    """A feed of that code, new or as it stands."""
    with admin.reading(May.FEEDS) as connection:
        here = connection.execute("select 1 from feed where code = ?", (code,)).fetchone()
        if here:
            return feed_by_code(connection, code)
    agency = NewAgency(code=f"{area}-{code}", name=f"{area} {label}", area=area)
    return add_feed(
        admin,
        NewFeed(code=code, agency=agency, label=label, theme=Theme.HOUSING, cohort="everyone who is made up"),
    )


def arrive(change: Change, of: Feed, rows: Sequence[RecordRow], as_of: str = "2026-06-08") -> Stored:
    """Keep these rows as one delivery, which nothing is linked or indexed of yet."""
    connection, number, size = change.connection, next(_FILES), len(rows)
    mapping = mappings.remember(connection, change.event, of.id, "made up", "{}")
    new = deliveries.NewDelivery(
        of.id, mapping, f"{number}.csv", f"{number:064x}", 1, as_of, "delta", size, size, 0, 0, 0, {}
    )
    return store(connection, deliveries.add(connection, change.event, new), of, rows)


def numbers(connection: Connection, of: Feed) -> dict[str, int]:
    """Source key → record, of a feed."""
    return dict(connection.execute("select source_key, id from source_record where feed_id = ?", (of.id,)))


def deliver(
    admin: Session,
    of: Feed,
    rows: Sequence[RecordRow],
    *,
    as_of: str = "2026-06-08",
    same: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Store, link and index these rows as one delivery; source key → record id. `same` names a row's person;
    else its own.
    """
    with admin.changing(May.IMPORT, Action.DELIVERED, of.code) as change:
        connection = change.connection
        stored = arrive(change, of, rows, as_of)
        keys = numbers(connection, of)
        wanted = {keys[one.source_key]: (same or {}).get(one.source_key, keys[one.source_key]) for one in rows}
        links.move(connection, wanted, change.event, links.persons(connection, wanted))
        index_delivery(connection, change.event, stored.new, stored.changed)
    return keys


def decide(supervisor: Session, wanted: Mapping[int, int | None]) -> None:
    """Move records to persons as a supervisor's decision would, without touching the look-up's tables."""
    with supervisor.changing(May.REVIEW, Action.DECIDED, "made up") as change:
        links.move(change.connection, wanted, change.event, links.persons(change.connection, wanted))
