"""Who is found under which candidate key: entries in order of keys, packed into blocks of a page of the database each.

Reading and rewriting whole blocks costs a fraction of what a row for each entry does. Of a key that very many records
have, a block holds `ROOM`; the others stand apart, since nobody is compared because of such a key.

Entries of late stand in blocks of their own, the young segment, until they are an eighth of the settled ones: so each
entry is put anew a few times in all, however many deliveries follow it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from store.records.reading_ahead import ahead
from store.vault.database import Connection

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROOM = 128
"""Records of one key in its block: more than any rule compares."""
_ENTRY = np.dtype([("key", "<i8"), ("record", "<u4")])
FULL = 330
"""Entries that fit a page of 4096 bytes with its seal and the row's own header."""
_ROOMY = 250
"""Entries of a block when a larger one is split among several, so that each takes some more before it is split too."""
SETTLED, YOUNG = "linkage_key", "linkage_young"
_EIGHTH = 8
_STRETCH = 2_048  # blocks, or keys, looked at together
_DENSE = 16  # records of the hub to a key looked for, up to which it is quicker to read all blocks in order

_IN_ORDER = "select first, body from {0} where first >= ? order by first limit ?"
HOLDING = (
    "select first, body from {0} where first in"
    " (select (select max(first) from {0} indexed by {0}_first where first <= j.value) from json_each(?) j)"
    " order by first"
)
"""The blocks of a segment that hold the keys of a list, in JSON."""


@dataclass(frozen=True)
class _Stretch:
    """Blocks of a segment: the least key and the size of each, their entries, which keys are asked for."""

    segment: str
    firsts: Ints
    sizes: Ints
    key: Ints
    of: NDArray[np.uint32]
    asked: slice

    @property
    def block(self) -> Ints:
        """The block of each entry."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def record(self) -> Ints:
        """The record of each entry."""
        return self.of.astype(np.int64)


class Found(NamedTuple):
    """Who is found under keys: (key, record), in order of keys. crowded: the keys asked for that too many share.

    Of a crowded key those found may be left out: nobody is compared because of it.
    """

    key: Ints
    record: Ints
    crowded: Flags


def begin(connection: Connection) -> None:
    """Forget every key."""
    for statement in ("delete from linkage_crowd", "update linkage_state set young = 0, settled = 0"):
        connection.execute(statement)
    for segment in (SETTLED, YOUNG):
        _empty(connection, segment)


def sharing(connection: Connection, key: Ints, most: Ints) -> Found:
    """Who is found under these keys, in order; a key is crowded that more than `most` (< ROOM) share."""
    settled, young = (
        [_found(held, key, most) for held in ahead(_stretches(connection, of, key))] for of in (SETTLED, YOUNG)
    )
    return _together(settled, young)


def introduce(connection: Connection, key: Ints, record: Ints, most: Ints) -> Found:
    """Let records be found under keys under which they were not found yet, both in order of keys.

    Returns who was found under them before, as `sharing` does: each block is read once.
    """
    settled = [_found(held, key, most) for held in ahead(_stretches(connection, SETTLED, key))]
    young = list[Found]()
    for held in _stretches(connection, YOUNG, key):
        young.append(_found(held, key, most))
        _put(connection, held, key[held.asked], record[held.asked])
    count_young(connection, len(key))
    _settle_many(connection)
    return _together(settled, young)


def put_keys(connection: Connection, key: Ints, record: Ints, segment: str = SETTLED) -> None:
    """Let records be found under keys under which they were not found yet; both in order of keys."""
    for held in _stretches(connection, segment, key):
        _put(connection, held, key[held.asked], record[held.asked])
    if segment == SETTLED:
        connection.execute("update linkage_state set settled = settled + ?", (len(key),))


def count_young(connection: Connection, entries: int) -> None:
    """Remember that so many more stand in the young segment."""
    connection.execute("update linkage_state set young = young + ?", (entries,))


def _settle_many(connection: Connection) -> None:
    """Put the young entries among the settled ones once they are many."""
    young, settled = connection.execute("select young, settled from linkage_state").fetchone()
    if young * _EIGHTH <= settled:
        return
    entries = _entries(_rows(connection, _IN_ORDER.format(YOUNG), 0, -1))
    _empty(connection, YOUNG)
    connection.execute("update linkage_state set young = 0")
    put_keys(connection, entries["key"].astype(np.int64), entries["record"].astype(np.int64))


def _empty(connection: Connection, segment: str) -> None:
    connection.execute(f"delete from {segment}")  # noqa: S608
    connection.execute(f"insert into {segment} values (0, x'')")  # noqa: S608


def _found(held: _Stretch, key: Ints, most: Ints) -> Found:
    asked = key[held.asked]
    once = np.append(True, asked[1:] != asked[:-1])
    wanted, most = asked[once], most[held.asked][once]
    assert (most < ROOM).all(), "the rest stands apart"
    low = np.searchsorted(held.key, wanted)
    width = np.searchsorted(held.key, wanted, "right") - low
    crowded = width > most
    width[crowded] = 0
    found = np.repeat(wanted, width), held.of[_runs(low, width)].astype(np.int64)
    return Found(*found, crowded[np.cumsum(once) - 1])


def _together(settled: list[Found], young: list[Found]) -> Found:
    """What is found in each segment, whose stretches have all keys in turn."""
    nothing = Found(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_))
    one, other = (Found(*map(np.concatenate, zip(nothing, *some, strict=True))) for some in (settled, young))
    key, record = np.append(one.key, other.key), np.append(one.record, other.record)
    order = np.argsort(key, kind="stable")
    return Found(key[order], record[order], one.crowded | other.crowded)


def _put(connection: Connection, held: _Stretch, new: Ints, of: Ints) -> None:
    at = np.searchsorted(held.key, new, "right")
    rank = at - np.searchsorted(held.key, new) + np.arange(len(new)) - np.searchsorted(new, new)
    apart = rank >= ROOM
    if apart.any():
        _crowd(connection, "insert into linkage_crowd values (?, ?)", new[apart], of[apart])
        new, of, at = new[~apart], of[~apart], at[~apart]
    block = np.searchsorted(held.firsts, new, "right") - 1
    merged = (np.insert(old, at, more) for old, more in ((held.block, block), (held.key, new), (held.record, of)))
    _rewrite(connection, held, *merged, touched=block)


def drop_keys(connection: Connection, key: Ints, record: Ints) -> None:
    """Let records not be found under these keys any more; both in order of keys."""
    freed: set[int] = set()
    for segment in (SETTLED, YOUNG):
        dropped = _drop(connection, segment, key, record)
        freed.update(key[dropped].tolist())
        key, record = key[~dropped], record[~dropped]
    _crowd(connection, "delete from linkage_crowd where key = ? and record_id = ?", key, record)
    for one in sorted(freed):
        _move_up(connection, one)


def _drop(connection: Connection, segment: str, key: Ints, record: Ints) -> Flags:
    """Drop what stands in the segment of these entries; which those were."""
    here = np.zeros(len(key), np.bool_)
    for held in _stretches(connection, segment, key):
        gone, of = key[held.asked], record[held.asked]
        low = np.searchsorted(held.key, gone)
        width = np.searchsorted(held.key, gone, "right") - low
        asked, at = np.repeat(np.arange(len(gone)), width), _runs(low, width)
        same = held.of[at] == of[asked]
        here[held.asked.start + asked[same]] = True
        stays = np.ones(len(held.key), np.bool_)
        stays[at[same]] = False
        block = held.block
        left = (column[stays] for column in (block, held.key, held.record))
        _rewrite(connection, held, *left, touched=block[~stays])
    return here


def _move_up(connection: Connection, key: int) -> None:
    """Give the places that became free in blocks to records of the crowd: it stands beside full blocks alone."""
    rows = connection.execute("select key, record_id from linkage_crowd where key = ? limit ?", (key, ROOM)).fetchall()
    if rows:
        connection.executemany("delete from linkage_crowd where key = ? and record_id = ?", rows)
        back, of = np.array(rows, np.int64).T
        put_keys(connection, back, of, YOUNG)
        count_young(connection, len(rows))


def _crowd(connection: Connection, statement: str, key: Ints, record: Ints) -> None:
    connection.executemany(statement, zip(key.tolist(), record.tolist(), strict=True))


def _stretches(connection: Connection, segment: str, key: Ints) -> Iterator[_Stretch]:
    """The segment's blocks that hold these keys, in order, some at a time; the entries of no key are parted."""
    newest = connection.execute("select coalesce(max(id), 0) from source_record").fetchone()[0]
    in_order = len(key) * _DENSE > newest
    start = 0
    while start < len(key):
        if in_order:
            first = connection.execute(f"select max(first) from {segment} where first <= ?", (int(key[start]),))  # noqa: S608
            rows = _rows(connection, _IN_ORDER.format(segment), first.fetchone()[0], _STRETCH + 1)
            end = int(np.searchsorted(key, rows.pop()[0])) if len(rows) > _STRETCH else len(key)
        else:
            last = int(key[min(start + _STRETCH, len(key)) - 1])
            end = int(np.searchsorted(key, last, "right"))
            rows = _rows(connection, HOLDING.format(segment), dumps(key[start:end].tolist()))
        entries = _entries(rows)
        sizes = np.array([len(body) for _, body in rows], np.int64) // _ENTRY.itemsize
        yield _Stretch(
            segment,
            np.array([first for first, _ in rows], np.int64),
            sizes,
            entries["key"].astype(np.int64),
            entries["record"],
            slice(start, end),
        )
        start = end


