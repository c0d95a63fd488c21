"""What the typed words mean, in one way of parting them, and how well the words of an entry answer to each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS
from matching.lookup.dictionary import Meaning, Reach
from matching.lookup.index import Index
from matching.scoring.spelling import Name, alike

Points: TypeAlias = NDArray[np.uint8]

_PARTICLES = frozenset(
    ("abu", "al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e",
     "el", "ibn", "la", "las", "le", "los", "te", "ter", "ud", "ul", "ur", "van", "von", "y")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The typed words in one way of parting them, what each can mean, and whether two of them can mean one word."""

    words: tuple[str, ...]
    meanings: list[Meaning]
    masses: list[int]  # entries that hold each of them, at most
    overlap: bool

    @property
    def telling(self) -> list[int]:
        """Which of the words are no particles between others, which are said or left out."""
        last = len(self.words) - 1
        return [at for at, word in enumerate(self.words) if at in (0, last) or word not in _PARTICLES]

    def points(self, slots: NDArray[np.uint32]) -> Points:
        """Points of each typed word (rows) in each entry (columns), no word of an entry standing for two typed ones.

        slots: the words of each entry.
        """
        cells = [meaning.points[slots] for meaning in self.meanings]
        best = np.stack([_greatest(cell) for cell in cells])
        if not self.overlap or len(cells) > SLOTS:
            return best
        held = [cell.astype(np.bool_) for cell in cells]
        twice = np.zeros(held[0].shape, np.bool_)
        for i, one in enumerate(held):
            for other in held[i + 1 :]:
                twice |= one & other
        apart = any_points(twice)
        if _one_word_typed(self.words):
            apart &= slots[:, 1] > 0  # 'Dawit Dawit': his one word is typed in two ways
        rows = np.flatnonzero(apart)
        if len(rows):
            best[:, rows] = _apart([cell[rows] for cell in cells])
        return best


def read(index: Index, words: tuple[str, ...], reach: Reach, just_so: Collection[str] = ()) -> Reading:
    """What these words can mean among those of the index; those that are `just_so` mean only themselves."""
    meaning, itself = index.dictionary.meaning, index.dictionary.itself
    meanings = [itself(word) if word in just_so else meaning(word, reach) for word in words]
    masses = [int(index.held[meaning.words].sum()) for meaning in meanings]
    return Reading(words, meanings, masses, _overlap(meanings))


def _overlap(meanings: list[Meaning]) -> bool:
    return any(meanings[i].points[other.words].any() for i in range(len(meanings)) for other in meanings[i + 1 :])


def _one_word_typed(words: Sequence[str]) -> bool:
    """Whether the words read as one word written several times ('dawt dawid'); 'samira' and 'mir' do not."""
    return all(
        one[0] == other[0] and (one == other or alike(one, other) <= Name.HALF) for one, other in combinations(words, 2)
    )


def _greatest(cell: Points) -> Points:
    """The greatest of each row: column by column, since rows are short."""
    return np.maximum(np.maximum(cell[:, 0], cell[:, 1]), np.maximum(cell[:, 2], cell[:, 3]))


def _apart(cells: list[Points]) -> Points:
    """The same, by trying every way to give each typed word another of the entry's."""
    orders = list(permutations(range(SLOTS), len(cells)))
    sums = np.stack(
        [sum(cell[:, slot].astype(np.int16) for cell, slot in zip(cells, order, strict=True)) for order in orders]
    )
    chosen = np.array(orders)[sums.argmax(axis=0)]
    rows = np.arange(len(cells[0]))
    return np.stack([cell[rows, chosen[:, i]] for i, cell in enumerate(cells)])


def any_points(cell: Points | NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each row whether it has any points."""
    return cell.view(np.uint32)[:, 0] > 0
