"""What two records must share to be worth comparing: each rule makes keys of two pieces of evidence.

Day and month stand sorted, and either name may stand for the other, so that exchanging them costs nothing. Keys are
stable numbers: a hub keeps them, and finds the records that share one without reading the others.

A key that too many records share is passed over, so each broad rule has a narrower one beside it: `DAY_WORD` (1
January and a common opening) falls back on `DAY_NAMES` and `YEAR_SOUNDS`, `NAMES` on `NAMES_DISTRICT`, `HOME_WORD`
(a hostel) on `HOME_YEAR` and `POSTCODE_NAMES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.scoring.abreast import abreast
from matching.scoring.arrays import Flags, Ints
from matching.scoring.columns import Table
from matching.scoring.hashing import mix
from matching.scoring.ragged import first_time

Made = tuple["Rule", "Keys"]
Parts = Ints | NDArray[np.uint64]
_Key = TypeVar("_Key", int, Ints)

WIDE = 10_000  # records up to which one piece of evidence alone is worth a key
TINY = 1_200  # records up to which every pair is looked at
_MANY = 10_000  # records whose keys are sorted abreast
# A key is, from above: five bits of its rule, bits of the evidence that it begins with, two more bits of its rule, and
# bits of all its evidence. So it fits a signed integer of the database.
SHARED, MEMBER, REST = 26, 2, 30


class Rule(IntEnum):
    """What the records of a key share. Those from `DAY` on are for small tables only.

    Rules of the same four numbers begin with one piece of evidence, `shared`: their keys stand side by side, so that
    they are read and written together.
    """

    NHS = 4
    DAY_NAMES = 8  # year and day of birth, opening of the family name, initial
    DAY_WORD = 12  # birth date, opening of either name
    YEAR_SOUNDS = 16  # birth year, how both names sound
    NAMES = 20  # both names
    NAMES_DISTRICT = 21
    SOUND_INITIAL = 24  # how the family name sounds, initial
    LONE_WORD = 28  # month of birth, opening of the only name there is
    POSTCODE_NAMES = 32  # postcode, opening of the family name, initial
    POSTCODE_DAY = 33
    HOME_YEAR = 36  # house and street, birth year
    HOME_WORD = 37  # house and street, opening of either name
    PHONE_INITIAL = 40
    EMAIL = 44
    MAILBOX = 45  # the same name before the @
    NUMBER = 48
    DAY = 64
    WORD = 68
    HOUSE = 72  # house and postcode
    STREET = 76
    PHONE = 80
    NUMBER_PART = 84  # first or last four characters of a number
    PROVIDER = 88  # what stands behind the @
    WORD_TOWN = 92
    YEAR_TOWN = 96
    MONTH = 100
    LETTERS = 104  # of an e-mail address, whatever their order
    POSTCODE = 108
    YEAR_CONSONANTS = 116  # birth year, consonants of both names, where some are in Arabic letters and some are not
    TABLE = 112  # nothing but the table, if it is tiny

    @property
    def cap(self) -> int:
        """How many records may share a key of this rule before it is passed over."""
        return _CAPS.get(self, 100)

    @property
    def cap_in_hub(self) -> int:
        """The same in a hub, where somebody waits: a file of few columns may have nothing else to be found by.

        At 1,000,000 records these caps let go of 3 candidates in 10, and of none that was one person and worth keeping.
        """
        return _CAPS_IN_HUB.get(self, self.cap)


_CAPS = (
    dict.fromkeys(
        (Rule.NAMES, Rule.SOUND_INITIAL, Rule.LONE_WORD, Rule.PHONE_INITIAL, Rule.EMAIL, Rule.NUMBER, Rule.MAILBOX), 30
    )
    | {rule: 40 for rule in Rule if rule >= Rule.DAY}
    | {Rule.TABLE: TINY}
)
_CAPS_IN_HUB = {Rule.NAMES: 20, Rule.SOUND_INITIAL: 10, Rule.DAY_WORD: 50}


@dataclass(frozen=True)
class Keys:
    """Which record (a position) has which key; each once."""

    key: Ints
    record: Ints


def keys(table: Table, *, wide: bool = False) -> Keys:
    """Every key of every record, in order of keys; `wide` adds the rules for small tables."""
    side_by_side: dict[int, list[Keys]] = {}
    for rule, found in chain(_persons(table), _places(table), _contacts(table), _wide(table) if wide else ()):
        side_by_side.setdefault(rule >> MEMBER, []).append(found)
    some = [side_by_side[first] for first in sorted(side_by_side)]
    in_order = abreast(_in_order, some) if table.size > _MANY else [_in_order(found) for found in some]
    return Keys(np.concatenate([k.key for k in in_order]), np.concatenate([k.record for k in in_order]))


def rules(key: _Key) -> _Key:
    """The rule that a key, or each, was made by."""
    return key >> SHARED + MEMBER + REST << MEMBER | key >> REST & (1 << MEMBER) - 1


def _in_order(found: list[Keys]) -> Keys:
    once = [np.flatnonzero(first_time(some.record, some.key)) for some in found]
    key = np.concatenate([some.key[at] for some, at in zip(found, once, strict=True)])
    record = np.concatenate([some.record[at] for some, at in zip(found, once, strict=True)])
    order = np.argsort(key)
    return Keys(key[order], record[order])


def _persons(table: Table) -> Iterator[Made]:
    """Keys of who somebody is: every name of a record."""
    person = table.names.owners
    given, _, family = table.names.columns
    named, surnamed = given > 0, family > 0
    both = named & surnamed
    words = table.words
    initial = words.initials[given]
    birth = table.birth[person]
    year, days = birth // 10000, _sorted_days(birth)
    dated, whole = birth > 0, birth % 100 > 0
    family3, opening = words.openings[3][family], words.openings[2]
    lone = np.where(named, given, family)

    yield _keys(Rule.NHS, np.arange(table.size), table.nhs > 0, table.nhs)
    yield _keys(Rule.DAY_NAMES, person, both & whole, year * 100 + birth % 100, family3, initial)
    yield _either(Rule.DAY_WORD, person, whole, opening, given, family, year * 10000 + days)
    yield _keys(Rule.YEAR_SOUNDS, person, both & dated, year, *_ordered(words.sounds[given], words.sounds[family]))
    yield _keys(Rule.NAMES, person, both, mix(*_ordered(words.hashes[given], words.hashes[family])))
    yield _keys(Rule.SOUND_INITIAL, person, both, words.sounds[family], initial)
    yield _keys(Rule.LONE_WORD, person, dated & (named ^ surnamed), birth // 100, words.openings[3][lone])


def _places(table: Table) -> Iterator[Made]:
    """Keys of a place and somebody: every name of a record meets every address of it."""
    record, name, address = table.names.beside(table.addresses)
    given, _, family = (column[name] for column in table.names.columns)
    postcode, house, street, _, _ = (column[address] for column in table.addresses.columns)
    words = table.words
    birth = table.birth[record]
    district, code = table.districts[postcode], table.postcodes.hashes[postcode]
    at_home = (house > 0) & ((street > 0) | (postcode > 0))
    home = mix(table.houses.hashes[house], np.where(street > 0, table.streets.hashes[street], ~code))
    names = mix(*_ordered(words.hashes[given], words.hashes[family]))

    yield _keys(Rule.NAMES_DISTRICT, record, (given > 0) & (family > 0) & (district > 0), names, district)
    located = (postcode > 0) & (family > 0)
    yield _keys(Rule.POSTCODE_NAMES, record, located, code, words.openings[3][family], words.initials[given])
    yield _keys(Rule.POSTCODE_DAY, record, (postcode > 0) & (birth % 100 > 0), code, _sorted_days(birth))
    yield _keys(Rule.HOME_YEAR, record, at_home & (birth > 0), home, birth // 10000)
    yield _either(Rule.HOME_WORD, record, at_home, words.openings[2], given, family, home)


def _contacts(table: Table) -> Iterator[Made]:
    record, name, phone = table.names.beside(table.phones)
    initial = table.words.initials[table.names.columns[0][name]]
    values = table.values.hashes
    yield _keys(Rule.PHONE_INITIAL, record, initial > 0, values[table.phones.columns[0][phone]], initial)
    email = table.emails.columns[0]
    mailbox = table.values.mailboxes[email]
    yield _keys(Rule.EMAIL, table.emails.owners, email > 0, mailbox, values[email])
    yield _keys(Rule.MAILBOX, table.emails.owners, mailbox > 0, mailbox)
    scheme, value = table.numbers.columns
    yield _keys(Rule.NUMBER, table.numbers.owners, value > 0, values[value], values[scheme])


def _wide(table: Table) -> Iterator[Made]:
    """Keys of one piece of evidence, or of two that seldom say much."""
    everyone = np.arange(table.size)
    given, _, family = table.names.columns
    postcode, house, street, _, _ = table.addresses.columns
    lives = table.addresses.owners
    values = table.values.hashes
    scheme, value = table.numbers.columns
    year, days = table.birth // 10000, _sorted_days(table.birth)
    yield _keys(Rule.DAY, everyone, table.birth % 100 > 0, year, days)
    yield _either(Rule.WORD, table.names.owners, table.names.owners >= 0, table.words.hashes, given, family)
    located = (house > 0) & (postcode > 0)
    yield _keys(Rule.HOUSE, lives, located, table.houses.hashes[house], table.postcodes.hashes[postcode])
    yield _keys(Rule.POSTCODE, lives, postcode > 0, table.postcodes.hashes[postcode])
    yield _keys(Rule.STREET, lives, street > 0, table.streets.hashes[street])
    yield _keys(Rule.PHONE, table.phones.owners, table.phones.columns[0] > 0, values[table.phones.columns[0]])
    heads, tails = table.values.ends
    ends, tail = np.append(heads, tails), value + len(heads)
    yield _either(Rule.NUMBER_PART, table.numbers.owners, value > 0, ends, value, tail, values[scheme])
    provider = table.values.providers[table.emails.columns[0]]
    yield _keys(Rule.PROVIDER, table.emails.owners, provider > 0, provider)
    record, name, address = table.names.beside(table.addresses)
    town = table.towns.openings[3][table.addresses.columns[3]]
    here = town[address]
    yield _either(Rule.WORD_TOWN, record, here > 0, table.words.openings[3], given[name], family[name], here)
    yield _keys(Rule.YEAR_TOWN, lives, (town > 0) & (table.birth[lives] > 0), year[lives], town)
    yield _keys(Rule.MONTH, everyone, table.birth // 100 % 100 > 0, table.birth // 100)
    letters = table.values.letters[table.emails.columns[0]]
    yield _keys(Rule.LETTERS, table.emails.owners, letters > 0, letters)
    if table.words.abjad.any():
        born, first, last = year[table.names.owners], table.words.consonants[given], table.words.consonants[family]
        yield _keys(
            Rule.YEAR_CONSONANTS,
            table.names.owners,
            (born > 0) & (first > 0) & (last > 0),
            born,
            *_ordered(first, last),
        )
    if table.size <= TINY:
        yield _keys(Rule.TABLE, everyone, everyone >= 0, everyone * 0)


def _keys(rule: Rule, record: Ints, valid: Flags, shared: Parts, *parts: Parts) -> Made:
    at = np.flatnonzero(valid)
    return rule, Keys(_numbered(rule, shared[at], *(part[at] for part in parts)), record[at])


def _numbered(rule: Rule, shared: Parts, *parts: Parts) -> Ints:
    begin = mix(shared)
    rest = mix(begin, *parts) >> np.uint64(64 - REST)
    upper = np.uint64(rule >> MEMBER) << np.uint64(SHARED) | begin >> np.uint64(64 - SHARED)
    member = np.uint64(rule & (1 << MEMBER) - 1)
    return ((upper << np.uint64(MEMBER) | member) << np.uint64(REST) | rest).astype(np.int64)


def _either(
    rule: Rule, record: Ints, valid: Flags, of: NDArray[np.uint64], one: Ints, other: Ints, *parts: Parts
) -> Made:
    """Two keys a row, of one word and of the other, which may stand exchanged; none for a blank word."""
    found = [_keys(rule, record, valid & (word > 0), *parts, of[word])[1] for word in (one, other)]
    both = Keys(np.concatenate([f.key for f in found]), np.concatenate([f.record for f in found]))
    order = np.argsort(both.record, kind="stable")
    return rule, Keys(both.key[order], both.record[order])


def _sorted_days(birth: Ints) -> Ints:
    low, high = _ordered(birth // 100 % 100, birth % 100)
    return low * 100 + high


def _ordered(a: NDArray[Any], b: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    return np.minimum(a, b), np.maximum(a, b)
