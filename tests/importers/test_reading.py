"""Files as they come: encodings, delimiters, headings, and every kind of file that is none."""

import csv
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.reading import encoding
from importers.reading.delimited import Text
from importers.reading.tables import read
from importers.refusals import (
    BrokenQuotes,
    EmptyFile,
    FileChanged,
    NoColumns,
    NoHeader,
    NotAFile,
    NotText,
    TooLarge,
    UnknownEncoding,
    WebPage,
)
from tests.importers.workbooks import Cell, members, pack, sheet_xml

HEADINGS = ["Surname", "Forename", "DOB", "Address"]
ZOE = ["Brontë", "Zoë", "14/03/2013", "12 Acacia Road\nWembley"]
ALI = ["Khan, Jr", "Ali", "02/12/2011", "4; Mill | Lane\t5"]


def as_csv(delimiter: str, records: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(records)
    return out.getvalue()


def put(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_and_delimiter_reads_the_same(tmp_path: Path, delimiter: str, letters: str) -> None:
    table = read(put(tmp_path, as_csv(delimiter, [HEADINGS, ZOE, ALI]).encode(letters)))
    assert table.delimiter == delimiter
    assert list(table.headings) == HEADINGS
    assert [row.cells for row in table.rows()] == [ZOE, ALI]
    assert [row.line for row in table.rows()] == [2, 4], "a quoted line break moves the physical line"
    assert table.row_count == 2


def test_a_late_letter_decides_the_encoding_and_is_shown(tmp_path: Path) -> None:
    plain = "".join(f"Smith,John{i},14/03/2013,12 High Street\n" for i in range(40_000))
    table = read(
        put(tmp_path, ("Surname,Forename,DOB,Address\n" + plain + "Brontë,Zoë,14/03/2013,X\n").encode("cp1252"))
    )
    assert table.encoding == "cp1252"
    assert table.foreign == ("Brontë", "Zoë")


def test_bytes_that_are_no_letters_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(UnknownEncoding, match="Line 3 "):
        read(put(tmp_path, b"Surname,Forename,DOB\nSmith,Jo,2013-01-02\nSm\x81th,Jo,2013-01-02\n"))


def test_semicolons_win_over_commas_inside_addresses(tmp_path: Path) -> None:
    rows = "".join(f"Smith{i};Jo;14/03/2013;12 High Street, Wembley, HA0 2AB\n" for i in range(50))
    assert read(put(tmp_path, "Surname;Forename;DOB;Address\n" + rows)).delimiter == ";"


def test_an_unclosed_quote_names_its_line(tmp_path: Path) -> None:
    text = 'Surname,Forename,DOB\nSmith,Jo,2013-01-02\n"Jones,Al,2013-01-02\nKhan,Ali,2013-01-02\n'
    with pytest.raises(BrokenQuotes, match="line 3 "):
        read(put(tmp_path, text))


def test_a_quote_in_the_wrong_place_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(BrokenQuotes, match="line 2 "):
        read(put(tmp_path, 'Surname,Forename,DOB\n"Smith"y,Jo,2013-01-02\nKhan,Ali,2013-01-02\n'))


def test_title_rows_are_proposed_to_be_left_out_not_skipped_in_silence(tmp_path: Path) -> None:
    text = "Children in need,,,\nRun on 8 June 2026,,,\n\n"
    text += "Surname,Forename,DOB,Sex\nSmith,Jo,2013-01-02,F\nKhan,Al,2013-01-02,M\n"
    table = read(put(tmp_path, text))
    assert table.header_line == 4
    assert [cells[0] for cells in table.above] == ["Children in need", "Run on 8 June 2026"]
    assert [(row.number, row.line) for row in table.rows()] == [(1, 5), (2, 6)]


def test_narrow_title_rows_do_not_hide_the_columns_of_a_short_file(tmp_path: Path) -> None:
    table = read(put(tmp_path, "Report\nOf today\nSurname,Forename,DOB\nSmith,Jo,2013-01-02\n"))
    assert (table.delimiter, table.header_line, table.row_count) == (",", 3, 1)


def test_a_trailing_delimiter_in_every_row_is_a_column_without_a_heading(tmp_path: Path) -> None:
    rows = "".join(f"Smith{i},Jo,2013-01-02,\n" for i in range(9))
    assert read(put(tmp_path, "Surname,Forename,DOB\n" + rows)).headings == ("Surname", "Forename", "DOB", "")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"Surname,Forename,DOB\n", EmptyFile),
        (b",,,\n,,,\n", EmptyFile),
        (b"hello\nworld\n", NoColumns),
        (b"Smith,Jo,14/03/2013,12\nKhan,Ali,02/12/2011,13\n", NoHeader),
        (b"%PDF-1.7 whatever", NotText),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, NotText),
        (bytes(range(256)) * 40, NotText),
        ("Surname,Forename,DOB\nSmith,Jo,2013-01-02\n".encode("utf-16-le"), NotText),
        ("Surname,Forename,DOB\nSmith,Jo,2013-01-02\n".encode("utf-32"), UnknownEncoding),
        ("Surname,Forename,DOB\nSmith,Jo,2013-01-02\n".encode("utf-16")[:-1], UnknownEncoding),
    ],
)
def test_what_is_no_csv_is_refused_in_a_sentence(tmp_path: Path, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as told:
        read(put(tmp_path, content))
    assert all((told.value.title, told.value.sentence, told.value.advice))  # type: ignore[attr-defined]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(NotAFile):
            read(path)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="every file name is Unicode there")
