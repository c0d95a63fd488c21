"""Every code of the catalogue has a row that it is found in; every dirt of domain/5 E.4 is planted and found again."""

from pathlib import Path

import pytest

from importers.checking.catalogue import CHECKS
from importers.values.dates import decide
from store.records.themes import Theme
from store.session import Session
from tests.importers import deliveries
from tests.importers.one_row import codes, read

ROWS: dict[str, dict[str, str]] = {
    "TEST_RECORD": {"Test Record": "Yes"},
    "EPISODE_EXCLUDED": {"Service Involvement": "Opened in error"},
    "VERY_SENSITIVE": {"Service/Event Desc": "Sexual health clinic"},
    "RESTRICTED": {"Restricted Record": "Yes"},
    "DITTO": {"Address": "as above"},
    "CELL_ERROR": {"Address": "#REF!"},
    "LETTERS_LOST": {"Surname": "Nu?ez"},
    "CHARACTERS": {"Surname": "Sm\x1b[31mith"},
    "ID_BLANK": {"Person ID": "0000"},
    "ID_SCI": {"Person ID": "1.23E+09"},
    "ID_FLOAT": {"Person ID": "1204.0"},
    "NAME_MISSING": {"Surname": "", "Forename": ""},
    "NAME_ORG": {"Surname": "St Mary's School", "Forename": ""},
    "NAME_TWO": {"Forename": "Mr & Mrs"},
    "NAME_LONG": {"Surname": "Smith " * 40},
    "NAME_PLACEHOLDER": {"Forename": "Twin 1"},
    "NAME_DIGITS": {"Surname": "Smith2"},
    "NAME_NO_GIVEN": {"Forename": ""},
    "NAME_NO_FAMILY": {"Surname": ""},
    "NAME_TWICE": {"Surname": "Jo", "Forename": "JO"},
    "NAME_TITLE": {"Forename": "Mr Dominic"},
    "NAME_JUNK_STRIPPED": {"Surname": "MIG_ERROR_Smith"},
    "DOB_MISSING": {"DOB": ""},
    "DOB_FORMAT": {"DOB": "last spring"},
    "DOB_IMPOSSIBLE": {"DOB": "31/02/2013"},
    "DOB_YY": {"DOB": "06-Oct-12"},
    "DOB_SERIAL": {"DOB": "41347"},
    "DOB_FUTURE": {"DOB": "14/03/2031"},
    "DOB_OLD": {"DOB": "14/03/1880"},
    "DOB_EXPECTED": {"DOB": "15/11/2026", "Forename": "Unborn"},
    "DOB_EDD_BOTH": {"EDD": "14/11/2026"},
    "DOB_AGE": {"Age": "22"},
    "DOB_SENTINEL": {"DOB": "01/01/1900"},
    "DOB_WEAK": {"DOB": "01/01/2013"},
    "DOB_ESTIMATED": {"DOB": "approx 9"},
    "DOB_PARTIAL": {"DOB": "2013"},
    "EXPECTED_PAST": {"DOB": "", "EDD": "01/03/2026", "Forename": "Unborn"},
    "EXPECTED_FAR": {"DOB": "", "EDD": "01/03/2028", "Forename": "Unborn"},
    "UNBORN_NO_DATE": {"DOB": "", "Forename": "Unborn"},
    "DOD_BEFORE_DOB": {"Date of death": "01/02/2011"},
    "DEATH_UNDATED": {"Deceased": "Yes"},
    "DOD_FUTURE": {"Date of death": "01/02/2027"},
    "DATE_FORMAT": {"Start Date": "in May"},
    "DATE_IMPOSSIBLE": {"Start Date": "31/06/2025"},
    "DATE_YY": {"Start Date": "13/02/25"},
    "DATE_SERIAL": {"Start Date": "45000"},
    "DATE_PLACEHOLDER": {"End Date": "31/12/9999"},
    "ENDS_BEFORE_STARTS": {"Start Date": "01/02/2026", "End Date": "01/02/2025"},
    "LAST_BEFORE_START": {"Start Date": "13/02/2026", "Last Contact Date": "01/02/2025"},
    "START_BEFORE_BIRTH": {"Start Date": "01/02/2011"},
    "LAST_BEFORE_BIRTH": {"Last Contact Date": "01/02/2011"},
    "LAST_FUTURE": {"Last Contact Date": "01/02/2027"},
    "START_AFTER_DEATH": {"Date of death": "01/02/2020", "Start Date": "01/02/2021"},
    "LAST_AFTER_DEATH": {"Date of death": "01/02/2020", "Last Contact Date": "01/02/2021"},
    "STARTS_FUTURE": {"Start Date": "13/02/2027"},
    "STATUS_ENDED": {"Service Involvement": "Current", "End Date": "13/03/2026"},
    "STATUS_VALUE": {"Service Involvement": "Dormant"},
    "FLAG_VALUE": {"ActiveCIN": "maybe"},
    "INVOLVEMENT_NONE": {"Service Involvement": "None"},
    "NHS_LEN": {"NHS Number": "943476591"},
    "NHS_FORMAT": {"NHS Number": "94347659I9"},
    "NHS_CHECK": {"NHS Number": "9434765918"},
    "NHS_SCI": {"NHS Number": "9.43477E+09"},
    "NHS_PLACEHOLDER": {"NHS Number": "1111111111"},
    "NHS_TEST": {"NHS Number": "9990000018"},
    "NHS_FLOAT": {"NHS Number": "9434765919.0"},
    "UPN_FORMAT": {"UPN": "R24796291925"},
    "UPN_CHECK": {"UPN": "R247962919251"},
    "UPN_TEMP": {"UPN": "R24796291925A"},
    "UPN_UNKNOWN": {"UPN": "UN3"},
    "ULN_FORMAT": {"ULN": "12345"},
    "NINO_FORMAT": {"National Insurance Number": "TN010190M"},
    "PNC_FORMAT": {"PNC ID": "2008/1234"},
    "CRO_FORMAT": {"CRO Number": "000000/00Z"},
    "UPRN_FORMAT": {"UPRN": "0"},
    "SEX_VALUE": {"Gender": "Q7"},
    "PC_FORMAT": {"Postcode": "HA0 2A"},
    "PC_AREA": {"Postcode": "QV1 1AA"},
    "PC_INWARD": {"Postcode": "HA0 2CK"},
    "PC_PSEUDO": {"Postcode": "ZZ99 3VZ"},
    "PC_OUTWARD": {"Postcode": "E8"},
    "ADDRESS_NONE": {"Address": "No fixed abode"},
    "ADDRESS_PROTECTED": {"Address": "Address withheld"},
    "PHONE_FORMAT": {"Mobile": "12 345 67"},
    "EMAIL_FORMAT": {"Mobile": "07700 900123", "Email Address": "jo at example"},
    "EMAIL_WORK": {"Email Address": "jo@brent.gov.uk"},
    "WORKER_ELSEWHERE": {"Keyworker": "see notes"},
}
"""A code and the cells of a row in which it is found; where the column's values are all wrong, see FILES."""

