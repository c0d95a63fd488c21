"""Open an agency's file as text and cells: encoding, delimiter, header, rows. Nothing is judged here.

The file is streamed, never held. What can be read whole is never inferred from a sample: encoding, delimiter and
width are decided over every byte (domain/9 rules 1 to 6, STORE §5 and §7).
"""

import codecs
import csv
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from importers.header import find_header
from importers.progress import Progress, quiet
from importers.refusals import (
    BrokenQuotes,
    EmptyFile,
    FileChanged,
    NoColumns,
    NotAFile,
    NotText,
    TooLarge,
    UnknownEncoding,
)

MAX_BYTES = 2 * 1024**3
MAX_COLUMNS = 500
CHUNK = 1 << 20
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
CONSISTENT = 0.98
_UNDEFINED_1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})
_SIGNATURES = {
    b"PK\x03\x04": "It is an Excel workbook or a zip archive. Workbooks cannot be read yet",
    b"\xd0\xcf\x11\xe0": "It is an old Excel or Word document",
    b"%PDF": "It is a PDF",
    b"\x89PNG": "It is a picture",
    b"\x1f\x8b": "It is a compressed file",
}


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
        if _digest(self.path) != self.sha256:
            raise FileChanged(f"{self.path.name} is no longer the file that was checked.")


def read(path: Path, delimiter: str | None = None, progress: Progress = quiet) -> Table:
    """Find out how the file is to be read. A delimiter given by the person is not questioned.

    Raises a FileRefused: NotAFile, EmptyFile, TooLarge, NotText, UnknownEncoding, NoColumns, BrokenQuotes, NoHeader.
    """
    size = _size(path)
    encoding, digest = _encoding(path, size, progress)
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


def _size(path: Path) -> int:
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise NotAFile(f"{path.name or path} is not a file.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise NotAFile(
            f"{path.name or path} cannot be opened: {(error.strerror or 'unknown reason').lower()}."
        ) from None
    if status.st_size == 0:
        raise EmptyFile(f"{path.name} is empty: it has no bytes at all.")
    if status.st_size > MAX_BYTES:
        raise TooLarge(f"{path.name} has {status.st_size / 1e9:.1f} GB; {MAX_BYTES / 1e9:.1f} GB is the limit.")
    return status.st_size


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
            return digest.hexdigest()
    except OSError:
        raise FileChanged(f"{path.name} is no longer there.") from None


def _encoding(path: Path, size: int, progress: Progress) -> tuple[str, str]:
    """(encoding, sha256) over the whole file: by mark, else strict UTF-8, else Windows-1252 without its five gaps."""
    digest = sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8, undefined_at, controls, done = True, 0, 0, 0
    lines = 1
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        marked = _by_mark(path, start)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress("Reading the file", done, size)
            if marked:
                continue
            controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
            if is_utf8:
                try:
                    utf8.decode(chunk, final=done >= size)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not undefined_at:
                gaps = [at for byte in _UNDEFINED_1252 if (at := chunk.find(byte)) >= 0]
                undefined_at = lines + chunk.count(b"\n", 0, min(gaps)) if gaps else 0
            lines += chunk.count(b"\n")
    if marked:
        return marked, digest.hexdigest()
    if controls > max(8, done // 200):
        raise NotText(f"{path.name} is not text: it looks like a program's own file, or UTF-16 without its mark.")
    if is_utf8:
        return "utf-8", digest.hexdigest()
    if undefined_at:
        raise UnknownEncoding(
            f"Line {undefined_at:,} holds a byte that is a letter neither in UTF-8 nor in Windows-1252."
        )
    return "cp1252", digest.hexdigest()


def _by_mark(path: Path, start: bytes) -> str:
    for signature, what in _SIGNATURES.items():
        if start.startswith(signature):
            raise NotText(f"{path.name}: {what[0].lower()}{what[1:]}; save it as CSV for now.")
    if start in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise UnknownEncoding(f"{path.name} is in UTF-32, which is not read here.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else ""


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
