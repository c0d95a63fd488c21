"""What linking keeps of records: forms, and in `linkage_keys` candidate keys. All of it follows from them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from json import dumps

import numpy as np
from numpy.typing import NDArray

from store.records import linkage_keys
from store.records.reading_ahead import ahead
from store.vault.database import Connection

Ints = NDArray[np.int64]

_TOGETHER = 16  # forms in a block: about a page of the database
_SIZES = np.dtype("<u2")  # of each form of a block, in words of 8 bytes; they stand before the forms
_HEAD = _TOGETHER * _SIZES.itemsize
_STRETCH = 10_000  # records whose blocks are held at once
_DENSE = 2  # times as many words as are wanted, up to which the others are kept beside them


def made_by(connection: Connection) -> int:
    """The version that wrote what is kept; 0 if nothing is."""
    return connection.execute("select made_by from linkage_state").fetchone()[0]


def begin_anew(connection: Connection, version: int) -> None:
    """Forget everything that is kept; what is written from now on is of that version."""
    connection.execute("delete from linkage_form")
    linkage_keys.begin(connection)
    connection.execute("update linkage_state set made_by = ?", (version,))


def put_forms(connection: Connection, records: Sequence[int], bodies: Iterable[bytes]) -> None:
    """Keep the records' forms, in ascending order of records, in place of what stood. A form is words of 8 bytes."""
    rows: list[tuple[int, bytes]] = []
    standing = _blocks(connection, sorted({record // _TOGETHER for record in records}))
    for block, some in groupby(zip(records, bodies, strict=True), lambda one: one[0] // _TOGETHER):
        held = _parted(standing.get(block, bytes(_HEAD)))
        for record, body in some:
            held[record % _TOGETHER] = body
        sizes = np.array([len(body) // 8 for body in held], _SIZES)
        rows.append((block, sizes.tobytes() + b"".join(held)))
    connection.executemany("insert or replace into linkage_form values (?, ?)", rows)


def forms(connection: Connection, records: Ints) -> tuple[Ints, Ints, Ints]:
    """(which of the records have a form, words of 8 bytes, where the form of each begins among them).

    Records in ascending order.
    """
    stretches = [records[at : at + _STRETCH] for at in range(0, max(len(records), 1), _STRETCH)]
    blocks = ahead(_blocks_of(connection, some) for some in stretches)
    some = [_forms(held, of) for held, of in zip(blocks, stretches, strict=True)]
    there, words, starts = zip(*some, strict=True)
    before = accumulate((len(of) for of in words[:-1]), initial=0)
    starts = [of + more for of, more in zip(starts, before, strict=True)]
    return np.concatenate(there), np.concatenate(words), np.concatenate(starts)


def _forms(blocks: dict[int, bytes], records: Ints) -> tuple[Ints, Ints, Ints]:
    """As `forms`, from the blocks that there are of them."""
    of = records // _TOGETHER
    words = np.frombuffer(b"".join(blocks.values()), "<i8")
    lengths = np.fromiter(map(len, blocks.values()), np.int64, len(blocks)) // 8
    begins = np.cumsum(lengths) - lengths
    head = (begins[:, None] + np.arange(_HEAD // 8)).ravel()
    sizes = words[head].view(_SIZES).astype(np.int64).reshape(-1, _TOGETHER)
    starts = np.cumsum(sizes, axis=1) - sizes + (begins + _HEAD // 8)[:, None]
    block = np.fromiter(blocks, np.int64, len(blocks))
    there = np.isin(of, block)
    row, place = np.searchsorted(block, of[there]), records[there] % _TOGETHER
    kept = sizes[row, place] > 0
    size, start = sizes[row, place][kept], starts[row, place][kept]
    if size.sum() * _DENSE > len(words):  # not worth parting from the others
        return records[there][kept], words, start
    ends = np.cumsum(size)
    mine = np.arange(int(size.sum())) + np.repeat(start - (ends - size), size)
    return records[there][kept], words[mine], ends - size


def each_form(connection: Connection, records: Sequence[int]) -> Iterator[tuple[int, memoryview]]:
    """(record, words of its form, unsigned) of those of the records that have one; for a few records."""
    held = _blocks(connection, sorted({record // _TOGETHER for record in records}))
    for record in records:
        block, place = divmod(record, _TOGETHER)
        if block in held:
            *before, size = memoryview(held[block]).cast("H")[: place + 1].tolist()
            if size:
                start = _HEAD // 8 + sum(before)
                yield record, memoryview(held[block]).cast("Q")[start : start + size]


def _blocks(connection: Connection, blocks: Sequence[int]) -> dict[int, bytes]:
    """The blocks of forms that there are of these, ascending."""
    return dict(
        connection.execute(
            "select f.block, f.body from json_each(?) j cross join linkage_form f on f.block = j.value",
            (dumps(blocks),),
        ).fetchall()
    )


def _blocks_of(connection: Connection, records: Ints) -> dict[int, bytes]:
    of = records // _TOGETHER
    return _blocks(connection, of[np.append(True, of[1:] != of[:-1])[: len(of)]].tolist())


def _parted(body: bytes) -> list[bytes]:
    ends = accumulate(_words_of(body), initial=_HEAD // 8)
    return [body[a * 8 : b * 8] for a, b in pairwise(ends)]


def _words_of(body: bytes) -> list[int]:
    return memoryview(body)[:_HEAD].cast("H").tolist()
