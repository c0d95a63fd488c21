"""Cells as people and report writers fill them in: read for what they mean, nobody troubled where nothing is amiss."""

from pathlib import Path

import pytest

from importers.checking.layout import Layout
from importers.checking.rows import RowChecker
from importers.columns import guessing, profile
from importers.reading import tables
from importers.reading.scan import scan
from importers.values import contacts, dates, names
from store.records.themes import Theme
from tests.importers.one_row import AS_OF, check, codes, feed, read


def full(text: str) -> tuple[tuple[str, str, str], names.Parsed]:
    given, middle, family, beside = names.of_full(text)
    told = names.parse(given, middle, family, "", "", beside.former, beside.alias)
    first = told.names[0] if told.names else None
    return (first.given, first.middle, first.family) if first else ("", "", ""), told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs. Zofia Clarke MBE", ("Zofia", "", "Clarke")),
        ("MRS ROISIN Z VASQUEZ", ("ROISIN", "Z", "VASQUEZ")),
        ("CONNOR E YILMAZ", ("CONNOR", "E", "YILMAZ")),
        ("SMITH A B", ("A", "B", "SMITH")),
        ("John Smith Jnr", ("John", "", "Smith")),
        ("KAUR, Hannah (Miss)", ("Hannah", "", "KAUR")),
        ("Smith, Amy [Duplicate]", ("Amy", "", "Smith")),
        ("Amy Smith (DECEASED)", ("Amy", "", "Smith")),
        ("DECEASED Amy Smith", ("Amy", "", "Smith")),
        ("Amy Smith *", ("Amy", "", "Smith")),
        ("Amy SMITH (CP)", ("Amy", "", "SMITH")),
        ("Amy Smith / Jones", ("Amy", "", "Smith")),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, name: tuple[str, str, str]) -> None:
    assert full(text)[0] == name
    assert {n.kind for n in full(text)[1].names} <= {"current", "alias"}
    assert all(n.given not in {"Miss", "CP", "DECEASED"} for n in full(text)[1].names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("B/O Rachel Smith", ("B/O", "Rachel", "Smith")),
        ("Baby of Rachel Smith", ("Baby of", "Rachel", "Smith")),
        ("UNBORN Smith", ("UNBORN", "", "Smith")),
        ("Not Known Smith", ("Not Known", "", "Smith")),
        ("The Occupier", ("The", "", "Occupier")),
    ],
)
def test_a_child_without_a_name_does_not_get_its_mothers(text: str, name: tuple[str, str, str]) -> None:
    read_as, told = full(text)
    assert read_as == name
    assert told.names[0].placeholder
    assert "NAME_PLACEHOLDER" in told.codes


@pytest.mark.parametrize("text", ["Mr & Mrs Smith", "Amy & Ben Smith", "Mr and Mrs Smith"])
def test_two_people_are_not_one(text: str) -> None:
    assert full(text)[1].codes == ("NAME_TWO",)


@pytest.mark.parametrize("pair", [("NULL", "Smith"), ("None", "Smith"), ("N/K", "Smith"), ("Amy", "NULL")])
def test_a_databases_word_for_nothing_is_said_and_no_evidence(pair: tuple[str, str]) -> None:
    told = names.parse(pair[0], "", pair[1])
    assert (told.names[0].placeholder, told.codes) == (1, ("NAME_PLACEHOLDER",))


@pytest.mark.parametrize("pair", [("Amy", "Null"), ("Trust", "Okafor"), ("Amy", "Andrews"), ("Sandy", "Rand")])
def test_a_name_that_only_looks_odd_is_a_name(pair: tuple[str, str]) -> None:
    told = names.parse(pair[0], "", pair[1])
    assert (told.codes, told.names[0].placeholder) == ((), 0)


def test_a_title_alone_is_no_first_name() -> None:
    told = names.parse("Mrs", "", "Smith")
    assert (told.names[0].given, told.codes) == ("", ("NAME_TITLE", "NAME_NO_GIVEN"))
    assert names.parse("Duty", "", "Worker").codes == ("NAME_ORG",)


def test_a_family_name_with_a_slash_is_two_names_of_one_person() -> None:
    told = names.parse("Amy", "", "Smith/Jones")
    assert [(n.kind, n.family) for n in told.names] == [("current", "Smith"), ("alias", "Jones")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("447700900123", ["+447700900123"]),
        ("07700900123.0", ["+447700900123"]),
        ("020 8937 1234 ext 22", ["+442089371234"]),
        ("020 8937 1234 x22", ["+442089371234"]),
        ("07700 900123 07700 900456", ["+447700900123", "+447700900456"]),
    ],
)
def test_telephones_as_they_are_typed(text: str, numbers: list[str]) -> None:
    told, unread = contacts.phones(text)
    assert (list(told), unread) == (numbers, False)


@pytest.mark.parametrize("text", ["No phone", "Ex-directory", "0", "none given"])
def test_a_word_that_there_is_no_telephone_troubles_nobody(text: str) -> None:
    assert contacts.phones(text) == ((), False)


@pytest.mark.parametrize(
    ("text", "iso", "how"),
    [
        ("Thu 14 Mar 2013", "2013-03-14", "date"),
        ("'14/03/2013", "2013-03-14", "date"),
        ('="14/03/2013"', "2013-03-14", "date"),
        ("Thursday, 14 March 2013", "2013-03-14", "date"),
        ("EDD 14/09/2026", "2026-09-14", "date"),
        ("14/09/2026 (EDD)", "2026-09-14", "date"),
        ("DOB: 14/03/2013", "2013-03-14", "date"),
        ("14 / 03 / 2013", "2013-03-14", "date"),
        ("14/03/2013*", "2013-03-14", "date"),
        ("14-MAR-2013 00.00.00", "2013-03-14", "date"),
        ("14032013", "2013-03-14", "date"),
        ("14/03/2013?", "2013-03-14", "estimated"),
        ("41347", "", "serial"),
        ("14/03/20133", "", "wrong"),
        ("last spring", "", "wrong"),
    ],
)
def test_dates_with_something_about_them(text: str, iso: str, how: str) -> None:
    assert dates.parse(text, "day-first") == (iso, how)


