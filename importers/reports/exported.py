"""Text that leaves the hub for a spreadsheet program: none of it may be taken for a formula (domain/9 rule 6)."""

import re

from importers.values.cells import clean

_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"(^|;)(\s*)(?=[{_STARTS}])")
_BEGINS_BLANK = re.compile(r"^[\t\r\n]")


def formula_safe(text: str) -> str:
    """The text printable and on one line, with an apostrophe before whatever a program could take for a formula.

    That is one of = + - @, also in full width and behind spaces, at its start or behind a semicolon, where programs of
    other countries begin the next cell whatever the quotation marks say; and a tab or a line break at its start.
    """
    safe = _FORMULA.sub(r"\1\2'", clean(text))
    return f"'{safe}" if _BEGINS_BLANK.match(text) and not safe.startswith("'") else safe
