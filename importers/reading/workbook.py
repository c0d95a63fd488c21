"""The sheets of a workbook as records of text, parsed in a child process that may die without harm.

A sheet is parsed once; what the child said of it is kept packed in memory (a million rows take some 80 MB), so that it
can be gone through as often as a file, and nothing of it is ever written down.
"""

import csv
import json
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from io import SEEK_END, BufferedReader, StringIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from importers.reading.archive import inspect
from importers.reading.sheet_child import END, EXITS
from importers.refusals import (
    BrokenWorkbook,
    EmptyFile,
    FileRefused,
    HostileWorkbook,
    NoSuchSheet,
    PasswordProtected,
    TooWide,
)
from matching.progress import Progress

SECONDS = 300
_CHUNK = 1 << 20
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Sheet:
    """A parsed sheet. sheets, hidden: names of all sheets of the workbook, and of those that are not shown.

    hidden_rows: rows of this sheet that a person does not see; struck_rows: in which something is struck out. Both are
    read like the others. no_result: formulas that the workbook holds no result of; their cells are blank. merged:
    ranges of merged cells, 'A1:C1'. rows_from: the sheet's first row below the headings; 0 until they are known.
    """

    name: str
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    width: int
    packed: tuple[bytes, ...] = field(repr=False)
    hidden_rows: int
    no_result: int
    merged: tuple[str, ...]
    struck_rows: tuple[int, ...]
    rows_from: int = 0

    def merged_across(self, first: int, last: int) -> str:
        """The first range that joins columns in these rows of the sheet, '' if there is none."""
        for told in self.merged:
            left, top, right, bottom = _RANGE.fullmatch(told).groups()  # type: ignore[union-attr]
            if left != right and int(top) <= last and int(bottom) >= first:
                return told
        return ""

    def merged_down(self) -> dict[int, list[tuple[int, int]]]:
        """(column from 0, last row) of each cell that stands over several rows below the headings, by its first row.

        Its text stands in all of them: a household's address beside each who lives there.
        """
        down: dict[int, list[tuple[int, int]]] = {}
        for told in self.merged if self.rows_from else ():
            left, top, right, bottom = _RANGE.fullmatch(told).groups()  # type: ignore[union-attr]
            if left == right and int(top) >= self.rows_from and place(left) < self.width:
                down.setdefault(int(top), []).append((place(left), int(bottom)))
        return down

    def groups(self, line: int) -> list[slice]:
        """The columns that a single cell of this row alone stands over."""
        ranges = (_RANGE.fullmatch(told).groups() for told in self.merged)  # type: ignore[union-attr]
        return [
            slice(place(left), place(right) + 1)
            for left, top, right, bottom in ranges
            if left != right and int(top) == line == int(bottom)
        ]

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row of the sheet, cells) of every row that is not empty. Dates are ISO text."""
        down = self.merged_down()
        held: dict[int, tuple[int, str]] = {}
        try:
            for row, cells in enumerate(csv.reader(_lines(self.packed), strict=True), start=1):
                if any(cells):
                    for at, (last, text) in held.items() if down else ():
                        cells[at] = cells[at] or (text if row <= last else "")
                    held |= {at: (last, cells[at]) for at, last in down.get(row, ())}
                    yield row, cells
        except csv.Error:
            raise HostileWorkbook("It holds a cell longer than a spreadsheet program can make.") from None

    def shown_row(self, line: int) -> int:
        """A record's line is its row of the sheet."""
        return line


def place(letters: str) -> int:
    """The place from 0 of a column that spreadsheet programs call so: 0 of 'A', 27 of 'AB'; -1 of none."""
    return reduce(lambda so_far, letter: so_far * 26 + ord(letter) - 64, letters, 0) - 1


