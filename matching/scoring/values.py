"""Numbers, telephone numbers, e-mail addresses and further attributes of two records, compared.

A record may hold several of a kind: the best pair of values speaks, and the rarest of those that agree.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from matching.scoring import spelling
from matching.scoring.arrays import Ints, Levels
from matching.scoring.columns import Table
from matching.scoring.identifiers import Number, next_to
from matching.scoring.ragged import Ragged, best, distinct
from matching.scoring.words import Words

_RARER = 1 << 40  # in a rank, more than any count of holders


class Contact(IntEnum):
    """How the telephone numbers of two records agree."""

    MISSING = 0
    SAME = 1
    CLOSE = 2  # one digit other, or two neighbours exchanged
    DIFFERENT = 3


class Email(IntEnum):
    """How the e-mail addresses of two records agree."""

    MISSING = 0
    SAME = 1
    CLOSE = 2  # four fifths of the letters in place, and no more than a slip in the numbers
    LOCAL = 3  # the same name before the @, of five letters or more, at another provider
    DIFFERENT = 4


class Attribute(IntEnum):
    """How what else is said of two people agrees, scheme by scheme."""

    MISSING = 0
    SEVERAL = 1  # in two schemes or more
    SAME = 2  # in one scheme, and none differs
    SOME = 3  # in one scheme, while another differs
    CLOSE = 4  # none agrees; one is nearly the same
    DIFFERENT = 5


def numbers(table: Table, left: Ints, right: Ints) -> tuple[Levels, Ints]:
    """The `Number` level of the best pair of numbers of one scheme, and how many records hold the one that agrees."""
    pair, i, j = _same_scheme(table.numbers, left, right)
    value, held = table.numbers.columns[1], table.counts("number")
    words, (a, b) = table.values.some(value[i], value[j])
    far = spelling.edits(words, a, b)
    one = np.flatnonzero(far == 1)
    texts = zip(words.array[a[one]], words.array[b[one]], strict=True)
    far[one] += np.fromiter((next_to(*pair) for pair in texts), np.bool_, len(one))
    level = np.select([far == 0, far == 1, far == 2], [Number.SAME, Number.SLIP, Number.TWO], Number.DIFFERENT)
    return _told(pair, level, np.where(far == 0, held[i], 1), len(left))


def agreed(rows: Ragged, held: Ints, left: Ints, right: Ints) -> tuple[Levels, Ints]:
    """0 where a side has no value, 1 where they share one, 2 where not; and how many records hold the one shared."""
    pair, i, j = rows.combinations(left, right)
    same = rows.columns[0][i] == rows.columns[0][j]
    return _told(pair, np.where(same, 1, 2), np.where(same, held[i], 1), len(left))


def phones(table: Table, left: Ints, right: Ints) -> Levels:
    """The `Contact` level of records that share no number (`agreed`)."""
    pair, words, a, b = _unlike(table, table.phones, left, right)
    level = np.full(len(pair), Contact.DIFFERENT)
    may = np.flatnonzero(_may_be_slips(words, a, b))
    level[may[spelling.edits(words, a[may], b[may]) == 1]] = Contact.CLOSE
    return _told(pair, level, np.ones_like(pair), len(left))[0]


def emails(table: Table, left: Ints, right: Ints) -> Levels:
    """The `Email` level of records that share no address (`agreed`)."""
    pair, words, a, b = _unlike(table, table.emails, left, right)
    level = np.full(len(pair), Email.DIFFERENT)
    local = words.mailboxes
    level[(local[a] == local[b]) & (local[a] > 0)] = Email.LOCAL
    near = np.flatnonzero(_alike(words, a, b) >= 0.8)
    texts = zip(words.array[a[near]], words.array[b[near]], strict=True)
    level[near[np.fromiter((one_number(*pair) for pair in texts), np.bool_, len(near))]] = Email.CLOSE
    return _told(pair, level, np.ones_like(pair), len(left))[0]


def _unlike(table: Table, rows: Ragged, left: Ints, right: Ints) -> tuple[Ints, Words, Ints, Ints]:
    """Every value of left[k] against every one of right[k]: (k, words, the codes of both among them)."""
    pair, i, j = rows.combinations(left, right)
    words, (a, b) = table.values.some(rows.columns[0][i], rows.columns[0][j])
    return pair, words, a, b


def one_number(one: str, other: str) -> bool:
    """Whether the digits of two e-mail addresses are the same but for a slip.

    People of one name tell themselves apart by them (jo.bell47@, jo.bell82@): the rest repeats what the names say.
    """
    digits, others = ("".join(filter(str.isdigit, text)) for text in (one, other))
    return OSA.distance(digits, others, score_cutoff=1) <= 1


def attributes(table: Table, left: Ints, right: Ints) -> tuple[Levels, Ints]:
    """The `Attribute` level, and how many records hold the rarest value that agrees.

    What is said of a person hangs together (a birth place and a tongue), so of several agreements only the rarest
    counts by its frequency; that there are several is a level of its own.
    """
    size = len(left)
    pair, i, j = _same_scheme(table.attributes, left, right)
    scheme, value = table.attributes.columns
    held = table.counts("attribute")
    same = value[i] == value[j]
    unlike = np.flatnonzero(~same)
    near = np.zeros(len(pair), np.bool_)
    words, (a, b) = table.values.some(value[i[unlike]], value[j[unlike]])
    near[unlike] = spelling.jaro_winkler(words, a, b) >= 0.9
    agreed, alike, differ = (_schemes(pair, scheme[i], which, size) for which in (same, near, ~same & ~near))
    level = np.select(
        [agreed >= 2, (agreed == 1) & (alike + differ == 0), agreed == 1, alike > 0, differ > 0],
        [Attribute.SEVERAL, Attribute.SAME, Attribute.SOME, Attribute.CLOSE, Attribute.DIFFERENT],
        Attribute.MISSING,
    ).astype(np.int8)
    holders = np.ones(size, np.int64)
    has, rarest = best(pair[same], lambda rows: -held[i[same][rows]])
    holders[has] = held[i[same]][rarest]
    return level, holders


def _may_be_slips(words: Words, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Telephone numbers that may be one slip apart, told by their difference before their digits are looked at.

    One digit other moves a number by 1 to 9 times a power of ten, two neighbours exchanged by 9 times as much.
    """
    steps = np.sort(np.outer([*range(1, 10), *range(18, 90, 9)], 10 ** np.arange(18)).ravel())
    x, y = words.figures[a], words.figures[b]
    apart = np.abs(x - y)
    at = np.minimum(np.searchsorted(steps, apart), len(steps) - 1)
    return (steps[at] == apart) | (np.minimum(x, y) < 0) | (words.lengths[a] != words.lengths[b])


def _schemes(pair: Ints, scheme: Ints, which: NDArray[np.bool_], size: int) -> Ints:
    """In how many schemes the flagged rows of each pair lie."""
    width = int(scheme.max(initial=0)) + 1
    found = distinct(pair[which] * width + scheme[which])
    return np.bincount(found // width, minlength=size)


def _same_scheme(rows: Ragged, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    pair, i, j = rows.combinations(left, right)
    scheme = rows.columns[0]
    comparable = scheme[i] == scheme[j]
    return pair[comparable], i[comparable], j[comparable]


def _told(pair: Ints, level: Ints, held: Ints, size: int) -> tuple[Levels, Ints]:
    levels, holders = np.zeros(size, np.int8), np.ones(size, np.int64)
    has, first = best(pair, lambda rows: -level[rows] * _RARER - held[rows])
    levels[has], holders[has] = level[first], held[first]
    return levels, holders


def _alike(words: Words, a: Ints, b: Ints) -> NDArray[np.float32]:
    return cpdist(list(words.array[a]), list(words.array[b]), scorer=OSA.normalized_similarity)
