"""An agency's rows about its people, as source records with versions.

The classes here are tuples rather than dataclasses: a delivery makes one of each per row, and a tuple is at once the
parameter of its insert. A record's version is never changed; a row that says something new adds a version.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from json import dumps
from operator import itemgetter
from typing import Any, NamedTuple

from store.records.agencies import Feed
from store.records.workers import Worker, WorkerIds
from store.vault.database import Connection

BATCH = 10_000
"""Rows stored at a time. Sorted by value they come to each index in one sweep, which is what large loads wait for."""
_CARRY_OVER = (
    "insert into involvement (record_id, version, status, service, provider, starts, ends, last_interaction, worker_id,"
    " attributes) select o.record_id, n.version, o.status, o.service, o.provider, o.starts, o.ends, o.last_interaction,"
    " o.worker_id, o.attributes from record_version n"
    " cross join involvement o on o.record_id = n.record_id and o.version = n.version - 1"
    " where n.record_id = ? and n.version = ? and not exists"
    " (select 1 from involvement s where s.record_id = n.record_id and s.version = n.version"
    " and (s.service, s.provider, s.starts) = (o.service, o.provider, o.starts)) order by o.id"
)
"""The involvements of the version before that the new one does not tell of: one is known by what, where and since."""
_SPACE = 2**64


class Name(NamedTuple):
    """One name of a person. A placeholder ('Unborn', 'Baby', 'Unknown') is shown but is never evidence."""

    kind: str  # 'current', 'former', 'alias', 'preferred'
    given: str
    middle: str
    family: str
    placeholder: int = 0


class Identifier(NamedTuple):
    """A number that somebody gave the person; only status 'valid' is evidence, CASE holds within its own feed only."""

    scheme: str  # 'NHS', 'UPN', 'CASE', 'TENANCY', ...
    value: str
    status: str  # 'valid', 'invalid', 'placeholder', 'test'


class Address(NamedTuple):
    """Where someone lives or lived, with what could be read out of the text."""

    kind: str  # 'current', 'former'
    lines: str
    house: str
    street: str
    town: str
    postcode: str
    postcode_status: str  # 'valid', 'pseudo', 'outward', 'invalid', 'none'
    uprn: str = ""
    place: str = ""


class ContactPoint(NamedTuple):
    """The person's own telephone (E.164) or e-mail (lower case)."""

    kind: str  # 'phone', 'email'
    value: str


class Involvement(NamedTuple):
    """One episode of a service working with the person."""

    status: str  # 'open', 'closed', 'unknown'
    service: str
    provider: str = ""
    starts: str = ""
    ends: str = ""
    last_interaction: str = ""
    worker: Worker | None = None
    attributes: str = "{}"


class RecordRow(NamedTuple):
    """One checked person of a delivery: everything that schema 0002 keeps of them."""

    row_no: int
    source_key: str
    birth_date: str = ""
    birth_estimated: int = 0
    expected_birth: str = ""
    sex: str = ""
    death_date: str = ""
    unborn: int = 0
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    involvements: tuple[Involvement, ...] = ()


@dataclass(frozen=True)
class Stored:
    """Ids of the records that a delivery brought or changed, in birth order; how many said the same as before."""

    new: list[int] = field(default_factory=list[int])
    changed: list[int] = field(default_factory=list[int])
    unchanged: int = 0


class Known(NamedTuple):
    """What stands for a source key: record id, newest version, its content hash, whether the record is in use."""

    id: int
    version: int
    content: bytes
    live: bool


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def identity_hash(row: RecordRow) -> int:
    """Who the row says it is: names (case apart), birth, sex, death, identifiers. Rows of one id must agree in it."""
    names = "\x1e".join("\x1f".join(name[:4]).casefold() for name in row.names)
    numbers = "\x1e".join(map("\x1f".join, row.identifiers))
    born = f"{row.birth_date}\x1f{row.birth_estimated}\x1f{row.expected_birth}\x1f{row.unborn}"
    return _hash(f"{names}\x1d{numbers}\x1d{born}\x1d{row.sex}\x1d{row.death_date}")


