"""Which people in a list could be taken for one another: the wrong child must not be opened for want of a
warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from rapidfuzz.distance import OSA

from matching.scoring.dates import Birth, code, levels
from matching.scoring.names import classes, normalise, sound
from store.records.hits import Line

_ALIKE = 0.75


def similar(lines: Sequence[Line]) -> frozenset[int]:
    """Persons that have a near namesake, a twin or the same NHS number among the others.

    A namesake's birth date is equal, near or not known; a number that two hold says nothing of which is meant.
    """
    pairs = list(combinations(range(len(lines)), 2))
    if not pairs:
        return frozenset()
    codes = np.array([code(line.birth or line.expected_birth) for line in lines], np.int64)
    left, right = np.array(pairs).T
    near = levels(codes[left], codes[right])
    found: set[int] = set()
    for (a, b), level in zip(pairs, near.tolist(), strict=True):
        near_in_time = level not in (Birth.ABOUT, Birth.DIFFERENT)
        namesakes = near_in_time and _confusable(lines[a], lines[b], same_day=level == Birth.SAME)
        if namesakes or (lines[a].nhs_number and lines[a].nhs_number == lines[b].nhs_number):
            found.update((lines[a].person, lines[b].person))
    return frozenset(found)


def _confusable(a: Line, b: Line, *, same_day: bool) -> bool:
    given_a, given_b, family_a, family_b = (normalise(text) for text in (a.given, b.given, a.family, b.family))
    if _alike(family_a, family_b) and (same_day or _alike(given_a, given_b)):
        return True
    return _alike(family_a, given_b) and _alike(given_a, family_b)


def _alike(a: str, b: str) -> bool:
    if not a or not b:
        return not a and not b
    if a == b or set(classes(a)) & set(classes(b)) or set(a.split()) & set(b.split()):
        return True
    return (len(sound(a)) > 1 and sound(a) == sound(b)) or OSA.normalized_similarity(a, b) >= _ALIKE
