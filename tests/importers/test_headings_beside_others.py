"""What a column holds by the columns beside it: which worker's telephone, whose birth date, which of two starts."""

from importers.columns.guessing import guess
from importers.fields import Field
from store.records.themes import Theme
from tests.importers.headings import likely, taken


def test_the_telephone_of_another_worker_is_no_help() -> None:
    found = taken(["Surname", "Health visitor", "GP practice telephone", "HV Phone"])
    assert not found["GP practice telephone"].sure
    assert "Health visitor" in found["GP practice telephone"].why
    assert (found["HV Phone"].field, found["HV Phone"].sure) == (Field.WORKER_PHONE, True)
    assert taken(["Surname", "GP practice telephone"])["GP practice telephone"].sure


def test_what_follows_a_relative_may_be_the_relatives() -> None:
    """'DOB' after 'Mother' is not taken; a person says whose it is."""
    headings = ["Surname", "Forename", "DOB", "Mother", "DOB", "NHS No", "School", "Telephone"]
    found = guess(headings, [()] * len(headings))
    assert [one.ticked for one in found[:6]] == [True, True, True, False, False, False]
    assert not found[4].sure
    assert "“Mother”" in found[4].why
    after = guess(["Next of kin", "Relationship", "Email", "Start Date", "Email"], [()] * 5)
    assert [one.ticked for one in after] == [False] * 4 + [True]
    labelled = guess(["Mother Name", "Mother DOB", "Address"], [()] * 3)
    assert labelled[2].ticked  # her things are marked as hers: this is not


def test_a_contact_with_a_relationship_is_no_key_worker() -> None:
    """An agreed heading of social care's own layout, which a school uses for parents."""
    names = ["Contact Name", "Contact Phone", "Contact Email"]
    assert all(one.ticked for one in taken([*names, "Contact Role"]).values())
    of_school = [*names, "Contact Home Telephone", "Contact Postcode"]
    found = taken([*of_school, "Contact Relationship", "Key Worker Contact No"])
    assert not any(found[name].sure for name in of_school)
    assert not any(one.sure for one in taken([*of_school, "Contact Surname"]).values())
    assert found["Key Worker Contact No"].sure


def test_a_workers_manager_is_another() -> None:
    found = taken(["Name of Social Worker", "Social Worker Telephone", "Social Worker's Manager", "Manager Phone"])
    assert [one.sure for one in found.values()] == [True, True, False, False]
    assert all(one.sure for one in taken(["Case Manager", "Manager Phone"]).values())


def test_initials_say_whose_telephone_it_is() -> None:
    found = taken(["HOUSING_OFFICER", "HO_PHONE", "HO_EMAIL", "SW_PHONE"])
    assert (found["HO_PHONE"].field, found["HO_EMAIL"].field) == (Field.WORKER_PHONE, Field.WORKER_EMAIL)
    assert found["HO_PHONE"].sure
    assert not found["HO_PHONE"].ticked
    assert not found["SW_PHONE"].sure


def test_a_pupil_is_admitted_to_a_school_and_a_patient_to_a_hospital() -> None:
    assert taken(["UPN", "Admission Date"])["Admission Date"].field is Field.STARTS
    assert taken(["NHS No", "Admission Date"])["Admission Date"].field is Field.ADMITTED


def test_a_discharge_without_admissions_ends_the_work() -> None:
    """Left out, as an item of hospitals only, it would leave whoever was discharged open."""
    found = taken(["NHS No", "Referral Received Date", "Discharge Date"])["Discharge Date"]
    assert (found.field, found.ticked) == (Field.ENDS, False)
    assert taken(["Date Admitted", "Discharge Date"])["Discharge Date"].field is Field.DISCHARGED


def test_where_the_start_is_open_so_is_the_end() -> None:
    found = taken(["CIN Start Date", "CP Start Date", "CIN End Date"])
    assert not any(one.sure for one in found.values())
    assert all(one.sure for one in taken(["CIN Start Date", "CIN End Date"]).values())


def test_a_landlord_may_be_anybody() -> None:
    """Of a benefit's claimant a private person, whom nobody should ring about a child."""
    found = taken(["Claimant Name", "Landlord Name", "Landlord Tel"])
    assert not found["Landlord Name"].sure
    assert not found["Landlord Tel"].sure


def test_the_workers_own_telephone_goes_before_the_teams() -> None:
    told = likely("Team", "Team Phone", "Care Coordinator", "Care Coordinator Phone")
    assert told["Team Phone"] is None
    assert told["Care Coordinator Phone"] is Field.WORKER_PHONE
    assert likely("Team", "Team Phone", "Care Coordinator")["Team Phone"] is Field.WORKER_PHONE


def test_the_telephone_of_a_place_of_work_is_the_services_whoever_the_worker_is() -> None:
    assert likely("Consultant", "Ward Telephone")["Ward Telephone"] is Field.WORKER_PHONE


def test_of_several_workers_the_one_who_can_be_reached_is_the_rows() -> None:
    told = likely("SEN Officer", "SEN Officer Email", "Educational Psychologist")
    assert told == {
        "SEN Officer": Field.WORKER_NAME,
        "SEN Officer Email": Field.WORKER_EMAIL,
        "Educational Psychologist": None,
    }
    both = likely("SEN Officer", "SEN Officer Email", "Educational Psychologist", "Educational Psychologist Tel")
    assert both["SEN Officer"] is both["Educational Psychologist"] is None, "a person chooses"


