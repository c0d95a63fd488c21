"""Packed candidate keys and forms say what was put into them, however much and in whatever turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from itertools import chain

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from store.records import linkage, linkage_keys
from store.records.linkage_keys import ROOM, SETTLED, YOUNG, Found
from store.records.linkage_keys_of_one import introduce_one
from store.vault import migrate
from store.vault.database import Connection

Entry = tuple[int, int]

KEYS = st.integers(1, 6).map(lambda n: n << 57) | st.integers(1, 2**62)
SOME = st.lists(st.tuples(KEYS, st.integers(1, 40)), max_size=60, unique=True)
CROWD = st.tuples(KEYS, st.integers(1, 400)).map(lambda of: [(of[0], record) for record in range(1000, 1000 + of[1])])
STEP = st.tuples(st.sampled_from(["put", "put", "introduce", "one", "drop"]), st.one_of(SOME, CROWD))


@pytest.fixture
def connection() -> Generator[Connection]:
    made = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate.migrate(made, migrate.HUB)
    yield made
    made.close()


def columns(entries: set[Entry]) -> tuple[np.ndarray, np.ndarray]:
    key, record = np.array(sorted(entries), np.int64).reshape(-1, 2).T
    return key, record


def kept(connection: Connection) -> set[Entry]:
    entries: list[Entry] = []
    for segment in (SETTLED, YOUNG):
        bodies = connection.execute(f"select body from {segment} order by first").fetchall()
        some = np.frombuffer(b"".join(body for (body,) in bodies), "<i8, <u4").tolist()
        assert [key for key, _ in some] == sorted(key for key, _ in some)
        entries += some
    apart = connection.execute("select key, record_id from linkage_crowd").fetchall()
    assert len({*entries, *apart}) == len(entries) + len(apart)
    assert all(sum(1 for k, _ in entries if k == key) >= ROOM for key, _ in apart)
    return {*entries, *apart}


@given(steps=st.lists(STEP, max_size=12), hub=st.sampled_from([1, 10**9]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_keys_stand_as_they_were_put(connection: Connection, steps: list[tuple[str, list[Entry]]], hub: int) -> None:
    """In a hub so small that every block is read, and in one so large that only those asked for are."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("delete from source_record")
    connection.execute(
        "insert into source_record (id, feed_id, source_key, version, seen_in, state) values (?, 1, '', 1, 1, 'live')",
        (hub,),
    )
    linkage_keys.begin(connection)
    held: set[Entry] = set()
    for what, entries in steps:
        if what == "drop":
            linkage_keys.drop_keys(connection, *columns(held.intersection(entries)))
            held -= set(entries)
            continue
        if what == "one":
            entries = [(key, 7) for key in sorted({key for key, _ in entries}) if (key, 7) not in held]
            found = introduce_one(connection, [key for key, _ in entries], 7)
            said = [(key, record) for key, records in found for record in records]
            same_as_held(*np.array(said, np.int64).reshape(-1, 2).T, asked={key: ROOM for key, _ in entries}, held=held)
            held.update(entries)
            continue
        new = columns({*entries} - held)
        if what == "put":
            linkage_keys.put_keys(connection, *new)
        else:
            most = np.minimum(new[0] % 200, ROOM - 1)
            said = linkage_keys.introduce(connection, *new, most)
            held_of_few(said, new[0], most, held)
        held.update(entries)
    assert kept(connection) == held
    every = np.array(sorted({key for key, _ in chain(held, *(entries for _, entries in steps))}), np.int64)
    most = np.full(len(every), ROOM - 1)
    held_of_few(linkage_keys.sharing(connection, every, most), every, most, held)


def held_of_few(said: Found, asked: np.ndarray, most: np.ndarray, held: set[Entry]) -> None:
    """Everybody is found under a key, unless it is crowded: then too many are."""
    count = Counter(key for key, _ in held)
    same_as_held(said.key, said.record, asked={}, held=held)
    found = Counter(said.key.tolist())
    for key, enough, crowded in zip(asked.tolist(), most.tolist(), said.crowded.tolist(), strict=True):
        assert count[key] > enough if crowded else found[key] == count[key]


