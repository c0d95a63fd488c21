"""Workbooks: what a sheet's cells say, which sheet is read, and workbooks made to do harm."""

import csv
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from importers.delivering import delivery
from importers.reading import workbook
from importers.reading.scan import scan
from importers.reading.tables import read
from importers.reading.workbook import Sheet
from importers.refusals import (
    BrokenWorkbook,
    EmptyFile,
    FileRefused,
    HoldsMacros,
    HostileWorkbook,
    NoHeader,
    NoSuchSheet,
    NotText,
    PasswordProtected,
    TooLarge,
)
from store.session import Session
from tests.importers import deliveries
from tests.importers.workbooks import Day, members, pack, sheet_xml
from tests.importers.workbooks import workbook as made

HEADINGS = ["Surname", "Forename", "DOB", "Number"]
ZOE = ["Brontë", "Zoë", Day(41347), 4857773457]
ALI = ["Khan, Jr", 'Ali "Al"\nAhmed', "02/12/2011", 7.5]


def sheet_of(path: Path) -> Sheet:
    source = read(path).source
    assert isinstance(source, Sheet)
    return source


def test_a_sheet_reads_like_a_file(tmp_path: Path) -> None:
    table = read(made(tmp_path / "book.xlsx", Clients=[HEADINGS, ZOE, ALI]))
    assert (table.encoding, table.delimiter, table.header_line, table.row_count) == ("xlsx", "", 1, 2)
    assert list(table.headings) == HEADINGS
    expected = [["Brontë", "Zoë", "2013-03-14", "4857773457"], ["Khan, Jr", 'Ali "Al"\nAhmed', "02/12/2011", "7.5"]]
    assert [row.cells for row in table.rows()] == expected
    assert [row.cells for row in table.rows()] == expected, "a sheet can be gone through again"
    assert [row.line for row in table.rows()] == [2, 3]
    assert scan(table).dates[2].order == "day-first"
    table.verify_unchanged()


@pytest.mark.parametrize(("since_1904", "said"), [(False, "2013-03-14"), (True, "2017-03-15")])
def test_both_epochs(tmp_path: Path, since_1904: bool, said: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(pack(members({"One": sheet_xml([HEADINGS, ZOE])}, since_1904=since_1904)))
    assert next(read(path).rows()).cells[2] == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3.0, "3"),
        (-5, "-5"),
        (0.1, "0.1"),
        (0.30000000000000004, "0.3"),
        (123456789012345, "123456789012345"),
        (1.2345678901234567e19, "1.23456789012346e+19"),
        ("1.23E+11", "1.23E+11"),
        ("0012", "0012"),
        (True, "TRUE"),
        (Day(41347.5), "2013-03-14 12:00:00"),
        (Day(0.25), "06:00:00"),
        ("#N/A", ""),
        (None, ""),
    ],
)
def test_what_a_cell_says(tmp_path: Path, value: object, said: str) -> None:
    rows = [HEADINGS, ["Smith", "Jo", "x", value]]
    assert next(read(made(tmp_path / "b.xlsx", One=rows)).rows()).cells[3] == said  # type: ignore[arg-type]


def test_title_rows_and_empty_rows_keep_their_place(tmp_path: Path) -> None:
    rows = [["Children in need"], [], HEADINGS, ZOE, [], ALI]
    table = read(made(tmp_path / "b.xlsx", One=rows))
    assert (table.header_line, table.above) == (3, (("Children in need", "", "", ""),))
    assert [(row.number, row.line) for row in table.rows()] == [(1, 4), (2, 6)]


def test_the_first_shown_sheet_with_data_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    sheets = {"Codes": [["a", "b", "c"]], "Blank": [], "Clients": [HEADINGS, ZOE], "Old": [HEADINGS, ALI]}
    states = {"Codes": "hidden", "Old": "veryHidden"}
    path.write_bytes(pack(members({name: sheet_xml(rows) for name, rows in sheets.items()}, states)))
    sheet = sheet_of(path)
    assert (sheet.name, sheet.sheets, sheet.hidden) == ("Clients", tuple(sheets), ("Codes", "Old"))
    assert next(read(path, sheet="Old").rows()).cells[1].startswith("Ali")
    with pytest.raises(NoSuchSheet, match="Codes, Blank, Clients, Old"):
        read(path, sheet="clients")


