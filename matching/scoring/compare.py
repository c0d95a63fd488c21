"""Two records compared field by field: a level of agreement for each, and how many records share the value.

Where a record holds several values of a field (a former name, an earlier address) the best pair of values
speaks. The result does not depend on which record comes first: ties between equally good pairs of values are
broken by what they say, never by their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring import dates, identifiers, spelling, values
from matching.scoring.addresses import Home, Postcode, Town
from matching.scoring.columns import Table
from matching.scoring.hashing import Hashes
from matching.scoring.identifiers import Number
from matching.scoring.ragged import best
from matching.scoring.spelling import Name
from matching.scoring.words import Words

Ints = NDArray[np.int64]
Levels = NDArray[np.int8]
Flags = NDArray[np.bool_]


class Field(StrEnum):
    """What is compared, in the order it is explained."""

    FAMILY = "family"
    GIVEN = "given"
    MIDDLE = "middle"
    ORDER = "order"
    BIRTH = "birth"
    SEX = "sex"
    NHS = "nhs"
    NUMBER = "number"
    EMAIL = "email"
    ATTRIBUTE = "attribute"
    POSTCODE = "postcode"
    HOME = "home"
    TOWN = "town"
    PHONE = "phone"


class Order(IntEnum):
    """Whether given and family name stand in the same columns. Straight order says nothing."""

    MISSING = 0
    SWAPPED = 1
    HALF = 2  # one name stands in the other column, and of the other name nothing is known on both sides


class Sex(IntEnum):
    """Sex as recorded by two agencies: a weak tie-breaker, never a veto by itself (domain/10 §4)."""

    MISSING = 0
    SAME = 1
    DIFFERENT = 2


LEVELS: dict[Field, type[IntEnum]] = {
    Field.FAMILY: Name,
    Field.GIVEN: Name,
    Field.MIDDLE: Name,
    Field.ORDER: Order,
    Field.BIRTH: dates.Birth,
    Field.SEX: Sex,
    Field.NHS: Number,
    Field.NUMBER: Number,
    Field.EMAIL: values.Email,
    Field.ATTRIBUTE: values.Attribute,
    Field.POSTCODE: Postcode,
    Field.HOME: Home,
    Field.TOWN: Town,
    Field.PHONE: values.Contact,
}

# Which of several name pairs speaks: rough bits by level, only for choosing.
NAME_RANK = np.array([5, 14, 10, 8, 7, 5, 6, 3, 2, 0])
POSTCODE_RANK = np.array([2, 12, 7, 4, 0])
HOME_RANK = np.array([2, 12, 8, 5, 0])
TOWN_RANK = np.array([1, 2, 1, 0])

TOWN_LEVELS = np.full(len(Name), Town.DIFFERENT, np.int8)
"""By level of two names: that of two towns."""
TOWN_LEVELS[[Name.MISSING, Name.SAME]] = Town.MISSING, Town.SAME
TOWN_LEVELS[[Name.VARIANT, Name.CLOSE, Name.PART, Name.SIMILAR]] = Town.CLOSE


@dataclass(frozen=True)
class Comparison:
    """For n pairs: a level per field, and how many records hold the value that agrees (1 where none does).

    The holders under ORDER are those of the given and the family name together.
    """

    levels: dict[Field, Levels]
    holders: dict[Field, Ints]
    districts: Ints  # records sharing the outward half, for the DISTRICT level
    streets: Ints  # records sharing the street, for the STREET level
    size: int  # records among which values are that common

    def at(self, pairs: Ints) -> "Comparison":
        """The comparison of some of the pairs."""
        return Comparison(
            {field: level[pairs] for field, level in self.levels.items()},
            {field: count[pairs] for field, count in self.holders.items()},
            self.districts[pairs],
            self.streets[pairs],
            self.size,
        )

    @staticmethod
    def joined(parts: "Sequence[Comparison]") -> "Comparison":
        """The comparison of the pairs of all parts, one after another."""
        return Comparison(
            {field: np.concatenate([part.levels[field] for part in parts]) for field in Field},
            {field: np.concatenate([part.holders[field] for part in parts]) for field in Field},
            np.concatenate([part.districts for part in parts]),
            np.concatenate([part.streets for part in parts]),
            parts[0].size,
        )

    def __len__(self) -> int:
        return len(self.levels[Field.BIRTH])


def compare(table: Table, left: Ints, right: Ints) -> Comparison:
    """Compare record left[i] with record right[i] of the table, for every i."""
    return with_names(table, left, right, without_names(table, left, right))


def without_names(table: Table, left: Ints, right: Ints) -> Comparison:
    """As `compare`, but nothing is said of names, which cost the most: integers tell nearly all of the rest."""
    blank, one = np.zeros(len(left), np.int8), np.ones(len(left), np.int64)
    levels, holders = dict.fromkeys(Field, blank), dict.fromkeys(Field, one)
    levels[Field.BIRTH] = dates.levels(table.birth[left], table.birth[right])
    same = np.flatnonzero(levels[Field.BIRTH] == dates.Birth.SAME)
    holders[Field.BIRTH] = _placed(len(left), same, table.counts["birth"][left[same]], blank=1)
    a, b = table.sex[left], table.sex[right]
    sex = np.where(a == b, Sex.SAME, Sex.DIFFERENT).astype(np.int8)
    levels[Field.SEX] = np.where((a == 0) | (b == 0), np.int8(Sex.MISSING), sex)
    levels[Field.NHS] = identifiers.nhs_levels(table.nhs[left], table.nhs[right])
    levels[Field.NUMBER], holders[Field.NUMBER] = values.numbers(table, left, right)
    levels[Field.EMAIL], holders[Field.EMAIL] = values.emails(table, left, right)
    levels[Field.ATTRIBUTE], holders[Field.ATTRIBUTE] = values.attributes(table, left, right)
    levels[Field.PHONE], holders[Field.PHONE] = values.phones(table, left, right)
    districts, streets = _addresses(table, left, right, levels, holders)
    return Comparison(levels, holders, districts, streets, table.frequencies.size)


def with_names(table: Table, left: Ints, right: Ints, rest: Comparison) -> Comparison:
    """The comparison of these pairs with their names, where `rest` is that without."""
    levels, holders = dict(rest.levels), dict(rest.holders)
    _names(table, left, right, levels, holders)
    return replace(rest, levels=levels, holders=holders)


def _names(table: Table, left: Ints, right: Ints, levels: dict[Field, Levels], holders: dict[Field, Ints]) -> None:
    pair, i, j = table.names.combinations(left, right)
    (given, middle, family) = table.names.columns
    g = spelling.levels(table.words, given[i], given[j])
    f = spelling.levels(table.words, family[i], family[j])
    m = spelling.levels(table.words, middle[i], middle[j])
    crossed = (given[i] > 0) & (given[i] == middle[j]) | (given[j] > 0) & (given[j] == middle[i])
    g[crossed & (g >= Name.SIMILAR)] = Name.MIDDLE
    m[crossed & (g == Name.MIDDLE)] = Name.MISSING
    together = _run_together(table, g, i, j)
    g[together] = Name.VARIANT
    m[together[m[together] != Name.SAME]] = Name.MISSING
    count_g = np.minimum(table.counts["given"][i], table.counts["given"][j])
    count_f = np.minimum(table.counts["family"][i], table.counts["family"][j])
    swapped = _swap(table, g, f, count_g, count_f, i, j)
    count_w = np.minimum(table.counts["whole"][i], table.counts["whole"][j])

    def rank(rows: Ints) -> Ints:
        worth = NAME_RANK[g[rows]] + NAME_RANK[f[rows]] + (m[rows] == Name.SAME) - 4 * (swapped[rows] > 0)
        return _ranked(worth + 8, (g[rows], f[rows], m[rows]), count_g[rows], count_f[rows], count_w[rows])

    has, chosen = best(pair, rank)
    for name, found in ((Field.GIVEN, g), (Field.FAMILY, f), (Field.MIDDLE, m), (Field.ORDER, swapped)):
        levels[name] = _placed(len(left), has, found[chosen])
    i, j = i[chosen], j[chosen]
    at_home = levels[Field.HOME][has] == Home.SAME
    unnamed = (given[i] + given[j] == 0) & (f[chosen] > Name.MISSING) & (f[chosen] <= Name.CLOSE) & at_home
    levels[Field.GIVEN][has[unnamed]] = Name.UNNAMED
    count_m = np.minimum(table.counts["middle"][i], table.counts["middle"][j])
    common = {Field.GIVEN: count_g[chosen], Field.FAMILY: count_f[chosen], Field.MIDDLE: count_m}
    for name, held in (common | {Field.ORDER: count_w[chosen]}).items():
        holders[name] = _placed(len(left), has, held, blank=1)


def _run_together(table: Table, g: Levels, i: Ints, j: Ints) -> Ints:
    """Where one record's given and middle name, run together, are the other's given name: 'Xiao Ming', 'Xiaoming'."""
    given, middle, _ = table.names.columns
    words = table.words
    may = (words.initials[given[i]] == words.initials[given[j]]) & ((middle[i] > 0) | (middle[j] > 0))
    at = np.flatnonzero((g >= Name.SIMILAR) & may)
    one, other = i[at], j[at]
    found = np.zeros(len(at), np.bool_)
    for whole, parted in ((one, other), (other, one)):
        run = words.array[given[parted]] + words.array[middle[parted]]
        found |= (words.array[given[whole]] == run) & (middle[parted] > 0)
    return at[found]


def _ranked(worth: Ints, levels: tuple[Levels, Levels, Levels], *counts: Ints) -> Ints:
    """Higher is better: by what it is worth, then by levels, then the rarer; never by place."""
    rank = worth
    for level in levels:
        rank = rank << 4 | level
    bits = 40 // len(counts)
    for count in counts:
        rank = (rank << bits) - np.minimum(count, (1 << bits) - 1)
    return rank


def _placed(size: int, at: Ints, found: NDArray[Any], blank: int = 0) -> NDArray[Any]:
    """What was found for some of `size` pairs, `blank` for the others."""
    out = np.full(size, blank, found.dtype)
    out[at] = found
    return out


def _swap(table: Table, g: Levels, f: Levels, count_g: Ints, count_f: Ints, i: Ints, j: Ints) -> Levels:
    """Where each name fits only the other's column, put the crossed levels in `g` and `f`, and how common they are."""
    given, _, family = table.names.columns
    out = np.zeros(len(g), np.int8)
    unfit_g, unfit_f = (g >= Name.SIMILAR) | (g == Name.MISSING), (f >= Name.SIMILAR) | (f == Name.MISSING)
    apart = np.flatnonzero(unfit_g & unfit_f & (g + f > 0))
    i, j = i[apart], j[apart]
    one = spelling.levels(table.words, given[i], family[j])
    other = spelling.levels(table.words, family[i], given[j])
    count_one = np.maximum(table.counts["given"][i], table.counts["family"][j])
    count_other = np.maximum(table.counts["family"][i], table.counts["given"][j])
    better, worse = np.minimum(one, other), np.maximum(one, other)
    alike = (worse <= Name.PART) | ((worse == Name.SIMILAR) & (better > Name.MISSING))
    fits = (better <= Name.CLOSE) & alike & (worse > Name.MISSING)
    turned = (one.astype(np.int64) << 40) + count_one > (other.astype(np.int64) << 40) + count_other
    at = apart[fits]
    g[at], f[at] = np.where(turned, other, one)[fits], np.where(turned, one, other)[fits]
    count_g[at] = np.where(turned, count_other, count_one)[fits]
    count_f[at] = np.where(turned, count_one, count_other)[fits]
    out[at] = np.where((one > 0) & (other > 0), Order.SWAPPED, Order.HALF)[fits]
    return out


