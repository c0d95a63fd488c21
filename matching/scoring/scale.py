"""What one pair weighs: each field's evidence is looked up, since few pairs say anything new of it.

What a level says is worked out by `weights` when it is first met: the rules stand there alone.
"""

import math
from functools import lru_cache

import numpy as np

from matching.scoring.addresses import Home, Postcode
from matching.scoring.bounds import most_of
from matching.scoring.compare import Field
from matching.scoring.frequencies import NAMESAKES
from matching.scoring.remembering import until_forgotten
from matching.scoring.said import DISTRICT, FAMILY, GIVEN, HOME, MIDDLE, ORDER, POSTCODE, SEX, STREET, Said, together
from matching.scoring.spelling import Name
from matching.scoring.weights import (
    BANDS,
    FEW,
    GRAIN,
    HOUSEHOLD,
    MOST,
    MOVED,
    NEIGHBOUR,
    PARTS,
    PLACE,
    SAME_HOME,
    UNRELATED,
    Model,
    likelier,
)

_FIELDS = tuple(Field)
_PLACES = frozenset(_FIELDS.index(field) for field in PLACE)
_HELD: dict[tuple[int, int], int] = {(POSTCODE, Postcode.DISTRICT): DISTRICT, (HOME, Home.STREET): STREET}
_CLOSE = 1e-9  # more than logarithms worked out one way or another may differ
_SLACK = (len(PARTS) + 1) / 2 / GRAIN  # summands are rounded


class Scale:
    """Weighs by one model, where values are as common as among `size` records."""

    def __init__(self, model: Model, size: int) -> None:
        self.model = model
        self.size = size
        priors = model.priors(size)
        near = np.logaddexp2(priors[SAME_HOME], priors[MOVED])
        self._start = float(near - priors[UNRELATED])
        self._home, self._moved = float(priors[SAME_HOME] - near), float(priors[MOVED] - near)
        self._household = float(priors[HOUSEHOLD] - priors[UNRELATED])
        self._neighbour = float(priors[NEIGHBOUR] - priors[UNRELATED])
        shared = ((_FIELDS.index(field), level) for field, levels in model.by_share.items() for level in levels)
        self._holders: dict[tuple[int, int], int] = {at: _HELD.get(at, at[0]) for at in shared}
        self._likelier = lru_cache(maxsize=1 << 14)(self._work_out)
        self._same = {column: self._of_same(column) for column in (GIVEN, FAMILY, MIDDLE)}
        extremes = [most_of(model, field) for field in Field]
        self.anything, self.unlike = [a for a, _ in extremes], [u for _, u in extremes]
        """By column: bits for one person that no level says more than, and no level but SAME."""

    def weigh(self, said: Said, floor: float) -> list[float] | None:
        """The summands of a pair as `weights.weigh` makes them, or None if they come to less than `floor` bits."""
        told = [(column, self._told(said, column, level)) for column, level in enumerate(said.levels) if level]
        if self._most(told) < floor:
            return None
        summands = self._summands(told)
        return summands if sum(summands) >= floor else None

    def same(self, column: int, held: int, bond: float = 1.0) -> float:
        """Bits for one person of a name that is the same, of which `held` records hold it, `bond` as in `bond_of`.

        Only for a bound: `weights` says it to the last digit.
        """
        person, unrelated, by_share, pseudo, least, discount = self._same[column]
        if by_share:
            share = held / (self.size + pseudo) * bond * (discount[_band(held)] if discount else 1.0)
            share = min(max(share, least), MOST)
            person, unrelated = person + (1 - person) * share, unrelated + (1 - unrelated) * share
        return math.log2(person / unrelated) + _CLOSE if person and unrelated else math.inf

    def bonds(self, family_held: int, given_held: int, both: int) -> tuple[float, float]:
        """`bond_of` a family name if the given names do not fit, and if they are the same."""
        fits, pseudo = self.model.together, self.model.smoothing[_FIELDS[FAMILY].value][0]
        if both >= NAMESAKES:
            share = (both - NAMESAKES + 1) / (given_held + FEW)
            fits = max(fits, share * (self.size + pseudo) / family_held)
        return 1.0, fits

    def _of_same(self, column: int) -> tuple[float, float, bool, float, float, list[float]]:
        model, field = self.model, _FIELDS[column]
        chances = model.chances[field][Name.SAME]
        pseudo, least = model.smoothing.get(field.value, (0.0, 0.0))
        discount: list[float] = model.discount[field.value].tolist() if field.value in model.discount else []
        by_share = Name.SAME in model.by_share.get(field, ())
        return float(chances[SAME_HOME]), float(chances[UNRELATED]), by_share, pseudo, least, discount

    def at_most(self, said: Said) -> float:
        """Bits that a pair of which this is said, and of its names nothing yet, weighs at most."""
        return self._most(
            [(column, self._told(said, column, level)) for column, level in enumerate(said.levels) if level]
        )

    def _most(self, told: list[tuple[int, tuple[float, ...]]]) -> float:
        """Without asking what speaks for relatives, and before summands are rounded."""
        return self._start + _SLACK + sum(max(m[:2]) if column in _PLACES else m[SAME_HOME] for column, m in told)

    def _summands(self, told: list[tuple[int, tuple[float, ...]]]) -> list[float]:
        home, moved, household, neighbour = self._home, self._moved, self._household, self._neighbour
        summands = [0.0] * len(PARTS)
        summands[0] = self._start
        for column, more in told:
            household += more[HOUSEHOLD]
            neighbour += more[NEIGHBOUR]
            if column in _PLACES:
                before = float(np.logaddexp2(home, moved))
                home += more[SAME_HOME]
                moved += more[MOVED]
                summands[column + 1] = float(np.logaddexp2(home, moved)) - before
            else:
                summands[column + 1] = more[SAME_HOME]
        summands[-1] = -float(np.logaddexp2(0.0, np.logaddexp2(household, neighbour)))
        return [round(bits * GRAIN) / GRAIN for bits in summands]

    def _told(self, said: Said, column: int, level: int) -> tuple[float, ...]:
        """log2 of how much likelier the level of a field is in each class than among the unrelated."""
        given = said.levels[GIVEN]
        place = self._holders.get((column, level))
        if place is None:
            return self._likelier(column, level, 1, given if column == SEX else 0)
        held = said.holders[place]
        if column != FAMILY:
            return self._likelier(column, level, held, 0)
        namesakes = said.holders[ORDER]
        return self._likelier(column, level, held, given, said.holders[GIVEN] if namesakes > 1 else 1, namesakes)

    def _work_out(
        self, column: int, level: int, held: int, given: int, holders_given: int = 1, holders_both: int = 1
    ) -> tuple[float, ...]:
        said = Said()
        said.put(GIVEN, given, holders_given)
        said.holders[ORDER] = holders_both
        said.put(column, level, held)
        said.holders[DISTRICT] = said.holders[STREET] = held
        return tuple(likelier(self.model, together([said], self.size), _FIELDS[column])[:, 0].tolist())


def _band(held: int) -> int:
    return min(max(held, 1).bit_length() - 1, BANDS - 1)


_lately: list[Scale] = []
until_forgotten(_lately.clear)


def scale(model: Model, size: int) -> Scale:
    """The scale of this model; the one used last is kept, with what it has looked up."""
    found = next((one for one in _lately if one.model is model and one.size == size), None)
    if found is None:
        found = Scale(model, size)
        _lately[:] = [found]
    return found
