"""Leads in sorted runs: a value leads where it was put, in whatever turns leads were put and dropped."""

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from store.records import lead_keeping, lead_runs
from store.records.columns import RecordColumns
from store.records.rows import Address, RecordRow
from store.vault import migrate
from store.vault.database import Connection

Lead = tuple[str, int]

# Values of which one begins as the other does, with the letters that bound a lead, and those that JSON escapes.
VALUES = st.text(st.sampled_from('A|}~ 1é"\\\N{NO-BREAK SPACE}'), max_size=3)
STEP = st.tuples(st.sampled_from(["put", "put", "put", "drop"]), st.lists(st.tuples(VALUES, st.integers(1, 99))))


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Generator[Connection]:
    monkeypatch.setattr(lead_runs, "_STRETCH", 2)  # blocks: runs are put together in several turns
    made = sqlcipher.connect(":memory:", isolation_level=None)
    migrate.migrate(made, migrate.HUB)
    yield made
    made.close()


def written(some: list[Lead]) -> list[str]:
    return list(dict.fromkeys(f"{value}|{record}" for value, record in some))


def led_to(connection: Connection, value: str, *, beginning: bool) -> set[Lead]:
    between = lead_runs.between(":kind", ":low", ":high")
    low, high = lead_runs.bounds(value, beginning)
    rows = connection.execute(
        f"select n.value, {lead_runs.RECORD} from {between}",
        {"kind": "NHS", "low": low, "high": high},
    )
    return {(led.removesuffix(f"|{record}"), record) for led, record in rows}


@given(steps=st.lists(STEP, max_size=30), value=VALUES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_leads_where_it_was_put(
    connection: Connection, steps: list[tuple[str, list[Lead]]], value: str
) -> None:
    connection.execute("delete from lead_block")
    connection.execute("delete from lead_run")
    stand: set[Lead] = set()
    for what, some in steps:
        if what == "put":
            lead_runs.put(connection, "NHS", written(some))
            stand.update(some)
        else:
            lead_runs.drop(connection, "NHS", written(some))
            stand.difference_update(some)
    assert led_to(connection, "", beginning=True) == stand
    begins = {(held, record) for held, record in stand if f"{held}|{record}".startswith(value)}
    assert led_to(connection, value, beginning=True) == begins
    just = {one for one in stand if one[0] == value}
    assert just <= led_to(connection, value, beginning=False) <= begins
    assert set(connection.execute("select value, record_id from lead where kind = 'NHS'")) == stand
    firsts = [first for (first,) in connection.execute("select first from lead_block")]
    assert {*firsts} <= {*written(sorted(stand))}  # nothing of what was dropped


def test_runs_of_about_one_size_are_put_together(connection: Connection) -> None:
    for at in range(100):
        lead_runs.put(connection, "NHS", [f"{at % 7}|{record}" for record in range(at, at + 99)])
        ((runs,),) = connection.execute("select count(*) from lead_run")
        assert runs < 16
    led = {(f"{at % 7}", record) for at in range(100) for record in range(at, at + 99)}
    assert led_to(connection, "", beginning=True) == led
    ((least,),) = connection.execute("select max(size) from lead_run")
    assert len(led) >= least > len(led) // 2


def test_one_value_of_very_many_is_found_whole_and_dropped_whole(connection: Connection) -> None:
    """A street of a thousand: blocks in a row that hold nothing else."""
    street = [f"HIGH STREET|{record}" for record in range(1000)]
    lead_runs.put(connection, "NHS", [*street, "HIGH STREET NORTH|7", "HIGH|7"])
    assert len(led_to(connection, "HIGH STREET", beginning=False)) == 1000
    lead_runs.drop(connection, "NHS", street)
    assert led_to(connection, "", beginning=True) == {("HIGH STREET NORTH", 7), ("HIGH", 7)}
    assert "HIGH STREET|" not in str(connection.execute("select * from lead_block").fetchall())


def test_a_record_that_says_a_street_forty_times_is_led_to_once(connection: Connection) -> None:
    homes = tuple(Address("former", "", f"{house}", "HIGH STREET", "", "", "none") for house in range(40))
    gathering = lead_keeping.Gathering(connection)
    records = range(1, 50)
    gathering.add(records, RecordColumns.of([RecordRow(record, f"{record}", addresses=homes) for record in records]))
    gathering.finish()
    assert connection.execute("select size from lead_run where kind = 'street'").fetchall() == [(49,)]
    led = connection.execute("select record_id from lead where kind = 'street' and value = 'HIGH STREET'")
    assert sorted(record for (record,) in led) == list(records)