def _addresses(
    table: Table, left: Ints, right: Ints, levels: dict[Field, Levels], holders: dict[Field, Ints]
) -> tuple[Ints, Ints]:
    pair, i, j = table.addresses.combinations(left, right)
    postcode = _postcodes(table, i, j)
    home = _homes(table, i, j, postcode)
    town = _towns(table, i, j)
    town[(postcode > Postcode.MISSING) & (postcode <= Postcode.DISTRICT)] = Town.MISSING  # counted already

    def rank(rows: Ints) -> Ints:
        said = (postcode[rows], home[rows], town[rows])
        worth = POSTCODE_RANK[said[0]] + HOME_RANK[said[1]] + TOWN_RANK[said[2]]
        homes, codes = (np.maximum(table.counts[n][i[rows]], table.counts[n][j[rows]]) for n in ("home", "postcode"))
        return _ranked(worth, said, homes, codes)

    has, chosen = best(pair, rank)
    i, j = i[chosen], j[chosen]

    def held(kind: str, agrees: Flags) -> Ints:
        at = np.flatnonzero(agrees)
        return _placed(len(left), has[at], np.maximum(table.counts[kind][i[at]], table.counts[kind][j[at]]), blank=1)

    postcode, home, town = postcode[chosen], home[chosen], town[chosen]
    for field, level in ((Field.POSTCODE, postcode), (Field.HOME, home), (Field.TOWN, town)):
        levels[field] = _placed(len(left), has, level)
        holders[field] = held(field.value, (level > 0) & (level < max(LEVELS[field])))
    return held("district", postcode == Postcode.DISTRICT), held("street", home == Home.STREET)


