"""What one pair weighs: each field's evidence is looked up, since few pairs say anything new of it.

What a level says is worked out by `weights` when it is first met: the rules stand there alone.
"""

from functools import lru_cache

import numpy as np

from matching.scoring.addresses import Home, Postcode
from matching.scoring.bounds import most_of
from matching.scoring.compare import Field
from matching.scoring.said import DISTRICT, FAMILY, GIVEN, HOME, ORDER, POSTCODE, SEX, STREET, Said, together
from matching.scoring.spelling import Name
from matching.scoring.weights import (
    GRAIN,
    HOUSEHOLD,
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

    def says(self, column: int, level: int, held: int) -> float:
        """Bits for one person of a level of a field, where `held` records hold what agrees."""
        return self._likelier(column, level, held, 0)[SAME_HOME]

    def says_of_family(self, held: int, given: int, given_held: int, both: int) -> float:
        """Bits for one person of the same family name, where the given names agree in that level."""
        return self._likelier(FAMILY, Name.SAME, held, given, given_held if both > 1 else 1, both)[SAME_HOME]

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


_lately: list[Scale] = []


def scale(model: Model, size: int) -> Scale:
    """The scale of this model; the one used last is kept, with what it has looked up."""
    found = next((one for one in _lately if one.model is model and one.size == size), None)
    if found is None:
        found = Scale(model, size)
        _lately[:] = [found]
    return found
