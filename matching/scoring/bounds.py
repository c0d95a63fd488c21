"""The most that a pair can weigh, told before its names are read letter by letter.

Names cost more to compare than all the rest together, and most pairs cannot reach the review line whatever their names
turn out to be. The bound is never below the weight, whatever the model.
"""

from dataclasses import replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matching.scoring.columns import Table
from matching.scoring.compare import LEVELS, Comparison, Field
from matching.scoring.spelling import Name
from matching.scoring.weights import (
    GRAIN,
    HOUSEHOLD,
    MOST,
    MOVED,
    NEIGHBOUR,
    PARTS,
    PLACE,
    SAME_HOME,
    UNRELATED,
    Floats,
    Model,
    bond_of,
    likelier,
    raised,
    ratio,
    shares,
)

Ints = NDArray[np.int64]
Levels = NDArray[np.int8]

NAMES = (Field.FAMILY, Field.GIVEN, Field.MIDDLE, Field.ORDER)
OPEN, ANY = -1, -2  # anything but SAME, anything at all: what only letters can tell; they stand last in a table
_SPOKEN = [SAME_HOME, HOUSEHOLD, NEIGHBOUR]
_SLACK = (len(PARTS) + 1) / 2 / GRAIN  # summands are rounded


def ceiling(model: Model, table: Table, left: Ints, right: Ints, rest: Comparison) -> Floats:
    """Bits that no pair's weight is above; `rest` is the comparison without names."""
    priors = model.priors(rest.size)
    best, household, neighbour = _names(model, table, left, right, rest.size)
    best += _SLACK - priors[UNRELATED]
    household += priors[HOUSEHOLD] - priors[UNRELATED]
    neighbour += priors[NEIGHBOUR] - priors[UNRELATED]
    home, moved = np.full(len(rest), priors[SAME_HOME]), np.full(len(rest), priors[MOVED])
    for field in Field:
        if field not in NAMES and rest.levels[field].any():
            more = likelier(model, rest, field)
            household += more[HOUSEHOLD]
            neighbour += more[NEIGHBOUR]
            if field in PLACE:
                home += more[SAME_HOME]
                moved += more[MOVED]
            else:
                best += more[SAME_HOME]
    return best + np.logaddexp2(home, moved) - np.logaddexp2(0, np.logaddexp2(household, neighbour))


def _names(model: Model, table: Table, left: Ints, right: Ints, size: int) -> tuple[Floats, Floats, Floats]:
    """Of all names of each pair: the most that speaks for one person, the least for a household and neighbours."""
    pair, sight = _at_sight(table, left, right, size)
    bounds = np.zeros((3, len(pair)))
    for field in NAMES:
        bounds += _between(model, sight, field)
    if len(pair) == len(left) and (pair == np.arange(len(left))).all():
        return bounds[0], bounds[1], bounds[2]
    out = np.zeros((3, len(left)))  # who has no name at all says nothing
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
    if len(starts):
        out[0, pair[starts]] = np.maximum.reduceat(bounds[0], starts)
        out[1:, pair[starts]] = np.minimum.reduceat(bounds[1:], starts, axis=1)
    return out[0], out[1], out[2]


def _at_sight(table: Table, left: Ints, right: Ints, size: int) -> tuple[Ints, Comparison]:
    """Every name of left[k] against every name of right[k] as far as codes tell: (k, levels)."""
    pair, i, j = table.names.combinations(left, right)
    (g, m, f), (h, n, e) = ([column[rows] for column in table.names.columns] for rows in (i, j))
    levels = {Field.GIVEN: _seen(g, h), Field.FAMILY: _seen(f, e), Field.MIDDLE: _seen(m, n)}
    levels[Field.MIDDLE][(m == 0) | (n == 0)] = Name.MISSING
    exchanged = np.flatnonzero((g == e) & (g > 0) | (f == h) & (f > 0))
    for field in (Field.GIVEN, Field.FAMILY):
        at = exchanged[levels[field][exchanged] != Name.SAME]
        levels[field][at] = ANY
    levels[Field.ORDER] = np.full(len(pair), ANY, np.int8)
    holders = {
        field: np.minimum(table.counts[field.value][i], table.counts[field.value][j])
        for field in (Field.GIVEN, Field.FAMILY, Field.MIDDLE)
    }
    blank = np.zeros(0, np.int64)
    return pair, Comparison(levels, holders, blank, blank, size)


def _seen(a: Ints, b: Ints) -> Levels:
    """SAME, MISSING if blank on both sides, or OPEN: half a name may stand in the other column."""
    out = np.where(a == b, np.int8(Name.SAME), np.int8(OPEN))
    out[(a | b) == 0] = Name.MISSING
    return out


def _between(model: Model, sight: Comparison, field: Field) -> Floats:
    """The most for one person in one home, the least for a household and for neighbours. Shape (3, n)."""
    level = sight.levels[field]
    out = np.take(_extremes(model, field), level, axis=1)
    if Name.SAME in model.by_share.get(field, ()):
        at = np.flatnonzero(level == Name.SAME)
        out[:, at] = _agreed(model, sight, field, at, Name.DIFFERENT)
        if field is Field.FAMILY:  # its share depends on whether the given names fit
            at = at[sight.levels[Field.GIVEN][at] < 0]
            out[:, at] = _wider(out[:, at], _agreed(model, sight, field, at, Name.SAME))
    return out


def _agreed(model: Model, sight: Comparison, field: Field, at: Ints, supposed: Name) -> Floats:
    """As `_between` where the value is the same, supposing that open given names turn out so."""
    given = sight.levels[Field.GIVEN]
    whole = replace(sight, levels=sight.levels | {Field.GIVEN: np.where(given < 0, np.int8(supposed), given)})
    share = shares(model, whole, field, Name.SAME, at, bond_of(model, whole, field, at))
    return ratio(raised(model.chances[field][Name.SAME], share))[_SPOKEN]


def _extremes(model: Model, field: Field) -> Floats:
    """As `_between`, by level, and last for ANY and OPEN. A level by share is taken over all shares there may be."""
    told = ratio(model.chances[field].T)[_SPOKEN]
    for level in model.by_share.get(field, ()):
        ends = np.array([model.smoothing[field.value][1], MOST])
        found = ratio(raised(model.chances[field][level], ends))[_SPOKEN]
        told[:, [level]] = _wider(found[:, :1], found[:, 1:])
    levels = np.split(told, len(LEVELS[field]), axis=1)
    opened = reduce(_wider, levels[2:], levels[0])
    return np.concatenate([told, _wider(opened, levels[1]), opened], axis=1)


def _wider(one: Floats, other: Floats) -> Floats:
    """The greater of what speaks for one person, the lesser of what speaks for relatives."""
    return np.concatenate([np.maximum(one[:1], other[:1]), np.minimum(one[1:], other[1:])])
