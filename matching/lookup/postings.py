"""The look-up index as it is kept: written as the last step of a delivery, inside its transaction.

An entry is one name that a record has or had, with the birth date of that time. Entries are numbered as they
come and never move: a delivery adds entries and marks old ones as no longer said, so nothing is rebuilt.
Columns are kept in chunks, so that a small delivery rewrites little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.lookup import chunks as kept
from matching.lookup.chunks import NOBODY, Chunk, Columns, Numbers, chunks_of, save
from matching.lookup.entries import Entry, Kind, batches, columns, of_changed, of_every_version, of_new
from matching.lookup.segments import fold
from matching.lookup.strung import numbers
from matching.lookup.vocabulary import Vocabulary
from store.records.source_records import names_outside
from store.records.supply import forget_gone
from store.vault.database import Connection


def index_delivery(connection: Connection, event: int, new: Sequence[int], changed: Sequence[int]) -> None:
    """Bring the index up to date with what a delivery stored and linked.

    Call it last in the delivery's transaction, after `link_delivery`. `event` is the delivery's ledger number; `new`
    and `changed` are record ids of one feed in birth order, `new` the newest there are. Decisions made since the last
    delivery are folded in as well.
    """
    words = Vocabulary(connection)
    fresh = of_new(connection, new, words)
    if changed:
        said = of_changed(connection, changed, words)
        fresh = Columns.joined([fresh, columns(_not_yet_there(connection, changed, said, event))])
    words.save()
    _follow_links(connection, event, changed, fresh)
    free = _append(connection, fresh, event)
    fold(connection, free, words.rank)


def index_anew(connection: Connection, event: int, records: Sequence[int]) -> None:
    """Bring the index up to date with records of which earlier versions came or went: a name that no version of a live
    record says is nobody's from now on. Call it last, as `index_delivery`.
    """
    words = Vocabulary(connection)
    awake = sorted(names_outside(connection, records))
    said, ever = of_changed(connection, awake, words), of_every_version(connection, awake, words)
    fresh = columns(_not_yet_there(connection, records, said, event, ever))
    words.save()
    _follow_links(connection, event, records, fresh)
    free = _append(connection, fresh, event)
    fold(connection, free, words.rank)
    forget_gone(connection, records)


def _not_yet_there(
    connection: Connection, changed: Sequence[int], said: list[Entry], event: int, ever: list[Entry] | None = None
) -> list[Entry]:
    """The entries still to be added. Of records that changed, names said before are marked past, or current
    if said again; with `ever`, what all versions say, others become nobody's.
    """
    records = np.array(sorted(changed), np.uint32)
    there: set[Entry] = set()
    now = set(said)
    kept = None if ever is None else now.union(ever)
    for chunk in chunks_of(connection, records):
        held = chunk.columns
        for place in np.flatnonzero(np.isin(held.record, records)).tolist():
            record, words, birth, kind = chunk.entry(place)
            entry = record, words, birth, kind & ~Kind.PAST
            if kept is not None and entry not in kept:
                held.record[place] = held.person[place] = NOBODY
                continue
            held.kind[place] = entry[3] if entry in now else entry[3] | Kind.PAST
            there.add(entry)
        chunk.event = event
        save(connection, chunk)
    known = now | there
    past = [(*entry[:3], entry[3] | Kind.PAST) for entry in dict.fromkeys(ever or ()) if entry not in known]
    return [entry for entry in said if entry not in there] + past


def _append(connection: Connection, fresh: Columns, event: int) -> int:
    """Put new entries behind the last one; the number of the entry after them."""
    chunk = kept.last(connection)
    more = fresh
    if chunk is not None and len(chunk.columns) < kept.CHUNK:
        more = Columns.joined([chunk.columns, more])
    number = chunk.number + (len(chunk.columns) == kept.CHUNK) if chunk is not None else 0
    free = number * kept.CHUNK + len(more)
    if len(fresh):
        for start in range(0, len(more), kept.CHUNK):
            save(connection, Chunk(number + start // kept.CHUNK, event, more[start : start + kept.CHUNK]))
    return free


def _follow_links(connection: Connection, event: int, changed: Sequence[int], fresh: Columns) -> None:
    """Bring the persons of all entries, those still to be added too, up to date with the links opened and closed since
    the index was last written.
    """
    known_event, known_link = connection.execute("select event, link from lookup_state").fetchone()
    records, persons, newest = moved(connection, known_event, known_link, changed)
    if len(records):
        for chunk in chunks_of(connection, records):
            if _give(chunk.columns, records, persons):
                chunk.event = event
                save(connection, chunk)
        _give(fresh, records, persons)
    connection.execute("update lookup_state set event = ?, link = ?", (event, newest))


def _give(entries: Columns, records: Numbers, persons: Numbers) -> bool:
    """Entries of these records are these persons' from now on; whether any was another's before."""
    place = np.minimum(np.searchsorted(records, entries.record), len(records) - 1)
    other = (records[place] == entries.record) & (persons[place] != entries.person)
    entries.person[other] = persons[place][other]
    return bool(other.any())


def moved(connection: Connection, event: int, link: int, also: Sequence[int] = ()) -> tuple[Numbers, Numbers, int]:
    """Records whose link opened after link number `link` or closed after `event`, and those in `also`.

    Returns the records in order, their persons now (0 = none), and the newest link's number. Both halves are
    read from an index, so asking costs nothing when nothing moved.
    """
    closed = numbers(
        connection.execute("select group_concat(record_id) from link where closed > ?", (event,)).fetchone()[0]
    )
    opened = [(closed, np.zeros_like(closed))]
    for ids in batches(also):
        opened.append(_strung(connection, _OPEN_OF, ids))
    opened.append(_strung(connection, _OPENED_SINCE, link))
    (newest,) = connection.execute("select coalesce(max(id), 0) from link").fetchone()
    records, persons = (np.concatenate(column) for column in zip(*opened, strict=True))
    order = np.argsort(records, kind="stable")
    records, persons = records[order], persons[order]
    told_last = np.append(records[1:] != records[:-1], True)[: len(records)]
    return records[told_last], persons[told_last], newest


_OPEN_OF = (
    "select group_concat(j.value), group_concat(coalesce(l.person, 0)) from json_each(?) j"
    " left join link l on l.record_id = j.value and l.closed is null"
)
_OPENED_SINCE = "select group_concat(record_id), group_concat(person) from link where id > ? and closed is null"


def _strung(connection: Connection, query: str, value: str | int) -> tuple[Numbers, Numbers]:
    records, persons = connection.execute(query, (value,)).fetchone()
    return numbers(records), numbers(persons)
