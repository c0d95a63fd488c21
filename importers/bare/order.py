"""Whether a column of full names puts the family name first, as in Hungary, Vietnam and China.

A comma or capitals tell by themselves (importers.values.names.whole). Else the rows tell: a first name goes with a sex,
and people under one roof share the family name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from importers.bare.files import Column, Ints, ranks
from importers.values import names

_ENOUGH = 50
PLAINLY = 0.05
"""By how much one of two names must tell more of the sex than the other."""


@dataclass(frozen=True)
class Order:
    """How full names without a comma are taken apart. given: the place of the first name behind the family name, which
    is at the end where names of the family's such as 'Le' and 'Van' are names of their own."""

    given: int

    def apart(self, text: str) -> tuple[str, str, str]:
        """(given, middle, family): 'Nagy Anna Mária', 'Nguyễn Văn Hùng'."""
        words = names.initials_apart(text).split()
        if "," in text or len(words) < 2:
            return names.whole(text)
        end = 1 if self.given < 0 else names.led(words)
        given = words.pop(self.given if self.given < 0 else end)
        return given, " ".join(words[end:]), " ".join(words[:end])


def order_of(full: Column, sex: Column | None, roofs: Sequence[Column]) -> Order | None:
    """How a column's names are ordered; None for the first name first, and where nothing tells."""
    words = [names.part(text).text.split() if "," not in text else [] for text in full.texts]
    many = np.array([len(found) > 1 for found in words])
    first, last = (ranks([found[at].casefold() if len(found) > 1 else "" for found in words]) for at in (0, -1))
    rows = np.flatnonzero(many[full.evident] & (full.evident > 0))
    one, other = first[full.evident], last[full.evident]
    less = told_by(other, sex.evident, rows) - told_by(one, sex.evident, rows) if sex else 0.0
    if less <= PLAINLY and (less < -PLAINLY or not roofed(one, other, [roof.evident for roof in roofs], rows)):
        return None
    return family_first(words)


def family_first(texts: Iterable[Sequence[str]]) -> Order:
    """How full names that begin with the family name are taken apart."""
    behind_them = [words[names.led(words) :] for words in texts]
    longer = [words for words in behind_them if len(words) > 1]
    behind, at_end = len({words[0] for words in longer}), len({words[-1] for words in longer})
    return Order(-1 if at_end > 1.5 * behind else 1)


def told_by(codes: Ints, others: Ints, rows: Ints) -> float:
    """Share of the rows that have the commonest of the others' values for their own, values of several rows alone."""
    rows = rows[(np.bincount(codes)[codes[rows]] > 1) & (others[rows] > 0)]
    if len(rows) < _ENOUGH:
        return 0.0
    pairs, times = np.unique(codes[rows] * (int(others.max()) + 1) + others[rows], return_counts=True)
    most = np.zeros(int(codes.max()) + 1, np.int64)
    np.maximum.at(most, pairs // (int(others.max()) + 1), times)
    return float(most.sum() / len(rows))


def roofed(one: Ints, other: Ints, roofs: Sequence[Ints], rows: Ints) -> bool:
    """Whether rows of one roof that are not of one name plainly share the first name of theirs rather than the other.

    one, other: by row the codes of both names; roofs: by row those of what people of one home share. 0: not told.
    """
    shared = np.zeros(2)
    for roof in roofs:
        at = rows[roof[rows] > 0]
        at = at[np.argsort(roof[at], kind="stable")]
        left, right = at[:-1], at[1:]
        beside = roof[left] == roof[right]
        same_first, same_last = one[left] == one[right], other[left] == other[right]
        shared += [(beside & same_first & ~same_last).sum(), (beside & same_last & ~same_first).sum()]
    return bool(shared[0] > _ENOUGH and shared[0] > 2 * shared[1])
