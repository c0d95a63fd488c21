"""The look-up index as it is kept: written as the last step of a delivery, inside its transaction.

An entry is one name that a record has or had, with the birth date of that time. Entries are numbered as they
come and never move: a delivery adds entries and marks old ones as no longer said, so nothing is rebuilt.
Columns are kept in chunks, so that a small delivery rewrites little.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import CHUNK, SLOTS, Chunk, chunks, first_free, save
from matching.scoring.dates import code
from matching.scoring.names import sound, tokens
from store.vault.database import Connection

BATCH = 10_000  # records or words asked for at a time


class Kind(IntEnum):
    """What kind of name an entry is, best first; PAST is added when the record no longer says it."""

    CURRENT = 0
    PREFERRED = 1
    ALIAS = 2
    FORMER = 3
    PAST = 4


_KINDS = {"current": Kind.CURRENT, "preferred": Kind.PREFERRED, "alias": Kind.ALIAS, "former": Kind.FORMER}

Entry: TypeAlias = tuple[int, tuple[int, ...], int, int]
"""Record, word ids, birth code, kind."""


def index_delivery(connection: Connection, event: int, new: Sequence[int], changed: Sequence[int]) -> None:
    """Bring the index up to date with what a delivery stored and linked.

    Call it last in the delivery's transaction, after `link_delivery`. `event` is the delivery's ledger
    number, `new` and `changed` are record ids. Decisions made since the last delivery are folded in as well.
    """
    words = _Words(connection)
    kept = list(chunks(connection))
    said = _names(connection, [*new, *changed], words)
    fresh = list(said) if not changed else _not_yet_there(kept, said, frozenset(changed), event)
    words.save()
    _append(connection, kept, fresh, event)
    _follow_links(connection, kept, event, changed)
    for chunk in kept:
        if chunk.event == event:
            save(connection, chunk)
    _note_supply(connection, [*new, *changed])


class _Words:
    """Ids of the dictionary's words; a word met for the first time gets the next id when everything has been
    read.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = dict(connection.execute("select text, id from lookup_word"))
        self._known = len(self._ids)
        self._parts: dict[str, tuple[int, ...]] = {"": ()}

    def slots(self, given: str, middle: str, family: str) -> tuple[tuple[int, ...], ...]:
        """The name as entries of at most four words; a longer name takes several, each with its first given and
        family word.
        """
        first, last = self._part(given), self._part(family)
        ids = tuple(dict.fromkeys(first + last + self._part(middle)))
        if len(ids) <= SLOTS:
            return (ids,)
        anchors = tuple(dict.fromkeys(first[:1] + last[:1]))
        rest = [number for number in ids if number not in anchors]
        step = SLOTS - len(anchors)
        return tuple((*anchors, *rest[i : i + step]) for i in range(0, len(rest), step))

    def _part(self, text: str) -> tuple[int, ...]:
        ids = self._parts.get(text)
        if ids is None:
            ids = tuple(self._ids.setdefault(word, len(self._ids) + 1) for word in tokens(text))
            self._parts[text] = ids
        return ids

    def save(self) -> None:
        """Keep the words that are new."""
        fresh = list(self._ids.items())[self._known :]
        self._connection.executemany(
            "insert into lookup_word (id, text, sound) values (?, ?, ?)",
            ((number, text, sound(text)) for text, number in fresh),
        )


# 'Lizzy' as a preferred name means Lizzy with the family name that the record has.
_NAMES = (
    "select r.id, coalesce(n.kind, 'current'), coalesce(n.middle, ''), v.birth_date, v.expected_birth,"
    " coalesce(nullif(n.given, ''), c.given, ''), coalesce(nullif(n.family, ''), c.family, '')"
    " from json_each(?) j cross join source_record r on r.id = j.value"
    " cross join record_version v on v.record_id = r.id and v.version = r.version"
    " left join person_name n on n.record_id = r.id and n.version = r.version"
    " left join person_name c on c.rowid = (select min(rowid) from person_name"
    "  where record_id = r.id and version = r.version and kind = 'current' and n.kind <> 'current')"
)


def _names(connection: Connection, records: Sequence[int], words: _Words) -> Iterator[Entry]:
    """Every name that these records now have, as entries."""
    for ids in _batches(records):
        for record, kind, middle, birth, expected, given, family in connection.execute(_NAMES, (ids,)):
            for slots in words.slots(given, middle, family):
                yield record, slots, code(birth or expected), _KINDS[kind]


def _not_yet_there(kept: list[Chunk], said: Iterator[Entry], changed: frozenset[int], event: int) -> list[Entry]:
    """The entries still to be added. Of records that changed, names said before are marked past, or current
    if said again.
    """
    wanted = np.fromiter(changed, np.uint32, len(changed))
    places: dict[Entry, tuple[Chunk, int]] = {}
    for chunk in kept:
        for place in np.flatnonzero(np.isin(chunk.record, wanted)):
            entry = chunk.entry(int(place))
            places[entry[0], entry[1], entry[2], entry[3] & ~Kind.PAST] = chunk, int(place)
            chunk.change("kind", event)[place] |= Kind.PAST
    fresh: list[Entry] = []
    for entry in said:
        if entry in places:
            chunk, place = places[entry]
            chunk.kind[place] &= ~Kind.PAST & 0xFF
        else:
            fresh.append(entry)
    return fresh


