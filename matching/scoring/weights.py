"""Evidence in bits: how much likelier the agreement is if two records are one person than if they are two.

Five latent classes instead of two (domain/11): one person at one address, one person who moved, two people of
one household, neighbours, unrelated. The weight is log2[(same home + moved) / (household + neighbour +
unrelated)]. Where a value agrees, the chance that strangers share it is that value's share of all records, so
a Zebedee counts more than a Smith.

Every summand is rounded to 1/1024 bit: sums are then exact in binary, and an explanation adds up to its
weight in any order.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring.compare import LEVELS, Comparison, Field
from matching.scoring.spelling import Name

Floats = NDArray[np.float64]

SAME_HOME, MOVED, HOUSEHOLD, NEIGHBOUR, UNRELATED = range(5)
GRAIN = 1024
PLACE = (
    Field.POSTCODE,
    Field.HOME,
    Field.TOWN,
    Field.PHONE,
)  # a move changes these, so they tell the first two classes apart
PRIOR, RELATIVE = "prior", "relative"
PARTS: tuple[str, ...] = (
    PRIOR,
    *Field,
    RELATIVE,
)  # the columns of a `Weighed`, in the order they are explained


@dataclass(frozen=True)
class Thresholds:
    """In bits: join from `join`, stay joined down to `keep`, ask from `review`; `margin` to the runner-up.

    `cap`: the most records that the machine puts into one person. No two records whose fields
    alone, without the starting point, weigh less than `veto` are put into one person, whatever lies between them.
    """

    join: float
    keep: float
    review: float
    margin: float
    cap: int
    veto: float = 0.0

    @property
    def rival(self) -> float:
        """Bits from which a runner-up counts: what comes within the margin of a pair just worth joining."""
        return self.join - self.margin


@dataclass(frozen=True)
class Model:
    """A versioned set of weights. `chances[field]`: P(level | class), shape (levels, classes), 1 for MISSING.

    At the levels in `by_share` a class's chance p is raised to p + (1 - p) × share of the agreeing value.
    `smoothing[name]` is (pseudo-records, least share). `expected`: how many others stand in each class to one
    record, and the least population to reckon with. `together`: how much likelier strangers share a family
    name if they share the given name, because families of one culture choose from the same names.
    """

    body: str
    thresholds: Thresholds
    expected: Mapping[str, float]
    smoothing: Mapping[str, tuple[float, float]]
    by_share: Mapping[Field, tuple[int, ...]]
    chances: Mapping[Field, Floats]
    together: float

    @staticmethod
    def load(body: str) -> "Model":
        """From its JSON text (table match_model)."""
        raw: dict[str, Any] = json.loads(body)
        chances: dict[Field, Floats] = {}
        for name, table in raw["chances"].items():
            levels = LEVELS[Field(name)]
            chances[Field(name)] = np.ones((len(levels), 5))
            for level, row in table.items():
                chances[Field(name)][levels[level]] = row
        by_share = {Field(n): tuple(int(LEVELS[Field(n)][w]) for w in names) for n, names in raw["by_share"].items()}
        smoothing = {name: (float(s[0]), float(s[1])) for name, s in raw["smoothing"].items()}
        return Model(
            body,
            Thresholds(**raw["thresholds"]),
            raw["expected"],
            smoothing,
            by_share,
            chances,
            raw["together"],
        )

    def priors(self, size: int) -> Floats:
        """log2 of the chance that a random pair among `size` records is of each class."""
        records = max(size, self.expected["population"])
        names = ("same_home", "moved", "household", "neighbour")
        near = np.array([self.expected[n] / records for n in names])
        return np.log2(np.append(near, 1 - near.sum()))


@cache
def shipped() -> Model:
    """The starting values the program comes with."""
    return Model.load(resources.files("matching.scoring").joinpath("data", "model.json").read_text("utf-8"))


@dataclass(frozen=True)
class Weighed:
    """For n pairs: the weight in bits, and the summands it is made of. summands has shape (n, len(PARTS))."""

    bits: Floats
    summands: Floats


def weigh(model: Model, comparison: Comparison) -> Weighed:
    """Turn levels of agreement into bits."""
    size = comparison.size
    priors = model.priors(size)
    logs = {field: _logs(model, comparison, field, size) for field in Field}
    summands = np.zeros((len(comparison), len(PARTS)))
    summands[:, 0] = np.logaddexp2(priors[SAME_HOME], priors[MOVED]) - priors[UNRELATED]

    home = np.full(len(comparison), priors[SAME_HOME] - np.logaddexp2(priors[SAME_HOME], priors[MOVED]))
    moved = np.full(len(comparison), priors[MOVED] - np.logaddexp2(priors[SAME_HOME], priors[MOVED]))
    relative = np.zeros((len(comparison), 2)) + priors[[HOUSEHOLD, NEIGHBOUR]] - priors[UNRELATED]
    for column, field in enumerate(Field, start=1):
        log = logs[field]
        relative += log[:, [HOUSEHOLD, NEIGHBOUR]] - log[:, [UNRELATED]]
        if field in PLACE:
            before = np.logaddexp2(home, moved)
            home, moved = home + log[:, SAME_HOME], moved + log[:, MOVED]
            summands[:, column] = np.logaddexp2(home, moved) - before - log[:, UNRELATED]
        else:
            summands[:, column] = log[:, SAME_HOME] - log[:, UNRELATED]
    summands[:, -1] = -np.logaddexp2(0, np.logaddexp2(relative[:, 0], relative[:, 1]))
    summands = np.round(summands * GRAIN) / GRAIN
    return Weighed(summands.sum(axis=1), summands)


def _logs(model: Model, comparison: Comparison, field: Field, size: int) -> Floats:
    """log2 P(level | class) of each pair's level. Shape (n, classes)."""
    level = comparison.levels[field]
    chance = model.chances[field][level]
    for by_share in model.by_share.get(field, ()):
        at = np.flatnonzero(level == by_share)
        name, holders = _holders(comparison, field, by_share)
        pseudo, least = model.smoothing[name]
        share = holders[at] / (size + pseudo)
        if field is Field.FAMILY:
            share = np.where(_fits(comparison.levels[Field.GIVEN][at]), share * model.together, share)
        chance[at] += (1 - chance[at]) * np.clip(share, least, 0.9)[:, None]
    return np.log2(chance)


def _fits(given: NDArray[np.int8]) -> NDArray[np.bool_]:
    return (given > Name.MISSING) & (given <= Name.PART)


def _holders(comparison: Comparison, field: Field, level: int) -> tuple[str, NDArray[np.int64]]:
    name = LEVELS[field](level).name
    if name == "DISTRICT":
        return "district", comparison.districts
    if name == "STREET":
        return "street", comparison.streets
    return field.value, comparison.holders[field]
