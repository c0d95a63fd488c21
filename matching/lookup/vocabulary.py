"""The dictionary as it is kept: words with ids in the order they came, a row for each delivery that brought some."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS
from matching.scoring.names import sound, tokens
from store.vault.database import Connection


def new_words(connection: Connection, after: int) -> Iterator[tuple[list[str], list[str]]]:
    """The words with ids above `after` and how each sounds, in order."""
    for words, sounds in connection.execute(
        "select words, sounds from lookup_words where first > ? order by first", (after,)
    ):
        yield words.split("\n"), sounds.split("\n")


class Vocabulary:
    """Ids of the words; a word met for the first time gets the next id, and is kept by `save`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        known = (word for words, _ in new_words(connection, 0) for word in words)
        self._ids: dict[str, int] = {word: number for number, word in enumerate(known, 1)}
        self._known = len(self._ids)
        self._parts: dict[str, tuple[int, ...]] = {"": ()}

    def slots(self, given: str, middle: str, family: str) -> list[tuple[int, ...]]:
        """The name as entries of four words, 0 where there are fewer.

        A longer name takes several, each with its first given and family word.
        """
        parts = self._parts
        try:
            first, last, between = parts[given], parts[family], parts[middle]
        except KeyError:
            first, last, between = self._part(given), self._part(family), self._part(middle)
        ids = tuple(dict.fromkeys(first + last + between))
        if len(ids) <= SLOTS:
            return [ids + _NONE[len(ids)]]
        anchors = tuple(dict.fromkeys(first[:1] + last[:1]))
        rest = [number for number in ids if number not in anchors]
        step = SLOTS - len(anchors)
        pieces = [(*anchors, *rest[i : i + step]) for i in range(0, len(rest), step)]
        return [piece + _NONE[len(piece)] for piece in pieces]

    def _part(self, text: str) -> tuple[int, ...]:
        ids = self._parts.get(text)
        if ids is None:
            ids = tuple(self._ids.setdefault(word, len(self._ids) + 1) for word in tokens(text))
            self._parts[text] = ids
        return ids

    def rank(self) -> NDArray[np.int32]:
        """By id, each word's place in the alphabet; 0 for 'no word'."""
        rank = np.zeros(len(self._ids) + 1, np.int32)
        rank[[self._ids[word] for word in sorted(self._ids)]] = np.arange(1, len(self._ids) + 1)
        return rank

    def save(self) -> None:
        """Keep the words that are new."""
        fresh = list(self._ids)[self._known :]
        if fresh:
            self._connection.execute(
                "insert into lookup_words values (?, ?, ?)",
                (self._known + 1, "\n".join(fresh), "\n".join(map(sound, fresh))),
            )


_NONE = tuple((0,) * (SLOTS - held) for held in range(SLOTS + 1))
