"""The engine on records that belong to no hub: who is who within and across some files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.linkage.agreement import Agreement
from matching.linkage.candidates import Candidates, candidates
from matching.linkage.components import settle
from matching.linkage.facts import barred, meeting
from matching.linkage.guards import HARD, IS_HARD, ORDER, Guard, bar, guards, named
from matching.linkage.keys import WIDE
from matching.linkage.partition import Evidence, Facts, Pair, partition
from matching.linkage.relatives import relatives
from matching.scoring.addresses import Home, Town
from matching.scoring.arrays import Flags, Ints
from matching.scoring.columns import Table
from matching.scoring.compare import Comparison, Field, compare
from matching.scoring.dates import Birth
from matching.scoring.identifiers import Number
from matching.scoring.schemes import personal
from matching.scoring.screening import weigh_candidates
from matching.scoring.spelling import Name
from matching.scoring.train import train
from matching.scoring.values import Contact, Email
from matching.scoring.weights import GRAIN, Model, shipped


@dataclass(frozen=True)
class Bare:
    """Records linked. person: for each record the first record (a position) of its person.

    cases: two records each whose persons may be one.
    """

    person: Ints
    cases: tuple[Pair, ...]
    candidates: Candidates
    model: Model


def link(
    table: Table,
    agencies: Ints,
    names: Sequence[tuple[str, str]],
    *,
    clean: bool = False,
    found: Candidates | None = None,
    model: Model | None = None,
) -> Bare:
    """Link the records of a table by the pairs found, or else by all its candidates.

    agencies: whose record each is; `clean` says that no agency lists anybody twice. names: what each record is called
    outside, to settle ties: results do not depend on the order of records.
    """
    table = personal(table)
    found = found or candidates(table, np.ones(table.size, np.bool_), wide=table.size <= WIDE)
    model = model or train(table, found.left, found.right, shipped())
    limits = model.thresholds
    weighed = _weigh(table, agencies, found, model, clean)
    clear = weighed.latched & (weighed.guard == 0)
    matters = np.flatnonzero(weighed.latched | (weighed.bits >= limits.rival))
    settled = settle(table.size, weighed.left[matters], weighed.right[matters], clear[matters], limits.cap)
    person = np.where(settled.beyond_doubt, settled.group, np.arange(table.size))
    evidence = weighed.among(~settled.beyond_doubt)
    near = [p for p, e in evidence.items() if e.veto not in HARD and (e.latched or e.weight >= limits.rival)]
    across = meeting(near)
    bars = {p: bar(e.veto) for p, e in evidence.items() if e.veto in _APART}
    unkept = [p for p in across if p not in evidence]
    left, right = _sides(unkept)
    doubles, generations = (agencies[left] == agencies[right]) & clean, table.generations(left, right)
    compared = compare(table, left, right)
    bars |= barred(unkept, compared, doubles, generations, model)
    apart = _listed_apart(compared, _within(agencies, left, right))
    bars |= {unkept[at]: str(Guard.TWICE) for at in np.flatnonzero(apart).tolist()}
    facts = Facts(
        {record: names[record] for p in evidence for record in p}, evidence=evidence, barred=bars,
        margin=limits.margin, rival=limits.rival, cap=limits.cap,
    )  # fmt: skip
    for group in partition(facts).groups:
        person[list(group)] = min(group)
    return Bare(person, weighed.open_between(person), found, model)


def _sides(pairs: Sequence[Pair]) -> tuple[Ints, Ints]:
    at = np.array(pairs, np.int64).reshape(-1, 2)
    return at[:, 0], at[:, 1]


@dataclass(frozen=True)
class _Stands:
    """Pairs from the review line up or asked about whatever they weigh, left < right, and what stands about each."""

    left: Ints
    right: Ints
    bits: NDArray[np.float64]
    latched: Flags
    guard: NDArray[np.int8]

    def among(self, records: Flags) -> dict[Pair, Evidence]:
        """As evidence, those between two of the flagged records."""
        at = np.flatnonzero(records[self.left] & records[self.right])
        pairs = zip(_list(self.left[at]), _list(self.right[at]), strict=True)
        stands = zip(self.bits[at].tolist(), self.latched[at].tolist(), named(self.guard[at]), strict=True)
        return {p: Evidence(*said) for p, said in zip(pairs, stands, strict=True)}

    def open_between(self, person: Ints) -> tuple[Pair, ...]:
        """The heaviest pair between any two persons."""
        one, other = person[self.left], person[self.right]
        apart = np.flatnonzero(one != other)
        between = (np.minimum(one, other) << 32 | np.maximum(one, other))[apart]
        order = np.lexsort((-self.bits[apart], between))
        first = np.append(True, np.diff(between[order]) != 0)[: len(order)]
        at = np.sort(apart[order[first]])
        return tuple(zip(_list(self.left[at]), _list(self.right[at]), strict=True))


def _weigh(table: Table, agencies: Ints, found: Candidates, model: Model, clean: bool) -> _Stands:
    limits = model.thresholds
    screened = weigh_candidates(table, found.left, found.right, model, limits.review, grown=model.first_minor)
    bits = screened.weighed.bits
    bits = bits + _seldom_twice(agencies, found.left[screened.kept], found.right[screened.kept], bits)
    left, right = found.left[screened.kept], found.right[screened.kept]
    said, minors = Agreement(screened.comparison), table.minors(left, right, model.minors_since)
    within = _within(agencies, left, right)
    asked = ((bits >= limits.review) | (said.another_given & ~within)) & ~relatives(said, minors, bits)
    kept = np.flatnonzero(asked)
    screened, bits, left, right = screened.at(kept), bits[kept], left[kept], right[kept]
    minors, within = minors[kept], within[kept]
    doubles = (agencies[left] == agencies[right]) & clean
    guard = guards(
        screened.comparison,
        doubles,
        minors=minors,
        initials=table.initials(left, right),
        generations=table.generations(left, right),
        sure=bits >= limits.sure,
    )
    if _namesakes_are_common(table, left, right, screened.comparison):
        guard = np.where((guard == 0) & _only_birth_could_tell(screened.comparison), _NO_BIRTH, guard)
    apart = _listed_apart(screened.comparison, within)
    numbered = Agreement(screened.comparison).two_numbers & ~IS_HARD[guard]
    guard = np.where(apart & ((guard == 0) | numbered), _TWICE, guard)
    guard = np.where((guard == 0) & _only_contradicted(screened.comparison), _ALONE, guard)
    return _Stands(left, right, bits, bits >= limits.join, guard.astype(np.int8))


def _within(agencies: Ints, left: Ints, right: Ints) -> Flags:
    """Pairs that one of several agencies lists; a list that stands alone is looked through for whom it has twice."""
    return (agencies[left] == agencies[right]) & bool((agencies != agencies[:1]).any())


def _listed_apart(comparison: Comparison, within: Flags) -> Flags:
    """Pairs of which little more than names and birth agree and that somebody knows as two people: one agency lists
    both, of two homes, or a body gives them two numbers that are no slips of each other.
    """
    said = Agreement(comparison)
    two_homes = within & said.elsewhere & ~said.same_trait
    return (said.two_numbers | two_homes) & ~said.same_number & ~said.reached & ~said.at_home


def _only_contradicted(comparison: Comparison) -> Flags:
    """Pairs of which names and birth alone agree, and two of these do not: where they live, telephones, traits."""
    said = Agreement(comparison)
    elsewhere = said.elsewhere | (comparison.levels[Field.TOWN] == Town.DIFFERENT)
    other_phone = comparison.levels[Field.PHONE] == Contact.DIFFERENT
    against = elsewhere.astype(np.int8) + other_phone + said.contrary
    return (against > 1) & ~said.same_number & ~said.reached & ~said.at_home & ~said.same_trait


_TWICE, _ALONE = ORDER.index(Guard.TWICE), ORDER.index(Guard.ALONE)
_APART = HARD | {Guard.TWICE}
"""What keeps two records apart in whatever person: nothing third says who they are."""


def _seldom_twice(agencies: Ints, left: Ints, right: Ints, bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bits to add to each pair: fewer than none to one of an agency that lists people twice more seldom than all do.

    How seldom is counted on pairs that are hardly in doubt, with one more for what was not seen.
    """
    sizes = np.bincount(agencies).astype(np.float64)
    within, known = agencies[left] == agencies[right], bits >= _HARDLY_IN_DOUBT
    twice = np.bincount(agencies[left][known & within], minlength=len(sizes)) + 1.0
    usual = (np.count_nonzero(known) + 1.0) / _pairs(sizes.sum(keepdims=True))
    seldomer = np.clip(np.log2(twice / _pairs(sizes) / usual), -_MOST_SELDOM, 0.0)
    return np.where(within, np.round(seldomer * GRAIN)[agencies[left]] / GRAIN, 0.0)


