"""The distinct name words of the hub, in memory, and what a typed word can mean among them.

Pure: no database. A million people share some 66,000 words, so a typed word is compared with every word there
is; what keeps that quick are their letters (`matching.lookup.letters`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.lookup.letters import add_letter, few_bits, letter_masks, mask_of
from matching.lookup.respelling import heard, written
from matching.scoring.names import classes, of_a_class, sound

Ids: TypeAlias = NDArray[np.uint32]

EXACT, BEGINNING, VARIANT, ONE_EDIT, SOUND, BEGINNING_EDIT, TWO_EDITS, PART = 100, 90, 85, 80, 70, 62, 55, 50
"""How good a reading of a typed word is, in points: the word itself, its beginning, a nickname or other
spelling, ..., and at last what it is the end of, or has at its own beginning or end.
"""


class Reach(IntEnum):
    """How far a word may be from what was typed."""

    NEAR = 0  # as typed, its beginning, nicknames, other spellings
    FAR = 1  # misspelt, or sounding alike
    FARTHEST = 2  # shorter words misspelt as well: other words or a date must bear them out


_ONE_EDIT_FROM = {Reach.FAR: 3, Reach.FARTHEST: 2}  # letters a word must have to be taken for misspelt
_TWO_EDITS_FROM = {Reach.FAR: 6, Reach.FARTHEST: 4}
_BEGINNING_EDIT_FROM = 4
_PART_FROM = 4
_TAIL = 8  # letters of an ending by which words are in order
_HEADS_PREPARED = 13  # letters of a beginning
_LAST = "\U0010ffff"
_NONE: Ids = np.zeros(0, np.uint32)
_KEPT = 16  # meanings; of all London's words each takes 250 kB
_BATCH = 32_768


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed word can mean: points for every word of the dictionary (by id), and from the best down those that
    have any.
    """

    points: NDArray[np.uint8]
    levels: list[tuple[int, Ids]]
    words: Ids  # of all levels


