"""The most that a pair can weigh, told before its names are read letter by letter.

Names cost more to compare than all the rest together, and most pairs cannot reach the review line whatever their names
turn out to be. The bound is never below the weight, whatever the model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matching.scoring.arrays import Ints, Levels
from matching.scoring.columns import Table
from matching.scoring.compare import OPEN, Comparison, Field
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
    against_unrelated,
    bond_of,
    likelier,
    raised,
    ratio,
    shares,
)

NAMES = (Field.FAMILY, Field.GIVEN, Field.MIDDLE, Field.ORDER)
ANY = -2  # as OPEN is anything but SAME, anything at all; they stand last in a table
_PERSON, _PERSONS, _RELATIVES = (SAME_HOME,), (SAME_HOME, MOVED), (HOUSEHOLD, NEIGHBOUR)
SLACK = (len(PARTS) + 1) / 2 / GRAIN  # summands are rounded


def within_reach(model: Model, table: Table, left: Ints, right: Ints, rest: Comparison, floor: float) -> Ints:
    """Which of the pairs may weigh `floor` bits; `rest` is their comparison at sight."""
    most = _for_one_person(model, table, left, right, rest)
    near = np.flatnonzero(most >= floor)
    least = _for_relatives(model, table, left[near], right[near], rest.at(near))
    return near[most[near] - least >= floor]


def _for_one_person(model: Model, table: Table, left: Ints, right: Ints, rest: Comparison) -> Floats:
    priors = model.priors(rest.size)
    most = _names(model, table, left, right, rest.size, _PERSON)[0] + (SLACK - priors[UNRELATED])
    home, moved = np.full(len(rest), priors[SAME_HOME]), np.full(len(rest), priors[MOVED])
    for field in _told(rest):
        if field in PLACE:
            at_home, elsewhere = _said(model, rest, field, _PERSONS)
            home += at_home
            moved += elsewhere
        else:
            most += _said(model, rest, field, _PERSON)[0]
    return most + np.logaddexp2(home, moved)


def _for_relatives(model: Model, table: Table, left: Ints, right: Ints, rest: Comparison) -> Floats:
    priors = model.priors(rest.size)
    near = _names(model, table, left, right, rest.size, _RELATIVES)
    near += (priors[[HOUSEHOLD, NEIGHBOUR]] - priors[UNRELATED])[:, None]
    for field in _told(rest):
        near += _said(model, rest, field, _RELATIVES)
    return np.logaddexp2(0, np.logaddexp2(near[0], near[1]))


def _outer(classes: Sequence[int]) -> np.ufunc:
    return np.minimum if classes is _RELATIVES else np.maximum


def _said(model: Model, rest: Comparison, field: Field, classes: Sequence[int]) -> Floats:
    """What a field says, at best where letters would tell. Shape (classes, n)."""
    out = likelier(model, rest, field, classes)
    at = np.flatnonzero(rest.levels[field] == OPEN)
    if len(at):
        out[:, at] = _extremes(model, field, classes, _outer(classes))[:, OPEN, None]
    return out


def _told(rest: Comparison) -> Iterator[Field]:
    return (field for field in Field if field not in NAMES and rest.levels[field].any())


def _names(model: Model, table: Table, left: Ints, right: Ints, size: int, classes: Sequence[int]) -> Floats:
    """What all names of each pair say at best: the most for one person, or the least for relatives.

    Shape (classes, n).
    """
    outer = _outer(classes)
    pair, sight = _at_sight(table, left, right, size)
    bounds = np.zeros((len(classes), len(pair)))
    for field in NAMES:
        bounds += _at_best(model, sight, field, classes, outer)
    if len(pair) == len(left) and (pair[1:] > pair[:-1]).all():
        return bounds
    out = np.zeros((len(classes), len(left)))  # who has no name at all says nothing
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
    if len(starts):
        out[:, pair[starts]] = outer.reduceat(bounds, starts, axis=1)
    return out


def _at_sight(table: Table, left: Ints, right: Ints, size: int) -> tuple[Ints, Comparison]:
    """Every name of left[k] against every name of right[k] as far as codes tell: (k, levels)."""
    pair, i, j = table.names.combinations(left, right)
    (g, m, f), (h, n, e) = ([column[rows] for column in table.names.columns] for rows in (i, j))
    levels = {Field.GIVEN: _seen(g, h), Field.FAMILY: _seen(f, e), Field.MIDDLE: _seen(m, n)}
    levels[Field.MIDDLE][(m == 0) | (n == 0)] = Name.MISSING
    levels[Field.GIVEN][(g | h) == 0] = ANY  # that neither has one may count under one roof
    exchanged = (g == e) & (g > 0) | (f == h) & (f > 0)
    moved = (g == n) & (g > 0) | (h == m) & (h > 0)  # the given name of one is the middle name of the other
    unlike = levels[Field.GIVEN] != Name.SAME
    levels[Field.GIVEN][exchanged & unlike] = ANY
    levels[Field.FAMILY][exchanged & (levels[Field.FAMILY] != Name.SAME)] = ANY
    levels[Field.MIDDLE][moved & unlike] = ANY
    holders = {field: table.counts(field.value)[i] for field in levels}  # both sides', where they are the same
    holders[Field.ORDER] = np.minimum(table.counts("whole")[i], table.counts("whole")[j])
    levels[Field.ORDER] = np.full(len(pair), ANY, np.int8)
    blank = np.zeros(0, np.int64)
    return pair, Comparison(levels, holders, blank, blank, size)


def _seen(a: Ints, b: Ints) -> Levels:
    """SAME, MISSING if blank on both sides, or OPEN: half a name may stand in the other column."""
    out = np.where(a == b, np.int8(Name.SAME), np.int8(OPEN))
    out[(a | b) == 0] = Name.MISSING
    return out


def _at_best(model: Model, sight: Comparison, field: Field, classes: Sequence[int], outer: np.ufunc) -> Floats:
    """What one field of names says at best. Shape (classes, n)."""
    level = sight.levels[field]
    out = np.take(_extremes(model, field, classes, outer), level, axis=1)
    if Name.SAME in model.by_share.get(field, ()):
        at = np.flatnonzero(level == Name.SAME)
        out[:, at] = _agreed(model, sight, field, at, classes, Name.DIFFERENT)
        if field is Field.FAMILY:  # its share depends on whether the given names fit
            at = at[sight.levels[Field.GIVEN][at] < 0]
            out[:, at] = outer(out[:, at], _agreed(model, sight, field, at, classes, Name.SAME))
    return out


def _agreed(model: Model, sight: Comparison, field: Field, at: Ints, classes: Sequence[int], supposed: Name) -> Floats:
    """What a name says where it is the same, supposing that open given names turn out so. Shape (classes, n)."""
    given = sight.levels[Field.GIVEN]
    whole = replace(sight, levels=sight.levels | {Field.GIVEN: np.where(given < 0, np.int8(supposed), given)})
    share = shares(model, whole, field, Name.SAME, at, bond_of(model, whole, field, at))
    return ratio(raised(against_unrelated(model, field, classes)[Name.SAME], share))


def most_of(model: Model, field: Field) -> tuple[float, float]:
    """The most that a field says for one person, over all its levels, and over all but SAME."""
    told = _extremes(model, field, _PERSON, np.maximum)[0]
    return float(told[ANY]), float(told[OPEN])


def _extremes(model: Model, field: Field, classes: Sequence[int], outer: np.ufunc) -> Floats:
    """What each level says at best, over all shares a value may have; then ANY and OPEN. Shape (classes, levels)."""
    chances = against_unrelated(model, field, classes)
    told = ratio(chances.T)
    for level in model.by_share.get(field, ()):
        ends = np.array([model.smoothing[field.value][1], MOST])
        told[:, level] = outer.reduce(ratio(raised(chances[level], ends)), axis=1)
    opened = outer(told[:, 0], outer.reduce(told[:, 2:], axis=1))
    return np.column_stack([told, outer(opened, told[:, 1]), opened])
