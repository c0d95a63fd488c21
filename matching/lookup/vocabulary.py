"""The dictionary as it is kept: words with ids in the order they came, a row for each delivery that brought some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS
from matching.lookup.respelling import by_ear
from matching.scoring.names import sound, tokens
from store.vault.database import Connection


def new_words(connection: Connection, after: int) -> Iterator[tuple[list[str], list[str]]]:
    """The words with ids above `after` and the `sounds` of each, in order."""
    for words, sounds in connection.execute(
        "select words, sounds from lookup_words where first > ? order by first", (after,)
    ):
        yield words.split("\n"), (sounds or _sounds_of(words)).split("\n")


def sounds(word: str) -> str:
    """How a word sounds; behind a space each, how else an English ear hears it.

    >>> sounds("sadhbh"), sounds("ana")
    ('sdb sv', 'an')
    """
    return " ".join(dict.fromkeys(map(sound, (word, *by_ear(word)))))


def _sounds_of(words: str) -> str:
    return "\n".join(map(sounds, words.split("\n")))


class Vocabulary:
    """Ids of the words; a word met for the first time gets the next id, and is kept by `save`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        known = (word for words, _ in new_words(connection, 0) for word in words)
        self._ids: dict[str, int] = {word: number for number, word in enumerate(known, 1)}
        self._known = len(self._ids)
        self._parts = _Parts(self._ids)

    def slots(self, given: str, middle: str, family: str) -> list[tuple[int, ...]]:
        """The name as entries of four words, 0 where there are fewer.

        A longer name takes several, each with its first given and family word.
        """
        first, last, between = self._parts.of(given), self._parts.of(family), self._parts.of(middle)
        ids = tuple(dict.fromkeys(first + last + between))
        if len(ids) <= SLOTS:
            return [ids + _NONE[len(ids)]]
        anchors = tuple(dict.fromkeys(first[:1] + last[:1]))
        rest = [number for number in ids if number not in anchors]
        step = SLOTS - len(anchors)
        pieces = [(*anchors, *rest[i : i + step]) for i in range(0, len(rest), step)]
        return [piece + _NONE[len(piece)] for piece in pieces]

    def slots_of_many(
        self, given: Sequence[str], middle: Sequence[str], family: Sequence[str]
    ) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
        """The same for names in columns: of each entry, which of the names it is of, and its words."""
        slots = np.zeros((len(given), SLOTS), np.uint32)
        filled = np.zeros(len(given), np.intp)
        for column in (given, family, middle):
            held, lengths = self._parts.columns(column)
            for place in range(min(int(lengths.max(initial=0)), SLOTS)):
                rows = np.flatnonzero((lengths > place) & (filled + place < SLOTS))
                slots[rows, filled[rows] + place] = held[rows, place]
            filled += lengths
        fit = filled <= SLOTS
        for one, other in combinations(slots.T, 2):
            fit &= (one != other) | (other == 0)
        alone = np.flatnonzero(fit)
        others: list[int] = []
        pieces: list[tuple[int, ...]] = []
        for at in np.flatnonzero(~fit).tolist():
            of_one = self.slots(given[at], middle[at], family[at])
            others += [at] * len(of_one)
            pieces += of_one
        rows = np.array(pieces, np.uint32).reshape(-1, SLOTS)
        return np.concatenate([alone, np.array(others, np.intp)]), np.concatenate([slots[alone], rows])

    def rank(self) -> NDArray[np.int32]:
        """By id, each word's place in the alphabet; 0 for 'no word'."""
        rank = np.zeros(len(self._ids) + 1, np.int32)
        rank[[self._ids[word] for word in sorted(self._ids)]] = np.arange(1, len(self._ids) + 1)
        return rank

    def save(self) -> None:
        """Keep the words that are new, and the sounds of all."""
        if fresh := "\n".join(list(self._ids)[self._known :]):
            self._connection.execute("insert into lookup_words values (?, ?, '')", (self._known + 1, fresh))
        for first, words in self._connection.execute(
            "select first, words from lookup_words where sounds = ''"
        ).fetchall():
            self._connection.execute("update lookup_words set sounds = ? where first = ?", (_sounds_of(words), first))


class _Parts(dict[str, int]):
    """The ids of a text's words. Texts are numbered as they come: there are few, however many names."""

    def __init__(self, ids: dict[str, int]) -> None:
        super().__init__()
        self._ids = ids
        self._parts: list[tuple[int, ...]] = []
        self._columns = np.zeros((0, SLOTS), np.uint32)  # the first of them, by the text's number
        self._lengths = np.zeros(0, np.intp)

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self._parts)
        self._parts.append(tuple(self._ids.setdefault(word, len(self._ids) + 1) for word in tokens(text)))
        return number

    def of(self, text: str) -> tuple[int, ...]:
        """The ids of one text's words."""
        return self._parts[self[text]]

    def columns(self, texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
        """The ids of each text's first words, 0 where there are fewer, and how many words it has."""
        which = np.fromiter(map(self.__getitem__, texts), np.intp, len(texts))
        fresh = self._parts[len(self._lengths) :]
        if fresh:
            added = np.array([ids[:SLOTS] + _NONE[min(len(ids), SLOTS)] for ids in fresh], np.uint32)
            self._columns = np.concatenate([self._columns, added])
            self._lengths = np.concatenate([self._lengths, np.fromiter(map(len, fresh), np.intp, len(fresh))])
        return self._columns[which], self._lengths[which]


_NONE = tuple((0,) * (SLOTS - held) for held in range(SLOTS + 1))
