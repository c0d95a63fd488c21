"""Open an agency's file as text and cells: encoding, delimiter, header, rows. Nothing is judged here.

A CSV is streamed, never held; a workbook's sheet is parsed in a child process. What can be read whole is never inferred
from a sample: encoding, delimiter and width are decided over every byte (domain/9 rules 1 to 6, STORE §5 and §7).
"""

import csv
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from importers.archive import OLE, ZIP, refuse_old
from importers.cells import clean
from importers.encoding import digest_of, encoding_of, no_others, size_of, starts
from importers.header import find_header, heading_lines
from importers.progress import Progress, quiet
from importers.refusals import (
    BrokenQuotes,
    EmptyFile,
    FileChanged,
    FileRefused,
    MergedHeadings,
    NoColumns,
    NotAFile,
    TooLarge,
    UnknownEncoding,
)
from importers.sheet_child import LEAST_COLUMNS
from importers.workbook import Sheet, read_sheet

MAX_COLUMNS = 500
LONGEST_HEADING = 200
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
CONSISTENT = 0.98
Fit = Callable[[Sequence[str]], float]
"""How well headings are those that are looked for: 0 not at all, 1 for sure. bool: any will do."""
_SHOWN = 10
_SHEETS = 12
"""So many are looked at for one that fits: each is parsed for itself."""


class Row(NamedTuple):
    """One record of the file: data row counted from 1, the physical line it begins on, its cells as they stand."""

    number: int
    line: int
    cells: list[str]


