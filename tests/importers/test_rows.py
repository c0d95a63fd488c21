"""A row becomes a record, or says why not: what each kind of column comes to, and each refusal."""

from collections.abc import Mapping
from json import loads
from pathlib import Path

import pytest

from importers.checking.layout import Layout
from importers.checking.rows import RowChecker
from importers.columns import guessing, profile
from importers.reading import tables
from importers.reading.scan import scan
from store.records.rows import Identifier, Involvement
from store.records.themes import Theme
from store.records.workers import Worker
from tests.importers.one_row import AS_OF, OUTCOMES, check, codes, feed, read


def test_a_plain_row_is_a_record(tmp_path: Path) -> None:
    told = read(tmp_path, {"NHS Number": "943 476 5919", "Gender": "F", "Address": "12 Acacia Road, Wembley, HA0 2AB"})
    assert (told.outcome, told.key) == ("accepted", "0071")
    assert told.record is not None
    assert (told.record.birth_date, told.record.sex) == ("2013-03-14", "F")
    assert told.record.identifiers == (Identifier("CASE", "0071", "valid"), Identifier("NHS", "9434765919", "valid"))
    assert told.record.addresses[0].place == "HA0 2AB|12"
    assert codes(told) == set()


def test_rule_19_the_agencys_number_stands_as_it_is(tmp_path: Path) -> None:
    assert [read(tmp_path, {"Person ID": said}).key for said in ("00aB7", "00Ab7")] == ["00aB7", "00Ab7"]


@pytest.mark.parametrize("word", ["", "N/A", "No", "0", "Not restricted", "normal"])
def test_a_plain_no_restricts_nothing(tmp_path: Path, word: str) -> None:
    assert read(tmp_path, {"Restricted Record": word}).outcome == "accepted"


@pytest.mark.parametrize("word", ["No", "N", "ask first"])
def test_what_may_not_be_disclosed_is_restricted(tmp_path: Path, word: str) -> None:
    assert codes(read(tmp_path, {"Address may be disclosed?": word})) == {"RESTRICTED"}
    assert read(tmp_path, {"Address may be disclosed?": "Yes"}).outcome == "accepted"


@pytest.mark.parametrize(
    ("heading", "text", "given", "family"),
    [
        ("Sort Name", "Begum Yaw", "Yaw", "Begum"),
        ("Sort Name", "de Freitas Musa", "Musa", "de Freitas"),
        ("Sort Name", "Begum, Yaw", "Yaw", "Begum"),
        ("Full Name", "Begum Yaw", "Begum", "Yaw"),
    ],
)
def test_a_heading_says_that_the_family_name_comes_first(
    tmp_path: Path, heading: str, text: str, given: str, family: str
) -> None:
    record = read(tmp_path, {heading: text, "Surname": "-drop-", "Forename": "-drop-"}).record
    assert record
    assert (record.names[0].given, record.names[0].family) == (given, family)


@pytest.mark.parametrize(
    ("whole", "family", "given", "middle"),
    [
        ("Amelia Rose de Souza", "de Souza", "Amelia", "Rose"),
        ("DE SOUZA, Amelia", "de Souza", "Amelia", ""),
        ("Amelia Khan", "de Souza", "", ""),
    ],
)
def test_a_first_name_stands_in_the_full_name_beside_the_family_name(
    tmp_path: Path, whole: str, family: str, given: str, middle: str
) -> None:
    record = read(tmp_path, {"Full Name": whole, "Surname": family, "Forename": "-drop-"}).record
    assert record
    assert (record.names[0].given, record.names[0].middle, record.names[0].family) == (given, middle, family)


def test_a_sensitive_record_in_place_of_an_address_is_a_protected_one(tmp_path: Path) -> None:
    assert "ADDRESS_PROTECTED" in codes(read(tmp_path, {"Address": "Sensitive record"}))


def test_a_queue_is_no_worker(tmp_path: Path) -> None:
    record = read(tmp_path, {"Worker Name": "Outreach Queue", "Start Date": "01/03/2024"}).record
    assert record
    worker = record.involvements[0].worker
    assert worker
    assert (worker.name, worker.team) == ("", "Outreach Queue")


