"""The distinct name words of the hub, in memory, and what a typed word can mean among them.

Pure: no database. A million people share some 66,000 words, so a typed word is compared with every word there
is. What keeps that quick is a 64-bit letter mask per word: one edit changes at most two of its bits, so
counting the differing bits rules out nearly all words before a string is compared (STORE.md §4.1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.scoring.names import classes, sound

Ids: TypeAlias = NDArray[np.uint32]

EXACT, BEGINNING, VARIANT, ONE_EDIT, SOUND, BEGINNING_EDIT, TWO_EDITS = 100, 90, 85, 80, 70, 62, 55
"""How good a reading of a typed word is, in points: the word itself, its beginning, a nickname or other
spelling, ...
"""


class Reach(IntEnum):
    """How far a word may be from what was typed."""

    NEAR = 0  # as typed, its beginning, nicknames, other spellings
    FAR = 1  # misspelt, or sounding alike
    FARTHEST = 2  # shorter words misspelt as well: other words or a date must bear them out


_ONE_EDIT_FROM = {Reach.FAR: 3, Reach.FARTHEST: 2}  # letters a word must have to be taken for misspelt
_TWO_EDITS_FROM = {Reach.FAR: 6, Reach.FARTHEST: 4}
_BEGINNING_EDIT_FROM = 4
_HEADS_PREPARED = 9  # letters of a beginning
_LAST = "\U0010ffff"
_NONE: Ids = np.zeros(0, np.uint32)
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed word can mean: points for every word of the dictionary (by id), and from the best down those that
    have any.
    """

    points: NDArray[np.uint8]
    levels: list[tuple[int, Ids]]

    @property
    def words(self) -> Ids:
        """Every word it can mean."""
        return np.concatenate([ids for _, ids in self.levels]) if self.levels else _NONE


class Dictionary:
    """Words with ids from 1; `add` keeps it growing, so that a delivery needs no rebuild."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._ids: dict[str, int] = {}
        self._sounds: dict[str, int] = {}
        self._sound = np.zeros(1, np.int32)  # by word: which of the sounds
        self._classes: dict[int, list[int]] = {}
        self._sorted: list[str] = []
        self._sorted_ids: Ids = np.zeros(0, np.uint32)
        self.rank = np.zeros(1, np.int32)  # by word: its place in the alphabet, from 1
        self._masks = np.zeros(1, np.uint64)
        self._lengths = np.zeros(1, np.int16)
        self._heads: dict[int, tuple[NDArray[np.intp], NDArray[np.uint64]]] = {}
        self._meanings: dict[tuple[str, Reach], Meaning] = {}

    def __len__(self) -> int:
        return len(self.words) - 1

    def add(self, words: Sequence[str], sounds: Sequence[str]) -> None:
        """New words with the ids that come next, and how each sounds."""
        if not words:
            return
        first = len(self.words)
        self.words += words
        self._ids |= zip(words, range(first, len(self.words)), strict=True)
        number = self._sounds.setdefault
        fresh = np.fromiter((number(heard, len(self._sounds) + 1) for heard in sounds), np.int32, len(sounds))
        self._sound = np.concatenate([self._sound, fresh])
        for place, text in enumerate(words, first):
            for spelling in classes(text):
                self._classes.setdefault(spelling, []).append(place)
        self._masks = np.concatenate([self._masks, letter_masks(words)])
        self._lengths = np.concatenate([self._lengths, np.fromiter(map(len, words), np.int16, len(words))])
        self._sorted = sorted(self.words[1:])
        self._sorted_ids = np.fromiter((self._ids[word] for word in self._sorted), np.uint32, len(self._sorted))
        self.rank = np.zeros(len(self.words), np.int32)
        self.rank[self._sorted_ids] = np.arange(1, len(self.words))
        self._heads.clear()
        self._meanings.clear()

    def prepare(self) -> None:
        """Make now what misspelt beginnings are compared with, so that the first of them need not wait."""
        for length in range(_BEGINNING_EDIT_FROM - 1, _HEADS_PREPARED + 1):
            self._heads_of(length)

    def __contains__(self, word: str) -> bool:
        return word in self._ids

    def id(self, word: str) -> int:
        """The word's id, 0 if nobody is called that."""
        return self._ids.get(word, 0)

    def beginning(self, head: str) -> Ids:
        """Words that begin with this text, itself included."""
        low, high = bisect_left(self._sorted, head), bisect_left(self._sorted, head + _LAST)
        return self._sorted_ids[low:high]

    def within(self, word: str, edits: int) -> list[Ids]:
        """The words at most so many edits away, one list for each distance; a swap of neighbours is one edit."""
        near = _few_bits(self._masks, _mask(word), edits)
        near &= np.abs(self._lengths - len(word)) <= edits
        ids = np.flatnonzero(near)
        far = _distances(word, [self.words[i] for i in ids.tolist()], edits)
        return [ids[far == distance].astype(np.uint32) for distance in range(edits + 1)]

    def beginning_nearly(self, head: str) -> list[Ids]:
        """Words that begin with something one edit away from this text."""
        found: list[Ids] = []
        for length in range(max(1, len(head) - 1), len(head) + 2):
            firsts, masks = self._heads_of(length)
            near: list[int] = firsts[_few_bits(masks, _mask(head), 1)].tolist()
            heads = [self._sorted[first][:length] for first in near]
            far = _distances(head, heads, 1)
            found.extend(self.beginning(one) for one, edits in zip(heads, far, strict=True) if edits <= 1)
        return found

    def sounding(self, word: str) -> Ids:
        """Ids of the words that sound like this one, in any tongue."""
        heard = sound(word)
        number = self._sounds.get(heard, 0) if len(heard) > 1 else 0
        return np.flatnonzero(self._sound == number).astype(np.uint32) if number else _NONE

    def meaning(self, word: str, reach: Reach) -> Meaning:
        """What the typed word can mean; a farther reach adds misspellings and sounds.

        The words before the one being typed are asked for at every key, so the last few answers are kept.
        """
        known = self._meanings.pop((word, reach), None)
        if known is None:
            known = self._read(word, reach)
        while len(self._meanings) >= _KEPT:
            del self._meanings[next(iter(self._meanings))]
        self._meanings[word, reach] = known
        return known

    def _read(self, word: str, reach: Reach) -> Meaning:
        """From the best reading to the worst: a word counts for the best one."""
        points = np.zeros(len(self.words), np.uint8)
        levels: list[tuple[int, Ids]] = []
        for level, ids in self._readings(word, reach):
            fresh = ids[points[ids] == 0]
            if len(fresh):
                points[fresh] = level
                levels.append((level, fresh))
        return Meaning(points, levels)

    def _readings(self, word: str, reach: Reach) -> Iterator[tuple[int, Ids]]:
        if exact := self.id(word):
            yield EXACT, np.array([exact], np.uint32)
        yield BEGINNING, self.beginning(word)
        yield VARIANT, _ids(number for spelling in classes(word) for number in self._classes.get(spelling, ()))
        if not reach or len(word) < _ONE_EDIT_FROM[reach]:
            return
        near = self.within(word, 2 if len(word) >= _TWO_EDITS_FROM[reach] else 1)
        yield ONE_EDIT, near[1]
        yield SOUND, self.sounding(word)
        if len(word) >= _BEGINNING_EDIT_FROM:
            for ids in self.beginning_nearly(word):
                yield BEGINNING_EDIT, ids
        if len(near) > 2:
            yield TWO_EDITS, near[2]

    def _heads_of(self, length: int) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """The distinct beginnings of this length: where in sorted order each stands first, and its mask."""
        if length not in self._heads:
            letters = _letters(word[:length] for word in self._sorted)[:, :length]
            fresh = np.ones(len(letters), np.bool_)
            fresh[1:] = (letters[1:] != letters[:-1]).any(axis=1)
            firsts = np.flatnonzero(fresh & (letters.all(axis=1) if letters.shape[1] == length else False))
            self._heads[length] = firsts, _masks(letters[firsts])
        return self._heads[length]


