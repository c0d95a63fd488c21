"""Words that only tell what stands behind them ('dob', 'upn'): where that is missing they take no part in the search,
and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Container

_LABELS = {
    "birth": r"d\.? ?o\.? ?b\b\.?|yob",
    "due": "edd|edc",
    "identifier": "upn|uprn",
    "nhs": r"nhs(?:no|number)?(?: (?:no|number|num)\b)?",
    "phone": "tel|mob",
    "email": "e-?mail",
    "postcode": "post ?code(?: beginning)?",
    "name": r"no name|names? (?:un|not )known",
}
_LACKING = {
    "birth": "without a date was left out: write *dob 14/3/2013*",
    "due": "without a date was left out: write *edd 3 dec*",
    "identifier": "without a number was left out",
    "nhs": "without a number was left out",
    "phone": "without a number was left out",
    "email": "was left out: an e-mail address is not looked up",
    "postcode": "without a postcode was left out",
    "name": "was not looked for: it is no name",
}
LABEL = re.compile(rf"\b(?:{'|'.join(f'(?P<{what}>{words})' for what, words in _LABELS.items())})\b\.? ?[:=]?")
"""Groups: the parts of a query that the labels stand for."""


def take_out(text: str, given: Container[str]) -> tuple[str, list[str]]:
    """A text without these words, and what to say of those whose part is not among the `given`."""
    lacking: list[str] = []

    def take(found: re.Match[str]) -> str:
        assert found.lastgroup
        if found.lastgroup not in given:
            lacking.append(f"*{found[0].strip(' .:=')}* {_LACKING[found.lastgroup]}")
        return " "

    return LABEL.sub(take, text), lacking
