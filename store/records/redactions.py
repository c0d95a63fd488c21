"""What must not be kept any longer: values blanked in place; ids, times and hashes stay (domain/9 rule 27)."""

from typing import NamedTuple

from store.records import documents, lead_keeping, versions
from store.vault.database import Connection


class Asked(NamedTuple):
    """A redaction that was asked for. by: the account that asked; done: the event that did it, if it was done."""

    id: int
    record: int
    key: str
    reason: str
    by: int | None
    done: int | None


_SELECT = (
    "select x.id, x.record_id, r.source_key, x.reason, l.account_id, x.done from redaction x"
    " join source_record r on r.id = x.record_id join ledger l on l.seq = x.asked"
)
_BLANKS = (
    f"update record_said set said = '{documents.EMPTY}' where record_id = ?",  # noqa: S608
    "update record_closed set reason = '' where record_id = ?",
    "update rolled_back_version set body = '[]' where record_id = ?",
    "update decision set note = '', evidence = '' where a = ?1 or b = ?1",
    "delete from pair where a = ?1 or b = ?1",
    "update quarantined_row set cells = '[]' where (delivery_id, source_key) in (select d.id, r.source_key"
    " from source_record r join delivery d on d.feed_id = r.feed_id where r.id = ?)",
)


def waiting(connection: Connection) -> list[Asked]:
    """Redactions that were asked for and not done, oldest first."""
    return [Asked(*row) for row in connection.execute(f"{_SELECT} where x.done is null order by x.id")]


def by_id(connection: Connection, redaction: int) -> Asked | None:
    """One of them, done or not."""
    row = connection.execute(f"{_SELECT} where x.id = ?", (redaction,)).fetchone()
    return Asked(*row) if row else None


def of_record(connection: Connection, record: int) -> bool:
    """Whether the record's was asked for."""
    return connection.execute("select 1 from redaction where record_id = ?", (record,)).fetchone() is not None


def ask(connection: Connection, record: int, reason: str, event: int) -> int:
    """Put it down; its number."""
    row = connection.execute(
        "insert into redaction (record_id, reason, asked) values (?, ?, ?) returning id", (record, reason, event)
    ).fetchone()
    return int(row[0])


def blank(connection: Connection, asked: Asked, event: int) -> None:
    """Blank every value that the record ever said, and note that it was done."""
    connection.execute("update redaction set done = ? where id = ?", (event, asked.id))
    told = versions.ever_said(connection, [asked.record])
    lead_keeping.drop(connection, [(asked.record, row) for row in told.values()])
    for statement in _BLANKS:
        connection.execute(statement, (asked.record,))
