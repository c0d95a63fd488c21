"""Headings as British systems' report writers send them: whose thing a column holds, and whose it does not (rule 9)."""

import pytest

from importers.fields import Field
from tests.importers.headings import likely, taken


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
        ("patientDoB", Field.BIRTH),
        ("CHILDNHSNO", Field.NHS_NUMBER),
        ("CHILDSEX", Field.SEX),
        ("HVNAME", Field.WORKER_NAME),
        ("HVBASE", Field.WORKER_TEAM),
        ("REGDATE", Field.STARTS),
        ("Worker Base", Field.WORKER_TEAM),
        ("Case owner email", Field.WORKER_EMAIL),
        ("Date Allocated", Field.STARTS),
        ("Pupil No (UPN)", Field.UPN),
        ("Child Preferred Surname", Field.PREFERRED_FAMILY),
        ("CLIENT_KNOWN_SURNAME", Field.PREFERRED_FAMILY),
        ("Household address", Field.ADDRESS),
        ("Addr + pcode", Field.ADDRESS),
        ("surname", Field.FAMILY),
        ("LAST_NAME", Field.FAMILY),
        ("Client's Surname", Field.FAMILY),
        ("Surname (UPPER)", Field.FAMILY),
        ("Surnmae", Field.FAMILY),
        ("PUPIL FORENAME", Field.GIVEN),
        ("Forename(s)", Field.GIVEN),
        ("D.O.B.", Field.BIRTH),
        ("DOB (dd/mm/yyyy)", Field.BIRTH),
        ("Date of Birth of child", Field.BIRTH),
        ("PersonBirthDate", Field.BIRTH),
        ("NHS Number (10 digits)", Field.NHS_NUMBER),
        ("Patient NHS No.", Field.NHS_NUMBER),
        ("Unique Pupil Number", Field.UPN),
        ("Home Post Code", Field.POSTCODE),
        ("Client ID", Field.SOURCE_ID),
        ("Service User Reference", Field.SOURCE_ID),
        ("Social worker e-mail", Field.WORKER_EMAIL),
        ("Allocated Worker", Field.WORKER_NAME),
        ("Case worker tel no", Field.WORKER_PHONE),
        ("CIN Plan Start Date", Field.STARTS),
        ("Date case closed", Field.ENDS),
        ("Date of last visit", Field.LAST_SEEN),
        ("Tenancy Ref", Field.TENANCY),
        ("Previous surname", Field.FORMER_FAMILY),
        ("Tenant 1 Surname", Field.FAMILY),
        ("OIC Email", Field.WORKER_EMAIL),
        ("unique_reference", Field.SOURCE_ID),
    ],
)
def test_a_heading_of_a_report_is_understood(heading: str, field: Field) -> None:
    assert likely(heading) == {heading: field}


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
        "MOTHERDOB",
        "PARENTNAME",
        "Household DOB",
        "LA social worker",
        "LA social worker tel",
        "Service Manager",
        "Consent not given",
        "Protected",
        "ID",
        "Ref",
        "Date",
        "Type",
        "Name",
        "Language",
        "Manager",
        "Postage",
        "Mother",
        "Father's name",
        "Carer Name",
        "Next of Kin",
        "Mother NHS Number",
        "Parent DOB",
        "Forename 4 of 9",
        "NativeId",
        "Year Group",
        "Contact Number",
        "",
        "service.phone",
        "Service email",
        "Service address",
        "client.createdAt",
        "updatedAt",
        "Flag",
    ],
)
def test_what_is_somebody_elses_half_of_it_or_nothing_is_never_likely(heading: str) -> None:
    assert likely(heading) == {heading: None}


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Usual GP's Full Name", "GP"), ("Registered GP", "GP"), ("Neighbourhood Officer Name", "Neighbourhood officer")],
)
def test_a_role_is_read_without_the_words_about_the_name(heading: str, role: str) -> None:
    found = taken([heading])[heading]
    assert (found.field, found.role) == (Field.WORKER_NAME, role)


