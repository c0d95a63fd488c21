"""Workbooks made by hand, member by member: what a spreadsheet program writes, and what only an attacker would."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | bool | None
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class Day(float):
    """A date cell: the serial number that a spreadsheet keeps, shown as a date."""


def column(at: int) -> str:
    """'A' for 0, 'AB' for 27."""
    name = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(65 + letter) + name
    return name


def sheet_xml(rows: Iterable[Sequence[Cell]], first_row: int = 1, merged: Sequence[str] = ()) -> str:
    """A worksheet's XML with inline strings."""
    out = [f"<worksheet {_MAIN}><sheetData>"]
    for number, cells in enumerate(rows, start=first_row):
        out.append(f'<row r="{number}">')
        out += [_cell(f"{column(at)}{number}", value) for at, value in enumerate(cells) if value is not None]
        out.append("</row>")
    out.append("</sheetData>")
    if merged:
        out.append("<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in merged) + "</mergeCells>")
    return "".join([*out, "</worksheet>"])


def _cell(at: str, value: Cell) -> str:
    if isinstance(value, Day):
        return f'<c r="{at}" s="1"><v>{float(value):g}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    if str(value).startswith("#"):
        return f'<c r="{at}" t="e"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def members(
    sheets: Mapping[str, str], states: Mapping[str, str] | None = None, since_1904: bool = False
) -> dict[str, str]:
    """The members of a workbook of these worksheets (name → XML); states: name → 'hidden' or 'veryHidden'."""
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{at}' r:id='rId{at}'"
        + (f" state='{states[name]}'" if states and name in states else "")
        + "/>"
        for at, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f"<Relationship Id='rId{at}' Type='{_REL}/worksheet' Target='worksheets/sheet{at}.xml'/>"
        for at in range(1, len(sheets) + 1)
    )
    styles = f"<Relationship Id='rIdS' Type='{_REL}/styles' Target='styles.xml'/>"
    return {
        "[Content_Types].xml": f"<Types xmlns='{_TYPES}'>"
        "<Default Extension='xml' ContentType='application/xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{_PACKAGE}'><Relationship Id='r1' Type='{_REL}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook {_MAIN} xmlns:r='{_REL}'><workbookPr date1904='{int(since_1904)}'/>"
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{_PACKAGE}'>{relations}{styles}</Relationships>",
        "xl/styles.xml": f"<styleSheet {_MAIN}><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
        "</styleSheet>",
        **{f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), start=1)},
    }


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The members as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def workbook(path: Path, **sheets: Sequence[Sequence[Cell]]) -> Path:
    """Write a workbook of plain sheets."""
    path.write_bytes(pack(members({name: sheet_xml(rows) for name, rows in sheets.items()})))
    return path
