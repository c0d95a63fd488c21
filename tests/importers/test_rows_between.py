"""What stands between an export's rows, over them and under them, and is nobody: sections, rules, counts (rule 4)."""

from pathlib import Path

import pytest

from importers.checking.layout import Layout
from importers.checking.rows import RowChecker
from importers.columns import guessing, profile
from importers.delivering import delivery
from importers.delivering.delivery import DryRun
from importers.reading import tables
from importers.reading.scan import scan
from importers.refusals import MergedHeadings
from screens.widgets.column_lines import Taken
from store.records.themes import Theme
from store.session import Session
from tests.importers import deliveries
from tests.importers.one_row import AS_OF, check, feed, read
from tests.importers.workbooks import Cell, members, pack, sheet_xml, workbook

PEOPLE = [
    ["101", "Jane Ward", "14/03/2013", "12 Acacia Road", "Tom Hill"],
    ["102", "Amir Khan", "02/11/2011", "9 Mill Lane", "Tom Hill"],
    ["103", "Zofia Nowak", "30/06/2014", "4 Manor Way", "Sandra Bello"],
]
HEADINGS = ["Person ID", "Full Name", "Date of Birth", "Address", "Allocated Worker"]


def outcomes(path: Path, rows: list[list[str]]) -> list[tuple[str, str]]:
    """(outcome, its codes) of each data row of a CSV file of these rows."""
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    table = tables.read(path)
    looked = scan(table)
    guesses = guessing.guess(table.headings, looked.samples, Theme.CSC)
    checker = RowChecker(
        Layout(profile.with_likely(profile.proposed(guesses), guesses), looked, AS_OF), feed(Theme.CSC)
    )
    told = (check(checker, row) for row in table.rows())
    return [(one.outcome, " ".join(code for code, _ in one.findings)) for one in told]


def only(first: str, width: int = 5) -> list[str]:
    return [first, *[""] * (width - 1)]


def test_the_name_of_the_first_section_is_no_second_line_of_headings(tmp_path: Path) -> None:
    rows = [HEADINGS, only("Team: North"), PEOPLE[0], only("Team: South"), *PEOPLE[1:]]
    told = outcomes(tmp_path / "a.csv", rows)
    assert told == [("ignored", "ROW_TOTAL"), ("accepted", ""), ("ignored", "ROW_TOTAL"), *[("accepted", "")] * 2]


def test_a_section_with_its_telephone_beside_it_is_no_second_line_of_headings(tmp_path: Path) -> None:
    """'Person ID Team: North' and 'Address Duty tel: 020 …' were the headings of a printed caseload."""
    section = ["Team: North", "", "", "Duty tel: 020 7946 0940", "", ""]
    rows = [[*HEADINGS, "Gender"], section, *([*person, "Female"] for person in PEOPLE)]
    (tmp_path / "a.csv").write_text("\n".join(",".join(row) for row in rows))
    assert tables.read(tmp_path / "a.csv").headings == tuple(rows[0])


def test_a_second_line_of_headings_with_a_single_word_is_one(tmp_path: Path) -> None:
    upper = [*HEADINGS[:2], "Date of", *HEADINGS[3:]]
    (tmp_path / "a.csv").write_text("\n".join(",".join(row) for row in [upper, ["", "", "Birth", "", ""], *PEOPLE]))
    assert tables.read(tmp_path / "a.csv").headings[2] == "Date of Birth"


def test_the_rule_that_sql_server_draws_is_no_row(tmp_path: Path) -> None:
    rows = [HEADINGS, ["-" * len(one) for one in HEADINGS], *PEOPLE, only("(3 rows affected)")]
    told = outcomes(tmp_path / "a.csv", rows)
    assert told == [("ignored", "ROW_BLANK"), *[("accepted", "")] * 3, ("ignored", "ROW_TOTAL")]


@pytest.mark.parametrize("section", ["Monday group", "Team North", "Waiting list", "Year 6", "North:"])
def test_a_section_is_nobody_where_names_come_first(tmp_path: Path, section: str) -> None:
    rows = [HEADINGS[1:], only(section, 4), *(row[1:] for row in PEOPLE)]
    assert outcomes(tmp_path / "a.csv", rows)[0] == ("ignored", "ROW_TOTAL")


