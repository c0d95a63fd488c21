"""The report to the agency (F60, domain/9 rule 6 and "Privacy of the report"; R33)."""

import csv
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.checking.catalogue import CHECKS
from importers.checking.findings import letters
from importers.delivering import delivery
from importers.fields import Field
from importers.reading.workbook import place
from importers.reports import report
from importers.reports.exported import formula_safe
from importers.reports.page import WIDTH, to_agency
from importers.reports.report import NoFolder, ReportThere
from store.errors import NotAllowed
from store.records.row_issues import DeliveryUnknown
from store.session import Session
from tests.importers.deliveries import AS_OF, PEOPLE, check, deliver, feed
from tests.importers.workbooks import workbook

DIRTY = (
    PEOPLE + '1,Smith,"Amelia\nRose",2013-03-14,4857773457,HA0 2AB\n'  # a record of two lines: rows below it move
    "\n"  # an empty line is a row too
    "2,Reed,Joan,31/02/2013,,HA0 2AB\n"
    '=cmd|" /C calc"!A0,Reed,Una,99/99/2014,1234567890,HA0 2AB\n'
    "4,Reed,Ida,2013-03-15,1234567890,HA0 2AB\n"
)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a written table, as any program reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_finding_names_the_cell_as_a_spreadsheet_shows_it(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    written = report.write(admin, made.delivery, tmp_path)
    told = {(row["Cell"], row["Code"]): row for row in table(written.table)}
    assert ("D4", "DOB_IMPOSSIBLE") in told  # physical line 5: the record above it takes two
    assert told["D4", "DOB_IMPOSSIBLE"]["Line of the file"] == "5"
    assert told["D4", "DOB_IMPOSSIBLE"]["What became of the row"] == "refused"
    assert told["D4", "DOB_IMPOSSIBLE"]["What to do"] == to_agency(CHECKS["DOB_IMPOSSIBLE"].advice)
    assert told["E6", "NHS_PLACEHOLDER"]["What became of the row"] == "accepted"
    assert all(f"Report {written.number}, ada" in row["Report"] for row in told.values())


def test_what_else_is_found_in_a_refused_row_does_not_make_it_accepted(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", PEOPLE + "1,,,,,\n2,Reed,Joan,,,HA0 2AB\n")
    written = report.write(admin, made.delivery, tmp_path)
    became = {(row["Row"], row["Code"]): row["What became of the row"] for row in table(written.table)}
    assert became["2", "NAME_MISSING"] == became["2", "DOB_MISSING"] == "refused"
    assert became["3", "DOB_MISSING"] == "accepted"
    page = written.page.read_text(encoding="utf-8")
    assert "2 rows: DOB_MISSING (Please look)" in page
    assert "\nsuch as B12." in page


def test_the_page_says_where_in_the_agencys_own_words(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    dirty = (
        "Client ID,Surname,Forename,Geburtstag,NHS Number\n"
        "1,Reed,Joan,14/03/2013,1234567890\n2,Reed,Una,31/02/2013,4857773457\n3,Reed,Ida,,\n4,Reed,Eve,15/03/2013,\n"
    )
    path = tmp_path / "dirty.csv"
    path.write_text(dirty, encoding="utf-8")
    prepared = delivery.prepare(admin, path, "BRENT-CSC")
    mapping = prepared.mapping.with_field(3, Field.BIRTH)
    made = delivery.deliver(admin, delivery.dry_run(admin, prepared, mapping, AS_OF))
    page = " ".join(report.write(admin, made.delivery, tmp_path).page.read_text(encoding="utf-8").split())
    assert "DOB_IMPOSSIBLE (Refused) “Geburtstag”, first D3. There is no such day." in page
    assert "“NHS Number”, first E2. The NHS number" in page
    assert "“Geburtstag” (D) 75%" in page
    assert "Date of birth" not in page  # what the hub calls it


def test_a_workbooks_cells_are_named_with_their_sheet(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    headings = [[""], ["", "Clients of June"], ["", "Person ID", "Surname", "Forename", "DOB"]]
    people = [["", "1", "Reed", "Joan", "31/02/2013"], [""], ["", "2", "Reed", "Una", "32/03/2013"]]
    path = workbook(tmp_path / "book.xlsx", Clients=[*headings, *people])
    prepared = delivery.prepare(admin, path, "BRENT-CSC")
    made = delivery.deliver(admin, delivery.dry_run(admin, prepared, prepared.mapping, AS_OF))
    written = report.write(admin, made.delivery, tmp_path)
    assert [row["Cell"] for row in table(written.table)] == ["Clients!E4", "Clients!E6"]
    assert "sheet “Clients”" in written.page.read_text(encoding="utf-8")


def test_values_are_written_only_when_asked_for(admin: Session, tmp_path: Path) -> None:
    """Cell and code alone say nothing about anybody; the agency itself may have its own value (domain/9)."""
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    bare = report.write(admin, made.delivery, tmp_path)
    for path in (bare.table, bare.page):
        text = path.read_text(encoding="utf-8")
        for personal in ("Reed", "Joan", "99/99", "HA0", "Smith", "1234567890"):
            assert personal not in text
    (tmp_path / "full").mkdir()
    full = report.write(admin, made.delivery, tmp_path / "full", values=True)
    told = {row["Cell"]: row for row in table(full.table)}
    assert told["D4"]["Value"] == "31/02/2013"
    assert told["D5"]["Your number"].startswith("'=cmd")
    assert told["E6"]["Value"] == ""  # an accepted row's cells are not kept beside the delivery


def test_no_other_agencys_rows(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    feed(admin, "BRENT-ASC")
    deliver(admin, tmp_path / "dirty.csv", DIRTY)
    clean = deliver(admin, tmp_path / "clean.csv", PEOPLE + "1,Cole,Zed,2010-02-01,,HA0 2AB\n", "BRENT-ASC")
    written = report.write(admin, clean.delivery, tmp_path)
    assert table(written.table) == []
    assert "Nothing needs to be put right." in written.page.read_text(encoding="utf-8")


def test_the_page_is_one_page(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    lines = report.write(admin, made.delivery, tmp_path).page.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= WIDTH
    text = "\n".join(lines)
    assert made.sha256 in text
    assert "2 refused" in text
    assert "“NHS Number” (E) 75%" in " ".join(text.split())  # three of four rows (F61), by the agency's own heading


def test_what_rows_are_refused_for_stands_before_what_is_only_odd(admin: Session, tmp_path: Path) -> None:
    """The page names eight kinds: one refused row stood behind eight that were odd more often, in the table alone."""
    feed(admin)
    text = "Person ID,Surname,Forename,DOB,NHS Number,Postcode,NINO,Sex,UPRN,Date of death,Mobile\n"
    odd = "Smith7,Smith7,15/11/2026,1234567890,ZZ9 9QQ,x,zz,x,31/31/2020,12"
    good = "Khan,Al,02/12/2011,,HA0 2AB,QQ123456C,F,100023336956,01/02/2020,07700 900123"
    text += "".join(f"{number},{odd}\n" for number in range(100, 103)) + "103,Reed,Joan,31/02/2013,,,,,,,\n"
    text += "".join(f"{number},{good}\n" for number in range(104, 120))
    made = deliver(admin, tmp_path / "odd.csv", text)
    lines = report.write(admin, made.delivery, tmp_path).page.read_text(encoding="utf-8").splitlines()
    kinds = [line for line in lines if " row" in line and line.endswith(("(Refused)", "(Please look)"))]
    assert (len(kinds), kinds[0]) == (8, "1 row: DOB_IMPOSSIBLE (Refused)")
    assert [int(line.split()[0]) for line in kinds[1:]] == [3] * 7


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_for_its_owner_alone_and_recorded_before_it_is_written(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    written = report.write(admin, made.delivery, tmp_path)
    for path in (written.table, written.page):
        assert stat.S_IMODE(path.lstat().st_mode) == 0o600
    with admin.reading_audit() as log:
        row = log.execute("select action, subject from audit where seq = ?", (written.number,)).fetchone()
    assert row == ("report for an agency written", "BRENT-CSC")


@pytest.mark.parametrize("ending", ["csv", "txt"])
def test_nothing_is_overwritten_and_no_link_is_followed(admin: Session, tmp_path: Path, ending: str) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    precious = tmp_path / "precious"
    there = tmp_path / f"BRENT-CSC-2026-06-08-delivery-{made.delivery}.{ending}"
    there.symlink_to(precious)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ReportThere):
        report.write(admin, made.delivery, tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert not precious.exists()


def test_what_cannot_be_reported_is_told(admin: Session, officer: Session, tmp_path: Path) -> None:
    feed(admin)
    made = deliver(admin, tmp_path / "dirty.csv", DIRTY)
    with pytest.raises(DeliveryUnknown):
        report.write(admin, 99, tmp_path)
    with pytest.raises(NoFolder):
        report.write(admin, made.delivery, tmp_path / "nowhere")
    with pytest.raises(NotAllowed):
        report.write(officer, made.delivery, tmp_path)


@pytest.mark.parametrize("start", [*"=+-@\t\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "\u202e=", "\n="])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert formula_safe(f"{start}1+1").startswith("'")


@settings(max_examples=200)
@given(st.text())
def test_whatever_it_says(text: str) -> None:
    safe = formula_safe(text)
    assert safe.isprintable()
    for part in safe.split(";"):
        assert not part.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


def test_advice_speaks_to_the_agency() -> None:
    for code, told in CHECKS.items():
        assert not to_agency(told.advice).startswith("Ask"), code
        assert "the agency" not in to_agency(told.advice), code


@given(st.integers(0, 20_000))
def test_a_column_is_found_by_its_letters(at: int) -> None:
    assert place(letters(at)) == at


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert place("") == -1


def test_the_dry_run_names_the_same_cell(admin: Session, tmp_path: Path) -> None:
    """Rule 11: row number, physical line, column, cell reference."""
    feed(admin)
    refused = check(admin, tmp_path / "dirty.csv", DIRTY).refused
    assert [(one.row, one.line, one.column, one.cell) for one in refused] == [(2, 5, "DOB", "D4"), (3, 6, "DOB", "D5")]
