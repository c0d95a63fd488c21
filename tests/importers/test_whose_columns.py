"""Exports of systems that no list holds: whose a column is, and what nobody may tick (domain/9 rule 9)."""

from pathlib import Path

import pytest

from importers.columns.guessing import Guess, guess
from importers.fields import Field
from importers.values import dates, names
from store.records.themes import Theme
from store.session import Session
from tests.importers import deliveries

PEOPLE = ["Khan, Aisha", "Smith, John", "Okafor, Daniel"]
DAYS = ["14/03/2013", "02/11/2015", "30/01/2017"]


def taken(
    headings: list[str], samples: dict[str, list[str]] | None = None, theme: Theme | None = None
) -> dict[str, Guess]:
    values = [(samples or {}).get(heading, []) for heading in headings]
    return dict(zip(headings, guess(headings, values, theme), strict=True))


def likely(heading: str) -> Field | None:
    found = taken([heading])[heading]
    return found.field if found.sure else None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Subject DoB", Field.BIRTH),
        ("DoB / EDD", Field.BIRTH),
        ("Main Applicant Name", Field.FULL_NAME),
        ("Lead Tenant Name", Field.FULL_NAME),
        ("CLMT_SURNAME", Field.FAMILY),
        ("CLMT_DOB", Field.BIRTH),
        ("PROP_ADDR1", Field.LINE_1),
        ("PROP_PCODE", Field.POSTCODE),
        ("Premises Address", Field.ADDRESS),
        ("HOMETEL", Field.PHONE),
        ("MOBTEL", Field.MOBILE),
        ("Tel (Mob)", Field.MOBILE),
        ("EMAILADD", Field.EMAIL),
        ("TENSTART", Field.STARTS),
        ("TENEND", Field.ENDS),
        ("Date of Approach", Field.STARTS),
        ("Referral Out Date", Field.ENDS),
        ("NHS Nbr", Field.NHS_NUMBER),
        ("Birth Sex", Field.SEX),
        ("AKA", Field.ALIAS),
        ("SW Direct Dial", Field.WORKER_PHONE),
        ("Allocated EWO", Field.WORKER_NAME),
        ("Therapist", Field.WORKER_NAME),
        ("Station Tel", Field.WORKER_PHONE),
        ("Duty Phone", Field.WORKER_PHONE),
        ("Team mailbox", Field.WORKER_EMAIL),
        ("Neighbourhood Office Tel", Field.WORKER_PHONE),
        ("EWO Contact", Field.WORKER_PHONE),
        ("Officer in Case Contact", Field.WORKER_PHONE),
        ("STREET_NUMBER", Field.HOUSE),
        ("Number and Road", Field.STREET),
        ("SNAME", Field.FAMILY),
        ("Pref Surname", Field.PREFERRED_FAMILY),
        ("Prev Surname", Field.FORMER_FAMILY),
        ("Allocated EHCO", Field.WORKER_NAME),
        ("EHCO Email", Field.WORKER_EMAIL),
        ("Perm Address", Field.ADDRESS),
        ("Home Address inc Postcode", Field.ADDRESS),
        ("Setting Tel", Field.WORKER_PHONE),
        ("PA", Field.WORKER_NAME),
        ("PA Phone", Field.WORKER_PHONE),
        ("Adult at Risk Name", Field.FULL_NAME),
        ("Adult at Risk DoB", Field.BIRTH),
        ("Young Carer DOB", Field.BIRTH),
    ],
)
def test_headings_of_systems_met_for_the_first_time_are_likely_read(heading: str, field: Field) -> None:
    assert likely(heading) is field


@pytest.mark.parametrize(
    "heading",
    [
        "NoK",
        "NoK Telephone",
        "PTNR_SURNAME",
        "PTNR_DOB",
        "DEP_CHILD_1_DOB",
        "Adult 1 Mobile",
        "Adult 2 Name",
        "Committed From",
        "Offence Start Date",
        "Incident Address",
        "Episode End Reason",
        "Referral Start Type",
        "Referral Agency",
    ],
)
def test_what_is_anothers_or_a_deeds_is_not_likely(heading: str) -> None:
    assert likely(heading) is None


