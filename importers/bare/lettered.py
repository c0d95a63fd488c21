"""Letters and figures for sex, by what files with words say of the same people.

V and M are varón and mujer in Spain, vrouw and man in the Netherlands; some registers write 0 for a man, others for a
woman. Misread, they contradict every link between the files.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from importers.bare.files import Column, Ints, integers
from importers.bare.knowing import births, names
from importers.bare.sexes import sexes, word_of
from importers.bare.taken import FEW, Taken, of_kind
from importers.fields import Field
from matching.scoring.columns import SEXES

_LETTERS = 2
"""Letters up to which a value stands for a word."""
_USUAL = 0.05
_LEAST, _PLAINLY = 5, 0.8
"""People who must have a value, and share of them who must be of one sex."""


def spelt_out(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns, with F and M in those of sex whose letters mean them for people whom other files know."""
    columns = [next(iter(of_kind(taken, Field.SEX)), None) for taken in files]
    if not any(one and _in_letters(one) for one in columns) or all(one is None or _in_letters(one) for one in columns):
        return list(files)
    born, (named, _) = np.concatenate([births(taken) for taken in files]), names(files)
    known = np.where((born > 0) & (named > 0), named * (int(born.max()) + 1) + born, 0)
    persons = np.unique(np.append(0, known), return_inverse=True)[1].reshape(-1)[1:]
    starts = np.cumsum([0, *(len(taken[0].column.codes) for taken in files)])
    own = [persons[start:end] for start, end in pairwise(integers(starts))]
    women = _women(columns, own)
    return [
        [_told(one, women[rows] * (rows > 0)) if one.kind is Field.SEX else one for one in taken]
        for taken, rows in zip(files, own, strict=True)
    ]


def _in_letters(column: Column) -> bool:
    """Whether the values, but for a few, are letters or figures that stand for words."""
    return sum(rows for text, rows in column.said if len(word_of(text)) > _LETTERS) <= _USUAL * column.filled


def _women(columns: Sequence[Column | None], persons: Sequence[Ints]) -> Ints:
    """By person above 0 for a woman and below for a man, as the columns of words say."""
    out = np.zeros(max(int(rows.max(initial=0)) for rows in persons) + 1, np.int64)
    for column, rows in zip(columns, persons, strict=True):
        if column and not _in_letters(column):
            read = sexes(column.said)
            sex = column.read(lambda text, read=read: SEXES.get(read.get(text, ""), 0))
            np.add.at(out, rows, (sex == SEXES["F"]).astype(np.int64) - (sex == SEXES["M"]))
    return out


def _told(one: Taken, women: Ints) -> Taken:
    """The column of sex with its usual letters as these rows' people have them, if that is plain. women: by row."""
    column = one.column
    if not _in_letters(column):
        return one
    said: dict[int, str] = {}
    votes = 0
    for code in integers(np.flatnonzero(column.told & (column.counts > _USUAL * column.filled))):
        told = women[(column.codes == code) & (women != 0)]
        votes += len(told)
        share = float((told > 0).mean()) if len(told) >= _LEAST else 0.5
        if _PLAINLY > share > 1 - _PLAINLY:
            return one
        said[code] = "F" if share > 0.5 else "M"
    if votes < FEW or set(said.values()) != {"F", "M"}:
        return one
    texts = tuple(said.get(code, text) for code, text in enumerate(column.texts))
    return replace(one, column=replace(column, texts=texts))