def _entries(rows: list[tuple[int, bytes]]) -> NDArray[np.void]:
    return np.frombuffer(b"".join([body for _, body in rows]), _ENTRY)


def _rows(connection: Connection, statement: str, *said: object) -> list[tuple[int, bytes]]:
    return connection.execute(statement, said).fetchall()


def _rewrite(connection: Connection, held: _Stretch, block: Ints, key: Ints, record: Ints, *, touched: Ints) -> None:
    """Put the touched blocks back with these entries; one too large for a page is split, but never within a key."""
    firsts = held.firsts
    sizes = np.bincount(block, minlength=len(firsts))
    begins = np.cumsum(sizes) - sizes
    place = np.arange(len(key))
    of_key = np.maximum.accumulate(np.where(np.append(True, key[1:] != key[:-1])[: len(key)], place, 0))
    pieces = np.where(sizes > FULL, -(-sizes // _ROOMY), 1)
    piece = (of_key - begins[block]) * pieces[block] // sizes[block]
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
    put = f"insert or replace into {held.segment} values (?, ?)"  # noqa: S608
    connection.executemany(put, ((one, data[a * width : b * width]) for one, a, b in some))
    connection.executemany(put, ((one, b"") for one in emptied.tolist()))


def _runs(first: Ints, count: Ints) -> Ints:
    """first[k], first[k] + 1, ... count[k] long, for each k."""
    ends = np.cumsum(count)
    return np.arange(int(count.sum())) + np.repeat(first - (ends - count), count)
