"""Open an agency's file as text and cells: encoding, delimiter, header, rows. Nothing is judged here.

Text is streamed, never held (`importers.reading.delimited`); a workbook's sheets are parsed in a child process
(`importers.reading.workbook`).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from importers.reading.archive import OLE, ZIP, refuse_old
from importers.reading.delimited import Text, best_shape, foreign
from importers.reading.encoding import digest_of, encoding_of, size_of, starts
from importers.reading.header import find_header, heading_lines, spread
from importers.reading.sheet_child import LEAST_COLUMNS
from importers.reading.workbook import Sheet, Workbook
from importers.refusals import EmptyFile, FileChanged, FileRefused, MergedHeadings, NoColumns, TooWide
from importers.values.cells import clean
from matching.progress import Progress, quiet

MAX_COLUMNS = 500
LONGEST_HEADING = 200
Fit = Callable[[Sequence[str]], float]
"""How well headings are those that are looked for: 0 not at all, 1 for sure. bool: any will do."""
_SHEETS = 12
"""So many beside the first are looked at for one that fits."""


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

    def groups(self, line: int) -> Sequence[slice]:
        """The columns that a single cell of this line alone stands over."""
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
    heading_lines: int
    source: Source = field(repr=False)
    foreign: tuple[str, ...] = ()
    consistency: float = 1.0
    misread: int = 0

    @property
    def width(self) -> int:
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
    progress: Progress = quiet,
    sheet: str | None = None,
    code: Callable[[Path], str | None] | None = None,
    fit: Fit = bool,
) -> Table:
    """Find out how the file is to be read. A sheet given by the person is not questioned.

    code: which other code a file may be in that is not Unicode; imports know none but Windows-1252.
    fit: how well headings are those of the people looked for; where no sheet is given, the best shown one is read.

    Raises a FileRefused: NotAFile, EmptyFile, TooLarge, NotText, UnknownEncoding, NoColumns, BrokenQuotes, NoHeader;
    for workbooks PasswordProtected, HoldsMacros, HoldsLinks, MergedHeadings, BrokenWorkbook, HostileWorkbook,
    NoSuchSheet.
    """
    size = size_of(path)
    signature = starts(path)
    if signature == ZIP:
        with closing(Workbook(path, MAX_COLUMNS, progress)) as book:
            first = book.sheet(sheet)
            file = _Bytes(path, digest_of(path), size)
            return _best_sheet(file, book, first, fit) if sheet is None else _of_sheet(file, first)
    if signature == OLE:
        refuse_old(path)
    encoding, digest = encoding_of(path, size, progress, code)
    shape = best_shape(path, encoding, progress)
    if shape.width > MAX_COLUMNS:
        raise TooWide(f"It has {shape.width:,} columns; {MAX_COLUMNS} is the most that can be read.")
    text = Text(path, encoding, shape.delimiter)
    headed = _find_headings(path, text, shape.width, shape.records)
    unusual, misread = foreign(text) if encoding == "cp1252" else ((), 0)
    return Table(path, digest, size, encoding, shape.delimiter, *headed, text, unusual, shape.share, misread)


class _Bytes(NamedTuple):
    """A file as such, in the order in which a Table has it."""

    path: Path
    sha256: str
    size: int


def _best_sheet(file: _Bytes, book: Workbook, first: Sheet, fit: Fit) -> Table:
    """The shown sheet that fits best, the first of those; a cover, even one like a table, comes before many an export.

    Where none fits at all it is the first that holds anything, with whatever is wrong with it.
    """
    others = [name for name in first.sheets if name != first.name and name not in first.hidden][:_SHEETS]
    best, most = None, 0.0
    for name in (first.name, *others):
        with suppress(FileRefused):
            table = _of_sheet(file, first if name == first.name else book.sheet(name))
            if (fits := fit(table.headings)) > most:
                best, most = table, fits
        if most == 1.0:
            break
    return best or _of_sheet(file, first)


def _of_sheet(file: _Bytes, sheet: Sheet) -> Table:
    if sheet.width < LEAST_COLUMNS:
        others = [name for name in sheet.sheets if name != sheet.name]
        more = f" Its other sheets: {', '.join(others)}." if others else ""
        raise NoColumns(f"The sheet “{sheet.name}” has fewer than {LEAST_COLUMNS} columns.{more}")
    headed = _find_headings(file.path, sheet, sheet.width, sum(1 for _ in sheet.records()))
    if across := _merged(sheet, headed):
        raise MergedHeadings(f"On the sheet “{sheet.name}” one heading stands over several columns ({across}).")
    return Table(*file, "xlsx", "", *headed, replace(sheet, rows_from=headed.header_line + headed.lines))


def _merged(sheet: Sheet, headed: "_Headed") -> str:
    """A range that leaves columns without headings of their own; '' if all have some, be it on the line below."""
    first, last = headed.header_line, headed.header_line + headed.lines - 1
    groups = sheet.groups(first) if first < last else ()
    apart = all(len(set(headed.headings[one])) == one.stop - one.start for one in groups)
    return sheet.merged_across(last if apart else first, last)


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
    margin = _blank_before(cells)
    inside = [told[margin:] for told in cells]
    header = find_header(inside, width - margin)
    if records == header + 1:
        raise EmptyFile(f"{path.name} has column headings and no rows.")
    lines = heading_lines(inside, header)
    padded = [[*told, *[""] * (width - len(told))][:width] for told in cells[header : header + lines]]
    if lines > 1:
        padded[0] = spread(padded[0], padded[1], source.groups(top[header][0]))
    headings = tuple(_heading(" ".join(told)) for told in zip(*padded, strict=True))
    above = tuple(tuple(told) for told in cells[:header] if any(told))
    return _Headed(headings, top[header][0], header + lines, above, records - header - lines, lines)


def _blank_before(records: Sequence[Sequence[str]]) -> int:
    """How many columns at the left are blank in all of these records: a sheet's table may begin at C5."""
    return min((next((at for at, cell in enumerate(told) if cell.strip()), len(told)) for told in records), default=0)


def _heading(text: str) -> str:
    """A heading as a person reads it: on one line, of bearable length, with nothing that a terminal would obey."""
    return clean(" ".join(text.split()))[:LONGEST_HEADING].strip()
