"""Who is found under which candidate key: entries in order of keys, packed into blocks of a page of the database each.

Reading and rewriting whole blocks costs a fraction of what a row for each entry does. Of a key that very many records
have, a block holds `ROOM`; the others stand apart, since nobody is compared because of such a key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps

import numpy as np
from numpy.typing import NDArray

from store.vault.database import Connection

Ints = NDArray[np.int64]

ROOM = 128
"""Records of one key in its block: more than any rule compares."""
_ENTRY = np.dtype([("key", "<i8"), ("record", "<u4")])
FULL = 330
"""Entries that fit a page of 4096 bytes with its seal and the row's own header."""
_STRETCH = 2_048  # blocks, or keys, looked at together
_DENSE = 16  # records of the hub to a key looked for, up to which it is quicker to read all blocks in order

_IN_ORDER = "select first, body from linkage_key where first >= ? order by first limit ?"
_HOLDING = (
    "select first, body from linkage_key where first in"
    " (select (select max(first) from linkage_key where first <= j.value) from json_each(?) j) order by first"
)


@dataclass(frozen=True)
class _Stretch:
    """Some blocks: the least key each may hold; the entries (block, key, record); which of the keys asked for."""

    firsts: Ints
    block: Ints
    key: Ints
    record: Ints
    asked: slice


def begin(connection: Connection) -> None:
    """Forget every key."""
    connection.execute("delete from linkage_key")
    connection.execute("delete from linkage_crowd")
    connection.execute("insert into linkage_key values (0, x'')")


def sharing(connection: Connection, key: Ints, most: int) -> tuple[Ints, Ints]:
    """Who is found under these keys: (key, record), of each key `most` (≤ ROOM) at most. All in order of keys."""
    return _together([_found(held, key, most) for held in _stretches(connection, key)])


def introduce(connection: Connection, key: Ints, record: Ints, most: int) -> tuple[Ints, Ints]:
    """Let records be found under keys under which they were not found yet, both in order of keys.

    Returns who was found under them before, as `sharing` does: each block is read once.
    """
    found: list[tuple[Ints, Ints]] = []
    for held in _stretches(connection, key):
        found.append(_found(held, key, most))
        _put(connection, held, key[held.asked], record[held.asked])
    return _together(found)


def put_keys(connection: Connection, key: Ints, record: Ints) -> None:
    """Let records be found under keys under which they were not found yet; both in order of keys."""
    for held in _stretches(connection, key):
        _put(connection, held, key[held.asked], record[held.asked])


def _found(held: _Stretch, key: Ints, most: int) -> tuple[Ints, Ints]:
    assert most <= ROOM, "the rest stands apart"
    wanted = key[held.asked]
    wanted = wanted[np.append(True, wanted[1:] != wanted[:-1])]
    low = np.searchsorted(held.key, wanted)
    width = np.minimum(np.searchsorted(held.key, wanted, "right") - low, most)
    return np.repeat(wanted, width), held.record[_runs(low, width)]


