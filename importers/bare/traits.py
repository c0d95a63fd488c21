"""What a trait is worth as evidence: whether one person's rows agree on it, and how rarely other people's do."""

import numpy as np

from importers.bare.files import Ints
from importers.bare.taken import FEW

KEPT = 0.5
"""Share of one person's rows that must agree on a trait."""
_FOLLOWS = 0.9
"""Share of namesakes that must agree on a trait for it to say no more than the name."""
_RARE = 0.1
"""Share of rows that a trait must be told of."""


class Traits:
    """Judges traits by the rows of all files. given, family, birth: by row the code of each, 0 where it is not told."""

    def __init__(self, given: Ints, family: Ints, birth: Ints) -> None:
        self._named = _together(given, family)
        self._birth = birth
        self._persons = np.where(birth > 0, _together(self._named, birth), 0)

    def worth(self, codes: Ints, known: bool) -> tuple[float, str]:
        """(bits that agreement on this trait is worth, or why it is no trait). known: its heading names a trait."""
        holders = np.bincount(codes[codes > 0])
        total = int(holders.sum())
        if total < _RARE * len(codes) or (holders > 0).sum() < 2:
            return 0.0, "too few rows tell it"
        if (holders > 0).sum() > 0.98 * total:
            return 0.0, "no value of it comes twice"
        chance = float(((holders / total) ** 2).sum())
        if not known and not self._kept_by_persons(codes, chance):
            return 0.0, "its heading is not known"
        if self._follows_from_names(codes, chance):
            return 0.0, "it says no more than the name does"
        return -float(np.log2(chance)) * total / len(codes), ""

    def _kept_by_persons(self, codes: Ints, chance: float) -> bool:
        """Whether rows of what is plainly one person agree on it far beyond chance."""
        agree = _agree(codes, *with_first(self._persons))
        return agree >= KEPT and agree - chance >= 0.3 * (1 - chance)

    def _follows_from_names(self, codes: Ints, chance: float) -> bool:
        """Whether namesakes, born on other days, agree on it nearly always: another spelling, or the sex."""
        one, other = with_first(self._named)
        apart = (self._birth[one] > 0) & (self._birth[other] > 0) & (self._birth[one] != self._birth[other])
        agree = _agree(codes, one[apart], other[apart])
        return agree >= _FOLLOWS and agree - chance >= 0.5 * (1 - chance)


def _together(first: Ints, second: Ints) -> Ints:
    """By row a number of both, 0 where the first is not told."""
    return np.where(first > 0, first * (int(second.max()) + 1) + second, 0)


def _agree(codes: Ints, one: Ints, other: Ints) -> float:
    """Share of the pairs of rows that agree, of those that both tell it; 0 where too few do."""
    told = (codes[one] > 0) & (codes[other] > 0)
    return float((codes[one] == codes[other])[told].mean()) if told.sum() >= FEW else 0.0


def with_first(codes: Ints) -> tuple[Ints, Ints]:
    """Pairs of rows with the same code, each with the first row that has it; 0 is no code."""
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] > 0]
    _, first, of = np.unique(codes[order], return_index=True, return_inverse=True)
    leader = order[first[of.reshape(-1)]]
    return leader[leader != order], order[leader != order]
