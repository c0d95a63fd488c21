"""A file held by columns: each distinct value once, and for each row which of them it has."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from operator import is_
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from importers.bare.blanks import blank, silent
from importers.bare.codepages import codepage, mended
from importers.bare.scripts import written
from importers.reading.tables import Table, read
from importers.reading.workbook import Sheet
from importers.values.cells import clean, clean_all
from matching.progress import Progress, quiet

Ints = NDArray[np.int64]
_BATCH = 2_000
_SOME = 500


@dataclass(frozen=True)
class Column:
    """One column.

    texts: its distinct clean values in Latin letters, '' first. codes: for each row the place of its value in texts.
    silent: values, in small letters, that say nothing in this file.
    """

    heading: str
    texts: tuple[str, ...] = field(repr=False)
    codes: NDArray[np.int32] = field(repr=False)
    silent: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def counts(self) -> Ints:
        return np.bincount(self.codes, minlength=len(self.texts)).astype(np.int64)

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """Which of the texts say something: not blank, not 'N/A'."""
        return np.array([not (blank(text) or self.mute(text)) for text in self.texts], np.bool_)

    def mute(self, text: str) -> bool:
        """Whether this file shows that the value says nothing, even where it could be a name."""
        return text.casefold() in self.silent

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

    @property
    def said(self) -> list[tuple[str, int]]:
        """All that is said, each thing once, with how often."""
        return self.sample(len(self.texts))

    def read(self, code: Callable[[str], int]) -> Ints:
        """For each row the code of what it says, 0 where it says nothing."""
        told = zip(self.texts, self.told.tolist(), strict=True)
        return np.array([code(text) if says else 0 for text, says in told], np.int64)[self.codes]


@dataclass(frozen=True)
class Bare:
    """A file's rows that are not blank. numbers: their data row numbers, counted from 1.

    sheets: of a workbook, in words, which sheet was read and which were not.
    """

    path: Path
    columns: tuple[Column, ...]
    numbers: Ints = field(repr=False)
    sheets: str

    @property
    def size(self) -> int:
        return len(self.numbers)


def integers(array: NDArray[np.integer[Any]]) -> list[int]:
    """The array as plain numbers, which loops go through faster."""
    return cast(list[int], array.tolist())


def _places() -> dict[str, int]:
    """Places of values in order of first sight, '' first; looking one up gives it its place."""
    places: defaultdict[str, int] = defaultdict(count().__next__)
    places[""]
    return places


def load(path: Path, progress: Progress = quiet) -> Bare:
    """Read a file whole, by columns. A row with more cells than headings is shifted: it stays, and says nothing.

    Raises a FileRefused: not a file, not a table, a workbook that may not be opened.
    """
    table = read(path, progress=progress, code=codepage)
    seen = [_places() for _ in table.headings]
    codes = [array("i") for _ in table.headings]
    done = 0
    records = islice(table.source.records(), table.header_record, None)
    while batch := [cells for _, cells in islice(records, _BATCH)]:
        if any(len(cells) != table.width for cells in batch):
            batch = [_fitting(cells, table.width) for cells in batch]
        for column, places, values in zip(codes, seen, zip(*batch, strict=True), strict=True):
            column.extend(map(places.__getitem__, values))
        done += len(batch)
        progress("Reading", done, table.row_count)
    columns = [
        _cleaned(heading, list(places), np.frombuffer(column, np.int32))
        for heading, places, column in zip(_headings(table), seen, codes, strict=True)
    ]
    kept = np.flatnonzero(np.any([column.codes > 0 for column in columns], axis=0))
    mute = silent(zip(column.texts, integers(column.counts), strict=True) for column in columns)
    return Bare(
        path,
        tuple(Column(column.heading, column.texts, column.codes[kept], mute) for column in columns),
        kept + 1,
        _sheets(table.source) if isinstance(table.source, Sheet) else "",
    )


def _sheets(sheet: Sheet) -> str:
    others = [f"{name} (hidden)" if name in sheet.hidden else name for name in sheet.sheets if name != sheet.name]
    return f"sheet {sheet.name}" + (f"; not read: {', '.join(others)}" if others else "")


def _fitting(cells: list[str], width: int) -> list[str]:
    """The cells under their headings. In a row with too many, no cell can be trusted to be: each becomes '?'."""
    if len(cells) <= width:
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
    texts = [written(text) for text in clean_all([mended(text) for text in raw])]
    if all(map(is_, texts, raw)):
        return Column(heading, tuple(texts), codes)
    places = _places()
    merged = np.fromiter(map(places.__getitem__, texts), np.int32, len(texts))
    return Column(heading, tuple(places), merged[codes])


def combined(columns: Sequence[Column | None]) -> tuple[list[tuple[str, ...]], Ints]:
    """The distinct rows of some columns ('' for one that is not there), and for each row which of them it is."""
    there = [column for column in columns if column]
    key = np.zeros(len(there[0].codes), np.int64)
    for column in there:
        key = ranks(key * (len(column.texts) + 1) + column.evident)
    _, first = np.unique(key, return_index=True)
    return list(zip(*(_told(column, first) for column in columns), strict=True)), key


def ranks(values: Ints | Sequence[str]) -> Ints:
    """Of each value which of the different ones it is, in their order from 0."""
    return np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _told(column: Column | None, rows: NDArray[np.intp]) -> list[str]:
    if column is None:
        return [""] * len(rows)
    return [column.texts[at] for at in integers(column.evident[rows])]


def shared(one: Column, other: Column) -> float:
    """Share of the rows that tell both, of some, in which a word stands in both."""
    rows = np.flatnonzero((one.evident > 0) & (other.evident > 0))
    rows = rows[:: max(1, len(rows) // _SOME)]
    pairs = [(_words(one, row), _words(other, row)) for row in integers(rows)]
    return sum(not a.isdisjoint(b) for a, b in pairs) / max(len(pairs), 1)


def _words(column: Column, row: int) -> set[str]:
    text = column.texts[int(column.codes[row])]
    return {word.strip(".,").casefold() for word in text.split()}