def _pairs(records: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(records * (records - 1) / 2, 1.0)


_HARDLY_IN_DOUBT = 12.0
_MOST_SELDOM = 8.0
"""Bits: a file of thousands that lists nobody twice by what was seen may yet list somebody."""


def _namesakes_are_common(table: Table, left: Ints, right: Ints, comparison: Comparison) -> bool:
    """Whether records of one name and home are often born a generation apart: fathers and sons, mothers and daughters.

    Then nothing but a birth date tells them apart, and who has none may be either.
    """
    both = (table.birth[left] > 0) & (table.birth[right] > 0) & _of_one_home(comparison)
    apart = np.abs(table.birth[left] // 10000 - table.birth[right] // 10000)[both]
    return bool(((apart >= _GENERATION[0]) & (apart <= _GENERATION[1])).sum() > _COMMON * max(both.sum(), _FEW))


def _of_one_home(comparison: Comparison) -> Flags:
    level = comparison.levels
    named_alike = (level[Field.GIVEN] == Name.SAME) & (level[Field.FAMILY] == Name.SAME)
    return named_alike & ((level[Field.HOME] == Home.SAME) | (level[Field.PHONE] == Contact.SAME))


def _only_birth_could_tell(comparison: Comparison) -> Flags:
    level = comparison.levels
    own = (level[Field.NHS] == Number.SAME) | (level[Field.NUMBER] == Number.SAME) | (level[Field.EMAIL] == Email.SAME)
    return (level[Field.BIRTH] == Birth.MISSING) & ~own


_GENERATION = (15, 50)
_COMMON = 0.03
_FEW = 200
_NO_BIRTH = ORDER.index(Guard.NO_BIRTH)


def _list(numbers: Ints) -> list[int]:
    return cast(list[int], numbers.tolist())
