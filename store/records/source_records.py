"""An agency's rows about its people, as source records with versions.

A record's version is never changed; a row that says something new adds a version.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from typing import NamedTuple

from store.records import lead_keeping, presence, supply, versions
from store.records.agencies import Feed
from store.records.columns import RecordColumns
from store.records.contents import contents
from store.records.rows import RecordRow
from store.vault.database import Connection

COMPOSITE = "composite:"
"""What the key of a record begins with that its agency gave no number; the rest is made of who the row is about."""
Carry = Callable[[RecordRow, RecordRow], RecordRow]
"""(what the record said before, what the file says now) → what it says now, where the file has no column for it."""


@dataclass(frozen=True)
class Stored:
    """Ids of the records that a delivery brought or changed, in birth order; how many said the same as before.

    revived: how many of the changed ones had been taken out of use with the delivery that brought them.
    """

    new: list[int]
    changed: list[int]
    unchanged: int
    revived: int


class Known(NamedTuple):
    """What stands for a source key: record id, newest version, its content hash, whether the record is in use.

    taken_back: the version came with a delivery that was rolled back. redacted: nothing of it may be kept.
    """

    id: int
    version: int
    content: bytes
    live: bool
    taken_back: bool
    redacted: bool


def known(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, Known]:
    """What stands for these source keys of a feed."""
    rows = connection.execute(
        "select r.source_key, r.id, r.version, v.content_hash, r.state = 'live', d.state = 'rolled_back',"
        " exists (select 1 from redaction x where x.record_id = r.id and x.done is not null) from source_record r"
        " join record_version v on v.record_id = r.id and v.version = r.version"
        " join delivery d on d.id = v.delivery_id"
        " where r.feed_id = ? and r.source_key in (select value from json_each(?))",
        (feed_id, dumps(list(keys))),
    )
    return {key: Known(*ids, *map(bool, said)) for key, *ids, said in ((r[0], *r[1:4], r[4:]) for r in rows)}


def every_known(connection: Connection, feed_id: int) -> Iterator[tuple[str, int, bytes, int]]:
    """(source key, record id, content hash, delivery last seen in) of each live record of a feed."""
    yield from connection.execute(
        "select r.source_key, r.id, v.content_hash, r.seen_in from source_record r"
        " join record_version v on v.record_id = r.id and v.version = r.version"
        " where r.feed_id = ? and r.state = 'live'",
        (feed_id,),
    )


def holds_any(connection: Connection, feed_id: int) -> bool:
    """Whether a live record of the feed is there."""
    row = connection.execute("select 1 from source_record where feed_id = ? and state = 'live' limit 1", (feed_id,))
    return row.fetchone() is not None


def unnumbered(connection: Connection, feeds: Iterable[int]) -> set[int]:
    """Those of these feeds whose agency gives no number of its own to the people it lists."""
    found = connection.execute(
        "select j.value from json_each(?1) j where exists"
        " (select 1 from source_record where feed_id = j.value and source_key >= ?2 and source_key < ?3)",
        (dumps(list(feeds)), COMPOSITE, COMPOSITE[:-1] + chr(ord(COMPOSITE[-1]) + 1)),
    )
    return {feed for (feed,) in found}


def every_id(connection: Connection) -> list[int]:
    """Every record, in birth order, withdrawn ones too."""
    return [record for (record,) in connection.execute("select id from source_record order by id")]


def live(connection: Connection) -> list[int]:
    """Every record that is in use, in birth order."""
    return [record for (record,) in connection.execute("select id from source_record where state = 'live' order by id")]


def newest_live(connection: Connection) -> int:
    """The youngest record that is in use; 0 if there is none."""
    row = connection.execute("select id from source_record where state = 'live' order by id desc limit 1").fetchone()
    return row[0] if row else 0


def withdrawn(connection: Connection) -> list[int]:
    """Every record that was taken out of use."""
    return [record for (record,) in connection.execute("select id from source_record where state = 'withdrawn'")]


def names_outside(connection: Connection, records: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Record → (feed code, source key), what it is called outside this hub; of the live ones among the records."""
    codes = dict(connection.execute("select id, code from feed").fetchall())
    found = connection.execute(
        "select r.id, r.feed_id, r.source_key from json_each(?) j cross join source_record r on r.id = j.value"
        " where r.state = 'live'",
        (dumps(list(records)),),
    )
    return {record: (codes[feed], key) for record, feed, key in found}


