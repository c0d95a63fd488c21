"""Pairs of records with the evidence between them: weights, latches, vetoes. Present state, rebuildable."""

from collections.abc import Iterable, Iterator, Sequence
from json import dumps
from typing import NamedTuple

from store.vault.database import Connection


class WeighedPair(NamedTuple):
    """A pair as it stands: a < b, bits, the latch, and why the machine may not join it ('' = it may)."""

    a: int
    b: int
    weight: float
    latched: int
    veto: str


class Evidence(NamedTuple):
    """A pair's weight, what it is made of (as `matching.scoring.explain` packs it), and the veto on it."""

    weight: float
    evidence: str
    veto: str


def touching(connection: Connection, records: Iterable[int]) -> list[WeighedPair]:
    """Every pair with at least one side among these records."""
    found = connection.execute(
        "select a, b, weight, latched, veto from pair where a in (select value from json_each(:records))"
        " union select a, b, weight, latched, veto from pair"
        " where b in (select value from json_each(:records))",
        {"records": dumps(list(records))},
    )
    return [WeighedPair(*row) for row in found]


def in_order(connection: Connection, size: int) -> Iterator[list[WeighedPair]]:
    """Every pair, so many at a time; they may be changed on the way."""
    last = (0, 0)
    while rows := connection.execute(
        "select a, b, weight, latched, veto from pair where (a, b) > (?, ?) order by a, b limit ?", (*last, size)
    ).fetchall():
        found = [WeighedPair(*row) for row in rows]
        last = (found[-1].a, found[-1].b)
        yield found


def between(connection: Connection, first: WeighedPair, last: WeighedPair) -> list[WeighedPair]:
    """Every pair from one to another, in order."""
    found = connection.execute(
        "select a, b, weight, latched, veto from pair where (a, b) >= (?, ?) and (a, b) <= (?, ?) order by a, b",
        (first.a, first.b, last.a, last.b),
    )
    return [WeighedPair(*row) for row in found]


def evidence(connection: Connection, a: int, b: int) -> Evidence | None:
    """What stands between two records, a < b; None if nothing worth keeping does."""
    row = connection.execute("select weight, evidence, veto from pair where a = ? and b = ?", (a, b)).fetchone()
    return Evidence(*row) if row else None


def latched_below(connection: Connection, bits: float, but: Iterable[int]) -> int:
    """How many pairs within one person are latched though they weigh less. but: records that are not counted."""
    (found,) = connection.execute(
        "select count(*) from pair p join link x on x.record_id = p.a and x.closed is null"
        " join link y on y.record_id = p.b and y.closed is null and y.person = x.person"
        " where p.latched and p.weight < ? and p.a not in (select value from json_each(?))",
        (bits, dumps(list(but))),
    ).fetchone()
    return found


def put(connection: Connection, rows: Iterable[tuple[int, int, float, int, str, str]], model: int) -> None:
    """Keep pairs as (a, b, weight, latched, veto, evidence), replacing what stood."""
    connection.executemany(
        f"insert into pair values (?, ?, ?, ?, ?, ?, {int(model)}) on conflict (a, b) do update set"  # noqa: S608 - a number
        " weight = excluded.weight, latched = excluded.latched, veto = excluded.veto,"
        " evidence = excluded.evidence, model = excluded.model",
        rows,
    )


def drop(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Forget pairs between which nothing worth keeping stands any more."""
    connection.executemany("delete from pair where a = ? and b = ?", pairs)


_MADE = -1
"""In place of a latch in `latch_before`: the pair did not stand."""


def note_latches(
    connection: Connection, event: int, before: Iterable[WeighedPair], after: Iterable[WeighedPair]
) -> None:
    """Keep the latches that an event changed as they were, the pairs that it dropped, and which pairs it made."""
    were = {(p.a, p.b): p.latched for p in before}
    are = {(p.a, p.b): p.latched for p in after}
    changed = [p for p in sorted(were.keys() | are.keys()) if p not in are or were.get(p) != are[p]]
    connection.executemany(
        "insert or ignore into latch_before values (?, ?, ?, ?)", ((event, *p, were.get(p, _MADE)) for p in changed)
    )


def latches_before(connection: Connection, event: int) -> dict[tuple[int, int], int | None]:
    """The latches that an event changed, as they were before; None for a pair that it made."""
    rows = connection.execute("select a, b, latched from latch_before where event = ?", (event,))
    return {(a, b): None if latched == _MADE else latched for a, b, latched in rows}
