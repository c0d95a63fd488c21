"""An encrypted database file and the pool that lends its connections.

Order and choice of pragmas: STORE.md §9. Facts that shaped this module: a raw key of any other length is
silently taken for a passphrase; a wrong key shows at the first read only; a connection that met a damaged
page stays poisoned; a read that turns into a write fails at once, so writers say BEGIN IMMEDIATE.
"""

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from store.errors import Busy, DamagedDatabase, DiskFull, DiskTrouble, Locked, NotCertain, Told
from store.vault.authorizer import authorize
from store.vault.keys import KEY_BYTES, DatabaseKey

__all__ = ["Connection", "Pool", "connect", "plainly"]

MOST_READERS = 8  # each may grow a page cache of 64 MB
LARGE, LARGE_CACHE_MB = 3 << 30, 24  # bytes; of so large a file 64 MB would hold little more
FIRST_WAIT_S, LONGER, LONGEST_WAIT_S, WAITS = 0.0001, 1.125, 0.025, 240  # 5 seconds together
INTERRUPT_EVERY_S = 0.05

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # INSERT OR REPLACE must meet the triggers that guard the ledger
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "journal_size_limit = 67108864",
)


def _wait(waits: int) -> bool:
    """Wait a little for another program's lock; return whether to try again.

    SQLite's own waits, of 1, 2, 5, 10 ms and so on, are long beside the half millisecond for which a search's audit row
    keeps the lock; these grow with what has been waited.
    """
    sleep(min(FIRST_WAIT_S * LONGER**waits, LONGEST_WAIT_S))
    return waits < WAITS


