"""Whom links serve worse: recall by group of people, and what became of each planted hard case.

A pair counts for a group when either record belongs to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.scoring.arrays import Flags, Ints

ENOUGH = 200  # true pairs from which a group's recall is compared with the others'


@dataclass(frozen=True)
class Group:
    """One group of one kind (origin, age, sex): its true pairs, and the share of them that was found."""

    kind: str
    name: str
    pairs: int
    automatic: float
    after_review: float


@dataclass(frozen=True)
class Hard:
    """What became of a planted case's pairs. true = linked + in_review + lost; wrong: pairs of two people linked."""

    true: int
    linked: int
    in_review: int
    lost: int
    wrong: int


def subgroups(kind: str, values: Sequence[str], who: Ints, person: Ints, reviewed: Ints) -> list[Group]:
    """Recall of each group. values: each record's group, '' for none; who: its true person; person and reviewed:
    the person it is under now, and would be once the true cases were answered."""
    left, right = pairs_within(who)
    linked, found = person[left] == person[right], reviewed[left] == reviewed[right]
    groups: list[Group] = []
    for name, at in _either(values, left, right):
        if name and at.any():
            groups.append(Group(kind, name, int(at.sum()), float(linked[at].mean()), float(found[at].mean())))
    return groups


def gap(groups: Iterable[Group], kind: str) -> float:
    """Worst minus best recall after review among the groups of a kind that have enough pairs, 0 or below."""
    recalls = [g.after_review for g in groups if g.kind == kind and g.pairs >= ENOUGH]
    return min(recalls) - max(recalls) if recalls else 0.0


def hard_cases(kinds: Sequence[str], who: Ints, person: Ints, reviewed: Ints) -> Mapping[str, Hard]:
    """Planted case → what became of it; `kinds`: each record's planted case, '' for none."""
    left, right = pairs_within(who)
    linked, found = person[left] == person[right], reviewed[left] == reviewed[right]
    wrong = {name: int(at.sum()) for name, at in _either(kinds, *_false_pairs(who, person))}
    return {
        name: Hard(
            int(at.sum()),
            int(linked[at].sum()),
            int((found & ~linked)[at].sum()),
            int((~found)[at].sum()),
            wrong.get(name, 0),
        )
        for name, at in _either(kinds, left, right)
        if name
    }


def pairs_within(labels: Ints) -> tuple[Ints, Ints]:
    """Every pair of positions with the same label, each once."""
    order = np.argsort(labels, kind="stable")
    sorted_ = labels[order]
    lefts, rights = [order[:0]], [order[:0]]
    for step in range(1, len(labels)):
        at = np.flatnonzero(sorted_[step:] == sorted_[:-step])
        if not len(at):
            break
        lefts.append(order[at])
        rights.append(order[at + step])
    return np.concatenate(lefts), np.concatenate(rights)


def _false_pairs(who: Ints, person: Ints) -> tuple[Ints, Ints]:
    """Pairs of two people within one person; only the persons that hold two are looked into."""
    first = np.unique(person, return_index=True, return_inverse=True)
    mixed = np.bincount(first[2], weights=who != who[first[1]][first[2]], minlength=len(first[0])) > 0
    inside = np.flatnonzero(mixed[first[2]])
    left, right = pairs_within(person[inside])
    left, right = inside[left], inside[right]
    apart = who[left] != who[right]
    return left[apart], right[apart]


def _either(values: Sequence[str], left: Ints, right: Ints) -> Iterator[tuple[str, Flags]]:
    """Each value with the pairs of which either side has it."""
    names = sorted(set(values))
    rank = {name: place for place, name in enumerate(names)}
    of = np.array([rank[value] for value in values], np.int64)
    for place, name in enumerate(names):
        yield name, (of[left] == place) | (of[right] == place)