def same_as_held(key: np.ndarray, record: np.ndarray, *, asked: dict[int, int], held: set[Entry]) -> None:
    """Everybody found under a key, or at least as many as were asked for."""
    assert key.tolist() == sorted(key.tolist())
    found = {*zip(key.tolist(), record.tolist(), strict=True)}
    assert len(found) == len(key)
    assert found <= held
    for one, enough in asked.items():
        assert sum(k == one for k, _ in found) >= min(enough, sum(k == one for k, _ in held))


def test_a_large_delivery_fills_many_pages(connection: Connection) -> None:
    linkage_keys.begin(connection)
    key = np.sort(np.random.default_rng(7).integers(1 << 57, 1 << 62, 50_000))
    record = np.arange(50_000)
    for turn in (slice(0, None, 2), slice(1, None, 2)):
        linkage_keys.put_keys(connection, key[turn], record[turn])
    sizes = [size for (size,) in connection.execute("select length(body) from linkage_key")]
    assert max(sizes) <= 330 * 12
    assert sum(sizes) == 50_000 * 12
    found, of, _ = linkage_keys.sharing(connection, key, np.full(len(key), 100))
    assert found.tolist() == key.tolist()
    assert of.tolist() == record.tolist()


def test_a_large_delivery_leaves_room_for_single_records(connection: Connection) -> None:
    """So that each of those need not part the pages that it is put on."""
    linkage_keys.begin(connection)
    key = np.sort(np.random.default_rng(7).integers(1 << 57, 1 << 62, 50_000))
    linkage_keys.put_keys(connection, key, np.arange(50_000), YOUNG)
    (before,) = connection.execute("select count(*) from linkage_young").fetchone()
    for record in range(20):
        introduce_one(connection, (key[record::5_000] + 1).tolist(), 50_000 + record)
    assert connection.execute("select count(*) from linkage_young").fetchone() == (before,)


def test_single_records_fill_many_pages(connection: Connection) -> None:
    """Of few keys too, which a page may not part."""
    linkage_keys.begin(connection)
    dice = np.random.default_rng(7)
    held = set[Entry]()
    for record in range(1, 400):
        common, own = dice.integers(1 << 57, (1 << 57) + 9, 5), dice.integers(1 << 57, 1 << 62, 9)
        keys = sorted({*common.tolist(), *own.tolist()})
        introduce_one(connection, keys, record)
        held.update((key, record) for key in keys)
    sizes = [size for (size,) in connection.execute("select length(body) from linkage_young")]
    assert max(sizes) <= 330 * 12
    assert len(sizes) > 10
    assert kept(connection) == held


def test_young_keys_settle_when_they_are_an_eighth(connection: Connection) -> None:
    linkage_keys.begin(connection)
    key = np.sort(np.random.default_rng(7).integers(1 << 57, 1 << 62, 10_000))
    record, late = np.arange(10_000), np.arange(10_000) % 10 == 0
    linkage_keys.put_keys(connection, key[~late], record[~late])
    linkage_keys.introduce(connection, key[late], record[late], np.ones(1_000, np.int64))
    assert young(connection) == 1_000
    introduce_one(connection, key[:200].tolist(), 20_000)
    assert young(connection) == 1_200
    linkage_keys.introduce(connection, key[:1], record[:1] + 30_000, np.ones(1, np.int64))
    assert young(connection) == 0
    found, of, _ = linkage_keys.sharing(connection, key, np.full(len(key), ROOM - 1))
    assert len(found) == 10_201
    assert set(record.tolist()) <= set(of.tolist())


def young(connection: Connection) -> int:
    return connection.execute("select sum(length(body)) / 12 from linkage_young").fetchone()[0]


@given(st.lists(st.dictionaries(st.integers(1, 100), st.integers(1, 30), min_size=1), min_size=1, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forms_stand_as_they_were_put(connection: Connection, deliveries: list[dict[int, int]]) -> None:
    connection.execute("delete from linkage_form")
    held: dict[int, list[int]] = {}
    for turn, delivery in enumerate(deliveries):
        bodies = {record: [turn, *range(words)] for record, words in sorted(delivery.items())}
        linkage.put_forms(connection, list(bodies), [np.array(body, "<i8").tobytes() for body in bodies.values()])
        held.update(bodies)
    ids, words, starts = linkage.forms(connection, np.arange(1, 120))
    assert ids.tolist() == sorted(held)
    assert [words[at : at + len(held[one])].tolist() for one, at in zip(ids.tolist(), starts, strict=True)] == [
        held[one] for one in ids.tolist()
    ]
