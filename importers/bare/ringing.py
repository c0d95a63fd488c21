"""Columns of figures that are telephones though no heading says so.

What one household shares is no person's number. It is a telephone if it is written as one, or if another file's
telephones are the same figures.
"""

from collections.abc import Sequence
from dataclasses import replace

from importers.bare import content
from importers.bare.phones import phones
from importers.bare.repeats import UNLIKE
from importers.bare.taken import FEW, Taken
from importers.fields import Field

_OVERLAP = 0.1
"""Share of a column's values that must be telephones of other columns."""
_LEAST, _MOST = 9, 13
"""Figures that a telephone has as it is dialled from another town, or from abroad."""


def rung(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns, of which those that no person has alone may be telephones."""
    known = {key for columns in files for one in columns if one.kind in _PHONES for key in _keys(one)}
    return [[_heard(one, known) if one.why == UNLIKE else one for one in columns] for columns in files]


_PHONES = (Field.PHONE, Field.MOBILE)


def _heard(one: Taken, known: set[str]) -> Taken:
    if content.share(_dialled, one.column.sample()) >= content.SURE:
        return replace(one, kind=Field.PHONE, why="by its values: written as telephones are, and shared")
    own = _keys(one)
    if len(own & known) >= max(FEW, _OVERLAP * len(own)):
        return replace(one, kind=Field.PHONE, why="by its values: another file's telephones are the same")
    return one


def _dialled(text: str) -> bool:
    """Whether figures are written as a telephone. Behind 00 comes a land, none of which begins with 0 (ITU-T E.164): a
    number filled up with noughts is a register's.
    """
    figures = "".join(c for c in text if c.isdigit())
    fits = _LEAST <= len(figures) <= _MOST and len(set(figures)) > 2
    return fits and text.lstrip("(")[:1] in "+0" and not figures.startswith("000")


def _keys(one: Taken) -> set[str]:
    return {key for text, _ in one.column.said for key in phones(text)}
