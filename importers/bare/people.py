"""Names of bare rows, cleaned as an import cleans them: titles off, other names apart, placeholders nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from importers.bare.couples import first_of_two
from importers.bare.eastern import Families
from importers.bare.files import Column, integers
from importers.bare.headings import Extra, Kind
from importers.bare.order import Order
from importers.bare.patronymics import Patronymics
from importers.bare.styles import unstyled
from importers.bare.taken import Taken, of_kind
from importers.fields import Field
from importers.values import names
from importers.values.names import Part
from importers.values.stand_ins import nobody

_INITIALS = 6
_BEHIND = 3
_SOME, _PLAINLY = 3, 2
"""Names that a word must end to be a family's, or begin to be a first one, and how many times as many as the other."""
_LETTERS_FOR = {"0": "o", "1": "l", "5": "s", "6": "g", "8": "b"}
_MISREAD = re.compile(r"(?<![\d\s])[01568](?=[^\W\d_])|\b[01568](?=[^\W\d_]{2})")
_MARIA = re.compile(r"\bM\.?ª", re.I)
_GUESTS = re.compile(r"\s*\+\s?\d$")
"""'Jo Smith +1', who brings a guest."""
Texts = NDArray[np.object_]
Name = tuple[int, str, str, str]
"""Row, given, middle and family name."""


class Named(NamedTuple):
    """The names of a file's rows: given, middle and family by row, and the other names that some rows have."""

    given: Texts
    middle: Texts
    family: Texts
    others: list[Name]


def named(columns: Sequence[Taken], size: int) -> Named:
    """The names that these columns tell."""
    given = _joined(columns, size, Field.GIVEN)
    given = np.where(given == "", _initials(columns, size), given)
    middle = _joined(columns, size, Field.MIDDLE)
    family = _joined(columns, size, Extra.PARTICLE, Field.FAMILY, Extra.SECOND_FAMILY)
    fathers = _joined(columns, size, Extra.PATRONYMIC)
    middle, family = np.where(family == "", middle, fathers + middle), np.where(family == "", fathers, family)
    for at in _with_comma(given, family):
        given[at], middle[at], family[at] = names.whole(family[at])
    others: list[Name] = []
    for one in columns:
        if one.kind is Field.FULL_NAME:
            others += _whole(one, given, middle, family)
    others += _beside(columns, given, middle, family)
    return Named(given, middle, family, others)


def _parts(column: Column) -> list[Part]:
    """By place in its texts, each cell taken apart; what stands for no name is nothing."""
    return [names.part(_lettered(text)) if _named(column, text) else Part("") for text in column.texts]


def _named(column: Column, text: str) -> bool:
    return bool(text) and not nobody(text) and not column.mute(text)


def _lettered(text: str) -> str:
    """A figure among letters is a letter misread: 'W1lson', '0rtiz'. 'Mª' is how Spain writes María. No title stays."""
    text = _MARIA.sub("María", _GUESTS.sub("", unstyled(text)))
    return _MISREAD.sub(lambda found: _LETTERS_FOR[found[0]], text) if any(map(str.isdigit, text)) else text


def _joined(columns: Sequence[Taken], size: int, *kinds: Kind) -> Texts:
    """By row, the names of these columns in their order, apart by a space."""
    out = np.full(size, "", np.object_)
    for column in of_kind(columns, *kinds):
        texts = np.array([part.now or part.text for part in _parts(column)], np.object_)[column.codes]
        blank = out == ""
        out[blank] = texts[blank]
        both = np.flatnonzero(~blank & (texts != ""))
        out[both] = out[both] + " " + texts[both]
    return out


def _initials(columns: Sequence[Taken], size: int) -> Texts:
    """By row, initials apart by a space: 'J.M.' is a first name's and a middle name's."""
    out = np.full(size, "", np.object_)
    for column in of_kind(columns, Extra.INITIALS):
        letters = [[c for c in part.text if c.isalpha()] for part in _parts(column)]
        out = np.array([" ".join(found) if len(found) <= _INITIALS else "" for found in letters], np.object_)
        out = out[column.codes]
    return out


def _with_comma(given: Texts, family: Texts) -> Iterator[int]:
    """Rows whose family name is all of the name: 'SMITH, John'."""
    rows = np.flatnonzero((given == "") & (family != ""))
    return (at for at in integers(rows) if "," in family[at])


def _whole(taken: Taken, given: Texts, middle: Texts, family: Texts) -> Iterator[Name]:
    """Fill what is missing of a name from a column of full names, and yield what stands beside them."""
    column = taken.column
    families, fathers, ends = Families(column.texts), Patronymics(column.texts), _Ends(column.texts)
    told = [
        _apart(_lettered(first_of_two(text)), taken.order, families, fathers, ends) if _named(column, text) else None
        for text in column.texts
    ]
    rows = np.flatnonzero(((given == "") | (family == "")) & (column.codes > 0))
    for at, code in zip(integers(rows), integers(column.codes[rows]), strict=True):
        found = told[code]
        if found is None:
            continue
        if not given[at]:
            given[at], middle[at] = found[0], middle[at] or found[1]
        family[at] = family[at] or found[2]
        beside = found[3]
        yield from ((at, given[at], middle[at], former) for former in beside.former)
        yield from ((at, alias, "", family[at]) for alias in beside.alias)