def test_a_name_alone_is_somebody_where_names_come_first(tmp_path: Path) -> None:
    rows = [HEADINGS[1:], *(row[1:] for row in PEOPLE), only("Jane Ward", 4)]
    assert outcomes(tmp_path / "a.csv", rows)[3] == ("accepted", "DOB_MISSING")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Ward total", "", "", "", "15"], "ROW_TOTAL"),
        (["Team North total", "", "15", "", ""], "ROW_TOTAL"),
        (["Patch total", "", "15", "11 on plans", "Tom Hill"], "ROW_TOTAL"),
        (["Count of 3", "Omar Ali", "15", "", "Tom Hill"], "DOB_FORMAT"),
        (["", "", "", "", "3 children"], "ROW_TOTAL"),
        (["", "Omar Ali", "", "", ""], "ID_BLANK"),
        (["104", "", "", "", ""], "NAME_MISSING"),
    ],
)
def test_what_is_a_count_and_what_a_person_with_too_little(tmp_path: Path, row: list[str], told: str) -> None:
    rows = [HEADINGS, *PEOPLE, row]
    assert told in outcomes(tmp_path / "a.csv", rows)[3][1].split()


def test_a_month_over_its_rows_is_nobody_unless_names_come_first(tmp_path: Path) -> None:
    rows = [HEADINGS, only("January"), *PEOPLE[:1], only("MAY 2026"), *PEOPLE[1:]]
    told = outcomes(tmp_path / "a.csv", rows)
    assert [told[0], told[2]] == [("ignored", "ROW_TOTAL")] * 2
    named = [HEADINGS[1:], *(row[1:] for row in PEOPLE), only("April", 4)]
    assert outcomes(tmp_path / "b.csv", named)[3][0] != "ignored"


def _merged(path: Path, rows: list[list[str | None]], *ranges: str) -> Path:
    path.write_bytes(pack(members({"S": sheet_xml(rows, merged=ranges)})))
    return path


GROUPED: list[list[str | None]] = [
    ["Tenant", None, None, "Officer", None],
    ["Ref", "Name", "DOB", "Name", "Direct Dial"],
    ["101", "Jane Ward", "14/03/2013", "Tom Hill", "020 8937 1234"],
    ["102", "Amir Khan", "02/11/2011", "Tom Hill", "020 8937 1234"],
]


def test_a_merged_heading_says_of_which_group_the_headings_below_it_are(tmp_path: Path) -> None:
    table = tables.read(_merged(tmp_path / "a.xlsx", GROUPED, "A1:C1", "D1:E1"))
    assert table.headings == ("Tenant Ref", "Tenant Name", "Tenant DOB", "Officer Name", "Officer Direct Dial")


def test_columns_without_headings_of_their_own_are_refused(tmp_path: Path) -> None:
    rows = [["Tenant Name", None, "DOB", "Officer", "Direct Dial"], *GROUPED[2:]]
    with pytest.raises(MergedHeadings):
        tables.read(_merged(tmp_path / "a.xlsx", rows, "A1:B1"))
    with pytest.raises(MergedHeadings):
        tables.read(_merged(tmp_path / "b.xlsx", GROUPED, "A2:B2"))


@pytest.mark.parametrize(
    "text",
    ["DO NOT DISCLOSE", "Don't share address", "Not to be disclosed", "Safe address held", "Undisclosed address"],
)
def test_an_address_that_may_not_be_told_is_protected(tmp_path: Path, text: str) -> None:
    told = read(tmp_path, {"Address": text, "Postcode": "HA0 2AB"})
    assert told.record
    assert ("ADDRESS_PROTECTED") in {code for code, _ in told.findings}
    assert [(one.house, one.postcode_status, one.place) for one in told.record.addresses] == [("", "pseudo", "")]


def test_roads_that_sound_like_it_are_roads(tmp_path: Path) -> None:
    told = read(tmp_path, {"Address": "3 Sharon Close, Wembley", "Postcode": "HA0 2AB"})
    assert told.record
    assert told.record.addresses[0].place == "HA0 2AB|3"


