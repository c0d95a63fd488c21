"""What people decided about pairs of records. A decision is superseded or withdrawn, never changed."""

from collections.abc import Iterable
from json import dumps
from typing import NamedTuple

from store.vault.database import Connection

_COLUMNS = "d.id, d.a, d.b, d.verdict, d.actor, d.reason, d.note, d.weight, d.supersedes, d.event, d.evidence"


class Decision(NamedTuple):
    """One decision about records a < b.

    verdict: same, different, unsure, hold, protected; actor: human, system. weight and evidence are the pair's when
    the decision was made ('' if nothing was kept of it).
    """

    id: int
    a: int
    b: int
    verdict: str
    actor: str
    reason: str
    note: str
    weight: float
    supersedes: int | None
    event: int
    evidence: str


class Maker(NamedTuple):
    """Who made a decision, and when (UTC, ISO)."""

    name: str
    at: str


def standing(connection: Connection, records: Iterable[int] | None = None) -> list[Decision]:
    """Decisions that count now, dormant ones too: those touching the records, or all."""
    if records is None:
        found = connection.execute(f"select {_COLUMNS} from standing_decision d order by d.id")  # noqa: S608 - constant
    else:
        found = connection.execute(
            f"select {_COLUMNS} from standing_decision d"  # noqa: S608 - constant
            " where d.a in (select value from json_each(:records))"
            " or d.b in (select value from json_each(:records))"
            " order by d.id",
            {"records": dumps(list(records))},
        )
    return [Decision(*row) for row in found]


def by_id(connection: Connection, decision_id: int) -> Decision | None:
    """One decision, standing or not."""
    row = connection.execute(
        f"select {_COLUMNS} from decision d where d.id = ?",  # noqa: S608 - constant
        (decision_id,),
    ).fetchone()
    return Decision(*row) if row else None


def last_of(connection: Connection, account_id: int, but: Iterable[int]) -> Decision | None:
    """An account's newest standing decision on a question; of several made at once, the one that was asked.

    but: records about which none is wanted.
    """
    row = connection.execute(
        f"select {_COLUMNS} from standing_decision d"  # noqa: S608 - constant
        " join ledger l on l.seq = d.event where l.account_id = :account and d.actor = 'human'"
        " and d.verdict <> 'protected'"
        " and d.a not in (select value from json_each(:but)) and d.b not in (select value from json_each(:but))"
        " order by d.event desc, d.id limit 1",
        {"account": account_id, "but": dumps(list(but))},
    ).fetchone()
    return Decision(*row) if row else None


def maker(connection: Connection, decision: Decision) -> Maker:
    """Who decided."""
    row = connection.execute(
        "select coalesce(a.name, 'the system'), l.at from ledger l left join account a on a.id = l.account_id"
        " where l.seq = ?",
        (decision.event,),
    ).fetchone()
    return Maker(*row)


def account_of(connection: Connection, decision: Decision) -> int | None:
    """The account that decided."""
    (account,) = connection.execute("select account_id from ledger where seq = ?", (decision.event,)).fetchone()
    return account


def add(
    connection: Connection,
    a: int,
    b: int,
    verdict: str,
    *,
    event: int,
    actor: str = "human",
    reason: str,
    note: str = "",
    weight: float = 0.0,
    evidence: str = "",
    supersedes: int | None = None,
) -> int:
    """Append a decision and return its id."""
    (made,) = connection.execute(
        "insert into decision (a, b, verdict, actor, reason, note, weight, evidence, supersedes, event)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        (a, b, verdict, actor, reason, note, weight, evidence, supersedes, event),
    ).fetchone()
    return made


def lifted_by(connection: Connection, event: int) -> list[Decision]:
    """The holds that an event withdrew."""
    found = connection.execute(
        f"select {_COLUMNS} from decision d join (select decision_id from decision_withdrawal where event = ?)"  # noqa: S608
        " on decision_id = d.id where d.verdict = 'hold' order by d.id",
        (event,),
    )
    return [Decision(*row) for row in found]


def withdraw(connection: Connection, decision_ids: Iterable[int], event: int) -> None:
    """Take decisions back. What they superseded stands again."""
    connection.executemany("insert into decision_withdrawal values (?, ?)", ((d, event) for d in decision_ids))
