"""Everything a check can find: code, severity, what it means, what to do (domain/10).

error: the row is quarantined. warning: it is accepted, and the agency should look. info: counted only.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Finding = tuple[str, int]
"""A code and the column it was found in, -1 for the row as a whole."""


class Check(NamedTuple):
    """One kind of finding. advice is what to ask of the agency, '' if there is nothing to do."""

    severity: Severity
    sentence: str
    advice: str


def _error(sentence: str, advice: str) -> Check:
    return Check("error", sentence, advice)


def _warning(sentence: str, advice: str) -> Check:
    return Check("warning", sentence, advice)


def _info(sentence: str) -> Check:
    return Check("info", sentence, "")


NUMBER = "Ask for the right number."
WHICH = "Ask which of them is right."
BIRTH = "Ask for the right date of birth."
DATES = "Ask for the right dates."
DIGITS = "Ask for years of four digits."
POSTCODE = "Ask for the postcode."
AS_TEXT = "Ask for the extract again, with numbers kept as text."
AS_DATES = "Ask for the extract again, with dates as dates."
AS_WRITTEN = "Ask for the extract as the system writes it, not opened in a spreadsheet and saved again."
AS_ONE_WAY = "Ask for the extract again, with dates written one way, as 14/03/2013 or 2013-03-14."
READABLE = "Ask for dates as 14/03/2013 or 2013-03-14."
ONE_NAME = "Ask for it, unless the person has one name only."

CHECKS: dict[str, Check] = {
    # rows
    "ROW_SHIFTED": _error(
        "The row has more or fewer cells than there are headings.",
        "Look for a comma or a line break outside quotation marks.",
    ),
    "ROW_BLANK": _info("The row is blank."),
    "ROW_TOTAL": _info("The row is a total or a note, not a person."),
    "ROW_DUPLICATE": _info("The row says the same as an earlier one."),
    "HEADER_AGAIN": _info("The headings stand again among the rows."),
    "TEST_RECORD": _info("The agency marks the row as a test record."),
    "EPISODE_EXCLUDED": _info("Planned, cancelled or opened in error: not imported (R11)."),
    "VERY_SENSITIVE": _info("A very sensitive service, and the agreement has no clause for it: not imported (R12)."),
    "RESTRICTED": _error("The agency restricts this record.", "Speak to the agency before anything of it is shared."),
    "CELL_ERROR": _warning(
        "A spreadsheet's error stands in the cell, such as #REF!: taken as not supplied.",
        "Ask for the extract again, with values in place of formulas.",
    ),
    "LETTERS_LOST": _warning(
        "Letters are lost or come out wrong, as in Nu?ez or JosÃ©: kept as it stands, and found badly.",
        "Ask for the extract as UTF-8.",
    ),
    "GONE": _info("The agency says that it is done with the person: no longer supplied from then on."),
    "GONE_UNKNOWN": _error(
        "The agency is done with somebody by a number alone, and no record of the feed has that number.",
        "Ask for the right number: whoever is meant stays as they are.",
    ),
    "DITTO": _warning(
        "The cell only points to the one above it, as ditto marks do: taken as not supplied.",
        "Ask for the extract with every cell filled in.",
    ),
    "CHARACTERS": _info("Characters that cannot be printed were taken out."),
    # the agency's number
    "ID_BLANK": _error(
        "The agency's own number for the person is missing.",
        "Ask for the number: without it the person cannot be found again.",
    ),
    "ID_SCI": _error("A spreadsheet has rounded the agency's number (as in 1.2E+09).", AS_TEXT),
    "ID_DUP_DIFF": _error(
        "Rows with the same number differ in who the person is, or the feed holds one row each.", WHICH
    ),
    "ID_REUSE": _error(
        "The number stood for somebody else before: another family name or sex, and another date of birth.",
        "Ask whether the number was given to another person, or the record was corrected.",
    ),
    "ID_FLOAT": _error("A spreadsheet has made the agency's number a decimal (as in 1204.0).", AS_TEXT),
    # names
    "NAME_MISSING": _error("There is neither a first name nor a family name.", "Ask for the name."),
    "NAME_ORG": _error("The name is a team's or an organisation's.", "Ask whether a person is meant."),
    "NAME_TWO": _error("The name is that of two people, such as Mr & Mrs Smith.", "Ask for a row for each of them."),
    "NAME_LONG": _error("The name is longer than 200 letters.", "Look for cells that have slipped into one another."),
    "NAME_PLACEHOLDER": _warning(
        "The name stands for none, such as Baby or Unknown: shown, but no evidence.",
        "Ask for the name when it is known.",
    ),
    "NAME_DIGITS": _warning("There are digits in the name.", "Ask for the name without them."),
    "NAME_NO_GIVEN": _warning("There is no first name.", ONE_NAME),
    "NAME_NO_FAMILY": _warning("There is no family name.", ONE_NAME),
    "NAME_TWICE": _warning("First name and family name are the same.", "Check that one was not copied into the other."),
    "NAME_TITLE": _info("A title was taken off the name."),
    "NAME_JUNK_STRIPPED": _info("A system's mark was taken off the name."),
    # birth and death
    "DOB_MISSING": _warning("There is no date of birth.", "Ask for it: without it people are hard to tell apart."),
    "DOB_FORMAT": _error("The date of birth cannot be read.", READABLE),
    "DOB_IMPOSSIBLE": _error("There is no such day.", BIRTH),
    "DOB_YY": _error(
        "The year of birth has two digits, so the century is open.",
        "Ask for four digits, or say for this feed which years are meant.",
    ),
    "DOB_SERIAL": _error("The date of birth is a spreadsheet's number for a day.", AS_DATES),
    "DOB_NUMBERED": _warning(
        "The date of birth is a spreadsheet's number for a day, as are others: read as days since 1900.", AS_DATES
    ),
    "DOB_SWAPPED": _error(
        "A spreadsheet has taken day for month in this column: wherever it could, it made another date of it.",
        AS_WRITTEN,
    ),
    "DOB_EITHER": _error(
        "Some dates of this column are day-first and others month-first: this one could be either.", AS_ONE_WAY
    ),
    "DOB_FUTURE": _error("The date of birth is more than ten months ahead.", BIRTH),
    "DOB_OLD": _error("The date of birth is before 1900, or more than 110 years ago.", BIRTH),
    "DOB_EXPECTED": _warning(
        "The date of birth is ahead: taken as the expected date of an unborn child.",
        "Ask for the date of birth when the child is born.",
    ),
    "DOB_EDD_BOTH": _warning("There is a date of birth and an expected one.", WHICH),
    "DOB_AGE": _warning("The age does not fit the date of birth.", WHICH),
    "DOB_NOT_CHILD": _warning(
        "More than 25 years old, in a feed about children.", "Ask whether the date of birth is right."
    ),
    "DOB_SENTINEL": _info("The date of birth is a system's stand-in, such as 01/01/1900: taken as not supplied."),
    "DOB_WEAK": _info("1 January: only the year is taken as known."),
    "DOB_ESTIMATED": _info("The birth date is an estimate, or comes from an estimated age."),
    "DOB_PARTIAL": _info("Only the year, or the month and year, is known."),
    "EXPECTED_PAST": _warning(
        "The child was expected more than four weeks ago.", "Ask whether the child is born, and when."
    ),
    "EXPECTED_FAR": _warning("The expected date of birth is more than ten months ahead.", BIRTH),
    "UNBORN_NO_DATE": _warning(
        "An unborn child without an expected date.", "Ask for it: without it the child is not found again when born."
    ),
    "DOD_BEFORE_DOB": _error("The date of death is before the date of birth.", WHICH),
    "DEATH_UNDATED": _warning("The agency says that the person has died, and not when.", "Ask for the date of death."),
    "DOD_FUTURE": _warning("The date of death is after the extract: not kept.", DATES),
    # other dates
    "DATE_FORMAT": _warning("A date cannot be read: not kept.", READABLE),
    "DATE_IMPOSSIBLE": _warning("There is no such day: not kept.", DATES),
    "DATE_YY": _warning("A year has two digits: taken as the latest such year that fits.", DIGITS),
    "DATE_SERIAL": _warning("A date is a spreadsheet's number for a day: not kept.", AS_DATES),
    "DATE_NUMBERED": _warning(
        "A date is a spreadsheet's number for a day, as are others: read as days since 1900.", AS_DATES
    ),
    "DATE_SWAPPED": _warning("A spreadsheet has taken day for month in this column: not kept.", AS_WRITTEN),
    "DATE_EITHER": _warning(
        "Some dates of this column are day-first and others month-first: this one could be either, and is not kept.",
        AS_ONE_WAY,
    ),
    "DATE_PLACEHOLDER": _info("A date is a system's stand-in: taken as not supplied."),
    "ENDS_BEFORE_STARTS": _warning("The involvement ends before it starts.", DATES),
    "LAST_BEFORE_START": _warning("The most recent contact is before the start.", DATES),
    "START_BEFORE_BIRTH": _warning("The involvement starts before the person was born.", DATES),
    "LAST_BEFORE_BIRTH": _warning("The most recent contact is before the person was born.", DATES),
    "LAST_FUTURE": _warning("The most recent contact is after the extract.", DATES),
    "START_AFTER_DEATH": _warning("The involvement starts after the person's death.", WHICH),
    "LAST_AFTER_DEATH": _warning("The most recent contact is after the person's death.", WHICH),
    "STARTS_FUTURE": _warning("The involvement starts after the extract.", "Ask whether it is planned only."),
    "STATUS_ENDED": _warning("It is called open and has an end date: taken as closed.", WHICH),
    "STATUS_VALUE": _warning(
        "The word for whether the service is involved is not known here: shown as it stands, not taken as open.",
        "Ask what it means.",
    ),
    "FLAG_VALUE": _warning("A column of yes and no says something else: taken as neither.", "Ask what it means."),
    "INVOLVEMENT_NONE": _info("The agency says it is not involved."),
    # numbers
    "NHS_LEN": _warning("The NHS number does not have ten digits: kept, but no evidence.", NUMBER),
    "NHS_FORMAT": _warning("The NHS number is not a number: kept, but no evidence.", NUMBER),
    "NHS_CHECK": _warning("The NHS number fails its check digit: kept, but no evidence.", NUMBER),
    "NHS_SCI": _warning("A spreadsheet has rounded the NHS number: it cannot be recovered.", AS_TEXT),
    "NHS_PLACEHOLDER": _warning("The NHS number is a stand-in, such as 9876543210: no evidence.", NUMBER),
    "NHS_TEST": _warning(
        "The NHS number begins with 999, as test numbers do: no evidence.", "Ask whether this is a person."
    ),
    "NHS_TWICE": _warning(
        "The same NHS number is given for another person of this file.",
        "Ask whose it is: a mother's is often put on her child.",
    ),
    "NHS_FLOAT": _info("A spreadsheet has made the NHS number a decimal: recovered."),
    "UPN_FORMAT": _warning("The pupil number is not one: kept, but no evidence.", NUMBER),
    "UPN_CHECK": _warning("The pupil number fails its check letter: kept, but no evidence.", NUMBER),
    "UPN_TEMP": _info("The pupil number is a temporary one."),
    "UPN_UNKNOWN": _info("A code says that there is no pupil number."),
    "ULN_FORMAT": _warning("The learner number does not have ten digits: kept, but no evidence.", NUMBER),
    "NINO_FORMAT": _warning("The National Insurance number is not one: kept, but no evidence.", NUMBER),
    "PNC_FORMAT": _warning("The PNC number is not one: kept, but no evidence.", NUMBER),
    "CRO_FORMAT": _warning("The CRO number is not one, or a stand-in: kept, but no evidence.", NUMBER),
    "UPRN_FORMAT": _warning("The UPRN is not one: not kept.", NUMBER),
    # the rest
    "SEX_VALUE": _warning("The word for sex is not known here: taken as not supplied.", "Ask what it means."),
    "PC_FORMAT": _warning("The postcode is not one: kept, but no evidence.", POSTCODE),
    "PC_AREA": _warning("No postcode begins with these letters: kept, but no evidence.", POSTCODE),
    "PC_INWARD": _warning("The end of the postcode has a letter that is not used there.", POSTCODE),
    "PC_PSEUDO": _info("The postcode stands for no fixed abode or the like: no evidence."),
    "PC_OUTWARD": _info("Only the first half of the postcode is known."),
    "ADDRESS_NONE": _info("No fixed address."),
    "ADDRESS_PROTECTED": _warning(
        "The address is withheld, or a refuge's: shown as it stands, and nobody is found by it.",
        "Ask whether the record is restricted.",
    ),
    "PHONE_FORMAT": _warning("A telephone number cannot be read: not kept.", NUMBER),
    "EMAIL_FORMAT": _warning("An e-mail address cannot be read: not kept.", "Ask for the address."),
    "EMAIL_WORK": _info("The e-mail is a post's, not the person's: not kept."),
    "WORKER_ELSEWHERE": _warning(
        "Whom to ring is said to stand elsewhere, as in 'see notes': not kept.", "Ask for the worker's name and number."
    ),
}

CODES = tuple(CHECKS)
ERRORS = frozenset(code for code, check in CHECKS.items() if check.severity == "error")
WARNINGS = frozenset(code for code, check in CHECKS.items() if check.severity == "warning")
NUMBERS = {code: number for number, code in enumerate(CODES)}
