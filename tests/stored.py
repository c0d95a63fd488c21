"""Rows kept as a delivery keeps them, none of them refused or changed on the way."""

from collections.abc import Iterable
from itertools import islice

from store.records.agencies import Feed
from store.records.columns import RecordColumns
from store.records.contents import contents, in_bytes
from store.records.rows import RecordRow
from store.records.source_records import Stored, store_columns
from store.vault.database import Connection

TOGETHER = 10_000


def store(connection: Connection, delivery: int, feed: Feed, rows: Iterable[RecordRow]) -> Stored:
    """Keep the rows of a delivery that stands already."""
    stream = iter(rows)
    batches = iter(lambda: list(islice(stream, TOGETHER)), [])
    told = map(RecordColumns.of, batches)
    return store_columns(connection, delivery, feed, told, lambda _key: False, _contents, None)


def content_hash(row: RecordRow) -> bytes:
    """The 8 bytes by which a later delivery sees that nothing has changed."""
    return _contents(RecordColumns.of([row]))[0]


def _contents(said: RecordColumns) -> list[bytes]:
    return in_bytes(contents(said).sums())
