"""Weights that somebody proposed and somebody else may put in force, or withdraws. Append only."""

from typing import NamedTuple

from store.vault.database import Connection

_SELECT = (
    "select p.id, p.kind, p.body, p.based_on, p.author, a.name, l.at, v.version, w.event is not null"
    " from weights_proposal p join account a on a.id = p.author join ledger l on l.seq = p.event"
    " left join weights_approval v on v.proposal = p.id left join weights_withdrawal w on w.proposal = p.id"
)


class Proposal(NamedTuple):
    """Proposed weights: a model's body (JSON), made on top of version `based_on`.

    kind: training, thresholds; author: an account; at: UTC, ISO; version: what it became, None until it is approved.
    withdrawn: 1 if it is no longer meant, else 0.
    """

    id: int
    kind: str
    body: str
    based_on: int
    author: int
    author_name: str
    at: str
    version: int | None
    withdrawn: int


def add(connection: Connection, kind: str, body: str, based_on: int, author: int, event: int) -> int:
    """Keep a proposal and return its number."""
    (made,) = connection.execute(
        "insert into weights_proposal (kind, body, based_on, author, event) values (?, ?, ?, ?, ?) returning id",
        (kind, body, based_on, author, event),
    ).fetchone()
    return made


def by_id(connection: Connection, proposal: int) -> Proposal | None:
    """One proposal, approved, withdrawn or neither."""
    row = connection.execute(f"{_SELECT} where p.id = ?", (proposal,)).fetchone()
    return Proposal(*row) if row else None


def waiting(connection: Connection, based_on: int) -> list[Proposal]:
    """Proposals on top of this version that nobody has approved or withdrawn, oldest first."""
    found = connection.execute(
        f"{_SELECT} where p.based_on = ? and v.version is null and w.event is null order by p.id", (based_on,)
    )
    return [Proposal(*row) for row in found]


def of_version(connection: Connection, version: int) -> Proposal | None:
    """The proposal that became this version; None if nobody proposed it (the weights the program comes with)."""
    row = connection.execute(f"{_SELECT} where v.version = ?", (version,)).fetchone()
    return Proposal(*row) if row else None


def approve(connection: Connection, proposal: int, version: int, approver: int, event: int) -> None:
    """Note that a proposal became a version.

    Raises:
        sqlcipher3.dbapi2.IntegrityError: its author tries, or it was approved or withdrawn before.
    """
    connection.execute("insert into weights_approval values (?, ?, ?, ?)", (proposal, version, approver, event))


def withdraw(connection: Connection, proposal: int, event: int) -> None:
    """Note that a proposal is no longer meant.

    Raises:
        sqlcipher3.dbapi2.IntegrityError: it was approved or withdrawn before.
    """
    connection.execute("insert into weights_withdrawal values (?, ?)", (proposal, event))
