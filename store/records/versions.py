"""What records said in their versions, read back as rows; and versions put away when their delivery is taken back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from json import dumps
from operator import itemgetter
from typing import Any, NamedTuple

from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordRow
from store.records.workers import Worker, WorkerIds
from store.vault.database import Connection

Key = tuple[int, int]
"""A record and one of its versions."""
Fresh = tuple[int, int, bytes, RecordRow]
"""A version to keep: record, version, content hash, what it says."""

PARTS = ("person_name", "identifier", "address", "contact_point", "involvement", "record_closed")
"""Tables that hold what versions say, beside record_version itself."""
_BATCH = 5_000
_EACH = "from json_each(?) j cross join {table} x on x.record_id = j.value ->> 0 and x.version = j.value ->> 1"
_HEADS = (
    "select x.record_id, x.version, x.row_no, r.source_key, x.birth_date, x.birth_estimated, x.expected_birth, x.sex,"
    f" x.death_date, x.unborn, coalesce(c.reason, '') {_EACH.format(table='record_version')}"
    " join source_record r on r.id = x.record_id"
    " left join record_closed c on c.record_id = x.record_id and c.version = x.version"
)
_NAMES = f"select x.record_id, x.version, kind, given, middle, family, placeholder {_EACH.format(table='person_name')}"
_NUMBERS = f"select x.record_id, x.version, scheme, x.value, status {_EACH.format(table='identifier')}"
_ADDRESSES = (
    "select x.record_id, x.version, kind, lines, house, street, town, postcode, postcode_status, uprn, place"
    f" {_EACH.format(table='address')}"
)
_CONTACTS = f"select x.record_id, x.version, kind, x.value {_EACH.format(table='contact_point')}"
_EPISODES = (
    "select x.record_id, x.version, x.status, x.service, x.provider, x.starts, x.ends, x.last_interaction,"
    f" x.attributes, w.id, w.name, w.role, w.team, w.phone, w.email {_EACH.format(table='involvement')}"
    " left join worker w on w.id = x.worker_id"
)


def said(connection: Connection, keys: Iterable[Key]) -> dict[Key, RecordRow]:
    """What each of these versions says, as the row that it came from; parts in the order they were kept."""
    found: dict[Key, RecordRow] = {}
    stream = iter(keys)
    while some := list(islice(stream, _BATCH)):
        found |= _said(connection, dumps(some))
    return found


def _said(connection: Connection, keys: str) -> dict[Key, RecordRow]:
    names = _grouped(connection, _NAMES, keys, Name)
    numbers = _grouped(connection, _NUMBERS, keys, Identifier)
    addresses = _grouped(connection, _ADDRESSES, keys, Address)
    contacts = _grouped(connection, _CONTACTS, keys, ContactPoint)
    episodes = _grouped(connection, _EPISODES, keys, _involvement)
    return {
        (record, version): RecordRow(
            *head,
            names=names.get((record, version), ()),
            identifiers=numbers.get((record, version), ()),
            addresses=addresses.get((record, version), ()),
            contacts=contacts.get((record, version), ()),
            involvements=episodes.get((record, version), ()),
            closed=closed,
        )
        for record, version, *head, closed in connection.execute(_HEADS, (keys,))
    }


def _grouped(connection: Connection, select: str, keys: str, made: Any) -> dict[Key, tuple[Any, ...]]:
    found: dict[Key, list[Any]] = {}
    for record, version, *values in connection.execute(f"{select} order by x.rowid", (keys,)):
        found.setdefault((record, version), []).append(made(*values))
    return {key: tuple(parts) for key, parts in found.items()}


def _involvement(*told: Any) -> Involvement:
    worker_id, *worker = told[7:]
    return Involvement._make((*told[:6], None if worker_id is None else Worker._make(worker), told[6]))


def of_delivery(connection: Connection, delivery_id: int) -> list[Key]:
    """The versions that came with a delivery, in birth order of their records."""
    return connection.execute(
        "select record_id, version from record_version where delivery_id = ? order by record_id, version",
        (delivery_id,),
    ).fetchall()


def born_in(connection: Connection, deliveries: Iterable[int]) -> set[int]:
    """Records that say nothing but what came with these deliveries."""
    rows = connection.execute(
        "select v.record_id from record_version v where v.delivery_id in (select value from json_each(:these))"
        " and not exists (select 1 from record_version o where o.record_id = v.record_id"
        " and o.delivery_id not in (select value from json_each(:these)))",
        {"these": _ids(deliveries)},
    )
    return {record for (record,) in rows}


def current(connection: Connection, records: Iterable[int]) -> list[Key]:
    """The newest version of each record."""
    rows = connection.execute(
        "select r.id, r.version from json_each(?) j cross join source_record r on r.id = j.value", (_ids(records),)
    )
    return rows.fetchall()


def put_away(connection: Connection, keys: Sequence[Key]) -> None:
    """Move versions out of everybody's sight, into the table of what was taken back; their numbers become free."""
    for some in _some(keys):
        rows = said(connection, some)
        connection.executemany(
            "insert into rolled_back_version select delivery_id, record_id, version, row_no, ? from record_version"
            " where record_id = ? and version = ?",
            ((dumps(row, ensure_ascii=False), *key) for key, row in rows.items()),
        )
        for table in (*PARTS, "record_version"):
            connection.executemany(f"delete from {table} where record_id = ? and version = ?", some)  # noqa: S608


def fall_back(connection: Connection, records: Iterable[int]) -> None:
    """Let the newest version that is left be the current one."""
    connection.execute(
        "update source_record set version = (select max(version) from record_version v where v.record_id = id)"
        " where id in (select value from json_each(?))",
        (_ids(records),),
    )


def _some(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _ids(records: Iterable[int]) -> str:
    return dumps(list(records))


def insert(connection: Connection, delivery_id: int, as_of: str, versions: Sequence[Fresh], workers: WorkerIds) -> None:
    """Keep versions that came with a delivery."""
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
    closed = [(record, version, row.closed) for record, version, _, row in versions if row.closed]
    connection.executemany("insert into record_closed values (?, ?, ?)", closed)


def _by_value(
    versions: Sequence[Fresh],
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


_CARRY_OVER = (
    "insert into involvement (record_id, version, status, service, provider, starts, ends, last_interaction, worker_id,"
    " attributes) select o.record_id, n.version, o.status, o.service, o.provider, o.starts, o.ends, o.last_interaction,"
    " o.worker_id, o.attributes from record_version n"
    " cross join involvement o on o.record_id = n.record_id and o.version = n.version - 1"
    " where n.record_id = ? and n.version = ? and not exists"
    " (select 1 from involvement s where s.record_id = n.record_id and s.version = n.version"
    " and (s.service, s.provider, s.starts) = (o.service, o.provider, o.starts)) order by o.id"
)


def carry_involvements(connection: Connection, keys: Sequence[Key]) -> None:
    """Let the involvements of the version before stand beside those of these, which do not tell of them.

    One is known by what, where and since.
    """
    connection.executemany(_CARRY_OVER, keys)


class Oldest(NamedTuple):
    """A record's oldest version and the content hashes of all."""

    version: int
    contents: frozenset[bytes]


def oldest(connection: Connection, records: Iterable[int]) -> dict[int, Oldest]:
    """The oldest version of each of these records."""
    found: dict[int, dict[int, bytes]] = {}
    for record, version, content in connection.execute(
        "select record_id, version, content_hash from record_version"
        " where record_id in (select value from json_each(?))",
        (_ids(records),),
    ):
        found.setdefault(record, {})[version] = content
    return {record: Oldest(min(held), frozenset(held.values())) for record, held in found.items()}