def test_a_former_name_in_a_hospitals_message_is_its_family_name(tmp_path: Path) -> None:
    record = read(tmp_path, {"Previous Surname": "BEGUM^Zac^"}).record
    assert record
    assert [name.family for name in record.names] == ["Smith", "BEGUM"]


def test_all_errors_of_a_row_are_found_not_only_the_first(tmp_path: Path) -> None:
    assert codes(read(tmp_path, {"Person ID": "", "DOB": "31/02/2013"})) == {"ID_BLANK", "DOB_IMPOSSIBLE"}


@pytest.mark.parametrize(
    ("birth", "kept", "estimated"),
    [
        ("2013", "2013", 0),
        ("03/2013", "2013-03", 0),
        ("est. 2013", "2013", 1),
        ("approx 13", "2013", 1),
        ("01/01/1900", "", 0),
        ("", "", 0),
    ],
)
def test_a_birth_is_kept_as_far_as_it_is_known(tmp_path: Path, birth: str, kept: str, estimated: int) -> None:
    record = read(tmp_path, {"DOB": birth}).record
    assert record is not None
    assert (record.birth_date, record.birth_estimated) == (kept, estimated)


def test_the_first_of_january_alone_in_a_small_file_is_a_year(tmp_path: Path) -> None:
    record = read(tmp_path, {"DOB": "01/01/2013"}).record
    assert record is not None
    assert record.birth_date == "2013"


@pytest.mark.parametrize(("birth", "kept"), [("01/09/2026", "2026-09-01"), ("09/2026", "2026-09"), ("2027", "2027")])
def test_a_birth_ahead_is_an_unborn_child(tmp_path: Path, birth: str, kept: str) -> None:
    told = read(tmp_path, {"Forename": "Unborn", "DOB": birth})
    assert told.record is not None
    assert (told.record.birth_date, told.record.expected_birth, told.record.unborn) == ("", kept, 1)
    assert told.record.names[0].placeholder
    assert "DOB_EXPECTED" in codes(told)


def test_a_full_name_that_was_given_up_is_a_former_one(tmp_path: Path) -> None:
    names = {"Surname": "-drop-", "Forename": "-drop-", "Full Name": "Grace Mensah (now Okafor)"}
    record = read(tmp_path, names).record
    assert record is not None
    assert [name[:4] for name in record.names] == [
        ("current", "Grace", "", "Okafor"),
        ("former", "Grace", "", "Mensah"),
    ]


def test_an_expected_date_of_its_own(tmp_path: Path) -> None:
    record = read(tmp_path, {"DOB": "", "EDD": "01/09/2026"}).record
    assert record is not None
    assert (record.expected_birth, record.unborn) == ("2026-09-01", 1)


def test_a_pivot_opens_the_century(tmp_path: Path) -> None:
    record = read(tmp_path, {"DOB": "14/03/13"}, pivot=26).record
    assert record is not None
    assert record.birth_date == "2013-03-14"


@pytest.mark.parametrize("born", ["14/03/26", "08/06/26", "1-Jan-25"])
def test_two_digits_alone_make_nobody_a_hundred(tmp_path: Path, born: str) -> None:
    """Said in 2024: above 24 is 19... In 2026 the feed's babies came in as born in 1926."""
    assert codes(read(tmp_path, {"DOB": born}, pivot=24)) == {"DOB_YY"}
    old = read(tmp_path, {"DOB": "09/06/26"}, pivot=24).record
    assert old
    assert old.birth_date == "1926-06-09", "99 years old, or not born yet"
    said = read(tmp_path, {"DOB": f"{born[:-2]}1920"}, pivot=24).record
    assert said, "who says the year in full is believed"


def test_who_said_the_century_of_births_is_not_told_of_other_short_years(tmp_path: Path) -> None:
    """A system that writes short years writes them in every column: no hold for each of its deliveries (rule 13)."""
    row = {"DOB": "14/03/13", "Start Date": "13/02/25"}
    told = read(tmp_path, row, pivot=26)
    assert "DATE_YY" not in codes(told)
    assert told.record
    assert told.record.involvements[0].starts == "2025-02-13"


