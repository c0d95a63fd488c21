"""Which entries fit the names and the birth date that were said, best evidence first.

A typed word is read in every way the dictionary knows (exact, beginning, nickname, spelling, one or two
edits, sound); an entry's points are the mean of its words' points, in any order of words, each of the entry's
words used once. A date costs points when it does not quite agree. What could hide a person is soft: one word
in three may be missing, or one in two if the birth date agrees to the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.birth import Birth
from matching.lookup.chunks import SLOTS
from matching.lookup.dictionary import BEGINNING, SOUND, Reach
from matching.lookup.index import Entries, Index
from matching.lookup.nearness import AGREES, APART, SLIPPED, places, table
from matching.lookup.postings import Kind
from store.vault.database import Connection

Points: TypeAlias = NDArray[np.uint8]

_MISSING = 25  # points of a word that the entry does not hold
_READINGS = 4
_SHORTEST_HALF = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person and the entry that fits best: points out of 1000, how the words fit, how far the birth date is
    off.
    """

    person: int
    entry: int
    points: int
    band: str  # 'exact', 'close', 'sounds like'
    lacking: tuple[str, ...]  # typed words that the name does not hold
    date_off: int  # matching.lookup.nearness


@dataclass(frozen=True, slots=True)
class _Scored:
    entries: Entries
    points: NDArray[np.int32]
    date_off: Points
    whole: NDArray[np.bool_]  # every word found


@dataclass(frozen=True, slots=True)
class _Reading:
    """The typed words in one way of parting them, what each can mean, and whether two of them can mean one word."""

    words: tuple[str, ...]
    meanings: list[Points]
    overlap: bool


def rank(
    index: Index,
    connection: Connection,
    names: Sequence[str],
    birth: Birth | None,
    among: frozenset[int] | None,
    want: int,
) -> list[Ranked]:
    """At most `want` persons, best first; ties youngest first. `among` keeps to these persons."""
    dates = table(birth) if birth else None
    day = birth.year * 10_000 + birth.month * 100 + birth.day if birth and birth.exact else 0
    farthest = Reach.FARTHEST if len(names) > 1 or birth else Reach.FAR
    for reach in (Reach.NEAR, farthest):
        readings = [_reading(index, words, reach) for words in _partings(index, names)]
        scored: list[_Scored] = []
        for reading in readings:
            entries = _candidates(index, connection, reading.meanings, day)
            if among is not None:
                entries = entries[np.isin(index.person[entries], _array(among))]
            scored.append(_score(index, entries[index.person[entries] > 0], reading, dates, day))
        if reach or _good(index, scored) >= want:
            return [_told(index, readings, *best) for best in _best(index, scored, want)]
    raise AssertionError("the farthest reach is the last")


def rank_all(index: Index, among: frozenset[int] | None, birth: Birth | None, want: int) -> list[Ranked]:
    """The same when no name was said: these persons, or (`among` is None) those born on the day or a swap of
    it away.
    """
    if among is not None:
        entries = np.flatnonzero(np.isin(index.person[: index.size], _array(among)))
        entries = entries[index.person[entries] > 0]
    else:
        entries = np.flatnonzero(index.person[: index.size] > 0)
    if birth is None:
        off = np.zeros(len(entries), np.uint8)
    else:
        off = table(birth)[places(index.birth[entries])]
        near = off < (APART if among is not None else SLIPPED)
        entries, off = entries[near], off[near]
    scored = _Scored(entries, 1000 - off.astype(np.int32), off, np.ones(len(entries), np.bool_))
    return [
        Ranked(int(index.person[entry]), entry, points, "exact" if lost <= AGREES else "close", (), lost)
        for entry, points, lost in _best(index, [scored], want)
    ]


def _array(persons: frozenset[int]) -> NDArray[np.uint32]:
    return np.fromiter(persons, np.uint32, len(persons))