class Workbook:
    """A workbook in its child: opened once for all the sheets that are asked for, again only if a sheet was its end."""

    def __init__(self, path: Path, max_columns: int, progress: Progress) -> None:
        self._path = path
        self._max_columns = max_columns
        self._progress = progress
        self._child: subprocess.Popen[bytes] | None = None
        self._clock: threading.Timer | None = None

    def sheet(self, wanted: str | None) -> Sheet:
        """Parse one sheet: the one wanted, else the first shown one of three columns or more, else the first
        that holds anything, a hidden one last.

        Raises: NoSuchSheet, EmptyFile, TooLarge, PasswordProtected, BrokenWorkbook, HostileWorkbook, HoldsMacros,
        HoldsLinks, NotText.
        """
        try:
            return self._sheet(wanted)
        except BaseException:
            self.close()  # it may be dead, or in the middle of a sheet
            raise

    def _sheet(self, wanted: str | None) -> Sheet:
        child = self._child or self._open()
        _ask(child, wanted)
        assert child.stdout
        if not (told := child.stdout.readline()):
            raise _why(child.wait(), self._path.name, wanted, ())
        head: dict[str, Any] = json.loads(told)
        if head["width"] > self._max_columns:
            most = self._max_columns
            raise TooWide(f"Its sheet has {head['width']:,} columns; {most} is the most that can be read.")
        packed = _pack(child, head["rows"], self._progress)
        if not packed:
            raise _why(child.wait(), self._path.name, wanted, head["sheets"])
        return Sheet(
            head["sheet"],
            tuple(head["sheets"]),
            tuple(head["hidden"]),
            head["width"],
            tuple(packed),
            head["hidden_rows"],
            head["no_result"],
            tuple(head["merged"]),
            tuple(head["struck_rows"]),
        )

    def _open(self) -> "subprocess.Popen[bytes]":
        with self._path.open("rb") as file:
            inspect(file, self._path.name)
            command = [sys.executable, "-I", "-m", "importers.reading.sheet_child"]
            self._child = child = subprocess.Popen(  # noqa: S603 - our own module and interpreter, no argument
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._clock = threading.Timer(SECONDS, child.kill)
            self._clock.start()
            _hand_over(child, file)
        return child

    def close(self) -> None:
        """End the child. Safe to call twice."""
        child, self._child = self._child, None
        if child and self._clock:
            self._clock.cancel()
            child.kill()
            for pipe in (child.stdin, child.stdout):
                with suppress(BrokenPipeError):  # the child died before it had read everything; its exit code says why
                    if pipe:
                        pipe.close()
            child.wait()


def _hand_over(child: "subprocess.Popen[bytes]", file: IO[bytes]) -> None:
    """The child reads everything before it says a word, so neither waits for the other."""
    assert child.stdin
    size = file.seek(0, SEEK_END)
    file.seek(0)
    with suppress(BrokenPipeError):  # its exit code says why
        child.stdin.write(b"%d\n" % size)
        copyfileobj(file, child.stdin, _CHUNK)


def _ask(child: "subprocess.Popen[bytes]", wanted: str | None) -> None:
    assert child.stdin
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps({"sheet": wanted}).encode() + b"\n")
        child.stdin.flush()


def _pack(child: "subprocess.Popen[bytes]", rows: int, progress: Progress) -> list[bytes]:
    """What the child says of a sheet; nothing if it ended before the sheet did."""
    assert child.stdout
    packer = zlib.compressobj(1)
    packed: list[bytes] = []
    done, ended = 0, False
    while not ended and (chunk := _next(child.stdout)):
        ended = chunk.endswith(END)
        done += chunk.count(b"\r\n")
        progress("Reading the sheet", min(done, rows), rows)
        packed.append(packer.compress(chunk.removesuffix(END)))
    return [*filter(None, packed), packer.flush()] if ended else []


def _next(pipe: IO[bytes]) -> bytes:
    """Some more, as much as fills a chunk or ends the sheet; nothing at the end of the child."""
    assert isinstance(pipe, BufferedReader)
    chunk = bytearray()
    while len(chunk) < _CHUNK and not chunk.endswith(END) and (some := pipe.read1(_CHUNK)):
        chunk += some
    return bytes(chunk)


def _why(code: int, name: str, wanted: str | None, sheets: Sequence[str]) -> FileRefused:
    """Why the child ended before a sheet did. A signal means the limits, or a parser that gave up."""
    match EXITS.get(code):
        case "password":
            return PasswordProtected(f"{name} can be opened with its password only.")
        case "no such sheet":
            return NoSuchSheet(f"{name} has no sheet named {wanted!r}. Its sheets are: {', '.join(sheets)}.")
        case "empty":
            return EmptyFile(f"{name} has no cell with anything in it.")
        case "broken":
            return BrokenWorkbook(f"{name} breaks off, or parts of it are missing or unreadable.")
        case _:
            return HostileWorkbook(f"{name} claims more cells than this computer may hold for it, or takes too long.")


def _lines(packed: tuple[bytes, ...]) -> Iterator[str]:
    """The sheet's CSV, line by line; only complete lines are made text, so no letter is cut."""
    unpacker = zlib.decompressobj()
    rest = b""
    for block in packed:
        complete, newline, rest = (rest + unpacker.decompress(block)).rpartition(b"\n")
        yield from StringIO((complete + newline).decode(), newline="\n")
    yield from StringIO((rest + unpacker.flush()).decode(), newline="\n")
