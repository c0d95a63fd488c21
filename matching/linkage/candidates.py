"""Which pairs of records are worth comparing: those that share one of several two-evidence keys.

A key that too many records share is passed over: it would cost much and say little, and other keys cover its
pairs. Day and month, and the two names, stand sorted in the keys, so that exchanging them costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.scoring.columns import Ragged, Table, Words

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CAP = 100
NARROW = 30  # keys of names alone


@dataclass(frozen=True)
class Candidates:
    """Pairs of positions, left < right, each once; `skipped` says how many keys were over-full."""

    left: Ints
    right: Ints
    skipped: int


@dataclass(frozen=True)
class _Keys:
    key: NDArray[np.uint64]
    record: Ints
    cap: int


def candidates(table: Table, new: Flags) -> Candidates:
    """Pairs that share a key and of which at least one side is flagged new."""
    found: list[Ints] = []
    skipped = 0
    for keys in _every_key(table):
        pairs, over = _pairs(keys, new)
        found.append(pairs)
        skipped += over
    codes = np.unique(np.concatenate(found))
    return Candidates(codes // table.size, codes % table.size, skipped)


def _pairs(keys: _Keys, new: Flags) -> tuple[Ints, int]:
    """The pairs under one rule, as left × size + right; and how many of its keys were over-full."""
    size = len(new)
    order = np.lexsort((keys.record, keys.key))
    key, record = keys.key[order], keys.record[order]
    first = np.append(True, (key[1:] != key[:-1]) | (record[1:] != record[:-1])) if len(key) else new[:0]
    key, record = key[first], record[first]
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, np.int64)
    widths = np.diff(np.append(starts, len(key)))
    wanted = np.logical_or.reduceat(new[record], starts) if len(starts) else new[:0]
    over = int((wanted & (widths > keys.cap)).sum())
    use = wanted & (widths > 1) & (widths <= keys.cap)
    block = Ragged(np.append(starts, len(key)), (record,))
    at = np.flatnonzero(use)
    _, i, j = block.combinations(at, at)
    left, right = record[i], record[j]
    keep = (left < right) & (new[left] | new[right])
    return left[keep] * size + right[keep], over


def _every_key(table: Table) -> Iterator[_Keys]:
    person = table.names.owners
    given, _, family = table.names.columns
    named, surnamed = given > 0, family > 0
    both = named & surnamed
    initial = table.words.initials[given]
    birth = table.birth[person]
    year, days = birth // 10000, _sorted_days(birth)
    dated, whole = birth > 0, birth % 100 > 0
    sounds = table.words.sounds
    low, high = np.minimum(given, family), np.maximum(given, family)
    low_sound, high_sound = _ordered(sounds[given], sounds[family])

    yield _keys(1, np.arange(table.size), table.nhs > 0, CAP, table.nhs)
    yield _keys(2, person, both & whole, CAP, year, birth % 100, _prefix(table.words, 3)[family], initial)
    yield _keys(3, person, surnamed & whole, CAP, year, days, _prefix(table.words, 2)[family])
    yield _keys(4, person, named & whole, CAP, year, days, _prefix(table.words, 2)[given])
    yield _keys(5, person, both & dated, CAP, year, low_sound, high_sound)
    yield _keys(7, person, both, NARROW, low, high)
    yield _keys(8, person, both, NARROW, sounds[family], initial)
    yield _keys(9, person, whole & named & ~surnamed, CAP, birth, given)
    yield _keys(10, person, whole & surnamed & ~named, CAP, birth, family)
    yield from _place_keys(table)
    yield from _contact_keys(table)


def _place_keys(table: Table) -> Iterator[_Keys]:
    """Keys of a place and somebody: every name of a record meets every address of it."""
    everyone = np.arange(table.size)
    record, name, address = table.names.combinations_with(table.addresses, everyone)
    given, _, family = (column[name] for column in table.names.columns)
    postcode, house, street, _, _ = (column[address] for column in table.addresses.columns)
    initial = table.words.initials[given]
    birth = table.birth[record]
    district = table.districts[postcode]
    at_home = (house > 0) & ((street > 0) | (postcode > 0))
    where = np.where(street > 0, street, -postcode)
    low, high = np.minimum(given, family), np.maximum(given, family)

    yield _keys(11, record, (low > 0) & (district > 0), CAP, low, high, district)
    yield _keys(12, record, (postcode > 0) & (family > 0), CAP, postcode, _prefix(table.words, 3)[family], initial)
    yield _keys(13, record, (postcode > 0) & (birth % 100 > 0), CAP, postcode, _sorted_days(birth))
    yield _keys(14, record, at_home & (birth > 0), CAP, house, where, birth // 10000)
    yield _keys(15, record, at_home & (given > 0), CAP, house, where, _prefix(table.words, 2)[given])


def _contact_keys(table: Table) -> Iterator[_Keys]:
    everyone = np.arange(table.size)
    record, name, phone = table.names.combinations_with(table.phones, everyone)
    initial = table.words.initials[table.names.columns[0][name]]
    yield _keys(16, record, initial > 0, NARROW, table.phones.columns[0][phone], initial)
    yield _keys(17, table.emails.owners, np.ones(len(table.emails.owners), np.bool_), NARROW, table.emails.columns[0])
    scheme, value = table.numbers.columns
    yield _keys(18, table.numbers.owners, np.ones(len(value), np.bool_), NARROW, scheme, value)


def _keys(rule: int, record: Ints, valid: Flags, cap: int, *parts: Ints) -> _Keys:
    """Mix the parts into 64 bits; two keys that fall together by chance cost one needless comparison."""
    at = np.flatnonzero(valid)
    key = np.full(len(at), rule, np.uint64)
    for part in parts:
        key = (key ^ part[at].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    return _Keys(key, record[at], cap)


def _sorted_days(birth: Ints) -> Ints:
    low, high = _ordered(birth // 100 % 100, birth % 100)
    return low * 100 + high


def _ordered(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    return np.minimum(a, b), np.maximum(a, b)


def _prefix(words: Words, length: int) -> Ints:
    """By word code: a number shared by words that begin alike (0 for '')."""
    seen: dict[str, int] = {"": 0}
    return np.array([seen.setdefault(t[:length], len(seen)) for t in words.texts], np.int64)