def _together(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    none = np.zeros(0, np.int64)
    return np.concatenate([none, *(k for k, _ in found)]), np.concatenate([none, *(r for _, r in found)])


def _put(connection: Connection, held: _Stretch, new: Ints, of: Ints) -> None:
    at = np.searchsorted(held.key, new, "right")
    rank = at - np.searchsorted(held.key, new) + np.arange(len(new)) - np.searchsorted(new, new)
    apart = rank >= ROOM
    if apart.any():
        _crowd(connection, "insert into linkage_crowd values (?, ?)", new[apart], of[apart])
        new, of, at = new[~apart], of[~apart], at[~apart]
    block = np.searchsorted(held.firsts, new, "right") - 1
    merged = (np.insert(old, at, more) for old, more in ((held.block, block), (held.key, new), (held.record, of)))
    _rewrite(connection, held.firsts, *merged, touched=block)


def drop_keys(connection: Connection, key: Ints, record: Ints) -> None:
    """Let records not be found under these keys any more; both in order of keys."""
    freed: list[int] = []
    for held in _stretches(connection, key):
        gone, of = key[held.asked], record[held.asked]
        low = np.searchsorted(held.key, gone)
        width = np.searchsorted(held.key, gone, "right") - low
        asked, at = np.repeat(np.arange(len(gone)), width), _runs(low, width)
        same = held.record[at] == of[asked]
        here = np.zeros(len(gone), np.bool_)
        here[asked[same]] = True
        _crowd(connection, "delete from linkage_crowd where key = ? and record_id = ?", gone[~here], of[~here])
        freed += gone[here & (width == ROOM)].tolist()
        stays = np.ones(len(held.key), np.bool_)
        stays[at[same]] = False
        left = (column[stays] for column in (held.block, held.key, held.record))
        _rewrite(connection, held.firsts, *left, touched=held.block[~stays])
    for one in freed:
        _move_up(connection, one)


def _move_up(connection: Connection, key: int) -> None:
    """Give a place that became free in a block to one record of the crowd."""
    row = connection.execute("select key, record_id from linkage_crowd where key = ? limit 1", (key,)).fetchone()
    if row:
        connection.execute("delete from linkage_crowd where key = ? and record_id = ?", row)
        put_keys(connection, *np.array([row], np.int64).T)


def _crowd(connection: Connection, statement: str, key: Ints, record: Ints) -> None:
    connection.executemany(statement, zip(key.tolist(), record.tolist(), strict=True))


def _stretches(connection: Connection, key: Ints) -> Iterator[_Stretch]:
    """The blocks that hold these keys, which stand in order, some at a time; the entries of no key are parted."""
    newest = connection.execute("select coalesce(max(id), 0) from source_record").fetchone()[0]
    in_order = len(key) * _DENSE > newest
    start = 0
    while start < len(key):
        if in_order:
            first = connection.execute("select max(first) from linkage_key where first <= ?", (int(key[start]),))
            rows = _rows(connection, _IN_ORDER, first.fetchone()[0], _STRETCH + 1)
            end = int(np.searchsorted(key, rows.pop()[0])) if len(rows) > _STRETCH else len(key)
        else:
            last = int(key[min(start + _STRETCH, len(key)) - 1])
            end = int(np.searchsorted(key, last, "right"))
            rows = _rows(connection, _HOLDING, dumps(key[start:end].tolist()))
        entries = np.frombuffer(b"".join([body for _, body in rows]), _ENTRY)
        sizes = np.array([len(body) for _, body in rows], np.int64) // _ENTRY.itemsize
        yield _Stretch(
            np.array([first for first, _ in rows], np.int64),
            np.repeat(np.arange(len(rows)), sizes),
            entries["key"].astype(np.int64),
            entries["record"].astype(np.int64),
            slice(start, end),
        )
        start = end


def _rows(connection: Connection, statement: str, *said: object) -> list[tuple[int, bytes]]:
    return connection.execute(statement, said).fetchall()


def _rewrite(connection: Connection, firsts: Ints, block: Ints, key: Ints, record: Ints, *, touched: Ints) -> None:
    """Put the touched blocks back with these entries; one too large for a page is split, but never within a key."""
    sizes = np.bincount(block, minlength=len(firsts))
    begins = np.cumsum(sizes) - sizes
    place = np.arange(len(key))
    of_key = np.maximum.accumulate(np.where(np.append(True, key[1:] != key[:-1])[: len(key)], place, 0))
    piece = (of_key - begins[block]) * -(-sizes // FULL)[block] // sizes[block]
    starts = np.flatnonzero(np.append(True, (block[1:] != block[:-1]) | (piece[1:] != piece[:-1]))[: len(key)])
    ends = np.append(starts[1:], len(key))
    first = np.where(starts == begins[block[starts]], firsts[block[starts]], key[starts])
    changed = np.zeros(len(firsts), np.bool_)
    changed[touched] = True
    entries = np.empty(len(key), _ENTRY)
    entries["key"], entries["record"] = key, record
    data, width = entries.tobytes(), _ENTRY.itemsize
    which = np.flatnonzero(changed[block[starts]])
    some = zip(first[which].tolist(), starts[which].tolist(), ends[which].tolist(), strict=True)
    emptied = firsts[changed & (sizes == 0)]
    put = "insert or replace into linkage_key values (?, ?)"
    connection.executemany(put, ((one, data[a * width : b * width]) for one, a, b in some))
    connection.executemany(put, ((one, b"") for one in emptied.tolist()))


def _runs(first: Ints, count: Ints) -> Ints:
    """first[k], first[k] + 1, ... count[k] long, for each k."""
    ends = np.cumsum(count)
    return np.arange(int(count.sum())) + np.repeat(first - (ends - count), count)
