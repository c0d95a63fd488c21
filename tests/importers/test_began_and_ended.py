"""Which of several dates is the beginning of the work, and what says how it stands (rule 9)."""

import pytest

from importers.fields import Field
from importers.values import words
from tests.importers.headings import likely, taken


@pytest.mark.parametrize(
    ("referred", "began", "ended"),
    [
        ("Referred on", "Treatment started", "Discharge date"),
        ("Concern received", "Enquiry started", "Enquiry ended"),
        ("Referral Details: Referral Date", "Care Episode: Start Date", "Care Episode: End Date"),
    ],
)
def test_the_referral_stands_back_behind_the_work_itself(referred: str, began: str, ended: str) -> None:
    """Neither was taken, nor the end: what was over stood as open."""
    found = likely(referred, began, ended)
    assert found == {referred: None, began: Field.STARTS, ended: Field.ENDS}


def test_a_part_of_the_work_stands_back_behind_the_whole_and_so_does_its_end() -> None:
    """The end of a plan was taken for the case's."""
    found = likely("Case start date", "CP plan start date", "CP plan end date")
    assert list(found.values()) == [Field.STARTS, None, None]
    found = likely("HH_START_DT", "TEN_START_DT", "TEN_END_DT")
    assert list(found.values()) == [None, Field.STARTS, Field.ENDS]
    form = likely("Start time", "When did the child start with you?")
    assert set(form.values()) == {None}, "the form was opened then"


@pytest.mark.parametrize("began", ["Legal order started", "CP plan start date"])
def test_a_referral_does_not_stand_back_behind_a_part_of_the_work(began: str) -> None:
    assert likely("Referred on", began) == {"Referred on": None, began: None}


def test_two_beginnings_leave_a_person_to_choose() -> None:
    found = likely("Referral received", "Treatment started", "Support commenced", "Discharge date")
    assert set(found.values()) == {None}


def test_the_only_number_beside_a_upn_is_the_schools_own() -> None:
    upn = {"UPN": ["A123456789012", "B123456789012"], "Admission No": ["004511", "004512"]}
    told = taken(["Admission No", "UPN"], upn)["Admission No"]
    assert (told.field, told.sure, told.ticked) == (Field.SOURCE_ID, True, False)
    assert not taken(["Admission No", "NHS number"], upn)["Admission No"].sure, "a hospital's"
    assert not taken(["Admission No", "STUD_ID", "UPN"], upn)["Admission No"].sure, "there is another to choose"


def test_a_state_is_offered_by_its_values() -> None:
    told = taken(["PPN State"], {"PPN State": ["OPEN", "FILED", "UNDER REVIEW"]})["PPN State"]
    assert (told.field, told.sure) == (Field.STATUS, False)
    assert taken(["US State"], {"US State": ["OHIO", "TEXAS"]})["US State"].field is None
    assert taken(["Consent status"], {"Consent status": ["Yes", "No", "1"]})["Consent status"].field is None


@pytest.mark.parametrize("heading", ["Enquiry status", "Treatment status", "Safeguarding status"])
def test_a_status_of_the_work_is_known(heading: str) -> None:
    assert taken([heading], {heading: ["Open", "Completed"]})[heading].sure
    assert not taken([heading], {heading: ["CP", "CIN"]})[heading].sure


@pytest.mark.parametrize("heading", ["SharingRestricted", "Restrict sharing", "Sharing restriction"])
def test_what_may_not_be_shared_keeps_a_row_out(heading: str) -> None:
    told = taken([heading])[heading]
    assert (told.field, told.ticked) == (Field.RESTRICTED, True)


def test_a_filing_is_offered_as_an_end() -> None:
    told = taken(["Date Filed"], {"Date Filed": ["13/05/2026", "30/11/2025"]})["Date Filed"]
    assert (told.field, told.sure) == (Field.ENDS, False)


@pytest.mark.parametrize(
    "word", ["Under review", "In Treatment", "Awaiting Assessment", "On waiting list", "Currently enrolled"]
)
def test_who_waits_or_is_reviewed_is_with_the_service(word: str) -> None:
    assert words.status(word) == "open"
