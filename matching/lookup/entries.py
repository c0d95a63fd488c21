"""The names and birth dates that a delivery brought, as entries: one for each name that a record has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import compress
from typing import TypeAlias

import numpy as np

from matching.lookup.chunks import SLOTS, Columns, Numbers
from matching.lookup.strung import BETWEEN, documents_from, numbers, texts
from matching.lookup.vocabulary import Vocabulary
from matching.scoring.dates import code, codes
from store.vault.database import Connection

BATCH = 10_000  # records asked for at a time

Entry: TypeAlias = tuple[int, tuple[int, ...], int, int]
"""Record, SLOTS word ids, birth code, kind."""


class Kind(IntEnum):
    """What kind of name an entry is, best first; PAST is added when the record no longer says it."""

    CURRENT = 0
    PREFERRED = 1
    ALIAS = 2
    FORMER = 3
    PAST = 4


_KINDS = {kind.name.lower(): int(kind) for kind in Kind}


def of_new(connection: Connection, new: Sequence[int], words: Vocabulary) -> Columns:
    """Entries of records that this delivery brought, `new` in birth order: their documents are the table's last, so
    they are read as they lie. Records with one name, nearly all, are put together as columns.
    """
    if not new:
        return columns([])
    parts = [columns([])]
    others: list[int] = []
    for count, told in documents_from(connection, new[0], _ONE_NAME):
        record = numbers(told[0])
        birth = _births(told[1])
        cut = texts(told[2], count)
        plain = np.array(  # whatever else was cut out has a bracket in it
            ["[" not in name and "\\" not in name for name in cut], np.bool_
        )
        which, slots = words.slots_of_many(*_split(list(compress(cut, plain))))
        nothing = np.zeros(len(which), np.uint32)
        parts.append(Columns(record[plain][which], nothing, slots, birth[plain][which], nothing))
        others += record[~plain].tolist()
    return Columns.joined([*parts, columns(of_changed(connection, list(dict.fromkeys(others)), words))])


_BEFORE, _BETWEEN, _BEHIND = '[["current","', '","', '",0]]'  # the first name, its parts, and it is the last
_BIRTHS = 16  # characters of a document behind which its birth date cannot stand, nor, without one, the expected date
_ONE_NAME = (
    f"group_concat(record_id), group_concat(substr(said, 3, {_BIRTHS}), {BETWEEN}),"
    f" group_concat(substr(said, instr(said, '{_BEFORE}') + {len(_BEFORE)},"
    f" instr(said, '{_BEHIND}') - instr(said, '{_BEFORE}') - {len(_BEFORE)}), {BETWEEN})"
)
"""Cut out of documents as texts, which takes a quarter of the time of reading them as JSON."""


def _births(heads: str) -> Numbers:
    """The birth codes of what stands at the beginnings of documents. Whole dates, nearly all, are read as digits."""
    rows = np.frombuffer(f"{heads}\x1f".encode("ascii", "replace"), np.uint8).reshape(-1, _BIRTHS + 1)
    digits = rows[:, _DIGITS] - np.uint8(ord("0"))
    whole = (digits < 10).all(axis=1) & (rows[:, _MARKS] == tuple(b'--"')).all(axis=1)
    births = codes(digits @ _TENS)
    for at in np.flatnonzero(~whole).tolist():
        birth, _, expected, *_ = f'{rows[at, :_BIRTHS].tobytes().decode()}"""'.split('"')
        births[at] = code(birth or expected)
    return births.astype(np.uint32)


_DIGITS, _MARKS = [0, 1, 2, 3, 5, 6, 8, 9], [4, 7, 10]  # 2013-03-14"
_TENS = 10 ** np.arange(7, -1, -1, dtype=np.int64)


def _split(cut: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Given, middle and family names."""
    parts = _BETWEEN.join(cut).split(_BETWEEN) if cut else []
    assert len(parts) == 3 * len(cut), "a document is not laid out as it was"
    return parts[0::3], parts[1::3], parts[2::3]


def of_changed(connection: Connection, changed: Sequence[int], words: Vocabulary) -> list[Entry]:
    """Entries of what these records say now."""
    return _of_documents(connection, changed, words, _NOW)


def of_every_version(connection: Connection, records: Sequence[int], words: Vocabulary) -> list[Entry]:
    """Entries of what these records say or said in any of their versions, as of the time it was said."""
    return _of_documents(connection, records, words, _EVER)


_EVER = (
    "select json_group_array(json_array(v.record_id, said -> 0, said -> 2, said -> 6)) from json_each(?) j"
    " cross join source_record r on r.id = j.value"
    " cross join record_said v on v.id between r.id << 16 and (r.id << 16) + 65535"
)
_NOW = f"{_EVER} where v.version = r.version"


def _of_documents(connection: Connection, records: Sequence[int], words: Vocabulary, wanted: str) -> list[Entry]:
    entries: list[Entry] = []
    for ids in batches(records):
        (told,) = connection.execute(wanted, (ids,)).fetchone()
        for record, born, expected, names in json.loads(told):
            birth = code(born or expected)
            entries += ((record, slots, birth, kind) for slots, kind in _names(names, words))
    return entries


def _names(names: Sequence[tuple[str, str, str, str, int]], words: Vocabulary) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every name of a document as words and kind, the first current one first; none: an entry for the birth date."""
    main = next((name for name in names if name[0] == "current"), None)
    for name in sorted(names, key=lambda name: name is not main):
        kind, given, middle, family, _ = name
        if main and kind != "current":  # 'Lizzy' as a preferred name means Lizzy with the family name of the record
            given, family = given or main[1], family or main[3]
        for held in words.slots(given, middle, family):
            yield held, _KINDS[kind]
    if not names:
        yield (0,) * SLOTS, _KINDS["current"]


def columns(entries: Sequence[Entry]) -> Columns:
    """Entries as columns; they belong to nobody yet."""
    count = len(entries)
    record, words, birth, kind = zip(*entries, strict=True) if entries else ((), (), (), ())
    return Columns(
        np.fromiter(record, np.uint32, count),
        np.zeros(count, np.uint32),
        np.array(words, np.uint32).reshape(-1, SLOTS),
        np.fromiter(birth, np.uint32, count),
        np.fromiter(kind, np.uint32, count),
    )


def batches(ids: Sequence[int]) -> Iterator[str]:
    """The ids as JSON, some at a time."""
    for start in range(0, len(ids), BATCH):
        yield json.dumps(ids[start : start + BATCH])
