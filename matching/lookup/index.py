"""The look-up index in memory: the dictionary and the entries' columns, kept in step with the database.

Every change to a hub has a row in its ledger, so the ledger's newest number tells in microseconds whether
another program or another seat has delivered or decided anything. If so, only what moved is read: new words,
touched chunks, moved links. Who may not be found is nobody here (`matching.lookup.withheld`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import CHUNK, NOBODY, Chunk, chunks
from matching.lookup.dictionary import Dictionary
from matching.lookup.entries import Kind
from matching.lookup.nearness import places
from matching.lookup.postings import moved
from matching.lookup.segments import Segment, segment, segments, spans
from matching.lookup.several import Several
from matching.lookup.slots import Slots
from matching.lookup.vocabulary import new_words
from matching.lookup.withheld import withheld
from store import forgetting
from store.audit import Action
from store.disclosure import shields
from store.disclosure.shields import Covers
from store.records.hits import Line
from store.records.leads import Lead
from store.records.residents import records_in
from store.vault.database import Connection

Entries: TypeAlias = NDArray[np.intp]

Number = TypeVar("Number", bound=np.generic)

_STANDING = 18  # bits for the place of a birth date
_BIRTH = np.uint32((1 << _STANDING) - 1)
_MOST_LINES = 4_000  # some 4 MB
_FEW = 16  # records that moved, looked for one by one
_MOST_TICKS = 255
_KEPT = 4  # words of which the holders are kept
_SPARE = 4  # chunks for which there is room for one more: without, every delivery would copy all columns


class Index:
    """Entries as columns; `refresh` with a reading connection before each use. Not for two threads at
    once.

    Attributes: order: what goes first of two entries that fit equally well: the greater, which is still said rather
    than was, and is the younger. held: entries of each word. covers: who is shielded, and how far.
    """

    def __init__(self) -> None:
        self.dictionary = Dictionary()
        self.size = 0
        self.record = np.zeros(0, np.uint32)
        self.person = np.zeros(0, np.uint32)  # 0: the record is shown under nobody
        self.words = Slots()
        self.order = np.zeros(0, np.uint32)
        self.held = np.zeros(1, np.int64)
        self.covers: Covers = {}
        self._ticked = np.zeros(0, np.uint8)  # by entry: the last tick that it was given
        self._tick = 0
        self._several = Several()
        self._nobody = np.zeros(1, np.bool_)  # by person: whether they are taken out
        self._taken_out: tuple[Entries, NDArray[np.uint32]] = (np.zeros(0, np.intp), np.zeros(0, np.uint32))
        self._children_on: date | None = None
        self._segments: list[Segment] = []
        self._residents: tuple[tuple[str, ...], frozenset[int]] = ((), frozenset())
        self._holders: dict[int, tuple[NDArray[np.uint32], Entries, NDArray[np.uint32]]] = {}  # by the words' identity
        self._lines: dict[int, Line | None] = {}  # as they are listed; None: not to be shown
        self._seen = -1  # ledger
        self._indexed = -1  # event of the newest delivery read
        self._link = 0
        self._ahead: set[int] = set()  # records that were moved here since the chunks were read

    def refresh(self, connection: Connection, children_on: date | None = None) -> bool:
        """Read what has changed since the last time; return whether anything has. children_on: the day, if only
        children may be found.
        """
        (seen,) = connection.execute("select coalesce(max(seq), 0) from ledger").fetchone()
        if (seen, children_on) == (self._seen, self._children_on):
            return False
        if self._seen >= 0 and _blanked_since(connection, self._seen):
            vars(self).update(vars(Index()))
            forgetting.forget()
        self._lines.clear()
        self._holders.clear()
        self._residents = (), frozenset()
        self._put_back()
        indexed, link = connection.execute("select event, link from lookup_state").fetchone()
        if indexed != self._indexed:
            self._read(connection)
            records, persons, newest = moved(connection, indexed, link, sorted(self._ahead))  # chunks tell of the rest
            self._indexed = int(indexed)
            self._ahead.clear()
        else:
            records, persons, newest = moved(connection, self._seen, self._link)
        if len(records):
            self._move(records, persons)
        self._link = newest
        self._take_out(connection, children_on)
        self._seen, self._children_on = seen, children_on
        return True

    def _take_out(self, connection: Connection, children_on: date | None) -> None:
        self.covers = shields.covers(connection)
        persons = self.person[: self.size]
        born = self.order[: self.size if children_on else 0] & _BIRTH
        self._nobody = withheld(self.covers, persons, born, children_on)
        if self._nobody.any():
            entries = np.flatnonzero(self._nobody[np.minimum(persons, len(self._nobody) - 1)])
            self._taken_out = entries, persons[entries]
            self.held -= self._words_in(entries)
            self.person[entries] = 0

    def _put_back(self) -> None:
        entries, persons = self._taken_out
        self.person[entries] = persons
        self.held += self._words_in(entries)
        self._taken_out = entries[:0], persons[:0]

    def _words_in(self, entries: Entries) -> NDArray[np.intp]:
        return np.bincount(self.words[entries].ravel(), minlength=len(self.held))

    def knows(self, word: str) -> bool:
        """Whether anybody who may be found is called that."""
        number = self.dictionary.id(word)
        return number > 0 and int(self.held[number]) > 0

    def findable(self, leads: Iterable[Lead]) -> list[Lead]:
        """The leads that may be followed (R17, R18)."""
        nobody = self._nobody
        kept = shields.findable(leads, self.covers)
        return [lead for lead in kept if lead.person >= len(nobody) or not nobody[lead.person]]

    def residents(self, connection: Connection, beginnings: tuple[str, ...]) -> frozenset[int]:
        """The people who may be found by a postcode that begins so (R17). Kept until anything changes: more of a name
        is typed meanwhile.
        """
        if self._residents[0] != beginnings:
            records = records_in(connection, beginnings)
            there = np.zeros(max(int(self.record[: self.size].max(initial=0)), *records, 0) + 1, np.bool_)
            there[records] = True
            people: list[int] = np.unique(self.person[: self.size][there[self.record[: self.size]]]).tolist()
            self._residents = beginnings, frozenset(people) - self.covers.keys() - {0}
        return self._residents[1]

    def lines(self, connection: Connection, persons: Mapping[int, int | None]) -> dict[int, Line]:
        """What may be listed of these persons, each with the entry that led to them, if one did. With one more letter
        most of a list is as before, so it is kept until anything changes.
        """
        if len(self._lines) > _MOST_LINES:
            self._lines.clear()
        missing = [person for person in persons if person not in self._lines]
        if missing:
            sole = {
                person: int(self.record[entry])
                for person in missing
                if (entry := persons[person]) is not None and person not in self._several
            }
            self._lines |= dict.fromkeys(missing) | shields.listed(connection, missing, self.covers, sole)
        return {person: line for person in persons if (line := self._lines[person])}

    def _move(self, records: NDArray[np.uint32], persons: NDArray[np.uint32]) -> None:
        place = self._entries_of(records)
        now = persons[np.searchsorted(records, self.record[place])]
        other = now != self.person[place]
        self._several.add(now[other])
        self._ahead.update(self.record[place[other]].tolist())
        self.person[place] = now

    def _entries_of(self, records: NDArray[np.uint32]) -> Entries:
        held = self.record[: self.size]
        if len(records) < _FEW:
            return np.concatenate([np.flatnonzero(held == record) for record in records])
        return np.flatnonzero(np.isin(held, records))

    def _read(self, connection: Connection) -> None:
        words: list[str] = []
        sounds: list[str] = []
        for some, heard in new_words(connection, len(self.dictionary)):
            words += some
            sounds += heard
        self.dictionary.add(words, sounds)
        (last,) = connection.execute("select coalesce(max(chunk), -1) from lookup_chunk").fetchone()
        if (last + 1) * CHUNK > len(self.record):
            room = (last + 1 + last // _SPARE) * CHUNK - len(self.record)
            self.record = _longer(self.record, room)
            self.person = _longer(self.person, room)
            self.words.grow(len(self.record))
            self.order = _longer(self.order, room)
            self._ticked = _longer(self._ticked, room)
        for chunk in chunks(connection, self._indexed):
            self._take(chunk)
        self._read_segments(connection)

    def _take(self, chunk: Chunk) -> None:
        held = chunk.columns
        first = chunk.number * CHUNK
        part = slice(first, first + len(held))
        self._several.add(held.person[held.person != self.person[part]])
        self.record[part], self.person[part] = held.record, held.person
        self.words.put(first, held.words)
        standing = np.uint32(Kind.PAST * 2 - 1) - held.kind
        self.order[part] = (standing << np.uint32(_STANDING)) | places(held.birth)
        self.size = max(self.size, part.stop)

    def _read_segments(self, connection: Connection) -> None:
        """Those not read yet; what none of them covers is sorted here."""
        known = {(one.first, one.size): one for one in self._segments}
        kept = spans(connection)
        missing = [span for span in kept if span not in known]
        known |= {(one.first, one.size): one for one in segments(connection, [first for first, _ in missing])}
        self._segments = [known[span] for span in kept]
        covered = sum(kept[-1]) if kept else 0
        if covered < self.size:
            self._segments.append(segment(covered, self.words[covered : self.size], self.dictionary.rank))
        self.held = np.zeros(len(self.dictionary.words), np.int64)
        for one in self._segments:
            one.add_held(self.held)
        self.held -= self._words_in(np.flatnonzero(self.record[: self.size] == NOBODY))

    def holding(self, words: NDArray[np.uint32]) -> Entries:
        """The entries that hold any of these words; one that holds several may come several times."""
        slices = [entries for one in self._segments for entries in one.holding(words)]
        return np.concatenate(slices, dtype=np.intp) if slices else np.zeros(0, np.intp)

    def holders(self, words: NDArray[np.uint32]) -> tuple[Entries, NDArray[np.uint32]]:
        """The entries that hold any of these words, and their words. Kept for the last few until anything changes:
        while a word is typed, the one before it is asked for at every key.
        """
        known = self._holders.pop(id(words), None) or (words, entries := self.holding(words), self.words[entries])
        while len(self._holders) >= _KEPT:
            del self._holders[next(iter(self._holders))]
        self._holders[id(words)] = known
        return known[1:]

    def among_holders(self, entries: Entries, words: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of these entries hold any of these words."""
        if self._tick == _MOST_TICKS:
            self._ticked.fill(0)
            self._tick = 0
        self._tick += 1
        for one in self._segments:
            for held in one.holding(words):
                self._ticked[held] = self._tick
        return self._ticked[entries] == self._tick

    def born(self, entries: Entries) -> NDArray[np.uint32]:
        """Where in a table of matching.lookup.nearness the birth dates of these entries stand; 0: not known."""
        return self.order[entries] & _BIRTH

    def born_on(self, place: int) -> Entries:
        """The entries with exactly this birth date."""
        return np.flatnonzero((self.order[: self.size] & _BIRTH) == place)

    def is_born(self, entry: int) -> bool:
        """Whether the entry has a birth date."""
        return bool(self.order[entry] & _BIRTH)


def _blanked_since(connection: Connection, seen: int) -> bool:
    """Whether the hub has blanked somebody's names since: what was read before must not stay in memory."""
    wanted = "select 1 from ledger where seq > ? and action = ?"
    return connection.execute(wanted, (seen, Action.REDACTED)).fetchone() is not None


def _longer(column: NDArray[Number], room: int) -> NDArray[Number]:
    longer = np.zeros((len(column) + room, *column.shape[1:]), column.dtype)  # takes no memory until it is written
    longer[: len(column)] = column
    return longer
