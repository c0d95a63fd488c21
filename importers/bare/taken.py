"""What a column of a bare file was taken for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from importers.bare.files import Column, Ints
from importers.bare.headings import Kind
from importers.bare.order import Order

FEW = 20
"""In so few rows it is no wonder if all values are the same."""


@dataclass(frozen=True)
class Taken:
    """What one column was taken for. kind None: not used, and why says the reason.

    label: the scheme of a number or attribute. sure: by a heading that is in a list. spare: only where other columns
    are blank. apart: a number that each agency gives by itself. open: nothing is known yet, its values may still tell.
    years: of ages, by row the year of which each is.
    """

    column: Column = field(repr=False)
    kind: Kind | None
    why: str = ""
    label: str = ""
    sure: bool = False
    spare: bool = False
    apart: bool = False
    open: bool = False
    order: Order | None = None
    years: Ints | None = field(default=None, repr=False)

    def refused(self, why: str) -> "Taken":
        """The same column, not used."""
        return replace(self, kind=None, why=why, label="", open=False)


def of_kind(taken: Sequence[Taken], *kinds: Kind) -> list[Column]:
    """The columns that were taken for these kinds, one kind after the other."""
    return [one.column for kind in kinds for one in taken if one.kind is kind]


def first_of_kind(taken: Sequence[Taken], *kinds: Kind) -> Column | None:
    """The first of them, if there is any."""
    return next(iter(of_kind(taken, *kinds)), None)


def changed(taken: Sequence[Taken], at: int, kind: Kind, why: str) -> list[Taken]:
    """The columns, of which the one at this place is of another kind."""
    return [replace(one, kind=kind, why=why, open=False) if index == at else one for index, one in enumerate(taken)]
