"""Two records compared by themselves, in plain numbers and texts: a single new record has no use for arrays.

The same comparison as `compare` makes, level by level and count by count, without the fixed cost of a thousand passes
over arrays of a dozen places.
"""

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler

from matching.scoring import dates, identifiers
from matching.scoring.addresses import Home, Postcode, Town, in_places, outward
from matching.scoring.compare import LEVELS, TOWN_LEVELS, Field, Sex
from matching.scoring.frequencies import Common
from matching.scoring.identifiers import Number, next_to, unlike
from matching.scoring.person import Person, Values
from matching.scoring.ranks import HOME_RANK, POSTCODE_RANK, TOWN_RANK, ranked_one, rarer
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
    Said,
)
from matching.scoring.spelling import level
from matching.scoring.values import Attribute, Contact, Email, one_number

_LAST = [max(LEVELS[of]) for of in Field]
_NOTHING = (0, 1)
_RANKS: list[list[int]] = [table.tolist() for table in (POSTCODE_RANK, HOME_RANK, TOWN_RANK, TOWN_LEVELS)]
_POSTCODE_RANK, _HOME_RANK, _TOWN_RANK, _TOWN_LEVELS = _RANKS


def compare_but_names(one: Person, other: Person, common: Common) -> Said:
    """Compare two records but for their names, which cost the most: `few_names`, where the rest is close enough.

    common: how many records hold a value.
    """
    said = Said()
    birth = dates.level(one.birth, other.birth)
    said.put(BIRTH, birth, common("birth", one.birth) if birth == dates.Birth.SAME else 1)
    if one.sex and other.sex:
        said.put(SEX, Sex.SAME if one.sex == other.sex else Sex.DIFFERENT)
    said.put(NHS, identifiers.nhs_level(one.nhs, other.nhs))
    if one.numbers and other.numbers:
        said.put(NUMBER, *_closest(_numbers(one, other, common)))
    if one.phones and other.phones:
        said.put(PHONE, *_closest(_phones(one, other, common)))
    if one.emails and other.emails:
        said.put(EMAIL, *_closest(_emails(one, other, common)))
    if one.attributes and other.attributes:
        said.put(ATTRIBUTE, *_attributes(one, other, common))
    if one.addresses and other.addresses:
        _addresses(one, other, said, common)
    return said


def _numbers(one: Person, other: Person, common: Common) -> Iterator[tuple[int, int]]:
    for (scheme, a), (same, b) in product(one.numbers, other.numbers):
        if scheme == same:
            mine, yours = one.texts[a], other.texts[b]
            far = OSA.distance(mine, yours)
            far += far == 1 and next_to(mine, yours)
            yield min(far + 1, Number.DIFFERENT), common.of("number", scheme, a) if far == 0 else 1


def _phones(one: Person, other: Person, common: Common) -> Iterator[tuple[int, int]]:
    for (a,), (b,) in product(one.phones, other.phones):
        if a == b:
            yield Contact.SAME, common("phone", a)
        else:
            near = OSA.distance(one.texts[a], other.texts[b]) == 1
            yield Contact.CLOSE if near else Contact.DIFFERENT, 1


def _emails(one: Person, other: Person, common: Common) -> Iterator[tuple[int, int]]:
    for (a,), (b,) in product(one.emails, other.emails):
        if a == b:
            yield Email.SAME, common("email", a)
            continue
        mine, yours = one.texts[a], other.texts[b]
        mailbox = mine.partition("@")[0]
        if np.float32(OSA.normalized_similarity(mine, yours)) >= 0.8 and one_number(mine, yours):
            yield Email.CLOSE, 1
        elif len(mailbox) >= 5 and mailbox == yours.partition("@")[0]:
            yield Email.LOCAL, 1
        else:
            yield Email.DIFFERENT, 1


