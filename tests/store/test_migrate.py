"""The schema: applied in order, in one transaction, by one of several programs."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from store.vault import migrate
from store.vault.database import connect
from store.vault.files import make_private
from store.vault.keys import DatabaseKey
from store.vault.migrate import NewerHub

KEY = DatabaseKey(bytes(32))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def connection(tmp_path):
    make_private(tmp_path / "x.db")
    connection = connect(tmp_path / "x.db", KEY)
    yield connection
    connection.close()


@pytest.fixture
def schema(tmp_path):
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "0001_a.sql").write_text(
        "-- one; comment\ncreate table a (x text) strict;\n"
        "create trigger t before delete on a begin select raise(abort, 'no; never'); end;\n"
    )
    (folder / "0002_b.sql").write_text("create table b (x text) strict; insert into b values ('a;b');\n-- end\n")
    (folder / "notes.txt").write_text("not SQL")
    return folder


def tables(connection):
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]


def test_files_are_applied_in_order_once(connection, schema):
    assert migrate.migrate(connection, schema) == 2
    assert migrate.migrate(connection, schema) == 2
    assert tables(connection) == ["a", "b", "t"]
    assert connection.execute("SELECT x FROM b").fetchall() == [("a;b",)]
    (schema / "0003_c.sql").write_text("create table c (x text) strict;")
    assert migrate.migrate(connection, schema) == 3
    assert tables(connection) == ["a", "b", "c", "t"]


def test_a_file_that_fails_applies_nothing(connection, schema):
    (schema / "0003_c.sql").write_text("create table c (x text) strict;\ncreate table a (x text) strict;")
    with pytest.raises(sqlcipher.OperationalError):
        migrate.migrate(connection, schema)
    assert tables(connection) == []
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_shield_that_two_had_lifted_stays_lifted_and_one_asked_for_stands(connection, tmp_path):
    before = tmp_path / "before"
    before.mkdir()
    for file in migrate.HUB.iterdir():
        if file.name < "0018":
            (before / file.name).write_text(file.read_text(encoding="utf-8"))
    migrate.migrate(connection, before)
    connection.execute("PRAGMA foreign_keys = OFF")  # who and when do not matter here
    for shield in (1, 2):
        connection.execute("insert into shield values (?, 3, 'threats', 'J Bell', 0, 1)", (shield,))
        connection.execute("insert into shield_review values (?, '2026-12-01', 1, 1)", (shield,))
        connection.execute("insert into shield_lift values (?, 1, 'safe', 2)", (shield,))
    connection.execute("insert into shield_review values (1, '2027-01-01', 2, 3)")  # between the two, as was possible
    connection.execute("insert into shield_lift values (1, 2, 'safe', 4)")
    migrate.migrate(connection, migrate.HUB)
    assert connection.execute("select id from standing_shield").fetchall() == [(2,)]
    assert connection.execute("select account_id from standing_lift where shield = 2").fetchall() == [(1,)]


def test_a_newer_database_is_left_alone(connection, schema):
    migrate.migrate(connection, schema)
    connection.execute("PRAGMA user_version = 3")
    with pytest.raises(NewerHub):
        migrate.migrate(connection, schema)


@pytest.mark.parametrize("schema_of", [migrate.HUB, migrate.AUDIT])
def test_every_table_of_the_real_schema_is_strict(connection, schema_of):
    migrate.migrate(connection, schema_of)
    kinds = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    loose = [name for name, strict in kinds if not strict and not name.startswith("sqlite_")]
    assert loose == []


def test_file_numbers_have_no_gap_and_no_twin():
    for folder in (migrate.HUB, migrate.AUDIT):
        numbers = sorted(int(file.name[:4]) for file in folder.iterdir() if file.name.endswith(".sql"))
        assert numbers == list(range(1, len(numbers) + 1))


def test_an_installed_wheel_has_the_schema_and_the_words(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for package in ("fctui", "store", "matching", "importers", "screens"):
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"store/vault/schema/{file.name}" for file in migrate.HUB.iterdir() if file.name.endswith(".sql")}
    wanted |= {f"store/vault/schema/audit/{file.name}" for file in migrate.AUDIT.iterdir()}
    assert wanted | {"store/vault/words.txt", "store/vault/guessed.txt"} <= held