def _postcodes(table: Table, i: Ints, j: Ints) -> Levels:
    code = table.addresses.columns[0]
    a, b = code[i], code[j]
    out = np.full(len(i), Postcode.DIFFERENT, np.int8)
    out[table.districts[a] == table.districts[b]] = Postcode.DISTRICT
    out[_one_slip(table.postcode_letters[a], table.postcode_letters[b])] = Postcode.SLIP
    out[a == b] = Postcode.SAME
    out[(a == 0) | (b == 0)] = Postcode.MISSING
    return out


def _one_slip(x: Hashes, y: Hashes) -> Ints:
    """Where one letter of eight differs, or two neighbours are exchanged. A number holds a letter in each byte."""
    unlike = x ^ y
    for bits in (4, 2, 1):
        unlike |= unlike >> np.uint64(bits)
    apart = np.bitwise_count(unlike & np.uint64(0x0101010101010101))
    two = np.flatnonzero(apart == 2)
    p, q = (letters[two].view(np.uint8).reshape(-1, 8) for letters in (x, y))
    crossed = (p[:, 1:] == q[:, :-1]) & (p[:, :-1] == q[:, 1:]) & (p[:, 1:] != q[:, 1:])
    return np.append(np.flatnonzero(apart == 1), two[crossed.any(axis=1)])