def test_a_planned_end_with_a_short_year_lies_ahead(tmp_path: Path) -> None:
    """31/03/28 was an end in 1928: a service at work was shown as closed."""
    told = read(tmp_path, {"Start Date": "13/02/2025", "End Date": "31/03/28", "Service": "Care plan"})
    assert told.record
    assert (told.record.involvements[0].ends, told.record.involvements[0].status) == ("2028-03-31", "open")
    assert codes(told) == {"DATE_YY"}
    past = read(tmp_path, {"Start Date": "13/02/98", "End Date": "31/03/99", "Service": "Care plan"}).record
    assert past
    assert (past.involvements[0].ends, past.involvements[0].status) == ("1999-03-31", "closed")


def test_the_end_of_time_with_a_short_year_is_none(tmp_path: Path) -> None:
    """31/12/9999 is 31-DEC-99 in an export whose years are cut: no end, and not 1999."""
    told = read(tmp_path, {"Start Date": "13/02/2025", "End Date": "31-DEC-99", "Service": "Care plan"})
    assert told.record
    assert (told.record.involvements[0].ends, told.record.involvements[0].status) == ("", "open")
    assert codes(told) == {"DATE_PLACEHOLDER"}


def test_a_feed_about_children_wonders_at_adults(tmp_path: Path) -> None:
    assert "DOB_NOT_CHILD" in codes(read(tmp_path, {"DOB": "14/03/1980"}, Theme.EDUCATION))
    assert "DOB_NOT_CHILD" not in codes(read(tmp_path, {"DOB": "14/03/1980"}))


def test_without_a_number_of_the_agencys_the_key_is_who_the_person_is(tmp_path: Path) -> None:
    base = {"Person ID": "-drop-", "NHS Number": "9434765919", "Address": "12 Acacia Road, Wembley, HA0 2AB"}
    key = read(tmp_path, base).key
    assert key.startswith("composite:")
    assert read(tmp_path, {**base, "Surname": "SMITH"}).key == key, "case is spelling"
    assert read(tmp_path, {**base, "Address": "1 Elm Court"}).key == key, (
        "with an NHS number the address does not count"
    )
    assert read(tmp_path, {**base, "Surname": "Jones"}).key != key
    assert read(tmp_path, {**base, "DOB": "15/03/2013"}).key != key
    nameless = {**base, "NHS Number": ""}
    assert read(tmp_path, nameless).key != read(tmp_path, {**nameless, "Address": "1 Elm Court"}).key


def episode(tmp_path: Path, cells: Mapping[str, str], theme: Theme = Theme.ASC, sure: bool = False) -> Involvement:
    record = read(tmp_path, cells, theme, sure=sure).record
    assert record is not None
    (only,) = record.involvements
    return only


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"Service Involvement": "Current"}, "open"),
        ({"Service Involvement": "Historic"}, "closed"),
        ({"Start Date": "13/02/2026"}, "open"),
        ({"Start Date": "13/02/2026", "End Date": "13/03/2026"}, "closed"),
        ({"Start Date": "13/02/2026", "End Date": "13/03/2027"}, "open"),
        ({"Service Involvement": "Current", "End Date": "13/03/2026"}, "closed"),
        ({"Start Date": ""}, "unknown"),
    ],
)
def test_whether_the_service_is_involved(tmp_path: Path, cells: dict[str, str], status: str) -> None:
    assert episode(tmp_path, cells).status == status


@pytest.mark.parametrize(
    ("said", "status", "standing"),
    [
        ("March 2026", "", "closed"),
        ("2025", "", "closed"),
        ("Closed – see notes", "", "closed"),
        ("Left school", "", "closed"),
        ("Closed – see notes", "Current", "closed"),
        ("June 2026", "", "unknown"),
        ("31/02/2026", "", "unknown"),
        ("see notes", "", "unknown"),
        ("see notes", "Current", "open"),
        ("August 2027", "", "open"),
        ("ongoing", "", "open"),
        ("N/A", "", "open"),
    ],
)
def test_an_end_that_is_no_date_leaves_nobody_open_unseen(
    tmp_path: Path, said: str, status: str, standing: str
) -> None:
    cells = {"Start Date": "13/02/2025", "End Date": said, "Service Involvement": status}
    assert episode(tmp_path, cells, sure=True).status == standing


