"""Headings as British systems' report writers send them: whose thing a column holds, and whose it does not (rule 9)."""

from pathlib import Path

import pytest

from importers.columns.guessing import Guess, guess
from importers.fields import Field
from importers.reading.tables import read
from importers.refusals import EmptyFile, NoColumns, NotText, WebPage
from tests.importers.workbooks import Cell, members, pack, sheet_xml


def taken(headings: list[str], samples: dict[str, list[str]] | None = None) -> dict[str, Guess]:
    values = [(samples or {}).get(heading, []) for heading in headings]
    return dict(zip(headings, guess(headings, values), strict=True))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("PRSN_REF", Field.SOURCE_ID),
        ("CLM_STAT", Field.STATUS),
        ("HLTH VISITOR", Field.WORKER_NAME),
        ("SNSTV", Field.RESTRICTED),
        ("Conf addr", Field.RESTRICTED),
        ("Temporary accommodation P/code", Field.POSTCODE),
        ("assignedUser.fullName", Field.WORKER_NAME),
        ("assignedUser.phone", Field.WORKER_PHONE),
        ("case.createdAt", Field.STARTS),
        ("case.closedAt", Field.ENDS),
        ("lastContactAt", Field.LAST_SEEN),
        ("Plan opened (dd/mm/yyyy)", Field.STARTS),
        ("Plan closed (dd/mm/yyyy)", Field.ENDS),
        ("Last call (dd/mm/yyyy)", Field.LAST_SEEN),
        ("Other spellings", Field.ALIAS),
        ("Came into care", Field.STARTS),
        ("Case Oficer", Field.WORKER_NAME),
        ("LegalLastName", Field.FAMILY),
        ("Full Legal Name", Field.FULL_NAME),
        ("Claimant's Surname", Field.FAMILY),
        ("Child’s D.O.B", Field.BIRTH),
        ("Child's Name", Field.FULL_NAME),
        ("Offender Name", Field.FULL_NAME),
        ("Tenant 1 Name", Field.FULL_NAME),
        ("Occupier DOB", Field.BIRTH),
        ("Claimant's National Insurance Number", Field.NINO),
        ("LAS Person ID", Field.SOURCE_ID),
        ("RiO ID", Field.SOURCE_ID),
        ("EHM Number", Field.SOURCE_ID),
        ("Home Telephone", Field.PHONE),
        ("Mob. No.", Field.MOBILE),
        ("Addr Line 1", Field.LINE_1),
        ("Home Address Line 1", Field.LINE_1),
        ("Home Address Town", Field.TOWN),
        ("House No/Name", Field.HOUSE),
        ("Registered GP practice", Field.SURGERY),
        ("Lead Professional's Agency", Field.PROVIDER),
        ("Intervention Status", Field.STATUS),
        ("Current Status", Field.STATUS),
        ("Tenancy Commenced", Field.STARTS),
        ("EHCP Issued", Field.STARTS),
        ("Became LAC", Field.STARTS),
        ("Referral Closed", Field.ENDS),
        ("Ceased LAC", Field.ENDS),
        ("Leaving Date", Field.ENDS),
        ("Last consultation", Field.LAST_SEEN),
        ("Allocated Key Worker", Field.WORKER_NAME),
        ("Key Worker Contact No", Field.WORKER_PHONE),
        ("Care Co-ordinator Name", Field.WORKER_NAME),
        ("Allocated to (Team)", Field.WORKER_TEAM),
        ("TENANT1_SURNAME", Field.FAMILY),
        ("Home Address 1", Field.LINE_1),
        ("Family Address", Field.ADDRESS),
        ("Tenancy Status", Field.STATUS),
        ("Azeus ID", Field.SOURCE_ID),
        ("Cyfenw / Surname", Field.FAMILY),
        ("Date Referred", Field.STARTS),
        ("Referred On", Field.STARTS),
        ("Date Joined", Field.STARTS),
        ("Inv. Status", Field.STATUS),
        ("Registration status", Field.STATUS),
        ("TCY_STATUS", Field.STATUS),
        ("Tenancy ID", Field.TENANCY),
        ("ADR_POSTCODE", Field.POSTCODE),
        ("ChildView Ref", Field.SOURCE_ID),
        ("CHIS Client ID", Field.SOURCE_ID),
        ("Team Description", Field.WORKER_TEAM),
        ("Usual GP's Organisation Name", Field.SURGERY),
        ("Boy / Girl", Field.SEX),
        ("Worker First Name", Field.WORKER_FIRST),
        ("Offender Manager Forename", Field.WORKER_FIRST),
        ("Dyddiad geni / Date of birth", Field.BIRTH),
        ("Côd post", Field.POSTCODE),
        ("Person Post Code", Field.POSTCODE),
        ("Referral End DTTM", Field.ENDS),
        ("Service User Name", Field.FULL_NAME),
        ("PER_DATE_OF_BIRTH", Field.BIRTH),
    ],
)
def test_headings_of_exports_are_understood(heading: str, field: Field) -> None:
    found = taken([heading])[heading]
    assert (found.field, found.sure) == (field, True), found.why


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Usual GP's Full Name", "GP"), ("Registered GP", "GP"), ("Neighbourhood Officer Name", "Neighbourhood officer")],
)
def test_a_role_is_read_without_the_words_about_the_name(heading: str, role: str) -> None:
    found = taken([heading])[heading]
    assert (found.field, found.role) == (Field.WORKER_NAME, role)


