"""Refused rows kept beside their delivery, until a later file mends them, somebody waives them, or 90 days have passed.

Nothing is written when a row expires, and a delivery taken back takes with it the rows it mended (domain/9 rule 15).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from store.vault.database import Connection

KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A refused row that still waits. key: the agency's id for the person, '' if the row has none; codes: why."""

    delivery: int
    row_no: int
    line: int
    key: str
    as_of: str
    since: str
    codes: tuple[str, ...]


_OPEN = """
from quarantined_row q join delivery d on d.id = q.delivery_id join ledger l on l.seq = d.event
where d.feed_id = :feed and d.state = 'committed' and l.at >= :since
  and not exists (select 1 from quarantine_closed c left join delivery by on by.id = c.fixed_by
    where c.delivery_id = q.delivery_id and c.row_no = q.row_no and coalesce(by.state, 'committed') = 'committed')
"""
_NEWEST = """
  and (q.source_key = '' or not exists (select 1 from quarantined_row n join delivery e on e.id = n.delivery_id
    where n.source_key = q.source_key and e.feed_id = d.feed_id and e.state = 'committed' and e.id > d.id))
"""


def _asked(feed_id: int, today: date) -> dict[str, object]:
    return {"feed": feed_id, "since": (today - timedelta(days=KEPT_DAYS)).isoformat()}


_LISTED = f"""
select q.delivery_id, q.row_no,
  coalesce((select min(i.line_no) from row_issue i where (i.delivery_id, i.row_no) = (q.delivery_id, q.row_no)), 0),
  q.source_key, d.as_of, l.at,
  coalesce((select group_concat(distinct i.code) from row_issue i
    where (i.delivery_id, i.row_no) = (q.delivery_id, q.row_no) and i.severity = 'error'), '')
{_OPEN} {_NEWEST} order by d.id desc, q.row_no
"""  # noqa: S608 - constants
_KEYS = f"select q.source_key, q.delivery_id, q.row_no {_OPEN} and q.source_key <> '' and d.id < :before"


def still_open(connection: Connection, feed_id: int, today: date) -> list[OpenRow]:
    """The refused rows of a feed that wait for something, newest delivery first; of one id the newest only."""
    rows = connection.execute(_LISTED, _asked(feed_id, today))
    return [
        OpenRow(delivery, row_no, line, key, as_of, since, tuple(codes.split(",")) if codes else ())
        for delivery, row_no, line, key, as_of, since, codes in rows
    ]


def count_open(connection: Connection, feed_id: int, today: date) -> int:
    """How many `still_open` would list."""
    return int(connection.execute(f"select count(*) {_OPEN} {_NEWEST}", _asked(feed_id, today)).fetchone()[0])


def waiting_keys(connection: Connection, feed_id: int, before: int) -> dict[str, list[tuple[int, int]]]:
    """Id → the refused rows (delivery, row) of it that wait, of deliveries before this one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for key, delivery, row_no in connection.execute(_KEYS, {"feed": feed_id, "since": "", "before": before}):
        found.setdefault(key, []).append((delivery, row_no))
    return found


def close_mended(connection: Connection, rows: Iterable[tuple[int, int]], delivery_id: int, event: int) -> None:
    """A delivery held valid rows of the same ids."""
    connection.executemany(
        "insert into quarantine_closed (delivery_id, row_no, fixed_by, event) values (?, ?, ?, ?)",
        ((*row, delivery_id, event) for row in rows),
    )


def waive(connection: Connection, rows: Collection[tuple[int, int]], reason: str, event: int) -> None:
    """Somebody says that these rows need nothing more."""
    connection.executemany(
        "insert into quarantine_closed (delivery_id, row_no, reason, event) values (?, ?, ?, ?)",
        ((*row, reason, event) for row in rows),
    )
