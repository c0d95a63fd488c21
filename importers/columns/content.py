"""Whether a column's values look like what its heading says. It can only veto (domain/9 rule 9)."""

import re
from collections.abc import Callable, Sequence

from importers.fields import BIRTHS, DATES, Field
from importers.values import contacts, places, words
from importers.values.cells import blank, yes_or_no
from importers.values.dates import looks_like_date, parse
from importers.values.numbers import shaped_as_nhs

ENOUGH = 0.5
_ROWS = 30
_UPN = re.compile(r"^[A-Za-z]\d{10,12}[A-Za-z\d]?$|^UN\d")
_POSTCODE = re.compile(r"^[A-Za-z]{1,2}\d[A-Za-z\d]?(\s*\d[A-Za-z]{2})?$")
_NAME = re.compile(r"[^\W\d_]")


def _birth(text: str) -> bool:
    return looks_like_date(text) or parse(text, "day-first").how in {"partial", "serial", "estimated", "age"}


def _date(text: str) -> bool:
    """Months are, as where somebody ended 'May 2026'; a year alone may be any number."""
    how = parse(text, "day-first").how
    return looks_like_date(text) or how == "serial" or (how == "partial" and not text.isdigit())


def _postcode(text: str) -> bool:
    return bool(_POSTCODE.match(text)) or places.postcode(text).status != "invalid"


def _name(text: str) -> bool:
    if not _NAME.search(text) or looks_like_date(text) or sum(c.isdigit() for c in text) >= 4:
        return False
    return len(text) == 1 or yes_or_no(text) is None  # 'Given' is a name, and whether a vaccine was given


def _full_name(text: str) -> bool:
    """'Y' and 'N' are none: whether somebody is the main applicant; nor are several: 'Jo Dean; Al Dean'."""
    return _name(text) and len(text) > 1 and ";" not in text


def _worker(text: str) -> bool:
    """A name, its collar number or patch apart: 'PC 1234 SMITH'; but no number with letters, such as '1234QK'."""
    worded = any(word.isalpha() and len(word) > 1 for word in re.split(r"[^\w]+", text))
    return worded and not looks_like_date(text) and yes_or_no(text) is None


def _counts(values: Sequence[str]) -> bool:
    """Whether they are 1, 2, 3 and so on: a row's place, and nobody's number (domain/9 rule 19).

    Words between them are the names of sections: 'January'.
    """
    told = [text for text in values if any(map(str.isdigit, text))]
    return len(told) > max(4, 0.8 * len(values)) and all(text == str(at) for at, text in enumerate(told, start=1))


def _of_a_school(values: Sequence[str]) -> bool:
    return (
        len(values) >= _ROWS
        and len(set(values)) * 5 <= len(values)
        and not any(any(map(str.isdigit, text)) for text in values)
    )


def _phone(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 7


_EXTENSION = re.compile(r"(?:ext(?:ension|n)?|x)[.:]?\s*\d{2,6}", re.I)


def _worker_phone(text: str) -> bool:
    """'ext 148' is one, too, within the agency."""
    return _phone(text) or bool(_EXTENSION.fullmatch(text))


def _title(text: str) -> bool:
    return not text.casefold().startswith("dear ")


def _source_id(text: str) -> bool:
    return any(c.isdigit() for c in text) and (text.isdigit() or not looks_like_date(text)) and len(text) <= 64


def _flag(text: str) -> bool:
    return yes_or_no(text) is not None


def _died(text: str) -> bool:
    return _flag(text) or words.alive(text) is not None


def _change(text: str) -> bool:
    return words.gone(text) is not None or text.casefold() == "i"  # inserted, beside U and D


_TESTS: dict[Field, tuple[Callable[[str], bool], str]] = {
    Field.NHS_NUMBER: (shaped_as_nhs, "NHS numbers"),
    Field.UPN: (lambda text: bool(_UPN.match(text)), "pupil numbers"),
    Field.FORMER_UPN: (lambda text: bool(_UPN.match(text)), "pupil numbers"),
    Field.UPRN: (lambda text: text.split(".")[0].isdigit() and len(text.split(".")[0]) <= 12, "UPRNs"),
    Field.SOURCE_ID: (_source_id, "numbers of people"),
    Field.TITLE: (_title, "titles"),
    Field.POSTCODE: (_postcode, "postcodes"),
    Field.PHONE: (_phone, "telephone numbers"),
    Field.MOBILE: (_phone, "telephone numbers"),
    Field.WORKER_PHONE: (_worker_phone, "telephone numbers"),
    Field.EMAIL: (lambda text: contacts.email(text) != "", "e-mail addresses"),
    Field.WORKER_EMAIL: (lambda text: "@" in text, "e-mail addresses"),
    Field.SEX: (lambda text: words.sex(text) is not None, "sexes"),
    Field.AGE: (lambda text: bool(re.match(r"^\d{1,3}(\.\d+)?\b", text)), "ages"),
    Field.STATUS: (lambda text: words.status(text) != "" or blank(text), "words such as Current or Closed"),
    Field.ACTIVE_FLAG: (_flag, "Yes and No"),
    Field.TEST_RECORD: (_flag, "Yes and No"),
    Field.DECEASED: (_died, "Yes and No"),
    Field.REMOVED: (_change, "Yes and No, or changes such as U and D"),
    **{field: (_birth if field in BIRTHS else _date, "dates") for field in DATES},
    **dict.fromkeys((Field.FAMILY, Field.GIVEN), (_name, "names")),
    Field.FULL_NAME: (_full_name, "names"),
    **dict.fromkeys((Field.WORKER_NAME, Field.WORKER_FIRST), (_worker, "names")),
}


def sets_family_apart(values: Sequence[str]) -> bool:
    """Whether most full names say which half is the family name: 'SMITH, Jo', 'SMITH/Jo', 'SMITH Jo'."""
    apart = sum(
        "," in text or "/" in text or text.split()[0].isupper() != text.split()[-1].isupper() for text in values
    )
    return apart * 5 >= 4 * len(values) > 0


def veto(field: Field, values: Sequence[str]) -> str:
    """Why these values cannot be the field, as a sentence; '' if they may be, or if there are none to judge by."""
    told = [text.strip("'’") for text in values if not blank(text)]  # what keeps a spreadsheet from reading a number
    if field is Field.HOUSE and _of_a_school(told):
        return "Unticked: the same few words without numbers stand in many rows, as a school's houses do."
    if field not in _TESTS or not told:
        return ""
    if field is Field.SOURCE_ID and _counts(told):
        return "Unticked: its values only count the rows, so that the next file would give them to others."
    fits, what = _TESTS[field]
    share = sum(map(fits, told)) / len(told)
    if share >= ENOUGH:
        return ""
    return f"Unticked: only {share:.0%} of its values look like {what}."
