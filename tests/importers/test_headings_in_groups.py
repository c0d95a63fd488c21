"""Headings led by the name of a group, as report writers put them: 'Patient Details: Family Name' (rule 9)."""

import pytest

from importers.columns.guessing import guess
from importers.fields import Field
from tests.importers.headings import likely, taken


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Patient Details: NHS Number", Field.NHS_NUMBER),
        ("Patient Details: Family Name", Field.FAMILY),
        ("PATIENT_DETAILS_GIVEN_NAME", Field.GIVEN),
        ("Personal details - DOB", Field.BIRTH),
        ("Demographics: Surname", Field.FAMILY),
        ("Patient Details: Calling Name", Field.PREFERRED_GIVEN),
        ("Patient Details: Number and Street", Field.STREET),
        ("Patient Details: Usual GP's Organisation Name", Field.SURGERY),
        ("Medical: NHS number", Field.NHS_NUMBER),
        ("Care Episode: Case Holder's Full Name", Field.WORKER_NAME),
        ("Care Episode: Case Holder's Role", Field.WORKER_ROLE),
        ("Care Episode: Case Holder's Telephone", Field.WORKER_PHONE),
        ("Caseload Holder", Field.WORKER_NAME),
        ("Sex registered at birth", Field.SEX),
        ("School / Nursery", Field.SCHOOL),
    ],
)
def test_what_leads_a_heading_does_not_hide_it(heading: str, field: Field) -> None:
    assert likely(heading) == {heading: field}


@pytest.mark.parametrize(
    "heading",
    [
        "Parent details: Surname",
        "Solicitor: Surname",
        "Hostel: Telephone",
        "Patient details of harm",
        "Mother: NHS number",
        "Referral Details: Referrer's Full Name",
    ],
)
def test_a_group_may_be_of_somebody_else(heading: str) -> None:
    assert likely(heading) == {heading: None}


def test_what_is_of_the_work_in_a_group_of_its_own_is_offered() -> None:
    told = taken(["School: DSL", "Care Episode: Case Load"])
    assert [one.field for one in told.values()] == [Field.WORKER_NAME, Field.WORKER_TEAM]
    assert not any(one.sure for one in told.values())


def test_who_is_led_by_a_word_goes_before_a_partner() -> None:
    """The main applicant's columns were left, and the partner's offered."""
    headings = ["MA Forename", "MA Surname", "MA DOB", "MA addr + pcode", "Partner Forename", "Partner Surname"]
    values = [["Jo"], ["Dean"], ["01/02/1990"], ["1 Kiln Road, DL14 7RD"], ["Al"], ["Moss"]]
    told = [(one.field, one.sure) for one in guess(headings, values)]
    assert told == [
        (Field.GIVEN, False),
        (Field.FAMILY, False),
        (Field.BIRTH, False),
        (Field.ADDRESS, False),
        (None, False),
        (None, False),
    ]


def test_a_groups_names_in_one_column_and_its_other_names_are_offered() -> None:
    headings = ["Member name (Last, First)", "Member date of birth", "Member PNC ID", "Member nickname"]
    told = guess(headings, [["Dean, Jo"], ["01/02/2010"], ["20/123456K"], ["Joey"]])
    assert [one.field for one in told] == [Field.FULL_NAME, Field.BIRTH, Field.PNC, Field.ALIAS]
