"""What records said in their versions, read back as rows; and versions put away when their delivery is taken back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from json import dumps
from typing import NamedTuple

from store.records import documents, lead_keeping
from store.records.columns import RecordColumns
from store.records.rows import RecordRow
from store.vault.database import Connection

Key = tuple[int, int]
"""A record and one of its versions."""

_BATCH = 5_000
_TOGETHER = 50
_SAID = (
    "select v.record_id, v.version, v.row_no, r.source_key, v.said, coalesce(c.reason, '') from json_each(?) j"
    " cross join source_record r on r.id = j.value ->> 0"
    " cross join record_said v on v.record_id = r.id and v.version {which}"
    " left join record_closed c on c.record_id = v.record_id and c.version = v.version"
)
_OF_VERSION, _OF_EVERY = _SAID.format(which="= j.value ->> 1"), _SAID.format(which="is not null")


def said(connection: Connection, keys: Iterable[Key]) -> dict[Key, RecordRow]:
    """What each of these versions says, as the row that it came from; parts in the order they were kept."""
    found: dict[Key, RecordRow] = {}
    stream = iter(keys)
    while some := list(islice(stream, _BATCH)):
        found |= _said(connection, _OF_VERSION, some)
    return found


def ever_said(connection: Connection, records: Iterable[int]) -> dict[Key, RecordRow]:
    """What these records say or said, in every version of them, in order of records and oldest first."""
    return dict(sorted(_said(connection, _OF_EVERY, [(record,) for record in records]).items()))


def _said(connection: Connection, select: str, wanted: Sequence[tuple[int, ...]]) -> dict[Key, RecordRow]:
    told = connection.execute(select, (dumps(wanted),)).fetchall()
    return dict(zip(((one[0], one[1]) for one in told), documents.rows(one[2:] for one in told), strict=True))


def of_delivery(connection: Connection, delivery_id: int) -> list[Key]:
    """The versions that came with a delivery, in birth order of their records."""
    return connection.execute(
        "select record_id, version from record_said where delivery_id = ? order by record_id, version", (delivery_id,)
    ).fetchall()


def born_in(connection: Connection, deliveries: Iterable[int]) -> set[int]:
    """Records that say nothing but what came with these deliveries."""
    rows = connection.execute(
        "select v.record_id from record_said v where v.delivery_id in (select value from json_each(:these))"
        " and not exists (select 1 from record_said o where o.record_id = v.record_id"
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


def put_away(connection: Connection, keys: Sequence[Key], coming: Sequence[lead_keeping.Told] = ()) -> None:
    """Move versions out of everybody's sight, into the table of what was taken back; their numbers become free.

    coming: what the records are about to say instead.
    """
    for some in _some(keys):
        connection.executemany(
            "insert into rolled_back_version select delivery_id, record_id, version, row_no, said from record_said"
            " where record_id = ? and version = ?",
            some,
        )
        away = set(some)
        told = ever_said(connection, {record for record, _ in some})
        gone = [(key[0], row) for key, row in told.items() if key in away]
        left = [(key[0], row) for key, row in told.items() if key not in away]
        lead_keeping.drop(connection, gone, [*left, *coming])
        for table in ("record_closed", "record_said"):
            connection.executemany(f"delete from {table} where record_id = ? and version = ?", some)  # noqa: S608


def fall_back(connection: Connection, records: Iterable[int]) -> None:
    """Let the newest version that is left be the current one."""
    connection.execute(
        "update source_record set version ="
        " (select max(v.version) from record_said v where v.record_id = source_record.id)"
        " where id in (select value from json_each(?))",
        (_ids(records),),
    )


def _some(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _ids(records: Iterable[int]) -> str:
    return dumps(list(records))


class Fresh(NamedTuple):
    """Versions to keep, column by column: whose, which, their content hashes, what they say."""

    records: Sequence[int]
    versions: Sequence[int]
    contents: Sequence[bytes]
    said: RecordColumns


def _insert(rows: int) -> str:
    """SQL that keeps so many versions: one by one takes half as long again."""
    return (
        "insert into record_said select (column1 << 16) + 32768 + column2, column1, column2, d.id, column3, d.as_of,"  # noqa: S608
        f" column4, column5 from delivery d cross join (values {','.join(['(?, ?, ?, ?, ?)'] * rows)}) where d.id = ?"
    )


def insert(connection: Connection, delivery_id: int, fresh: Fresh) -> None:
    """Keep versions that came with a delivery, as of its day."""
    records, versions, contents, said = fresh
    hashes = map(bytearray, contents)  # sqlcipher3 first asks of every `bytes` whether it adapts to something: 2 us
    rows = zip(records, versions, said.row_no, hashes, documents.documents(said), strict=True)
    while some := list(islice(rows, _TOGETHER)):
        connection.execute(_insert(len(some)), (*chain.from_iterable(some), delivery_id))
    if any(said.closed):
        closed = zip(records, versions, said.closed, strict=True)
        connection.executemany("insert into record_closed values (?, ?, ?)", (one for one in closed if one[2]))


def with_earlier_involvements(now: RecordRow, before: RecordRow) -> RecordRow:
    """Let the involvements of the version before stand beside those of this one, which does not tell of them.

    One is known by what, where and since.
    """
    told = {(one.service, one.provider, one.starts) for one in now.involvements}
    earlier = (one for one in before.involvements if (one.service, one.provider, one.starts) not in told)
    return now._replace(involvements=(*now.involvements, *earlier))


class Oldest(NamedTuple):
    """A record's oldest version and the content hashes of all."""

    version: int
    contents: frozenset[bytes]


def oldest(connection: Connection, records: Iterable[int]) -> dict[int, Oldest]:
    """The oldest version of each of these records."""
    found: dict[int, dict[int, bytes]] = {}
    for record, version, content in connection.execute(
        "select record_id, version, content_hash from record_said where record_id in (select value from json_each(?))",
        (_ids(records),),
    ):
        found.setdefault(record, {})[version] = content
    return {record: Oldest(min(held), frozenset(held.values())) for record, held in found.items()}