class Source(Protocol):
    """Where records come from: text with a delimiter, or a sheet of a workbook."""

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(physical line or sheet row it begins on, cells) of every record that is not an empty line."""
        ...

    def shown_row(self, line: int) -> int:
        """The row that a spreadsheet program shows for the record that begins on this line, once it was read."""
        ...


@dataclass(frozen=True)
class Table:
    """A readable file. `above` are the rows before the headings; `foreign` up to ten cells beyond plain ASCII.

    header_line, header_record: the headings' physical line or sheet row, and the place of their last line among the
    records. 'xlsx' and delimiter '' for a workbook, whose sheet `source` then is. misread: cells of a Windows-1252 file
    that are UTF-8 all the same, as when an agency joins extracts of two systems.
    """

    path: Path
    sha256: str
    bytes: int
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    header_line: int
    header_record: int
    above: tuple[tuple[str, ...], ...]
    row_count: int
    source: Source = field(repr=False)
    foreign: tuple[str, ...] = ()
    consistency: float = 1.0
    heading_lines: int = 1
    misread: int = 0

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.headings)

    def rows(self) -> Iterator[Row]:
        """Every record below the headings, streamed. BrokenQuotes names the line where the CSV breaks."""
        number = 0
        for index, (line, cells) in enumerate(self.source.records(), start=1):
            if index > self.header_record:
                number += 1
                yield Row(number, line, cells)

    def verify_unchanged(self) -> None:
        """FileChanged unless the file still holds the bytes that were read."""
        if digest_of(self.path) != self.sha256:
            raise FileChanged(f"{self.path.name} is no longer the file that was checked.")


def read(
    path: Path,
    delimiter: str | None = None,
    progress: Progress = quiet,
    sheet: str | None = None,
    code: Callable[[Path], str | None] = no_others,
    fit: Fit = bool,
) -> Table:
    """Find out how the file is to be read. A delimiter or sheet given by the person is not questioned.

    code: which other code a file may be in that is not Unicode; imports know none but Windows-1252.
    fit: how well headings are those of the people looked for; where no sheet is given, the best shown one is read.

    Raises a FileRefused: NotAFile, EmptyFile, TooLarge, NotText, UnknownEncoding, NoColumns, BrokenQuotes, NoHeader;
    for workbooks PasswordProtected, HoldsMacros, BrokenWorkbook, HostileWorkbook, NoSuchSheet.
    """
    size = size_of(path)
    signature = starts(path)
    if signature == ZIP and sheet is None:
        return _of_workbook(path, size, fit, progress)
    if signature == ZIP:
        return _of_sheet(path, size, read_sheet(path, sheet, MAX_COLUMNS, progress))
    if signature == OLE:
        refuse_old(path)
    encoding, digest = encoding_of(path, size, progress, code)
    shape = _best_shape(path, encoding, delimiter, progress)
    if shape.width > MAX_COLUMNS:
        raise TooLarge(f"It has {shape.width:,} columns; {MAX_COLUMNS} is the most that can be read.")
    text = Text(path, encoding, shape.delimiter)
    headed = _find_headings(path, text, shape.width, shape.records)
    foreign, misread = _foreign(text) if encoding == "cp1252" else ((), 0)
    lines = headed.lines
    return Table(path, digest, size, encoding, shape.delimiter, *headed[:5], text, foreign, shape.share, lines, misread)


def _of_workbook(path: Path, size: int, fit: Fit, progress: Progress) -> Table:
    """The shown sheet that fits best, the first of those; a cover, even one like a table, comes before many an export.

    Where none fits at all it is the first that holds anything, with whatever is wrong with it.
    """
    first = read_sheet(path, None, MAX_COLUMNS, progress)
    others = [name for name in first.sheets if name != first.name and name not in first.hidden][:_SHEETS]
    best, most = None, 0.0
    for name in (first.name, *others):
        with suppress(FileRefused):
            one = first if name == first.name else read_sheet(path, name, MAX_COLUMNS, progress)
            table = _of_sheet(path, size, one)
            if (fits := fit(table.headings)) > most:
                best, most = table, fits
        if most == 1.0:
            break
    return best or _of_sheet(path, size, first)


def _of_sheet(path: Path, size: int, sheet: Sheet) -> Table:
    if sheet.width < LEAST_COLUMNS:
        others = [name for name in sheet.sheets if name != sheet.name]
        more = f" Its other sheets: {', '.join(others)}." if others else ""
        raise NoColumns(f"The sheet “{sheet.name}” has fewer than {LEAST_COLUMNS} columns.{more}")
    headed = _find_headings(path, sheet, sheet.width, sum(1 for _ in sheet.records()))
    if across := sheet.merged_across(headed.header_line, headed.header_line + headed.lines - 1):
        raise MergedHeadings(f"On the sheet “{sheet.name}” one heading stands over several columns ({across}).")
    return Table(path, digest_of(path), size, "xlsx", "", *headed[:5], sheet, heading_lines=headed.lines)


class _Headed(NamedTuple):
    """Where the headings stand, in the order in which a Table has it."""

    headings: tuple[str, ...]
    header_line: int
    header_record: int
    above: tuple[tuple[str, ...], ...]
    row_count: int
    lines: int


def _find_headings(path: Path, source: Source, width: int, records: int) -> _Headed:
    top = list(islice(source.records(), 60))
    cells = [cells for _, cells in top]
    header = find_header(cells, width)
    if records == header + 1:
        raise EmptyFile(f"{path.name} has column headings and no rows.")
    lines = heading_lines(cells, header)
    padded = [[*told, *[""] * (width - len(told))][:width] for told in cells[header : header + lines]]
    headings = tuple(_heading(" ".join(told)) for told in zip(*padded, strict=True))
    above = tuple(tuple(told) for told in cells[:header] if any(told))
    return _Headed(headings, top[header][0], header + lines, above, records - header - lines, lines)


def _heading(text: str) -> str:
    """A heading as a person reads it: on one line, of bearable length, with nothing that a terminal would obey."""
    return clean(" ".join(text.split()))[:LONGEST_HEADING].strip()


@contextmanager
def _telling_of_letters(path: Path) -> Generator[None]:
    """A UTF-16 or marked UTF-8 file may still break off in the middle of a letter."""
    try:
        yield
    except UnicodeError:
        raise UnknownEncoding(f"{path.name} says what its letters are written in, and then breaks that.") from None
    except OSError as error:
        raise NotAFile(f"{path.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None


class _Breaks:
    """Records that go on over several lines, in the order of the file: where each begins, lines too many up to it."""

    def __init__(self) -> None:
        self.begin = array("I")
        self.more = array("I")

    def add(self, begins: int, more: int) -> None:
        """Note it, once however often the file is gone through."""
        if not self.begin or begins > self.begin[-1]:
            self.begin.append(begins)
            self.more.append(more + (self.more[-1] if self.more else 0))

    def before(self, line: int) -> int:
        """How many lines before this one were the rest of a record."""
        at = bisect_left(self.begin, line)
        return self.more[at - 1] if at else 0


@dataclass(frozen=True)
class Text:
    """A text file with a delimiter."""

    path: Path
    encoding: str
    delimiter: str
    _breaks: _Breaks = field(default_factory=_Breaks, repr=False, compare=False)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(physical line it begins on, cells) of every record that is not an empty line."""
        with _telling_of_letters(self.path), self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            begins = 1
            try:
                for cells in reader:
                    ends = reader.line_num
                    if ends > begins:
                        self._breaks.add(begins, ends - begins)
                    if cells:
                        yield begins, cells
                    begins = ends + 1
            except csv.Error as error:
                raise BrokenQuotes(_where(begins, reader.line_num, str(error))) from None

    def shown_row(self, line: int) -> int:
        """A record is one row there, however many lines of the file it takes."""
        return line - self._breaks.before(line)


def _where(begins: int, now: int, error: str) -> str:
    if "field larger" in error:
        return (
            f"The record that begins on line {begins:,} holds a cell of more than {csv.field_size_limit():,} letters;"
            " most likely a quotation mark is never closed."
        )
    if "end of data" in error:
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
    for _, cells in Text(path, encoding, delimiter).records():
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
    if not top.strip():
        raise EmptyFile(f"{path.name} holds blank lines only.")
    return sorted((d for d in DELIMITERS if d in top), key=lambda d: -top.count(d))


def _foreign(text: Text) -> tuple[tuple[str, ...], int]:
    """Up to ten cells beyond plain ASCII, and how many of all are UTF-8 misread; those come first."""
    found: dict[str, None] = {}
    wrong: dict[str, None] = {}
    misread = 0
    for _, cells in text.records():
        if "".join(cells).isascii():
            continue
        for cell in cells:
            if _is_misread(cell):
                misread += 1
                if len(wrong) < _SHOWN:
                    wrong[cell] = None
            elif len(found) < _SHOWN and not cell.isascii():
                found[cell] = None
    return tuple(islice((*wrong, *found), _SHOWN)), misread


def _is_misread(cell: str) -> bool:
    if cell.isascii():
        return False
    try:
        cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True
