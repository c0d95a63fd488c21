"""Two people in one cell, as tenancies and mailing lists name a couple: the row is the first one's.

The other's name is no further name of theirs, or a wife would be found to be her husband.
"""

import re

from importers.values import names

_AND = re.compile(r"\s+(?:&|\+|and)\s+", re.I)


def first_of_two(text: str) -> str:
    """'Mr A Smith & Mrs B Jones' → 'Mr A Smith', 'Ann and Bob Smith' → 'Ann Smith', 'Mr & Mrs B Smith' → 'B Smith'."""
    one, *others = _AND.split(text, maxsplit=1)
    if not others:
        return text
    own, other = (names.part(half).text for half in (one, others[0]))
    if not own or not other:
        return own or other
    return one if len(own.split()) > 1 or "," in one else f"{own} {names.whole(other)[2]}"