class Dictionary:
    """Words with ids from 1; `add` keeps it growing, so that a delivery needs no rebuild."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._sounds = np.zeros(0, np.int64)  # in order, their hashes, which take a tenth of the sounds' memory
        self._sounding = _NONE  # the word that sounds so
        self._classes: dict[int, list[int]] = {}
        self._sorted: list[str] = []
        self._sorted_ids: Ids = np.zeros(0, np.uint32)
        self._backwards: Ids = np.zeros(0, np.uint32)  # words in the alphabetical order of their ends, read backwards
        self.rank = np.zeros(1, np.int32)  # by word: its place in the alphabet, from 1
        self._lengths = np.zeros(1, np.int16)
        self._by_length = np.zeros(1, np.uint32), np.zeros(1, np.uint64), np.ones(1, np.intp)
        self._heads: dict[int, _Heads] = {}
        self._meanings: dict[tuple[str, Reach], Meaning] = {}

    def __len__(self) -> int:
        return len(self.words) - 1

    def add(self, words: Sequence[str], sounds: Sequence[str]) -> None:
        """New words with the ids that come next, and the sounds of each (matching.lookup.vocabulary)."""
        if not words:
            return
        first = len(self.words)
        self.words += words
        self._add_sounds(first, sounds)
        self._lengths = np.concatenate([self._lengths, np.fromiter(map(len, words), np.int16, len(words))])
        fresh = (letter_masks(words[start : start + _BATCH]) for start in range(0, len(words), _BATCH))
        masks = np.concatenate([self._by_length[1], *fresh])
        ids = np.concatenate([self._by_length[0], np.arange(first, len(self.words), dtype=np.uint32)])
        in_order = np.argsort(self._lengths[ids], kind="stable")
        self._by_length = ids[in_order], masks[in_order], np.cumsum(np.bincount(self._lengths))
        added = sorted(range(first, len(self.words)), key=self.words.__getitem__)
        added_words = [self.words[number] for number in added]
        places = [bisect_left(self._sorted, word) for word in added_words]
        self._sorted_ids = np.insert(self._sorted_ids, places, added)
        self._sorted = sorted(self._sorted + added_words)  # of two that are in order, which takes no time
        self.rank = np.zeros(len(self.words), np.int32)
        self.rank[self._sorted_ids] = np.arange(1, len(self.words))
        for text in of_a_class().intersection(words):
            for spelling in classes(text):
                self._classes.setdefault(spelling, []).append(self.id(text))
        self._heads.clear()
        self._backwards = _NONE
        self._meanings.clear()

    def _add_sounds(self, first: int, sounds: Sequence[str]) -> None:
        """Of the words from `first` on: how each sounds, and how else an English ear hears some."""
        own = (hash(heard.partition(" ")[0]) for heard in sounds)
        several = ((number, heard.split(" ")) for number, heard in enumerate(sounds, first) if " " in heard)
        others = [(number, hash(other)) for number, (_, *ears) in several for other in ears]
        numbers, heard = np.array(others, np.int64).reshape(-1, 2).T
        words = np.concatenate([np.arange(first, first + len(sounds)), numbers]).astype(np.uint32)
        every = np.concatenate([self._sounds, np.fromiter(own, np.int64, len(sounds)), heard])
        in_order = np.argsort(every, kind="stable")
        self._sounds = every[in_order]
        self._sounding = np.concatenate([self._sounding, words])[in_order]

    def prepare(self) -> None:
        """Make now what misspelt beginnings are compared with, so that the first of them need not wait."""
        if self._heads or not self._sorted:
            return
        tails = np.fromiter(map(_turned, self.words), f"U{_TAIL}", len(self.words))
        self._backwards = np.argsort(tails, kind="stable")[1:].astype(np.uint32)
        letters = np.array(self._sorted, f"U{_HEADS_PREPARED}").view(np.uint32).reshape(len(self._sorted), -1)
        masks = np.zeros(len(letters), np.uint64)
        fresh = np.zeros(len(letters), np.bool_)
        fresh[0] = True
        for length, column in enumerate(letters.T, 1):
            add_letter(masks, column)
            fresh[1:] |= column[1:] != column[:-1]
            if length >= _BEGINNING_EDIT_FROM - 1:
                firsts = np.flatnonzero(fresh & (column > 0)).astype(np.int32)
                self._heads[length] = _Heads(firsts, masks[firsts])

    def __contains__(self, word: str) -> bool:
        return self.id(word) > 0

    def id(self, word: str) -> int:
        """The word's id, 0 if nobody is called that. Looked for in the alphabet: a dict would take 60 bytes a word."""
        at = bisect_left(self._sorted, word)
        return int(self._sorted_ids[at]) if at < len(self._sorted) and self._sorted[at] == word else 0

    def beginning(self, head: str) -> Ids:
        """Words that begin with this text, itself included."""
        low, high = bisect_left(self._sorted, head), bisect_left(self._sorted, head + _LAST)
        return self._sorted_ids[low:high]

    def ending(self, tail: str) -> Ids:
        """Words that end in this text, itself included."""
        self.prepare()
        ends = _turned(tail), _turned(tail) + _LAST
        low, high = (bisect_left(self._backwards, end, key=self._turned) for end in ends)
        near: list[int] = self._backwards[low:high].tolist()
        return np.array([number for number in near if self.words[number].endswith(tail)], np.uint32)

    def _turned(self, number: np.uint32) -> str:
        return _turned(self.words[int(number)])

    def parts(self, word: str) -> Ids:
        """Words that this one begins with or ends in."""
        cuts = range(_PART_FROM, len(word))
        return _ids(filter(None, (self.id(part) for cut in cuts for part in (word[:cut], word[-cut:]))))

    def within(self, word: str, edits: int) -> list[Ids]:
        """The words at most so many edits away, one list for each distance; a swap of neighbours is one edit."""
        ids, masks, ends = self._by_length
        shortest, longest = len(word) - edits, min(len(word) + edits, len(ends) - 1)
        part = slice(int(ends[min(shortest, len(ends)) - 1]) if shortest > 0 else 0, int(ends[longest]))
        ids = ids[part][few_bits(masks[part], mask_of(word), edits)]
        far = _distances(word, [self.words[i] for i in ids.tolist()], edits)
        return [ids[far == distance] for distance in range(edits + 1)]

    def beginning_nearly(self, head: str) -> Ids:
        """Words that begin with something one edit away from this text, in alphabetical order."""
        firsts: list[int] = []
        heads: list[str] = []
        for length in range(max(1, len(head) - 1), len(head) + 2):
            of = self._heads_of(length)
            near: list[int] = of.firsts[few_bits(of.masks, mask_of(head), 1)].tolist()
            firsts += near
            heads += [self._sorted[first][:length] for first in near]
        far: list[int] = _distances(head, heads, 1).tolist()
        found = [
            (first, bisect_left(self._sorted, near + _LAST, first))
            for first, near, edits in zip(firsts, heads, far, strict=True)
            if edits <= 1
        ]
        return np.concatenate([_NONE, *(self._sorted_ids[low:high] for low, high in _joined(found))])

    def sounding(self, word: str) -> Ids:
        """Ids of the words that sound like this one, in any tongue."""
        heard = sound(word)
        if len(heard) < 2:
            return _NONE
        low, high = (int(self._sounds.searchsorted(hash(heard), side)) for side in ("left", "right"))
        return self._sounding[low:high]

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

    def itself(self, word: str) -> Meaning:
        """The word, which is there, as no other."""
        points, ids = np.zeros(len(self.words), np.uint8), np.array([self.id(word)], np.uint32)
        points[ids] = EXACT
        return Meaning(points, [(EXACT, ids)], ids)

    def _read(self, word: str, reach: Reach) -> Meaning:
        """From the best reading to the worst: a word counts for the best one."""
        if reach:
            near = self.meaning(word, Reach.NEAR)
            points, levels, readings = near.points.copy(), near.levels.copy(), self._misspelt(word, reach)
        else:
            points, levels, readings = np.zeros(len(self.words), np.uint8), [], self._as_typed(word)
        for level, ids in readings:
            fresh = ids[points[ids] == 0] if len(ids) else ids
            if len(fresh):
                points[fresh] = level
                levels.append((level, fresh))
        return Meaning(points, levels, np.concatenate([_NONE, *(ids for _, ids in levels)]))

    def _as_typed(self, word: str) -> Iterator[tuple[int, Ids]]:
        if exact := self.id(word):
            yield EXACT, np.array([exact], np.uint32)
        yield BEGINNING, self.beginning(word)
        yield VARIANT, _ids(number for spelling in classes(word) for number in self._classes.get(spelling, ()))

    def _misspelt(self, word: str, reach: Reach) -> Iterator[tuple[int, Ids]]:
        if len(word) < _ONE_EDIT_FROM[reach]:
            return
        near = self.within(word, 2 if len(word) >= _TWO_EDITS_FROM[reach] else 1)
        yield ONE_EDIT, near[1]
        yield SOUND, self.sounding(word)
        yield SOUND, _ids(filter(None, map(self.id, (*heard(word), *written(word)))))
        yield SOUND, _ids(number for other in heard(word) for number in self.sounding(other).tolist())
        if len(word) >= _BEGINNING_EDIT_FROM:
            yield BEGINNING_EDIT, self.beginning_nearly(word)
        if len(near) > 2:
            yield TWO_EDITS, near[2]
        if len(word) >= _PART_FROM:
            yield PART, self.ending(word)
            yield PART, self.parts(word)

    def _heads_of(self, length: int) -> _Heads:
        """As prepared; few words are longer than that."""
        self.prepare()
        if length not in self._heads:
            firsts: list[int] = []
            heads: list[str] = []
            for place, word in enumerate(self._sorted):
                if len(word) >= length and not (heads and word.startswith(heads[-1])):
                    heads.append(word[:length])
                    firsts.append(place)
            self._heads[length] = _Heads(np.array(firsts, np.int32), letter_masks(heads)[: len(heads)])
        return self._heads[length]


def _turned(word: str) -> str:
    """The word's last letters, the last of them first."""
    return word[: -_TAIL - 1 : -1]


class _Heads(NamedTuple):
    """The distinct beginnings of one length: from where in sorted order on each stands, and its letters."""

    firsts: NDArray[np.int32]
    masks: NDArray[np.uint64]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places as spans in order that do not overlap."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def _ids(numbers: Iterable[int]) -> Ids:
    return np.array(sorted(set(numbers)), np.uint32)


def _distances(word: str, others: list[str], edits: int) -> NDArray[np.uint8]:
    """Edits from the word to each of the others; edits + 1 stands for all that are more."""
    if not others:
        return np.zeros(0, np.uint8)
    return cdist([word], others, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
