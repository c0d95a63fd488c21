"""Few pairs compared one by one, in plain numbers and texts: a single new record has no use for arrays.

The same comparison as `compare` makes, level by level and count by count, without the fixed cost of a thousand passes
over arrays of a dozen places.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler

from matching.scoring import dates, identifiers
from matching.scoring.addresses import Home, Postcode, Town, in_places, outward
from matching.scoring.columns import Ints, Table
from matching.scoring.compare import LEVELS, TOWN_LEVELS, Comparison, Field, Sex
from matching.scoring.few_names import PlainNames
from matching.scoring.identifiers import Number, unlike
from matching.scoring.ranks import HOME_RANK, POSTCODE_RANK, TOWN_RANK, ranked_one
from matching.scoring.said import (
    ATTRIBUTE,
    BIRTH,
    DISTRICT,
    EMAIL,
    HOME,
    NHS,
    NUMBER,
    PHONE,
    POSTCODE,
    SEX,
    STREET,
    TOWN,
    Rows,
    Said,
    together,
)
from matching.scoring.spelling import level
from matching.scoring.values import Attribute, Contact, Email, one_number
from matching.scoring.words import Remembered

_in_places = lru_cache(maxsize=1 << 12)(in_places)
_KINDS = {column: of.value for column, of in enumerate(Field)}
_LAST = [max(LEVELS[of]) for of in Field]
_NOTHING = (0, 1)
_RANKS: list[list[int]] = [table.tolist() for table in (POSTCODE_RANK, HOME_RANK, TOWN_RANK, TOWN_LEVELS)]
_POSTCODE_RANK, _HOME_RANK, _TOWN_RANK, _TOWN_LEVELS = _RANKS


def compare_few(table: Table, left: Ints, right: Ints) -> Comparison:
    """Compare record left[i] with record right[i] of the table, for every i."""
    plain = Plain(table)
    said = [plain.compare(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    return together(said, table.frequencies.size)


class Plain:
    """A table as lists."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.birth: list[int] = table.birth.tolist()
        self.sex: list[int] = table.sex.tolist()
        self.nhs: list[int] = table.nhs.tolist()
        self.addresses, self.numbers = Rows(table.addresses), Rows(table.numbers)
        self.phones, self.emails, self.attributes = Rows(table.phones), Rows(table.emails), Rows(table.attributes)
        self.held: dict[str, list[int]] = Remembered(lambda kind: table.counts[kind].tolist())
        self.names = PlainNames(table, self.held)

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
        self.names.compare(a, b, said)
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
            if np.float32(OSA.normalized_similarity(one, other)) >= 0.8 and one_number(one, other):
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
            return ranked_one(worth, of[2:], self._more("home", i, j), self._more("postcode", i, j))

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


def _house_within(one: str, other: str) -> bool:
    """As `compare` has it: one agency left something out."""
    return not set(one.split()).isdisjoint(other.split()) or one.rstrip("abcdef") == other.rstrip("abcdef")


def _closest(found: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The best level, and of those the rarest value."""
    return min(found, default=_NOTHING)
