"""The fields an agency's column can hold, by the names of the header dictionary (domain/10 section 6)."""

from store.worded import Worded


class Field(Worded):
    """What a column holds. `words` is how a person reads it."""

    SOURCE_ID = "source_person_id", "The agency's own number for the person"
    LEGACY_ID = "legacy_person_id", "The person's number in an older system"
    NHS_NUMBER = "nhs_number", "NHS number"
    UPN = "upn", "Unique pupil number"
    FORMER_UPN = "former_upn", "Former unique pupil number"
    ULN = "uln", "Unique learner number"
    NINO = "nino", "National Insurance number"
    PNC = "pnc_id", "PNC number"
    CRO = "cro_number", "CRO number"
    JUSTICE_ID = "justice_id", "Prison, probation or youth justice number"
    TENANCY = "tenancy_ref", "Tenancy reference"

    TITLE = "title", "Title"
    FULL_NAME = "full_name", "Full name"
    GIVEN = "given_name", "First name"
    MIDDLE = "middle_names", "Middle names"
    FAMILY = "family_name", "Family name"
    PREFERRED_GIVEN = "preferred_given_name", "Preferred first name"
    PREFERRED_FAMILY = "preferred_family_name", "Preferred family name"
    FORMER_FAMILY = "previous_family_name", "Former family name"
    ALIAS = "alias", "Another name"

    BIRTH = "date_of_birth", "Date of birth"
    EXPECTED_BIRTH = "expected_date_of_birth", "Expected date of birth"
    BIRTH_ESTIMATED = "dob_estimated_flag", "Whether the birth date is an estimate"
    AGE = "age", "Age (only to check the birth date)"
    DEATH = "date_of_death", "Date of death"
    DECEASED = "deceased_flag", "Whether the person has died"
    SEX = "sex", "Sex or gender as recorded"

    ADDRESS = "address_full", "Address in one column"
    LINE_1 = "address_line_1", "Address, first line"
    LINE_2 = "address_line_2", "Address, second line"
    LINE_3 = "address_line_3", "Address, third line"
    LINE_4 = "address_line_4", "Address, fourth line"
    LINE_5 = "address_line_5", "Address, fifth line"
    FLAT = "flat_saon", "Flat"
    HOUSE = "house_number_paon", "House number or name"
    BUILDING = "building_name", "Building"
    STREET = "street", "Street"
    LOCALITY = "locality", "Locality"
    TOWN = "town", "Town"
    COUNTY = "county", "County"
    POSTCODE = "postcode", "Postcode"
    FORMER_ADDRESS = "address_history", "Former address"
    UPRN = "uprn", "UPRN"
    PHONE = "phone_home", "The person's telephone"
    MOBILE = "phone_mobile", "The person's mobile"
    EMAIL = "email", "The person's e-mail"

    WORKER_NAME = "lead_worker_name", "Key worker"
    WORKER_FIRST = "lead_worker_first_name", "Key worker's first name, where it has a column of its own"
    WORKER_ROLE = "lead_worker_role", "Key worker's role"
    WORKER_TEAM = "lead_worker_team", "Key worker's team"
    WORKER_PHONE = "lead_worker_phone", "Key worker's or service's telephone"
    WORKER_EMAIL = "lead_worker_email", "Key worker's e-mail"
    SCHOOL = "school_name", "School"
    SURGERY = "gp_practice", "GP surgery"
    PROVIDER = "provider", "Provider or organisation"

    STATUS = "service_involvement", "Whether the service is involved"
    SERVICE = "service_description", "What the service does (category)"
    STARTS = "involvement_start", "Start of the involvement"
    ENDS = "involvement_end", "End of the involvement"
    ADMITTED = "admission_date", "Admitted on"
    DISCHARGED = "discharge_date", "Discharged on"
    LAST_SEEN = "last_interaction", "Most recent contact"
    ACTIVE_FLAG = "active_flag", "Yes means an open involvement of this kind"
    ATTRIBUTE = "attribute", "Agreed detail, shown under its own heading"

    AS_OF = "extract_as_of", "Date of the extract (only to check)"
    RESTRICTED = "restricted_flag", "Whether the agency restricts the record"
    TEST_RECORD = "test_record_flag", "Whether it is a test record"
    REMOVED = "removed_flag", "Whether the agency is done with the person"
    REMOVED_WHY = "removed_reason", "Why the agency is done with the person"
    MERGED_INTO = "merged_into", "The agency's number that this one was merged into"


REPEATABLE = frozenset(
    {
        Field.MIDDLE, Field.ALIAS, Field.FORMER_ADDRESS, Field.PHONE, Field.MOBILE, Field.EMAIL, Field.LEGACY_ID,
        Field.JUSTICE_ID, Field.ACTIVE_FLAG, Field.ATTRIBUTE, Field.RESTRICTED,
    }
)  # fmt: skip
"""Fields that several columns may hold at once."""

BIRTHS = frozenset({Field.BIRTH, Field.EXPECTED_BIRTH})
DATES = BIRTHS | {Field.DEATH, Field.STARTS, Field.ENDS, Field.ADMITTED, Field.DISCHARGED, Field.LAST_SEEN, Field.AS_OF}
WORKER = frozenset(
    {
        Field.WORKER_NAME, Field.WORKER_FIRST, Field.WORKER_ROLE, Field.WORKER_TEAM, Field.WORKER_PHONE,
        Field.WORKER_EMAIL,
    }
)  # fmt: skip
PROVIDERS = frozenset({Field.SCHOOL, Field.SURGERY, Field.PROVIDER})
LINES = (Field.LINE_1, Field.LINE_2, Field.LINE_3, Field.LINE_4, Field.LINE_5)