def set_state(connection: Connection, records: Iterable[int], state: str) -> None:
    """Take records out of use ('withdrawn': kept, but nobody's) or back into it ('live')."""
    connection.executemany("update source_record set state = ? where id = ?", ((state, r) for r in records))


def store_columns(
    connection: Connection,
    delivery_id: int,
    feed: Feed,
    batches: Iterable[RecordColumns],
    partly_refused: Callable[[str], bool],
    contents_of: Callable[[RecordColumns], Sequence[bytes]],
    carry: Carry | None,
) -> Stored:
    """Keep the rows of a delivery: a new record, a further version, or nothing but 'seen again'.

    Each source key may occur once. The delivery row must exist: its as-of date becomes the versions' date. A record
    that was taken out of use comes back with what it says now (domain/9 rule 29). In a feed that only adds, and of a
    key some of whose rows were refused, earlier involvements stand beside what is said now. A delivery of mode
    'history' adds versions behind the newest and says nothing about who is there (rule 24).
    contents_of: the rows' content hashes. carry: what to keep that the file does not tell of.
    """
    storing = _Storing(connection, delivery_id, feed, partly_refused, carry)
    for said in batches:
        storing.keep(said, contents_of(said))
    return storing.done()


_BORN = "insert into source_record select ?1 + key, ?2, value, 1, ?3, 'live' from json_each(?4)"
"""From the keys as JSON: in half the time that a statement for each takes."""
_Kept = tuple[int, int, bytes, RecordRow]
"""A version to keep of a record that is there: record, version, content hash, what it says."""


class _Changes(NamedTuple):
    """What is to be written of records that are there."""

    updates: list[tuple[int, int]]
    revived: list[int]
    kept: list[_Kept]