def _partings(index: Index, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words as typed; neighbours written as one ('mc donald'); one word written as two ('smithjones')."""
    words = index.dictionary
    found = [tuple(names)]
    for i in range(len(names) - 1):
        if (joined := names[i] + names[i + 1]) in words:
            found.append((*names[:i], joined, *names[i + 2 :]))
    for i, name in enumerate(names):
        if name not in words:
            halves = [
                (name[:cut], name[cut:])
                for cut in range(2, len(name) - _SHORTEST_HALF + 1)
                if name[:cut] in words and name[cut:] in words
            ]
            if halves:
                found.append((*names[:i], *max(halves, key=lambda half: min(map(len, half))), *names[i + 1 :]))
    return found[:_READINGS]


def _reading(index: Index, words: tuple[str, ...], reach: Reach) -> _Reading:
    meanings = [index.dictionary.meanings(word, reach) for word in words]
    return _Reading(words, meanings, _overlap(meanings))


def _allowed_missing(count: int, day: int) -> int:
    return min(count - 1, (count - 1) // 2 + bool(day))


def _candidates(index: Index, connection: Connection, meanings: list[Points], day: int) -> Entries:
    """Every entry that can hold enough of the words: those of the rarest ones, and those born on the very day."""
    count = len(meanings)
    rarest = sorted((np.flatnonzero(points) for points in meanings), key=lambda words: int(index.held[words].sum()))
    needed = count - _allowed_missing(count, 0)
    entries = index.holding(connection, np.unique(np.concatenate(rarest[: count - needed + 1])))
    return np.union1d(entries, index.born_on(day)) if day and count > 1 else entries


def _score(index: Index, entries: Entries, reading: _Reading, dates: Points | None, day: int) -> _Scored:
    off = dates[places(index.birth[entries])] if dates is not None else np.zeros(len(entries), np.uint8)
    near = off < APART
    entries, off = entries[near], off[near]
    best = _each_word(index.words[entries], reading)
    count = len(reading.words)
    found = best > 0
    missing = count - found.sum(axis=0)
    points = np.where(found, best, _MISSING).sum(axis=0, dtype=np.int32) * 10 // count - off
    allowed = np.where(off == 0, _allowed_missing(count, day), _allowed_missing(count, 0))
    keep = missing <= allowed
    return _Scored(entries[keep], points[keep], off[keep], missing[keep] == 0)


def _each_word(slots: NDArray[np.uint32], reading: _Reading) -> Points:
    """Points of each typed word (rows) in each entry (columns), no word of an entry standing for two typed ones."""
    cells = [points[slots] for points in reading.meanings]
    best = np.stack([cell.max(axis=1) for cell in cells])
    if not reading.overlap or len(cells) > SLOTS:
        return best
    orders = list(permutations(range(SLOTS), len(cells)))
    sums = np.stack(
        [sum(cell[:, slot].astype(np.int16) for cell, slot in zip(cells, order, strict=True)) for order in orders]
    )
    chosen = np.array(orders)[sums.argmax(axis=0)]
    rows = np.arange(len(slots))
    return np.stack([cell[rows, chosen[:, i]] for i, cell in enumerate(cells)])


def _overlap(meanings: list[Points]) -> bool:
    seen = meanings[0] > 0
    for points in meanings[1:]:
        if (seen & (points > 0)).any():
            return True
        seen = seen | (points > 0)
    return False


def _good(index: Index, scored: Iterable[_Scored]) -> int:
    """How many persons fit so well that misspellings need not be asked for."""
    return len(
        np.unique(np.concatenate([index.person[one.entries[one.whole & (one.date_off <= AGREES)]] for one in scored]))
    )


def _best(index: Index, scored: list[_Scored], want: int) -> Iterator[tuple[int, int, int]]:
    """Entry, points, date off of the best persons' best entries: most points, then still said, then youngest."""
    entries = np.concatenate([one.entries for one in scored])
    points = np.concatenate([one.points for one in scored])
    off = np.concatenate([one.date_off for one in scored])
    standing = Kind.PAST * 2 - 1 - index.kind[entries].astype(np.int64)
    key = ((points.astype(np.int64) * 8 + standing) << 32) + index.birth[entries]
    shortlist = min(len(key), want * 20)
    while True:
        top = np.argpartition(-key, shortlist - 1)[:shortlist] if shortlist < len(key) else np.arange(len(key))
        top = top[np.lexsort((index.person[entries[top]], -key[top]))]
        _, firsts = np.unique(index.person[entries[top]], return_index=True)
        if len(firsts) >= want or shortlist == len(key):
            break
        shortlist = len(key)
    for place in top[np.sort(firsts)[:want]]:
        yield int(entries[place]), int(points[place]), int(off[place])


def _told(index: Index, readings: Sequence[_Reading], entry: int, points: int, off: int) -> Ranked:
    """The ranked person, with what the best of the readings says of the name."""
    slots = index.words[entry : entry + 1]
    fits = [(_each_word(slots, reading)[:, 0].tolist(), reading.words) for reading in readings]
    marks, words = max(fits, key=lambda fit: sum(fit[0]) / len(fit[0]))
    lacking = tuple(word for word, mark in zip(words, marks, strict=True) if mark == 0)
    exact = min(marks) >= BEGINNING and off <= AGREES
    band = "exact" if exact else "sounds like" if SOUND in marks else "close"
    return Ranked(int(index.person[entry]), entry, points, band, lacking, off)