class _Ends:
    """Which words of a column of full names end them more often than they begin them: family names."""

    def __init__(self, texts: Sequence[str]) -> None:
        begins, ends = Counter[str](), Counter[str]()
        for text in texts:
            words = _of_open_order(text)
            if words and min(len(words[0]), len(words[-1])) > 2:
                ends[words[-1]] += 1
                begins[words[0]] += 1
        self._begins, self._ends = begins, ends

    def turned(self, text: str) -> bool:
        """Whether a name plainly stands the other way round than most of its column: 'Smith John'."""
        words = _of_open_order(text)
        return (
            len(words) > 1
            and self._ends[words[0]] >= max(_SOME, _PLAINLY * self._begins[words[0]])
            and self._begins[words[-1]] >= max(_SOME, _PLAINLY * self._ends[words[-1]])
        )

    def apart(self, text: str) -> tuple[str, str, str] | None:
        """(given, middle, family) of a family name with initials behind it, 'Smith J', 'Smith J.A.'; else None."""
        family, _, letters = text.rpartition(" ")
        initials = [c for c in letters if c.isalpha()]
        if not family or len(letters) > 2 * len(initials) or not 0 < len(initials) <= _BEHIND or "," in text:
            return None
        if (len(initials) > 1 and "." not in letters) or self._ends[
            last := family.casefold().split()[-1]
        ] <= self._begins[last]:
            return None
        return initials[0], " ".join(initials[1:]), family


def _of_open_order(text: str) -> list[str]:
    """The words of a name in small letters; none where a comma or capitals tell its order: 'SMITH John'."""
    words = text.split()
    told = len(words) < 2 or "," in text or words[0].isupper() != words[-1].isupper()
    return [] if told else [word.casefold() for word in words]


def _apart(
    text: str, order: Order | None, families: Families, fathers: Patronymics, ends: _Ends
) -> tuple[str, str, str, Part]:
    if halves := families.apart(text):
        return halves[0], "", halves[1], Part(text)
    if parts := fathers.apart(text):
        return *parts, Part(text)
    if order is None and (parts := ends.apart(text)):
        return *parts, Part(text)
    if order is None and not ends.turned(text):
        return names.of_full(text)
    found = names.part(text)
    order = order or Order(1)
    return *order.apart(found.text), found


def _beside(columns: Sequence[Taken], given: Texts, middle: Texts, family: Texts) -> Iterator[Name]:
    """Former and other names: within a name's cell, or in columns of their own."""
    for column in of_kind(columns, Field.GIVEN):
        for at, part in _rows_with(column, lambda part: bool(part.alias or part.former)):
            yield from ((at, other, "", family[at]) for other in (*part.alias, *part.former))
    for column in of_kind(columns, Field.FAMILY):
        for at, part in _rows_with(column, lambda part: bool(part.alias or part.former or part.now)):
            former = (*part.former, *part.alias, *([part.text] if part.now else []))
            yield from ((at, given[at], middle[at], other) for other in former)
    for column in of_kind(columns, Field.PREFERRED_GIVEN):
        yield from ((at, part.text, "", family[at]) for at, part in _rows_with(column, lambda part: bool(part.text)))
    for column in of_kind(columns, Field.FORMER_FAMILY, Field.PREFERRED_FAMILY):
        rows = _rows_with(column, lambda part: bool(part.text))
        yield from ((at, given[at], middle[at], part.text) for at, part in rows)
    first, last = (_joined(columns, len(given), kind) for kind in (Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY))
    yield from ((at, first[at], "", last[at]) for at in integers(np.flatnonzero((first != "") & (last != ""))))
    for one in columns:
        if one.kind is not Field.ALIAS:
            continue
        families = Families(one.column.texts)
        for at, part in _rows_with(one.column, lambda part: bool(part.text)):
            if halves := families.apart(part.text):
                yield at, halves[0], "", halves[1]
                continue
            first, between, last = one.order.apart(part.text) if one.order else names.whole(part.text)
            yield at, first or last, between, last if first else family[at]


def _rows_with(column: Column, wanted: Callable[[Part], bool]) -> Iterator[tuple[int, Part]]:
    parts = _parts(column)
    chosen = np.array([wanted(part) for part in parts], np.bool_)
    rows = np.flatnonzero(chosen[column.codes])
    return zip(integers(rows), (parts[code] for code in integers(column.codes[rows])), strict=True)
