"""The same names looked for by the means of published tools, on the same encrypted file: substrings, and trigrams."""

from __future__ import annotations

import re
from random import Random
from time import perf_counter

from store.audit import Action
from store.permissions import May
from store.session import Session
from store.vault.database import Connection
from tests.benchmarks.lookup_people import KINDS, Target

_SUBSTRINGS = (
    "select record_id from bench_name where {} limit 20",
    "(given || ' ' || middle || ' ' || family) like ? escape '!'",
)


def peers(session: Session, targets: list[Target], dice: Random, searches: int) -> dict[str, dict[str, object]]:
    """Milliseconds a search (whole names, not key by key), and the share of people whose very record is shown.

    Names only, as they do: no birth year, no ranking but their own.
    """
    lines: list[tuple[str, Target]] = []
    while len(lines) < searches:
        kind = dice.choice([kind for kind in KINDS if kind != "wrong day of birth"])
        target = dice.choice(targets)
        if text := KINDS[kind](target, dice):
            lines.append((text, target))
    with session.changing(May.IMPORT, Action.DELIVERED, "bench") as change:
        change.connection.execute("create table bench_name (record_id integer, given text, middle text, family text)")
        change.connection.execute("insert into bench_name select record_id, given, middle, family from person_name")
        began = perf_counter()
        change.connection.execute("create virtual table bench_trigram using fts5(name, tokenize='trigram')")
        change.connection.execute(
            "insert into bench_trigram (rowid, name) select record_id, given || ' ' || middle || ' ' || family"
            " from bench_name group by record_id"
        )
        built = perf_counter() - began
    with session.reading(May.SEARCH) as connection:
        told = {
            "LIKE '%word%' for each word": _asked(connection, lines, _like),
            "FTS5 trigram, each word": _asked(connection, lines, _trigram),
        }
    with session.changing(May.IMPORT, Action.DELIVERED, "bench") as change:
        change.connection.execute("drop table bench_trigram")
        change.connection.execute("drop table bench_name")
    told["FTS5 trigram, each word"]["build_s"] = round(built, 1)
    return told


def _like(words: list[str]) -> tuple[str, list[str]]:
    statement, condition = _SUBSTRINGS
    return statement.format(" and ".join([condition] * len(words))), [f"%{word}%" for word in words]


def _trigram(words: list[str]) -> tuple[str, list[str]]:
    long = [word for word in words if len(word) > 2] or ["???"]
    return "select rowid from bench_trigram where name match ? limit 20", [" ".join(f'"{word}"' for word in long)]


def _asked(connection: Connection, lines: list[tuple[str, Target]], ask: object) -> dict[str, object]:
    times: list[float] = []
    hits = 0
    for text, target in lines:
        statement, values = ask(re.findall(r"\w+", text))  # type: ignore[operator]
        began = perf_counter()
        rows = connection.execute(statement, values).fetchall()
        times.append(perf_counter() - began)
        hits += (target.person,) in rows
    return {"ms": spread(times), "found": round(hits / len(lines), 3), "searches": len(lines)}


def spread(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times) or [0.0]
    return {
        name: round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    }
