"""Weights fitted to a table by its own records, without anybody telling which are one person.

Expectation maximisation of the five classes of `weights` over counted patterns of levels, where P is the chance of
a class among all pairs of the table:

    E:  P(class | pattern) ∝ P(class) × Π P(level | class)
    M:  P(level | one person) = (K m₀ + Σ P(one person | pattern)) / (K + Σ over patterns where the field is known)
        P(level | unrelated)  = the same of random pairs, which are hardly ever one person
        P(same home), P(moved) = Σ P(class | pattern) / all pairs

m₀ are the values to start from; they count as K pairs, so a small table stays near them. A pair that no key found is
taken to be unrelated, and the chances of strangers come from random pairs, so that the keys do not bias them.

What strangers agree on exactly is not fitted but the share s of the value, as counted; records of one person make a
value seem commoner than it is, so that is taken off: s × (1 - pairs of one person that agree on such a value / all
pairs that agree on such a value), by how many hold it.

A relative's given name, birth date and numbers are independent draws and a few namesakes or twins, as to start
with: if they could be fitted, relatives would swallow misspelt matches (domain/11). How many relatives and
neighbours a record has is counted: who shares a home or a postcode, less those that are the same person.
"""

import json
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring import samples
from matching.scoring.arrays import Floats, Ints
from matching.scoring.columns import Table
from matching.scoring.compare import LEVELS, Comparison, Field, compare
from matching.scoring.dates import Birth
from matching.scoring.patterns import Patterns, patterns
from matching.scoring.spelling import Name
from matching.scoring.weights import (
    BANDS,
    HOUSEHOLD,
    MOVED,
    NEIGHBOUR,
    PLACE,
    SAME_HOME,
    UNRELATED,
    Model,
    bands,
)  # fmt: skip

FOUND = 150_000  # pairs of those that keys found, and random pairs, that are looked at
RANDOM = 60_000
ROUNDS = 25
SETTLED = 1e-4  # a round that changes the number of matches by less is the last
ENOUGH = 25.0  # matches below which nothing is fitted
LEAST = 100  # records below which nothing is: fourteen neighbours make 91 pairs, whose every value seems a person's own
KINDS_ENOUGH = 3  # pieces of evidence, filled in a tenth of the records, below which nothing can be told apart
_START_PAIRS = 30.0  # what the values to start from count for
_MOVED_PAIRS = 200.0  # the same for the places of those who moved: they could take in any slip
_FILLED = 0.1  # part of the records with an address from which relatives and neighbours are counted
_MOST = 12.0  # others of the same person that a record can have
_BORN_TWICE = 0.1  # share of one person's births that may differ: those of namesakes nearly all do
_ASTRAY = 0.5  # from that share on a fit has taken namesakes for one person
_IN_YEARS = 0.9  # share of dates told in part from which births are ages, of which nobody says when they were told
_YOUNGEST = 0.995  # of the births known, in order of their dates
_FIELDS = tuple(Field)
_IN_PART = np.isin(np.arange(len(Birth)), (Birth.MONTH, Birth.YEAR, Birth.YEAR_NEAR))
_FAR = np.isin(np.arange(len(Birth)), (Birth.ABOUT, Birth.DIFFERENT))  # of whole dates and of years alike
_SHARED = (Field.NUMBER, Field.ATTRIBUTE, Field.EMAIL, Field.PHONE)  # perhaps by a whole household
_OF_RELATIVES = (*_SHARED, Field.MIDDLE)  # a patronymic is a middle name that brothers and sisters share
_COUNTED = (
    "given", "family", "middle", "birth", "postcode", "home", "town", "phone", "email", "number", "attribute",
)  # fmt: skip