def part_hashes(row: RecordRow) -> list[int]:
    """One hash per address, contact point and involvement: what several rows of a person add up to."""
    hashes = [_hash("A\x1f" + "\x1f".join(address)) for address in row.addresses]
    if row.contacts:
        hashes += [_hash("C\x1f" + "\x1f".join(contact)) for contact in row.contacts]
    for episode in row.involvements:
        worker = "\x1f".join(episode.worker) if episode.worker else ""
        hashes.append(_hash("I\x1f" + "\x1f".join(episode[:6]) + "\x1f" + worker + "\x1f" + episode.attributes))
    return hashes


PARTLY = _hash("a row of this key was refused")
"""A further part of the content of a record not all of whose rows are in: the same rows alone say another thing."""


def content_sum(identity: int, parts: Iterable[int]) -> int:
    """Content of a record as a number below 2**64: a sum, so that the order of its rows in a file does not matter."""
    return (identity + sum(parts)) % _SPACE


def content_hash(row: RecordRow, partly: bool = False) -> bytes:
    """The 8 bytes by which a later delivery sees that nothing has changed."""
    parts = {*part_hashes(row), *((PARTLY,) if partly else ())}
    return content_sum(identity_hash(row), parts).to_bytes(8, "big")


def known(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, Known]:
    """What stands for these source keys of a feed."""
    rows = connection.execute(
        "select r.source_key, r.id, r.version, v.content_hash, r.state = 'live' from source_record r"
        " join record_version v on v.record_id = r.id and v.version = r.version"
        " where r.feed_id = ? and r.source_key in (select value from json_each(?))",
        (feed_id, dumps(list(keys))),
    )
    return {key: Known(record, version, content, bool(live)) for key, record, version, content, live in rows}


def every_known(connection: Connection, feed_id: int) -> Iterator[tuple[str, int, bytes, int]]:
    """(source key, record id, content hash, delivery last seen in) of each live record of a feed."""
    yield from connection.execute(
        "select r.source_key, r.id, v.content_hash, r.seen_in from source_record r"
        " join record_version v on v.record_id = r.id and v.version = r.version"
        " where r.feed_id = ? and r.state = 'live'",
        (feed_id,),
    )


def mark_seen(connection: Connection, delivery_id: int, records: Iterable[int]) -> None:
    """These records were in the delivery and need no new version."""
    connection.executemany("update source_record set seen_in = ? where id = ?", ((delivery_id, r) for r in records))


def every_id(connection: Connection) -> list[int]:
    """Every record, in birth order, withdrawn ones too."""
    return [record for (record,) in connection.execute("select id from source_record order by id")]


def live(connection: Connection) -> list[int]:
    """Every record that is in use, in birth order."""
    return [record for (record,) in connection.execute("select id from source_record where state = 'live' order by id")]


def withdrawn(connection: Connection) -> list[int]:
    """Every record that was taken out of use."""
    return [record for (record,) in connection.execute("select id from source_record where state = 'withdrawn'")]