@pytest.mark.parametrize(
    "heading",
    [
        "Parental Contact Tel",  # a parent's, and would be shown as whom to ring
        "Safe contact number",  # a victim's own
        "Perpetrator DOB",
        "Tenant 2 DOB",
        "Children's names",
        "Place of Birth",
        "Team Manager",
        "School attendance concern",
        "School last attended",
        "OIC Station",
        "Current Balance",
        "Service ID",
        "Legal Ref",
        "Contact 1 Email",  # a parent's, in a school's export
        "Contact1 DOB",
        "Main contact email",
        "Tenant 2 Forename",
        "TENANT2_SURNAME",
        "Surname (mother)",
        "Email (Parent)",
        "DOB (2)",
        "FOB DOB",
        "Suspect Name",
        "NOMS Number",
        "No. of Children",
        "Expected End Date",
        "School Contact Name",
        "Officer Collar No",
        "Child 1",
        "School Postcode",
        "CME Status",
        "Addressee",
        "Contacts: Email",
        "Boyfriend DOB",
    ],
)
def test_what_is_somebody_elses_or_something_else_is_never_likely(heading: str) -> None:
    assert not taken([heading])[heading].sure


@pytest.mark.parametrize("heading", ["Address Restricted", "Confidential Address Flag", "Case Restricted"])
def test_a_mark_that_keeps_a_row_out_is_always_read(heading: str) -> None:
    assert (taken([heading])[heading].field, taken([heading])[heading].ticked) == (Field.RESTRICTED, True)


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


def test_a_room_is_no_record_of_a_system_called_almost_so() -> None:
    assert taken(["Room Number"])["Room Number"].field is not Field.SOURCE_ID
    assert taken(["ROOMNUMBER"])["ROOMNUMBER"].field is not Field.SOURCE_ID
    assert taken(["NHS Nubmer"])["NHS Nubmer"].field is Field.NHS_NUMBER


def test_a_slip_of_a_confirmed_heading_is_for_a_person_to_tick() -> None:
    """Rule 9: only what was seen publicly is applied without being asked."""
    found = taken(["Date fo Birth", "Surnmae"])
    assert [one.field for one in found.values()] == [Field.BIRTH, Field.FAMILY]
    assert all(one.sure and not one.ticked for one in found.values())


def test_the_headings_on_the_next_page_are_no_values() -> None:
    found = taken(["Leaving Date"], {"Leaving Date": ["Leaving Date", "LEAVING DATE"]})
    assert found["Leaving Date"].sure


def test_what_was_only_perhaps_so_is_not_offered_against_its_values() -> None:
    assert taken(["Current Base"], {"Current Base": ["Park School"]})["Current Base"].field is None


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


