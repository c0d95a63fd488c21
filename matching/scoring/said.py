"""What two records say together, field by field, in plain numbers: a pair of its own, not a row of arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.scoring.compare import Comparison, Field

(
    FAMILY, GIVEN, MIDDLE, ORDER, BIRTH, SEX, NHS, NUMBER, EMAIL, ATTRIBUTE, POSTCODE, HOME, TOWN, PHONE,
) = range(len(Field))  # fmt: skip
"""The columns of fields, in the order of `Field`."""
DISTRICT, STREET = len(Field), len(Field) + 1
"""The columns of who shares the district, the street."""


@dataclass(slots=True, eq=False)
class Said:
    """What two records say together: a level per field, and how many records hold what agrees (1 where none does).

    holders: of the fields, of DISTRICT and of STREET.
    """

    levels: list[int] = field(default_factory=lambda: [0] * len(Field))
    holders: list[int] = field(default_factory=lambda: [1] * (len(Field) + 2))

    def put(self, column: int, level: int, holders: int = 1) -> None:
        """Say this of one field."""
        self.levels[column], self.holders[column] = level, holders


def together(said: Sequence[Said], size: int) -> Comparison:
    """The comparison of pairs compared one by one; `size` as in `Comparison`."""
    levels = np.array([one.levels for one in said], np.int8).reshape(-1, len(Field)).T
    holders = np.array([one.holders for one in said], np.int64).reshape(-1, len(Field) + 2).T
    by_field = dict(zip(Field, levels, strict=True)), dict(zip(Field, holders, strict=False))
    return Comparison(*by_field, holders[DISTRICT], holders[STREET], size)