@pytest.mark.parametrize(
    "heading", ["Main Offence", "Offence Date", "Risk Level", "RISK_COMMENTS", "Previous Convictions", "Medication"]
)
def test_offences_and_risks_are_left_out_for_good(heading: str) -> None:
    """R15: not so much as offered."""
    found = taken([heading], {heading: DAYS})[heading]
    assert (found.field, found.left_out) == (None, True)


def test_case_notes_of_a_wide_export_are_never_taken() -> None:
    kinds = ("Assessment", "Contact", "Strategy Discussion", "S47", "CP Plan", "Review", "Chronology", "Supervision")
    said = ("Summary", "Analysis", "Outcome Details", "Comments", "Views of Child", "Worker Notes", "Concerns")
    notes = [f"{kind} {what}".upper().replace(" ", "_") for kind in kinds for what in said]
    headings = ["PERSON_ID", "PERSON_NAME", "DATE_OF_BIRTH", *notes]
    found = taken(headings, dict.fromkeys(notes, ["Ms A rang on 3/4/26; see strategy discussion."] * 3))
    assert [name for name in notes if found[name].field] == []
    assert found["PERSON_NAME"].field is Field.FULL_NAME


def test_the_things_of_a_contact_are_not_the_pupils() -> None:
    """A school's list with one row per contact says 'Postcode' and 'Email' of the contact, too."""
    headings = ["Legal Surname", "Date of birth", "Postcode", "Priority", "Contact Surname", "Contact Forename"]
    headings += ["Relationship", "Parental Responsibility", "Telephone", "Email", "Postcode"]
    found = guess(headings, [()] * len(headings))
    assert [one.sure for one in found[:3]] == [True] * 3
    assert not any(one.sure for one in found[3:])
    assert "Contact Forename" in found[-1].why


def test_a_workers_initials_before_contact_are_no_relatives() -> None:
    """A list of families has a relationship; whom to ring is not among its relatives."""
    found = taken(["Person Name", "Relationship", "DOB", "Lead Professional", "LP Contact Number", "Contact Number"])
    assert (found["LP Contact Number"].field, found["LP Contact Number"].sure) == (Field.WORKER_PHONE, True)
    assert not found["Contact Number"].sure


@pytest.mark.parametrize("heading", ["Visitor Surname", "Visitor First Name", "Visitor Tel", "Visitor"])
def test_a_visitor_is_no_key_worker_unless_for_health(heading: str) -> None:
    """A prison's visitors are whom its file is about."""
    assert taken([heading], {heading: PEOPLE})[heading].field is None
    assert likely("Health " + heading) in {Field.WORKER_NAME, Field.WORKER_FIRST, Field.WORKER_PHONE}


def test_a_count_of_the_rows_is_nobodys_number_though_months_stand_between() -> None:
    """Rule 19: the next file would give it to somebody else."""
    counted = ["January", *map(str, range(1, 9)), "February", *map(str, range(9, 12))]
    assert taken(["No"], {"No": counted})["No"].field is None
    assert taken(["No"], {"No": ["4410", "4417", "4502"]})["No"].field is Field.SOURCE_ID


def test_yes_and_no_are_nobodys_names() -> None:
    heading = "Main Applicant (Y/N)"
    assert taken([heading], {heading: ["Y", "N", "Y"]})[heading].field is None
    assert taken(["Main Applicant"], {"Main Applicant": PEOPLE})["Main Applicant"].field is Field.FULL_NAME


def test_both_names_in_one_column_are_likely_where_they_can_be_told_apart() -> None:
    """'Smith Jo' under 'Surname Forename' would be read the other way round."""
    for heading in ("Surname/Forename(s)", "Surname, Forename", "Child Surname & Forename"):
        for values in (["SMITH/Jo", "KHAN/Al"], PEOPLE, ["SMITH Jo", "KHAN Al"]):
            found = taken([heading], {heading: values})[heading]
            assert (found.field, found.sure, found.ticked) == (Field.FULL_NAME, True, False)
        assert taken([heading], {heading: ["Smith Jo", "Khan Al"]})[heading].field is None
    assert taken(["Forename Surname"], {"Forename Surname": ["Jo Smith"]})["Forename Surname"].field is Field.FULL_NAME
    assert taken(["Surname, Other Surname"], {"Surname, Other Surname": PEOPLE})["Surname, Other Surname"].field is None


