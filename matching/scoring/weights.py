"""Evidence in bits: how much likelier the agreement is if two records are one person than if they are two.

Five latent classes instead of two (domain/11): one person at one address, one person who moved, two people of
one household, neighbours, unrelated. The weight is log2[(same home + moved) / (household + neighbour +
unrelated)]. Where a value agrees, the chance that strangers share it is that value's share of all records, so
a Zebedee counts more than a Smith.

Every summand is rounded to 1/1024 bit: sums are then exact in binary, and an explanation adds up to its
weight in any order.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Floats
from matching.scoring.compare import LEVELS, Comparison, Field
from matching.scoring.frequencies import NAMESAKES
from matching.scoring.spelling import Name

SAME_HOME, MOVED, HOUSEHOLD, NEIGHBOUR, UNRELATED = range(5)
GRAIN = 1024
FAINT, FAINT_GIVEN, FAINT_AT_HOME = 3.0, 2.0, 4.0
"""Bits below the review line down to which some kinds of pairs are asked about (matching.linkage.faint): as a rule;
where the given name is all that differs, which twins have; and where nothing agrees but home and birth date. Of such
pairs of whom no agency lists both, and whom no numbers tell apart, half were one person in made-up boroughs where the
family name or both names differ, and five in six of all others."""
MOST = 0.9  # the greatest share any value is reckoned with
PLACE = (
    Field.POSTCODE,
    Field.HOME,
    Field.TOWN,
    Field.PHONE,
)  # a move changes these, so they tell the first two classes apart
PRIOR, RELATIVE = "prior", "relative"
PARTS: tuple[str, ...] = (PRIOR, *Field, RELATIVE)  # the columns of a `Weighed`, in the order they are explained


@dataclass(frozen=True)
class Thresholds:
    """In bits: join from `join`, stay joined down to `keep`, ask from `review`; `margin` to the runner-up.

    `cap`: the most records that the machine puts into one person. No two records whose fields
    alone, without the starting point, weigh less than `veto` are put into one person, whatever lies between them.
    From `sure` up only firm guards hold (see `guards.FIRM`).
    """

    join: float
    keep: float
    review: float
    margin: float
    cap: int
    veto: float = 0.0
    sure: float = 16.0

    @property
    def faint(self) -> float:
        """Bits from which some kinds of pairs are asked about that no agency lists both of."""
        return self.review - FAINT

    @property
    def faint_given(self) -> float:
        """The same where the given name is all that differs."""
        return self.review - FAINT_GIVEN

    @property
    def faint_at_home(self) -> float:
        """The same where both names differ, of one home and birth date."""
        return self.review - FAINT_AT_HOME

    @property
    def rival(self) -> float:
        """Bits from which a runner-up counts: what comes within the margin of a pair just worth joining."""
        return self.join - self.margin


@dataclass(frozen=True)
class Model:
    """A versioned set of weights. `chances[field]`: P(level | class), shape (levels, classes), 1 for MISSING.

    At the levels in `by_share` a class's chance p is raised to p + (1 - p) × share of the agreeing value.
    `smoothing[name]` is (pseudo-records, least share). `discount[name][band]`: of the share of a value that 2^band to
    2^(band + 1) records hold, what is left once records of one person count as one (see `train`). `expected`: how many
    others stand in each class to one record, and the least population to reckon with. `together`: how much likelier
    strangers share a family name if they share the given name, because families of one culture choose from the same
    names. `minors_since`: who was born from that year on is guarded as a child (see `guards`).
    """

    body: str
    thresholds: Thresholds
    expected: Mapping[str, float]
    smoothing: Mapping[str, tuple[float, float]]
    by_share: Mapping[Field, tuple[int, ...]]
    chances: Mapping[Field, Floats]
    together: float
    discount: Mapping[str, Floats]
    minors_since: int

    @property
    def first_minor(self) -> int:
        """The first birth, as `dates.code` has it, of those who are guarded as children."""
        return self.minors_since * 10000

    @staticmethod
    def load(body: str) -> "Model":
        """From its JSON text (table match_model). A field that it does not know yet says nothing."""
        raw: dict[str, Any] = json.loads(body)
        chances = {field: np.ones((len(LEVELS[field]), 5)) for field in Field}
        for name, table in raw["chances"].items():
            for level, row in table.items():
                chances[Field(name)][LEVELS[Field(name)][level]] = row
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
            {name: np.array(bands, np.float64) for name, bands in raw.get("discount", {}).items()},
            raw.get("minors_since", 0),  # weights made before this was known: doubt about anybody goes to people
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
    pairs = len(comparison)
    priors = model.priors(comparison.size)
    near = np.logaddexp2(priors[SAME_HOME], priors[MOVED])
    home, moved = np.full(pairs, priors[SAME_HOME] - near), np.full(pairs, priors[MOVED] - near)
    household = np.full(pairs, priors[HOUSEHOLD] - priors[UNRELATED])
    neighbour = np.full(pairs, priors[NEIGHBOUR] - priors[UNRELATED])
    summands = np.empty((len(PARTS), pairs))
    summands[0] = near - priors[UNRELATED]
    for column, field in enumerate(Field, start=1):
        more = likelier(model, comparison, field)
        household += more[HOUSEHOLD]
        neighbour += more[NEIGHBOUR]
        if field in PLACE:
            before = np.logaddexp2(home, moved)
            home += more[SAME_HOME]
            moved += more[MOVED]
            summands[column] = np.logaddexp2(home, moved) - before
        else:
            summands[column] = more[SAME_HOME]
    summands[-1] = -np.logaddexp2(0, np.logaddexp2(household, neighbour))
    summands *= GRAIN
    np.rint(summands, out=summands)
    summands /= GRAIN
    return Weighed(summands.sum(axis=0), summands.T)


def likelier(model: Model, comparison: Comparison, field: Field, classes: Sequence[int] = range(UNRELATED)) -> Floats:
    """log2 of how much likelier each pair's level is in these classes than among the unrelated. Shape (classes, n)."""
    level, chances = comparison.levels[field], against_unrelated(model, field, classes)
    out = np.take(ratio(chances.T), level, axis=1)
    for by_share in model.by_share.get(field, ()):
        at = np.flatnonzero(level == by_share)
        bond = bond_of(model, comparison, field, at)
        out[:, at] = ratio(raised(chances[by_share], shares(model, comparison, field, by_share, at, bond)))
    return out


