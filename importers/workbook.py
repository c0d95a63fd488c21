"""One sheet of a workbook as records of text, parsed in a child process that may die without harm.

The child runs once; what it said is kept packed in memory (a million rows take some 80 MB), so that a sheet can be gone
through as often as a file, and nothing of it is ever written down.
"""

import csv
import json
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from importers.archive import inspect
from importers.progress import Progress, quiet
from importers.refusals import BrokenWorkbook, EmptyFile, HostileWorkbook, NoSuchSheet, PasswordProtected, TooLarge
from importers.sheet_child import EXITS

SECONDS = 300
_CHUNK = 1 << 20
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Sheet:
    """A parsed sheet. sheets, hidden: names of all sheets of the workbook, and of those that are not shown.

    hidden_rows: rows of this sheet that a person does not see; they are read like the others. no_result: formulas that
    the workbook holds no result of; their cells are blank. merged: ranges of merged cells, 'A1:C1'.
    """

    name: str
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    width: int
    packed: tuple[bytes, ...] = field(repr=False)
    hidden_rows: int = 0
    no_result: int = 0
    merged: tuple[str, ...] = ()

    def merged_across(self, first: int, last: int) -> str:
        """The first range that joins columns in these rows of the sheet, '' if there is none."""
        for told in self.merged:
            left, top, right, bottom = _RANGE.fullmatch(told).groups()  # type: ignore[union-attr]
            if left != right and int(top) <= last and int(bottom) >= first:
                return told
        return ""

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row of the sheet, cells) of every row that is not empty. Dates are ISO text."""
        try:
            for row, cells in enumerate(csv.reader(_lines(self.packed), strict=True), start=1):
                if any(cells):
                    yield row, cells
        except csv.Error:
            raise HostileWorkbook("It holds a cell longer than a spreadsheet program can make.") from None

    def shown_row(self, line: int) -> int:
        """A record's line is its row of the sheet."""
        return line


def read_sheet(path: Path, wanted: str | None, max_columns: int, progress: Progress = quiet) -> Sheet:
    """Parse one sheet: the one wanted, else the first shown one of three columns or more, else the first
    that holds anything, a hidden one last.

    Raises: NoSuchSheet, EmptyFile, TooLarge, PasswordProtected, BrokenWorkbook, HostileWorkbook, HoldsMacros, NotText.
    """
    with path.open("rb") as file:
        inspect(file, path.name)
        file.seek(0)
        with _child() as child:
            _ask(child, wanted, file)
            head = _head(child, path.name)
            if head["width"] > max_columns:
                raise TooLarge(f"Its sheet has {head['width']:,} columns; {max_columns} is the most that can be read.")
            packed = tuple(_pack(child, head["rows"], progress))
            _judge(child.wait(), path.name, wanted, head)
    return Sheet(
        head["sheet"],
        tuple(head["sheets"]),
        tuple(head["hidden"]),
        head["width"],
        packed,
        head["hidden_rows"],
        head["no_result"],
        tuple(head["merged"]),
    )


@contextmanager
def _child() -> Generator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-I", "-m", "importers.sheet_child"]
    child = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter, without any argument
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    clock = threading.Timer(SECONDS, child.kill)
    clock.start()
    try:
        yield child
    finally:
        clock.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                _close(pipe)
        child.wait()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # the child died before it had read everything; its exit code says why
        return


def _ask(child: "subprocess.Popen[bytes]", wanted: str | None, file: IO[bytes]) -> None:
    """The child reads everything before it says a word, so neither waits for the other."""
    assert child.stdin
    try:
        child.stdin.write(json.dumps({"sheet": wanted}).encode() + b"\n")
        copyfileobj(file, child.stdin, _CHUNK)
    except BrokenPipeError:
        pass
    _close(child.stdin)


def _head(child: "subprocess.Popen[bytes]", name: str) -> dict[str, Any]:
    assert child.stdout
    line = child.stdout.readline()
    if not line:
        _judge(child.wait(), name, None, {})
        raise BrokenWorkbook(f"{name} could not be read.")
    return json.loads(line)


def _pack(child: "subprocess.Popen[bytes]", rows: int, progress: Progress) -> Iterator[bytes]:
    assert child.stdout
    packer = zlib.compressobj(1)
    done = 0
    while chunk := child.stdout.read(_CHUNK):
        done += chunk.count(b"\r\n")
        progress("Reading the sheet", min(done, rows), rows)
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()


def _judge(code: int, name: str, wanted: str | None, head: dict[str, Any]) -> None:
    """Say why the child ended, unless all went well. A signal means the limits, or a parser that gave up."""
    match EXITS.get(code, "" if code == 0 else "died"):
        case "":
            return
        case "password":
            raise PasswordProtected(f"{name} can be opened with its password only.")
        case "no such sheet":
            raise NoSuchSheet(f"{name} has no sheet named {wanted!r}. Its sheets are: {', '.join(head['sheets'])}.")
        case "empty":
            raise EmptyFile(f"{name} has no cell with anything in it.")
        case "broken":
            raise BrokenWorkbook(f"{name} breaks off, or parts of it are missing or unreadable.")
        case _:
            raise HostileWorkbook(f"{name} claims more cells than this computer may hold for it, or takes too long.")


def _lines(packed: tuple[bytes, ...]) -> Iterator[str]:
    """The sheet's CSV, line by line; only complete lines are made text, so no letter is cut."""
    unpacker = zlib.decompressobj()
    rest = b""
    for block in packed:
        complete, newline, rest = (rest + unpacker.decompress(block)).rpartition(b"\n")
        yield from StringIO((complete + newline).decode(), newline="\n")
    yield from StringIO((rest + unpacker.flush()).decode(), newline="\n")
