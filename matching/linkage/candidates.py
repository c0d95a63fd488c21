"""Which pairs of records are worth comparing: those that share one of several two-evidence keys.

A key that too many records share is passed over: it would cost much and say little, and narrower keys cover its
pairs. Day and month, and the two names, stand sorted in the keys, so that exchanging them costs nothing. Keys are
stable numbers: a hub keeps them, and finds the records that share one without reading the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring.columns import Table
from matching.scoring.hashing import mix
from matching.scoring.ragged import first_time, spread

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CAP = 100
NARROW = 30  # keys of names alone, and of contacts
_NARROW_RULES = (7, 8, 16, 17, 18)
_RULE_SHIFT = 57  # a key is its rule and 57 bits of its parts, so that it fits a signed integer of the database


@dataclass(frozen=True)
class Keys:
    """Which record (a position) has which key; each once."""

    key: Ints
    record: Ints


@dataclass(frozen=True)
class Candidates:
    """Pairs of positions, left < right, each once; `skipped` says how many keys were over-full."""

    left: Ints
    right: Ints
    skipped: int


def candidates(table: Table, new: Flags) -> Candidates:
    """Pairs that share a key and of which at least one side is flagged new."""
    return join(keys(table), new)


def keys(table: Table) -> Keys:
    """Every key of every record, in order of keys."""
    by_rule = [_in_order(found) for found in _every_key(table)]  # rules ascend, and lead the keys
    return Keys(np.concatenate([k.key for k in by_rule]), np.concatenate([k.record for k in by_rule]))


def cap(key: Ints) -> Ints:
    """How many records may share each key before it is passed over."""
    narrow = np.zeros(64, np.int64) + CAP
    narrow[list(_NARROW_RULES)] = NARROW
    return narrow[key >> _RULE_SHIFT]


def join(found: Keys, new: Flags) -> Candidates:
    """The pairs within these keys (in order of keys) of which at least one side is flagged new."""
    fresh = new[found.record]
    return meet(_only(found, ~fresh), _only(found, fresh))


def meet(standing: Keys, fresh: Keys) -> Candidates:
    """Pairs that share a key: of a fresh record with a standing or another fresh one. Both stand in order of keys.

    The cost grows with the fresh keys, and with the logarithm of the standing ones.
    """
    starts = np.flatnonzero(np.append(True, fresh.key[1:] != fresh.key[:-1])[: len(fresh.key)])
    ends = np.append(starts[1:], len(fresh.key))
    key = fresh.key[starts]
    low, high = np.searchsorted(standing.key, key), np.searchsorted(standing.key, key, "right")
    shared = ends - starts + high - low
    full = shared > cap(key)
    group = np.repeat(np.arange(len(key)), ends - starts)  # of each fresh row
    row = np.arange(len(group))
    with_standing = spread(low[group], np.where(full, 0, high - low)[group])
    with_fresh = spread(row + 1, np.where(full[group], 0, ends[group] - row - 1))
    return _each_once(
        np.append(fresh.record[with_standing[0]], fresh.record[with_fresh[0]]),
        np.append(standing.record[with_standing[1]], fresh.record[with_fresh[1]]),
        int(full.sum()),
    )


def _each_once(one: Ints, other: Ints, skipped: int) -> Candidates:
    pairs = np.minimum(one, other) << 32 | np.maximum(one, other)
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    return Candidates(pairs >> 32, pairs & 0xFFFFFFFF, skipped)


def _only(found: Keys, which: Flags) -> Keys:
    at = np.flatnonzero(which)
    return Keys(found.key[at], found.record[at])


def _in_order(found: Keys) -> Keys:
    once = np.flatnonzero(first_time(found.record, found.key))
    key, record = found.key[once], found.record[once]
    order = np.argsort(key)
    return Keys(key[order], record[order])


def _every_key(table: Table) -> Iterator[Keys]:
    person = table.names.owners
    given, _, family = table.names.columns
    named, surnamed = given > 0, family > 0
    both = named & surnamed
    words = table.words
    first, last = words.hashes[given], words.hashes[family]
    initial = words.initials[given]
    birth = table.birth[person]
    year, days = birth // 10000, _sorted_days(birth)
    dated, whole = birth > 0, birth % 100 > 0
    sounds = words.sounds
    family3, family2, given2 = words.openings(3)[family], words.openings(2)[family], words.openings(2)[given]

    yield _keys(1, np.arange(table.size), table.nhs > 0, table.nhs)
    yield _keys(2, person, both & whole, year, birth % 100, family3, initial)
    yield _keys(3, person, surnamed & whole, year, days, family2)
    yield _keys(4, person, named & whole, year, days, given2)
    yield _keys(5, person, both & dated, year, *_ordered(sounds[given], sounds[family]))
    yield _keys(7, person, both, *_ordered(first, last))
    yield _keys(8, person, both, sounds[family], initial)
    yield _keys(9, person, whole & named & ~surnamed, birth, first)
    yield _keys(10, person, whole & surnamed & ~named, birth, last)
    yield from _place_keys(table)
    yield from _contact_keys(table)


def _place_keys(table: Table) -> Iterator[Keys]:
    """Keys of a place and somebody: every name of a record meets every address of it."""
    everyone = np.arange(table.size)
    record, name, address = table.names.combinations_with(table.addresses, everyone)
    given, _, family = (column[name] for column in table.names.columns)
    postcode, house, street, _, _ = (column[address] for column in table.addresses.columns)
    words = table.words
    birth = table.birth[record]
    district, code = table.districts[postcode], table.postcodes.hashes[postcode]
    at_home = (house > 0) & ((street > 0) | (postcode > 0))
    number, where = table.houses.hashes[house], np.where(street > 0, table.streets.hashes[street], ~code)
    low, high = _ordered(words.hashes[given], words.hashes[family])
    family3, given2 = words.openings(3)[family], words.openings(2)[given]

    yield _keys(11, record, (given > 0) & (family > 0) & (district > 0), low, high, district)
    yield _keys(12, record, (postcode > 0) & (family > 0), code, family3, words.initials[given])
    yield _keys(13, record, (postcode > 0) & (birth % 100 > 0), code, _sorted_days(birth))
    yield _keys(14, record, at_home & (birth > 0), number, where, birth // 10000)
    yield _keys(15, record, at_home & (given > 0), number, where, given2)


def _contact_keys(table: Table) -> Iterator[Keys]:
    everyone = np.arange(table.size)
    record, name, phone = table.names.combinations_with(table.phones, everyone)
    initial = table.words.initials[table.names.columns[0][name]]
    values = table.values.hashes
    yield _keys(16, record, initial > 0, values[table.phones.columns[0][phone]], initial)
    email = table.emails.columns[0]
    yield _keys(17, table.emails.owners, email > 0, values[email])
    scheme, value = table.numbers.columns
    yield _keys(18, table.numbers.owners, value > 0, values[scheme], values[value])


def _keys(rule: int, record: Ints, valid: Flags, *parts: Ints | NDArray[np.uint64]) -> Keys:
    at = np.flatnonzero(valid)
    mixed = mix(*(part[at] for part in parts)) >> np.uint64(64 - _RULE_SHIFT)
    return Keys((mixed | np.uint64(rule << _RULE_SHIFT)).astype(np.int64), record[at])


def _sorted_days(birth: Ints) -> Ints:
    low, high = _ordered(birth // 100 % 100, birth % 100)
    return low * 100 + high


def _ordered(a: NDArray[Any], b: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    return np.minimum(a, b), np.maximum(a, b)
