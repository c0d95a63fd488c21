"""Open an agency's file as text and cells: encoding, delimiter, header, rows. Nothing is judged here.

The file is streamed, never held. What can be read whole is never inferred from a sample: encoding, delimiter and
width are decided over every byte (domain/9 rules 1 to 6, STORE §5 and §7).
"""

import csv
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from importers.encoding import digest_of, encoding_of, size_of
from importers.header import find_header
from importers.progress import Progress, quiet
from importers.refusals import (
    BrokenQuotes,
    EmptyFile,
    FileChanged,
    NoColumns,
    NotAFile,
    TooLarge,
    UnknownEncoding,
)

MAX_COLUMNS = 500
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
CONSISTENT = 0.98


class Row(NamedTuple):
    """One record of the file: data row counted from 1, the physical line it begins on, its cells as they stand."""

    number: int
    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A readable file. `above` are the rows before the headings; `foreign` up to ten cells beyond plain ASCII."""

    path: Path
    sha256: str
    bytes: int
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    header_line: int
    row_count: int
    above: tuple[tuple[str, ...], ...] = ()
    foreign: tuple[str, ...] = ()
    consistency: float = 1.0
    header_record: int = field(default=1, repr=False)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.headings)

    def rows(self) -> Iterator[Row]:
        """Every record below the headings, streamed. BrokenQuotes names the line where the CSV breaks."""
        number = 0
        for index, (line, cells) in enumerate(_records(self.path, self.encoding, self.delimiter), start=1):
            if index > self.header_record:
                number += 1
                yield Row(number, line, cells)

    def verify_unchanged(self) -> None:
        """FileChanged unless the file still holds the bytes that were read."""
        if digest_of(self.path) != self.sha256:
            raise FileChanged(f"{self.path.name} is no longer the file that was checked.")


def read(path: Path, delimiter: str | None = None, progress: Progress = quiet) -> Table:
    """Find out how the file is to be read. A delimiter given by the person is not questioned.

    Raises a FileRefused: NotAFile, EmptyFile, TooLarge, NotText, UnknownEncoding, NoColumns, BrokenQuotes, NoHeader.
    """
    size = size_of(path)
    encoding, digest = encoding_of(path, size, progress)
    shape = _best_shape(path, encoding, delimiter, progress)
    if shape.width > MAX_COLUMNS:
        raise TooLarge(f"It has {shape.width:,} columns; {MAX_COLUMNS} is the most that can be read.")
    top = list(islice(_records(path, encoding, shape.delimiter), 60))
    header = find_header([cells for _, cells in top], shape.width)
    if shape.records == header + 1:
        raise EmptyFile(f"{path.name} has column headings and no rows.")
    headings = [*top[header][1], *[""] * (shape.width - len(top[header][1]))]
    return Table(
        path=path,
        sha256=digest,
        bytes=size,
        encoding=encoding,
        delimiter=shape.delimiter,
        headings=tuple(headings),
        header_line=top[header][0],
        row_count=shape.records - header - 1,
        above=tuple(tuple(cells) for _, cells in top[:header] if any(cells)),
        foreign=_foreign(path, encoding, shape.delimiter) if encoding == "cp1252" else (),
        consistency=shape.share,
        header_record=header + 1,
    )


@contextmanager
def _telling_of_letters(path: Path) -> Generator[None]:
    """A UTF-16 or marked UTF-8 file may still break off in the middle of a letter."""
    try:
        yield
    except UnicodeError:
        raise UnknownEncoding(f"{path.name} says what its letters are written in, and then breaks that.") from None
    except OSError as error:
        raise NotAFile(f"{path.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(physical line it begins on, cells) of every record that is not an empty line."""
    with _telling_of_letters(path), path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        begins = 1
        try:
            for cells in reader:
                if cells:
                    yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            raise BrokenQuotes(_where(begins, reader.line_num, str(error))) from None


def _where(begins: int, now: int, error: str) -> str:
    if "end of data" in error or "field larger" in error:
        return f"A quotation mark opened in the record that begins on line {begins:,} is never closed."
    return f"The record that begins on line {begins:,} has a quotation mark where none may stand (line {now:,})."


@dataclass(frozen=True)
class _Shape:
    """What a delimiter makes of the file: usual number of cells, share of records that have it, number of records."""

    delimiter: str
    width: int
    share: float
    records: int


def _shape(path: Path, encoding: str, delimiter: str, progress: Progress) -> _Shape:
    first: list[int] = []
    widths: Counter[int] = Counter()
    done = 0
    for _, cells in _records(path, encoding, delimiter):
        widths[len(cells)] += 1
        done += 1
        if done <= 60:
            first.append(len(cells))
        if done % 50_000 == 0:
            progress("Finding the columns", done, 0)
    width = max((w for w in widths if w >= 3), key=lambda w: (widths[w], w), default=0)
    if width == 0:
        return _Shape(delimiter, 0, 0.0, done)
    titles = next((i for i, w in enumerate(first) if w == width), 0)
    return _Shape(delimiter, width, widths[width] / (done - titles), done)


def _best_shape(path: Path, encoding: str, given: str | None, progress: Progress) -> _Shape:
    """The widest of the delimiters that are consistent; failing that, the most consistent one.

    A comma inside addresses can look consistent in a semicolon file, hence the widest.
    """
    candidates = [given] if given else _in_the_first_lines(path, encoding)
    if not candidates:
        raise NoColumns("There is no comma, semicolon, tab or upright bar in its first lines.")
    shapes: list[_Shape] = []
    broken: BrokenQuotes | None = None
    for delimiter in candidates:
        try:
            shapes.append(_shape(path, encoding, delimiter, progress))
        except BrokenQuotes as error:
            broken = broken or error
    consistent = [shape for shape in shapes if shape.share >= CONSISTENT]
    best = max(
        consistent or shapes,
        key=lambda s: (s.width, s.share) if consistent else (s.share, s.width),
        default=None,
    )
    if best is None or best.share < 0.5:
        raise broken or NoColumns("No delimiter gives the same number of columns, three or more, throughout.")
    if broken and best.delimiter != candidates[0] and best.share < CONSISTENT:
        raise broken
    return best


def _in_the_first_lines(path: Path, encoding: str) -> list[str]:
    """Delimiters that occur near the top at all, the most frequent first."""
    with _telling_of_letters(path), path.open(encoding=encoding, newline="") as file:
        top = "".join(islice(file, 60))[:200_000]
    return sorted((d for d in DELIMITERS if d in top), key=lambda d: -top.count(d))


def _foreign(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _, cells in _records(path, encoding, delimiter):
        if len(found) >= 10:
            break
        found.update(dict.fromkeys(cell for cell in cells if not cell.isascii()))
    return tuple(islice(found, 10))