def test_the_main_tenant_is_who_the_row_is_about() -> None:
    found = taken(["Main Tenant", "Date of birth"], {"Main Tenant": ["Jo Smith", "Al Khan"], "Date of birth": DAYS})
    assert (found["Main Tenant"].field, found["Main Tenant"].sure) == (Field.FULL_NAME, True)


def test_the_only_column_of_names_is_likely_whatever_it_is_called() -> None:
    for heading in ("Young Person", "Student", "Tenant(s)"):
        found = taken([heading, "Date of birth"], {heading: PEOPLE, "Date of birth": DAYS})[heading]
        assert (found.field, found.sure, found.ticked) == (Field.FULL_NAME, True, False)
    beside = taken(["Student", "Surname", "Date of birth"], {"Student": PEOPLE, "Date of birth": DAYS})
    assert not beside["Student"].sure
    words = taken(["Student", "Date of birth"], {"Student": ["Yes", "No", "Yes"], "Date of birth": DAYS})
    assert not words["Student"].sure
    given = taken(["Name", "DOB", "£ given"], {"Name": ["Ann Lee"], "DOB": DAYS, "£ given": ["40", "25"]})
    assert given["Name"].sure  # money that was given is no first name


def test_where_nobody_else_is_named_the_first_who_is_can_be_taken() -> None:
    headings = ["Victim Name", "Victim DOB", "Perpetrator Name", "Perpetrator DOB", "DASH"]
    found = taken(headings, {"Victim DOB": DAYS, "Perpetrator DOB": DAYS})
    assert [found[name].field for name in headings] == [Field.FULL_NAME, Field.BIRTH, None, None, None]
    assert not any(one.sure for one in found.values())
    named = taken(["Client Name", *headings], {"Victim DOB": DAYS})
    assert named["Victim Name"].field is None


def test_the_first_of_several_children_is_not_taken_unasked() -> None:
    """In a list of survivors the children have columns, too."""
    found = taken(["Survivor DoB", "Child 1 DoB", "Child 2 DoB"])
    assert [one.sure for one in found.values()] == [True, False, False]
    alone = taken(["Child 1 Name", "Child 1 DOB", "Child 2 DOB"])["Child 1 DOB"]
    assert (alone.field, alone.sure, alone.ticked) == (Field.BIRTH, True, False)


def test_a_child_beside_a_victim_or_a_tenant_is_not_taken_for_them() -> None:
    """'The only column of names' was Child 1, and the victim was left out."""
    days = {"Child 1 DOB": DAYS, "Child 2 DOB": DAYS, "Victim DOB": DAYS}
    headings = ["Victim Name", "Victim DOB", "Child 1", "Child 1 DOB", "Child 2", "Child 2 DOB"]
    found = taken(headings, {"Victim Name": PEOPLE, "Child 1": PEOPLE, "Child 2": PEOPLE, **days})
    assert [one.field for one in found.values() if one.sure] == []
    assert (found["Victim Name"].field, found["Victim DOB"].field) == (Field.FULL_NAME, Field.BIRTH)
    family = ["Tenant Surname", "Tenant First name", "Children Name 1", "Children DOB 1", "Children Name 2"]
    of_a_family = taken([*family, "Children DOB 2"])
    assert [one.sure for one in of_a_family.values()] == [True, True, False, False, False, False]


def test_several_births_in_a_row_are_said(admin: Session, tmp_path: Path) -> None:
    deliveries.feed(admin)
    text = "Ref,Surname,DOB,Child 1 DOB,Child 2 DOB\n1,Khan,14/03/1983,02/11/2015,30/01/2017\n"
    told = deliveries.prepare(admin, tmp_path / "families.csv", text).notes
    assert "Child 1 DOB, Child 2 DOB" in next(note.sentence for note in told if note.code == "SEVERAL_IN_A_ROW")


def test_a_contact_of_everybodys_own_is_not_whom_to_ring() -> None:
    """A resident's own e-mail was ticked as the key worker's. 'Contact Email' is a worker's who stands in many rows."""
    own = [f"resident{number}@example.com" for number in range(40)]
    theirs = [f"worker{number % 7}@brent.gov.uk" for number in range(40)]
    assert not taken(["Surname", "Contact Email"], {"Contact Email": own})["Contact Email"].sure
    assert taken(["Surname", "Contact Email"], {"Contact Email": theirs})["Contact Email"].ticked


