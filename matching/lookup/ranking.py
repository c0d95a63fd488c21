"""Which entries fit the names and the birth date that were said, best evidence first.

A typed word is read in every way the dictionary knows (exact, beginning, nickname, spelling, one or two
edits, sound); an entry's points are the mean of its words' points, in any order of words, each of the entry's
words used once. A date costs points when it does not quite agree. What could hide a person is soft: one word
in three may be missing, or one in two if the birth date agrees to the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.lookup.birth import Birth
from matching.lookup.dictionary import BEGINNING, SOUND, Meaning, Reach
from matching.lookup.index import Entries, Index
from matching.lookup.nearness import AGREES, APART, SLIPPED, place, table
from matching.lookup.partings import apart, partings
from matching.lookup.readings import Points, Reading, any_points, read

_MISSING = 25  # points of a word that the entry does not hold
_HELD = 16_384  # entries that hold a word, up to where their words are kept while another is typed
_GATHERED = 16  # holders are gone through in the time that it takes to look at the words of one entry


class Ranked(NamedTuple):
    """A person and the entry that fits best: how the words fit, how far the birth date is off."""

    person: int
    entry: int
    band: str  # 'exact', 'close', 'sounds like'
    lacking: tuple[str, ...]  # typed words that the name does not hold
    date_off: int  # matching.lookup.nearness
    but_for: bool = False  # it would be exact but for the words that are lacking


@dataclass(frozen=True, slots=True)
class _Scored:
    entries: Entries
    points: NDArray[np.int32]
    date_off: Points
    whole: NDArray[np.bool_]  # every word found

    def only(self, keep: NDArray[np.bool_]) -> _Scored:
        """These of them."""
        return _Scored(self.entries[keep], self.points[keep], self.date_off[keep], self.whole[keep])


def rank(
    index: Index, names: Sequence[str], birth: Birth | None, among: frozenset[int] | None, want: int
) -> list[Ranked]:
    """At most `want` persons, best first; ties youngest first. `among` keeps to these persons."""
    dates = table(birth) if birth else None
    day = place(birth.year, birth.month, birth.day) if birth and birth.exact else 0
    farthest = Reach.FARTHEST if len(names) > 1 or birth else Reach.FAR
    for reach in (Reach.NEAR, farthest):
        readings = [read(index, words, reach) for words in partings(index, names)]
        if reach:
            readings += [read(index, words, reach, set(words).difference(names)) for words in apart(index, names)]
        elif sum(min(reading.masses) for reading in readings) < want:
            continue
        scored: list[_Scored] = []
        for reading in readings:
            if len(reading.words) == 1 and dates is None and among is None:
                scored.append(_one_word(index, reading.meanings[0], want))
            else:
                scored.append(_score(index, reading, dates, day, _shown(index, among)))
        if reach or _good(index, scored, want):
            return _told(index, readings, _best(index, scored, want))
    raise AssertionError("the farthest reach is the last")


def rank_all(index: Index, among: frozenset[int] | None, birth: Birth | None, want: int) -> list[Ranked]:
    """The same when no name was said: these persons, or (`among` is None) those born on the day or a swap of
    it away.
    """
    persons = index.person[: index.size]
    shown = _shown(index, among)
    entries = np.flatnonzero(persons > 0 if shown is None else shown[persons])
    if birth is None:
        off = np.zeros(len(entries), np.uint8)
    else:
        off = table(birth)[index.born(entries)]
        near = off < (APART if among is not None else SLIPPED)
        entries, off = entries[near], off[near]
    scored = _Scored(entries, 1000 - off.astype(np.int32), off, np.ones(len(entries), np.bool_))
    return [
        Ranked(int(index.person[entry]), entry, "close" if lost else "exact", (), lost)
        for entry, lost in _best(index, [scored], want)
    ]


def _shown(index: Index, among: frozenset[int] | None) -> NDArray[np.bool_] | None:
    """For every person's number whether it is among these; None: whoever it is."""
    if among is None:
        return None
    shown = np.zeros(int(index.person[: index.size].max(initial=0)) + 1, np.bool_)
    persons = np.fromiter(among, np.int64, len(among))
    shown[persons[persons < len(shown)]] = True
    shown[0] = False
    return shown


