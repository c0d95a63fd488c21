"""What a sheet's XML says that the parser of its cells does not: hidden and struck rows, merged cells, lost results.

Read in the child process, in pieces, by a few plain patterns; the sheet's XML is never built into a tree.
"""

import re
import zipfile
from typing import IO, TypedDict
from xml.etree import ElementTree

CHUNK = 1 << 20
_LONGEST = 4_096
"""No tag that matters is longer; so much of a piece is looked at again with the next."""
_ROW = re.compile(rb"<row\s[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_MERGED = re.compile(rb"<mergeCell\s+ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_NO_RESULT = re.compile(rb"(?:</f>|<f\s[^>]*/>)(?:<v\s*/>|<v></v>)?</c>")
_MOST_MERGED = 100_000
_NAMESPACES = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Marks(TypedDict):
    """hidden_rows, no_result: how many. merged: the first hundred thousand ranges, as 'A1:C1'.

    struck_rows: those in which somebody has struck out a cell, as people do by hand with who has left.
    """

    hidden_rows: int
    struck_rows: list[int]
    merged: list[str]
    no_result: int


def marks_of(file: IO[bytes], sheet: str) -> Marks:
    """The marks of a sheet; none where the workbook does not say where the sheet is."""
    told: Marks = {"hidden_rows": 0, "struck_rows": [], "merged": [], "no_result": 0}
    with zipfile.ZipFile(file) as book:
        part = _part(book, sheet)
        if part not in book.namelist():
            return told
        with book.open(part) as xml:
            _look(xml, told, _struck(book))
    return told


def _struck(book: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """Finds the rows of filled cells whose style strikes their letters out; None where there is no such style."""
    if "xl/styles.xml" not in book.namelist():
        return None
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))  # noqa: S314 - the parser has read it, without entities
    fonts = [font.find("main:strike", _NAMESPACES) for font in styles.iterfind("main:fonts/main:font", _NAMESPACES)]
    struck = {str(at) for at, one in enumerate(fonts) if one is not None and one.get("val", "1") not in ("0", "false")}
    formats = styles.iterfind("main:cellXfs/main:xf", _NAMESPACES)
    wanted = "|".join(str(at) for at, one in enumerate(formats) if one.get("fontId") in struck)
    cell = rf"<c\s+r=[\"'][A-Z]{{1,3}}(\d{{1,7}})[\"'][^>]*\bs=[\"'](?:{wanted})[\"'][^>]*(?<!/)>"
    return re.compile(cell.encode()) if wanted else None


def _look(xml: IO[bytes], told: Marks, struck: re.Pattern[bytes] | None) -> None:
    rest = b""
    rows = set[bytes]()
    while piece := xml.read(CHUNK):
        text = rest + piece
        end = 0
        for pattern in (_ROW, _MERGED, _NO_RESULT):
            for found in pattern.finditer(text):
                end = max(end, found.end())
                if pattern is _ROW:
                    told["hidden_rows"] += 1
                elif pattern is _NO_RESULT:
                    told["no_result"] += 1
                elif len(told["merged"]) < _MOST_MERGED:
                    told["merged"].append(found[1].decode())
        for found in struck.finditer(text) if struck else ():
            rows.add(found[1])
        rest = text[max(end, len(text) - _LONGEST) :]
    told["struck_rows"] = sorted(map(int, rows))


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The archive's member that holds a sheet."""
    listed = ElementTree.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 - the parser has read it, without entities
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    ids = [one.get(_RELATION) for one in listed.iterfind(".//main:sheet", _NAMESPACES) if one.get("name") == sheet]
    targets = [one.get("Target", "") for one in relations if ids and one.get("Id") == ids[0]]
    target = targets[0] if targets else ""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