def test_a_name_in_letters_of_another_computer_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, as an old archive leaves them: the hub could not list the delivery by it."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/M\xfcller.csv"))
    path.write_text("Surname,Forename,DOB\nSmith,Jo,2013-01-02\n")
    with pytest.raises(NotAFile, match=r"M\?ller\.csv has letters .* Rename it"):
        read(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 50)
    with pytest.raises(TooLarge):
        read(put(tmp_path, "Surname,Forename,DOB\n" + "Smith,Jo,2013-01-02\n" * 10))


def test_a_cell_without_end_is_refused_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(BrokenQuotes, match="line 2 "):
        read(put(tmp_path, 'Surname,Forename,DOB\n"' + "x" * 200_000 + '",Jo,2013-01-02\n'))


def test_a_few_nul_bytes_are_no_reason_to_refuse(tmp_path: Path) -> None:
    table = read(put(tmp_path, b"Surname,Forename,DOB\nSm\x00ith,Jo,2013-01-02\n"))
    assert next(table.rows()).cells[0] == "Sm\x00ith"


def test_a_file_that_changes_after_it_was_read_is_noticed(tmp_path: Path) -> None:
    path = put(tmp_path, "Surname,Forename,DOB\nSmith,Jo,2013-01-02\n")
    table = read(path)
    path.write_text("Surname,Forename,DOB\nSmith,Jo,2013-01-03\n")
    with pytest.raises(FileChanged):
        table.verify_unchanged()


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_a_csv_writer_wrote_is_what_is_read(tmp_path: Path, records: list[list[str]], delimiter: str) -> None:
    text = as_csv(delimiter, [HEADINGS, *records])
    path = put(tmp_path, text)
    assert [cells for _, cells in Text(path, "utf-8", delimiter).records()] == [HEADINGS, *records]


COVER: list[list[Cell]] = [["Students on roll"], ["Printed 1 June 2026"]]
DATA: list[list[Cell]] = [["UPN", "Surname", "Forename", "DOB"], ["A", "Smith", "Jo", "14/03/2013"]]


def book(tmp_path: Path, **sheets: list[list[Cell]]) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(pack(members({name: sheet_xml(rows) for name, rows in sheets.items()})))
    return path


def test_a_cover_before_the_data_is_passed_over(tmp_path: Path) -> None:
    table = read(book(tmp_path, Cover=COVER, Students=DATA))
    assert (table.source.name, table.headings[0]) == ("Students", "UPN")  # type: ignore[attr-defined]


def test_a_sheet_that_holds_no_columns_names_the_others(tmp_path: Path) -> None:
    with pytest.raises(NoColumns, match="“Cover” has fewer than 3 columns"):
        read(book(tmp_path, Cover=COVER, Students=DATA), sheet="Cover")


def test_headings_are_on_one_line_and_of_bearable_length(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'"Date of\nBirth",\x1b[31mSurname,{"h" * 5000}\n14/03/2013,Smith,x\n')
    assert read(path).headings == ("Date of Birth", "[31mSurname", "h" * 200)


def test_headings_that_stand_twice_are_headings(tmp_path: Path) -> None:
    """Rule 4: several people in a row have the same headings; what the row above says tells them apart."""
    path = tmp_path / "a.csv"
    path.write_text("NHS No,Surname,DOB,Mother,DOB,NHS No,Tel,School,Tel\n1,Smith,14/03/13,Ann,2/3/85,2,3,Park,4\n")
    assert read(path).headings.count("DOB") == 2
    path.write_text(
        "Child,,,Mother,,,Worker,\nRef,Name,DOB,Name,DOB,Mobile,Name,Tel\n"
        + "1,Jo Smith,14/03/2013,Ann,02/03/1985,07700900123,Al Lee,02079460101\n" * 2
    )
    table = read(path)
    assert table.headings[:4] == ("Child Ref", "Child Name", "Child DOB", "Mother Name")
    assert table.headings[4:] == ("Mother DOB", "Mother Mobile", "Worker Name", "Worker Tel")
    assert (table.heading_lines, table.row_count) == (2, 2)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("<html><table><tr><td>Person ID</td></tr></table></html>", WebPage),
        ('\ufeff<?xml version="1.0"?><Workbook><ss:Row/></Workbook>', WebPage),
        ("<div>\n<TABLE><TR><TD>Person ID</TD></TR></TABLE>", WebPage),
        ("MIME-Version: 1.0\n\n--x\n<html><table>", WebPage),
        ('[{"surname": "Smith"}, {"surname": "Jones"}]', NotText),
        ("-----BEGIN PGP MESSAGE-----\n\nhQ,EM,A\n", NotText),
        ("{\\rtf1\\ansi Hello, there, you}\n", NotText),
        ("\n\n \n", EmptyFile),
    ],
)
def test_what_systems_write_in_the_name_of_excel(tmp_path: Path, content: str, refusal: type[Exception]) -> None:
    path = tmp_path / "report.xls"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(refusal):
        read(path)


def test_a_page_of_a_site_in_place_of_its_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("<!DOCTYPE html><html><title>Sign in</title></html>")
    with pytest.raises(WebPage, match="perhaps the page of a site"):
        read(path)
    path.write_bytes(b"\xff\xfe" + "<html><table><tr>".encode("utf-16-le"))
    with pytest.raises(WebPage, match="holds a table"):
        read(path)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/workbook.bin", "save it as .xlsx"),
        ("content.xml", "OpenDocument"),
        ("word/document.xml", "Word document"),
        ("export.csv", "unpack it"),
    ],
)
def test_another_archive_is_called_by_its_name(tmp_path: Path, member: str, said: str) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(pack({member: "x"}))
    with pytest.raises(NotText, match=said):
        read(path)
