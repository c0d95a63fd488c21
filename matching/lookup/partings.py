"""How the words that were typed may have to be parted: names are written as one word or as several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.lookup.index import Index

_READINGS = 4
_SHORTEST_HALF = 3
_PARTICLES = re.compile("(van|von|de|abd|bin)(de[rn]?|la|las|los|ter|el|al|ul|ur)(.{3,})")
_INITIALS = re.compile("[^aeiouy]{2}")
"""With a vowel they may be the beginning of a name, as which they are looked for much quicker."""
_SAID_BEFORE = ("mc", "mac", "o")


def partings(index: Index, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words as typed; neighbours written as one ('mc donald', 'van der berg'); one word written as several
    ('smithjones', 'vanderberg'), or two initials as one word ('jp smith').
    """
    found = [tuple(names)]
    for count in (2, 3):
        for i in range(len(names) - count + 1):
            joined = "".join(names[i : i + count])
            if index.knows(joined) or (count == 2 and names[i] in _SAID_BEFORE):
                found.append((*names[:i], joined, *names[i + count :]))
    for i, name in enumerate(names):
        initials = tuple(name) if i < len(names) - 1 and _INITIALS.fullmatch(name) else ()  # the last is on its way
        if not index.knows(name) and (parts := initials or _parts(index, name)):
            found.append((*names[:i], *parts, *names[i + 1 :]))
    return found[:_READINGS]


def apart(index: Index, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words with each that somebody bears as two that others bear: Jiahui is also written Jia Hui."""
    known = [(i, halves) for i, name in enumerate(names) if index.knows(name) and (halves := _parts(index, name))]
    return [(*names[:i], *halves, *names[i + 1 :]) for i, halves in known]


def _parts(index: Index, name: str) -> tuple[str, ...]:
    """A word that nobody bears as words that somebody does: none shorter than it must be."""
    halves = [
        (name[:cut], name[cut:])
        for cut in range(2, len(name) - _SHORTEST_HALF + 1)
        if index.knows(name[:cut]) and index.knows(name[cut:])
    ]
    if halves:
        return max(halves, key=lambda half: min(map(len, half)))
    particles = _PARTICLES.fullmatch(name)
    return particles.groups() if particles and all(map(index.knows, particles.groups())) else ()