@pytest.mark.parametrize(
    ("first", "name", "kept"),
    [
        ("Jane", "Harris", "Jane Harris"),
        ("", "Harris", "Harris"),
        ("Jane", "", "Jane"),
        ("Jane", "Harris, Jane", "Harris, Jane"),
        ("Ann", "Hannah Field", "Ann Hannah Field"),
    ],
)
def test_a_workers_name_in_two_columns_is_one(tmp_path: Path, first: str, name: str, kept: str) -> None:
    told = read(tmp_path, {"Worker First Name": first, "Worker Last Name": name, "Worker Tel": "020 8937 1234"})
    assert told.record
    assert told.record.involvements[0].worker
    assert told.record.involvements[0].worker.name == kept


@pytest.mark.parametrize("given", ["UBB of", "UBB", "XXXXXXX"])
def test_what_is_no_name_is_marked_so(tmp_path: Path, given: str) -> None:
    told = read(tmp_path, {"Forename": given})
    assert told.record
    assert told.record.names[0].placeholder
    assert bool(told.record.unborn) is False, "there is a birth date"


def test_a_table_that_begins_further_right_is_the_same_table(admin: Session, tmp_path: Path) -> None:
    """Cells are named as the agency's program names them, and what is nobody's is still known by its first cell."""
    deliveries.feed(admin)
    headings: list[Cell] = ["Person ID", "Surname", "Forename", "DOB", "Postcode"]
    people: list[list[Cell]] = [
        ["A1", "Smith", "Jo", "31/02/2013", "HA0 2AB"],
        ["A2", "Khan", "Al", "02/12/2011", None],
    ]
    between: list[list[Cell]] = [["Team North"], ["Total", None, None, None, 2], [*headings]]
    table = [headings, people[0], *between, people[1]]
    told = dict[int, DryRun]()
    for margin in (0, 3):
        path = workbook(tmp_path / f"{margin}.xlsx", Clients=[[*[None] * margin, *row] for row in table])
        prepared = delivery.prepare(admin, path, "BRENT-CSC")
        asked = Taken(prepared, prepared.mapping)
        assert not any(asked.is_open(at) for at in range(margin)), "nobody is asked what a blank column holds"
        told[margin] = delivery.dry_run(admin, prepared, prepared.mapping, AS_OF)
    assert told[0].issues == told[3].issues == {"DOB_IMPOSSIBLE": 1, "HEADER_AGAIN": 1, "ROW_TOTAL": 2}
    assert [told[margin].refused[0].cell for margin in (0, 3)] == ["D2", "G2"]


def test_merged_headings_of_a_table_that_begins_further_right(tmp_path: Path) -> None:
    """The groups were counted from the sheet's edge and the columns from the table's: such a sheet was refused."""
    above: list[Cell] = [None, None, "Case", "Child", None, None, "Mother", None, None]
    below: list[Cell] = [None, None, "Number", *["Forename", "Surname", "DOB"] * 2]
    row: list[Cell] = [None, None, "100", "Jo", "Smith", "14/03/2013", "Ann", "Smith", "14/03/1983"]
    path = tmp_path / "groups.xlsx"
    path.write_bytes(pack(members({"Cases": sheet_xml([above, below, row, row], merged=["D1:F1", "G1:I1"])})))
    told = tables.read(path)
    assert told.headings[2:] == (
        *("Case Number", "Child Forename", "Child Surname", "Child DOB"),
        *("Mother Forename", "Mother Surname", "Mother DOB"),
    )


def test_a_row_that_begins_in_the_blank_columns_is_not_blank(tmp_path: Path) -> None:
    """A text file whose first column is blank throughout, and a broken record: what it holds is not passed over."""
    path = tmp_path / "margin.csv"
    path.write_text(",Person ID,Surname,Forename,DOB\n,71,Smith,Jo,14/03/2013\nKhan\n,72,Khan,Al,02/12/2011\n")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples, Theme.ASC))
    checker = RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC))
    assert [check(checker, row).findings for row in table.rows()] == [[], [("ROW_SHIFTED", -1)], []]
