"""Leads in sorted runs: what a value leads to, thirty-two to a row of the database (schema 0024).

Each delivery puts runs of its own beside those that are there, in their order, and never among them: a table that grows
in no order is slow to reach all over. Eight runs of about one size are put together, so each lead is written anew a few
times in all, however many deliveries follow it. Whoever looks a value up looks into every run of its kind.

A lead is the text 'value|record'. The same may stand in several runs: a record that says something again is put again.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from json import dumps, loads

from store.vault.database import Connection

_BLOCK = 32
_ALIKE = 8
"""Runs of a magnitude, at most one less of them stay."""
_SMALL = 4_096
_STRETCH = 1_024  # blocks of a run read together
_PAST = "\U0010ffff"

RECORD = "cast(substr(n.value, length(rtrim(n.value, '0123456789')) + 1) as integer)"
"""SQL: whose lead it is, of what `between` joins."""


def between(kind: str, low: str, high: str) -> str:
    """SQL of tables to join: as n.value every lead of a kind from `low` to before `high`, some twice; SQL each."""
    return (
        f"lead_run q cross join lead_block b on q.kind = {kind} and b.run = q.id and b.first < {high}"  # noqa: S608
        f" and b.first >= coalesce((select max(first) from lead_block where run = q.id and first <= {low}), '')"
        f" cross join json_each(b.body) n on n.value >= {low} and n.value < {high}"
    )


def leads_of(kind: str, value: str) -> str:
    """SQL of tables to join: as n.value every lead of just this value; SQL each."""
    return between(kind, f"{value} || '|'", f"{value} || '}}'")


def bounds(value: str, beginning: bool) -> tuple[str, str]:
    """Between what the leads of a value lie, or of all that begin so."""
    return (value, value + _PAST) if beginning else (f"{value}|", f"{value}}}")


def put(connection: Connection, kind: str, led: Sequence[str]) -> None:
    """Put leads in, in any order, each once."""
    if not led:
        return
    _write(connection, kind, [sorted(led)])
    while alike := _alike(connection, kind):
        _write(connection, kind, _together([_stretches(connection, run) for run in alike]))
        for run in alike:
            connection.execute("delete from lead_block where run = ?", (run,))
            connection.execute("delete from lead_run where id = ?", (run,))


_HOLDING = (
    "select distinct b.run, b.first, b.body from json_each(?) j cross join lead_run q on q.kind = ?"
    " cross join lead_block b on b.run = q.id"
    " and b.first = (select max(first) from lead_block where run = q.id and first <= j.value)"
)


def drop(connection: Connection, kind: str, led: Collection[str]) -> None:
    """Forget leads: nothing of them stays in the table."""
    for run, first, body in connection.execute(_HOLDING, (dumps(list(led)), kind)).fetchall():
        held: list[str] = loads(body)
        left = [one for one in held if one not in led]
        if len(left) < len(held):
            connection.execute("delete from lead_block where run = ? and first = ?", (run, first))
            _put_blocks(connection, run, left)


def _alike(connection: Connection, kind: str) -> list[int]:
    """Runs of one magnitude that have become too many; none if there are none."""
    found: dict[int, list[int]] = {}
    for run, size in connection.execute("select id, size from lead_run where kind = ?", (kind,)):
        found.setdefault(max(size, _SMALL).bit_length() // 3, []).append(run)
    many = [runs for runs in found.values() if len(runs) >= _ALIKE]
    return many[0] if many else []


def _write(connection: Connection, kind: str, stretches: Iterable[Sequence[str]]) -> None:
    (run,) = connection.execute("insert into lead_run (kind, size) values (?, 0) returning id", (kind,)).fetchone()
    size = 0
    for led in stretches:
        _put_blocks(connection, run, led)
        size += len(led)
    connection.execute("update lead_run set size = ? where id = ?", (size, run))


def _put_blocks(connection: Connection, run: int, led: Sequence[str]) -> None:
    blocks = ((run, led[at], _body(led[at : at + _BLOCK])) for at in range(0, len(led), _BLOCK))
    connection.executemany("insert into lead_block values (?, ?, ?)", blocks)


def _body(led: Sequence[str]) -> str:
    """The leads as a JSON array. Nearly all hold nothing to escape, which a look tells in a third of the time."""
    joined = '","'.join(led)
    plain = joined.isprintable() and "\\" not in joined and joined.count('"') == 2 * len(led) - 2
    return f'["{joined}"]' if plain else dumps(led, ensure_ascii=False)


def _stretches(connection: Connection, run: int) -> Iterator[list[str]]:
    rows = connection.execute("select body from lead_block where run = ? order by first", (run,))
    while some := rows.fetchmany(_STRETCH):
        yield list(chain.from_iterable(loads(f"[{','.join([body for (body,) in some])}]")))


def _together(streams: Sequence[Iterator[list[str]]]) -> Iterator[list[str]]:
    """The leads of all streams in one order, each once."""
    none: list[str] = []
    heads = [next(stream, none) for stream in streams]
    while any(heads):
        bound = min(head[-1] for head in heads if head)
        cuts = [bisect_right(head, bound) for head in heads]
        led = sorted(set(chain.from_iterable(head[:cut] for head, cut in zip(heads, cuts, strict=True))))
        heads = [head[cut:] or next(stream, none) for head, cut, stream in zip(heads, cuts, streams, strict=True)]
        yield led