def test_a_count_of_the_rows_is_nobodys_number() -> None:
    """Rule 19: never the row number, by which the next file would give one person's record to another."""
    assert not taken(["Person No"], {"Person No": ["1", "2", "3", "4", "5"]})["Person No"].sure
    assert taken(["Person No"], {"Person No": ["1", "2", "4", "5", "9"]})["Person No"].sure


def test_an_officer_with_a_collar_number_has_a_name() -> None:
    assert taken(["OIC"], {"OIC": ["PC 1234 SMITH", "DC 20481 KHAN"]})["OIC"].sure
    assert not taken(["OIC"], {"OIC": ["1234QK", "20481QK"]})["OIC"].sure


COVER: list[list[Cell]] = [["Students on roll"], ["Printed 1 June 2026"]]
DATA: list[list[Cell]] = [["UPN", "Surname", "Forename", "DOB"], ["A", "Smith", "Jo", "14/03/2013"]]


def book(tmp_path: Path, **sheets: list[list[Cell]]) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(pack(members({name: sheet_xml(rows) for name, rows in sheets.items()})))
    return path


def test_a_cover_before_the_data_is_passed_over(tmp_path: Path) -> None:
    table = read(book(tmp_path, Cover=COVER, Students=DATA))
    assert (table.source.name, table.headings[0]) == ("Students", "UPN")  # type: ignore[attr-defined]


def test_a_sheet_that_holds_no_columns_names_the_others(tmp_path: Path) -> None:
    with pytest.raises(NoColumns, match="“Cover” has fewer than 3 columns"):
        read(book(tmp_path, Cover=COVER, Students=DATA), sheet="Cover")


def test_headings_are_on_one_line_and_of_bearable_length(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'"Date of\nBirth",\x1b[31mSurname,{"h" * 5000}\n14/03/2013,Smith,x\n')
    assert read(path).headings == ("Date of Birth", "[31mSurname", "h" * 200)


def test_headings_that_stand_twice_are_headings(tmp_path: Path) -> None:
    """Rule 4: several people in a row have the same headings; what the row above says tells them apart."""
    path = tmp_path / "a.csv"
    path.write_text("NHS No,Surname,DOB,Mother,DOB,NHS No,Tel,School,Tel\n1,Smith,14/03/13,Ann,2/3/85,2,3,Park,4\n")
    assert read(path).headings.count("DOB") == 2
    path.write_text(
        "Child,,,Mother,,,Worker,\nRef,Name,DOB,Name,DOB,Mobile,Name,Tel\n"
        + "1,Jo Smith,14/03/2013,Ann,02/03/1985,07700900123,Al Lee,02079460101\n" * 2
    )
    table = read(path)
    assert table.headings[:4] == ("Child Ref", "Child Name", "Child DOB", "Mother Name")
    assert table.headings[4:] == ("Mother DOB", "Mother Mobile", "Worker Name", "Worker Tel")
    assert (table.heading_lines, table.row_count) == (2, 2)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("<html><table><tr><td>Person ID</td></tr></table></html>", WebPage),
        ('\ufeff<?xml version="1.0"?><Workbook><ss:Row/></Workbook>', WebPage),
        ("<div>\n<TABLE><TR><TD>Person ID</TD></TR></TABLE>", WebPage),
        ("MIME-Version: 1.0\n\n--x\n<html><table>", WebPage),
        ('[{"surname": "Smith"}, {"surname": "Jones"}]', NotText),
        ("-----BEGIN PGP MESSAGE-----\n\nhQ,EM,A\n", NotText),
        ("{\\rtf1\\ansi Hello, there, you}\n", NotText),
        ("\n\n \n", EmptyFile),
    ],
)
def test_what_systems_write_in_the_name_of_excel(tmp_path: Path, content: str, refusal: type[Exception]) -> None:
    path = tmp_path / "report.xls"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(refusal):
        read(path)


