"""Rows read as columns: SQLite strings the values of many rows together, which takes a third of the time that handing
over each of them does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from store.records.reading_ahead import ahead
from store.vault.database import Connection

BATCH = 65_536  # records at a time
BETWEEN = "char(31)"  # no text that was imported holds a control character


def numbers(strung: str | None) -> NDArray[np.uint32]:
    """What group_concat(number) gave; None where there were no rows."""
    return np.fromstring(strung, np.uint32, sep=",") if strung else np.zeros(0, np.uint32)


def texts(strung: str, count: int) -> list[str]:
    """What group_concat(text, BETWEEN) gave of so many rows."""
    parts = strung.split("\x1f")
    assert len(parts) == count, "a text held a control character"
    return parts


def documents_from(connection: Connection, record: int, columns: str) -> Iterator[tuple[int, list[str]]]:
    """Of what the records from `record` on say, the last of a table that is read as it lies: how many versions, and
    these aggregates of them, some records at a time. They are read `ahead`.
    """
    return ahead(_told(connection, record, columns))


def _told(connection: Connection, record: int, columns: str) -> Iterator[tuple[int, list[str]]]:
    (last,) = connection.execute("select coalesce(max(id), 0) from source_record").fetchone()
    for start in range(record, last + 1, BATCH):
        count, *strung = connection.execute(
            f"select count(*), {columns} from record_said where id >= ? and id < ?",  # noqa: S608
            (start << 16, (start + BATCH) << 16),
        ).fetchone()
        if count:
            yield count, strung
