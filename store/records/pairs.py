"""Pairs of records with the evidence between them: weights, latches, vetoes. Present state, rebuildable."""

from collections.abc import Iterable, Sequence
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


def neighbours(connection: Connection, records: Iterable[int], floor: float, never: Iterable[str]) -> set[int]:
    """Records at the other end of a latched pair, or one of `floor` bits, whose veto is not among `never`."""
    strong = "(latched or weight >= :floor) and veto not in (select value from json_each(:never))"
    found = connection.execute(
        f"select b from pair where a in (select value from json_each(:records)) and {strong}"  # noqa: S608 - constant
        f" union select a from pair where b in (select value from json_each(:records)) and {strong}",
        {"records": dumps(list(records)), "floor": floor, "never": dumps(list(never))},
    )
    return {record for (record,) in found}


def evidence(connection: Connection, a: int, b: int) -> Evidence | None:
    """What stands between two records, a < b; None if nothing worth keeping does."""
    row = connection.execute("select weight, evidence, veto from pair where a = ? and b = ?", (a, b)).fetchone()
    return Evidence(*row) if row else None


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