_PLAIN = "".join(f"{n},Smith,Jo{'abcdefgh'[n]},14/03/2013\n" for n in range(1, 6))
FILES: dict[str, str] = {
    "ROW_SHIFTED": "9,Khan,Al,14/03/2013,12 High Street\n",
    "ROW_BLANK": ",,,\n",
    "ROW_TOTAL": "Total,5,,\n",
    "ROW_DUPLICATE": "1,Smith,Job,14/03/2013\n",
    "HEADER_AGAIN": "Person ID,Surname,Forename,DOB\n",
    "ID_DUP_DIFF": "1,Khan,Al,14/03/2011\n",
}
"""A code and the row that brings it about under five plain ones."""
THEMED = {"DOB_NOT_CHILD": ({"DOB": "14/03/1980"}, Theme.EDUCATION)}
ELSEWHERE = {
    "NHS_TWICE",
    "ID_REUSE",
    "DOB_SWAPPED",
    "DATE_SWAPPED",
    "DOB_EITHER",
    "DATE_EITHER",
    "DOB_NUMBERED",
    "DATE_NUMBERED",
    "GONE",
    "GONE_UNKNOWN",
}


def test_middle_names_without_end_are_slipped_cells_too(tmp_path: Path) -> None:
    told = read(tmp_path, {"Middle name": "Jane " * 40})
    assert (told.outcome, codes(told)) == ("quarantined", {"NAME_LONG"})
    full = read(tmp_path, {"Surname": "-drop-", "Forename": "-drop-", "Full Name": f"Amelia {'Jane ' * 40}Smith"})
    assert (full.outcome, codes(full)) == ("quarantined", {"NAME_LONG"})


