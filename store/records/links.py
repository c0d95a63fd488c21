"""Which person each record is shown under: intervals. A person goes by the id of its earliest record."""

from collections.abc import Iterable, Mapping
from json import dumps
from operator import itemgetter

from store.vault.database import Connection


def persons(connection: Connection, records: Iterable[int]) -> dict[int, int]:
    """Record → person, for those of the records that are linked now."""
    return dict(
        connection.execute(
            "select record_id, person from link where closed is null and record_id in (select value from json_each(?))",
            (dumps(list(records)),),
        ).fetchall()
    )


def members(connection: Connection, people: Iterable[int]) -> dict[int, list[int]]:
    """Person → its records now, earliest first."""
    found: dict[int, list[int]] = {}
    for person, record in connection.execute(
        "select person, record_id from link where closed is null"
        " and person in (select value from json_each(?)) order by record_id",
        (dumps(list(people)),),
    ):
        found.setdefault(person, []).append(record)
    return found


def feeds(connection: Connection, people: Iterable[int]) -> dict[int, set[int]]:
    """Person → the feeds that list them now."""
    found: dict[int, set[int]] = {}
    for person, feed in connection.execute(
        "select distinct l.person, r.feed_id from link l cross join source_record r on r.id = l.record_id"
        " where l.closed is null and l.person in (select value from json_each(?))",
        (dumps(list(people)),),
    ):
        found.setdefault(person, set()).add(feed)
    return found


def person_before(connection: Connection, record: int, event: int) -> int | None:
    """The person a record was under just before an event."""
    row = connection.execute(
        "select person from link where record_id = ? and opened < ? and (closed is null or closed >= ?)",
        (record, event, event),
    ).fetchone()
    return row[0] if row else None


def move(
    connection: Connection, wanted: Mapping[int, int | None], event: int, standing: Mapping[int, int]
) -> list[int]:
    """Close and open intervals so that each record stands under its person (None: under nobody).

    standing: the person of each now. Returns the records whose person changed.
    """
    changed = [record for record, person in sorted(wanted.items()) if standing.get(record) != person]
    connection.executemany(
        "update link set closed = ? where record_id = ? and closed is null",
        [(event, record) for record in changed if record in standing],
    )
    connection.executemany(
        "insert into link (record_id, person, opened) values (?, ?, ?)",
        sorted(((record, person, event) for record in changed if (person := wanted[record])), key=itemgetter(1)),
    )  # by person, since persons are looked up: each page of them is read once
    return changed


def everyone(connection: Connection) -> dict[int, int]:
    """Record → person, for every record that is linked now."""
    return dict(connection.execute("select record_id, person from link where closed is null"))