def test_a_second_workers_initials_say_that_the_telephone_is_that_ones() -> None:
    told = likely("Lead Professional", "LP Contact Number", "Family Support Worker", "FSW Mobile")
    assert told["LP Contact Number"] is Field.WORKER_PHONE
    assert told["FSW Mobile"] is None


def test_one_word_for_a_worker_is_shortened_as_two() -> None:
    found = likely("Caseload Holder", "CH Base", "CH Tel", "CH Email")
    assert list(found.values()) == [Field.WORKER_NAME, Field.WORKER_TEAM, Field.WORKER_PHONE, Field.WORKER_EMAIL]


def test_an_end_is_known_by_the_start_beside_it() -> None:
    assert likely("Registered from", "Registered to")["Registered to"] is Field.ENDS
    assert likely("Name", "Registered to")["Registered to"] is None


def test_the_words_that_lead_a_tables_columns_are_offered_away_and_never_likely() -> None:
    table = ["PAR_PER_SURNAME", "PAR_PER_FORENAME", "PAR_PER_DATE_OF_BIRTH"]
    told = taken([*table, "TCY_START_DATE"])
    assert [told[one].field for one in table] == [Field.FAMILY, Field.GIVEN, Field.BIRTH]
    assert not any(told[one].sure for one in table)
    named = taken(["Surname", "Forename", "DOB", "MTH_SURNAME", "MTH_FORENAME", "MTH_DOB"])
    assert named["MTH_SURNAME"].field is None, "the row's person is named: these are somebody else"


def test_who_leads_for_a_service_goes_before_a_nurse_who_does_not() -> None:
    found = likely("SAFEGUARD_NURSE", "HIU_LEAD_NAME", "HIU_LEAD_EXT")
    assert found == {"SAFEGUARD_NURSE": None, "HIU_LEAD_NAME": Field.WORKER_NAME, "HIU_LEAD_EXT": Field.WORKER_PHONE}


def test_a_schools_safeguarding_contact_goes_before_the_tutor() -> None:
    """The tutor is not whom to ring about a concern, and was, the contact being unknown."""
    found = likely(
        "Registration Form: Tutor", "Safeguarding Contact", "Safeguarding Contact: Direct Line", "Relationship"
    )
    assert list(found.values()) == [None, Field.WORKER_NAME, Field.WORKER_PHONE, None]


def test_in_and_out_are_a_start_and_an_end_side_by_side_only() -> None:
    told = taken(["TA Date in", "TA Date out"])
    assert [(one.field, one.sure) for one in told.values()] == [(Field.STARTS, True), (Field.ENDS, True)]
    assert not taken(["Date in"])["Date in"].sure


def test_of_two_social_workers_neither_nor_their_numbers_are_taken_unasked() -> None:
    told = taken(["Child", "SSW", "Tel", "LA social worker", "Email"])
    assert not any(told[heading].sure for heading in ("SSW", "Tel", "LA social worker", "Email"))


def test_a_senco_stands_back_behind_the_case_officer() -> None:
    told = taken(["Pupil name", "SENCO", "Case Oficer"])
    assert (told["SENCO"].sure, told["Case Oficer"].sure) == (False, True)


def test_beside_a_safeguarding_lead_a_person_chooses() -> None:
    assert not taken(["Pupil name", "Assigned To", "DSL"])["Assigned To"].sure
    assert likely("Pupil name", "Tutor", "Safeguarding Lead")["Tutor"] is None, "it was rung"


def test_family_names_apart_are_names_though_a_class_has_a_figure() -> None:
    values = ["SMITH, Jo (10A)", "KHAN, Al (7B)", "SMITH, Jo (10A)"]
    told = taken(["Student", "DOB"], {"Student": values, "DOB": ["14/03/2013"]})
    assert (told["Student"].field, told["Student"].sure) == (Field.FULL_NAME, True)


def test_a_column_that_only_says_who_is_restricted_keeps_them_out_unasked() -> None:
    told = taken(
        ["Client access", "Alert"], {"Client access": ["Restricted", "Standard"], "Alert": ["Restricted", "Dog"]}
    )
    assert [(one.field, one.ticked) for one in told.values()] == [(Field.RESTRICTED, True), (Field.RESTRICTED, False)]


def test_an_extension_of_the_only_worker_is_that_workers() -> None:
    assert taken(["Involved Worker", "Worker DDI"])["Worker DDI"].sure


def test_names_under_initials_are_offered_where_others_reach_them() -> None:
    """'FCA' says nothing; a telephone and an e-mail of the same initials say that somebody is rung."""
    headings = ["Child", "FCA", "FCA Mobile", "FCA Email", "LA social worker"]
    told = taken(headings, {"FCA": ["Jo Dean", "Al Moss"]})
    assert [told[heading].field for heading in headings[1:4]] == [
        Field.WORKER_NAME,
        Field.WORKER_PHONE,
        Field.WORKER_EMAIL,
    ]
    assert not any(told[heading].sure for heading in headings[1:])
    assert taken(["Child", "FCA", "Town"], {"FCA": ["Jo Dean"]})["FCA"].field is None


def test_a_doctor_who_prescribes_is_not_the_surgery() -> None:
    told = guess(["Recovery coordinator", "Prescribing doctor"], [["Jo Dean"], ["Dr Moss"]], Theme.SUBSTANCE_MISUSE)
    assert (told[1].field, told[1].sure) == (Field.WORKER_NAME, False)
