"""Headings to fields: every agreed layout without a hand, other systems' headings, and what may never be guessed."""

import pytest

from importers.columns.guessing import guess
from importers.columns.profile import proposed, with_likely
from importers.columns.provided import beside
from importers.columns.whom_to_ring import beside_another
from importers.fields import Field
from store.records.themes import Theme
from tests.importers.headings import taken

SIX = ["Last Name", "First Name", "Date of Birth", "Age", "NHS No", "Address"]
EVENT = ["Service/Event Desc", "Service/Event Start", "Service/Event End"]
SIX_FIELDS = ["family_name", "given_name", "date_of_birth", "age", "nhs_number", "address_full"]
EVENT_FIELDS = ["service_description", "involvement_start", "involvement_end"]
CARE_FIELDS = ["lead_worker_name", "lead_worker_email", "attribute", "attribute"]
PERSON = ["Cms Id", "First Name", "Last Name", "Date Of Birth", "Gender", "Address", "Service Involvement"]
PERSON_FIELDS = ["source_person_id", "given_name", "family_name", "date_of_birth", "sex", "address_full"]
COVERAGE = ["Coverage Start Date", "Coverage End Date", "Coverage Geographic Area"]
LAST = ["Date Of Most Recent Interaction", "Start Date Of Last Involvement"]

AGREED = {
    "adult social care": (
        [
            *SIX,
            "Date of death",
            "CMS No",
            "Keyworker",
            "Email",
            "Is a Carer",
            "No of Carers",
            "Service Event Desc",
            "Service Event Start",
            "Service Event End",
        ],
        [*SIX_FIELDS, "date_of_death", "source_person_id", *CARE_FIELDS, *EVENT_FIELDS],
    ),
    "children's social care": (
        [*SIX, "Date of death", "CMS No", "Keyworker", "Email", "Is a Carer", "No of Carers", *EVENT],
        [*SIX_FIELDS, "date_of_death", "source_person_id", *CARE_FIELDS, *EVENT_FIELDS],
    ),
    "housing": (
        [
            *SIX,
            "Date of death",
            "CMS No",
            "Name of housing officer",
            "Supported housing",
            "Social housing",
            "Name of housing provider",
            *EVENT,
        ],
        [
            *SIX_FIELDS,
            "date_of_death",
            "source_person_id",
            "lead_worker_name",
            "attribute",
            "attribute",
            "provider",
            *EVENT_FIELDS,
        ],
    ),
    "community": ([*SIX, "Date of death", *EVENT], [*SIX_FIELDS, "date_of_death", *EVENT_FIELDS]),
    "acute": (
        [
            *SIX,
            "Date of death",
            "CMS No",
            "Date of most recent hospital admission",
            "Date of discharge",
            "Presenting condition",
            "Count of admissions over 12 month period",
            "High intensity A+E user",
        ],
        [
            *SIX_FIELDS,
            "date_of_death",
            "source_person_id",
            "admission_date",
            "discharge_date",
            None,
            "attribute",
            "attribute",
        ],
    ),
    "primary care": (
        [*SIX, "Date of death", "Name of GP", "Contact number", "Date registered"],
        [*SIX_FIELDS, "date_of_death", "lead_worker_name", "lead_worker_phone", "involvement_start"],
    ),
    "private beta, children": (
        [
            *PERSON,
            "Local Authority Organisation",
            "Contact Name",
            "Contact Role",
            "Contact Phone",
            "Contact Email",
            "Date Current As Of",
            *COVERAGE,
            *LAST,
        ],
        [
            *PERSON_FIELDS,
            "service_involvement",
            "provider",
            "lead_worker_name",
            "lead_worker_role",
            "lead_worker_phone",
            "lead_worker_email",
            "extract_as_of",
            None,
            None,
            None,
            "last_interaction",
            "involvement_start",
        ],
    ),
    "private beta, education": (
        [*PERSON, "School Name", "Contact Number", "Admission Type", "Date Current As Of", *COVERAGE, *LAST],
        [
            *PERSON_FIELDS,
            "service_involvement",
            "school_name",
            "lead_worker_phone",
            "attribute",
            "extract_as_of",
            None,
            None,
            None,
            "last_interaction",
            "involvement_start",
        ],
    ),
    "children's extract": (
        [
            "SourceID",
            "Column1",
            "DOB",
            "Surname",
            "Forename",
            "Gender",
            "PostCode",
            "ActiveCIN",
            "ActiveCLA",
            "ActiveCP",
            "ActiveReferral",
            "ActiveEHM",
            "Ethnicity",
            "ImmigrationStatus",
            "NHSNumber",
        ],
        ["source_person_id", None, "date_of_birth", "family_name", "given_name", "sex", "postcode"]
        + ["active_flag"] * 5
        + [None, None, "nhs_number"],
    ),
}


