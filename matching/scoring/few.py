"""Few pairs compared one by one, in plain numbers and texts: a single new record has no use for arrays.

The same comparison as `compare` makes, level by level and count by count, without the fixed cost of a thousand passes
over arrays of a dozen places.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler

from matching.scoring import dates, identifiers
from matching.scoring.addresses import Home, Postcode, Town, in_places, outward
from matching.scoring.columns import Ints, Table
from matching.scoring.compare import (
    HOME_RANK,
    LEVELS,
    NAME_RANK,
    POSTCODE_RANK,
    TOWN_LEVELS,
    TOWN_RANK,
    Comparison,
    Field,
    Order,
    Sex,
)
from matching.scoring.identifiers import Number, unlike
from matching.scoring.ragged import Ragged
from matching.scoring.spelling import Name, level
from matching.scoring.values import Attribute, Contact, Email
from matching.scoring.words import Remembered

(
    FAMILY, GIVEN, MIDDLE, ORDER, BIRTH, SEX, NHS, NUMBER, EMAIL, ATTRIBUTE, POSTCODE, HOME, TOWN, PHONE,
) = range(len(Field))  # fmt: skip
"""The columns of fields, in the order of `Field`."""
DISTRICT, STREET = len(Field), len(Field) + 1
"""The columns of who shares the district, the street."""

_in_places = lru_cache(maxsize=1 << 12)(in_places)
_KINDS = {column: field.value for column, field in enumerate(Field)}
_LAST = [max(LEVELS[field]) for field in Field]
_NOTHING = (0, 1)
_RANKS: list[list[int]] = [ranks.tolist() for ranks in (NAME_RANK, POSTCODE_RANK, HOME_RANK, TOWN_RANK, TOWN_LEVELS)]
_NAME_RANK, _POSTCODE_RANK, _HOME_RANK, _TOWN_RANK, _TOWN_LEVELS = _RANKS


@dataclass(frozen=True)
class Said:
    """What two records say together: a level per field, and how many records hold what agrees (1 where none does).

    holders: of the fields, of DISTRICT and of STREET.
    """

    levels: list[int] = field(default_factory=lambda: [0] * len(Field))
    holders: list[int] = field(default_factory=lambda: [1] * (len(Field) + 2))

    def put(self, column: int, level: int, holders: int = 1) -> None:
        """Say this of one field."""
        self.levels[column], self.holders[column] = level, holders


def compare_few(table: Table, left: Ints, right: Ints) -> Comparison:
    """Compare record left[i] with record right[i] of the table, for every i."""
    plain = Plain(table)
    said = [plain.compare(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    return together(said, table.frequencies.size)


def together(said: Sequence[Said], size: int) -> Comparison:
    """The comparison of pairs compared one by one; `size` as in `Comparison`."""
    levels = np.array([one.levels for one in said], np.int8).reshape(-1, len(Field)).T
    holders = np.array([one.holders for one in said], np.int64).reshape(-1, len(Field) + 2).T
    by_field = dict(zip(Field, levels, strict=True)), dict(zip(Field, holders, strict=False))
    return Comparison(*by_field, holders[DISTRICT], holders[STREET], size)


class _Rows:
    """Rows that belong to records, as lists."""

    def __init__(self, rows: Ragged) -> None:
        self.of = [range(first, end) for first, end in pairwise(rows.starts.tolist())]
        self.columns: list[list[int]] = [column.tolist() for column in rows.columns]

    def meeting(self, a: int, b: int) -> Iterable[tuple[int, int]]:
        """Every row of one record with every row of another."""
        one, other = self.of[a], self.of[b]
        return product(one, other) if one and other else ()


class Plain:
    """A table as lists."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.birth: list[int] = table.birth.tolist()
        self.sex: list[int] = table.sex.tolist()
        self.nhs: list[int] = table.nhs.tolist()
        self.names, self.addresses, self.numbers = _Rows(table.names), _Rows(table.addresses), _Rows(table.numbers)
        self.phones, self.emails, self.attributes = _Rows(table.phones), _Rows(table.emails), _Rows(table.attributes)
        self.held: dict[str, list[int]] = Remembered(lambda kind: table.counts[kind].tolist())

    def compare(self, a: int, b: int) -> Said:
        """Compare two records."""
        said = Said()
        birth = dates.level(self.birth[a], self.birth[b])
        said.put(BIRTH, birth, self.held["birth"][a] if birth == dates.Birth.SAME else 1)
        if self.sex[a] and self.sex[b]:
            said.put(SEX, Sex.SAME if self.sex[a] == self.sex[b] else Sex.DIFFERENT)
        said.put(NHS, identifiers.nhs_level(self.nhs[a], self.nhs[b]))
        said.put(NUMBER, *_closest(self._numbers(a, b)))
        said.put(PHONE, *_closest(self._phones(a, b)))
        said.put(EMAIL, *_closest(self._emails(a, b)))
        said.put(ATTRIBUTE, *self._attributes(a, b))
        self._addresses(a, b, said)
        self._names(a, b, said)
        return said

    def _numbers(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        scheme, value = self.numbers.columns
        for i, j in self.numbers.meeting(a, b):
            if scheme[i] == scheme[j]:
                far = OSA.distance(*self._values(value[i], value[j]))
                yield min(far + 1, Number.DIFFERENT), self.held["number"][i] if far == 0 else 1

    def _phones(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        (value,) = self.phones.columns
        for i, j in self.phones.meeting(a, b):
            if value[i] == value[j]:
                yield Contact.SAME, self.held["phone"][i]
            else:
                near = OSA.distance(*self._values(value[i], value[j])) == 1
                yield Contact.CLOSE if near else Contact.DIFFERENT, 1

    def _emails(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        (value,) = self.emails.columns
        for i, j in self.emails.meeting(a, b):
            if value[i] == value[j]:
                yield Email.SAME, self.held["email"][i]
                continue
            one, other = self._values(value[i], value[j])
            mailbox = one.partition("@")[0]
            if np.float32(OSA.normalized_similarity(one, other)) >= 0.8:
                yield Email.CLOSE, 1
            elif len(mailbox) >= 5 and mailbox == other.partition("@")[0]:
                yield Email.LOCAL, 1
            else:
                yield Email.DIFFERENT, 1

    def _values(self, i: int, j: int) -> tuple[str, str]:
        texts = self.table.values.texts
        return texts[i], texts[j]

    def _attributes(self, a: int, b: int) -> tuple[int, int]:
        meeting = self.attributes.meeting(a, b)
        if not meeting:
            return _NOTHING
        scheme, value = self.attributes.columns
        agreed, near, differ = set[int](), set[int](), set[int]()
        held = list[int]()
        for i, j in meeting:
            if scheme[i] != scheme[j]:
                continue
            if value[i] == value[j]:
                agreed.add(scheme[i])
                held.append(self.held["attribute"][i])
            else:
                alike = np.float32(JaroWinkler.similarity(*self._values(value[i], value[j]))) >= 0.9
                (near if alike else differ).add(scheme[i])
        if agreed:
            alone = Attribute.SOME if near or differ else Attribute.SAME
            return Attribute.SEVERAL if len(agreed) > 1 else alone, min(held)
        return Attribute.CLOSE if near else Attribute.DIFFERENT if differ else Attribute.MISSING, 1

    def _addresses(self, a: int, b: int, said: Said) -> None:
        meeting = [(i, j, *self._address(i, j)) for i, j in self.addresses.meeting(a, b)]
        if not meeting:
            return

        def rank(of: tuple[int, int, int, int, int]) -> int:
            i, j, postcode, home, town = of
            worth = _POSTCODE_RANK[postcode] + _HOME_RANK[home] + _TOWN_RANK[town]
            return _ranked(worth, of[2:], self._more("home", i, j), self._more("postcode", i, j))

        i, j, postcode, home, town = max(reversed(meeting), key=rank) if len(meeting) > 1 else meeting[0]
        for column, found in ((POSTCODE, postcode), (HOME, home), (TOWN, town)):
            said.put(column, found, self._more(_KINDS[column], i, j) if 0 < found < _LAST[column] else 1)
        if postcode == Postcode.DISTRICT:
            said.holders[DISTRICT] = self._more("district", i, j)
        if home == Home.STREET:
            said.holders[STREET] = self._more("street", i, j)

    def _address(self, i: int, j: int) -> tuple[int, int, int]:
        """(postcode, home, town) levels of two addresses."""
        codes, houses, streets, towns, uprns = self.addresses.columns
        postcode = self._postcode(codes[i], codes[j])
        if uprns[i] and uprns[i] == uprns[j]:
            home = Home.SAME
        else:
            home = self._home(houses[i], houses[j], streets[i], streets[j], here=postcode == Postcode.SAME)
        if Postcode.MISSING < postcode <= Postcode.DISTRICT:
            return postcode, home, Town.MISSING  # counted already
        return postcode, home, _TOWN_LEVELS[level(self.table.towns, towns[i], towns[j])]

    def _postcode(self, a: int, b: int) -> Postcode:
        if not a or not b:
            return Postcode.MISSING
        if a == b:
            return Postcode.SAME
        one, other = self.table.postcodes.texts[a], self.table.postcodes.texts[b]
        if unlike(_in_places(one), _in_places(other)) == 1:
            return Postcode.SLIP
        return Postcode.DISTRICT if outward(one) == outward(other) else Postcode.DIFFERENT

    def _home(self, h: int, k: int, s: int, t: int, *, here: bool) -> Home:
        """Two houses and their two streets; `here`: under one postcode."""
        houses, streets = bool(h and k), bool(s and t)
        if houses and h == k and (here or streets):
            if s == t or not streets:
                return Home.SAME
            one, other = self.table.streets.texts[s], self.table.streets.texts[t]
            alike = here or np.float32(JaroWinkler.similarity(one, other)) >= 0.88
            return Home.CLOSE if alike else Home.DIFFERENT
        if streets and s == t:
            near = houses and _house_within(self.table.houses.texts[h], self.table.houses.texts[k])
            return Home.CLOSE if near else Home.STREET
        return Home.DIFFERENT if streets or (houses and here) else Home.MISSING

    def _more(self, kind: str, i: int, j: int) -> int:
        held = self.held[kind]
        return max(held[i], held[j])

    def _fewer(self, kind: str, i: int, j: int) -> int:
        held = self.held[kind]
        return min(held[i], held[j])

    def _names(self, a: int, b: int, said: Said) -> None:
        meeting = [(i, j, *self._name(i, j)) for i, j in self.names.meeting(a, b)]
        if not meeting:
            return

        def rank(of: tuple[int, int, int, int, int, int, int, int]) -> int:
            i, j, g, f, m, order, count_g, count_f = of
            worth = _NAME_RANK[g] + _NAME_RANK[f] + (m == Name.SAME) - 4 * (order > 0) + 8
            return _ranked(worth, (g, f, m), count_g, count_f, self._fewer("whole", i, j))

        i, j, g, f, m, order, count_g, count_f = max(reversed(meeting), key=rank) if len(meeting) > 1 else meeting[0]
        given = self.names.columns[0]
        at_home = said.levels[HOME] == Home.SAME
        if not given[i] and not given[j] and Name.MISSING < f <= Name.CLOSE and at_home:
            g = Name.UNNAMED
        said.put(GIVEN, g, count_g)
        said.put(FAMILY, f, count_f)
        said.put(MIDDLE, m, self._fewer("middle", i, j))
        said.put(ORDER, order, self._fewer("whole", i, j))

    def _name(self, i: int, j: int) -> tuple[int, int, int, int, int, int]:
        """(given, family, middle, order) levels of two names, and how many hold the given and the family name."""
        words = self.table.words
        given, middle, family = self.names.columns
        g = level(words, given[i], given[j])
        f = level(words, family[i], family[j])
        m = level(words, middle[i], middle[j])
        if g >= Name.SIMILAR:
            crossed = (given[i] == middle[j]) or (given[j] == middle[i])
            if crossed:
                g, m = Name.MIDDLE, Name.MISSING
            elif self._run_together(i, j) or self._run_together(j, i):
                g, m = Name.VARIANT, m if m == Name.SAME else Name.MISSING
        swapped = self._swapped(g, f, i, j)
        if swapped:
            g, f, order, count_g, count_f = swapped
            return g, f, m, order, count_g, count_f
        return g, f, m, Order.MISSING, self._fewer("given", i, j), self._fewer("family", i, j)

    def _run_together(self, whole: int, parted: int) -> bool:
        """Whether one record's given and middle name, run together, are the other's given name."""
        given, middle, _ = self.names.columns
        texts = self.table.words.texts
        return bool(middle[parted]) and texts[given[whole]] == texts[given[parted]] + texts[middle[parted]]

    def _swapped(self, g: int, f: int, i: int, j: int) -> tuple[int, int, int, int, int] | None:
        """(given, family, order, holders of each) where each name fits only the other's column."""
        if not (_unfit(g) and _unfit(f) and g + f):
            return None
        words = self.table.words
        given, _, family = self.names.columns
        one, other = level(words, given[i], family[j]), level(words, family[i], given[j])
        better, worse = sorted((one, other))
        alike = worse <= Name.PART or (worse == Name.SIMILAR and better > Name.MISSING)
        if not (better <= Name.CLOSE and alike and worse > Name.MISSING):
            return None
        given_held, family_held = self.held["given"], self.held["family"]
        first = (one, max(given_held[i], family_held[j]))
        second = (other, max(family_held[i], given_held[j]))
        (g, count_g), (f, count_f) = sorted((first, second))
        return g, f, Order.SWAPPED if one and other else Order.HALF, count_g, count_f


def _unfit(found: int) -> bool:
    return found >= Name.SIMILAR or found == Name.MISSING


def _house_within(one: str, other: str) -> bool:
    """As `compare` has it: one agency left something out."""
    return not set(one.split()).isdisjoint(other.split()) or one.rstrip("abcdef") == other.rstrip("abcdef")


def _closest(found: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The best level, and of those the rarest value."""
    return min(found, default=_NOTHING)


def _ranked(worth: int, levels: Iterable[int], *counts: int) -> int:
    """As `compare` ranks."""
    rank = worth
    for of in levels:
        rank = rank << 4 | of
    bits = 40 // len(counts)
    for count in counts:
        rank = (rank << bits) - min(count, (1 << bits) - 1)
    return rank
