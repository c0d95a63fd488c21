"""A file held by columns: each distinct value once, and for each row which of them it has."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from importers.cells import blank, clean
from importers.progress import Progress, quiet
from importers.reading import Table, read

Ints = NDArray[np.int64]
_BATCH = 2_000


@dataclass(frozen=True)
class Column:
    """One column. texts: its distinct clean values, '' first. codes: for each row the place of its value in texts."""

    heading: str
    texts: tuple[str, ...] = field(repr=False)
    codes: NDArray[np.int32] = field(repr=False)

    @cached_property
    def counts(self) -> Ints:
        """How many rows have each of the texts."""
        return np.bincount(self.codes, minlength=len(self.texts)).astype(np.int64)

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """Which of the texts say something: not blank, not 'N/A'."""
        return np.array([not blank(text) for text in self.texts], np.bool_)

    @cached_property
    def evident(self) -> Ints:
        """For each row the place of its value, 0 where it says nothing."""
        return np.where(self.told[self.codes], self.codes, 0).astype(np.int64)

    @property
    def filled(self) -> int:
        """Rows that say something."""
        return int(self.counts[self.told].sum())

    @property
    def distinct(self) -> int:
        """Different things said."""
        return int((self.told & (self.counts > 0)).sum())

    @property
    def commonest(self) -> float:
        """Share of the commonest value among the rows that say something."""
        return float(self.counts[self.told].max() / self.filled) if self.filled else 0.0

    def sample(self, most: int = 2_000) -> list[tuple[str, int]]:
        """Some of what is said, evenly spread over the file, with how often."""
        places = np.flatnonzero(self.told & (self.counts > 0))
        step = max(1, len(places) // most)
        return [(self.texts[at], int(self.counts[at])) for at in places[::step]]


@dataclass(frozen=True)
class Bare:
    """A file's rows that are not blank. numbers: their data row numbers, counted from 1."""

    path: Path
    columns: tuple[Column, ...]
    numbers: Ints = field(repr=False)

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.numbers)


def integers(array: NDArray[np.integer[Any]]) -> list[int]:
    """The array as plain numbers, which loops go through faster."""
    return cast(list[int], array.tolist())


class _Codes(dict[str, int]):
    """Places of values in order of first sight."""

    def __missing__(self, value: str) -> int:
        place = self[value] = len(self)
        return place


def load(path: Path, progress: Progress = quiet) -> Bare:
    """Read a file whole, by columns. A row with more cells than headings is shifted: it stays, and says nothing.

    Raises a FileRefused: not a file, not a table, a workbook that may not be opened.
    """
    table = read(path, progress=progress)
    seen = [_Codes({"": 0}) for _ in table.headings]
    codes = [array("i") for _ in table.headings]
    numbers = array("q")
    rows = table.rows()
    while batch := list(islice(rows, _BATCH)):
        cells = [_fitting(row.cells, table.width) for row in batch]
        for column, places, values in zip(codes, seen, zip(*cells, strict=True), strict=True):
            column.extend(map(places.__getitem__, values))
        numbers.extend(row.number for row in batch)
        progress("Reading", len(numbers), table.row_count)
    columns = [
        _cleaned(heading, list(places), np.frombuffer(column, np.int32))
        for heading, places, column in zip(_headings(table), seen, codes, strict=True)
    ]
    kept = np.flatnonzero(np.any([column.codes > 0 for column in columns], axis=0))
    return Bare(
        path,
        tuple(Column(column.heading, column.texts, column.codes[kept]) for column in columns),
        np.frombuffer(numbers, np.int64)[kept],
    )


def _fitting(cells: list[str], width: int) -> list[str]:
    """The cells under their headings. In a row with too many, no cell can be trusted to be: each becomes '?'."""
    if len(cells) == width:
        return cells
    if len(cells) < width:
        return [*cells, *[""] * (width - len(cells))]
    return ["?"] * width if any(cells[width:]) else cells[:width]


def _headings(table: Table) -> list[str]:
    """The headings, each once: 'Name', 'Name (2)'; a column without one is known by its place."""
    named: list[str] = []
    for at, text in enumerate(table.headings):
        heading = clean(text) or f"column {at + 1}"
        times = sum(other == heading or other.startswith(f"{heading} (") for other in named)
        named.append(f"{heading} ({times + 1})" if times else heading)
    return named


def _cleaned(heading: str, raw: Sequence[str], codes: NDArray[np.int32]) -> Column:
    places = _Codes({"": 0})
    merged = np.array([places[clean(text)] for text in raw], np.int32)
    return Column(heading, tuple(places), merged[codes])
