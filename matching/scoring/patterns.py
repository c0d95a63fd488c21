"""Many comparisons as few counted patterns: pairs that agree in the same levels, on values about as common."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Floats, Ints
from matching.scoring.compare import Comparison, Field
from matching.scoring.weights import Model, bond_of, shares

_BITS = 4  # a level
_STEP = 3.0  # bits of frequency told apart
_FIELDS = tuple(Field)


@dataclass(frozen=True)
class Patterns:
    """Distinct patterns: levels, shape (patterns, fields); share: mean share of what agrees, 0 where none counts."""

    levels: NDArray[np.int8]
    share: Floats
    count: Ints
    of_pair: Ints


def patterns(model: Model, comparison: Comparison) -> Patterns:
    """The distinct patterns among these pairs, with how many pairs have each."""
    levels = np.stack([comparison.levels[f] for f in _FIELDS], axis=1)
    rarity = np.zeros(levels.shape, np.float64)
    for column, field in enumerate(_FIELDS):
        for level in model.by_share.get(field, ()):
            at = np.flatnonzero(levels[:, column] == level)
            bond = bond_of(model, comparison, field, at)
            rarity[at, column] = np.log2(shares(model, comparison, field, level, at, bond))
    code = np.rint(np.clip(rarity.sum(axis=1) / -_STEP, 0, 63)).astype(np.int64)
    for column in range(len(_FIELDS)):
        code = code << _BITS | levels[:, column]
    _, first, of_pair, count = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    of_pair = of_pair.reshape(-1)
    share = np.zeros((len(count), len(_FIELDS)))
    for column in range(len(_FIELDS)):
        mean = np.bincount(of_pair, rarity[:, column], len(count)) / count
        share[:, column] = np.where(mean < 0, np.exp2(mean), 0.0)
    return Patterns(levels[first], share, count, of_pair)
