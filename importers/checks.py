"""Everything a check can find: code, severity, what it means, what to do (domain/10).

error: the row is quarantined. warning: it is accepted, and the agency should look. info: counted only.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]


class Check(NamedTuple):
    """One kind of finding."""

    severity: Severity
    sentence: str
    advice: str


CHECKS: dict[str, Check] = {
    # rows
    "ROW_SHIFTED": Check("error", "The row has more or fewer cells than there are headings.", "Look for a comma or a line break outside quotation marks."),
    "ROW_BLANK": Check("info", "The row is blank.", "Nothing to do."),
    "ROW_TOTAL": Check("info", "The row is a total or a note, not a person.", "Nothing to do."),
    "ROW_DUPLICATE": Check("info", "The row says the same as an earlier one.", "Nothing to do: it counts once."),
    "HEADER_AGAIN": Check("info", "The headings stand again among the rows.", "Nothing to do."),
    "TEST_RECORD": Check("info", "The agency marks the row as a test record.", "Nothing to do."),
    "EPISODE_EXCLUDED": Check("info", "Planned, cancelled or opened in error: not imported (R11).", "Nothing to do."),
    "RESTRICTED": Check("error", "The agency restricts this record.", "Speak to the agency before anything of it is shared."),
    "CHARACTERS": Check("info", "Characters that cannot be printed were taken out.", "Nothing to do."),
    # the agency's number
    "ID_BLANK": Check("error", "The agency's own number for the person is missing.", "Ask for the number: without it the person cannot be found again."),
    "ID_SCI": Check("error", "A spreadsheet has rounded the agency's number (as in 1.2E+09).", "Ask for the extract again, with numbers kept as text."),
    "ID_DUP_DIFF": Check("error", "Rows with the same number differ in who the person is, or the feed holds one row each.", "Ask which of them is right."),
    # names
    "NAME_MISSING": Check("error", "There is neither a first name nor a family name.", "Ask for the name."),
    "NAME_ORG": Check("error", "The name is a team's or an organisation's.", "Ask whether a person is meant."),
    "NAME_LONG": Check("error", "The name is longer than 200 letters.", "Look for cells that have slipped into one another."),
    "NAME_PLACEHOLDER": Check("warning", "The name stands for none, such as Baby or Unknown: shown, but no evidence.", "Ask for the name when it is known."),
    "NAME_DIGITS": Check("warning", "There are digits in the name.", "Ask for the name without them."),
    "NAME_NO_GIVEN": Check("warning", "There is no first name.", "Ask for it, unless the person has one name only."),
    "NAME_NO_FAMILY": Check("warning", "There is no family name.", "Ask for it, unless the person has one name only."),
    "NAME_TWICE": Check("warning", "First name and family name are the same.", "Check that one was not copied into the other."),
    "NAME_TITLE": Check("info", "A title was taken off the name.", "Nothing to do."),
    "NAME_JUNK_STRIPPED": Check("info", "A system's mark was taken off the name.", "Nothing to do."),
    # birth and death
    "DOB_MISSING": Check("warning", "There is no date of birth.", "Ask for it: without it people are hard to tell apart."),
    "DOB_FORMAT": Check("error", "The date of birth cannot be read.", "Ask for dates as 14/03/2013 or 2013-03-14."),
    "DOB_IMPOSSIBLE": Check("error", "There is no such day.", "Ask for the right date of birth."),
    "DOB_YY": Check("error", "The year of birth has two digits, so the century is open.", "Ask for four digits, or say for this feed which years are meant."),
    "DOB_SERIAL": Check("error", "The date of birth is a spreadsheet's number for a day.", "Ask for the extract again, with dates as dates."),
    "DOB_FUTURE": Check("error", "The date of birth is more than ten months ahead.", "Ask for the right date of birth."),
    "DOB_OLD": Check("error", "The date of birth is before 1900, or more than 110 years ago.", "Ask for the right date of birth."),
    "DOB_EXPECTED": Check("warning", "The date of birth is ahead: taken as the expected date of an unborn child.", "Ask for the date of birth when the child is born."),
    "DOB_EDD_BOTH": Check("warning", "There is a date of birth and an expected one.", "Ask which of them is right."),
    "DOB_AGE": Check("warning", "The age does not fit the date of birth.", "Ask which of them is right."),
    "DOB_NOT_CHILD": Check("warning", "More than 25 years old, in a feed about children.", "Ask whether the date of birth is right."),
    "DOB_SENTINEL": Check("info", "The date of birth is a system's stand-in, such as 01/01/1900: taken as unknown.", "Nothing to do."),
    "DOB_WEAK": Check("info", "1 January: only the year is taken as known.", "Nothing to do."),
    "DOB_PARTIAL": Check("info", "Only the year, or the month and year, is known.", "Nothing to do."),
    "DOD_BEFORE_DOB": Check("error", "The date of death is before the date of birth.", "Ask which of them is right."),
    "DOD_FUTURE": Check("warning", "The date of death is after the extract: not kept.", "Ask for the right date."),
    # other dates
    "DATE_FORMAT": Check("warning", "A date cannot be read: not kept.", "Ask for dates as 14/03/2013 or 2013-03-14."),
    "DATE_IMPOSSIBLE": Check("warning", "There is no such day: not kept.", "Ask for the right date."),
    "DATE_YY": Check("warning", "A year has two digits: taken as the latest such year that fits.", "Ask for four digits."),
    "DATE_SERIAL": Check("warning", "A date is a spreadsheet's number for a day: not kept.", "Ask for the extract again, with dates as dates."),
    "DATE_PLACEHOLDER": Check("info", "A date is a system's stand-in: taken as unknown.", "Nothing to do."),
    "ENDS_BEFORE_STARTS": Check("warning", "The involvement ends before it starts.", "Ask for the right dates."),
    "LAST_BEFORE_START": Check("warning", "The most recent contact is before the start.", "Ask for the right dates."),
    "START_BEFORE_BIRTH": Check("warning", "The involvement starts before the person was born.", "Ask for the right dates."),
    "STARTS_FUTURE": Check("warning", "The involvement starts after the extract.", "Ask whether it is planned only."),
    "STATUS_ENDED": Check("warning", "It is called open and has an end date: taken as closed.", "Ask which of them is right."),
    "INVOLVEMENT_NONE": Check("info", "The agency says it is not involved.", "Nothing to do."),
    # numbers
    "NHS_LEN": Check("warning", "The NHS number does not have ten digits: kept, but no evidence.", "Ask for the number."),
    "NHS_FORMAT": Check("warning", "The NHS number is not a number: kept, but no evidence.", "Ask for the number."),
    "NHS_CHECK": Check("warning", "The NHS number fails its check digit: kept, but no evidence.", "Ask for the right number."),
    "NHS_SCI": Check("warning", "A spreadsheet has rounded the NHS number: it cannot be recovered.", "Ask for the extract again, with numbers kept as text."),
    "NHS_PLACEHOLDER": Check("warning", "The NHS number is a stand-in, such as 9876543210: no evidence.", "Ask for the number."),
    "NHS_TEST": Check("warning", "The NHS number begins with 999, as test numbers do: no evidence.", "Ask whether this is a person."),
    "NHS_FLOAT": Check("info", "A spreadsheet has made the NHS number a decimal: recovered.", "Nothing to do."),
    "UPN_FORMAT": Check("warning", "The pupil number is not one: kept, but no evidence.", "Ask for the number."),
    "UPN_CHECK": Check("warning", "The pupil number fails its check letter: kept, but no evidence.", "Ask for the right number."),
    "UPN_TEMP": Check("info", "The pupil number is a temporary one.", "Nothing to do."),
    "UPN_UNKNOWN": Check("info", "A code says that there is no pupil number.", "Nothing to do."),
    "NINO_FORMAT": Check("warning", "The National Insurance number is not one: kept, but no evidence.", "Ask for the number."),
    "PNC_FORMAT": Check("warning", "The PNC number is not one: kept, but no evidence.", "Ask for the number."),
    "UPRN_FORMAT": Check("warning", "The UPRN is not one: not kept.", "Ask for the number."),
    # the rest
    "SEX_VALUE": Check("warning", "The word for sex is not known here: taken as not known.", "Ask what it means."),
    "PC_FORMAT": Check("warning", "The postcode is not one: kept, but no evidence.", "Ask for the postcode."),
    "PC_AREA": Check("warning", "No postcode begins with these letters: kept, but no evidence.", "Ask for the postcode."),
    "PC_INWARD": Check("warning", "The end of the postcode has a letter that is not used there.", "Ask for the postcode."),
    "PC_PSEUDO": Check("info", "The postcode stands for no fixed abode or the like: no evidence.", "Nothing to do."),
    "PC_OUTWARD": Check("info", "Only the first half of the postcode is known.", "Nothing to do."),
    "ADDRESS_NONE": Check("info", "No fixed address.", "Nothing to do."),
    "PHONE_FORMAT": Check("warning", "A telephone number cannot be read: not kept.", "Ask for the number."),
    "EMAIL_FORMAT": Check("warning", "An e-mail address cannot be read: not kept.", "Ask for the address."),
    "EMAIL_WORK": Check("info", "The e-mail is a post's, not the person's: not kept.", "Nothing to do."),
}  # fmt: skip

CODES = tuple(CHECKS)
NUMBERS = {code: number for number, code in enumerate(CODES)}


def severity(code: str) -> Severity:
    """How grave a finding is."""
    return CHECKS[code].severity
