"""The names and birth dates that a delivery brought, as entries: one for each name that a record has."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import SLOTS, Columns, Numbers
from matching.lookup.strung import BETWEEN, documents_from, numbers, texts
from matching.lookup.vocabulary import Vocabulary
from matching.scoring.dates import code
from store.vault.database import Connection

BATCH = 10_000  # records asked for at a time

Entry: TypeAlias = tuple[int, tuple[int, ...], int, int]
"""Record, SLOTS word ids, birth code, kind."""

_Names: TypeAlias = Iterable[tuple[int, str, str, str, str]]
"""Record, kind, given, middle, family."""


class Kind(IntEnum):
    """What kind of name an entry is, best first; PAST is added when the record no longer says it."""

    CURRENT = 0
    PREFERRED = 1
    ALIAS = 2
    FORMER = 3
    PAST = 4


_KINDS = {"current": 0, "preferred": 1, "alias": 2, "former": 3}


def of_new(connection: Connection, new: Sequence[int], words: Vocabulary) -> Columns:
    """Entries of records that this delivery brought, `new` in birth order: their documents are the table's last, so
    they are read as they lie. Records with one name of four words at most, nearly all, are put together as columns.
    """
    if not new:
        return columns([])
    record, birth, slots, plain = _plainly(connection, new[0], words)
    of_simple = Columns(
        record[plain], np.zeros_like(record[plain]), slots[plain], birth[plain], np.zeros_like(record[plain])
    )
    others = np.setdiff1d(np.array(new, np.uint32), record[plain], assume_unique=True)
    return of_simple.with_more(columns(of_changed(connection, others.tolist(), words)))


_FIRST_NAMES = (
    "group_concat(record_id), group_concat(json_array_length(said, '$[6]') = 1 and said ->> '$[6][0][0]' = 'current'),"
    f" group_concat(coalesce(nullif(said ->> 0, ''), said ->> 2), {BETWEEN})"
) + "".join(f", group_concat(coalesce(said ->> '$[6][0][{part}]', ''), {BETWEEN})" for part in (1, 2, 3))


def _plainly(
    connection: Connection, first: int, words: Vocabulary
) -> tuple[Numbers, Numbers, NDArray[np.uint32], NDArray[np.bool_]]:
    """Of the records from `first` on: number, birth code, the words of the first name, and whether that is the only
    one, current, and fits one entry.
    """
    record, birth = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)]
    slots, plain = [np.zeros((0, SLOTS), np.uint32)], [np.zeros(0, np.bool_)]
    for count, (records, single, births, *names) in documents_from(connection, first, _FIRST_NAMES):
        held, fit = words.plain_slots(*(texts(part, count) for part in names))
        record.append(numbers(records))
        birth.append(np.fromiter(map(code, texts(births, count)), np.uint32, count))
        slots.append(held)
        plain.append(fit & (numbers(single) > 0))
    return np.concatenate(record), np.concatenate(birth), np.concatenate(slots), np.concatenate(plain)


def of_changed(connection: Connection, changed: Sequence[int], words: Vocabulary) -> list[Entry]:
    """Entries of what these records say now."""
    entries: list[Entry] = []
    for ids in batches(changed):
        births = connection.execute(
            "select r.id, v.birth_date, v.expected_birth from json_each(?) j"
            " cross join source_record r on r.id = j.value"
            " cross join record_version v on v.record_id = r.id and v.version = r.version",
            (ids,),
        )
        names = connection.execute(
            "select r.id, n.kind, n.given, n.middle, n.family from json_each(?) j"
            " cross join source_record r on r.id = j.value"
            " cross join person_name n on n.record_id = r.id and n.version = r.version order by r.id, n.ordinal",
            (ids,),
        )
        entries += _entries({record: code(born or expected) for record, born, expected in births}, names, words)
    return entries


def of_every_version(connection: Connection, records: Sequence[int], words: Vocabulary) -> list[Entry]:
    """Entries of what these records say or said in any of their versions, as of the time it was said."""
    entries: list[Entry] = []
    for ids in batches(records):
        births: dict[int, dict[int, int]] = defaultdict(dict)
        names: dict[int, list[tuple[int, str, str, str, str]]] = defaultdict(list)
        for record, version, born, expected in connection.execute(
            "select v.record_id, v.version, v.birth_date, v.expected_birth from json_each(?) j"
            " cross join record_version v on v.record_id = j.value",
            (ids,),
        ):
            births[version][record] = code(born or expected)
        for version, *name in connection.execute(
            "select n.version, n.record_id, n.kind, n.given, n.middle, n.family from json_each(?) j"
            " cross join person_name n on n.record_id = j.value order by n.record_id, n.version, n.ordinal",
            (ids,),
        ):
            names[version].append((name[0], name[1], name[2], name[3], name[4]))
        for version, born_then in births.items():
            entries += _entries(born_then, names[version], words)
    return entries


def _entries(births: dict[int, int], names: _Names, words: Vocabulary) -> list[Entry]:
    """Every name of these records, in their order; a record without any has an entry for its birth date."""
    slots = words.slots
    entries: list[Entry] = []
    main: dict[int, tuple[str, str]] = {}
    several: list[tuple[int, str, str, str, str]] = []
    for record, kind, given, middle, family in names:
        if kind == "current" and record not in main:
            main[record] = given, family
            birth = births[record]
            for held in slots(given, middle, family):
                entries.append((record, held, birth, 0))
        else:
            several.append((record, kind, given, middle, family))
    for record, kind, given, middle, family in several:
        # 'Lizzy' as a preferred name means Lizzy with the family name that the record has.
        mine = ("", "") if kind == "current" else main.get(record, ("", ""))
        for held in slots(given or mine[0], middle, family or mine[1]):
            entries.append((record, held, births[record], _KINDS[kind]))
    named = {*main, *(name[0] for name in several)}
    entries += [(record, (0,) * SLOTS, birth, 0) for record, birth in births.items() if record not in named]
    return entries


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
