"""Pairs weighed, of which only those from some line up are wanted: with the same result as weighing all of them.

The order of work is what makes it quick (domain/11): integers first, then the bound of `bounds`, which most pairs do
not pass, and letters only for the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.scoring.abreast import abreast, stretches
from matching.scoring.addresses import Home, Postcode
from matching.scoring.arrays import Flags, Ints
from matching.scoring.bounds import within_reach
from matching.scoring.columns import Table
from matching.scoring.compare import Comparison, Field, at_sight, with_letters
from matching.scoring.dates import Birth
from matching.scoring.few import compare_but_names
from matching.scoring.few_names import compare_names
from matching.scoring.frequencies import Frequencies
from matching.scoring.person import Person
from matching.scoring.said import BIRTH, HOME, POSTCODE, Said
from matching.scoring.scale import scale
from matching.scoring.sight import names_at_best
from matching.scoring.weights import Model, Weighed, weigh

AT_ONCE = 1 << 18  # pairs: few enough for the processor's cache, enough to spread the cost of each step


@dataclass(frozen=True)
class Screened:
    """The pairs that are wanted: their places among the pairs given, ascending, and what is known of them."""

    kept: Ints
    comparison: Comparison
    weighed: Weighed

    def at(self, places: Ints) -> "Screened":
        """Some of them."""
        weighed = Weighed(self.weighed.bits[places], self.weighed.summands[places])
        return Screened(self.kept[places], self.comparison.at(places), weighed)


def weigh_candidates(
    table: Table, left: Ints, right: Ints, model: Model, floor: float, *, also: Flags | None = None, grown: int = 0
) -> Screened:
    """The pairs left[k], right[k] that weigh `floor` bits or more, and those flagged `also`, whatever they weigh.

    So are those of one door who were born on one day before `grown` (a birth as in `dates.code`). Exactly those,
    and as if all had been weighed.
    """
    also = np.zeros(len(left), np.bool_) if also is None else also
    all_of_them = stretches(len(left), AT_ONCE)

    def part_of(these: slice) -> Screened:
        return _screened(table, left[these], right[these], model, floor, also[these], grown)

    parts = abreast(part_of, all_of_them) if len(all_of_them) > 1 else [part_of(all_of_them[0])]
    return Screened(
        np.concatenate([these.start + part.kept for these, part in zip(all_of_them, parts, strict=True)]),
        Comparison.joined([part.comparison for part in parts]),
        Weighed(
            np.concatenate([part.weighed.bits for part in parts]),
            np.concatenate([part.weighed.summands for part in parts]),
        ),
    )


def _screened(table: Table, left: Ints, right: Ints, model: Model, floor: float, also: Flags, grown: int) -> Screened:
    sight = at_sight(table, left, right)
    near = within_reach(model, table, left, right, sight, floor)
    born = sight.levels[Field.BIRTH] == Birth.SAME
    also = also | (born & at_one_door(sight.levels) & (table.birth[left] < grown))
    if also.any():
        near = np.union1d(near, np.flatnonzero(also))
    left, right = left[near], right[near]
    comparison = with_letters(table, left, right, sight.at(near))
    weighed = weigh(model, comparison)
    kept = np.flatnonzero((weighed.bits >= floor) | also[near])
    return Screened(near[kept], comparison.at(kept), Weighed(weighed.bits[kept], weighed.summands[kept]))


def weigh_one_by_one(
    sides: Sequence[tuple[Person, Person]],
    frequencies: Frequencies,
    model: Model,
    floor: float,
    *,
    also: Sequence[bool],
    grown: int,
) -> list[tuple[int, Said, list[float]]]:
    """As `weigh_candidates`, of pairs of records by themselves: (place, what they say, summands) of those wanted."""
    common, by = frequencies.common, scale(model, frequencies.size)
    found = list[tuple[int, Said, list[float]]]()
    for place, ((one, other), wanted) in enumerate(zip(sides, also, strict=True)):
        said = compare_but_names(one, other, common)
        wanted = wanted or (one.birth < grown and _born_at_one_door(said))
        if not wanted and by.at_most(said) + names_at_best(one, other, common, by) < floor:
            continue
        compare_names(one, other, said, common)
        summands = by.weigh(said)
        if wanted or sum(summands) >= floor:
            found.append((place, said, summands))
    return found


def at_one_door(levels: Mapping[Field, NDArray[np.int8]]) -> Flags:
    """Pairs whose home agrees, or of whose homes a postcode is all that can be compared."""
    home, postcode = levels[Field.HOME], levels[Field.POSTCODE]
    return (home == Home.SAME) | ((postcode == Postcode.SAME) & (home == Home.MISSING))


def _born_at_one_door(said: Said) -> bool:
    levels = said.levels
    if levels[BIRTH] != Birth.SAME:
        return False
    return levels[HOME] == Home.SAME or (levels[POSTCODE] == Postcode.SAME and levels[HOME] == Home.MISSING)