def train(table: Table, left: Ints, right: Ints, start: Model) -> Model:
    """The model `start` fitted to the records of a table; left, right: the pairs that its keys found.

    Returns `start` itself where there is too little to learn from: few records, hardly any matches, or fewer than three
    kinds of evidence, and where what was learned are namesakes, whose births differ. The same records give the same
    model in whatever order they stand, to within the rounding of the sample. At most 150,000 of the pairs and 60,000
    random ones are looked at, so the time does not grow with the table.
    """
    if table.size < LEAST or not len(left) or samples.kinds(table) < KINDS_ENOUGH:
        return start
    prints = samples.prints(table)
    sample = samples.spread_out(samples.of_pairs(prints, left, right), FOUND)
    found = compare(table, left[sample], right[sample])
    strangers = compare(table, *samples.random_pairs(prints, RANDOM))
    fit = _Fit(table, replace(start, discount={}), found, strangers, len(left) / len(sample))
    return Model.load(fit.body()) if fit.settles() else start


class _Fit:
    """Chances, expected others and discounts as they stand, and the pairs they are fitted to.

    comparison, found: pairs that keys found, each standing for `scale` of them; random: pairs of strangers.
    """

    def __init__(self, table: Table, start: Model, found: Comparison, strangers: Comparison, scale: float) -> None:
        self.table, self.start, self.comparison, self.scale = table, start, found, scale
        self.size = table.size
        self.found, self.random = patterns(start, found), patterns(start, strangers)
        self.chances = {field: np.array(start.chances[field]) for field in _FIELDS}
        self.expected = dict(start.expected) | {"population": float(table.size)}
        self.discount = np.ones((len(_FIELDS), BANDS))
        self._dated = 2 * int((table.birth > 0).sum()) >= table.size
        self._dated_in_part = _in_part(table.birth)
        self.born_twice = 0.0
        self._near = {kind: self._sharing(kind) for kind in ("home", "postcode")}
        self._of_found, self._of_random = self._posterior(self.found), self._posterior(self.random)

    def settles(self) -> bool:
        """Fit until the number of matches stays; False if there are too few to learn from, or if they are namesakes."""
        before = -1.0
        for _ in range(ROUNDS):
            matches = float((self._one() * self.found.count).sum()) * self.scale
            if matches < ENOUGH:
                return False
            if abs(matches - before) <= SETTLED * matches:
                break
            before = matches
            self._maximise()
            self._of_found, self._of_random = self._posterior(self.found), self._posterior(self.random)
        return self.born_twice < _ASTRAY

    def _one(self) -> Floats:
        """P(one person | pattern) of the pairs found."""
        return self._of_found[:, SAME_HOME] + self._of_found[:, MOVED]

    def _posterior(self, of: Patterns) -> Floats:
        near = np.array([self.expected[n] / self.size for n in ("same_home", "moved", "household", "neighbour")])
        log = np.tile(np.log(np.append(near, max(1 - near.sum(), 0.5))), (len(of.count), 1))
        for column, field in enumerate(_FIELDS):
            chance = self.chances[field][of.levels[:, column]]
            share = of.share[:, column, None] * self._left(of, column)[:, None]
            log += np.log(chance + (1 - chance) * share)
        log -= log.max(axis=1, keepdims=True)
        weight = np.exp(log)
        return weight / weight.sum(axis=1, keepdims=True)

    def _left(self, of: Patterns, column: int) -> Floats:
        """What is left of the share of the agreeing values once the records of one person count as one."""
        held = of.share[:, column] * (self.size + self._pseudo(column))
        return self.discount[column][bands(held)]

    def _pseudo(self, column: int) -> float:
        return self.start.smoothing.get(_FIELDS[column].value, (0.0, 0.0))[0]

    def _maximise(self) -> None:
        weight = self._of_found * self.found.count[:, None] * self.scale
        strangers = self._of_random[:, [UNRELATED, NEIGHBOUR, HOUSEHOLD]].sum(axis=1) * self.random.count
        for column, field in enumerate(_FIELDS):
            self._fit_one_person(column, field, weight)
            if field is not Field.ORDER:
                counts = np.bincount(self.random.levels[:, column], strangers, len(LEVELS[field]))
                self._fit_strangers(field, counts.astype(np.float64))
        self._fit_expected(weight)
        self._fit_near()
        self._fit_discount()

    def _fit_one_person(self, column: int, field: Field, weight: Floats) -> None:
        chances, level = self.chances[field], self.found.levels[:, column]
        begin = self.start.chances[field]
        both = weight[:, SAME_HOME] + weight[:, MOVED]
        if field in PLACE:
            chances[:, SAME_HOME] = _fitted(begin[:, SAME_HOME], level, weight[:, SAME_HOME], _START_PAIRS, field)
            chances[:, MOVED] = _fitted(begin[:, MOVED], level, weight[:, MOVED], _MOVED_PAIRS, field)
            if field not in _SHARED:
                chances[:, HOUSEHOLD] = chances[:, SAME_HOME]
        else:
            chances[:, SAME_HOME] = _fitted(begin[:, SAME_HOME], level, both, _START_PAIRS, field)
            if field is Field.BIRTH and self._dated_in_part < _IN_YEARS:
                self.born_twice = float(chances[Birth.DIFFERENT, SAME_HOME])
                chances[Birth.DIFFERENT, SAME_HOME] = min(self.born_twice, _BORN_TWICE)
            if field is Field.GIVEN and not self._dated:
                chances[Name.DIFFERENT, SAME_HOME] = begin[Name.DIFFERENT, SAME_HOME]
            chances[:, MOVED] = chances[:, SAME_HOME]
        if field in _OF_RELATIVES:
            begun = begin[:, HOUSEHOLD]
            chances[:, HOUSEHOLD] = _fitted(begun, level, weight[:, HOUSEHOLD], _START_PAIRS, field)

    def _fit_strangers(self, field: Field, counts: Floats) -> None:
        """Levels that do not count by frequency. A relative is as likely as a stranger to be alike by chance.

        No level is made rarer than so many random pairs could show.
        """
        chances, begin = self.chances[field], self.start.chances[field]
        total = np.full(len(counts), counts[1:].sum())
        if field is Field.BIRTH:
            total[_IN_PART] *= self._dated_in_part
        if not total[1]:
            return
        chance = begin[:, UNRELATED]
        fitted = (counts + _START_PAIRS * chance) / (total + _START_PAIRS)
        fitted = np.maximum(fitted, np.minimum(chance, 1 / np.maximum(total, 1)))
        learned = np.setdiff1d(np.arange(1, len(chances)), self.start.by_share.get(field, ()))
        chances[learned, UNRELATED] = fitted[learned]
        if field not in PLACE:
            chances[learned, NEIGHBOUR] = fitted[learned]
        if field not in PLACE and field not in _OF_RELATIVES:
            more = np.maximum(begin[learned, HOUSEHOLD] - begin[learned, UNRELATED], 0)
            chances[learned, HOUSEHOLD] = np.clip(fitted[learned] + more, 0, 1)

    def _fit_expected(self, weight: Floats) -> None:
        others = 2 * weight[:, [SAME_HOME, MOVED]].sum(axis=0) / self.size
        others *= min(1.0, _MOST / max(others.sum(), 1e-9))
        self.expected["same_home"], self.expected["moved"] = (max(float(o), 0.01) for o in others)

    def _fit_near(self) -> None:
        """Relatives: pairs that share a home and are not one person; neighbours: a postcode, and are not relatives.

        Without birth dates relatives cannot be told from misspelt matches, so that other given names count as theirs.
        """
        level = self.comparison.levels
        one = self._one()[self.found.of_pair]
        if not self._dated:
            one = np.where(np.isin(level[Field.GIVEN], (Name.HALF, Name.DIFFERENT)), 0.0, one)
        near = 0.0
        for field, name, most in ((Field.HOME, "household", 10.0), (Field.POSTCODE, "neighbour", 200.0)):
            filled, sharing = self._near[field.value]
            if filled < _FILLED:
                continue
            same = float(one[level[field] == self.start.by_share[field][0]].sum()) * self.scale
            others = 2 * max(sharing - same, 1.0) / self.size / filled**2
            self.expected[name] = float(np.clip(others - near, 2 / self.size, most))
            near = self.expected[name]

    def _sharing(self, kind: str) -> tuple[float, float]:
        """What part of the records has a value, and how many pairs of records share theirs."""
        counts = self.table.frequencies.counts[kind].astype(np.float64)
        rows = self.table.addresses
        filled = samples.holding(rows, rows.columns[1 if kind == "home" else 0]) / self.size
        return filled, float((counts * (counts - 1) / 2).sum())

    def _fit_discount(self) -> None:
        """What part of the pairs that agree on a value are not one person's, by how many records hold it."""
        one = self._one()[self.found.of_pair] * self.scale
        for column, field in enumerate(_FIELDS):
            if field.value not in _COUNTED:
                continue
            counts = self.table.frequencies.counts[field.value].astype(np.float64)
            pairs = np.bincount(bands(counts), counts * (counts - 1) / 2, BANDS)
            agree = np.isin(self.comparison.levels[field], self.start.by_share[field][:1])
            held = self.comparison.holders[field][agree]
            same = np.bincount(bands(held), one[agree], BANDS)
            pseudo = self._pseudo(column)
            plain = self.size / (self.size + pseudo)
            left = (np.maximum(pairs - same, 0) + plain) / (pairs + 1)
            self.discount[column] = np.clip(left / plain, 1e-3, 4.0)

    def body(self) -> str:
        """The fitted model as it is kept."""
        raw: dict[str, Any] = json.loads(self.start.body)
        raw["minors_since"] = _minors_since(self.table.birth, self.start.minors_since)
        raw["expected"] = {name: _short(value) for name, value in self.expected.items()}
        for field in _FIELDS:
            for level in raw["chances"][field]:
                row = self.chances[field][LEVELS[field][level]]
                raw["chances"][field][level] = [_short(c) for c in row.tolist()]
        raw["discount"] = {
            field.value: [_short(d) for d in self.discount[column].tolist()]
            for column, field in enumerate(_FIELDS)
            if field.value in _COUNTED
        }
        return json.dumps(raw)