def test_every_code_has_an_example() -> None:
    assert {*ROWS, *FILES, *THEMED, *ELSEWHERE} == set(CHECKS)


def test_every_code_has_a_sentence_and_an_error_has_advice() -> None:
    for code, one in CHECKS.items():
        assert one.sentence.endswith("."), code
        assert one.advice or one.severity == "info", code


@pytest.mark.parametrize("code", ROWS)
def test_a_row_with_it_is_found(tmp_path: Path, code: str) -> None:
    told = read(tmp_path, ROWS[code], sure=True)
    assert code in codes(told)
    if CHECKS[code].severity == "error":
        assert (told.outcome, told.record) == ("quarantined", None)
    elif CHECKS[code].severity == "warning":
        assert told.outcome == "accepted"
    assert code not in codes(read(tmp_path, {})), "a plain row has it too"


@pytest.mark.parametrize("code", FILES)
def test_a_file_with_it_is_found(admin: Session, tmp_path: Path, code: str) -> None:
    deliveries.feed(admin)
    plain = "Person ID,Surname,Forename,DOB\n" + _PLAIN
    assert code not in deliveries.check(admin, tmp_path / "plain.csv", plain).issues
    checked = deliveries.check(admin, tmp_path / "dirty.csv", plain + FILES[code])
    assert checked.issues[code] >= 1
    assert (checked.quarantined > 0) == (CHECKS[code].severity == "error")


@pytest.mark.parametrize("code", THEMED)
def test_a_row_of_some_feeds_only(tmp_path: Path, code: str) -> None:
    cells, theme = THEMED[code]
    assert code in codes(read(tmp_path, cells, theme))
    assert code not in codes(read(tmp_path, cells))


def test_one_nhs_number_for_two_people(admin: Session, tmp_path: Path) -> None:
    deliveries.feed(admin)
    rows = "1,Smith,Ann,14/03/1983,9434765919,\n2,Smith,Jo,14/03/2013,9434765919,\n3,Khan,Al,14/03/2011,4010232137,\n"
    checked = deliveries.check(admin, tmp_path / "a.csv", deliveries.PEOPLE + rows)
    assert (checked.issues["NHS_TWICE"], checked.warnings, checked.accepted) == (2, 2, 3)
    assert [issue[:3] for issue in checked.findings if issue[3] == "NHS_TWICE"] == [
        (1, 2, "NHS Number"),
        (2, 3, "NHS Number"),
    ]


def test_days_that_a_spreadsheet_took_for_months_are_not_read(admin: Session, tmp_path: Path) -> None:
    """Rule 10: what the file says of them is wrong and cannot be known to be; what it left as text is as it was."""
    deliveries.feed(admin)
    heads = "Person ID,Surname,Forename,DOB,Service/Event Start\n"
    good = "".join(f"{n},Smith,J{'abcdefghijklmnopqrst'[n]},{n + 12}/04/2013,{n + 12}/05/2026\n" for n in range(1, 12))
    bad = "".join(f"{n + 50},Khan,A{'abcdefghijklmnopqrst'[n]},2013-04-{n:02},2026-03-{n:02}\n" for n in range(1, 13))
    checked = deliveries.check(admin, tmp_path / "a.csv", heads + good + bad)
    assert (checked.accepted, checked.quarantined) == (11, 12)
    assert (checked.issues["DOB_SWAPPED"], checked.issues["DATE_SWAPPED"]) == (12, 12)
    assert {note.code for note in checked.notes} >= {"DATES_SWAPPED"}
    later = heads + good + bad.replace("2013-04-12", "2013-04-22").replace("2026-03-12", "2026-03-22")
    assert deliveries.check(admin, tmp_path / "b.csv", later).accepted == 23, "a program's own day above 12"
    few = heads + good + "".join(bad.splitlines(keepends=True)[:7])
    assert deliveries.check(admin, tmp_path / "c.csv", few).accepted == 18, "so few may be chance"


