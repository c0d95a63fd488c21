"""Rows read as columns: SQLite strings the values of many rows together, which takes a third of the time that handing
over each of them does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from store.vault.database import Connection

BATCH = 65_536  # rows of a table at a time
BETWEEN = "char(31)"  # no text that was imported holds a control character


def numbers(strung: str | None) -> NDArray[np.uint32]:
    """What group_concat(number) gave; None where there were no rows."""
    return np.fromstring(strung, np.uint32, sep=",") if strung else np.zeros(0, np.uint32)


def texts(strung: str, count: int) -> list[str]:
    """What group_concat(text, BETWEEN) gave of so many rows."""
    parts = strung.split("\x1f")
    assert len(parts) == count, "a text held a control character"
    return parts


def rows_from(connection: Connection, table: str, record: int, columns: str) -> Iterator[tuple[int, list[str]]]:
    """Of the rows of records from `record` on, the last of a table that is read as it lies: how many, and these
    aggregates of them, some rows at a time.
    """
    (first,) = connection.execute(
        f"select rowid from {table} where record_id >= ? order by record_id, version, rowid limit 1",  # noqa: S608
        (record,),
    ).fetchone() or (None,)
    if first is None:
        return
    (last,) = connection.execute(f"select max(rowid) from {table}").fetchone()  # noqa: S608
    for start in range(first, last + 1, BATCH):
        count, *strung = connection.execute(
            f"select count(*), {columns} from {table} not indexed"  # noqa: S608
            " where rowid >= ? and rowid < ? and record_id >= ?",
            (start, start + BATCH, record),
        ).fetchone()
        if count:
            yield count, strung