def _ids(numbers: Iterable[int]) -> Ids:
    return np.array(sorted(set(numbers)), np.uint32)


def letter_masks(words: Iterable[str]) -> NDArray[np.uint64]:
    """Two bits a letter (there at all; there twice), one for each other character: an edit changes at most two bits."""
    return _masks(_letters(words))


def _letters(words: Iterable[str]) -> NDArray[np.uint32]:
    """One row a word, one column a letter; 0 behind the end."""
    rows = np.array(list(words) or [""], np.str_)
    return rows.view(np.uint32).reshape(len(rows), -1)


def _masks(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    masks = np.zeros(len(letters), np.uint64)
    one = np.uint64(1)
    for column in letters.T.astype(np.uint64):
        plain = (column >= 97) & (column < 123)
        bit = one << np.where(plain, column - np.uint64(97), 0).astype(np.uint64)
        again = np.where(masks & bit, bit << np.uint64(26), bit)
        other = one << (np.uint64(52) + column % np.uint64(12))
        masks |= np.where(plain, again, np.where(column, other, 0)).astype(np.uint64)
    return masks


@lru_cache(maxsize=1 << 12)
def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        place = ord(letter) - 97
        if 0 <= place < 26:
            bit = 1 << place
            mask |= bit << 26 if mask & bit else bit
        else:
            mask |= 1 << (52 + ord(letter) % 12)
    return mask


def _few_bits(masks: NDArray[np.uint64], mask: int, edits: int) -> NDArray[np.bool_]:
    return np.bitwise_count(masks ^ np.uint64(mask)) <= 2 * edits


def _distances(word: str, others: list[str], edits: int) -> NDArray[np.uint8]:
    """Edits from the word to each of the others; edits + 1 stands for all that are more."""
    if not others:
        return np.zeros(0, np.uint8)
    return cdist([word], others, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
