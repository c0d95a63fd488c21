"""Remembered mappings: which column of a feed's file holds which field, found again by the file's headings."""

from dataclasses import dataclass

from store.vault.database import Connection


def remembered(connection: Connection, feed_id: int) -> tuple[str, ...]:
    """The feed's mappings, newest first: importers.columns.profile.Mapping as JSON."""
    rows = connection.execute("select body from mapping where feed_id = ? order by id desc", (feed_id,))
    return tuple(body for (body,) in rows)


def remember(connection: Connection, event: int, feed_id: int, fingerprint: str, body: str) -> int:
    """The id under which this mapping is kept; it is added only if it differs from the newest of its fingerprint."""
    row = connection.execute(
        "select id, body from mapping where feed_id = ? and header_fingerprint = ? order by id desc limit 1",
        (feed_id, fingerprint),
    ).fetchone()
    if row is not None and row[1] == body:
        return int(row[0])
    added = connection.execute(
        "insert into mapping (feed_id, header_fingerprint, body, event) values (?, ?, ?, ?) returning id",
        (feed_id, fingerprint, body, event),
    ).fetchone()
    return int(added[0])


@dataclass(frozen=True)
class Version:
    """A version of a feed's template. number: from 1, the oldest. deliveries: committed files that came in by it."""

    number: int
    fingerprint: str
    body: str
    at: str
    by: str
    deliveries: int


def versions(connection: Connection, feed_id: int) -> tuple[Version, ...]:
    """The feed's templates, oldest first."""
    rows = connection.execute(
        "select row_number() over (order by m.id), m.header_fingerprint, m.body, l.at, coalesce(a.name, ''),"
        " (select count(*) from delivery d where d.mapping_id = m.id and d.state = 'committed')"
        " from mapping m join ledger l on l.seq = m.event left join account a on a.id = l.account_id"
        " where m.feed_id = ? order by m.id",
        (feed_id,),
    )
    return tuple(Version(*row) for row in rows)
