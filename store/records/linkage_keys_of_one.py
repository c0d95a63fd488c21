"""The candidate keys of a single record, looked up and put down key by key (see `linkage_keys` for many)."""

from bisect import bisect_left
from collections.abc import Sequence
from struct import Struct

import numpy as np

from store.records.linkage_keys import FULL, ROOM, put_keys
from store.vault.database import Connection

_BLOCK = "select first, body from linkage_key where first <= ? order by first desc limit 1"
_ENTRY = Struct("<qI")
_KEY = Struct("<q")


def introduce_one(connection: Connection, keys: Sequence[int], record: int) -> list[tuple[int, list[int]]]:
    """Let a record be found under keys, ascending, under which it was not found yet.

    Returns each key with the records found under it before, as many as have room in its block.
    """
    found: list[tuple[int, list[int]]] = []
    first, body, changed = 0, b"", False
    for key in keys:
        if not changed or key > _last(body):  # else the block at hand is surely the one that holds it
            if changed:
                _put(connection, first, body)
            first, body = connection.execute(_BLOCK, (key,)).fetchone()
            changed = False
        at, end = _place(body, key)
        found.append((key, [of for _, of in _ENTRY.iter_unpack(body[at:end])]))
        if end - at >= ROOM * _ENTRY.size:
            connection.execute("insert into linkage_crowd values (?, ?)", (key, record))
            continue
        body = b"".join((body[:end], _ENTRY.pack(key, record), body[end:]))
        changed = True
    if changed:
        _put(connection, first, body)
    return found


def _last(body: bytes) -> int:
    return _KEY.unpack_from(body, len(body) - _ENTRY.size)[0]


def _place(body: bytes, key: int) -> tuple[int, int]:
    """Where in a block the entries of a key begin and end."""
    size = _ENTRY.size

    def key_at(entry: int) -> int:
        return _KEY.unpack_from(body, entry * size)[0]

    at = end = bisect_left(range(len(body) // size), key, key=key_at) * size
    said = _KEY.pack(key)
    while body.startswith(said, end):
        end += size
    return at, end


def _put(connection: Connection, first: int, body: bytes) -> None:
    if len(body) <= FULL * _ENTRY.size:
        connection.execute("update linkage_key set body = ? where first = ?", (body, first))
        return
    connection.execute("update linkage_key set body = x'' where first = ?", (first,))
    key, record = zip(*_ENTRY.iter_unpack(body), strict=True)
    put_keys(connection, np.array(key, np.int64), np.array(record, np.int64))