def test_of_dates_written_both_ways_none_is_guessed(admin: Session, tmp_path: Path) -> None:
    """Rule 10: two exports in one file. Most of the wrong births came in without a word: 03/04/2013 fits both."""
    deliveries.feed(admin)
    heads = "Person ID,Surname,Forename,DOB,Service/Event Start\n"
    ours = "".join(f"{n},Smith,A{'abcdefghijklmnopqrst'[n]},{n + 12}/04/2013,{n + 12}/04/2025\n" for n in range(1, 9))
    theirs = "".join(f"{n + 50},Khan,A{'abcdefghij'[n]},04/{n + 12}/2013,04/{n + 12}/2025\n" for n in range(1, 5))
    doubtful = "90,Moss,Al,03/04/2013,3/4/25\n91,Moss,Bo,04/04/2013,2025-04-03\n92,Moss,Cy,3 April 2013,04/04/2025\n"
    checked = deliveries.check(admin, tmp_path / "a.csv", heads + ours + theirs + doubtful)
    found = {(issue.code, issue.row) for issue in checked.findings}
    assert {told for told in found if told[0].endswith("EITHER")} == {("DOB_EITHER", 13), ("DATE_EITHER", 13)}
    assert checked.accepted == 10, "4 April is the same either way, and some say themselves what they mean"
    assert next(note for note in checked.notes if note.code == "DATES_MIXED").sentence.startswith("DOB: some dates")
    slips = heads + ours + theirs.splitlines(keepends=True)[0] + doubtful
    assert "DOB_EITHER" not in deliveries.check(admin, tmp_path / "b.csv", slips).issues, "one of nine is a slip"


@pytest.mark.parametrize(
    ("births", "said"),
    [
        (["14/03/13"], "DOB: 1 year has two digits. Say which century, or it is refused."),
        (["14/03/13", "15/04/12"], "DOB: 2 years have two digits. Say which century, or they are refused."),
    ],
)
def test_years_of_two_digits_are_counted(admin: Session, tmp_path: Path, births: list[str], said: str) -> None:
    deliveries.feed(admin)
    rows = "".join(f"{at},Smith,Jo{'abc'[at]},{born},,\n" for at, born in enumerate([*births, "14/03/2011"]))
    checked = deliveries.check(admin, tmp_path / "a.csv", deliveries.PEOPLE + rows)
    assert said in [note.sentence for note in checked.notes]


