"""Cells that say nothing, in many tongues: 'unbekannt', 'no consta', '-9'.

A word may be somebody's name all the same (Mr Null, Frau Keine), so in a column of names it says nothing only where the
file shows that it is no name there: it stands in another column too. A word in no list, of whatever tongue, that stands
in several columns of figures says nothing either, unless it is at home in a column of words.
"""

from collections import Counter
from collections.abc import Iterable

from importers.bare.headings import blank_words
from importers.values import cells

_MISFITS = 3
"""Rows of a column of figures that must hold a word before it may mean nothing."""
_FIGURES = 4
_MOSTLY = 0.8
_ROWS = 0.2
"""Share of the rows that must have figures: those of a column of towns slid in from another."""
_AT_HOME = 10
"""Times as many rows of words as of figures hold a word that is at home there: its cells among figures slid aside."""
_LONGEST = 24


def blank(text: str) -> bool:
    """Whether a clean value, not a name, says that there is none."""
    return cells.blank(text) or (len(text) <= _LONGEST and text.casefold() in blank_words())


def silent(columns: Iterable[Iterable[tuple[str, int]]]) -> frozenset[str]:
    """The values, in small letters, that say nothing in any column of a file, by its columns' values and their rows."""
    listed, misfits = Counter[str](), Counter[str]()
    among_figures, among_words = Counter[str](), Counter[str]()
    for column in columns:
        told = [(text, rows) for text, rows in column if text]
        listed.update({text.casefold() for text, _ in told if blank(text)})
        if not _of_figures(told):
            among_words.update(_in_rows(told))
            continue
        found = _in_rows([(text, rows) for text, rows in told if not any(map(str.isdigit, text))])
        among_figures.update(found)
        misfits.update(text for text, rows in found.items() if rows >= _MISFITS)
    return frozenset(text for text, times in listed.items() if times > 1) | frozenset(
        text for text, times in misfits.items() if times > 1 and among_words[text] < _AT_HOME * among_figures[text]
    )


def _of_figures(told: list[tuple[str, int]]) -> bool:
    """Whether nearly every different value of a column has some figures, as dates and numbers have, in rows enough."""
    figured = [rows for text, rows in told if sum(map(str.isdigit, text)) >= _FIGURES]
    return len(figured) >= _MOSTLY * len(told) and sum(figured) >= _ROWS * sum(rows for _, rows in told)


def _in_rows(told: list[tuple[str, int]]) -> Counter[str]:
    rows = Counter[str]()
    for text, times in told:
        rows[text.casefold()] += times
    return rows
