"""Versions of the weights that pairs were weighed with, each with who approved it. Append only."""

from store.vault.database import Connection


def current(connection: Connection) -> tuple[int, str] | None:
    """(version, body as JSON) of the weights in force; None before the first delivery."""
    return connection.execute("select version, body from match_model order by version desc limit 1").fetchone()


def add(connection: Connection, body: str, approved_by: str, event: int) -> int:
    """Put new weights in force and return their version."""
    (version,) = connection.execute("select coalesce(max(version), 0) + 1 from match_model").fetchone()
    connection.execute("insert into match_model values (?, ?, ?, ?)", (version, body, approved_by, event))
    return version
