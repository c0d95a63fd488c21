"""Files as agencies really send them, and as somebody who means harm would: read, told or refused (domain/9 1 to 6)."""

from pathlib import Path

import pytest

from importers.delivering import delivery
from importers.delivering.delivery import Prepared
from importers.reading.header import find_header, heading_lines
from importers.reading.tables import read
from importers.refusals import (
    BrokenQuotes,
    BrokenWorkbook,
    HoldsLinks,
    MergedHeadings,
    NoColumns,
    NoHeader,
    TooLarge,
    UnknownEncoding,
)
from store.session import Session
from tests.importers import deliveries
from tests.importers.workbooks import Cell, members, pack, sheet_xml

HEADINGS = ["Person ID", "Surname", "Forename", "DOB"]
JO: list[Cell] = ["71", "Smith", "Jo", "14/03/2013"]
AL: list[Cell] = ["72", "Khan", "Al", "02/12/2011"]


def put(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def book(tmp_path: Path, xml: str, **more: str) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(pack({**members({"Clients": xml}), **more}))
    return path


def prepared(admin: Session, path: Path) -> Prepared:
    deliveries.feed(admin)
    return delivery.prepare(admin, path, "BRENT-CSC")


def notes(told: Prepared) -> dict[str, str]:
    return {note.code: note.sentence for note in told.notes}


class TestTheShape:
    def test_what_nearly_every_record_has_decides_not_what_many_have(self, tmp_path: Path) -> None:
        """Rule 3: commas in three addresses of five are as regular as can be, and wider than the file."""
        homes = ["1 High St, Flat 2, Wembley, Brent, HA0 2AB", "2 High St"]
        rows = "".join(f"{at};Smith;Jo;{homes[at % 5 > 2]}\n" for at in range(20))
        table = read(put(tmp_path, "Person ID;Surname;Forename;Address\n" + rows))
        assert (table.delimiter, table.width, table.consistency) == (";", 4, 1.0)

    def test_two_columns_are_none(self, tmp_path: Path) -> None:
        with pytest.raises(NoColumns):
            read(put(tmp_path, "Surname,DOB\n" + "Smith,14/03/2013\n" * 5))

    def test_records_of_other_widths_are_said(self, admin: Session, tmp_path: Path) -> None:
        rows = "".join(f"{at},Smith,Jo,14/03/2013{',x' * (at > 8)}\n" for at in range(10))
        told = prepared(admin, put(tmp_path, "Person ID,Surname,Forename,DOB\n" + rows))
        assert notes(told)["UNEVEN"].startswith("Only 91% of the rows have the same number of columns")

    def test_words_below_somebodys_data_are_no_headings(self, tmp_path: Path) -> None:
        """Rule 4: people above what looks like headings would be taken for a title."""
        with pytest.raises(NoHeader, match="already looks like somebody's data"):
            read(put(tmp_path, "1,Smith,Jo,14/03/2013\nPerson ID,Surname,Forename,DOB\n2,Khan,Al,02/12/2011\n"))


class TestTwoLines:
    def test_words_over_several_headings_belong_to_each_of_them(self) -> None:
        """'Worker' stands over its name and its telephone, and 'Name' under two kinds of worker."""
        above = ["Person", "Person", "", "Date of", "Primary worker", "Primary worker", "Secondary"]
        below = ["ID", "Surname", "Forename(s)", "Birth", "Worker name", "Tel", "Worker name"]
        row = ["1204", "KHAN", "Aisha", "14/03/2013", "J Harris", "020 7946 0101", "T Lee"]
        records = [["Allocations, June", *[""] * 6], above, below, row, row]
        assert find_header(records, 7) == 1
        assert heading_lines(records, 1) == 2
        with pytest.raises(NoHeader):
            find_header([row, row, row], 7)

    def test_headings_on_two_lines_are_read_as_one_and_said(self, admin: Session, tmp_path: Path) -> None:
        text = "Person,Family,First,Date of\nID,name,name,birth\n71,Smith,Jo,14/03/2013\n72,Khan,Al,02/12/2011\n"
        told = prepared(admin, put(tmp_path, text))
        assert told.table.headings == ("Person ID", "Family name", "First name", "Date of birth")
        assert [(row.number, row.line, row.cells[1]) for row in told.table.rows()] == [(1, 3, "Smith"), (2, 4, "Khan")]
        assert "TWO_LINE_HEADINGS" in notes(told)
        assert not told.stops(told.mapping)

    def test_a_sheet_whose_headings_are_merged_downwards(self, tmp_path: Path) -> None:
        rows: list[list[Cell]] = [["Person ID", "Surname", "Forename", "Date of"], [None, None, None, "birth"], JO, AL]
        table = read(book(tmp_path, sheet_xml(rows, merged=["A1:A2", "B1:B2", "C1:C2"])))
        assert (table.headings[3], table.heading_lines, table.row_count) == ("Date of birth", 2, 2)

    @pytest.mark.parametrize(
        "first", ["71,Smith,Jo,14/03/2013", ",Smith,Jo,", "Total,,,", "x,Street,Name,y", "71,Smith,Jo,"]
    )
    def test_a_row_of_a_person_is_never_taken_for_headings(self, tmp_path: Path, first: str) -> None:
        text = f"Person ID,Surname,Forename,DOB\n{first}\n72,Khan,Al,\n73,Ali,Bo,\n"
        table = read(put(tmp_path, text.replace("72,Khan,Al,", ",Khan,Al,")))
        assert table.row_count == 3


class TestSheets:
    def test_a_heading_over_several_columns_is_an_error(self, tmp_path: Path) -> None:
        rows: list[list[Cell]] = [["Person ID", "Name", "Surname", "DOB"], JO, AL]
        with pytest.raises(MergedHeadings, match="B1:C1"):
            read(book(tmp_path, sheet_xml(rows, merged=["B1:C1"])))

    def test_a_title_over_several_columns_is_not(self, tmp_path: Path) -> None:
        rows: list[list[Cell]] = [["Children in need"], [*HEADINGS], JO, AL]
        table = read(book(tmp_path, sheet_xml(rows, merged=["A1:D1", "A3:B3"])))
        assert (table.header_line, table.row_count) == (2, 2)

    def test_a_cell_over_several_rows_stands_in_each_of_them(self, admin: Session, tmp_path: Path) -> None:
        """A household's address is written once, beside each who lives there; the others came in without one."""
        heads: list[Cell] = [*HEADINGS, "Address"]
        rows: list[list[Cell]] = [heads, [*JO, "1 Kiln Road"], [*AL, None], [None] * 5, ["73", "Ali", "Bo", "", None]]
        told = prepared(admin, book(tmp_path, sheet_xml(rows, merged=["E2:E3"])))
        assert [row.cells[4] for row in told.table.rows()] == ["1 Kiln Road", "1 Kiln Road", ""]
        assert notes(told)["MERGED_DOWN"].startswith("One cell stands over several rows of the sheet: read as if")

    def test_hidden_rows_are_read_counted_and_said(self, admin: Session, tmp_path: Path) -> None:
        xml = sheet_xml([[*HEADINGS], JO, AL]).replace('<row r="3">', '<row r="3" spans="1:4" hidden="1">')
        told = prepared(admin, book(tmp_path, xml))
        assert told.table.row_count == 2
        assert notes(told)["HIDDEN_ROWS"].startswith("One row is hidden")

    def test_rows_with_something_struck_out_are_counted_and_said(self, admin: Session, tmp_path: Path) -> None:
        """A list kept by hand strikes out who has left; blank cells of such a style are only formatted."""
        styles = (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/>'
            '<font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/>'
            '<xf fontId="2"/></cellXfs></styleSheet>'
        )
        xml = sheet_xml([[*HEADINGS], JO, AL])
        xml = xml.replace('<c r="B2" ', '<c r="B2" s="1" ').replace('<c r="C2" ', '<c r="C2" s="1" ')
        xml = xml.replace('<c r="C3" ', '<c r="C3" s="2" ').replace("</row>", '<c r="E3" s="1"/></row>')
        told = prepared(admin, book(tmp_path, xml, **{"xl/styles.xml": styles}))
        assert told.table.row_count == 2
        assert "struck out on the sheet, and read like the rest: row 2." in notes(told)["STRUCK_OUT"]

    def test_a_formula_counts_by_its_result_and_is_said_if_it_has_none(self, admin: Session, tmp_path: Path) -> None:
        xml = sheet_xml([[*HEADINGS], ["71", "S", "F", "D"], AL])
        xml = xml.replace(
            '<c r="B2" t="inlineStr"><is><t xml:space="preserve">S</t></is></c>',
            '<c r="B2" t="str"><f>"Sm"&amp;"ith"</f><v>Smith</v></c>',
        )
        xml = xml.replace(
            '<c r="C2" t="inlineStr"><is><t xml:space="preserve">F</t></is></c>',
            '<c r="C2"><f>HYPERLINK("http://x")</f></c>',
        )
        told = prepared(admin, book(tmp_path, xml))
        assert next(told.table.rows()).cells[1:3] == ["Smith", ""]
        assert notes(told)["NO_RESULT"].startswith("One formula has no result")

    def test_links_to_other_files_are_refused(self, tmp_path: Path) -> None:
        link = {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
        with pytest.raises(HoldsLinks):
            read(book(tmp_path, sheet_xml([[*HEADINGS], JO]), **link))

    def test_a_workbook_that_does_not_say_where_its_sheets_are(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenWorkbook):
            read(book(tmp_path, sheet_xml([[*HEADINGS], JO]), **{"xl/_rels/workbook.xml.rels": "<Relationships"}))


class TestLetters:
    def test_a_file_cut_in_the_middle_of_a_letter_is_refused(self, tmp_path: Path) -> None:
        whole = "Person ID,Surname,Forename,DOB\n71,Brontë,Jo,14/03/2013\n72,Khan,Zoë".encode()
        with pytest.raises(UnknownEncoding, match="breaks off"):
            read(put(tmp_path, whole[:-1]))

    def test_a_windows_file_may_end_in_a_letter_of_its_own(self, tmp_path: Path) -> None:
        table = read(put(tmp_path, "Person ID,Surname,DOB,Forename\n71,Khan,14/03/2013,Zoé".encode("cp1252")))
        assert (table.encoding, next(table.rows()).cells[3]) == ("cp1252", "Zoé")

    def test_two_encodings_in_one_file_are_said(self, admin: Session, tmp_path: Path) -> None:
        text = b"Person ID,Surname,Forename,DOB\n71,Bront\xc3\xab,Jo,14/03/2013\n72,Khan,Zo\xeb,02/12/2011\n"
        told = prepared(admin, put(tmp_path, text))
        assert told.table.misread == 1
        assert notes(told)["MIXED_LETTERS"].startswith("One cell is in UTF-8")
        assert next(note for note in told.notes if note.code == "MIXED_LETTERS").cells[0] == "BrontÃ«"


class TestLimits:
    def test_ten_thousand_columns(self, tmp_path: Path) -> None:
        with pytest.raises(TooLarge, match="10,000 columns"):
            read(put(tmp_path, ",".join(f"c{n}" for n in range(10_000)) + "\n" + "x," * 9_999 + "x\n"))

    def test_a_cell_of_a_megabyte(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenQuotes, match="line 3 holds a cell of more than"):
            read(put(tmp_path, f"Person ID,Surname,DOB\n1,Smith,2013-01-02\n2,{'x' * 1_000_000},2013-01-02\n"))


HARM = [
    ("\x1b[2J\x1b]52;c;ZXZpbA==\x07Smith", "[2J]52;c;ZXZpbA==Smith"),
    ("Sm\x00ith", "Smith"),
    ("\u202eSmith\u200b", "Smith"),
    ("\x9b31mSmith", "31mSmith"),
]


@pytest.mark.parametrize(("cell", "kept"), HARM)
def test_nothing_a_terminal_would_obey_is_kept(admin: Session, tmp_path: Path, cell: str, kept: str) -> None:
    deliveries.feed(admin)
    text = f"Person ID,Surname,Forename,DOB\n71,{cell},Jo,14/03/2013\n"
    receipt = deliveries.deliver(admin, tmp_path / "file.csv", text)
    assert receipt.issues["CHARACTERS"] == 1
    assert deliveries.rows(admin, "select family from person_name") == [(kept,)]


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1-2", "@SUM(A1)", "-Smith"])
def test_a_formula_is_kept_as_the_text_it_is(admin: Session, tmp_path: Path, cell: str) -> None:
    deliveries.feed(admin)
    text = f"Person ID,Surname,Forename,DOB,Is a Carer\n71,Smith,Jo,14/03/2013,{cell}\n"
    deliveries.deliver(admin, tmp_path / "file.csv", text)
    ((kept,),) = deliveries.rows(admin, "select attributes ->> 'Is a Carer' from involvement")
    assert kept == cell


def test_an_unclosed_quote_names_the_row_it_opens_in(tmp_path: Path) -> None:
    text = 'Person ID,Surname,Forename,DOB\n71,Smith,Jo,14/03/2013\n72,"Khan,Al,02/12/2011\n73,Ali,Bo,02/12/2011\n'
    with pytest.raises(BrokenQuotes, match="line 3 is never closed"):
        read(put(tmp_path, text))
