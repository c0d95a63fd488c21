"""What a change wrote is found by its event: the ledger's row, written last, costs no walk through the hub."""

import pytest

from store.vault import migrate
from store.vault.database import connect
from store.vault.files import make_private
from store.vault.keys import DatabaseKey

KEY = DatabaseKey(bytes(32))
GROWING = {  # tables with rows for each record, pair, delivery or decision
    "link",
    "review_case",
    "decision",
    "decision_withdrawal",
    "delivery",
    "latch_before",
    "agency_merge",
    "quarantine_closed",
}


@pytest.fixture
def connection(tmp_path):
    make_private(tmp_path / "hub.db")
    connection = connect(tmp_path / "hub.db", KEY)
    migrate.migrate(connection, migrate.HUB)
    yield connection
    connection.close()


def of_the_ledger(connection):
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        for _, _, parent, column, *_ in connection.execute(f"pragma foreign_key_list({table})").fetchall():
            if parent == "ledger":
                yield table, column


def test_rows_of_a_change_are_found_by_an_index(connection):
    """SQLite looks for a new ledger row's children in every table that refers to it."""
    found = [(table, column) for table, column in of_the_ledger(connection) if table in GROWING]
    assert {table for table, _ in found} == GROWING
    for table, column in found:
        plan = connection.execute(f"explain query plan select 1 from {table} where {column} = 1").fetchall()
        assert plan[0][3].startswith("SEARCH"), (table, column)