COVER = [["Report", "Date", "Author"], ["Open cases", "1 June", "Jo"], ["Rows", "2", "Jo"]]


def test_a_cover_like_a_table_is_passed_over_for_the_sheet_of_people(admin: Session, tmp_path: Path) -> None:
    deliveries.feed(admin)
    path = made(tmp_path / "b.xlsx", Cover=COVER, Clients=[HEADINGS, ZOE, ALI], More=[HEADINGS, ZOE])
    told = delivery.prepare(admin, path, "BRENT-CSC")
    assert told.table.headings == tuple(HEADINGS)
    assert any(
        note.code == "SHEETS" and "“Clients”" in note.sentence and "Cover" in note.sentence for note in told.notes
    )
    assert delivery.prepare(admin, path, "BRENT-CSC", sheet="Cover").table.headings == tuple(COVER[0])


def test_the_sheet_whose_headings_the_feed_is_known_by_is_read(admin: Session, tmp_path: Path) -> None:
    deliveries.feed(admin)
    first = delivery.prepare(admin, made(tmp_path / "a.xlsx", Clients=[HEADINGS, ZOE, ALI]), "BRENT-CSC")
    delivery.deliver(admin, delivery.dry_run(admin, first, first.mapping.with_order(2, "day-first"), deliveries.AS_OF))
    others = [[*HEADINGS, "Worker"], [*ZOE, "Jo"]]
    told = delivery.prepare(admin, made(tmp_path / "b.xlsx", Left=others, Clients=[HEADINGS, ZOE]), "BRENT-CSC")
    assert (told.table.headings, told.remembered) == (tuple(HEADINGS), True)


def test_a_workbook_without_a_cell_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(made(tmp_path / "b.xlsx", One=[]))
    with pytest.raises(EmptyFile):
        read(made(tmp_path / "c.xlsx", One=[HEADINGS]))
    with pytest.raises(NoHeader):
        read(made(tmp_path / "d.xlsx", One=[[1, 2, 3], [4, 5, 6]]))


def with_parts(path: Path, **parts: bytes) -> Path:
    path.write_bytes(pack({**members({"One": sheet_xml([HEADINGS, ZOE])}), **parts}))
    return path


def hostile(kind: str, path: Path) -> Path:
    """A workbook that is one kind of trap."""
    good = members({"One": sheet_xml([HEADINGS, ZOE])})
    head = sheet_xml([]).removesuffix("</sheetData></worksheet>")
    match kind:
        case "macros":
            return with_parts(path, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
        case "password":
            path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99)
        case "old":
            path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"))
        case "truncated":
            path.write_bytes(pack(good)[:-400])
        case "damaged":
            path.write_bytes(pack({**good, "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'><c r="}))
        case "no sheet":
            path.write_bytes(pack({k: v for k, v in good.items() if "sheet1" not in k}))
        case "document":
            path.write_bytes(pack({"word/document.xml": "<w/>"}))
        case "bomb":
            path.write_bytes(pack({**good, "xl/sharedStrings.xml": b" " * 60_000_000}))
        case "many parts":
            path.write_bytes(pack({**good, **{f"xl/{n}.xml": "x" for n in range(300)}}))
        case "outside":
            path.write_bytes(pack({**good, "../../etc/cron.d/x": "x"}))
        case "far cells":
            cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            path.write_bytes(pack({**good, "xl/worksheets/sheet1.xml": f"{head}{cells}</sheetData></worksheet>"}))
        case "wide":
            path.write_bytes(pack(members({"One": sheet_xml([[f"c{n}" for n in range(10_000)], ["x"] * 10_000])})))
        case "long cell":
            path.write_bytes(pack(members({"One": sheet_xml([HEADINGS, ["x" * 1_000_000, "y", "z", "w"]])})))
        case "entities":
            bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
            cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
            path.write_bytes(pack({**good, "xl/worksheets/sheet1.xml": f"{bomb}{head}{cells}</sheetData></worksheet>"}))
    return path


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("macros", HoldsMacros),
        ("password", PasswordProtected),
        ("old", NotText),
        ("truncated", BrokenWorkbook),
        ("damaged", BrokenWorkbook),
        ("no sheet", BrokenWorkbook),
        ("document", NotText),
        ("bomb", HostileWorkbook),
        ("many parts", HostileWorkbook),
        ("outside", HostileWorkbook),
        ("far cells", HostileWorkbook),
        ("wide", TooLarge),
        ("long cell", HostileWorkbook),
        ("entities", FileRefused),
    ],
)
def test_a_workbook_made_to_harm_is_refused_in_a_sentence(
    tmp_path: Path, kind: str, refusal: type[FileRefused]
) -> None:
    path = hostile(kind, tmp_path / "trap.xlsx")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(refusal) as told:
        read(path)
    assert all((told.value.title, told.value.sentence, told.value.advice))
    assert sorted(tmp_path.iterdir()) == before


