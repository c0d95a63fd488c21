"""Which records and pairs stand for a table when weights are fitted to it: chosen by content, not by order."""

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Ints
from matching.scoring.columns import Table
from matching.scoring.hashing import mix
from matching.scoring.ragged import Ragged


def kinds(table: Table) -> int:
    """How many kinds of evidence are there, each in a tenth of the records."""
    given, _, family = table.names.columns
    postcode, house, *_ = table.addresses.columns
    rows = [
        (table.names, given), (table.names, family), (table.addresses, postcode), (table.addresses, house),
        (table.numbers, table.numbers.columns[1]), (table.phones, table.phones.columns[0]),
        (table.emails, table.emails.columns[0]), (table.attributes, table.attributes.columns[1]),
    ]  # fmt: skip
    filled = [holding(of, value) for of, value in rows]
    filled += [int((table.birth > 0).sum()), int((table.nhs > 0).sum())]
    return sum(10 * count >= table.size for count in filled)


def holding(rows: Ragged, values: Ints) -> int:
    """How many records have a value."""
    has = np.zeros(len(rows.starts) - 1, np.bool_)
    has[rows.owners[values > 0]] = True
    return int(has.sum())


def prints(table: Table) -> NDArray[np.uint64]:
    """A number of each record's content, so that a sample does not depend on the order of records."""
    out = mix(table.birth, table.nhs, table.sex)
    for rows, words in (
        (table.names, (table.words,) * 3),
        (table.addresses, (table.postcodes, table.houses, table.streets)),
        (table.numbers, (table.values,) * 2),
        (table.emails, (table.values,)),
    ):
        parts = mix(*(of.hashes[column] for of, column in zip(words, rows.columns, strict=False)))
        np.add.at(out, rows.owners, parts)
    return mix(out)


def of_pairs(prints: NDArray[np.uint64], left: Ints, right: Ints) -> NDArray[np.uint64]:
    """A number of each pair's content, whichever record comes first; pairs of two like records differ as others do."""
    one, other = prints[left], prints[right]
    return mix(np.minimum(one, other), np.maximum(one, other))


def spread_out(numbers: NDArray[np.uint64], most: int) -> Ints:
    """Positions of the `most` smallest numbers once they are mixed: a sample by content."""
    if len(numbers) <= most:
        return np.arange(len(numbers))
    return np.sort(np.argpartition(mix(numbers), most)[:most])


def random_pairs(prints: NDArray[np.uint64], most: int) -> tuple[Ints, Ints]:
    """At most so many random pairs of records, left < right: all of them where there are no more."""
    size = len(prints)
    if size * (size - 1) // 2 <= most:
        left, right = np.triu_indices(size, 1)
        return left.astype(np.int64), right.astype(np.int64)
    order = np.argsort(prints, kind="stable")
    dice = np.random.default_rng(size)
    one = dice.integers(0, size, most)
    other = (one + dice.integers(1, size, most)) % size
    pairs = np.sort(np.stack([order[one], order[other]]), axis=0)
    return pairs[0], pairs[1]
