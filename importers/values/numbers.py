"""Numbers that bodies give to people: checked, repaired where that is safe, never guessed (domain/10 section 1)."""

import re
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from importers.values.cells import blank
from importers.values.remembered import remembered
from matching.scoring.identifiers import nhs_check_fails

_NHS_LOST = re.compile(r"^\d(\.\d+)?[eE]\+?\d{1,2}$")
_NHS_SHAPE = re.compile(r"^\d[\d\s\-]{8,12}\d(\.0+)?$|^\d\.\d+[eE]\+?\d+$")
_FLOAT = re.compile(r"^\d+\.0+$")
_UPN = re.compile(r"^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NINO = re.compile(r"^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$")
_PNC = re.compile(r"^(\d{4}|\d{2})(\d{1,7})([A-HJ-NP-RT-Z])$")
_CRO = re.compile(r"^(?:SF)?(\d{1,6})/\d{2}[A-Z]$|^SF\d{2}/(\d{1,6})[A-Z]$")
_NOBODYS = frozenset({*(digit * 10 for digit in "0123456789"), "9876543210", "0123456789", "1234567890"})
_WEIGHTS = np.arange(10, 0, -1)
_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class Checked(NamedTuple):
    """A number as kept, its status ('valid', 'invalid', 'placeholder', 'test', '' for none), and what was found."""

    value: str
    status: str
    code: str = ""


NOTHING = Checked("", "")


def nhs(text: str) -> Checked:
    """An NHS number: ten digits with a good check digit. Ten equal digits and 9876543210 pass it and are nobody's."""
    if len(text) == 10 and text.isdecimal() and text.isascii():
        return _ten(text)
    if _NHS_LOST.match(text):
        return Checked(text, "invalid", "NHS_SCI")
    floating = bool(_FLOAT.match(text))
    digits = text.split(".")[0] if floating else re.sub(r"[\s\-./]+", "", text)
    if not digits.isascii() or not digits.isdigit():
        return Checked(text, "invalid", "NHS_FORMAT")
    if len(digits) != 10:
        return Checked(digits, "invalid", "NHS_LEN")
    told = _ten(digits)
    return told._replace(code="NHS_FLOAT") if floating and told.status == "valid" else told


def shaped_as_nhs(text: str) -> bool:
    """Whether it looks like an NHS number, right or wrong, or like what a spreadsheet makes of one."""
    return _NHS_SHAPE.match(text) is not None


def odd_nhs(texts: Sequence[str]) -> list[int]:
    """Places of the texts that are not ten digits which `nhs` calls valid as they stand; those are seen in one look."""
    tens = [at for at, text in enumerate(texts) if len(text) == 10 and text.isdecimal() and text.isascii()]
    digits = np.frombuffer("".join([texts[at] for at in tens]).encode(), np.uint8).reshape(-1, 10) - 48
    good = (digits @ _WEIGHTS % 11 == 0) & (digits[:, :3] != 9).any(axis=1)
    odd = np.ones(len(texts), np.bool_)
    odd[tens] = ~good
    odd[[at for at in tens if texts[at] in _NOBODYS]] = True
    return np.flatnonzero(odd).tolist()


def _ten(digits: str) -> Checked:
    if digits in _NOBODYS:
        return Checked(digits, "placeholder", "NHS_PLACEHOLDER")
    if nhs_check_fails(digits):
        return Checked(digits, "invalid", "NHS_CHECK")
    if digits.startswith("999"):
        return Checked(digits, "test", "NHS_TEST")
    return Checked(digits, "valid")


@remembered(1 << 14)
def upn(text: str) -> Checked:
    """A unique pupil number; UN1 to UN9 say that there is none; a final letter marks a temporary one."""
    plain = text.replace(" ", "").upper()
    if re.match(r"^UN\d+$", plain):
        return Checked("", "", "UPN_UNKNOWN")
    if not _UPN.match(plain):
        return Checked(plain, "invalid", "UPN_FORMAT")
    if plain[-1].isalpha():
        return Checked(plain, "valid", "UPN_TEMP")
    total = sum(int(digit) * place for place, digit in enumerate(plain[1:], start=2))
    if _UPN_LETTERS[total % 23] != plain[0]:
        return Checked(plain, "invalid", "UPN_CHECK")
    return Checked(plain, "valid")


def nino(text: str) -> Checked:
    """A National Insurance number; TN and a date is a placeholder of older systems and fails the shape."""
    plain = re.sub(r"[\s\-]+", "", text).upper()
    return Checked(plain, "valid") if _NINO.match(plain) else Checked(plain, "invalid", "NINO_FORMAT")


def pnc(text: str) -> Checked:
    """A PNC id in its long form, 'YYYY/NNNNNNNX'; its letter is two-digit year and serial modulo 23."""
    plain = re.sub(r"[\s/\-]+", "", text).upper()
    long_year = bool(re.match(r"^(19|20)\d{2}\s*/", text.strip())) or len(plain) == 12
    year = plain[: 4 if long_year else 2]
    found = _PNC.match(plain)
    serial, letter = plain[len(year) : -1], plain[-1:]
    if not found or not serial.isdigit() or len(serial) > 7:
        return Checked(text, "invalid", "PNC_FORMAT")
    if _CHECK_LETTERS[int(year[-2:] + serial.zfill(7)) % 23] != letter:
        return Checked(text, "invalid", "PNC_FORMAT")
    century = year if long_year else f"{20 if int(year) < 40 else 19}{year}"
    return Checked(f"{century}/{serial.zfill(7)}{letter}", "valid")


def uprn(text: str) -> Checked:
    """A property's number: 1 to 12 digits."""
    plain = text.split(".")[0] if _FLOAT.match(text) else text.replace(" ", "")
    good = plain.isascii() and plain.isdigit() and len(plain) <= 12 and int(plain) > 0
    return Checked(plain.lstrip("0"), "valid") if good else Checked("", "", "UPRN_FORMAT")


def uln(text: str) -> Checked:
    """A unique learner number: ten digits, not all noughts at the front."""
    plain = text.replace(" ", "").removesuffix(".0")
    good = plain.isascii() and plain.isdigit() and len(plain) == 10 and plain[0] != "0"
    return Checked(plain, "valid") if good else Checked(plain, "invalid", "ULN_FORMAT")


def cro(text: str) -> Checked:
    """A CRO number, 'serial/YY and a letter' or 'SF' and the same; 000000/00Z stands for none."""
    plain = text.replace(" ", "").upper()
    found = _CRO.match(plain)
    if found is None or not int(found[1] or found[2]):
        return Checked(plain, "invalid" if found is None else "placeholder", "CRO_FORMAT")
    return Checked(plain, "valid")


def any_number(text: str) -> Checked:
    """A number whose rule is not checked here: kept as given, letters in upper case."""
    return Checked(text.upper(), "valid")


def all_source_ids(texts: Sequence[str]) -> bool:
    """Whether all of these are plain numbers, of which `source_id` finds nothing wrong."""
    return "".join(texts).isdecimal() and all(map(str.strip, texts, repeat("0")))


def source_id(text: str) -> str:
    """Code of what is wrong with an agency's own person number, '' if nothing: it is kept as it stands."""
    if text.isdecimal() and text.strip("0"):
        return ""
    if blank(text) or not text.strip("0 .-"):
        return "ID_BLANK"
    if _FLOAT.match(text):
        return "ID_FLOAT"
    return "ID_SCI" if _NHS_LOST.match(text) else ""
