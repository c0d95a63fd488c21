"""A record's identity values as one row of numbers, to be kept and read back by the hundred thousand.

A form is five numbers (feed, NHS number, birth and sex, and twice three counts) and then its names, addresses, numbers,
telephones, e-mail addresses and attributes, a text being its stable hash. All numbers are 64 bits, little endian.
"""

from collections.abc import Callable
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from matching.scoring.columns import Ints, Table
from matching.scoring.frequencies import Frequencies
from matching.scoring.hashing import Hashes
from matching.scoring.ragged import Ragged, coded
from matching.scoring.words import Recalled, Words

VERSION = 1
"""Of what a hub keeps. To be raised when names, addresses or keys are made otherwise: it is then made anew."""

_HEAD = 5
_WIDTHS = (3, 5, 2, 1, 1, 2)  # of a name, an address, a number, a telephone, an e-mail address, an attribute
_BITS = 21  # of a count
_MASK = (1 << _BITS) - 1

ReadTexts = Callable[[Hashes], list[str]]


def pack(feeds: Ints, table: Table) -> list[bytes]:
    """The form of each record of the table."""
    kinds = _kinds(table)
    counts = [np.diff(rows.starts) for rows, _ in kinds]
    lengths = _HEAD + sum((n * width for n, width in zip(counts, _WIDTHS, strict=True)), np.zeros_like(feeds))
    ends = np.cumsum(lengths)
    start = ends - lengths
    flat = np.empty(int(lengths.sum()), "<i8")
    flat[start] = feeds
    flat[start + 1] = table.nhs
    flat[start + 2] = table.birth << 2 | table.sex
    for place, at in ((3, 0), (4, 3)):
        flat[start + place] = counts[at] | counts[at + 1] << _BITS | counts[at + 2] << 2 * _BITS
    start += _HEAD
    for (rows, columns), n, width in zip(kinds, counts, _WIDTHS, strict=True):
        owner = rows.owners
        if not len(owner):
            continue
        place = start[owner] + (np.arange(len(owner)) - rows.starts[owner]) * width
        for column, hashes in enumerate(columns):
            flat[place + column] = hashes.view(np.int64)
        start += n * width
    data = flat.tobytes()
    return [data[a * 8 : b * 8] for a, b in pairwise([0, *ends.tolist()])]


def _kinds(table: Table) -> list[tuple[Ragged, list[Hashes]]]:
    given = [table.words] * 3
    address = [table.postcodes, table.houses, table.streets, table.towns, table.values]
    said = [table.values] * 2
    kinds: list[tuple[Ragged, list[Words]]] = [
        (table.names, given), (table.addresses, address), (table.numbers, said),
        (table.phones, said), (table.emails, said), (table.attributes, said),
    ]  # fmt: skip
    return [(rows, [words.hashes[codes] for words, codes in zip(of, rows.columns, strict=False)]) for rows, of in kinds]


def unpack(flat: Ints, start: Ints, texts: ReadTexts, frozen: Frequencies | None) -> tuple[Ints, Table]:
    """(feed of each record, their columns) from the forms that begin there among the words `flat`.

    `texts` reads what the letters of hashes are, '' if unknown.
    """
    counts = [flat[start + place] >> _BITS * at & _MASK for place in (3, 4) for at in range(3)]
    feeds, nhs, born = flat[start], flat[start + 1], flat[start + 2]
    start = start + _HEAD
    rows: list[tuple[Ints, list[Hashes]]] = []
    for n, width in zip(counts, _WIDTHS, strict=True):
        starts = np.append(0, np.cumsum(n))
        place: Ints = np.repeat(start - starts[:-1] * width, n) + np.arange(int(starts[-1])) * width
        rows.append((starts, [flat[place + column].view(np.uint64) for column in range(width)]))
        start = start + n * width
    (names, name), (homes, home), *others = rows
    words, name_codes = _local(name, texts)
    places = [_local([column], texts) for column in home[:4]]
    values, value_codes = _local([home[4], *(column for _, columns in others for column in columns)], texts)
    codes = iter(value_codes[1:])
    numbers, phones, emails, attributes = (Ragged(at, tuple(next(codes) for _ in columns)) for at, columns in others)
    table = Table(
        size=len(start), birth=born >> 2, sex=born & 3, nhs=nhs,
        names=Ragged(names, tuple(name_codes)),
        addresses=Ragged(homes, (*(of[0] for _, of in places), value_codes[0])),
        numbers=numbers, phones=phones, emails=emails, attributes=attributes, words=words,
        postcodes=places[0][0], houses=places[1][0], streets=places[2][0], towns=places[3][0], values=values,
        frozen=frozen,
    )  # fmt: skip
    return feeds, table


def _local(columns: list[Hashes], texts: ReadTexts) -> tuple[Words, list[Ints]]:
    """The hashes of some columns as codes without gaps, 0 for ''."""
    ends = list(accumulate((len(column) for column in columns), initial=1))
    numbers, codes = coded(np.concatenate([_NONE, *columns]))
    return Recalled(numbers, texts), [codes[a:b] for a, b in pairwise(ends)]


_NONE: NDArray[np.uint64] = np.zeros(1, np.uint64)
