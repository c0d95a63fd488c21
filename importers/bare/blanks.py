"""Cells that say nothing, in many tongues: 'unbekannt', 'no consta', '-9'.

A word may be somebody's name all the same (Mr Null, Frau Keine), so in a column of names it says nothing only where the
file shows that it is no name there: it stands in another column too. A word in no list, of whatever tongue, that stands
in several columns of figures says nothing either.
"""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from importers.values import cells

_MISFITS = 3
"""Rows of a column of figures that must hold a word before it may mean nothing."""
_FIGURES = 4
_MOSTLY = 0.8
_LONGEST = 24


@cache
def _words() -> frozenset[str]:
    told = json.loads(resources.files("importers.bare").joinpath("headings.json").read_text("utf-8"))
    return frozenset(text.casefold() for text in told["blanks"])


def blank(text: str) -> bool:
    """Whether a clean value, not a name, says that there is none."""
    return cells.blank(text) or (len(text) <= _LONGEST and text.casefold() in _words())


def silent(columns: Iterable[Iterable[tuple[str, int]]]) -> frozenset[str]:
    """The values, in small letters, that say nothing in any column of a file, by its columns' values and their rows."""
    listed, misfits = Counter[str](), Counter[str]()
    for column in columns:
        told = [(text, rows) for text, rows in column if text]
        listed.update({text.casefold() for text, _ in told if blank(text)})
        misfits.update(_misfits(told))
    return frozenset(text for found in (listed, misfits) for text, times in found.items() if times > 1)


def _misfits(told: list[tuple[str, int]]) -> set[str]:
    """Words without a figure in a column where nearly every different value has some figures, as dates and numbers."""
    figured = sum(sum(map(str.isdigit, text)) >= _FIGURES for text, _ in told)
    if figured < _MOSTLY * len(told):
        return set()
    return {text.casefold() for text, rows in told if rows >= _MISFITS and not any(map(str.isdigit, text))}