def test_a_discharge_that_cannot_be_read_is_said_and_ends_the_stay(tmp_path: Path) -> None:
    told = read(tmp_path, {"Admission Date": "13/02/2026", "Discharge Date": "March 2026"}, Theme.ACUTE, sure=True)
    assert told.record is not None
    assert [one.status for one in told.record.involvements] == ["closed"]
    assert "DATE_FORMAT" in codes(told)


def test_no_involvement_is_said_to_be_none(tmp_path: Path) -> None:
    told = read(tmp_path, {"Service Involvement": "Not Specified", "School Name": "Alperton High"})
    assert told.record is not None
    assert told.record.involvements == ()
    assert "INVOLVEMENT_NONE" in codes(told)


@pytest.mark.parametrize("cells", [{"Service Involvement": "Cancelled"}, {"Service/Event Desc": "Opened in error"}])
def test_what_was_planned_or_an_error_is_left_out_and_counted(tmp_path: Path, cells: dict[str, str]) -> None:
    told = read(tmp_path, cells)
    assert told.outcome == "ignored"
    assert codes(told) == {"EPISODE_EXCLUDED"}


def test_flags_open_an_involvement_each(tmp_path: Path) -> None:
    record = read(tmp_path, {"ActiveCIN": "1", "ActiveCLA": "0", "ActiveEHM": "Yes"}).record
    assert record is not None
    assert [(one.status, one.service) for one in record.involvements] == [
        ("open", "Child in need"),
        ("open", "Early help"),
    ]


def test_whom_to_ring(tmp_path: Path) -> None:
    one = episode(tmp_path, {"Keyworker": "Helen Marks", "Email": "helen@brent.gov.uk"})
    assert one.worker == Worker("Helen Marks", "", "", "", "helen@brent.gov.uk")
    called = {"Name of GP": "Dr R Osei", "Contact number": "020 7946 0201"}
    doctor = episode(tmp_path, called, Theme.PRIMARY_CARE)
    assert doctor.worker == Worker("Dr R Osei", "GP", "", "020 7946 0201", "")
    at_school = {"School Name": "Alperton High", "Contact Number": "020 7946 0101"}
    school = episode(tmp_path, at_school, Theme.EDUCATION)
    assert (school.provider, school.worker) == ("Alperton High", Worker(phone="020 7946 0101"))


@pytest.mark.parametrize("theme", [Theme.CSC, Theme.CAMHS, Theme.HEALTH_VISITING, Theme.OTHER])
def test_a_school_or_gp_is_not_who_provides_another_service(tmp_path: Path, theme: Theme) -> None:
    told = episode(
        tmp_path,
        {"School Name": "Alperton High", "Contact Number": "020 7946 0101", "GP Practice": "Ealing Road Surgery"},
        theme,
    )
    assert (told.status, told.provider, told.worker) == ("unknown", "", None)
    assert loads(told.attributes) == {"School": "Alperton High", "GP surgery": "Ealing Road Surgery"}


def test_the_gp_is_no_key_worker_of_another_service(tmp_path: Path) -> None:
    told = episode(tmp_path, {"Name of GP": "Dr R Osei", "GP Telephone": "020 7946 0201"}, Theme.MENTAL_HEALTH)
    assert told.worker is None
    assert loads(told.attributes) == {"GP surgery": "Dr R Osei"}


def test_details_of_a_file_of_flags_stand_with_the_first(tmp_path: Path) -> None:
    record = read(tmp_path, {"ActiveCIN": "Yes", "ActiveCP": "Yes", "School": "Alperton High"}, Theme.CSC).record
    assert record is not None
    assert [loads(one.attributes) for one in record.involvements] == [{"School": "Alperton High"}, {}]
    none = read(tmp_path, {"ActiveCIN": "No", "School": "Alperton High"}, Theme.CSC).record
    assert none is not None
    assert none.involvements == ()