def _in_part(births: Ints) -> float:
    """What part of the pairs with two birth dates compares dates of which one is known to the month or year only.

    The chances of agreeing so far are among such pairs, for strangers as for one person.
    """
    known = births[births > 0]
    whole = np.count_nonzero(known % 100) / max(len(known), 1)
    return 1 - whole**2


def _minors_since(births: Ints, otherwise: int) -> int:
    """The year in which those turn eighteen who are the youngest but for slips of the century."""
    known = births[births > 0]
    return int(np.quantile(known, _YOUNGEST)) // 10000 - 18 if len(known) else otherwise


def _fitted(begin: Floats, level: NDArray[np.int8], weight: Floats, start: float, field: Field) -> Floats:
    """Chances of the levels of a field, where the values to start from count as `start` pairs; level 0 stays 1."""
    counts = np.bincount(level, weight, len(begin))
    known = np.arange(len(begin)) > 0
    if field is Field.ORDER:
        fitted = (counts + start * begin) / (weight.sum() + start)  # seldom at first, so it would be learned away
        return np.where(known, np.maximum(fitted, begin), begin)
    told = np.full(len(begin), counts[known].sum())
    if field is Field.BIRTH:
        in_part, whole = counts[_IN_PART].sum(), counts[known & ~_IN_PART & ~_FAR].sum()
        share = in_part / (in_part + whole) if in_part + whole else 0.0
        told[_IN_PART] = in_part + share * counts[_FAR].sum()
        told[known & ~_IN_PART & ~_FAR] = whole + (1 - share) * counts[_FAR].sum()
    return np.where(known, (counts + start * begin) / (told + start), begin)


def _short(value: float) -> float:
    return float(f"{value:.6g}")