def test_a_page_of_a_site_in_place_of_its_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("<!DOCTYPE html><html><title>Sign in</title></html>")
    with pytest.raises(WebPage, match="perhaps the page of a site"):
        read(path)
    path.write_bytes(b"\xff\xfe" + "<html><table><tr>".encode("utf-16-le"))
    with pytest.raises(WebPage, match="holds a table"):
        read(path)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/workbook.bin", "save it as .xlsx"),
        ("content.xml", "OpenDocument"),
        ("word/document.xml", "Word document"),
        ("export.csv", "unpack it"),
    ],
)
def test_another_archive_is_called_by_its_name(tmp_path: Path, member: str, said: str) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(pack({member: "x"}))
    with pytest.raises(NotText, match=said):
        read(path)


def test_a_flag_alone_says_nothing() -> None:
    assert not taken(["Flag"])["Flag"].sure


def likely(*headings: str) -> dict[str, Field | None]:
    return {heading: one.field if one.sure else None for heading, one in taken(list(headings)).items()}


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


def test_a_column_that_says_restricted_is_offered_as_what_keeps_rows_out() -> None:
    told = taken(["Casenote Access"], {"Casenote Access": ["Open", "Open", "Access Restricted"]})["Casenote Access"]
    assert (told.field, told.sure) == (Field.RESTRICTED, False)
    flight = taken(["DA / refuge"], {"DA / refuge": ["DA", "Do not disclose"]})["DA / refuge"]
    assert (flight.field, flight.sure) == (Field.RESTRICTED, False)
    plain = taken(["Casenote Access"], {"Casenote Access": ["Open", "Open"]})["Casenote Access"]
    assert plain.field is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Mid Name", Field.MIDDLE),
        ("Gen", Field.SEX),
        ("SEX_CD", Field.SEX),
        ("SAO", Field.FLAT),
        ("PAO", Field.HOUSE),
        ("NNN", Field.NHS_NUMBER),
        ("STUD_ID", Field.SOURCE_ID),
        ("Charitylog Ref", Field.SOURCE_ID),
        ("Nominal PID", Field.SOURCE_ID),
        ("PAT_NAME", Field.FULL_NAME),
        ("Sort Name", Field.FULL_NAME),
        ("Any previous surnames", Field.FORMER_FAMILY),
        ("Name client wishes to be called", Field.PREFERRED_GIVEN),
        ("Is the child known by any other name?", Field.ALIAS),
        ("Also spelled", Field.ALIAS),
        ("ReferralDateTime", Field.STARTS),
        ("DischargeDateTime", Field.DISCHARGED),
        ("Exit date", Field.ENDS),
        ("Date Finalised", Field.ENDS),
        ("fileStatus", Field.STATUS),
        ("Loc Restricted", Field.RESTRICTED),
        ("Address may be disclosed?", Field.RESTRICTED),
        ("Address now", Field.ADDRESS),
        ("What is the child's full name?", Field.FULL_NAME),
        ("What is the child's NHS number, if you know it?", Field.NHS_NUMBER),
        ("What is the child's home address, including postcode?", Field.ADDRESS),
        ("Caseworker Service", Field.WORKER_TEAM),
        ("Case Owner", Field.WORKER_NAME),
        ("HIU_LEAD_NAME", Field.WORKER_NAME),
        ("teamHelpline", Field.WORKER_PHONE),
        ("Branch Tel", Field.WORKER_PHONE),
        ("UnitPhone", Field.WORKER_PHONE),
        ("PERS_FORENAME_1", Field.GIVEN),
        ("PERS_SEX_CD", Field.SEX),
        ("RESTRICTED_IND", Field.RESTRICTED),
        ("Client__r.Known_As__c", Field.PREFERRED_GIVEN),
        ("Client__r.Birthdate", Field.BIRTH),
        ("Client__r.NHS_No__c", Field.NHS_NUMBER),
        ("Date added to caseload", Field.STARTS),
        ("Date removed from caseload", Field.ENDS),
        ("Support Wkr", Field.WORKER_NAME),
        ("Wkr Mob", Field.WORKER_PHONE),
        ("Person_ID1", Field.SOURCE_ID),
        ("On Track ID", Field.SOURCE_ID),
        ("Gender_Desc", Field.SEX),
        ("CLNT_FRST_NM", Field.GIVEN),
        ("ALIAS_NM", Field.ALIAS),
        ("DECD_DT", Field.DEATH),
        ("ADDR_LN2", Field.LINE_2),
        ("House name / number & road", Field.STREET),
        ("TEN_STAT", Field.STATUS),
        ("HSG_OFFR", Field.WORKER_NAME),
        ("HSG_OFFR_TEL", Field.WORKER_PHONE),
        ("Designated Safeguarding Lead (email)", Field.WORKER_EMAIL),
        ("Allocated staff member", Field.WORKER_NAME),
        ("Allocated staff role", Field.WORKER_ROLE),
        ("Allocated staff telephone", Field.WORKER_PHONE),
    ],
)
def test_a_heading_of_a_report_is_known(heading: str, field: Field) -> None:
    assert likely(heading) == {heading: field}