def test_a_team_in_the_workers_column_is_a_team(tmp_path: Path) -> None:
    assert episode(tmp_path, {"Keyworker": "Duty Team"}).worker == Worker(team="Duty Team")
    assert episode(tmp_path, {"Keyworker": "Unallocated"}).worker is None
    assert episode(tmp_path, {"Keyworker": "Unallocated Staff"}).worker is None
    assert episode(tmp_path, {"Keyworker": "POOL"}).worker is None
    assert episode(tmp_path, {"Keyworker": "Patch 9"}).worker == Worker(team="Patch 9")


@pytest.mark.parametrize(
    "said", ["Declined IDVA", "Declined", "Client refused support", "Not engaging", "Locum", "(vacant caseload)"]
)
def test_nobody_is_rung_whose_help_was_declined(tmp_path: Path, said: str) -> None:
    assert episode(tmp_path, {"Keyworker": said}).worker is None


def test_a_workers_cell_that_points_elsewhere_is_nobody_and_said(tmp_path: Path) -> None:
    """Else an officer is told to ring 'see notes'."""
    for text in ("see notes", "See case file.", "as above", "Various", '"', "”", "Ditto", "Same as above"):
        told = read(tmp_path, {"Keyworker": text, "Worker Phone": "020 8937 1234"}, sure=True)
        assert told.record
        assert told.record.involvements[0].worker == Worker(phone="020 8937 1234")
        assert codes(told) == {"WORKER_ELSEWHERE"}


def test_ditto_marks_say_nothing_of_this_person(tmp_path: Path) -> None:
    """Rule 18: 'Do' and 'Same' are family names; a quotation mark is nobody's, and no address."""
    told = read(tmp_path, {"Address": '"  "', "Postcode": "”", "Worker Phone": '"', "Keyworker": "ditto"}, sure=True)
    assert told.record
    assert (told.record.addresses, told.record.involvements[0].worker) == ((), None)
    assert codes(told) == {"DITTO", "WORKER_ELSEWHERE"}
    assert codes(read(tmp_path, {"Surname": "Do", "Forename": "Same"})) == set()


def test_an_e_mail_where_a_name_or_telephone_should_be_is_the_e_mail(tmp_path: Path) -> None:
    """Else it is copied for a telephone."""
    desk = "ewo.desk@brent.gov.uk"
    assert episode(tmp_path, {"Keyworker": desk}, sure=True).worker == Worker(email=desk)
    told = {"Keyworker": "Tom Hill", "Worker Phone": desk}
    assert episode(tmp_path, told, sure=True).worker == Worker("Tom Hill", email=desk)
    both = episode(tmp_path, {**told, "Worker Email": "tom@brent.gov.uk"}, sure=True).worker
    assert both == Worker("Tom Hill", phone=desk, email="tom@brent.gov.uk"), "neither is lost"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1902551234", "01902551234"),
        ("1902551234.0", "01902551234"),
        ('="01902 551234"', "01902 551234"),
        ("01902 551234 ext 7 (Mon-Wed)", "01902 551234 ext 7 (Mon-Wed)"),
        ("1.90255E+09", ""),
        ("0", ""),
    ],
)
def test_whom_to_ring_can_be_rung_whatever_a_spreadsheet_did_to_it(tmp_path: Path, text: str, kept: str) -> None:
    told = {"Keyworker": "Tom Hill", "Worker Phone": text}
    assert episode(tmp_path, told, sure=True).worker == Worker("Tom Hill", phone=kept)
    assert ("PHONE_FORMAT" in codes(read(tmp_path, told, sure=True))) == (not kept)


def test_a_telephone_behind_the_workers_name_is_the_workers(tmp_path: Path) -> None:
    one = episode(tmp_path, {"Keyworker": "Tom O'Neill 07700 900222"}).worker
    assert one == Worker("Tom O'Neill", phone="07700 900222")
    assert episode(tmp_path, {"Keyworker": "PC 1234 Harris"}).worker == Worker("PC 1234 Harris")


def test_agreed_details_keep_their_label(tmp_path: Path) -> None:
    one = episode(
        tmp_path,
        {
            "Is a Carer": "Yes",
            "No of Carers": "",
            "Date of most recent hospital admission": "13/02/2026",
            "Presenting condition": "Fall",
        },
    )
    assert loads(one.attributes) == {"Is a Carer": "Yes", "Date of most recent hospital admission": "2026-02-13"}
    assert one.starts == "2026-02-13"


