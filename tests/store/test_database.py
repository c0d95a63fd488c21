"""The encrypted file and its pool: who gets a connection, what SQL may not do, what damage looks like."""

import threading

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from store.errors import Busy, DamagedDatabase, Locked, NotCertain
from store.vault import database
from store.vault.authorizer import authorize
from store.vault.database import Pool, connect
from store.vault.files import make_private
from store.vault.keys import DatabaseKey

KEY = DatabaseKey(bytes(range(32)))
FOREVER = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "some ? #1.db"
    make_private(path)
    connection = connect(path, KEY)
    connection.execute("CREATE TABLE note (id integer primary key, body text not null) STRICT")
    connection.execute("CREATE TABLE ledger (seq integer primary key) STRICT")
    connection.execute("CREATE TABLE audit (seq integer primary key) STRICT")
    connection.execute("CREATE TRIGGER guard BEFORE DELETE ON audit BEGIN SELECT raise(abort, 'no'); END")
    connection.close()
    return path


@pytest.fixture
def pool(path):
    pool = Pool(path, KEY)
    yield pool
    pool.close()


def write_and_fail(pool):
    with pool.writing() as connection:
        connection.execute("INSERT INTO note (body) VALUES ('x')")
        raise ZeroDivisionError


def write(pool, body="x"):
    with pool.writing() as connection:
        connection.execute("INSERT INTO note (body) VALUES (?)", (body,))


def count(pool):
    with pool.reading() as connection:
        return connection.execute("SELECT count(*) FROM note").fetchone()[0]


def test_a_key_of_another_length_never_reaches_sqlcipher(path):
    for key in (b"", KEY.raw[:31], KEY.raw + b"x"):
        with pytest.raises(AssertionError):
            connect(path, DatabaseKey(key))


def test_another_key_does_not_open(path):
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        connect(path, DatabaseKey(KEY.raw[::-1]))


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(sqlcipher.OperationalError):
        connect(tmp_path / "none.db", KEY)
    assert not list(tmp_path.iterdir())


def test_pragmas_are_as_the_specification_orders(pool):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cache_size": -65536,
    }
    with pool.writing() as writer, pool.reading() as reader:
        for connection in (writer, reader):
            assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_of_many_writers_none_waits_for_the_disk_of_another(path, pool, monkeypatch):
    """While one change is brought to the disk another program can write; none returns before it is there."""
    shared = Pool(path, KEY, many_writers=True)
    steps = []

    def brought(log):
        steps.append(f"{count(pool)} there")
        if len(steps) == 1:
            write(pool, "another program's")
        to_the_disk(log)

    to_the_disk = database._flush
    monkeypatch.setattr(database, "_flush", brought)
    write(shared)
    steps.append("returned")
    write(shared)
    steps.append("returned")
    assert steps == ["1 there", "returned", "3 there", "returned"]
    shared.close()


def test_a_change_that_may_not_be_on_the_disk_is_told_of(path, monkeypatch):
    shared = Pool(path, KEY, many_writers=True)

    def fails(_log):
        raise OSError

    monkeypatch.setattr(database, "_flush", fails)
    with pytest.raises(NotCertain, match="may be saved or not"):
        write(shared)
    shared.close()


def test_a_log_that_is_gone_has_been_brought_over(path):
    """Whoever is the last to close the database leaves nothing to bring to the disk."""
    shared = Pool(path, KEY, many_writers=True)
    write(shared)
    shared.close()
    shared.settle()


def test_an_exception_rolls_back(pool):
    with pytest.raises(ZeroDivisionError):
        write_and_fail(pool)
    assert count(pool) == 0
    write(pool)
    assert count(pool) == 1


def test_a_reading_sees_one_moment(pool):
    with pool.reading() as connection:
        first = connection.execute("SELECT count(*) FROM note").fetchone()
        write(pool)
        assert connection.execute("SELECT count(*) FROM note").fetchone() == first
    assert count(pool) == 1


def test_readers_cannot_write(pool):
    with pool.reading() as connection, pytest.raises(sqlcipher.OperationalError, match="readonly"):
        connection.execute("INSERT INTO note (body) VALUES ('x')")


def test_the_warm_reader_is_lent_again(pool):
    with pool.reading() as first:
        pass
    with pool.reading() as again, pool.reading() as other:
        assert again is first
        assert other is not first


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'other.db' AS other KEY ''",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "VACUUM INTO 'copy.db'",
        "DROP TRIGGER guard",
        "DELETE FROM audit",
        "UPDATE audit SET seq = 2",
        "DELETE FROM ledger",
        "UPDATE ledger SET seq = 2",
        "DROP TABLE ledger",
        "ALTER TABLE ledger RENAME TO gone",
        "ALTER TABLE audit ADD COLUMN x",
        "PRAGMA rekey = \"x'00'\"",
        "PRAGMA key = \"x'00'\"",
        "PRAGMA temp_store = FILE",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "SELECT sqlcipher_export('other')",
    ],
)
def test_what_no_connection_may_do(path, statement):
    connection = connect(path, KEY)
    connection.set_authorizer(authorize)
    with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|prohibited|denied"):
        connection.execute(statement)
    connection.close()