def test_where_a_patch_officer_works_is_no_officers_name() -> None:
    assert taken(["Surname", "Patch Officer"])["Patch Officer"].field is Field.WORKER_NAME
    assert taken(["Surname", "Officer Patch"])["Officer Patch"].field is not Field.WORKER_NAME


def test_whom_a_file_is_about_may_be_called_as_the_care_act_or_a_charity_does() -> None:
    """Risk is never imported, and a carer is somebody else; an adult at risk and a young carer are the rows' own."""
    for heading in ("Adult at Risk", "Young Carer"):
        found = taken([heading, "DOB"], {heading: [*PEOPLE, "Ward, Jane"], "DOB": DAYS})[heading]
        assert (found.field, found.sure) == (Field.FULL_NAME, True)
    assert taken(["Child at risk of exploitation"])["Child at risk of exploitation"].left_out
    for heading in ("Child Carer DOB", "Carer DOB"):
        assert not taken([heading])[heading].sure


def test_what_a_grant_runs_to_is_no_end_of_the_childs() -> None:
    found = taken(["Funding Start", "Funding End", "Start Date At Setting", "Leaving Date"])
    assert [one.field for one in found.values() if one.sure] == [Field.STARTS, Field.ENDS]
    assert (found["Leaving Date"].sure, found["Funding End"].field) == (True, None)


def test_a_schools_houses_are_no_houses_in_a_street() -> None:
    houses = ["Curie", "Newton", "Turing"] * 12
    assert not taken(["House", "Street"], {"House": houses})["House"].sure
    named = [
        f"{name} Cottage" for name in ["Rose", "Ivy", "Mill", "Oak", "Elm", "Ash", "Yew", "Holly", "Fern", "Moss"]
    ] * 3
    assert taken(["House", "Street"], {"House": named})["House"].sure


def test_months_in_a_column_of_ends_are_dates_and_yes_is_no_worker() -> None:
    left = taken(["Surname", "Left"], {"Left": ["May 2026", "Jun 2026", "Closed – see notes"]})["Left"]
    assert (left.field, left.sure) == (Field.ENDS, False)
    assert not taken(["Surname", "PA"], {"PA": ["Yes", "No", "Yes"]})["PA"].sure


def test_whether_a_vaccine_was_given_is_no_first_name() -> None:
    """'TRUE' was everybody's first name."""
    said = {"Given": ["TRUE", "FALSE", "TRUE"], "Child Name": PEOPLE}
    assert not taken(["Child Name", "DOB", "Given"], said)["Given"].sure
    assert taken(["Family", "DOB", "Given"], {"Given": ["Aisha", "True", "Y"]})["Given"].ticked


def test_the_schools_telephone_is_not_the_plan_officers() -> None:
    """In a council's list of plans the school has a telephone, and the officer an e-mail."""
    found = taken(["Surname", "School Tel No", "Allocated EHCO", "EHCO Email"], theme=Theme.EDUCATION)
    assert (found["School Tel No"].sure, found["EHCO Email"].sure) == (False, True)


def test_workers_who_stand_once_for_the_rows_below_are_said(admin: Session, tmp_path: Path) -> None:
    """A pivot was read without a word, and nearly everybody had no worker."""
    deliveries.feed(admin)
    workers = ["Liam Khan", "Finlay Clarke", "Ruby Ward", "Sam Hill"]

    def noted(name: str, below: str) -> set[str]:
        rows = (
            f"{group * 9 + at},Jo,Khan,1{at}/03/2013,{below if at else worker}"
            for group, worker in enumerate(workers)
            for at in range(9)
        )
        text = "\n".join(["Person ID,Forename,Surname,DOB,Allocated Worker", *rows])
        return {note.code for note in deliveries.check(admin, tmp_path / name, text).notes}

    assert "IN_GROUPS" in noted("a.csv", "")
    assert "IN_GROUPS" not in noted("b.csv", "Jane Hart")


def test_a_prisoners_number_is_not_the_visitors() -> None:
    found = taken(["Visitor Name", "Visitor DOB", "Prison No"])["Prison No"]
    assert (found.sure, found.ticked) == (False, False)
    assert taken(["Surname", "DOB", "Prison No"])["Prison No"].ticked


