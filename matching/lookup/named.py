"""Whom the names that were said fit, also without the words that are often said beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from matching.lookup.birth import Birth
from matching.lookup.found import MOST, doubted
from matching.lookup.index import Index
from matching.lookup.nearness import APART
from matching.lookup.parts import Query
from matching.lookup.ranking import Ranked, rank
from store.disclosure.wording import listed

_BESIDE = frozenset(
    ("unborn", "baby", "newborn", "infant", "child", "children", "kids", "family", "twin", "twins", "the", "of", "at",
     "in", "on", "is", "was", "born", "year", "age", "aged", "due", "about", "with", "her", "his", "their",
     "unknown", "girl", "boy", "female", "male", "mother", "mum", "father", "dad", "parent", "daughter", "son",
     "sister", "brother", "sibling", "grandmother", "grandfather", "gran", "nan", "aunt", "uncle", "carer")
)  # fmt: skip
"""Often said beside a name, and parts of some names."""
_UNNAMED = frozenset(("unborn", "baby", "newborn", "infant"))
"""What agencies put down for the name of a child who has none yet, each in its own word."""


_MANY = 4
"""Of so many words several may be no part of the name, and more than one that is lacking hides whoever bears it."""


def by_names(index: Index, query: Query, among: frozenset[int] | None, notices: list[str]) -> list[Ranked]:
    """The people whom the names fit. If nobody has all of many words, those who bear two neighbours of them just so
    are among them ('do we know evie lingford', 'evie lingford speaks polish'), and whoever bears the most comes first.
    """
    said: list[str] = []
    found = _by_names(index, query, among, said)
    many = len(query.names) >= _MANY and all(ranked.lacking for ranked in found)
    near = _by_neighbours(index, query, among) if many else []
    if not near:
        notices += said
        return found
    if not said:  # nothing was set aside to find the others: whoever bears the most comes first
        near = sorted((*found, *near), key=lambda ranked: -_held(index, ranked, query.names))
    best: dict[int, Ranked] = {}
    for ranked in (*near, *found):
        best.setdefault(ranked.person, ranked)
    return list(best.values())


def _held(index: Index, ranked: Ranked, names: Sequence[str]) -> int:
    """How many of the names the entry has just so."""
    words = index.dictionary.words
    return len({words[number] for number in index.words.of(ranked.entry)}.intersection(names))


def _by_neighbours(index: Index, query: Query, among: frozenset[int] | None) -> list[Ranked]:
    """Those who bear two neighbours just so; if nobody does, who bears one of them just so and one like the other."""
    pairs = list(pairwise(query.names))
    found = [(pair, ranked) for pair in pairs for ranked in _rank_bearers(index, pair, query.birth, among)]
    if not found:
        close = [(pair, ranked) for pair in pairs for ranked in rank(index, pair, query.birth, among, MOST + 1)]
        found = [
            (pair, one)
            for pair, one in close
            if one.band != "sounds like" and not one.lacking and _held(index, one, pair)
        ]
    return [
        doubted(ranked)._replace(lacking=tuple(name for name in query.names if name not in pair))
        for pair, ranked in found
    ]


def _by_names(index: Index, query: Query, among: frozenset[int] | None, notices: list[str]) -> list[Ranked]:
    """If they fit nobody but by words that are often said beside a name ('the smith children', 'unborn smith'),
    whoever fits without those comes first.
    """
    said: list[str] = []
    found = _by_all_names(index, query, among, said)
    names = bare(query.names)
    if 0 < len(names) < len(query.names) and not any(_BESIDE.issuperset(ranked.lacking) for ranked in found):
        aside = listed(f"*{name}*" for name in query.names if name in _BESIDE)
        others: list[str] = [f"nobody has that name with {aside}, so it was looked for without"]
        if without := _by_all_names(index, replace(query, names=names), among, others):
            notices += others
            best: dict[int, Ranked] = {}
            for ranked in (*_unnamed_child(index, query, among), *map(doubted, without), *found):
                best.setdefault(ranked.person, ranked)
            return list(best.values())
    notices += said
    return found


def by_every_word(index: Index, query: Query) -> list[Ranked]:
    """Those who bear each word of the line just so, where some of it was read as a street, a birth or a title."""
    return _rank_bearers(index, query.every_word, None, None)


def _rank_bearers(
    index: Index, words: tuple[str, ...], birth: Birth | None, among: frozenset[int] | None
) -> list[Ranked]:
    people = _bearers(index, words) if among is None else _bearers(index, words) & among
    return rank(index, words, birth, people, MOST + 1) if people else []


def _bearers(index: Index, words: tuple[str, ...]) -> frozenset[int]:
    """Who has each of these words just so, in one name."""
    if not words or not all(map(index.knows, words)):
        return frozenset()
    ids = np.array([index.dictionary.id(word) for word in words], np.uint32)
    entries = index.holding(ids[[index.held[ids].argmin()]])
    bearing = (index.words[entries][:, :, None] == ids).any(axis=1).all(axis=1)
    return frozenset(index.person[entries[bearing]].tolist()) - {0}


def _unnamed_child(index: Index, query: Query, among: frozenset[int] | None) -> list[Ranked]:
    """'Unborn Kowalski' as another agency may have put her down: 'Baby Kowalski'."""
    others = _UNNAMED.difference(query.names) if _UNNAMED.intersection(query.names) else ()
    found: list[Ranked] = []
    for other in sorted(others):
        fits = rank(index, (other, *bare(query.names)), query.birth, among, MOST + 1)
        found += (ranked for ranked in fits if not ranked.lacking)
    return [doubted(ranked) for ranked in found]


def bare(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without the words that are often said beside one."""
    return tuple(name for name in names if name not in _BESIDE)


def _by_all_names(index: Index, query: Query, among: frozenset[int] | None, notices: list[str]) -> list[Ranked]:
    """The people whom names and birth date fit; a birth date or place that leaves nobody is set aside, and
    that is said.
    """
    tries = [(query.birth, among, "")]
    if among is not None:
        tries.append((query.birth, None, "there"))
    if query.birth:
        tries.append((None, among, "with that birth date"))
    if among is not None and query.birth:
        tries.append((None, None, "there, nor with that birth date"))
    for birth, where, missing in tries:
        if found := rank(index, query.names, birth, where, MOST + 1):
            if missing:
                notices.append(f"nobody of that name is recorded {missing}; shown without it")
                return [doubted(ranked) if birth == query.birth else _of_another(ranked) for ranked in found]
            return [*found, *_of_another_birth(index, query.names, among, found, notices)] if birth else found
    return []


def _of_another_birth(
    index: Index, names: tuple[str, ...], among: frozenset[int] | None, found: list[Ranked], notices: list[str]
) -> list[Ranked]:
    """Who bears the names just so, if none of those found does: the age or date that was said may be the wrong half."""
    people = frozenset(ranked.person for ranked in found)
    if any(ranked.band == "exact" for ranked in (*found, *rank(index, names, None, people, MOST + 1))):
        return []
    named = [ranked for ranked in rank(index, names, None, among, MOST + 1) if ranked.band == "exact"]
    if named:
        notices.append("nobody of just that name has that birth date; who has it with another is shown last")
    return [_of_another(ranked) for ranked in named]


def _of_another(ranked: Ranked) -> Ranked:
    """Found without the birth date that was said: whoever it could be was looked for with it."""
    return doubted(ranked._replace(date_off=APART))
