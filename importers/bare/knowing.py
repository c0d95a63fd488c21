"""What the rows of files tell of who is meant, alike in whatever form each file has it: births and names."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from importers.bare.dates import Reading, composed
from importers.bare.eastern import EASTERN
from importers.bare.files import Column, Ints, combined, integers, ranks
from importers.bare.headings import Extra, plain
from importers.bare.styles import unstyled
from importers.bare.taken import Taken, first_of_kind, of_kind
from importers.fields import Field
from matching.scoring import dates

_NAMES = (Field.GIVEN, Field.FAMILY, Field.FULL_NAME, Extra.PATRONYMIC)
_APART = re.compile(r"\W+")
_SLIPPED = 8
"""Letters from which two names that differ by one are taken for one with a slip."""


def births(columns: Sequence[Taken], agencies: Sequence[str] = ()) -> Ints:
    """By row of a file the code of its birth, to the year where no more is told; 0 for none.

    agencies: by row whose it is; agencies that order dates differently are each read as they do.
    """
    born = np.zeros(len(columns[0].column.codes), np.int64)
    for column in of_kind(columns, Field.BIRTH):
        born = np.where(born > 0, born, by_dates(column, agencies))
    parts = _in_parts(columns)
    return born if parts is None else np.where(born > 0, born, parts)


def by_dates(column: Column, agencies: Sequence[str], part: int = len("2013-03-14")) -> Ints:
    """By row the code of the date that a column tells. part: characters of it that are believed."""
    reading = Reading(dict(column.said))
    if not reading.mixed or len(set(agencies)) < 2:
        return _read(column, reading, part)
    out = np.zeros(len(column.codes), np.int64)
    whose = ranks(agencies)
    for agency in range(int(whose.max()) + 1):
        rows = np.flatnonzero(whose == agency)
        own = replace(column, codes=column.codes[rows])
        out[rows] = _read(own, Reading(dict(own.said)), part)
    return out


def _read(column: Column, reading: Reading, part: int) -> Ints:
    return column.read(lambda text: dates.code(reading.iso(text)[:part]))


def _in_parts(columns: Sequence[Taken]) -> Ints | None:
    """Births from columns of year, month and day; what is above twelve is no month, whatever it is headed."""
    year, month, day = (first_of_kind(columns, kind) for kind in (Extra.BIRTH_YEAR, Extra.BIRTH_MONTH, Extra.BIRTH_DAY))
    if year is None:
        return None
    if month and day and _above_twelve(month) > _above_twelve(day):
        month, day = day, month
    distinct, rows = combined((year, month, day))
    return np.array([dates.code(composed(*texts)) for texts in distinct], np.int64)[rows]


def _above_twelve(column: Column) -> int:
    """Rows with a number that can be no month."""
    return sum(count for text, count in column.sample() if text.isdecimal() and int(text) > 12)


def names(files: Sequence[Sequence[Taken]]) -> tuple[Ints, list[str]]:
    """(by row of all files a number of its name, 0 for no two words; the names by number).

    A name is its words, without initials, in any order.
    """
    seen: dict[str, int] = {"": 0}
    rows: list[int] = []
    for columns in files:
        if parts := of_kind(columns, *_NAMES):
            distinct, at = combined(parts)
            codes = np.array([seen.setdefault(_words(texts), len(seen)) for texts in distinct], np.int64)
            rows += integers(codes[at])
        else:
            rows += [0] * len(columns[0].column.codes)
    return np.array(rows, np.int64), list(seen)


def _words(texts: Sequence[str]) -> str:
    """Chinese, Korean and Japanese names are the letters alone, for a space within them means nothing."""
    if eastern := "".join(EASTERN.findall("".join(texts))):
        return "".join(sorted(eastern))
    words = {word for text in texts for word in _APART.split(plain(unstyled(text)).casefold()) if len(word) > 1}
    return " ".join(sorted(words)) if len(words) > 1 else ""


def but_for_a_slip(one: str, other: str) -> bool:
    """One letter too many, too few or another: of eight, so that a short name is not another's."""
    return min(len(one), len(other)) >= _SLIPPED and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def within(one: str, other: str) -> bool:
    """Whether all words of one name stand in the other: 'Anna Berg' in 'Anna Maria Berg'."""
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words
