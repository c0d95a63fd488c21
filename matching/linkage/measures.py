"""How good links are, against a known truth: pure counting of labels, near-linear in the records.

Pairs are counted by the sizes of persons and by what they are made of, never one by one, so a million records
take seconds. Records whose truth is not known are left out of everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.linkage.components import components
from matching.scoring.arrays import Flags, Ints
from matching.scoring.ragged import distinct


@dataclass(frozen=True)
class Quality:
    """Precision, recall and their harmonic mean, each 0 to 1; 1 where there was nothing to get wrong."""

    precision: float
    recall: float
    f1: float

    @staticmethod
    def of(precision: float, recall: float) -> "Quality":
        """With the harmonic mean of the two."""
        return Quality(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)

    @staticmethod
    def counted(both: int, said: int, true: int) -> "Quality":
        """Of pairs said to be one person, pairs that truly are, and pairs that are `both`."""
        return Quality.of(both / said if said else 1.0, both / true if true else 1.0)


@dataclass(frozen=True)
class Measures:
    """What links and cases are worth.

    automatic: pairs within one person. with_cases: those, and for each case every pair across its two persons,
    as if each case were a link; false cases count as wrong. after_review: pairs within one person once the
    true cases have joined theirs. bcubed: per record, of the automatic persons. contaminated: persons that
    hold two true people. case_yield: share of the cases whose two records are one person (1 without cases).
    candidate_recall: share of the true pairs that were looked at.
    """

    records: int
    true_pairs: int
    automatic: Quality
    with_cases: Quality
    after_review: Quality
    bcubed: Quality
    contaminated: int
    cases: int
    cases_per_10000: float
    case_yield: float
    candidate_recall: float


def measure(
    truth: Sequence[str] | Ints, person: ArrayLike, cases: ArrayLike, candidates: tuple[ArrayLike, ArrayLike]
) -> Measures:
    """Measure persons and cases.

    truth: per record the true person ('' or a negative number: not known). person: per record any label of the
    person it was put under. cases: pairs of positions that were asked, shape (n, 2). candidates: left and right
    positions of the pairs looked at.
    """
    of, who, known = codes(truth), np.asarray(person, np.int64), known_to(truth)
    asked = np.asarray(cases, np.int64).reshape(-1, 2)
    asked = asked[known[asked].all(axis=1)]
    right = of[asked[:, 0]] == of[asked[:, 1]]
    true_pairs = _within(of[known])
    linked = _Made(of[known], who[known])
    reviewed = _Made(of[known], joined(who, asked[right])[known])
    across = linked.across(who[asked])
    return Measures(
        records=int(known.sum()),
        true_pairs=true_pairs,
        automatic=Quality.counted(linked.both, linked.said, true_pairs),
        with_cases=Quality.counted(linked.both + across[0], linked.said + across[1], true_pairs),
        after_review=Quality.counted(reviewed.both, reviewed.said, true_pairs),
        bcubed=linked.bcubed(),
        contaminated=linked.contaminated,
        cases=len(asked),
        cases_per_10000=1e4 * len(asked) / max(int(known.sum()), 1),
        case_yield=float(right.mean()) if len(asked) else 1.0,
        candidate_recall=_recalled(of, known, candidates) / true_pairs if true_pairs else 1.0,
    )


def known_to(truth: Sequence[str] | Ints) -> Flags:
    """Per record, whether its truth is known."""
    if isinstance(truth, np.ndarray):
        return truth >= 0
    return np.array([bool(label) for label in truth], np.bool_)


def codes(truth: Sequence[str] | Ints) -> Ints:
    """Per record a number of its true person."""
    if isinstance(truth, np.ndarray):
        return truth.astype(np.int64)
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(label, len(seen)) for label in truth], np.int64)


def joined(person: ArrayLike, pairs: ArrayLike) -> Ints:
    """Per record a label of its person once the persons of each pair of positions are one, through any chain."""
    names, lead = np.unique(np.asarray(person, np.int64), return_inverse=True)
    lead = lead.reshape(-1)
    ends = lead[np.asarray(pairs, np.int64).reshape(-1, 2)]
    return names[components(len(names), ends[:, 0], ends[:, 1])[lead]]


class _Made:
    """Of which true people each person is made: one row per (person, true person), with its records."""

    def __init__(self, of: Ints, who: Ints) -> None:
        self._records = len(of)
        _, of = _ranked(of)
        self._names, who = _ranked(who)
        self._people = int(of.max()) + 1 if len(of) else 0
        self._rows, counts = np.unique(who * self._people + of, return_counts=True)
        self._counts = counts.astype(np.int64)
        self._sizes = np.bincount(who, minlength=len(self._names)).astype(np.int64)
        self._true_sizes = np.bincount(of, minlength=self._people).astype(np.int64)
        owner = self._rows // max(self._people, 1)
        self._starts = np.searchsorted(owner, np.arange(len(self._names) + 1)).astype(np.int64)
        self._owner = owner

    @property
    def said(self) -> int:
        """Pairs within one person."""
        return _pairs(self._sizes)

    @property
    def both(self) -> int:
        """Those of them that truly are one person."""
        return _pairs(self._counts)

    @property
    def contaminated(self) -> int:
        """Persons that hold more than one true person."""
        return int((np.diff(self._starts) > 1).sum())

    def bcubed(self) -> Quality:
        """The mean over records of what share of its person is it, and what share of it is in its person."""
        if not self._records:
            return Quality(1.0, 1.0, 1.0)
        squares = self._counts.astype(np.float64) ** 2
        precision = (squares / self._sizes[self._owner]).sum() / self._records
        recall = (squares / self._true_sizes[self._rows % self._people]).sum() / self._records
        return Quality.of(float(precision), float(recall))

    def across(self, ends: Ints) -> tuple[int, int]:
        """Pairs of records across these pairs of persons, each pair of persons once: (true ones, all)."""
        if not len(ends):
            return 0, 0
        ranks = np.sort(np.searchsorted(self._names, ends), axis=1)
        ranks = np.unique(ranks[ranks[:, 0] != ranks[:, 1]], axis=0)
        kinds = np.diff(self._starts)
        plainer = np.argmin(kinds[ranks], axis=1)  # its rows are looked up in the other person's
        each = np.arange(len(ranks))
        one, other = ranks[each, plainer], ranks[each, 1 - plainer]
        widths = kinds[one]
        case = np.repeat(np.arange(len(one)), widths)
        row = np.arange(len(case)) - np.repeat(np.cumsum(widths) - widths, widths) + self._starts[one][case]
        sought = other[case] * self._people + self._rows[row] % self._people
        at = np.minimum(np.searchsorted(self._rows, sought), len(self._rows) - 1)
        met = self._rows[at] == sought
        true = (self._counts[row] * self._counts[at])[met].sum()
        return int(true), int((self._sizes[one] * self._sizes[other]).sum())


def _ranked(labels: Ints) -> tuple[Ints, Ints]:
    names, rank = np.unique(labels, return_inverse=True)
    return names, rank.reshape(-1).astype(np.int64)


def _pairs(sizes: Ints) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _within(labels: Ints) -> int:
    return _pairs(np.unique(labels, return_counts=True)[1].astype(np.int64))


def _recalled(of: Ints, known: Flags, candidates: tuple[ArrayLike, ArrayLike]) -> int:
    left, right = (np.asarray(side, np.int64) for side in candidates)
    true = (of[left] == of[right]) & known[left] & known[right] & (left != right)
    low, high = np.minimum(left[true], right[true]), np.maximum(left[true], right[true])
    return len(distinct(low * len(of) + high))