def test_every_lent_connection_has_the_authorizer(pool):
    for lend in (pool.reading, pool.writing):
        with pytest.raises(sqlcipher.DatabaseError, match="not authorized"), lend() as connection:
            connection.execute("DELETE FROM audit")


def test_replacing_a_row_meets_the_guard(pool):
    with pool.writing() as connection:
        connection.execute("INSERT INTO audit VALUES (1)")
    with pytest.raises(sqlcipher.IntegrityError), pool.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO audit VALUES (1)")


def test_ordinary_work_is_allowed(pool):
    with pool.writing() as connection:
        connection.execute("CREATE INDEX by_body ON note (body)")
        connection.execute("DROP INDEX by_body")
        connection.execute("CREATE TEMP TABLE t (x)")
        connection.execute("DROP TABLE t")
        connection.execute("PRAGMA table_info(note)")
        connection.execute("DELETE FROM note")


def test_a_damaged_page_is_told_and_its_connection_not_lent_again(path, pool):
    for _ in range(200):
        write(pool, "y" * 500)
    pool.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    again = Pool(path, KEY)
    lent = []

    def read():
        with again.reading() as connection:
            lent.append(connection)
            connection.execute("SELECT sum(length(body)) FROM note").fetchone()

    for _ in range(2):
        with pytest.raises(DamagedDatabase):
            read()
    assert lent[0] is not lent[1]
    again.close()


def test_a_writer_in_another_program_is_told_as_busy(path, pool, monkeypatch):
    monkeypatch.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "busy_timeout = 0"))
    other = connect(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        write(pool)
    other.execute("ROLLBACK")
    other.close()
    write(pool)


def test_a_change_waits_for_another_programs_no_longer_than_it_takes(path, pool, monkeypatch):
    waited = []

    def sleeps(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            other.execute("ROLLBACK")

    monkeypatch.setattr(database, "sleep", sleeps)
    other = connect(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    write(pool)
    assert len(waited) == 3
    assert sum(waited) < 0.0005
    other.close()


def test_after_five_seconds_of_waiting_it_is_told_as_busy(path, pool, monkeypatch):
    waited = []
    monkeypatch.setattr(database, "sleep", waited.append)
    other = connect(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        write(pool)
    assert 5 <= sum(waited) < 5.1
    other.close()


def test_writers_of_one_program_wait_for_one_another(pool):
    def write_ten():
        for _ in range(10):
            write(pool)

    threads = [threading.Thread(target=write_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(pool) == 40


def test_a_write_inside_a_write_fails_rather_than_waits_for_itself(pool):
    with pytest.raises(AssertionError), pool.writing(), pool.writing():
        pass
    write(pool)
    assert count(pool) == 1


def test_many_threads_share_a_bounded_number_of_readers(pool):
    seen, errors = set(), []

    def read():
        try:
            for _ in range(20):
                with pool.reading() as connection:
                    seen.add(connection)
                    connection.execute("SELECT count(*) FROM note").fetchone()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert 1 <= len(seen) <= database.MOST_READERS


def test_closing_interrupts_what_runs_and_waits_for_it(pool):
    running, told = threading.Event(), []

    def count_forever():
        try:
            with pool.reading() as connection:
                running.set()
                connection.execute(FOREVER).fetchone()
        except Locked as error:
            told.append(error)

    thread = threading.Thread(target=count_forever)
    thread.start()
    running.wait()
    pool.close()
    thread.join()
    assert told
    with pytest.raises(Locked), pool.reading():
        pass
    with pytest.raises(Locked), pool.writing():
        pass
    assert not pool._key.raw


def test_closing_interrupts_a_borrower_with_two_open_cursors(pool):
    """The outer cursor keeps the interruption alive, so that even the roll-back is interrupted."""
    running, told = threading.Event(), []

    def count_forever():
        try:
            with pool.reading() as connection:
                outer = connection.execute(
                    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT * FROM n"
                )
                next(outer)
                running.set()
                connection.execute(FOREVER).fetchone()
        except Locked as error:
            told.append(error)

    threading.Thread(target=count_forever, daemon=True).start()
    running.wait()
    closing = threading.Thread(target=pool.close, daemon=True)
    closing.start()
    closing.join(20)
    assert told
    assert not closing.is_alive()


def test_a_borrower_cannot_close_the_pool_under_itself(pool):
    with pool.reading(), pytest.raises(AssertionError):
        pool.close()


def test_nothing_is_on_the_disk_in_the_clear(path, pool):
    write(pool, "Amelia Needle")
    with pool.reading():
        files = [file for file in path.parent.iterdir() if file.is_file()]
        assert len(files) == 3
        assert not [file for file in files if b"Needle" in file.read_bytes()]


def test_every_file_is_private_whatever_the_umask(path, pool):
    write(pool)
    with pool.reading():
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
