"""The child process that parses a workbook: nothing but bytes in and CSV out, under limits of memory and time.

A hostile sheet can make the parser end its process (STORE §7: two cells are enough), and then it is this one. Standard
input: a line with the workbook's size, the workbook, then a line of JSON {"sheet": name or null} for each sheet that is
wanted. Standard output, for each: a line of JSON (`_head`), then one CSV record for each row of the sheet from its
first, then END. Exit code 0, or one of EXITS. It knows no path and writes no file.
"""

import csv
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from importers.reading.sheet_marks import marks_of
from store.vault.process import harden

MEMORY = 2_500_000_000
SECONDS = 120
LEAST_COLUMNS = 3
"""A sheet of people has as many; one with fewer is a cover or a note, and read only if nothing else is there."""
END = b"\xff"
"""Ends a sheet: no text in UTF-8 has this byte."""
EXITS = {3: "password", 4: "broken", 5: "no such sheet", 6: "empty", 7: "memory"}
_CODES = {what: code for code, what in EXITS.items()}


def main() -> int:
    """Answer until nothing more is asked, or something is wrong."""
    _limit()
    import python_calamine as calamine

    file = io.BytesIO(sys.stdin.buffer.read(int(sys.stdin.buffer.readline())))
    try:
        book = calamine.CalamineWorkbook.from_filelike(file)
        for request in sys.stdin.buffer:
            if code := _answer(book, file, json.loads(request)["sheet"]):
                return code
    except calamine.PasswordError:
        return _CODES["password"]
    except MemoryError:
        return _CODES["memory"]
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError):
        return _CODES["broken"]
    return 0


def _limit() -> None:
    """Bound memory, time and files. On Windows the parent's clock and the archive's limits must do."""
    harden()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(book: Any, file: io.BytesIO, wanted: str | None) -> int:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = {
        m.name: m.visible is SheetVisibleEnum.Visible for m in book.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet
    }
    if wanted is not None and wanted not in shown:
        _head(shown, "", 0, 0)
        return _CODES["no such sheet"]
    sheet = _first(book, shown) if wanted is None else book.get_sheet_by_name(wanted)
    if sheet is None or sheet.start is None:
        _head(shown, "", 0, 0)
        return _CODES["empty"]
    margin = sheet.start[1]
    _head(shown, sheet.name, sheet.total_height, margin + sheet.width, **marks_of(file, sheet.name))
    _rows(sheet, margin)
    return 0


def _first(book: Any, shown: dict[str, bool]) -> Any:
    """The first shown sheet that is wide enough, else the first that holds anything, a hidden one last; None.

    A cover with a title and a date stands before the data of many exports.
    """
    spare = None
    for name in sorted(shown, key=lambda name: not shown[name]):
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            if shown[name] and sheet.width >= LEAST_COLUMNS:
                return sheet
            spare = spare or sheet
    return spare


def _head(shown: dict[str, bool], name: str, rows: int, width: int, **marks: object) -> None:
    hidden = [other for other, visible in shown.items() if not visible]
    head = {"sheets": list(shown), "hidden": hidden, "sheet": name, "rows": rows, "width": width, **marks}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.flush()


def _rows(sheet: Any, margin: int) -> None:
    """margin: blank columns left of the first cell that anything stands in, which the parser leaves out."""
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=False)
    writer = csv.writer(out, lineterminator="\r\n")
    written, before = _WRITTEN, [""] * margin
    writer.writerows([*before, *(written[type(cell)](cell) for cell in row)] for row in sheet.iter_rows())
    out.detach().write(END)
    sys.stdout.buffer.flush()


def _number(value: float) -> str:
    """All digits of a whole number below 10^15; beyond that a workbook has lost some, and the exponent says so."""
    return f"{value:.15g}"


def _moment(value: datetime) -> str:
    return value.isoformat(" ", "seconds") if value.time() != time() else value.date().isoformat()


_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: _moment,
    time: lambda value: value.isoformat("seconds"),
    timedelta: str,
}


if __name__ == "__main__":
    sys.exit(main())