DIRT: list[tuple[str, dict[str, str], str]] = [
    ("two-digit years", {"DOB": "12.10.06"}, "DOB_YY"),
    ("spreadsheet serials", {"DOB": "44197"}, "DOB_SERIAL"),
    *((f"placeholder {day}", {"DOB": day}, "DOB_SENTINEL") for day in (
        "01/01/1900", "1900-01-01", "01/01/1753", "01/01/1970", "31/12/9999", "00/00/0000",
    )),
    ("the first of January", {"DOB": "01/01/2014"}, "DOB_WEAK"),
    ("future birth", {"DOB": "15/11/2026"}, "DOB_EXPECTED"),
    ("birth after the start", {"Start Date": "01/03/2010"}, "START_BEFORE_BIRTH"),
    ("death before contact", {"Date of death": "01/03/2020", "Last Contact Date": "02/03/2020"}, "LAST_AFTER_DEATH"),
    ("contact before the start", {"Start Date": "01/03/2020", "Last Contact Date": "13/02/2020"}, "LAST_BEFORE_START"),
    ("estimated age", {"DOB": "approx 9"}, "DOB_ESTIMATED"),
    ("hidden characters", {"Surname": "Sm\u200bith"}, "CHARACTERS"),
    ("title in a name", {"Forename": "Mr Dominic"}, "NAME_TITLE"),
    *((f"placeholder {name}", {"Forename": name}, "NAME_PLACEHOLDER") for name in (
        "Unborn", "Baby", "Baby of", "Infant", "Twin 1", "Unknown", "NFA", "TBC", ".", "XX", "Test",
    )),
    ("a team as a person", {"Forename": "Duty", "Surname": "Team"}, "NAME_ORG"),
    ("a school as a person", {"Forename": "", "Surname": "St Mary's School"}, "NAME_ORG"),
    ("unborn with an expected date only", {"Forename": "Unborn", "DOB": "", "EDD": "01/01/2026"}, "EXPECTED_PAST"),
    ("no fixed abode", {"Address": "NFA"}, "ADDRESS_NONE"),
    ("no fixed abode by postcode", {"Postcode": "ZZ99 3VZ"}, "PC_PSEUDO"),
    ("a protected address", {"Address": "Refuge, Wembley"}, "ADDRESS_PROTECTED"),
    ("an army post office", {"Postcode": "BFPO 36"}, "PC_PSEUDO"),
    ("an NHS number as a decimal", {"NHS Number": "9434765919.0"}, "NHS_FLOAT"),
    ("an NHS number rounded", {"NHS Number": "9.43477E+09"}, "NHS_SCI"),
    ("a leading nought lost", {"NHS Number": "943476591"}, "NHS_LEN"),
    ("ten digits at random", {"NHS Number": "9434765917"}, "NHS_CHECK"),
    ("a repeated digit", {"NHS Number": "1111111111"}, "NHS_PLACEHOLDER"),
    ("no pupil number", {"UPN": "UN5"}, "UPN_UNKNOWN"),
    ("a sex nobody knows", {"Gender": "Zz"}, "SEX_VALUE"),
    ("neither yes nor no", {"ActiveCIN": "see notes"}, "FLAG_VALUE"),
    ("ditto marks", {"Surname": '"'}, "DITTO"),
    *((f"no number: {said!r}", {"Person ID": said}, "ID_BLANK") for said in ("", "TBC", "N/K", '"')),
    ("a mark of the restricted", {"S Flag": "S"}, "RESTRICTED"),
    ("a word for the restricted", {"Restricted Record": "Restricted"}, "RESTRICTED"),
    ("digits in a row", {"NHS Number": "9876543210"}, "NHS_PLACEHOLDER"),
    ("ditto marks for the birth", {"DOB": "”"}, "DOB_MISSING"),
    ("a formula's error for the worker", {"Keyworker": "#NAME?"}, "CELL_ERROR"),
    ("a formula's error for a name", {"Surname": "#VALUE!"}, "NAME_NO_FAMILY"),
    ("a letter that was replaced", {"Forename": "Jos\ufffd"}, "LETTERS_LOST"),
    ("letters read as others", {"Address": "12 Rue JosÃ©"}, "LETTERS_LOST"),
    ("a worker's telephone rounded", {"Worker Phone": "1.90255E+09"}, "PHONE_FORMAT"),
    ("a telephone that is none", {"Mobile": "ext 123"}, "PHONE_FORMAT"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code"), [(cells, code) for _, cells, code in DIRT], ids=[told for told, _, _ in DIRT]
)
def test_the_dirt_of_the_catalogue_is_found_again(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    told = read(tmp_path, cells, sure=True)
    assert code in codes(told)
    assert told.outcome == "quarantined" or CHECKS[code].severity != "error"


CLEAN: list[tuple[str, dict[str, str]]] = [
    ("time attached", {"DOB": "2013-03-14 00:00:00"}),
    ("month in words", {"DOB": "6 October 2012"}),
    ("spaces and dashes", {"NHS Number": "943-476 5919"}),
    ("hyphen, apostrophe, particle", {"Surname": "de Souza-O'Brien"}),
    ("words for nothing", {"Mobile": "N/A", "NHS Number": "NULL", "Gender": "Not Known", "Postcode": "-"}),
    ("lines in an address", {"Address": "12 Acacia Road\nWembley\nHA0 2AB"}),
]


@pytest.mark.parametrize("cells", [cells for _, cells in CLEAN], ids=[told for told, _ in CLEAN])
def test_what_is_only_another_way_of_writing_is_no_finding(tmp_path: Path, cells: dict[str, str]) -> None:
    told = read(tmp_path, cells, sure=True)
    assert (told.outcome, codes(told)) == ("accepted", set())


def test_day_and_month_are_decided_by_the_column() -> None:
    assert decide({"03/02/2016": 4, "04/13/2016": 1}).order == "month-first"


@pytest.mark.parametrize(("rows", "code"), [(1_000, "CUT_OFF")])
def test_a_truncated_export_is_said(admin: Session, tmp_path: Path, rows: int, code: str) -> None:
    deliveries.feed(admin)
    text = "Person ID,Surname,Forename,DOB\n" + "".join(f"{n},Smith,Jo,14/03/2013\n" for n in range(1, rows + 1))
    assert code in {note.code for note in deliveries.prepare(admin, tmp_path / "a.csv", text).notes}