def test_the_persons_own_contacts_are_theirs_only(tmp_path: Path) -> None:
    told = read(tmp_path, {"Mobile": "07700 900123", "Email": "amelia@example.com"})
    assert told.record is not None
    assert [point.value for point in told.record.contacts] == ["+447700900123", "amelia@example.com"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",,,", "ROW_BLANK"),
        ("Total,12,,", "ROW_TOTAL"),
        ("Sub-total: Abbey ward,12,,", "ROW_TOTAL"),
        ("Subtotal,12,,", "ROW_TOTAL"),
        ("Person ID,Surname,Forename,DOB", "HEADER_AGAIN"),
    ],
)
def test_rows_that_are_nobody_are_left_out(tmp_path: Path, row: str, code: str) -> None:
    path = tmp_path / "rows.csv"
    good = "".join(f"{n},Smith,Jo,14/03/2013\n" for n in range(1, 5))
    path.write_text(f"Person ID,Surname,Forename,DOB\n{good}{row}\n")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples))
    told = check(RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC)), list(table.rows())[-1])
    assert (told.outcome, codes(told)) == ("ignored", {code})


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("This report holds personal data and may not be shared,,,", "ignored"),
        ("OFFICIAL-SENSITIVE,,,", "ignored"),
        ("Extracted 1 June 2026,,,", "ignored"),
        ("de la Cruz,,,", "accepted"),
        ("Official,Jo,14/03/2013,F", "accepted"),
        ("Maria de la Cruz Lopez,,14/03/2013,F", "accepted"),
    ],
)
def test_a_note_below_people_listed_by_name_is_nobody(tmp_path: Path, row: str, outcome: str) -> None:
    """Rule 4: without a number of the agency's nothing else would keep such a note from being a person."""
    path = tmp_path / "rows.csv"
    path.write_text("Surname,Forename,DOB,Sex\n" + "Smith,Jo,14/03/2013,F\n" * 4 + f"{row}\n")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples))
    checker = RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC))
    (checked,) = checker.check_all(table.rows())
    assert OUTCOMES[checked.outcomes[4]] == outcome
    assert check(checker, list(table.rows())[4]).outcome == outcome


PAGES = {
    "on two lines": ("Client,,Date of,Social worker,Date\nno,Surname,birth,telephone,of start\n", 2),
    "under a title": (
        "Brent Council,Open cases,,,\nClient no,Surname,Date of birth,Social worker telephone,Start\n",
        2,
    ),
    "beginning blank": (",,Date of,Social worker,Start\nSurname,Forename,birth,telephone,date\n", 2),
}


@pytest.mark.parametrize("head", PAGES)
def test_the_top_of_a_page_that_stands_again_is_left_out(tmp_path: Path, head: str) -> None:
    top, lines = PAGES[head]
    path = tmp_path / "pages.csv"
    people = [f"{n},Smith{n},14/03/2013,020 7946 0101,01/02/2024\n" for n in range(10, 18)]
    path.write_text(top + "".join(people[:6]) + top.upper() + "".join(people[6:]) + "Client,Reed,14/03/2013,,\n")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples))
    (told,) = RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC)).check_all(table.rows())
    again = [place for place, found in told.found.items() if ("HEADER_AGAIN", -1) in found]
    assert sorted(again) == list(range(6, 6 + lines))


@pytest.mark.parametrize("row", ["5,Smith,Jo,14/03/2013,12 High Street", "5,Smith,Jo"])
def test_a_shifted_row_is_refused_with_its_number(tmp_path: Path, row: str) -> None:
    path = tmp_path / "rows.csv"
    good = "".join(f"{n},Smith,Jo,14/03/2013\n" for n in range(1, 5))
    path.write_text(f"Person ID,Surname,Forename,DOB\n{good}{row}\n")
    table = tables.read(path)
    looked = scan(table)
    mapping = profile.proposed(guessing.guess(table.headings, looked.samples))
    told = check(RowChecker(Layout(mapping, looked, AS_OF), feed(Theme.ASC)), list(table.rows())[-1])
    assert (told.outcome, told.key, codes(told)) == ("quarantined", "5", {"ROW_SHIFTED"})
