"""Where people have no family name: somebody is known by their own name and their father's, and perhaps his father's.

So in Ethiopia, Somalia and Iceland, and in parts of India and the Arab world. There the father's name is no trait of a
home but half of the name, as an agency that writes the name as one has it: 'Abebe Bekele'.

In South India, Sri Lanka and Mongolia the father's name is often its first letter: 'S. Murugan', 'Murugan S', 'Г.Болд'.
That such a letter is not the first name's, as in 'J. Smith', shows by the word beside it, which goes with a sex, or by
the father's name in another column.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from importers.bare import content
from importers.bare.files import Column, ranks
from importers.bare.headings import Extra, Kind
from importers.bare.order import told_by
from importers.bare.taken import FEW, Taken, first_of_kind
from importers.fields import Field

_APART = re.compile(r"[.\s]+")
_GOES_WITH_SEX = 0.9
"""Share of people of one first name who are of one sex; of one family name hardly more than half are."""
_OF_BOTH = 0.8
"""Share of one sex up to which a list is of both, so that names can go with it."""
_BEGUN = 0.8
"""Share of fathers' names that a letter must begin to be theirs."""
_NAMES = (Field.GIVEN, Field.FAMILY, Field.MIDDLE, Extra.SECOND_FAMILY)


def fathers(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns; a father's name beside a name of one word, and no family's, is taken for the family name.

    Of all files alike: what is of one word in one may be of two in another.
    """
    files = [_lettered(columns) for columns in files]
    lone = [_lone(columns) for columns in files]
    names = [
        columns[own].column.sample()
        for columns, own in zip(files, lone, strict=True)
        if own is not None and _of(columns, "father") is not None
    ]
    if not names or content.share(_of_several, [value for sample in names for value in sample]) > _OWN:
        return list(files)
    return [columns if own is None else _fathered(columns, own) for columns, own in zip(files, lone, strict=True)]


_OWN = 0.3
"""Share of own names that may be of several words: of more, the second is what others have for a family name."""


def _of_several(text: str) -> bool:
    return len(text.split()) > 1


def _lone(columns: Sequence[Taken]) -> int | None:
    """Where the only column of a file is that tells a name."""
    own = [at for at, one in enumerate(columns) if one.kind in (Field.FULL_NAME, *_NAMES)]
    return own[0] if len(own) == 1 and columns[own[0]].kind in (Field.FULL_NAME, Field.GIVEN) else None


def _fathered(columns: list[Taken], own: int) -> list[Taken]:
    father, grandfather = (_of(columns, label) for label in ("father", "grandfather"))
    if father is None:
        return columns
    kinds: dict[int, Kind] = {own: Field.GIVEN, father: Extra.PATRONYMIC}
    if grandfather is not None:
        kinds[grandfather] = Field.FAMILY
    return [
        replace(one, kind=kinds[at], label="", why="by its heading, where nobody has a family name") if at in kinds
        else one
        for at, one in enumerate(columns)
    ]  # fmt: skip


def _of(columns: Sequence[Taken], label: str) -> int | None:
    return next((at for at, one in enumerate(columns) if one.kind is Field.ATTRIBUTE and one.label == label), None)


def _lettered(columns: list[Taken]) -> list[Taken]:
    """The columns with first names that were taken for family names, since fathers' letters were for first names."""
    own, fathered = _lone(columns), _of(columns, "father") is not None
    if own is not None:
        return [_with_letters(one, columns, fathered) if at == own else one for at, one in enumerate(columns)]
    initials, family = (first_of_kind(columns, kind) for kind in (Extra.INITIALS, Field.FAMILY))
    if not initials or not family or any(one.kind in (Field.FULL_NAME, Field.GIVEN, Field.MIDDLE) for one in columns):
        return columns
    if not _are_fathers(initials, initials.texts, family, family.texts, columns):
        return columns
    letter = None if fathered else Field.FAMILY
    return [
        replace(one, kind=letter, why=_WHY) if one.kind is Extra.INITIALS
        else replace(one, kind=Field.GIVEN, why=_WHY) if one.kind is Field.FAMILY
        else one
        for one in columns
    ]  # fmt: skip


def _with_letters(one: Taken, columns: Sequence[Taken], fathered: bool) -> Taken:
    """A column of names with the fathers' letters in the family's place, or off where another column has the father."""
    column = one.column
    told = [_letter_and_name(text) for text in column.texts]
    letters, names = ([found[half] for found in told] for half in (0, 1))
    mostly = content.share(lambda text: bool(_letter_and_name(text)[0]), column.sample()) >= content.ENOUGH
    if not mostly or not _are_fathers(column, letters, column, names, columns):
        return one
    texts = [name if fathered else f"{letter}, {name}" if letter else name for letter, name in told]
    return replace(one, kind=Field.FULL_NAME, column=replace(column, texts=tuple(texts)))


_WHY = "by its values: the letter is the father's"


def _letter_and_name(text: str) -> tuple[str, str]:
    """('S', 'Murugan') of 'S. Murugan', 'K.S.Murugan' and 'Murugan S'; ('', text) of a name without letters."""
    words = [word for word in _APART.split(text) if word]
    letters = [word for word in words if len(word) == 1]
    name = " ".join(word for word in words if len(word) > 1)
    at_an_end = len(words) > 1 and name in (" ".join(words[len(letters) :]), " ".join(words[: -len(letters) or None]))
    return (letters[-1], name) if letters and name and at_an_end else ("", text)


def _are_fathers(
    letters: Column, said: Sequence[str], names: Column, called: Sequence[str], columns: Sequence[Taken]
) -> bool:
    """Whether letters begin the fathers' names, or names beside them go with a sex. said, called: by place of texts."""
    first = np.array([text[:1].casefold() for text in said], np.object_)[letters.codes]
    if (father := _of(columns, "father")) is not None:
        column = columns[father].column
        begun = np.array([text[:1].casefold() for text in column.texts], np.object_)[column.codes]
        both = (first != "") & (begun != "")
        return int(both.sum()) >= FEW and float((first == begun)[both].mean()) >= _BEGUN
    if (sex := first_of_kind(columns, Field.SEX)) is None:
        return False
    codes = ranks([text.casefold() for text in called])[names.codes]
    rows = np.flatnonzero((first != "") & (codes > 0) & (sex.evident > 0))
    most = int(np.bincount(sex.evident[rows]).max(initial=0))
    return told_by(codes, sex.evident, rows) >= _GOES_WITH_SEX and most <= _OF_BOTH * len(rows)
