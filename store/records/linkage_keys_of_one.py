"""The candidate keys of a single record, looked up and put down key by key (see `linkage_keys` for many)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from json import dumps
from struct import Struct

from store.records.linkage_keys import FULL, HOLDING, ROOM, SETTLED, YOUNG, count_young
from store.vault.database import Connection

_ENTRY = Struct("<qI")
_KEY = Struct("<q")


def introduce_one(connection: Connection, keys: Sequence[int], record: int) -> list[tuple[int, list[int]]]:
    """Let a record be found under keys, ascending, under which it was not found yet.

    Returns each key with the records found under it before, `ROOM` at most.
    """
    settled = [
        _records(body, *_place(body, key)) for _, body, here in _holding(connection, SETTLED, keys) for key in here
    ]
    young = _put_in(connection, keys, record)
    count_young(connection, len(keys))
    return [(key, (some + more)[:ROOM]) for key, some, more in zip(keys, settled, young, strict=True)]


def _put_in(connection: Connection, keys: Sequence[int], record: int) -> list[list[int]]:
    """Who is found under each key among the young ones, the record being put there on the way."""
    found, blocks = list[list[int]](), list[tuple[bytes, int]]()
    for first, body, here in _holding(connection, YOUNG, keys):
        for key in here:
            at, end = _place(body, key)
            found.append(_records(body, at, end))
            if end - at >= ROOM * _ENTRY.size:
                connection.execute("insert into linkage_crowd values (?, ?)", (key, record))
            else:
                body = b"".join((body[:end], _ENTRY.pack(key, record), body[end:]))
        if len(body) > FULL * _ENTRY.size:
            key, half = _halfway(body)
            connection.execute(f"insert into {YOUNG} values (?, ?)", (key, body[half:]))  # noqa: S608
            body = body[:half]
        blocks.append((body, first))
    connection.executemany(f"update {YOUNG} set body = ? where first = ?", blocks)  # noqa: S608
    return found


def _holding(connection: Connection, segment: str, keys: Sequence[int]) -> list[tuple[int, bytes, Sequence[int]]]:
    """The blocks that hold these keys, in order: the least key of each, its entries, and which of the keys it holds."""
    blocks: list[tuple[int, bytes]] = connection.execute(HOLDING.format(segment), (dumps(keys),)).fetchall()
    starts = [bisect_left(keys, first) for first, _ in blocks]
    some = zip(blocks, starts, [*starts[1:], len(keys)], strict=False)
    return [(first, body, keys[at:end]) for (first, body), at, end in some]


def _records(body: bytes, at: int, end: int) -> list[int]:
    return [of for _, of in _ENTRY.iter_unpack(body[at:end])]


def _place(body: bytes, key: int) -> tuple[int, int]:
    """Where in a block the entries of a key begin and end."""
    words = memoryview(body).cast("I")  # of an entry the lower and the upper half of its key, and its record
    upper, half = words[1::3], key >> 32
    at, end = bisect_left(upper, half), bisect_right(upper, half)
    if at < end:
        lower, half = words[::3], key & 0xFFFFFFFF
        at, end = bisect_left(lower, half, at, end), bisect_right(lower, half, at, end)
    return at * _ENTRY.size, end * _ENTRY.size


def _halfway(body: bytes) -> tuple[int, int]:
    """The key nearest the middle of a block at whose entries it may be parted, and where they begin."""
    (middle,) = _KEY.unpack_from(body, len(body) // _ENTRY.size // 2 * _ENTRY.size)
    inner = (place for place in _place(body, middle) if 0 < place < len(body))
    half = min(inner, key=lambda place: abs(2 * place - len(body)))
    return _KEY.unpack_from(body, half)[0], half
