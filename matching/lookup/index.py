"""The look-up index in memory: the dictionary and the entries' columns, kept in step with the database.

Every change to a hub has a row in its ledger, so the ledger's newest number tells in microseconds whether
another program or another seat has delivered or decided anything. If so, only what moved is read: new words,
touched chunks, moved links.
"""

from __future__ import annotations

import json
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.lookup.chunks import CHUNK, SLOTS, chunks
from matching.lookup.dictionary import Dictionary
from matching.lookup.postings import moved
from store.vault.database import Connection

Entries: TypeAlias = NDArray[np.int64]

Number = TypeVar("Number", bound=np.generic)

_MOST_READ = 400  # words whose postings are fetched one by one; for more, the columns are looked through
_MOST_CACHED = 16_000_000  # entry numbers of postings kept in memory: 64 MB


class Index:
    """Entries as columns; `refresh` with a reading connection before each use. Not for two threads at
    once.
    """

    def __init__(self) -> None:
        self.dictionary = Dictionary()
        self.size = 0
        self.record = np.zeros(0, np.uint32)
        self.person = np.zeros(0, np.uint32)  # 0: the record is shown under nobody
        self.words = np.zeros((0, SLOTS), np.uint32)
        self.birth = np.zeros(0, np.int32)
        self.kind = np.zeros(0, np.uint8)
        self.held = np.zeros(1, np.int64)  # entries per word
        self._postings: dict[int, NDArray[np.uint32]] = {}
        self._cached = 0
        self._seen = -1  # ledger
        self._indexed = -1  # event of the newest delivery read
        self._link = 0

    def refresh(self, connection: Connection) -> None:
        """Read what has changed since the last time."""
        (seen,) = connection.execute("select coalesce(max(seq), 0) from ledger").fetchone()
        if seen == self._seen:
            return
        indexed, link = connection.execute("select event, link from lookup_state").fetchone()
        if self._seen < 0:
            self._seen, self._link = indexed, link
        if indexed != self._indexed:
            self._read(connection)
            self._indexed = indexed
        records, persons, self._link = moved(connection, self._seen, self._link)
        if len(records):
            place = np.flatnonzero(np.isin(self.record[: self.size], records))
            self.person[place] = persons[np.searchsorted(records, self.record[place])]
        self._seen = seen

    def _read(self, connection: Connection) -> None:
        self.dictionary.add(
            connection.execute(
                "select id, text, sound from lookup_word where id > ? order by id", (len(self.dictionary),)
            )
        )
        (last,) = connection.execute("select max(chunk) from lookup_chunk").fetchone()
        if last is not None and (room := (last + 1) * CHUNK - len(self.record)) > 0:
            self.record = _longer(self.record, room)
            self.person = _longer(self.person, room)
            self.words = _longer(self.words, room)
            self.birth = _longer(self.birth, room)
            self.kind = _longer(self.kind, room)
        for chunk in chunks(connection, self._indexed):
            first = chunk.number * CHUNK
            part = slice(first, first + len(chunk.record))
            self.record[part], self.person[part], self.words[part] = chunk.record, chunk.person, chunk.words
            self.birth[part], self.kind[part] = chunk.birth, chunk.kind
            self.size = max(self.size, part.stop)
        self.held = np.bincount(self.words[: self.size].ravel(), minlength=len(self.dictionary.words))
        self._postings.clear()
        self._cached = 0

    def holding(self, connection: Connection, words: NDArray[np.intp]) -> Entries:
        """The entries that hold any of these words, each once, in order."""
        missing = [number for number in words.tolist() if number not in self._postings]
        if len(missing) > _MOST_READ:
            wanted = np.zeros(len(self.held), np.bool_)
            wanted[words] = True
            return np.flatnonzero(wanted[self.words[: self.size]].any(axis=1))
        self._fetch(connection, missing)
        found = [self._postings[number] for number in words.tolist()]
        if len(found) == 1:
            return found[0].astype(np.int64)
        return np.unique(np.concatenate(found)).astype(np.int64) if found else np.zeros(0, np.int64)

    def _fetch(self, connection: Connection, words: list[int]) -> None:
        if self._cached > _MOST_CACHED:
            self._postings.clear()
            self._cached = 0
        for word, entries in connection.execute(
            "select j.value, p.entries from json_each(?) j cross join lookup_posting p on p.word = j.value",
            (json.dumps(words),),
        ):
            self._postings[word] = np.frombuffer(entries, "<u4")
            self._cached += len(self._postings[word])

    def born_on(self, day: int) -> Entries:
        """The entries with exactly this birth code."""
        return np.flatnonzero(self.birth[: self.size] == day)


def _longer(column: NDArray[Number], room: int) -> NDArray[Number]:
    return np.concatenate([column, np.zeros((room, *column.shape[1:]), column.dtype)])