@pytest.mark.parametrize("name", AGREED)
def test_an_agreed_layout_needs_no_hand(name: str) -> None:
    headings, fields = AGREED[name]
    mapping = proposed(guess(headings, [[] for _ in headings]))
    assert [column.field and column.field.value for column in mapping.columns] == fields
    assert mapping.problems() == ()


@pytest.mark.parametrize(
    "heading", ["Ethnicity", "Immigration Status", "Presenting condition", "Religion", "Case notes", "Diagnosis code"]
)
def test_what_the_hub_may_not_hold_is_never_offered(heading: str) -> None:
    found = taken([heading])[heading]
    assert found.field is None
    assert "Never imported" in found.why


def test_only_confirmed_headings_are_ticked() -> None:
    assert not taken(["Due Date"])["Due Date"].sure
    assert taken(["Case Ref"])["Case Ref"].field is Field.SOURCE_ID
    assert not taken(["Case Ref"])["Case Ref"].sure


def test_the_only_name_beside_a_birth_date_is_the_persons() -> None:
    assert taken(["Name", "DOB", "Postcode"])["Name"].field is Field.FULL_NAME
    assert taken(["Name", "DOB", "Postcode"])["Name"].sure
    assert not taken(["Surname", "Name", "DOB"])["Name"].sure


def test_whose_telephone_it_is_depends_on_the_column_before() -> None:
    assert taken(["Surname", "Address", "Telephone"])["Telephone"].field is Field.PHONE
    assert taken(["Surname", "Social Worker", "Telephone"])["Telephone"].field is Field.WORKER_PHONE
    assert taken(["Surname", "School Name", "Email"])["Email"].field is Field.WORKER_EMAIL
    assert taken(["Surname", "Email", "Social Worker"])["Email"].field is Field.EMAIL


def test_values_can_untick_a_column() -> None:
    headings = ["Surname", "Forename", "DOB", "NHS Number"]
    samples = {"DOB": ["Wembley", "Harrow", "Brent"], "NHS Number": ["9434765919", "401 023 2137", "4857773456"]}
    found = taken(headings, samples)
    assert not found["DOB"].sure
    assert "0%" in found["DOB"].why
    assert found["NHS Number"].sure, "the shape counts, not the check digit"


def test_what_is_only_spelt_alike_is_not_offered_over_other_values() -> None:
    """'First came' over dates was offered as the first name, one Enter away."""
    days = ("01/02/2025", "04/03/2025", "02/02/2026")
    (came, slip) = guess(["First came", "First nane"], [days, ("Amelia", "Jo", "Zed")])
    assert (came.field, slip.field) == (None, Field.GIVEN)
    assert came.why == "The heading is not known."


def test_values_make_no_mapping() -> None:
    assert taken(["Zebra"], {"Zebra": ["9434765919", "4010232137"]})["Zebra"].field is None


def test_two_columns_for_one_field_stop_until_one_is_chosen() -> None:
    headings = ["Surname", "Last Name", "Forename", "DOB"]
    mapping = proposed(guess(headings, [[] for _ in headings]))
    (problem,) = mapping.problems()
    assert "Surname" in problem
    assert "Last Name" in problem
    assert mapping.with_field(1, None).problems() == ()


def test_the_clearer_of_two_headings_is_taken() -> None:
    found = taken(["Surname", "Surnmae", "Forename", "DOB"])
    assert found["Surname"].sure
    assert not found["Surnmae"].sure


def test_sex_is_taken_where_there_is_gender_too() -> None:
    found = taken(["Surname", "Sex", "Gender"])
    assert (found["Sex"].field, found["Sex"].sure, found["Gender"].field) == (Field.SEX, True, None)
    assert taken(["Surname", "Gender"])["Gender"].field is Field.SEX


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["First Name", "DOB", "NHS No"], "family name"),
        (["Surname", "First Name", "NHS No"], "date of birth"),
        (["Surname", "DOB", "Postcode"], "tells one person from another"),
    ],
)
def test_a_required_field_without_a_column_stops(headings: list[str], missing: str) -> None:
    (problem,) = proposed(guess(headings, [[] for _ in headings])).problems()
    assert missing in problem