def names_outside(connection: Connection, records: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Record → (feed code, source key), what it is called outside this hub; of the live ones among the records."""
    codes = dict(connection.execute("select id, code from feed").fetchall())
    found = connection.execute(
        "select r.id, r.feed_id, r.source_key from json_each(?) j cross join source_record r on r.id = j.value"
        " where r.state = 'live'",
        (dumps(list(records)),),
    )
    return {record: (codes[feed], key) for record, feed, key in found}


def set_state(connection: Connection, records: Iterable[int], state: str) -> None:
    """Take records out of use ('withdrawn': kept, but nobody's) or back into it ('live')."""
    connection.executemany("update source_record set state = ? where id = ?", ((state, r) for r in records))


def store(
    connection: Connection,
    delivery_id: int,
    feed: Feed,
    rows: Iterable[RecordRow],
    partly_refused: Callable[[str], bool] = lambda _key: False,
    content_of: Callable[[RecordRow], bytes] | None = None,
) -> Stored:
    """Keep the rows of a delivery: a new record, a further version, or nothing but 'seen again'.

    Each source key may occur once. The delivery row must exist: its as-of date becomes the versions' date. A record
    that was taken out of use comes back with a new version, whatever it says (domain/9 rule 29). In a feed that only
    adds, and of a key some of whose rows were refused, earlier involvements stand beside what is said now.
    content_of: a row's content hash, where it is known already.
    """
    (as_of,) = connection.execute("select as_of from delivery where id = ?", (delivery_id,)).fetchone()
    (last,) = connection.execute("select coalesce(max(id), 0) from source_record").fetchone()
    workers = WorkerIds(connection, feed.agency.id)
    (first,) = connection.execute(
        "select not exists (select 1 from source_record where feed_id = ?)", (feed.id,)
    ).fetchone()
    new: list[int] = []
    changed: list[int] = []
    unchanged: list[int] = []
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        standing = {} if first else known(connection, feed.id, [row.source_key for row in batch])
        births: list[tuple[object, ...]] = []
        updates: list[tuple[object, ...]] = []
        versions: list[tuple[int, int, bytes, RecordRow]] = []
        for row in batch:
            content = content_of(row) if content_of else content_hash(row, partly_refused(row.source_key))
            before = standing.get(row.source_key)
            if before is None:
                last += 1
                new.append(last)
                births.append((last, feed.id, row.source_key, delivery_id))
                versions.append((last, 1, content, row))
            elif before.content == content and before.live:
                unchanged.append(before.id)
            else:
                changed.append(before.id)
                updates.append((before.version + 1, delivery_id, before.id))
                versions.append((before.id, before.version + 1, content, row))
        connection.executemany("insert into source_record values (?, ?, ?, 1, ?, 'live')", births)
        connection.executemany(
            "update source_record set version = ?, seen_in = ?, state = 'live' where id = ?", updates
        )
        _insert_versions(connection, delivery_id, as_of, versions, workers)
        adding = [
            row for row in versions if row[1] > 1 and (feed.mode == "append" or partly_refused(row[3].source_key))
        ]
        connection.executemany(_CARRY_OVER, [(record, version) for record, version, _, _ in adding])
        _summarise(connection, [version[0] for version in versions])
    mark_seen(connection, delivery_id, unchanged)
    return Stored(new, sorted(changed), len(unchanged))


def _summarise(connection: Connection, records: Sequence[int]) -> None:
    """Keep what a list of people shows of these records (store.records.hits) in one row each."""
    connection.execute(
        "insert or replace into record_summary select s.record_id, s.said from json_each(?) j"
        " cross join record_summary_now s on s.record_id = j.value",
        (dumps(list(records)),),
    )


def _insert_versions(
    connection: Connection,
    delivery_id: int,
    as_of: str,
    versions: Sequence[tuple[int, int, bytes, RecordRow]],
    workers: WorkerIds,
) -> None:
    heads = [
        (record, version, delivery_id, row.row_no, as_of, content, *row[2:8])
        for record, version, content, row in versions
    ]
    names = [(record, version, *name) for record, version, _, row in versions for name in row.names]
    numbers = _by_value(versions, lambda row: row.identifiers, itemgetter(2, 3))
    addresses = _by_value(versions, lambda row: row.addresses, itemgetter(7))
    contacts = _by_value(versions, lambda row: row.contacts, itemgetter(2, 3))
    episodes = [
        (record, version, *episode[:6], workers.id_of(episode.worker), episode.attributes)
        for record, version, _, row in versions
        for episode in row.involvements
    ]
    connection.executemany("insert into record_version values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", heads)
    connection.executemany("insert into person_name values (?, ?, ?, ?, ?, ?, ?)", names)
    connection.executemany("insert into identifier values (?, ?, ?, ?, ?)", numbers)
    connection.executemany("insert into address values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", addresses)
    connection.executemany("insert into contact_point values (?, ?, ?, ?)", contacts)
    connection.executemany(
        "insert into involvement (record_id, version, status, service, provider, starts, ends, last_interaction,"
        " worker_id, attributes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        episodes,
    )


def _by_value(
    versions: Sequence[tuple[int, int, bytes, RecordRow]],
    parts: Callable[[RecordRow], Sequence[tuple[object, ...]]],
    value: Callable[[tuple[object, ...]], Any],
) -> list[tuple[object, ...]]:
    """Rows of a table in the order of its index; what one record says keeps its own order."""
    told: list[tuple[object, ...]] = []
    each = [(record, version, parts(row)) for record, version, _, row in versions]
    place = 0
    while each := [one for one in each if len(one[2]) > place]:
        told += sorted(((record, version, *said[place]) for record, version, said in each), key=value)
        place += 1
    return told