def _attributes(one: Person, other: Person, common: Common) -> tuple[int, int]:
    agreed, near, differ = set[int](), set[int](), set[int]()
    held = list[int]()
    for (scheme, a), (same, b) in product(one.attributes, other.attributes):
        if scheme != same:
            continue
        if a == b:
            agreed.add(scheme)
            held.append(common.of("attribute", scheme, a))
        else:
            alike = np.float32(JaroWinkler.similarity(one.texts[a], other.texts[b])) >= 0.9
            (near if alike else differ).add(scheme)
    if agreed:
        alone = Attribute.SOME if near or differ else Attribute.SAME
        return Attribute.SEVERAL if len(agreed) > 1 else alone, min(held)
    return Attribute.CLOSE if near else Attribute.DIFFERENT if differ else Attribute.MISSING, 1


def _addresses(one: Person, other: Person, said: Said, common: Common) -> None:
    meeting = [(a, b, *address_levels(one, other, a, b)) for a, b in product(one.addresses, other.addresses)]

    def districts(a: Values, b: Values) -> int:
        return max(common.district(who.texts[of[0]]) for who, of in ((one, a), (other, b)))

    def rank(of: tuple[Values, Values, int, int, int]) -> tuple[int, int]:
        a, b, postcode, home, town = of
        worth = _POSTCODE_RANK[postcode] + _HOME_RANK[home] + _TOWN_RANK[town]
        equal = ranked_one(worth, of[2:], _more(common, "home", a, b), _more(common, "postcode", a, b))
        return equal, rarer(_more(common, "street", a, b), districts(a, b), _more(common, "town", a, b))

    a, b, postcode, home, town = max(reversed(meeting), key=rank) if len(meeting) > 1 else meeting[0]
    for column, kind, found in ((POSTCODE, "postcode", postcode), (HOME, "home", home), (TOWN, "town", town)):
        said.put(column, found, _more(common, kind, a, b) if 0 < found < _LAST[column] else 1)
    if postcode == Postcode.DISTRICT:
        said.holders[DISTRICT] = districts(a, b)
    if home == Home.STREET:
        said.holders[STREET] = _more(common, "street", a, b)


def address_levels(one: Person, other: Person, a: Values, b: Values) -> tuple[int, int, int]:
    """(postcode, home, town) levels of two addresses."""
    postcode = _postcode(one, other, a[0], b[0])
    same_property = a[4] and a[4] == b[4]
    home = Home.SAME if same_property else _home(one, other, a, b, here=postcode == Postcode.SAME)
    if Postcode.MISSING < postcode <= Postcode.DISTRICT:
        return postcode, home, Town.MISSING  # counted already
    return postcode, home, _TOWN_LEVELS[level(one, other, a[3], b[3])]


def _postcode(one: Person, other: Person, a: int, b: int) -> Postcode:
    if not a or not b:
        return Postcode.MISSING
    if a == b:
        return Postcode.SAME
    mine, yours = one.texts[a], other.texts[b]
    if unlike(in_places(mine), in_places(yours)) == 1:
        return Postcode.SLIP
    return Postcode.DISTRICT if outward(mine) == outward(yours) else Postcode.DIFFERENT


def _home(one: Person, other: Person, a: Values, b: Values, *, here: bool) -> Home:
    """Two houses and their two streets; `here`: under one postcode."""
    (_, h, s, _, _), (_, k, t, _, _) = a, b
    houses, streets = bool(h and k), bool(s and t)
    if houses and h == k and (here or streets):
        if s == t or not streets:
            return Home.SAME
        alike = here or np.float32(JaroWinkler.similarity(one.texts[s], other.texts[t])) >= 0.88
        return Home.CLOSE if alike else Home.DIFFERENT
    if streets and s == t:
        near = houses and _house_within(one.texts[h], other.texts[k])
        return Home.CLOSE if near else Home.STREET
    return Home.DIFFERENT if streets or (houses and here) else Home.MISSING


def _more(common: Common, kind: str, a: Values, b: Values) -> int:
    return max(common.at(kind, a), common.at(kind, b))


def _house_within(one: str, other: str) -> bool:
    """As `compare` has it: one agency left something out."""
    return not set(one.split()).isdisjoint(other.split()) or one.rstrip("abcdef") == other.rstrip("abcdef")


def _closest(found: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The best level, and of those the rarest value."""
    return min(found, default=_NOTHING)