class TestOneWorkerARow:
    """A row has one worker: whose another column is stands beside it, and taking the likely ones passes it over."""

    def test_a_second_worker_is_said_to_be_one(self) -> None:
        headings = (
            "Surname",
            "Forename",
            "DOB",
            "Social worker",
            "SW Email",
            "Independent Reviewing Officer",
            "IRO phone",
        )
        guesses = guess(headings, [()] * len(headings))
        held = {one.field for one in with_likely(proposed(guesses), guesses).columns}
        told = {one.heading: beside_another(one, held) for one in guesses[5:]}
        assert told == {"Independent Reviewing Officer": "a second worker", "IRO phone": "another worker's"}

    def test_of_two_that_are_as_likely_the_second_is_passed_over(self) -> None:
        headings = ("Surname", "Forename", "DOB", "Health visitor", "HV phone", "School nurse")
        guesses = guess(headings, [()] * len(headings))
        taken = with_likely(proposed(guesses), guesses)
        assert [one.field for one in taken.columns[3:]] == [Field.WORKER_NAME, Field.WORKER_PHONE, None]
        assert beside_another(guesses[5], {one.field for one in taken.columns}) == "a second worker"


@pytest.mark.parametrize("theme", [Theme.CSC, Theme.HOUSING])
@pytest.mark.parametrize(
    "headings",
    [
        ("School", "Telephone", "Email"),
        ("School Name", "Contact Number", "Email"),
        ("GP Practice", "GP Telephone", "Mobile"),
        ("Name of GP", "Contact number", "Email address"),
    ],
)
def test_another_services_telephone_is_never_likely(headings: tuple[str, ...], theme: Theme) -> None:
    around = ("Person ID", "Surname", "Forename", "DOB", "Allocated worker", *headings)
    place, *ways = guess(around, [()] * len(around), theme)[5:]
    assert (place.sure, place.aside) == (True, "")
    assert place.field in beside(theme)
    assert {(one.sure, one.ticked, one.aside) for one in ways} == {(False, False, "another service's")}


def test_the_schools_telephone_is_the_way_to_the_school() -> None:
    ways = guess(("School", "Telephone", "Email"), [()] * 3, Theme.EDUCATION)
    assert [(one.field, one.sure) for one in ways[1:]] == [(Field.WORKER_PHONE, True), (Field.WORKER_EMAIL, True)]


class TestWhatValuesSuggest:
    """A heading that says too little, where the values fit: shown for a person to tick, never ticked."""

    @pytest.mark.parametrize(
        ("heading", "values", "field"),
        [
            ("Child", ("Singh, Daniel", "Khan, Aisha"), Field.FULL_NAME),
            ("Student", ("Chen Popescu", "Mary-Ann Begum"), Field.FULL_NAME),
            ("Client", ("10023", "10041"), Field.SOURCE_ID),
            ("Last TAF", ("2026-02-21", "2026-03-02"), Field.LAST_SEEN),
            ("Referral in", ("05 Jun 2025 09:30", "11 Jul 2025 10:00"), Field.STARTS),
            ("Left", ("01/04/2026", "13/05/2026"), Field.ENDS),
        ],
    )
    def test_it_is_suggested_and_not_sure(self, heading: str, values: tuple[str, ...], field: Field) -> None:
        told = guess([heading], [values])[0]
        assert (told.field, told.sure, told.ticked) == (field, False, False)

    @pytest.mark.parametrize("heading", ["Next TAF Due", "Mother last seen", "Left"])
    def test_other_peoples_dates_and_words_are_not(self, heading: str) -> None:
        assert guess([heading], [("2026-07-01",) if heading != "Left" else ("Right", "Left")])[0].field is None

    def test_of_two_equal_workers_neither_ones_telephone_is_likely(self) -> None:
        headings = ("Surname", "Forename", "DOB", "CC Name", "CC Phone", "Consultant", "Consultant Phone")
        told = {one.heading: one for one in guess(headings, [()] * len(headings))}
        assert not told["CC Name"].sure
        assert not told["Consultant"].sure
        assert (told["CC Phone"].sure, told["CC Phone"].aside) == (False, "another worker's")

    def test_a_number_that_few_rows_share_is_offered_as_the_persons(self) -> None:
        """Several rows of a person have that person's number, so that none came once only and none was offered."""
        headings = ("Stakeholder ID", "Visit ref", "Surname", "DOB")
        values = [("811", "811", "924", "1003"), ("77", "77", "77", "78"), (), ()]
        told = guess(headings, values)
        assert (told[0].field, told[0].sure) == (Field.SOURCE_ID, False)
        assert told[1].field is None
        assert guess(headings, [("8", "8", "8", "8", "9"), ("77", "77", "77", "78"), (), ()])[0].field is None
