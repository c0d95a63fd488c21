"""Rows of a file taken together, column by column: a value that many rows share is read once, and nothing per cell.

What a reader finds wrong it notes by row, so that a clean row costs no list of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, count, islice
from typing import TypeVar

from importers.checking.catalogue import Finding
from importers.reading.tables import Row
from importers.values.cells import clean_all, hides

BATCH = 2_000
Column = Sequence[str]
Found = defaultdict[int, list[Finding]]
"""What was found in each row of a batch, by its place there from 0; rows with nothing found are not in it."""
_T = TypeVar("_T")


def batches(stream: Iterable[_T]) -> Iterator[list[_T]]:
    """The stream, some at a time."""
    waiting = iter(stream)
    while some := list(islice(waiting, BATCH)):
        yield some


def in_columns(rows: Sequence[Row], width: int, read: Collection[int]) -> tuple[list[Column], list[Column]]:
    """The columns of these rows as they stand and clean, a column that is clean the very same in both.

    Behind the clean ones stands a blank column, for fields that have none. read: those that are looked at, from 0;
    the others stay as they stand.
    """
    raw: list[Column] = list(zip(*[row.cells for row in rows], strict=True)) or [()] * width
    clean = [clean_all(column) if at in read else column for at, column in enumerate(raw)]
    return raw, [*clean, ("",) * len(rows)]


def places(flags: Iterable[object]) -> Iterator[int]:
    """Rows (from 0) for which this is true."""
    return compress(count(), flags)


def hidden(column: Column) -> Iterator[int]:
    """Rows (from 0) whose cell holds characters that are dropped."""
    return iter(()) if "".join(column).isprintable() else (row for row, cell in enumerate(column) if hides(cell))
