"""What the rows of several files tell of who is meant, alike in whatever form each file has it."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from importers.bare.dates import Reading, composed
from importers.bare.files import Column, combined, integers
from importers.bare.headings import Extra, plain
from importers.bare.taken import Taken
from importers.fields import Field
from matching.scoring import dates

Ints = NDArray[np.int64]

_NAMES = (Field.GIVEN, Field.FAMILY, Field.FULL_NAME)
_APART = re.compile(r"\W+")


def births(columns: Sequence[Taken]) -> Ints:
    """By row of a file the code of its birth, to the year where no more is told; 0 for none."""
    born = np.zeros(len(columns[0].column.codes), np.int64)
    for one in columns:
        if one.kind is Field.BIRTH:
            reading = Reading(dict(one.column.sample(len(one.column.texts))))
            told = [dates.code(reading.iso(text)) for text in one.column.texts]
            born = np.where(born > 0, born, np.array(told, np.int64)[one.column.evident])
    parts = [_first(columns, kind) for kind in (Extra.BIRTH_YEAR, Extra.BIRTH_MONTH, Extra.BIRTH_DAY)]
    if parts[0] is not None:
        distinct, at = combined(parts)
        told = [dates.code(composed(*texts)) for texts in distinct]
        born = np.where(born > 0, born, np.array(told, np.int64)[at])
    return born


def names(files: Sequence[Sequence[Taken]]) -> Ints:
    """By row of all files a number of its name: of its words, without initials, in any order; 0 for no two words."""
    seen: dict[str, int] = {"": 0}
    rows: list[int] = []
    for columns in files:
        parts = [one.column for one in columns if one.kind in _NAMES]
        if parts:
            distinct, at = combined(parts)
            codes = np.array([seen.setdefault(_words(texts), len(seen)) for texts in distinct], np.int64)
            rows += integers(codes[at])
        else:
            rows += [0] * len(columns[0].column.codes)
    return np.array(rows, np.int64)


def _first(columns: Sequence[Taken], kind: Extra) -> Column | None:
    return next((one.column for one in columns if one.kind is kind), None)


def _words(texts: Sequence[str]) -> str:
    words = {word for text in texts for word in _APART.split(plain(text).casefold()) if len(word) > 1}
    return " ".join(sorted(words)) if len(words) > 1 else ""