@pytest.mark.parametrize("heading", ["Address Restricted", "Confidential Address Flag", "Case Restricted"])
def test_a_mark_that_keeps_a_row_out_is_always_read(heading: str) -> None:
    assert (taken([heading])[heading].field, taken([heading])[heading].ticked) == (Field.RESTRICTED, True)


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
        "Addr not to be given out",
        "Hide from partners",
        "Keep private?",
        "Restricted Premises",
        "Restricted to DSL only",
        "SEALED",
    ],
)
def test_words_for_a_restricted_record_are_known(heading: str) -> None:
    found = taken([heading], {heading: ["Y", "N"]})[heading]
    assert (found.field, found.ticked) == (Field.RESTRICTED, True)


def test_a_room_is_no_record_of_a_system_called_almost_so() -> None:
    assert taken(["Room Number"])["Room Number"].field is not Field.SOURCE_ID
    assert taken(["ROOMNUMBER"])["ROOMNUMBER"].field is not Field.SOURCE_ID
    assert taken(["NHS Nubmer"])["NHS Nubmer"].field is Field.NHS_NUMBER


def test_a_slip_of_a_confirmed_heading_is_for_a_person_to_tick() -> None:
    """Rule 9: only what was seen publicly is applied without being asked."""
    found = taken(["Date fo Birth", "Surnmae"])
    assert [one.field for one in found.values()] == [Field.BIRTH, Field.FAMILY]
    assert all(one.sure and not one.ticked for one in found.values())


def test_a_service_user_has_a_telephone() -> None:
    assert taken(["Service user phone"])["Service user phone"].field is Field.PHONE


def test_a_placement_is_not_where_somebody_lives_unasked() -> None:
    found = taken(["Placement address"])["Placement address"]
    assert (found.field, found.sure) == (Field.ADDRESS, False)


def test_the_address_of_a_systems_user_is_not_the_persons() -> None:
    found = taken(["Primary Email (Responsible User)"])["Primary Email (Responsible User)"]
    assert found.field is not Field.EMAIL


def test_a_count_of_the_rows_is_nobodys_number() -> None:
    """Rule 19: never the row number, by which the next file would give one person's record to another."""
    assert not taken(["Person No"], {"Person No": ["1", "2", "3", "4", "5"]})["Person No"].sure
    assert taken(["Person No"], {"Person No": ["1", "2", "4", "5", "9"]})["Person No"].sure


def test_an_officer_with_a_collar_number_has_a_name() -> None:
    assert taken(["OIC"], {"OIC": ["PC 1234 SMITH", "DC 20481 KHAN"]})["OIC"].sure
    assert not taken(["OIC"], {"OIC": ["1234QK", "20481QK"]})["OIC"].sure


def test_the_headings_on_the_next_page_are_no_values() -> None:
    found = taken(["Leaving Date"], {"Leaving Date": ["Leaving Date", "LEAVING DATE"]})
    assert found["Leaving Date"].sure


def test_what_was_only_perhaps_so_is_not_offered_against_its_values() -> None:
    assert taken(["Current Base"], {"Current Base": ["Park School"]})["Current Base"].field is None


def test_a_column_that_says_restricted_is_offered_as_what_keeps_rows_out() -> None:
    told = taken(["Casenote Access"], {"Casenote Access": ["Open", "Open", "Access Restricted"]})["Casenote Access"]
    assert (told.field, told.sure) == (Field.RESTRICTED, False)
    flight = taken(["DA / refuge"], {"DA / refuge": ["DA", "Do not disclose"]})["DA / refuge"]
    assert (flight.field, flight.sure) == (Field.RESTRICTED, False)
    plain = taken(["Casenote Access"], {"Casenote Access": ["Open", "Open"]})["Casenote Access"]
    assert plain.field is None


def test_an_extension_is_a_telephone_and_a_greeting_no_title() -> None:
    told = taken(["Caseworker Ext", "Salutation"], {"Caseworker Ext": ["ext 148", "x204"], "Salutation": ["Dear Mr A"]})
    assert [(one.field, one.sure) for one in told.values()] == [(Field.WORKER_PHONE, True), (Field.TITLE, False)]


def test_a_refusal_to_share_is_offered_as_what_keeps_a_row_out() -> None:
    found = taken(["Info sharing refused"])["Info sharing refused"]
    assert (found.field, found.sure) == (Field.RESTRICTED, False)


def test_several_names_in_a_cell_are_nobodys_full_name() -> None:
    several = {"Child Name": ["Jo Dean; Al Dean", "Bo Moss; Cy Moss"]}
    assert not taken(["Child Name"], several)["Child Name"].sure
