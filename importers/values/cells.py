"""One cell as it came: control characters out, spaces tidied, and what counts as blank, yes or no.

Control, format, surrogate, private and unassigned characters never reach the store (STORE §7): a name is text, whatever
a terminal would make of it. Line breaks become ', '.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import unescape

from importers.values.vocabulary import vocabulary

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_LINES = re.compile(r"\s*,?\s*\n\s*")
BLANKS = frozenset({""}) | vocabulary(
    r"null|n/a|na|none|nan|-|--|---|.|?|unknown|not known|notknown|nk|n/k|n.k.|n/r|unk|tbc|tba|nil|nat|#n/a|\n|9999|",
    "(blank)|(null)|missing|no data|none recorded|not recorded|not stated|not applicable|not given|not provided|",
    "not supplied|not available|not entered|not disclosed",
)
_LONGEST_BLANK = 16
_DITTOS = vocabulary("\"|''|”|“|″|〃|ditto|as above|same as above|see above")
_MARKS = vocabulary("\"\" '' ”” ““ ″″ 〃〃")
"""One over each half of the cell above, with spaces between."""
_DITTOS_HOLD = ('"', "''", "ditto", "above", "”", "“", "″", "〃")
_PLAIN = bytes(code for code in range(ord(" "), 127) if code != ord("&") and code != ord("<"))
"""What can be printed and is plain: without these nothing is left of most texts."""
_ESCAPED = re.compile(r"&(?:amp|apos|quot|nbsp|lt|gt|#\d{1,5}|#[xX][0-9a-fA-F]{1,4});")
_BREAK_TAG = re.compile(r"<br ?/?>", re.I)
_YES = vocabulary("1 active current open t true x y yes ✓")
_NO = frozenset({"n", "no", "false", "f", "0"})


def clean(cell: str) -> str:
    """The cell as plain printable text on one line, trimmed, runs of spaces made one.

    What a web page writes for a letter or a new line is read as such: 'O&#39;Brien', '12 High St<br>Dudley'.
    """
    if "&" in cell or "<" in cell:
        cell = _BREAK_TAG.sub("\n", _ESCAPED.sub(lambda letter: unescape(letter[0]), cell))
    if cell.isprintable():  # C speed, and true of nearly every cell: nothing to strip
        if cell.isascii() and "  " not in cell:
            return cell.strip()
        return " ".join(unicodedata.normalize("NFC", cell).split())
    text = _BREAKS.sub("\n", cell.replace("\t", " "))
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)
    text = _LINES.sub(", ", text.strip())
    return " ".join(unicodedata.normalize("NFC", text).split()).strip(", ")


def clean_all(cells: Sequence[str]) -> Sequence[str]:
    """Every cell of a row or a column clean; plain text, as nearly all is, is seen to be so in one look."""
    together = f" {' '.join(filter(None, cells))} "
    if together.isascii() and "  " not in together and not together.encode().translate(None, _PLAIN):
        return cells
    return list(map(clean, cells))


def hides(cell: str) -> bool:
    """Whether the cell holds characters that are dropped (line breaks and tabs aside)."""
    return not cell.isprintable() and any(
        unicodedata.category(c) in _DROPPED and c not in "\r\n\t\v\f\x85\ufeff" for c in cell
    )


def misread(cell: str) -> bool:
    """Whether the cell is UTF-8 that a program took for Windows-1252: 'JosÃ©'."""
    if cell.isascii():
        return False
    try:
        cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True


def blank(text: str) -> bool:
    """Whether a clean value, not a name, only says that there is none: 'N/A', '-', 'Unknown' (domain/9 rule 18)."""
    return not text or (len(text) < _LONGEST_BLANK and text.casefold() in BLANKS)


def ditto(text: str) -> bool:
    """Whether a clean value only points to the cell above: '"', 'as above'. Do and Same are family names."""
    return len(text) < _LONGEST_BLANK and (text.casefold() in _DITTOS or text.replace(" ", "") in _MARKS)


def may_hold_dittos(together: str) -> bool:
    """Whether any of these values, all in one text, can be one: nearly always one look finds none."""
    lower = together.lower()
    return any(map(lower.__contains__, _DITTOS_HOLD))


def told(texts: Iterable[str]) -> list[str]:
    """Clean values, '' for those that only say that there is none."""
    return ["" if len(text) < _LONGEST_BLANK and text.casefold() in BLANKS else text for text in texts]


def yes_or_no(text: str) -> bool | None:
    """True, False, or None for anything that is neither; blank is not 'no'."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None
