"""Questions that wait for a supervisor: two persons who may be one. One open case per pair of persons."""

from collections.abc import Iterable
from json import dumps
from typing import NamedTuple

from store.vault.database import Connection

_COLUMNS = "c.id, c.kind, c.a, c.b, c.weight, c.state"


class Case(NamedTuple):
    """A question, and the pair of records that asks it.

    state: open, unsure, done, obsolete.
    """

    id: int
    kind: str
    a: int
    b: int
    weight: float
    state: str


class Waiting(NamedTuple):
    """A waiting case, since when (UTC, ISO), and the two persons it is about now."""

    case: Case
    since: str
    left: int
    right: int


def by_id(connection: Connection, case_id: int) -> Case | None:
    """One case, waiting or not."""
    row = connection.execute(f"select {_COLUMNS} from review_case c where id = ?", (case_id,)).fetchone()  # noqa: S608
    return Case(*row) if row else None


def waiting(connection: Connection) -> list[Waiting]:
    """Every case that is open or unsure."""
    found = connection.execute(
        f"select {_COLUMNS}, l.at, x.person, y.person from review_case c"  # noqa: S608 - constant
        " join ledger l on l.seq = c.opened"
        " join link x on x.record_id = c.a and x.closed is null"
        " join link y on y.record_id = c.b and y.closed is null"
        " where c.state in ('open', 'unsure') order by c.id"
    )
    return [Waiting(Case(*row[:6]), *row[6:]) for row in found]


def asked(connection: Connection) -> list[Case]:
    """Every case that is open or unsure, also those opened by the change under way."""
    found = connection.execute(f"select {_COLUMNS} from review_case c where c.state in ('open', 'unsure')")  # noqa: S608
    return [Case(*row) for row in found]


def opened_about(connection: Connection, event: int, people: Iterable[int]) -> int:
    """How many cases an event opened that are about one of these people."""
    (found,) = connection.execute(
        "select count(*) from review_case c where c.opened = :event and exists (select 1 from link l"
        " where l.record_id in (c.a, c.b) and l.closed is null and l.person in (select value from json_each(:people)))",
        {"event": event, "people": dumps(list(people))},
    ).fetchone()
    return found


def waiting_on(connection: Connection, records: Iterable[int]) -> list[Case]:
    """Waiting cases asked by a pair that touches these records.

    The plus keeps SQLite from reading every waiting case of the hub instead of those of the records.
    """
    found = connection.execute(
        f"select {_COLUMNS} from review_case c where +c.state in ('open', 'unsure') and"  # noqa: S608 - constant
        " (c.a in (select value from json_each(:records)) or c.b in (select value from json_each(:records)))"
        " order by c.id",
        {"records": dumps(list(records))},
    )
    return [Case(*row) for row in found]


def about(connection: Connection, records: Iterable[int]) -> set[int]:
    """Every case, waiting or not, asked by a pair that touches these records."""
    found = connection.execute(
        "select id from review_case where a in (select value from json_each(:records))"
        " or b in (select value from json_each(:records))",
        {"records": dumps(list(records))},
    )
    return {case_id for (case_id,) in found}


def ask(connection: Connection, kind: str, a: int, b: int, weight: float, state: str, event: int) -> bool:
    """Open a case; one that was closed on the same pair is opened again, with its number and waiting time.

    Returns whether the case is new.
    """
    row = connection.execute(
        "select id from review_case where a = ? and b = ? and state in ('done', 'obsolete') order by id desc limit 1",
        (a, b),
    ).fetchone()
    if row:
        connection.execute(
            "update review_case set kind = ?, weight = ?, state = ?, closed = null where id = ?",
            (kind, weight, state, row[0]),
        )
        return False
    connection.execute(
        "insert into review_case (kind, a, b, weight, state, opened) values (?, ?, ?, ?, ?, ?)",
        (kind, a, b, weight, state, event),
    )
    return True


def update(connection: Connection, case_id: int, kind: str, a: int, b: int, weight: float, state: str) -> None:
    """Let another pair ask, or the same pair with other evidence; the case keeps its number and its place."""
    connection.execute(
        "update review_case set kind = ?, a = ?, b = ?, weight = ?, state = ? where id = ?",
        (kind, a, b, weight, state, case_id),
    )


def close(connection: Connection, case_id: int, state: str, event: int) -> None:
    """Close a case as done (answered) or obsolete (the question is gone)."""
    connection.execute("update review_case set state = ?, closed = ? where id = ?", (state, event, case_id))
