"""Whether a feed still supplies a record: active, missing, closed, withdrawn (domain/9 rules 21 to 25).

Presence is worked out, not kept: from the delivery that last held the record and the full extracts since. So absence
changes nothing, a delivery taken back takes its absences with it, and whoever returns is active again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from json import dumps

from store.vault.database import Connection

LONG = 365
"""Days of absence after which a return is worth a look (rule 22)."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a record stands with its feed.

    state: 'active', 'missing' (from fewer full extracts than the feed's grace), 'closed', 'withdrawn'. missed: full
    extracts since it was last held. seen: when the agency took the last extract that held it, ISO. reason: why it is
    closed. successor: the record that the agency says it is now, if any.
    """

    state: str
    missed: int
    seen: str
    reason: str = ""
    successor: int | None = None


_PRESENCE = """
select r.id, r.state, f.grace, d.as_of,
  (select count(*) from delivery x where x.feed_id = r.feed_id and x.state = 'committed' and x.mode = 'full'
    and (x.as_of, x.id) > (d.as_of, d.id)),
  c.reason,
  (select m.new from agency_merge m left join delivery said on said.id = m.delivery_id
    where m.old = r.id and coalesce(said.state, 'committed') = 'committed' order by m.event desc limit 1)
from json_each(?) j cross join source_record r on r.id = j.value join feed f on f.id = r.feed_id
  join delivery d on d.id = r.seen_in
  left join record_closed c on c.record_id = r.id and c.version = r.version
"""

NO_LONGER = "no longer supplied"
MERGED = "merged by the agency into another of its ids"


def presence(connection: Connection, records: Iterable[int]) -> dict[int, Presence]:
    """Where each of these records stands."""
    return {
        record: _standing(state, grace, seen, missed, reason, successor)
        for record, state, grace, seen, missed, reason, successor in connection.execute(
            _PRESENCE, (dumps(list(records)),)
        )
    }


def _standing(state: str, grace: int, seen: str, missed: int, reason: str | None, successor: int | None) -> Presence:
    if state == "withdrawn":
        return Presence("withdrawn", missed, seen)
    if successor is not None:
        return Presence("closed", missed, seen, MERGED, successor)
    if reason is not None:
        return Presence("closed", missed, seen, reason)
    if missed >= grace:
        return Presence("closed", missed, seen, NO_LONGER)
    return Presence("missing" if missed else "active", missed, seen)


def returned(connection: Connection, delivery_id: int) -> tuple[str, ...]:
    """The agency's ids of those that a full extract brought back after over a year; in others absence says nothing."""
    rows = connection.execute(
        "select r.source_key from delivery now join seen_before b on b.delivery_id = now.id"
        " join delivery d on d.id = b.seen_in join source_record r on r.id = b.record_id"
        " where now.id = ? and now.mode = 'full' and d.as_of < date(now.as_of, ?) order by r.id",
        (delivery_id, f"-{LONG} days"),
    )
    return tuple(key for (key,) in rows)


def before(connection: Connection, delivery_id: int) -> int | None:
    """The delivery of the same feed before this one that tells who was there."""
    row = connection.execute(
        "select max(x.id) from delivery d join delivery x on x.feed_id = d.feed_id and x.id < d.id"
        " and x.state = 'committed' and x.mode <> 'history' where d.id = ?",
        (delivery_id,),
    ).fetchone()
    return row[0]


def mark_seen(connection: Connection, delivery_id: int, records: Iterable[int]) -> None:
    """These records were in the delivery. Where they were last seen is noted unless it was in the one before."""
    ids = dumps(list(records))
    connection.execute(
        "insert or ignore into seen_before select ?1, r.id, r.seen_in from json_each(?2) j"
        " cross join source_record r on r.id = j.value where r.seen_in not in (?1, ?3)",
        (delivery_id, ids, before(connection, delivery_id) or 0),
    )
    connection.execute(
        "update source_record set seen_in = ? where id in (select value from json_each(?))", (delivery_id, ids)
    )


def take_back(connection: Connection, delivery_id: int, born: Iterable[int]) -> None:
    """Let records be last seen where they were before this delivery; those born in it were nowhere."""
    connection.execute(
        "update source_record set seen_in = coalesce((select b.seen_in from seen_before b"
        " where b.delivery_id = ?1 and b.record_id = id), ?2)"
        " where seen_in = ?1 and id not in (select value from json_each(?3))",
        (delivery_id, before(connection, delivery_id), dumps(list(born))),
    )
