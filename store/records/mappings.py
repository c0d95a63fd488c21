"""Remembered mappings: which column of a feed's file holds which field, found again by the file's headings."""

from dataclasses import dataclass

from store.vault.database import Connection


@dataclass(frozen=True)
class Remembered:
    """A mapping as it was kept: body is the JSON of importers.profile.Mapping."""

    id: int
    fingerprint: str
    body: str


def remembered(connection: Connection, feed_id: int) -> tuple[Remembered, ...]:
    """The feed's mappings, newest first."""
    rows = connection.execute(
        "select id, header_fingerprint, body from mapping where feed_id = ? order by id desc", (feed_id,)
    )
    return tuple(Remembered(*row) for row in rows)


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
