"""An e-mail that was pasted whole: what stands in it around the list of people, and is nobody."""

from __future__ import annotations

import re

_QUOTED = r"^[> \t]*"
_AROUND = re.compile(
    rf"{_QUOTED}from:.*\n(?:{_QUOTED}(?:sent|date|to|cc|bcc|reply-to|importance|subject):.*(?:\n|$))+"
    rf"|{_QUOTED}on .*\bwrote:[ \t]*$"
    rf"|{_QUOTED}(?:hi|hello|dear|good (?:morning|afternoon))\b[^,\d\n]*,[ \t]*$"
    rf"|{_QUOTED}(?:(?:kind|kindest|warm|best|many) )?(?:regards|wishes|thanks)[,.]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Only what no list of people holds: a head of several lines that begins with From, 'Dear …,' with nothing behind it.
Officers mean the people of a list; 'Kind regards' would be searched, recorded and told as somebody not found.
"""


def without_letter(text: str) -> str:
    """The text without the head, greeting and ending of a letter; its lines end in line feeds."""
    return _AROUND.sub("", "\n".join(text.splitlines()))
