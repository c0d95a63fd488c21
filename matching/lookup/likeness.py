"""Which people in a list could be taken for one another: the wrong child must not be opened for want of a
warning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.scoring.dates import Birth, code, level
from matching.scoring.names import classes, normalise, sound
from matching.scoring.remembering import remembered
from store.records.hits import Line

_ALIKE = 0.75
_YEAR = 10_000  # a birth code is 20130314
_MOST_NAMES = 128
_ANOTHER = ~np.eye(_MOST_NAMES // 2, dtype=np.bool_)  # of each two people in a list, whether they are two
_BEHIND = np.tri(_MOST_NAMES // 2, k=-1, dtype=np.bool_)  # and which of them stands behind the other

Flags: TypeAlias = NDArray[np.bool_]
"""Of people in a list, rows and columns: whether the one could be taken for the other."""


class Likeness:
    """Compares the people of lists. Names that were compared are remembered: with one more letter most of a list is as
    before. Not for two threads at once.
    """

    def __init__(self) -> None:
        self._names = _Names()
        self._last: tuple[list[Line], frozenset[int]] = ([], frozenset())

    def similar(self, lines: list[Line]) -> frozenset[int]:
        """Persons that have a near namesake, a twin or the same NHS number among the others.

        A namesake's birth date is equal, near, of the same year or not known, or they live together as father and son
        of one name do; a number that two hold says nothing of which is meant.
        """
        if lines != self._last[0]:
            self._last = lines, self._similar(lines) if len(lines) > 1 else frozenset()
        return self._last[1]

    def _similar(self, lines: Sequence[Line]) -> frozenset[int]:
        if len(self._names) > _MOST_NAMES - 2 * len(lines):
            self._names = _Names()
        families, both = self._names.alike(lines)
        confused: list[int] = np.flatnonzero(_confused(families, both, lines)).tolist()
        found = frozenset([lines[at].person for at in confused])
        numbers = [line.nhs_number for line in lines if line.nhs_number]
        if len(set(numbers)) == len(numbers):
            return found
        holders = Counter(numbers)
        return found.union(line.person for line in lines if holders[line.nhs_number] > 1)


class _Names:
    """Names that were met, numbered as they came, and which of them could be taken for one another."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._holders: dict[int | str, list[int]] = defaultdict(list)  # of each trait
        self._alike = np.zeros((_MOST_NAMES, _MOST_NAMES), np.bool_)

    def __len__(self) -> int:
        return len(self._number)

    def alike(self, lines: Sequence[Line]) -> tuple[Flags, Flags]:
        """Of each two people whether the family names could be taken for one another, and whether both names could, in
        whichever order.
        """
        given = [normalise(line.given) for line in lines]
        family = [normalise(line.family) for line in lines]
        if fresh := [name for name in dict.fromkeys(given + family) if name not in self._number]:
            self._meet(fresh)
        number = self._number
        numbers = np.array([[number[name] for name in family], [number[name] for name in given]])
        alike = self._alike[numbers[:, None, :, None], numbers[None, :, None, :]]
        families = alike[0, 0]
        return families, (families & alike[1, 1]) | (alike[0, 1] & alike[1, 0])

    def _meet(self, fresh: list[str]) -> None:
        """Compare new names with all there are."""
        known, count = len(self._number), len(self._number) + len(fresh)
        self._number |= zip(fresh, range(known, count), strict=True)
        names = list(self._number)
        near = cdist(fresh, names, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, dtype=np.float32) > 0
        self._alike[known:count, :count], self._alike[:count, known:count] = near, near.T
        ones: list[int] = []
        others: list[int] = []
        for at, name in enumerate(fresh, known):
            for trait in _traits(name):
                holders = self._holders[trait]
                ones += [at] * len(holders)
                others += holders
                holders.append(at)
        if ones:
            self._alike[ones + others, others + ones] = True


@remembered(1 << 14)
def _traits(name: str) -> tuple[int | str, ...]:
    """The names it may stand for, its words, how it sounds: one of them in common is enough."""
    heard = sound(name)
    return (*classes(name), *name.split(), *([f"={heard}"] if len(heard) > 1 else []))


def _confused(families: Flags, both: Flags, lines: Sequence[Line]) -> NDArray[np.bool_]:
    """Who could be taken for another, by what is alike of the names, by birth dates, and by whether they live
    together.
    """
    count = len(lines)
    born = [code(line.birth or line.expected_birth) for line in lines]
    codes = np.array(born)
    years = codes // _YEAR
    marked = (families | both) & (codes[:, None] == codes) & (codes % 100 != 0)
    marked |= both & (years[:, None] == years)
    marked &= _ANOTHER[:count, :count]
    confused = marked.any(axis=1)
    unsure = both & _BEHIND[:count, :count] & ~(confused[:, None] & confused)
    ones, others = unsure.nonzero()
    pairs: Iterable[tuple[int, int]] = zip(ones.tolist(), others.tolist(), strict=True)
    for one, other in pairs:
        if _near(born[one], born[other]) or _together(lines[one], lines[other]):
            confused[one] = confused[other] = True
    return confused


@remembered(1 << 14)
def _near(one: int, other: int) -> bool:
    """Whether two birth dates could be one, a slip apart, or are not known well enough to tell."""
    return level(one, other) not in (Birth.ABOUT, Birth.DIFFERENT)


def _together(one: Line, other: Line) -> bool:
    """Whether they have the same home, as far as both are known well enough."""
    return (
        bool(one.postcode and one.address)
        and one.postcode == other.postcode
        and one.address.casefold() == other.address.casefold()
    )
