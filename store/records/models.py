"""What pairs were weighed with, in versions: weights, each with who approved it, and how common values are.

Append only.
"""

from hashlib import blake2b
from typing import NamedTuple

from store.vault.database import Connection


def current(connection: Connection) -> tuple[int, str] | None:
    """(version, body as JSON) of the weights in force; None before the first delivery."""
    return connection.execute("select version, body from match_model order by version desc limit 1").fetchone()


def add(connection: Connection, body: str, approved_by: str, event: int) -> int:
    """Put new weights in force and return their version."""
    (version,) = connection.execute("select coalesce(max(version), 0) + 1 from match_model").fetchone()
    connection.execute("insert into match_model values (?, ?, ?, ?)", (version, body, approved_by, event))
    return version


class Version(NamedTuple):
    """Weights in force: their version and body (JSON), who approved them, and when (UTC, ISO)."""

    version: int
    body: str
    approved_by: str
    since: str


def in_force(connection: Connection) -> Version | None:
    """The newest version with its history; None before the first delivery."""
    row = connection.execute(
        "select m.version, m.body, m.approved_by, l.at from match_model m join ledger l on l.seq = m.event"
        " order by m.version desc limit 1"
    ).fetchone()
    return Version(*row) if row else None


class Counted(NamedTuple):
    """A count of how common values are: among the records up to number `size`; digest: 8 bytes that stand for it.

    made_by: the version of the program's reading (table linkage_state).
    """

    version: int
    size: int
    made_by: int
    digest: bytes


def counted(connection: Connection) -> Counted | None:
    """The newest count; None before the first delivery. One made by a delivery that was taken back does not count."""
    row = connection.execute(
        "select version, size, made_by, digest from match_frequencies m indexed by match_frequencies_told"
        " where not exists (select 1 from delivery d where d.event = m.event and d.state = 'rolled_back')"
        " order by version desc limit 1"
    ).fetchone()
    return Counted(*row) if row else None


def counted_by(connection: Connection, event: int) -> bool:
    """Whether this event made a count."""
    return connection.execute("select 1 from match_frequencies where event = ?", (event,)).fetchone() is not None


def count(connection: Connection, version: int) -> bytes:
    """A count as `matching.scoring.frequencies` packs it."""
    return connection.execute("select body from match_frequencies where version = ?", (version,)).fetchone()[0]


def add_count(connection: Connection, size: int, made_by: int, body: bytes, event: int) -> None:
    """Keep a new count, which is in force from now on."""
    connection.execute(
        "insert into match_frequencies (size, made_by, digest, body, event) values (?, ?, ?, ?, ?)",
        (size, made_by, blake2b(body, digest_size=8).digest(), body, event),
    )