def _append(connection: Connection, kept: list[Chunk], fresh: list[Entry], event: int) -> None:
    """Put new entries behind the last one, and their numbers into the postings of their words."""
    if not fresh:
        return
    first = first_free(kept)
    record = np.fromiter((entry[0] for entry in fresh), np.uint32, len(fresh))
    birth = np.fromiter((entry[2] for entry in fresh), np.int32, len(fresh))
    kind = np.fromiter((entry[3] for entry in fresh), np.uint8, len(fresh))
    words = np.array([(entry[1] + (0,) * SLOTS)[:SLOTS] for entry in fresh], np.uint32)
    done = 0
    while done < len(fresh):
        if not kept or len(kept[-1].record) == CHUNK:
            kept.append(Chunk.empty(len(kept)))
        room = CHUNK - len(kept[-1].record)
        part = slice(done, done + room)
        kept[-1].extend(record[part], words[part], birth[part], kind[part], event)
        done += room
    _post(connection, first, words)


def _post(connection: Connection, first: int, words: NDArray[np.uint32]) -> None:
    flat = words.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[np.searchsorted(flat[order], 1) :]
    flat, numbers = flat[order], (order // SLOTS + first).astype("<u4")
    starts = np.flatnonzero(np.diff(flat, prepend=0))
    ends = np.append(starts, len(flat))[1:]
    parts = {int(flat[a]): numbers[a:b].tobytes() for a, b in zip(starts, ends, strict=True)}
    for ids in _batches(list(parts)):
        for word, entries in connection.execute(
            "select p.word, p.entries from json_each(?) j cross join lookup_posting p on p.word = j.value", (ids,)
        ):
            parts[word] = entries + parts[word]
    connection.executemany("insert or replace into lookup_posting (word, entries) values (?, ?)", parts.items())


def _follow_links(connection: Connection, kept: list[Chunk], event: int, changed: Sequence[int]) -> None:
    """Bring the persons of all entries up to date with the links opened and closed since the index was last
    written.
    """
    known_event, known_link = connection.execute("select event, link from lookup_state").fetchone()
    records, persons, newest = moved(connection, known_event, known_link, changed)
    if len(records):
        for chunk in kept:
            place = np.minimum(np.searchsorted(records, chunk.record), len(records) - 1)
            other = (records[place] == chunk.record) & (persons[place] != chunk.person)
            if other.any():
                chunk.change("person", event)[other] = persons[place][other]
    connection.execute("update lookup_state set event = ?, link = ?", (event, newest))


def moved(
    connection: Connection, event: int, link: int, also: Sequence[int] = ()
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], int]:
    """Records whose link opened after link number `link` or closed after `event`, and those in `also`.

    Returns the records in order, their persons now (0 = none), and the newest link's number. Both halves are
    read from an index, so asking costs nothing when nothing moved.
    """
    now: dict[int, int] = dict.fromkeys(
        (record for (record,) in connection.execute("select record_id from link where closed > ?", (event,))),
        0,
    )
    newest = link
    for number, record, person, closed in connection.execute(
        "select id, record_id, person, closed from link where id > ? order by id", (link,)
    ):
        newest = number
        now[record] = person if closed is None else now.get(record, 0)
    now |= dict.fromkeys(also, 0)
    for record in [record for record, person in now.items() if person == 0]:
        row = connection.execute("select person from link where record_id = ? and closed is null", (record,)).fetchone()
        now[record] = row[0] if row else 0
    records = np.fromiter(sorted(now), np.uint32, len(now))
    persons = np.fromiter((now[int(record)] for record in records), np.uint32, len(now))
    return records, persons, newest


_SUPPLIES = tuple(
    "".join(
        (
            "insert or ignore into lookup_supply (feed_id, what) select distinct r.feed_id, ",
            what,
            " from json_each(?) j cross join source_record r on r.id = j.value cross join ",
            table,
            " x on x.record_id = r.id and x.version = r.version where ",
            where,
        )
    )
    for what, table, where in (
        ("x.scheme", "identifier", "true"),
        ("'birth'", "record_version", "x.birth_date <> ''"),
        ("'postcode'", "address", "x.postcode <> ''"),
        ("'street'", "address", "x.street <> ''"),
        ("x.kind", "contact_point", "true"),
    )
)


def _note_supply(connection: Connection, records: Sequence[int]) -> None:
    """Remember what kinds of thing to look up by each feed supplies."""
    for ids in _batches(records):
        for note in _SUPPLIES:
            connection.execute(note, (ids,))


def _batches(ids: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(ids), BATCH):
        yield json.dumps(ids[start : start + BATCH])