@pytest.mark.parametrize(
    "heading",
    [
        "Host phone",
        "Attending Officer",
        "Name and phone of any other professional involved",
        "Postcode (first half)",
        "Your name (the person completing this form)",
        "Consent to disclose",
        "Lead name",
        "Exit reason",
        "Person_ID2",
        "Staff member's payroll number",
        "Allocated staff number",
        "Gender not disclosed",
        "Protected",
    ],
)
def test_what_is_anothers_or_half_of_it_is_nothing_of_the_row(heading: str) -> None:
    assert likely(heading) == {heading: None}


def test_who_leads_for_a_service_goes_before_a_nurse_who_does_not() -> None:
    found = likely("SAFEGUARD_NURSE", "HIU_LEAD_NAME", "HIU_LEAD_EXT")
    assert found == {"SAFEGUARD_NURSE": None, "HIU_LEAD_NAME": Field.WORKER_NAME, "HIU_LEAD_EXT": Field.WORKER_PHONE}


def test_an_extension_is_a_telephone_and_a_greeting_no_title() -> None:
    told = taken(["Caseworker Ext", "Salutation"], {"Caseworker Ext": ["ext 148", "x204"], "Salutation": ["Dear Mr A"]})
    assert [(one.field, one.sure) for one in told.values()] == [(Field.WORKER_PHONE, True), (Field.TITLE, False)]


def test_a_schools_safeguarding_contact_goes_before_the_tutor() -> None:
    """The tutor is not whom to ring about a concern, and was, the contact being unknown."""
    found = likely(
        "Registration Form: Tutor", "Safeguarding Contact", "Safeguarding Contact: Direct Line", "Relationship"
    )
    assert list(found.values()) == [None, Field.WORKER_NAME, Field.WORKER_PHONE, None]


@pytest.mark.parametrize(
    "heading", ["service.phone", "Service email", "Service address", "client.createdAt", "updatedAt"]
)
def test_what_is_the_services_own_or_the_records_is_not_the_persons(heading: str) -> None:
    assert not taken([heading])[heading].sure


def test_a_service_user_has_a_telephone() -> None:
    assert taken(["Service user phone"])["Service user phone"].field is Field.PHONE


def test_in_and_out_are_a_start_and_an_end_side_by_side_only() -> None:
    told = taken(["TA Date in", "TA Date out"])
    assert [(one.field, one.sure) for one in told.values()] == [(Field.STARTS, True), (Field.ENDS, True)]
    assert not taken(["Date in"])["Date in"].sure


def test_a_placement_is_not_where_somebody_lives_unasked() -> None:
    found = taken(["Placement address"])["Placement address"]
    assert (found.field, found.sure) == (Field.ADDRESS, False)


@pytest.mark.parametrize(
    "heading",
    [
        "Confid. plct",
        "LAO",
        "Restricted_YN",
        "SENS_ADDR",
        "SealedRecord",
        "Secure Record?",
        "Do not disclose",
        "Address not to be shared",
    ],
)
def test_words_for_a_restricted_record_are_known(heading: str) -> None:
    found = taken([heading], {heading: ["Y", "N"]})[heading]
    assert (found.field, found.ticked) == (Field.RESTRICTED, True)


def test_the_address_of_a_systems_user_is_not_the_persons() -> None:
    found = taken(["Primary Email (Responsible User)"])["Primary Email (Responsible User)"]
    assert found.field is not Field.EMAIL


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
