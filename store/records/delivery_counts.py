"""What a feed's deliveries came to in numbers, kept to hold the next one against."""

from store.vault.database import Connection


def keep(connection: Connection, delivery_id: int, body: str) -> None:
    """Keep what a delivery's columns came to: importers.delivering.completeness.Counts as JSON."""
    connection.execute("insert into delivery_counts values (?, ?)", (delivery_id, body))


def of_last(connection: Connection, feed_id: int) -> str:
    """What was kept of the feed's newest committed extract, '' if nothing was; leavers and history are none."""
    row = connection.execute(
        "select c.body from delivery d join delivery_counts c on c.delivery_id = d.id"
        " where d.feed_id = ? and d.state = 'committed' and d.mode not in ('leavers', 'history')"
        " order by d.id desc limit 1",
        (feed_id,),
    ).fetchone()
    return row[0] if row else ""


def rows_of_last(connection: Connection, feed_id: int, deliveries: int) -> tuple[int, ...]:
    """How many rows about people the newest committed extracts of a feed had, newest first."""
    rows = connection.execute(
        "select rows - ignored from delivery where feed_id = ? and state = 'committed'"
        " and mode not in ('leavers', 'history') order by id desc limit ?",
        (feed_id, deliveries),
    )
    return tuple(count for (count,) in rows)


def another_with(connection: Connection, feed_id: int, fingerprint: str) -> str:
    """Another feed that was delivered with these headings while this one was only with others; '' if there is none."""
    row = connection.execute(
        "select f.label || ' (' || f.code || ')' from mapping m join feed f on f.id = m.feed_id"
        " where m.header_fingerprint = ?1 and m.feed_id <> ?2 and exists"
        " (select 1 from mapping o where o.feed_id = ?2) and not exists"
        " (select 1 from mapping o where o.feed_id = ?2 and o.header_fingerprint = ?1) limit 1",
        (fingerprint, feed_id),
    ).fetchone()
    return row[0] if row else ""
