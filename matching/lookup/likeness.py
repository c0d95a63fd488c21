"""Which people in a list could be taken for one another: the wrong child must not be opened for want of a
warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA

from matching.scoring.dates import Birth, code, levels
from matching.scoring.names import classes, normalise, sound
from store.records.hits import Line

_ALIKE = 0.75
_YEAR = 10_000  # a birth code is 20130314


def similar(lines: Sequence[Line]) -> frozenset[int]:
    """Persons that have a near namesake, a twin or the same NHS number among the others.

    A namesake's birth date is equal, near, of the same year or not known, or they live together as father and son
    of one name do; a number that two hold says nothing of which is meant.
    """
    if len(lines) < 2:
        return frozenset()
    left, right = np.triu_indices(len(lines), 1)
    codes = np.array([code(line.birth or line.expected_birth) for line in lines], np.int64)
    level = levels(codes[left], codes[right])
    same = level == Birth.SAME
    close = (level != Birth.ABOUT) & (level != Birth.DIFFERENT)
    years = codes // _YEAR
    homes = np.array([_home(line) for line in lines], np.int64)
    together = (homes[left] == homes[right]) & (homes[left] != 0)
    near = np.flatnonzero(close | (years[left] == years[right]) | together)
    names = [(normalise(line.given), normalise(line.family)) for line in lines]
    found: set[int] = set()
    pairs: list[tuple[int, int]] = np.column_stack([left, right])[near].tolist()
    for (a, b), same_day in zip(pairs, same[near], strict=True):
        if _confusable(names[a], names[b], same_day=bool(same_day)):
            found.update((lines[a].person, lines[b].person))
    holders = Counter(line.nhs_number for line in lines)
    return frozenset(found.union(line.person for line in lines if line.nhs_number and holders[line.nhs_number] > 1))


def _home(line: Line) -> int:
    """The same number for the same home; 0 if it is not known well enough."""
    return hash((line.address.casefold(), line.postcode)) if line.address and line.postcode else 0


def _confusable(a: tuple[str, str], b: tuple[str, str], *, same_day: bool) -> bool:
    (given_a, family_a), (given_b, family_b) = a, b
    if _alike(family_a, family_b) and (same_day or _alike(given_a, given_b)):
        return True
    return _alike(family_a, given_b) and _alike(given_a, family_b)


@lru_cache(maxsize=1 << 14)
def _alike(a: str, b: str) -> bool:
    if not a or not b:
        return not a and not b
    if a == b or set(classes(a)) & set(classes(b)) or set(a.split()) & set(b.split()):
        return True
    return (len(sound(a)) > 1 and sound(a) == sound(b)) or OSA.normalized_similarity(a, b) >= _ALIKE
