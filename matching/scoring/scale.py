"""What one pair weighs: each field's evidence is looked up, since few pairs say anything new of it.

As `weights` has it, to the last digit: a level that counts by the share of its value is worked out when it is first
met, in plain numbers.
"""

from functools import lru_cache

import numpy as np

from matching.scoring.addresses import Home, Postcode
from matching.scoring.bounds import SLACK, most_of
from matching.scoring.compare import Field
from matching.scoring.frequencies import NAMESAKES
from matching.scoring.remembering import until_forgotten
from matching.scoring.said import DISTRICT, FAMILY, GIVEN, HOME, ORDER, POSTCODE, STREET, Said
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
    against_unrelated,
    ratio,
    share_of,
)

_FIELDS = tuple(Field)
_PLACES = frozenset(_FIELDS.index(field) for field in PLACE)
_HELD: dict[tuple[int, int], int] = {(POSTCODE, Postcode.DISTRICT): DISTRICT, (HOME, Home.STREET): STREET}
_SAME = int(Name.SAME)


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
        self._shared = {
            (column, int(level)): _Shared(model, size, field, int(level))
            for column, field in enumerate(Field)
            for level in model.by_share.get(field, ())
        }
        self._plain = [_plain(model, field) for field in Field]
        self._most_plain = [
            [None if (column, level) in self._shared else _most_of(column, more) for level, more in enumerate(levels)]
            for column, levels in enumerate(self._plain)
        ]
        self._likelier = lru_cache(maxsize=1 << 14)(self._work_out)
        extremes = [most_of(model, field) for field in Field]
        self.anything, self.unlike = [a for a, _ in extremes], [u for _, u in extremes]
        """By column: bits for one person that no level says more than, and no level but SAME."""

    def same(self, column: int, held: int, bond: float = 1.0) -> float:
        """Bits for one person of a name that is the same, of which `held` records hold it, `bond` as in `bond_of`."""
        if (column, _SAME) in self._shared:
            return self._likelier(column, _SAME, held, bond)[SAME_HOME]
        return self._plain[column][_SAME][SAME_HOME]

    def bonds(self, family_held: int, given_held: int, both: int) -> tuple[float, float]:
        """`bond_of` a family name if the given names do not fit, and if they are the same."""
        fits, pseudo = self.model.together, self.model.smoothing[_FIELDS[FAMILY].value][0]
        if both >= NAMESAKES:
            share = (both - NAMESAKES + 1) / (given_held + FEW)
            fits = max(fits, share * (self.size + pseudo) / family_held)
        return 1.0, fits

    def at_most(self, said: Said) -> float:
        """Bits that a pair of which this is said weighs at most, whatever may speak for relatives.

        It may be asked before names are compared.
        """
        most, plainly = self._start + SLACK, self._most_plain
        for column, level in enumerate(said.levels):
            if level:
                plain = plainly[column][level]
                most += _most_of(column, self._told(said, column, level)) if plain is None else plain
        return most

    def weigh(self, said: Said) -> list[float]:
        """The summands of a pair as `weights.weigh` makes them."""
        home, moved, household, neighbour = self._home, self._moved, self._household, self._neighbour
        summands = [0.0] * len(PARTS)
        summands[0] = self._start
        for column, level in enumerate(said.levels):
            if not level:
                continue
            more = self._told(said, column, level) if (column, level) in self._shared else self._plain[column][level]
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
        """What a level that counts by the share of its value says in each class."""
        held = said.holders[_HELD.get((column, level), column)]
        return self._likelier(column, level, held, self._bond(said) if column == FAMILY else 1.0)

    def _bond(self, said: Said) -> float:
        given = said.levels[GIVEN]
        if given == Name.SAME:
            return self.bonds(said.holders[FAMILY], said.holders[GIVEN], said.holders[ORDER])[1]
        return self.model.together if Name.MISSING < given <= Name.PART else 1.0

    def _work_out(self, column: int, level: int, held: int, bond: float) -> tuple[float, ...]:
        return self._shared[column, level].likelier(held, bond)


class _Shared:
    """A level that says the more the rarer the value on which two records agree: `weights.likelier` of one pair."""

    def __init__(self, model: Model, size: int, field: Field, level: int) -> None:
        name = share_of(field, level)
        pseudo, self._least = model.smoothing[name]
        self._records = size + pseudo
        self._discount: list[float] = model.discount[name].tolist() if name in model.discount else []
        self._chances: list[float] = against_unrelated(model, field, range(UNRELATED))[level].tolist()

    def likelier(self, held: int, bond: float) -> tuple[float, ...]:
        """log2 of how much likelier agreement on a value that `held` records hold is in each class."""
        share = held / self._records * bond
        if self._discount:
            share *= self._discount[_band(held)]
        share = min(max(share, self._least), MOST)
        return tuple(ratio(np.array([chance + (1 - chance) * share for chance in self._chances])).tolist())


def _plain(model: Model, field: Field) -> list[tuple[float, ...]]:
    """By level: what it says in each class, however rare the value."""
    return [tuple(more) for more in ratio(against_unrelated(model, field, range(UNRELATED)).T).T.tolist()]


def _most_of(column: int, more: tuple[float, ...]) -> float:
    return max(more[:2]) if column in _PLACES else more[SAME_HOME]


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
