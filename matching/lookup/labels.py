"""Words that only tell what stands behind them ('dob', 'upn'): where that is missing, or said to be not known, they
take no part in the search, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Container

_LABELS = {
    "birth": r"d\.? ?o\.? ?b\b\.?|yob|date of birth|birth ?date",
    "due": "edd|edc",
    "identifier": "upn|uprn",
    "nhs": r"nhs(?:no|number)?(?: (?:no|number|num)\b)?",
    "phone": "tel|mob",
    "email": "e-?mail",
    "postcode": "post ?code(?: beginning)?",
    "name": r"(?:(?:family|first|given|last) |sur|fore)?names?",
    "other": "age|address|phone(?: (?:no|number))?|telephone(?: (?:no|number))?",
}
_ONLY_UNKNOWN = frozenset(("name", "other"))
"""Words of another use, unless it is said that what they stand for is not known."""
_UNKNOWN = (
    r"(?:is|was|[ -]){0,3}\b(?:unknown|unsure|not (?:known|given|sure|recorded|stated|supplied|provided|available)"
    r"|n/?k|n/a|tb[ac]|none|withheld|refused)"
)
_LACKING = {
    "birth": "without a date was left out: write *dob 14/3/2013*",
    "due": "without a date was left out: write *edd 3 dec*",
    "identifier": "without a number was left out",
    "nhs": "without a number was left out",
    "phone": "without a number was left out",
    "email": "was left out: an e-mail address is not looked up",
    "postcode": "without a postcode was left out",
}
_NOT_KNOWN = {
    "birth": "was left out: an age or a year of birth would do as well",
    "name": "was not looked for: it is no name",
}
LABEL = re.compile(
    rf"\b(?P<no>(?:no|unknown) )?(?:{'|'.join(f'(?P<{what}>{words})' for what, words in _LABELS.items())})\b\.? ?[:=]?"
    rf"(?P<unknown>{_UNKNOWN}\b)?"
)
"""Groups: the parts of a query that the labels stand for; no or unknown, where it is said that it is not known."""


def take_out(text: str, given: Container[str]) -> tuple[str, list[str]]:
    """A text without these words, and what to say of those whose part is not among the `given`."""
    lacking: list[str] = []

    def take(found: re.Match[str]) -> str:
        [what] = (what for what in _LABELS if found[what])
        said = found[0].strip(" .:=")
        if found["no"] or found["unknown"]:
            lacking.append(f"*{said}* {_NOT_KNOWN.get(what, 'was left out')}")
        elif what in _ONLY_UNKNOWN:
            return found[0]
        elif what not in given:
            lacking.append(f"*{said}* {_LACKING[what]}")
        return " "

    return LABEL.sub(take, text), lacking