def against_unrelated(model: Model, field: Field, classes: Sequence[int]) -> Floats:
    """P(level | class) of these classes and last of the unrelated. Shape (levels, classes + 1)."""
    return model.chances[field][:, [*classes, UNRELATED]]


def ratio(chances: Floats) -> Floats:
    """log2 of the classes' chances against the last one's. Shape (classes, n) to (classes - 1, n)."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a level by share may have no chance of its own
        logs = np.log2(chances)
        return logs[:-1] - logs[-1]


def raised(chances: Floats, share: Floats) -> Floats:
    """A level's chance in each class where a value of that share agrees. Shape (classes, n)."""
    return chances[:, None] + (1 - chances[:, None]) * share


def shares(
    model: Model, comparison: Comparison, field: Field, level: int, at: NDArray[np.int64], bond: Floats | float
) -> Floats:
    """The share of records that hold the value on which the pairs `at` agree; `bond` times that among namesakes."""
    name, holders = _holders(comparison, field, level)
    pseudo, least = model.smoothing[name]
    share = holders[at] / (comparison.size + pseudo) * bond
    if name in model.discount:
        share *= model.discount[name][bands(holders[at])]
    return np.clip(share, least, MOST)


BANDS = 12


def bands(holders: NDArray[Any]) -> NDArray[np.int64]:
    """By how many records hold a value: 0 for one, 1 for two or three, 2 from four, 3 from eight, ..."""
    return np.minimum(np.log2(np.maximum(holders, 1)).astype(np.int64), BANDS - 1)


FEW = 50.0
"""Holders of a given name below which the share among them is not trusted."""


def bond_of(model: Model, comparison: Comparison, field: Field, at: NDArray[np.int64]) -> Floats | float:
    """How much commoner a family name is among strangers who share a given name too; 1 for other fields.

    Where many records hold both names, as many times as is counted: Sita Rai is commoner than any Sita and any Rai.
    """
    if field is not Field.FAMILY:
        return 1.0
    given = comparison.levels[Field.GIVEN][at]
    bond = np.where(_fits(given), model.together, 1.0)
    both = comparison.holders[Field.ORDER][at] - (NAMESAKES - 1)
    several = np.flatnonzero((both > 0) & (given == Name.SAME))
    if len(several):
        first, last = (comparison.holders[f][at[several]] for f in (Field.GIVEN, Field.FAMILY))
        share = both[several] / (first + FEW)  # of those with the given name
        whole = share * (comparison.size + model.smoothing[field.value][0]) / last
        bond[several] = np.maximum(bond[several], whole)
    return bond


def _fits(given: NDArray[np.int8]) -> NDArray[np.bool_]:
    return (given > Name.MISSING) & (given <= Name.PART)


def share_of(field: Field, level: int) -> str:
    """The kind of value whose share a level counts by (a name of `smoothing`)."""
    name = LEVELS[field](level).name
    return name.lower() if name in ("DISTRICT", "STREET") else field.value


def _holders(comparison: Comparison, field: Field, level: int) -> tuple[str, NDArray[np.int64]]:
    name = share_of(field, level)
    by_name = {"district": comparison.districts, "street": comparison.streets}
    return name, by_name[name] if name in by_name else comparison.holders[field]
