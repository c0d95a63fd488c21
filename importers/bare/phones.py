"""Telephones of any land, alike whether they are written as at home or as from abroad."""

import re

from importers.bare.blanks import blank
from importers.values import contacts

_LAND = re.compile(r"^(?:\+|00)(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})")
"""What is dialled from abroad: the codes of ITU-T E.164, of one and two figures as listed, all others of three."""
_LAST, _LONGEST = 9, 16


def phones(text: str) -> tuple[str, ...]:
    """The telephones in a cell as they are compared: by their last nine figures within the land."""
    if not text or blank(text):
        return ()
    figures = "".join(c for c in text if c.isdigit())
    abroad = text.startswith("00") and len(figures) <= _LONGEST
    if not abroad and (found := contacts.phones(text)[0]):
        return tuple(map(_at_home, found))
    return (_at_home(figures),) if 7 <= len(figures) <= _LONGEST and len(set(figures)) > 2 else ()


def _at_home(number: str) -> str:
    return _LAND.sub("", number).lstrip("0")[-_LAST:]