def _homes(table: Table, i: Ints, j: Ints, postcode: Levels) -> Levels:
    """House and street together. A house number alone is the same house only under the same postcode."""
    _, house, street, _, uprn = table.addresses.columns
    h, k, s, t = house[i], house[j], street[i], street[j]
    same_house, same_street = (h == k) & (h > 0), (s == t) & (s > 0)
    houses, streets = (h > 0) & (k > 0), (s > 0) & (t > 0)
    here = postcode == Postcode.SAME
    out = np.zeros(len(i), np.int8)
    out[streets | (houses & here)] = Home.DIFFERENT
    out[same_street] = Home.STREET
    like = np.flatnonzero(same_house & streets & ~same_street)
    alike = spelling.jaro_winkler(table.streets, s[like], t[like]) >= 0.88
    out[like[alike | here[like]]] = Home.CLOSE
    near = np.flatnonzero(same_street & houses & ~same_house)
    out[near[_house_within(table.houses, h[near], k[near])]] = Home.CLOSE
    out[same_house & (same_street | (here & ~streets))] = Home.SAME
    if uprn.any():
        out[(uprn[i] == uprn[j]) & (uprn[i] > 0)] = Home.SAME
    return out


def _house_within(houses: Words, a: Ints, b: Ints) -> Flags:
    """'12' within 'flat 3 12', '12' beside '12a': one agency left something out."""
    return spelling.overlap(houses.tokens[a], houses.tokens[b]) | (houses.unlettered[a] == houses.unlettered[b])


def _towns(table: Table, i: Ints, j: Ints) -> Levels:
    code = table.addresses.columns[3]
    return TOWN_LEVELS[spelling.levels(table.towns, code[i], code[j])]