def _allowed_missing(count: int, day: int) -> int:
    return min(count - 1, (count - 1) // 2 + bool(day))


def _one_word(index: Index, meaning: Meaning, want: int) -> _Scored:
    """The entries that hold the word, from its best reading down, until there are enough persons."""
    entries, points = np.zeros(0, np.intp), np.zeros(0, np.int32)
    for level, words in meaning.levels:
        more = _first(index, index.holding(words), want)
        entries = np.concatenate([entries, more])
        points = np.concatenate([points, np.full(len(more), level * 10, np.int32)])
        if _holds_persons(index, entries, want):
            break
    return _Scored(entries, points, np.zeros(len(entries), np.uint8), np.ones(len(entries), np.bool_))


def _first(index: Index, entries: Entries, want: int) -> Entries:
    """Of entries that fit equally well those that are persons', as many as it takes to have that many persons."""
    shortlist = want * 8
    if len(entries) > shortlist * 2:
        order = index.order[entries]
        top = entries[order >= np.partition(order, len(order) - shortlist)[len(order) - shortlist]]
        top = top[index.person[top] > 0]
        if _holds_persons(index, top, want):
            return top
    return entries[index.person[entries] > 0]


def _holds_persons(index: Index, entries: Entries, want: int) -> bool:
    """Whether these are so many persons' entries: nearly always the first of them tell."""
    few = entries[: want * 2]
    return len(set(index.person[few].tolist())) >= want or (
        len(few) < len(entries) and len(set(index.person[entries].tolist())) >= want
    )


def _score(index: Index, reading: Reading, dates: Points | None, day: int, shown: NDArray[np.bool_] | None) -> _Scored:
    """The entries that hold enough of the words and whose date is not another."""
    count, telling = len(reading.words), reading.telling
    entries, unseen = _candidates(index, reading, day)
    off = np.zeros(len(entries), np.uint8)
    if dates is not None:
        off = dates[index.born(entries)]
        entries, off = _where(off < APART, entries, off)
    if shown is not None:
        entries, off = _where(shown[index.person[entries]], entries, off)
    lacking = np.zeros((2, len(entries)), np.uint8)
    allowed = _allowed_missing(count, day), _allowed_missing(len(telling), day)
    for word in unseen:
        lacking[: 1 + (word in telling)] += ~_holds(index, reading.meanings[word], reading.masses[word], entries)
        keep = _enough(lacking, allowed)
        entries, off, lacking = entries[keep], off[keep], lacking[:, keep]
    if shown is None:
        entries, off = _where(index.person[entries] > 0, entries, off)
    best = reading.points(index.words[entries])
    found = best > 0
    missing = count - found.sum(axis=0)
    points = np.where(found, best, _MISSING).sum(axis=0, dtype=np.int32) * 10 // count
    if day:  # the very day bears out a name that is spelt otherwise
        sure = (off == 0) & (missing == 0)
        points[sure] = (points[sure] + 1000) // 2
    points -= off
    scored = _Scored(entries, points, off, missing == 0)
    lacking = np.stack([missing, len(telling) - found[telling].sum(axis=0)])
    without_day = _allowed_missing(count, 0), _allowed_missing(len(telling), 0)
    return scored.only(np.where(off == 0, _enough(lacking, allowed), _enough(lacking, without_day)))


def _enough(lacking: NDArray[np.integer[Any]], allowed: tuple[int, int]) -> NDArray[np.bool_]:
    """Whether few enough of all the words, or of the telling ones, are lacking."""
    return (lacking[0] <= allowed[0]) | (lacking[1] <= allowed[1])


def _candidates(index: Index, reading: Reading, day: int) -> tuple[Entries, list[int]]:
    """Entries among which are all that hold enough of the words, and which words of the reading are to be looked at
    yet. Those that pick the candidates come last: by then few are left.
    """
    count = len(reading.words)
    rarest = sorted(range(count), key=reading.masses.__getitem__)
    picking = rarest[: _allowed_missing(count, 0) + 1]
    telling = [word for word in rarest if word in reading.telling]
    picking += [word for word in telling[: _allowed_missing(len(telling), 0) + 1] if word not in picking]
    if count == 2 and not day and reading.masses[rarest[0]] < _HELD:
        picked, other = (reading.meanings[word] for word in rarest)
        entries, slots = index.holders(picked.words)
        return entries[any_points(other.points[slots])], []
    picked = [reading.meanings[word].words for word in picking]
    entries = index.holding(np.concatenate(picked) if len(picked) > 1 else picked[0])
    if day and count > 1:
        return np.concatenate([entries, index.born_on(day)]), rarest
    if len(picking) == count:
        return entries, []
    return entries, [word for word in rarest if len(picking) > 1 or word != picking[0]]


def _holds(index: Index, meaning: Meaning, mass: int, entries: Entries) -> NDArray[np.bool_]:
    """Which of these entries hold a word with this meaning: by going through all that do, or through the entries'
    words, whichever are fewer.
    """
    if mass < len(entries) * _GATHERED:
        return index.among_holders(entries, meaning.words)
    return any_points(meaning.points[index.words[entries]])


def _where(keep: NDArray[np.bool_], entries: Entries, off: Points) -> tuple[Entries, Points]:
    return entries[keep], off[keep]


def _good(index: Index, scored: Iterable[_Scored], want: int) -> bool:
    """Whether so many persons fit so well that misspellings need not be asked for."""
    fit = [one.entries[one.whole & (one.date_off <= AGREES)] for one in scored]
    return sum(map(len, fit)) >= want and _holds_persons(index, np.concatenate(fit), want)


def _best(index: Index, scored: list[_Scored], want: int) -> list[tuple[int, int]]:
    """Entry and date off of the best persons' best entries: most points, then still said, then youngest."""
    entries, points, off = scored[0].entries, scored[0].points, scored[0].date_off
    if len(scored) > 1:
        entries = np.concatenate([one.entries for one in scored])
        points = np.concatenate([one.points for one in scored])
        off = np.concatenate([one.date_off for one in scored])
    key = (points.astype(np.int64) << 32) + index.order[entries]
    shortlist = min(len(key), want * 20)
    while True:
        top = np.argpartition(-key, shortlist - 1)[:shortlist] if shortlist < len(key) else np.arange(len(key))
        of = entries[top]
        persons = index.person[of]
        in_order = np.lexsort((index.record[of], persons, -key[top]))  # never by when an entry was made
        best: dict[int, int] = {}
        for person, at in zip(persons[in_order].tolist(), top[in_order].tolist(), strict=True):
            best.setdefault(person, at)
            if len(best) == want:
                break
        if len(best) == want or shortlist == len(key):
            break
        shortlist = len(key)
    chosen = list(best.values())
    return list(zip(entries[chosen].tolist(), off[chosen].tolist(), strict=True))


def _told(index: Index, readings: Sequence[Reading], best: list[tuple[int, int]]) -> list[Ranked]:
    """The ranked persons, with what the best of the readings says of each name."""
    slots = index.words[[entry for entry, _ in best]]
    fits = [(reading.words, reading.points(slots).T.tolist()) for reading in readings]
    told: list[Ranked] = []
    for at, (entry, off) in enumerate(best):
        words, marks = fits[0][0], fits[0][1][at]
        for others, theirs in fits[1:]:
            if sum(theirs[at]) * len(words) > sum(marks) * len(others):
                words, marks = others, theirs[at]
        worst = min(marks)
        lacking = () if worst else tuple(word for word, mark in zip(words, marks, strict=True) if mark == 0)
        exact = min((mark for mark in marks if mark), default=0) >= BEGINNING and off <= AGREES
        band = "exact" if exact and worst else "sounds like" if SOUND in marks else "close"
        told.append(Ranked(int(index.person[entry]), entry, band, lacking, off, exact and not worst))
    return told
