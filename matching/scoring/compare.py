"""Two records compared field by field: a level of agreement for each, and how many records share the value.

Where a record holds several values of a field (a former name, an earlier address) the best pair of values
speaks. The result does not depend on which record comes first: ties between equally good pairs of values are
broken by what they say, never by their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

import numpy as np

from matching.scoring import dates, identifiers, spelling, values
from matching.scoring.addresses import Home, Postcode, Town
from matching.scoring.arrays import Flags, Ints, Levels
from matching.scoring.columns import Table
from matching.scoring.hashing import Hashes
from matching.scoring.identifiers import Number
from matching.scoring.naming import Order, compare_names
from matching.scoring.ragged import best
from matching.scoring.ranks import HOME_RANK, POSTCODE_RANK, TOWN_RANK, placed, ranked, rarer
from matching.scoring.spelling import Name
from matching.scoring.words import Words


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

OPEN = -1
"""In place of a level: the values are not the same, and only their letters tell how much they differ."""
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
    return with_letters(table, left, right, at_sight(table, left, right))


def at_sight(table: Table, left: Ints, right: Ints) -> Comparison:
    """As `compare`, but nothing is said of names, which cost the most, and contacts that are not the same are OPEN.

    Integers tell nearly all of this, so that strangers are told apart before their letters are read.
    """
    blank, one = np.zeros(len(left), np.int8), np.ones(len(left), np.int64)
    levels, holders = dict.fromkeys(Field, blank), dict.fromkeys(Field, one)
    levels[Field.BIRTH] = dates.levels(table.birth[left], table.birth[right])
    same = np.flatnonzero(levels[Field.BIRTH] == dates.Birth.SAME)
    holders[Field.BIRTH] = placed(len(left), same, table.counts("birth")[left[same]], blank=1)
    a, b = table.sex[left], table.sex[right]
    sex = np.where(a == b, Sex.SAME, Sex.DIFFERENT).astype(np.int8)
    levels[Field.SEX] = np.where((a == 0) | (b == 0), np.int8(Sex.MISSING), sex)
    levels[Field.NHS] = identifiers.nhs_levels(table.nhs[left], table.nhs[right])
    levels[Field.NUMBER], holders[Field.NUMBER] = values.numbers(table, left, right)
    levels[Field.ATTRIBUTE], holders[Field.ATTRIBUTE] = values.attributes(table, left, right)
    for field, rows in ((Field.PHONE, table.phones), (Field.EMAIL, table.emails)):
        level, holders[field] = values.agreed(rows, table.counts(field.value), left, right)
        levels[field] = np.where(level > 1, np.int8(OPEN), level)
    districts, streets = _addresses(table, left, right, levels, holders)
    return Comparison(levels, holders, districts, streets, table.frequencies.size)


def with_letters(table: Table, left: Ints, right: Ints, sight: Comparison) -> Comparison:
    """As `compare`, where `sight` is the comparison of these pairs at sight."""
    levels = dict(sight.levels)
    for field, tell in ((Field.PHONE, values.phones), (Field.EMAIL, values.emails)):
        at = np.flatnonzero(levels[field] == OPEN)
        levels[field] = levels[field].copy()
        levels[field][at] = tell(table, left[at], right[at])
    found = compare_names(table, left, right, levels[Field.HOME] == Home.SAME)
    fields = (Field.GIVEN, Field.FAMILY, Field.MIDDLE, Field.ORDER)
    levels |= zip(fields, (found.given, found.family, found.middle, found.order), strict=True)
    holders = zip(fields, found.holders, strict=True)
    return replace(sight, levels=levels, holders=sight.holders | dict(holders))


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
        homes, codes = (np.maximum(table.counts(n)[i[rows]], table.counts(n)[j[rows]]) for n in ("home", "postcode"))
        return ranked(worth, said, homes, codes)

    def among_equals(rows: Ints) -> Ints:
        kinds = ("street", "district", "town")
        return rarer(*(np.maximum(table.counts(n)[i[rows]], table.counts(n)[j[rows]]).astype(np.int64) for n in kinds))

    has, chosen = best(pair, rank, among_equals)
    i, j = i[chosen], j[chosen]

    def held(kind: str, agrees: Flags) -> Ints:
        at = np.flatnonzero(agrees)
        return placed(len(left), has[at], np.maximum(table.counts(kind)[i[at]], table.counts(kind)[j[at]]), blank=1)

    postcode, home, town = postcode[chosen], home[chosen], town[chosen]
    for field, level in ((Field.POSTCODE, postcode), (Field.HOME, home), (Field.TOWN, town)):
        levels[field] = placed(len(left), has, level)
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