def test_another_services_worker_is_not_rung_in_the_schools_name() -> None:
    for theme, sure in ((Theme.EDUCATION, False), (Theme.CSC, True), (None, True)):
        assert taken(["Surname", "Social Worker"], theme=theme)["Social Worker"].sure is sure
    found = taken(["Pupil Surname", "Allocated EWO", "Social Worker"], theme=Theme.EDUCATION)
    assert (found["Allocated EWO"].sure, found["Social Worker"].aside) == (True, "another service's")
    assert taken(["Health Visitor"], theme=Theme.HEALTH_VISITING)["Health Visitor"].sure
    assert not taken(["Health Visitor"], theme=Theme.CSC)["Health Visitor"].sure


def test_of_two_workers_the_one_who_is_named_as_theirs_is_it() -> None:
    found = taken(["Surname", "Named Midwife", "Midwife Team", "Consultant"])
    assert (found["Named Midwife"].sure, found["Midwife Team"].sure, found["Consultant"].sure) == (True, True, False)
    assert found["Consultant"].aside == "a second worker"
    both = taken(["Surname", "Named Nurse Practitioner", "Allocated Therapist"])
    assert not any(both[name].sure for name in ("Named Nurse Practitioner", "Allocated Therapist"))


def test_the_crn_is_probations_number_for_the_person() -> None:
    alone = taken(["CRN", "Surname", "PNC Number"], theme=Theme.PROBATION)["CRN"]
    assert (alone.field, alone.sure, alone.ticked) == (Field.SOURCE_ID, True, False)
    beside = taken(["Client ID", "CRN", "Surname"], theme=Theme.PROBATION)
    assert (beside["Client ID"].field, beside["CRN"].field) == (Field.SOURCE_ID, Field.JUSTICE_ID)
    assert taken(["CRN", "Surname"], theme=Theme.POLICE)["CRN"].field is Field.JUSTICE_ID


@pytest.mark.parametrize("theme", [Theme.MATERNITY, Theme.ACUTE])
def test_a_mothers_expected_child_is_not_herself_and_a_discharge_no_birth(theme: Theme) -> None:
    assert not taken(["Surname", "DOB", "EDD"], theme=theme)["EDD"].sure
    assert taken(["Surname", "DOB", "EDD"], theme=Theme.CSC)["EDD"].sure


def test_a_number_that_no_two_rows_share_is_offered() -> None:
    rows = {"ONE ID": ["7011", "7012", "7015"], "Year": ["9", "9", "9"]}
    found = taken(["ONE ID", "Surname", "Batch No"], {**rows, "Batch No": ["1", "1", "1"]})
    assert (found["ONE ID"].field, found["ONE ID"].sure) == (Field.SOURCE_ID, False)
    assert taken(["Batch No", "Surname"], {"Batch No": ["4", "4", "4"]})["Batch No"].field is None
    known = taken(["Pupil ID", "ONE ID"], {**rows, "Pupil ID": ["1101", "1102"]})
    assert known["ONE ID"].field is None


def test_a_property_is_offered_as_the_address_by_its_values() -> None:
    found = taken(["Property", "Surname"], {"Property": ["1 Mill Lane", "9 High Street", "4 Mill Lane"]})["Property"]
    assert (found.field, found.sure) == (Field.ADDRESS, False)
    assert taken(["Property"], {"Property": ["Owned", "Rented"]})["Property"].field is None


def test_an_apostrophe_before_a_number_is_a_spreadsheets() -> None:
    found = taken(["NHS Number"], {"NHS Number": ["'4010232137", "'9434765919"]})["NHS Number"]
    assert found.ticked


def test_a_year_known_roughly_is_read() -> None:
    for text, read in (("approx 2015", "2015"), ("circa 1983", "1983"), ("c. March 2024", "2024-03")):
        assert dates.parse(text, "day-first") == dates.Read(read, "estimated")
    assert dates.parse("March 2024", "day-first").how == "partial"


def test_words_instead_of_a_date_say_that_there_is_none() -> None:
    for text in ("Refused", "ongoing", "To date", "present"):
        assert dates.parse(text, "day-first").how == "placeholder"
        assert not dates.looks_like_date(text)  # so that a column of such words is none of dates


@pytest.mark.parametrize("family", ["Family", "family"])
def test_a_family_is_no_one_person(family: str) -> None:
    assert names.parse("Brown", "", family).codes == ("NAME_TWO",)
    assert names.parse("Ann", "", "Familyman").codes == ()
