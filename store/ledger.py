"""The ledger: every change to the hub has its row here, written in the same transaction as the change."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from store import audit
from store.audit import Action, stamp
from store.chain import START, Findings, Head, canonical, clean, follow, mark
from store.vault.database import Connection
from store.vault.opened import Vault


@dataclass
class Change:
    """A change under way.

    Attributes:
        connection: the writer, inside its transaction.
        event: the number of the ledger row to come; links, decisions and deliveries point to it.
        detail: what the ledger row will say; may be filled until the change ends. 'audit' is taken.
    """

    connection: Connection
    event: int
    detail: dict[str, object] = field(default_factory=dict[str, object])


def head(connection: Connection) -> Head:
    """Return the newest row of the ledger."""
    row = connection.execute("select seq, mac from ledger order by seq desc limit 1").fetchone()
    return Head(*row) if row else Head(0, START)


def mark_of(connection: Connection, seq: int) -> bytes | None:
    """Return the mark of a row, None if there is no such row."""
    row = connection.execute("select mac from ledger where seq = ?", (seq,)).fetchone()
    return row[0] if row else None


def verify(connection: Connection, key: bytes, audit_mark_of: Callable[[int], bytes | None]) -> Findings:
    """Follow the ledger from its first row. `audit_mark_of` must see the audit log as of now or later."""
    return follow(connection.execute("select * from ledger order by seq"), key, "audit", audit_mark_of)


@contextmanager
def entry(
    vault: Vault, *, at: datetime, account_id: int | None, session: str, action: Action, subject: str
) -> Generator[Change]:
    """Run a change; on normal exit its ledger row and everything it wrote are committed together.

    The row quotes the audit log's head, so that a log cut or swapped afterwards shows.
    """
    with vault.hub.writing() as connection:
        last = head(connection)
        change = Change(connection, last.seq + 1)
        yield change
        with vault.audit.reading() as log:
            change.detail["audit"] = audit.head(log).anchor
        vault.audit.settle()  # nothing is quoted that a power cut could take
        fields = (change.event, stamp(at), account_id, session, str(action), clean(subject), canonical(change.detail))
        mac = mark(vault.keys.ledger_chain, last.mac, fields)
        connection.execute("insert into ledger values (?, ?, ?, ?, ?, ?, ?, ?)", (*fields, mac))