@pytest.mark.parametrize("text", ["TBC", "Not provided", "not available", "---"])
def test_a_birth_that_is_not_told_is_missing_not_wrong(tmp_path: Path, text: str) -> None:
    told = read(tmp_path, {"DOB": text}, sure=True)
    assert told.outcome == "accepted"
    assert "DOB_MISSING" in codes(told)


NOBODY_YET = (
    "Awaiting allocation|No social worker allocated|Not yet allocated|TBA|VACANT PATCH|Waiting list|Unassigned"
    "|Unknown worker|Migration User|Vacant (Jane Ward left)|Case closed|Left|0|**"
)


@pytest.mark.parametrize("text", NOBODY_YET.split("|"))
def test_a_worker_who_is_not_there_yet_is_nobody(tmp_path: Path, text: str) -> None:
    told = read(tmp_path, {"Social Worker": text, "Allocated Team": "CIN 2"}, sure=True)
    assert told.record is not None
    (involvement,) = told.record.involvements
    assert involvement.worker is not None
    assert (involvement.worker.name, involvement.worker.team) == ("", "CIN 2")


def test_a_shared_caseload_is_the_team_that_is_rung_and_no_worker(tmp_path: Path) -> None:
    told = read(tmp_path, {"Caseload Holder": "Corporate caseload"}, sure=True)
    assert told.record is not None
    (involvement,) = told.record.involvements
    assert involvement.worker is not None
    assert (involvement.worker.name, involvement.worker.team) == ("", "Corporate caseload")


@pytest.mark.parametrize(
    "text", ["Number of records: 30", "Printed 1 June 2026", "Data as held on 1 June", "Page 2 of 3"]
)
def test_a_note_below_the_rows_is_not_a_person(tmp_path: Path, text: str) -> None:
    told = read(tmp_path, {"Person ID": text, "Surname": "", "Forename": "", "DOB": ""}, sure=True)
    assert (told.outcome, codes(told)) == ("ignored", {"ROW_TOTAL"})


@pytest.mark.parametrize("family", ["Counter", "Recorder", "Totaling", "Reporte"])
def test_a_name_that_begins_like_such_a_note_is_a_person(tmp_path: Path, family: str) -> None:
    told = read(tmp_path, {"Person ID": "-drop-", "Surname": family, "Forename": "Amy", "DOB": ""}, sure=True)
    assert (told.outcome, codes(told)) == ("accepted", {"DOB_MISSING"})


def test_headings_that_stand_again_are_seen_though_they_begin_like_a_note(tmp_path: Path) -> None:
    path, headings = tmp_path / "rows.csv", "Record ID,Surname,Forename,DOB\n"
    path.write_text(f"{headings}1,Smith,Jo,14/03/2013\n2,Khan,Zara,02/12/2001\n{headings}", encoding="utf-8")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples))
    checker = RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC))
    *_, last = (check(checker, row) for row in table.rows())
    assert (last.outcome, codes(last)) == ("ignored", {"HEADER_AGAIN"})


@pytest.mark.parametrize("name", ["Systema Ward", "Lefty Closed", "User Khan", "Jane Ward (left)", "JW", "4417"])
def test_a_worker_with_a_name_that_begins_like_that_is_somebody(tmp_path: Path, name: str) -> None:
    told = read(tmp_path, {"Social Worker": name}, sure=True)
    assert told.record
    assert told.record.involvements[0].worker
    assert told.record.involvements[0].worker.name == name


def test_what_a_web_page_writes_for_a_letter_is_the_letter(tmp_path: Path) -> None:
    """Else O'Brien is refused for two people, and no street of the address is known."""
    told = read(tmp_path, {"Surname": "O&#39;Brien", "Address": "12 High St<br>Wembley<br/>HA0&nbsp;2AB"})
    assert told.record
    assert told.record.names[0].family == "O'Brien"
    assert (told.record.addresses[0].street, told.record.addresses[0].postcode) == ("HIGH STREET", "HA0 2AB")
    assert read(tmp_path, {"Surname": "Smith&#27;[31m"}).record.names[0].family == "Smith[31m"  # type: ignore[union-attr]
    assert read(tmp_path, {"Forename": "Ann &amp; Jo"}).outcome == "quarantined"


def test_a_slash_after_capitals_stands_before_the_first_name() -> None:
    """Of police records: else each of them has no first name, and another family name instead."""
    for text in ("SMITH/Jo", "SMITH / Jo", "O'BRIEN/Jo"):
        assert full(text)[0][:1] == ("Jo",)
        assert full(text)[0][2] in {"SMITH", "O'BRIEN"}
    (given, _, family), told = full("AHMED/Ali AKA 'Smiler'")
    assert (given, family, [name.given for name in told.names if name.kind == "alias"]) == ("Ali", "AHMED", ["Smiler"])
    assert full("Amy Smith/Jones")[0] == ("Amy", "", "Smith")


@pytest.mark.parametrize("text", ["—", "…", "- -"])
def test_a_dash_is_no_first_name(text: str) -> None:
    assert names.parse(text, "", "Smith").codes == ("NAME_PLACEHOLDER",)
