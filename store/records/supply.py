"""What people of a feed can be searched by: schemes of identifiers, 'birth', 'postcode', 'street', 'phone', 'email'."""

from collections.abc import Iterable
from json import dumps

from store.records.columns import RecordColumns
from store.vault.database import Connection


def of_rows(said: RecordColumns) -> set[str]:
    """What these rows can be searched by."""
    kinds = {*said.identifiers.scheme, *said.contacts.kind}
    told = {"birth": said.birth_date, "postcode": said.addresses.postcode, "street": said.addresses.street}
    kinds |= {what for what, column in told.items() if any(column)}
    return kinds


def note(connection: Connection, feed_id: int, what: Iterable[str]) -> None:
    """Note what people of a feed can be searched by, beside what is noted."""
    connection.executemany(
        "insert or ignore into lookup_supply (feed_id, what) values (?, ?)", [(feed_id, one) for one in sorted(what)]
    )


_SAID_IN = {
    "birth": ("record_version", "x.birth_date <> ''"),
    "postcode": ("address", "x.postcode <> ''"),
    "street": ("address", "x.street <> ''"),
    "phone": ("contact_point", "x.kind = 'phone'"),
    "email": ("contact_point", "x.kind = 'email'"),
}


def forget_gone(connection: Connection, records: Iterable[int]) -> None:
    """Forget what only these records brought to their feeds and no version of a live record says any more."""
    noted = connection.execute(
        "select feed_id, what from lookup_supply where feed_id in"
        " (select distinct feed_id from source_record where id in (select value from json_each(?)))",
        (dumps(list(records)),),
    ).fetchall()
    for feed, what in noted:
        view, said = _SAID_IN.get(what, ("identifier", "x.scheme = :what"))
        still = connection.execute(
            f"select 1 from source_record r cross join {view} x on x.record_id = r.id"  # noqa: S608
            f" where r.feed_id = :feed and r.state = 'live' and {said} limit 1",
            {"feed": feed, "what": what},
        ).fetchone()
        if still is None:
            connection.execute("delete from lookup_supply where feed_id = ? and what = ?", (feed, what))
