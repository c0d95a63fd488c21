"""Which people in a list could be taken for one another: the wrong child must not be opened for want of a
warning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.scoring.dates import Birth, code, levels, may_agree
from matching.scoring.names import classes, normalise, sound
from store.records.hits import Line

_ALIKE = 0.75
_YEAR = 10_000  # a birth code is 20130314

Places: TypeAlias = NDArray[np.intp]
Codes: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


def similar(lines: Sequence[Line]) -> frozenset[int]:
    """Persons that have a near namesake, a twin or the same NHS number among the others.

    A namesake's birth date is equal, near, of the same year or not known, or they live together as father and son
    of one name do; a number that two hold says nothing of which is meant.
    """
    if len(lines) < 2:
        return frozenset()
    codes = np.array([code(line.birth or line.expected_birth) for line in lines], np.int64)
    homes = np.array([_home(line) for line in lines], np.int64)
    left, right = _pairs(len(lines))
    together = (homes[left] == homes[right]) & (homes[left] != 0)
    near = may_agree(codes[left], codes[right]) | together
    left, right, together = left[near], right[near], together[near]
    families, both = _names_alike(lines, left, right)
    marked = _confused(families, both, codes[left], codes[right], together)
    holders = Counter(line.nhs_number for line in lines)
    confused: list[int] = np.concatenate([left[marked], right[marked]]).tolist()
    found = frozenset(lines[at].person for at in confused)
    return found.union(line.person for line in lines if line.nhs_number and holders[line.nhs_number] > 1)


@cache
def _pairs(count: int) -> tuple[Places, Places]:
    left, right = np.triu_indices(count, 1)
    return left, right


def _names_alike(lines: Sequence[Line], left: Places, right: Places) -> tuple[Flags, Flags]:
    """Of each pair whether the family names could be taken for one another, and whether both names could, in
    whichever order.
    """
    given = [normalise(line.given) for line in lines]
    family = [normalise(line.family) for line in lines]
    number = {name: at for at, name in enumerate(dict.fromkeys(given + family))}
    alike = _alike(list(number))
    given_of, family_of = np.array([number[name] for name in given]), np.array([number[name] for name in family])
    families = alike[family_of[left], family_of[right]]
    both = families & alike[given_of[left], given_of[right]]
    both |= alike[family_of[left], given_of[right]] & alike[given_of[left], family_of[right]]
    return families, both


def _alike(names: list[str]) -> Flags:
    """Which of these names, all different, could be taken for one another."""
    alike = cdist(names, names, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, dtype=np.float32) > 0
    holders: dict[int | str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        for trait in _traits(name):
            holders[trait].append(at)
    for those in holders.values():
        if len(those) > 1:
            for one in those:
                alike[one, those] = True
    return alike


@lru_cache(maxsize=1 << 14)
def _traits(name: str) -> tuple[int | str, ...]:
    """The names it may stand for, its words, how it sounds: one of them in common is enough."""
    heard = sound(name)
    return (*classes(name), *name.split(), *([f"={heard}"] if len(heard) > 1 else []))


def _confused(families: Flags, both: Flags, a: Codes, b: Codes, together: Flags) -> Flags:
    """Which pairs, by what is alike of their names, by their birth codes, and by whether they live together."""
    marked = (families | both) & (a == b) & (a % 100 != 0)
    marked |= both & ((a // _YEAR == b // _YEAR) | together)
    unsure = np.flatnonzero(both & ~marked)
    if len(unsure):
        level = levels(a[unsure], b[unsure])
        marked[unsure] = (level != Birth.ABOUT) & (level != Birth.DIFFERENT)
    return marked


def _home(line: Line) -> int:
    """The same number for the same home; 0 if it is not known well enough."""
    return hash((line.address.casefold(), line.postcode)) if line.address and line.postcode else 0