def test_a_part_locked_with_a_password_is_told(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx", One=[HEADINGS, ZOE])
    content = bytearray(path.read_bytes())
    directory = content.find(b"PK\x01\x02")
    content[directory + 8] |= 1  # the encrypted bit of the first member in the central directory
    path.write_bytes(content)
    assert zipfile.ZipFile(path).infolist()[0].flag_bits & 1
    with pytest.raises(PasswordProtected):
        read(path)


def test_a_parser_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SECONDS", 0)
    path = made(tmp_path / "b.xlsx", One=[HEADINGS, ZOE])
    with pytest.raises(HostileWorkbook):
        read(path)


def test_a_stopped_reading_leaves_no_child(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx", One=[HEADINGS, *([ZOE] * 2000)])

    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(path, progress=stop)
    children = Path("/proc/self/task")
    assert not any((task / "children").read_text().strip() for task in children.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_the_child_leaves_no_image_of_its_memory() -> None:
    script = (
        "import ctypes, resource; from importers.reading.sheet_child import _limit; _limit();"
        "print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0 (0, 0)\n", "")


def children_of(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The children that are begun from now on."""
    begun: list[int] = []
    begin = subprocess.Popen.__init__

    def counted(child: "subprocess.Popen[bytes]", *told: Any, **more: Any) -> None:
        begin(child, *told, **more)
        begun.append(child.pid)

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    return begun


def test_a_workbook_of_which_no_sheet_fits_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "b.xlsx", **{f"Sheet {n}": [[f"A{n}", "B", "C"], ["x", "y", "z"]] for n in range(8)})
    begun, looked_at = children_of(monkeypatch), list[str]()

    def nothing(headings: Sequence[str]) -> float:
        looked_at.append(headings[0])
        return 0.0

    assert read(path, fit=nothing).headings == ("A0", "B", "C")
    assert looked_at == [f"A{n}" for n in range(8)]
    assert len(begun) == 1


def test_a_sheet_that_is_the_child_s_end_hides_none_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = sheet_xml([HEADINGS, ALI]).removesuffix("</sheetData></worksheet>")
    sheets = {"Cover": sheet_xml(COVER), "Broken": broken, "Wide": sheet_xml([["x"] * 501] * 2)}
    path = tmp_path / "b.xlsx"
    path.write_bytes(pack(members({**sheets, "Clients": sheet_xml([HEADINGS, ZOE, ALI])})))
    begun = children_of(monkeypatch)
    table = read(path, fit=lambda headings: float("Surname" in headings))
    assert [row.cells[0] for row in table.rows()] == ["Brontë", "Khan, Jr"]
    assert len(begun) == 3


def test_every_row_of_a_long_sheet_is_read(tmp_path: Path) -> None:
    """How fast stands in tests/benchmarks/bench_import.py."""
    rows = [HEADINGS, *([f"Smith{n}", "Jo", Day(30000 + n % 9999), n] for n in range(20_000))]
    path = made(tmp_path / "b.xlsx", One=rows)  # type: ignore[arg-type]
    assert sum(int(row.cells[3]) for row in read(path).rows()) == sum(range(20_000))


def test_what_a_workbook_says_a_csv_says_too(tmp_path: Path) -> None:
    rows = [HEADINGS, ["O'Brien", "Zoë\nAnn", "2013-03-14", "007"], ['a"b', "c,d", "", "x"]]
    plain = tmp_path / "b.csv"
    with plain.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    book = made(tmp_path / "b.xlsx", One=rows)
    assert [row.cells for row in read(book).rows()] == [row.cells for row in read(plain).rows()]