def connect(path: Path, key: DatabaseKey, *, cache_mb: int = 64) -> Connection:
    """Open `path` with `key`, pragmas set, no authorizer yet: for migrations and checks.

    Raises:
        sqlcipher3.dbapi2.DatabaseError: the file is missing, damaged, or has another key.
    """
    secret = key.raw.hex()
    assert len(secret) == 2 * KEY_BYTES, "SQLCipher would take a key of another length for a passphrase"
    connection = sqlcipher.connect(
        f"file:{quote(path.as_posix())}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.set_busy_handler(_wait)
        connection.execute("PRAGMA cipher_log_level = NONE")  # first: it would write over the screen
        connection.execute(f"PRAGMA key = \"x'{secret}'\"")
        # Before the first page. cipher_kdf_algorithm stays: a raw key is not stretched by it, but the marks' key is.
        connection.execute(f"PRAGMA cipher_hmac_algorithm = {key.page_mark}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA cache_size = -{cache_mb * 1024}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


_TOLD: dict[int, type[Told]] = {
    sqlcipher.SQLITE_CORRUPT: DamagedDatabase,
    sqlcipher.SQLITE_NOTADB: DamagedDatabase,
    sqlcipher.SQLITE_BUSY: Busy,
    sqlcipher.SQLITE_FULL: DiskFull,
    sqlcipher.SQLITE_IOERR: DiskTrouble,
}


def plainly(trouble: sqlcipher.Error) -> Told | None:
    """Return what to tell a person about `trouble`, or None if it is a fault of the program."""
    told = _TOLD.get(getattr(trouble, "sqlite_errorcode", 0) & 0xFF)
    return told() if told else None


def _commit(connection: Connection) -> None:
    """Whether a commit whose frames are written but not brought to the disk is found again is the disk's affair."""
    try:
        connection.execute("COMMIT")
    except sqlcipher.OperationalError as trouble:
        if isinstance(plainly(trouble), DiskTrouble):
            raise NotCertain from trouble
        raise


_flush = getattr(os, "fdatasync", os.fsync)  # neither Windows nor macOS has the cheaper one


class Pool:
    """Lends connections to one database, each to one thread at a time.

    Readers are query-only and see one moment for as long as they are lent; the one returned last is lent
    first, since its page cache is warm. There is one writer, behind a lock.

    many_writers: a change waits for the disk only after the next program may write, so that those of several programs
    are brought there together; it is there before `writing` returns all the same.
    """

    def __init__(self, path: Path, key: DatabaseKey, *, cache_mb: int = 64, many_writers: bool = False) -> None:
        self.path = path
        self._key = key
        self._cache_mb = cache_mb
        self._many_writers = many_writers
        self._idle: list[Connection] = []
        self._idle_writer: Connection | None = None
        self._writing = threading.Lock()
        self._writing_thread = 0
        self._lent: dict[Connection, int] = {}
        self._changed = threading.Condition()
        self._closed = False

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Lend a query-only connection inside one read transaction.

        Raises:
            Locked: the pool is closed, or was closed while the connection was lent.
            DamagedDatabase: a page failed its check.
        """
        with self._lending(writer=False) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Lend the writer inside BEGIN IMMEDIATE; commit on normal exit, roll back on any exception.

        Raises:
            Locked: the pool is closed.
            Busy: another process held the write lock for too long.
            DiskFull: no room; everything was rolled back.
            NotCertain: the disk failed in the middle of the commit, and a later start may still find it.
            DamagedDatabase: a page failed its check.
        """
        me = threading.get_ident()
        assert self._writing_thread != me, "one change inside another would wait for itself"
        with self._writing, self._lending(writer=True) as connection:
            self._writing_thread = me
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                _commit(connection)
            finally:
                self._writing_thread = 0
        if self._many_writers:
            self.settle()

    def settle(self) -> None:
        """Bring to the disk what any program has committed.

        Raises:
            NotCertain: it may not be there.
        """
        try:
            log = os.open(f"{self.path}-wal", os.O_RDWR)  # Windows flushes only what may be written
        except FileNotFoundError:  # whoever was the last to close the database has brought all of it there
            return
        try:
            _flush(log)
        except OSError as trouble:
            raise NotCertain from trouble
        finally:
            os.close(log)

    def close(self) -> None:
        """Interrupt what runs, wait for what is lent, close all, forget the key. Safe to call twice."""
        with self._changed:
            assert threading.get_ident() not in self._lent.values(), "a borrower cannot close the pool"
            self._closed = True
            while self._lent:
                for connection in self._lent:
                    connection.interrupt()
                self._changed.wait(INTERRUPT_EVERY_S)  # a borrower may have begun another statement since
            for connection in self._idle:
                connection.close()
            self._idle.clear()
            if self._idle_writer is not None:
                self._idle_writer.close()
                self._idle_writer = None
            self._key = DatabaseKey(b"")

    @contextmanager
    def _lending(self, *, writer: bool) -> Generator[Connection]:
        connection = self._take(writer=writer)
        poisoned = False
        try:
            yield connection
        except sqlcipher.Error as trouble:
            told = Locked() if self._closed else plainly(trouble)
            poisoned = isinstance(told, DamagedDatabase | DiskTrouble)
            if told is None:
                raise
            raise told from trouble
        except NotCertain:
            poisoned = True
            raise
        finally:
            if connection.in_transaction and not poisoned:
                try:
                    connection.execute("ROLLBACK")
                except sqlcipher.Error:  # `close` interrupts this too while an outer cursor is still open
                    poisoned = True
            self._give_back(connection, writer=writer, poisoned=poisoned)

    def _take(self, *, writer: bool) -> Connection:
        with self._changed:
            while not writer and len(self._lent) >= MOST_READERS and not self._closed:
                self._changed.wait()
            if self._closed:
                raise Locked
            connection = self._idle_writer if writer else self._idle.pop() if self._idle else None
            if connection is None:
                connection = self._open(query_only=not writer)
            self._lent[connection] = threading.get_ident()
            return connection

    def _give_back(self, connection: Connection, *, writer: bool, poisoned: bool) -> None:
        with self._changed:
            del self._lent[connection]
            if poisoned:
                connection.close()
            if writer:
                self._idle_writer = None if poisoned else connection
            elif not poisoned:
                self._idle.append(connection)
            self._changed.notify_all()

    def _open(self, *, query_only: bool) -> Connection:
        try:
            large = query_only and self.path.stat().st_size > LARGE
            connection = connect(self.path, self._key, cache_mb=LARGE_CACHE_MB if large else self._cache_mb)
        except sqlcipher.Error as trouble:
            raise plainly(trouble) or DiskTrouble() from trouble
        except OSError as trouble:  # the file has gone
            raise DiskTrouble from trouble
        if query_only:
            connection.execute("PRAGMA query_only = ON")
        if self._many_writers:
            connection.execute("PRAGMA synchronous = NORMAL")  # a checkpoint waits for the disk, a commit in `settle`
        connection.set_authorizer(authorize)
        return connection
