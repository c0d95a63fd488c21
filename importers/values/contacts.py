"""Telephones and e-mail addresses: the person's own in comparable form, and whose an e-mail is (domain/10, 4)."""

import re

from importers.values.remembered import remembered

_SEVERAL = re.compile(r"\s*(?:[/,;|]|\bor\b|\band\b)\s*", re.I)
_NOTE = re.compile(r"\(([^()\d]*)\)|[A-Za-z'’:]+\.?")
_NONE = re.compile(r"^(?:no|none|not|unknown|ex)\b[^\d]*$|^[0x]$", re.I)
"""'No phone', 'Ex-directory', '0': nothing to read, and nothing to trouble anybody with."""
_BESIDE = re.compile(r"(?<=\d)\s+(?=(?:\+44|0)[\d ()]{9,}$)")
"""Between two numbers with nothing but a space: '07700 900123 07700 900456'."""
_EXTENSION = re.compile(r"\s*(?:ext(?:ension|n)?\.?|x)\s*\d{1,6}\s*$", re.I)
_FLOAT = re.compile(r"(?<=\d{9})\.0$")
_ROUNDED = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{1,2}$")
_EMAIL = re.compile(r"^[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}$")
_WORK = re.compile(
    r"[@.](?:gov\.uk|nhs\.net|nhs\.uk|police\.uk|pnn\.police\.uk|sch\.uk|ac\.uk|mod\.uk|cjsm\.net)$", re.I
)
_MOBILE = re.compile(r"^07(?!0)(?=.*[^07])[0-9]{9}$")
"""As most are written; whether a number is two digits only is left to the closer look."""
_NOBODYS = frozenset({"07000000000", "01234567890", "07123456789", "07777777777", "02012345678"})


@remembered(1 << 15)
def phone(text: str) -> str:
    """One number in E.164, or '' if it is none: '+442079460101' from '020 7946 0101', '0044 (0)20 …'."""
    digits = text if text.isdecimal() else re.sub(r"[^\d+]", "", _NOTE.sub("", text.replace("(0)", "")))
    digits = re.sub(r"^(?:\+|00)44|^44(?=[1237]\d{9}$)", "0", digits)
    digits = "0" + digits.lstrip("0") if digits.startswith("00") and len(digits) < 13 else digits
    if digits.startswith(("+", "00")):
        national = digits.lstrip("+0")
        return f"+{national}" if 8 <= len(national) <= 15 else ""
    if len(digits) == 10 and digits[0] in "127":  # a workbook took the leading nought
        digits = f"0{digits}"
    if digits in _NOBODYS or len(set(digits)) < 3 or not re.match(r"^0[1-3578]\d{8,9}$", digits) or digits[:3] == "070":
        return ""
    return f"+44{digits[1:]}"


def phones(text: str) -> tuple[tuple[str, ...], bool]:
    """The telephones in a clean cell ('07700 900123 / 020 7946 0101 (mum)'), and whether any could not be read."""
    if _MOBILE.match(text) and text not in _NOBODYS:
        return (f"+44{text[1:]}",), False
    if _NONE.match(text):
        return (), False
    text = _EXTENSION.sub("", _FLOAT.sub("", text))
    pieces = [text] if text.isdecimal() else _SEVERAL.split(_BESIDE.sub(",", text))
    found = [phone(piece) for piece in pieces if any(c.isdigit() for c in piece)]
    return tuple(filter(None, found)), not found or "" in found


def email(text: str) -> str:
    """The e-mail address of a clean cell in lower case, '' if it is none."""
    return text.lower() if _EMAIL.match(text) else ""


def at_work(text: str) -> bool:
    """Whether an e-mail address belongs to somebody's post, and so not to the person the row is about."""
    return bool(_WORK.search(text))


def to_ring(text: str) -> str:
    """A worker's or service's telephone as a person dials it; '' where a spreadsheet has lost it, or it is none.

    What stands beside a number stays. A spreadsheet's marks go, and the leading nought that it took comes back.
    """
    text = _FLOAT.sub("", text.strip("'=\""))
    if _ROUNDED.match(text) or (text and not text.strip("0 ")):
        return ""
    return f"0{text}" if len(text) == 10 and text.isdecimal() and text[0] in "12378" else text