class _Storing:
    """One delivery being stored."""

    def __init__(
        self,
        connection: Connection,
        delivery_id: int,
        feed: Feed,
        partly_refused: Callable[[str], bool],
        carry: Carry | None,
    ) -> None:
        self._connection, self._delivery, self._feed = connection, delivery_id, feed
        self._partly_refused, self._carry = partly_refused, carry
        (mode,) = connection.execute("select mode from delivery where id = ?", (delivery_id,)).fetchone()
        self._behind = mode == "history"
        (self._last,) = connection.execute("select coalesce(max(id), 0) from source_record").fetchone()
        (self._first,) = connection.execute(
            "select not exists (select 1 from source_record where feed_id = ?)", (feed.id,)
        ).fetchone()
        self._leads = lead_keeping.Gathering(connection)
        self._supplied: set[str] = set()
        self._new = array("q")
        self._changed: list[int] = []
        self._unchanged: list[int] = []
        self._revived = 0

    def keep(self, said: RecordColumns, contents: Sequence[bytes]) -> None:
        """Store some rows."""
        standing = {} if self._first else known(self._connection, self._feed.id, said.source_key)
        if standing:
            there = [
                (standing[row.source_key], content, row)
                for content, row in zip(contents, said.rows(), strict=True)
                if row.source_key in standing
            ]
            self._change(self._to_change(there))
            born = [place for place, key in enumerate(said.source_key) if key not in standing]
            said, contents = said.at(born), [contents[place] for place in born]
        self._bear(said, contents)

    def _bear(self, said: RecordColumns, contents: Sequence[bytes]) -> None:
        """Keep what new records say."""
        count = len(contents)
        records = range(self._last + 1, self._last + 1 + count)
        self._last += count
        self._new.extend(records)
        self._connection.execute(_BORN, (records.start, self._feed.id, self._delivery, dumps(said.source_key)))
        self._keep(versions.Fresh(records, [1] * count, contents, said))

    def _change(self, changes: _Changes) -> None:
        """Keep what records say that are there."""
        connection, kept = self._connection, changes.kept
        coming = [(record, row) for record, _, _, row in kept]
        versions.put_away(connection, versions.current(connection, changes.revived), coming)
        presence.mark_seen(connection, self._delivery, [record for _, record in changes.updates])
        connection.executemany("update source_record set version = ?, state = 'live' where id = ?", changes.updates)
        if kept:
            records, numbers, contents, rows = zip(*kept, strict=True)
            self._keep(versions.Fresh(records, numbers, contents, RecordColumns.of(rows)))

    def _keep(self, fresh: versions.Fresh) -> None:
        versions.insert(self._connection, self._delivery, fresh)
        self._leads.add(fresh.records, fresh.said)
        self._supplied |= supply.of_rows(fresh.said)

    def done(self) -> Stored:
        """What came of it."""
        self._leads.finish()
        supply.note(self._connection, self._feed.id, self._supplied)
        presence.mark_seen(self._connection, self._delivery, self._unchanged)
        return Stored(self._new.tolist(), sorted(self._changed), len(self._unchanged), self._revived)

    def _to_change(self, there: Iterable[tuple[Known, bytes, RecordRow]]) -> _Changes:
        """What is to be written for rows about records that are there."""
        changes = _Changes([], [], [])
        changing: list[tuple[Known, bytes, RecordRow]] = []
        for before, content, row in there:
            if before.redacted:
                continue
            if before.content == content and before.live:
                self._unchanged += [] if self._behind else [before.id]
            elif before.taken_back and not before.live:
                self._revived += 1
                self._changed.append(before.id)
                changes.revived.append(before.id)
                changes.updates.append((1, before.id))
                changes.kept.append((before.id, 1, content, row))
            else:
                changing.append((before, content, row))
        if self._behind:
            self._behind_the_newest(changing, changes)
        else:
            self._further(changing, changes)
        return changes

    def _further(self, changing: Sequence[tuple[Known, bytes, RecordRow]], changes: _Changes) -> None:
        """A further version of each; none where, with what the file does not tell of, nothing is new."""
        adding = [self._feed.mode == "append" or self._partly_refused(row.source_key) for _, _, row in changing]
        keys = [
            (before.id, before.version)
            for (before, _, row), adds in zip(changing, adding, strict=True)
            if adds or self._carry or not row.names
        ]
        found = versions.said(self._connection, keys)
        earlier = [found.get((before.id, before.version)) for before, _, _ in changing]
        rows = [self._with_what_stands(told, row) for told, (_, _, row) in zip(earlier, changing, strict=True)]
        same = [False] * len(rows)
        if self._carry:
            before_that = [told or row for told, row in zip(earlier, rows, strict=True)]
            then, now = (contents(RecordColumns.of(some)).sums() for some in (before_that, rows))
            same = (then == now).tolist()
        for (before, content, _), said, told, alike, adds in zip(changing, rows, earlier, same, adding, strict=True):
            if alike and told and before.live:
                self._unchanged.append(before.id)
                continue
            if adds and told:
                said = versions.with_earlier_involvements(said, told)
            self._changed.append(before.id)
            changes.updates.append((before.version + 1, before.id))
            changes.kept.append((before.id, before.version + 1, content, said))

    def _with_what_stands(self, earlier: RecordRow | None, now: RecordRow) -> RecordRow:
        """What the row says, with what was said before of whatever it does not tell of.

        One without a name says no more than that the agency is done with the person (rule 21: that removes nothing).
        """
        if earlier is None:
            return now
        if not now.names:
            return earlier._replace(row_no=now.row_no, closed=now.closed, successor=now.successor)
        return self._carry(earlier, now) if self._carry else now

    def _behind_the_newest(self, changing: Sequence[tuple[Known, bytes, RecordRow]], changes: _Changes) -> None:
        """A version behind the oldest of each live record that never said so."""
        held = versions.oldest(self._connection, [before.id for before, _, _ in changing if before.live])
        for before, content, row in changing:
            if before.live and content not in held[before.id].contents:
                self._changed.append(before.id)
                changes.kept.append((before.id, held[before.id].version - 1, content, row))
