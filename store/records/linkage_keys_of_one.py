"""The candidate keys of a single record, looked up and put down key by key (see `linkage_keys` for many)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from struct import Struct

from store.records.linkage_keys import FULL, ROOM, SETTLED, YOUNG, count_young
from store.vault.database import Connection

_BLOCK = "select first, body from {0} where first = (select max(first) from {0} indexed by {0}_first where first <= ?)"
_ENTRY = Struct("<qI")
_KEY = Struct("<q")


def introduce_one(connection: Connection, keys: Sequence[int], record: int) -> list[tuple[int, list[int]]]:
    """Let a record be found under keys, ascending, under which it was not found yet.

    Returns each key with the records found under it before, `ROOM` at most.
    """
    settled, young = _settled(connection, keys), _put_in(connection, keys, record)
    count_young(connection, len(keys))
    return [(key, (some + more)[:ROOM]) for key, some, more in zip(keys, settled, young, strict=True)]


def _settled(connection: Connection, keys: Sequence[int]) -> Iterator[list[int]]:
    """Who is found under each key among the settled ones."""
    body = b""
    for key in keys:
        if not body or key > _last(body):  # else the block at hand is surely the one that holds it
            _, body = connection.execute(_BLOCK.format(SETTLED), (key,)).fetchone()
        at, end = _place(body, key)
        yield _records(body, at, end)


def _put_in(connection: Connection, keys: Sequence[int], record: int) -> Iterator[list[int]]:
    """Who is found under each key among the young ones, the record being put there on the way."""
    first, body, changed = 0, b"", False
    for key in keys:
        if not body or key > _last(body):
            if changed:
                _put(connection, first, body)
            first, body = connection.execute(_BLOCK.format(YOUNG), (key,)).fetchone()
            changed = False
        at, end = _place(body, key)
        yield _records(body, at, end)
        if end - at >= ROOM * _ENTRY.size:
            connection.execute("insert into linkage_crowd values (?, ?)", (key, record))
            continue
        body = b"".join((body[:end], _ENTRY.pack(key, record), body[end:]))
        changed = True
    if changed:
        _put(connection, first, body)


def _records(body: bytes, at: int, end: int) -> list[int]:
    return [of for _, of in _ENTRY.iter_unpack(body[at:end])]


def _last(body: bytes) -> int:
    return _KEY.unpack_from(body, len(body) - _ENTRY.size)[0]


def _place(body: bytes, key: int) -> tuple[int, int]:
    """Where in a block the entries of a key begin and end."""
    words = memoryview(body).cast("I")  # of an entry the lower and the upper half of its key, and its record
    upper, half = words[1::3], key >> 32
    at, end = bisect_left(upper, half), bisect_right(upper, half)
    if at < end:
        lower, half = words[::3], key & 0xFFFFFFFF
        at, end = bisect_left(lower, half, at, end), bisect_right(lower, half, at, end)
    return at * _ENTRY.size, end * _ENTRY.size


def _put(connection: Connection, first: int, body: bytes) -> None:
    if len(body) > FULL * _ENTRY.size:
        key, half = _halfway(body)
        connection.execute(f"insert into {YOUNG} values (?, ?)", (key, body[half:]))  # noqa: S608
        body = body[:half]
    connection.execute(f"update {YOUNG} set body = ? where first = ?", (body, first))  # noqa: S608


def _halfway(body: bytes) -> tuple[int, int]:
    """The key nearest the middle of a block at whose entries it may be parted, and where they begin."""
    (middle,) = _KEY.unpack_from(body, len(body) // _ENTRY.size // 2 * _ENTRY.size)
    inner = (place for place in _place(body, middle) if 0 < place < len(body))
    half = min(inner, key=lambda place: abs(2 * place - len(body)))
    return _KEY.unpack_from(body, half)[0], half
