"""Which entries fit the names and the birth date that were said, best evidence first.

A typed word is read in every way the dictionary knows (exact, beginning, nickname, spelling, one or two
edits, sound); an entry's points are the mean of its words' points, in any order of words, each of the entry's
words used once. A date costs points when it does not quite agree. What could hide a person is soft: one word
in three may be missing, or one in two if the birth date agrees to the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.birth import Birth
from matching.lookup.chunks import SLOTS
from matching.lookup.dictionary import BEGINNING, SOUND, Meaning, Reach
from matching.lookup.index import Entries, Index
from matching.lookup.nearness import AGREES, APART, SLIPPED, place, table
from matching.lookup.partings import partings
from matching.scoring.spelling import Name, alike

Points: TypeAlias = NDArray[np.uint8]

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


@dataclass(frozen=True, slots=True)
class _Reading:
    """The typed words in one way of parting them, what each can mean, and whether two of them can mean one word."""

    words: tuple[str, ...]
    meanings: list[Meaning]
    masses: list[int]  # entries that hold each of them, at most
    overlap: bool


def rank(
    index: Index,
    names: Sequence[str],
    birth: Birth | None,
    among: frozenset[int] | None,
    want: int,
) -> list[Ranked]:
    """At most `want` persons, best first; ties youngest first. `among` keeps to these persons."""
    dates = table(birth) if birth else None
    day = place(birth.year, birth.month, birth.day) if birth and birth.exact else 0
    farthest = Reach.FARTHEST if len(names) > 1 or birth else Reach.FAR
    for reach in (Reach.NEAR, farthest):
        readings = [_reading(index, words, reach) for words in partings(index, names)]
        if not reach and sum(min(reading.masses) for reading in readings) < want:
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


def _reading(index: Index, words: tuple[str, ...], reach: Reach) -> _Reading:
    meanings = [index.dictionary.meaning(word, reach) for word in words]
    masses = [int(index.held[meaning.words].sum()) for meaning in meanings]
    return _Reading(words, meanings, masses, _overlap(meanings))


def _overlap(meanings: list[Meaning]) -> bool:
    return any(meanings[i].points[other.words].any() for i in range(len(meanings)) for other in meanings[i + 1 :])


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


def _score(index: Index, reading: _Reading, dates: Points | None, day: int, shown: NDArray[np.bool_] | None) -> _Scored:
    """The entries that hold enough of the words and whose date is not another."""
    count = len(reading.words)
    entries, unseen = _candidates(index, reading, day)
    off = np.zeros(len(entries), np.uint8)
    if dates is not None:
        off = dates[index.born(entries)]
        entries, off = _where(off < APART, entries, off)
    if shown is not None:
        entries, off = _where(shown[index.person[entries]], entries, off)
    lacking = np.zeros(len(entries), np.uint8)
    allowed = _allowed_missing(count, day)
    for word in unseen:
        lacking += ~_holds(index, reading.meanings[word], reading.masses[word], entries)
        keep = lacking <= allowed
        entries, off, lacking = entries[keep], off[keep], lacking[keep]
    if shown is None:
        entries, off = _where(index.person[entries] > 0, entries, off)
    best = _each_word(index.words[entries], reading)
    found = best > 0
    missing = count - found.sum(axis=0)
    points = np.where(found, best, _MISSING).sum(axis=0, dtype=np.int32) * 10 // count
    if day:  # the very day bears out a name that is spelt otherwise
        sure = (off == 0) & (missing == 0)
        points[sure] = (points[sure] + 1000) // 2
    points -= off
    scored = _Scored(entries, points, off, missing == 0)
    return scored.only(missing <= np.where(off == 0, allowed, _allowed_missing(count, 0)))


def _candidates(index: Index, reading: _Reading, day: int) -> tuple[Entries, list[int]]:
    """Entries among which are all that hold enough of the words, and which words of the reading are to be looked at
    yet. Those that pick the candidates come last: by then few are left.
    """
    count = len(reading.words)
    rarest = sorted(range(count), key=reading.masses.__getitem__)
    picking = rarest[: _allowed_missing(count, 0) + 1]
    if count == 2 and not day and reading.masses[rarest[0]] < _HELD:
        picked, other = (reading.meanings[word] for word in rarest)
        entries, slots = index.holders(picked.words)
        return entries[_any(other.points[slots])], []
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
    return _any(meaning.points[index.words[entries]])


def _any(cell: Points) -> NDArray[np.bool_]:
    """Of each row whether it has any points."""
    return cell.view(np.uint32)[:, 0] > 0


def _where(keep: NDArray[np.bool_], entries: Entries, off: Points) -> tuple[Entries, Points]:
    return entries[keep], off[keep]


def _each_word(slots: NDArray[np.uint32], reading: _Reading) -> Points:
    """Points of each typed word (rows) in each entry (columns), no word of an entry standing for two typed ones."""
    cells = [meaning.points[slots] for meaning in reading.meanings]
    best = np.stack([_greatest(cell) for cell in cells])
    if not reading.overlap or len(cells) > SLOTS:
        return best
    held = [cell.astype(np.bool_) for cell in cells]
    twice = np.zeros(held[0].shape, np.bool_)
    for i, one in enumerate(held):
        for other in held[i + 1 :]:
            twice |= one & other
    apart = twice.view(np.uint32)[:, 0] > 0
    if _one_word_typed(reading.words):
        apart &= slots[:, 1] > 0  # 'Dawit Dawit': his one word is typed in two ways
    rows = np.flatnonzero(apart)
    if len(rows):
        best[:, rows] = _apart([cell[rows] for cell in cells])
    return best


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


def _told(index: Index, readings: Sequence[_Reading], best: list[tuple[int, int]]) -> list[Ranked]:
    """The ranked persons, with what the best of the readings says of each name."""
    slots = index.words[[entry for entry, _ in best]]
    fits = [(reading.words, _each_word(slots, reading).T.tolist()) for reading in readings]
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
