"""Everything the hub says about one person, in a handful of statements; nothing decided or worded here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads
from typing import cast

from store.disclosure.rules import overdue
from store.errors import Told
from store.records.agencies import Feed, every_feed
from store.records.freshness import newest
from store.records.hits import Line, lines
from store.records.items import very_sensitive
from store.records.presence import Presence, presence
from store.records.restrictions import Level
from store.records.themes import Theme
from store.records.workers import Worker
from store.vault.database import Connection

Key = tuple[int, int]  # source record, version


class PersonGone(Told):
    """A person number that leads to no live record."""

    title = "This person is no longer in the hub"
    sentence = "No current record carries that number. Nothing was shown."
    advice = "Search again: the person may now be found under another record."


@dataclass(frozen=True, slots=True)
class Supply:
    """A feed and the date of its newest extract, '' before its first delivery."""

    feed: Feed
    as_of: str

    def late(self, today: date) -> bool:
        """R6: older than the feed's stale limit. A retired feed sends no more, so nothing of it is late."""
        return not self.feed.retired and overdue(self.as_of, self.feed.stale_after_days, today)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record.

    as_of is when the agency last said so; in_latest whether the feed's newest full extract still holds it.
    """

    record: int
    version: int
    current: bool
    feed_id: int
    as_of: str
    in_latest: bool
    birth: str
    birth_estimated: bool
    expected: str
    sex: str
    death: str

    @property
    def key(self) -> Key:
        """What says which version a fact is of."""
        return self.record, self.version


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name in a version of a record. placeholder: no name, but 'Unborn', 'Baby' or the like."""

    key: Key
    kind: str
    given: str
    middle: str
    family: str
    placeholder: bool


@dataclass(frozen=True, slots=True)
class NumberFact:
    """An identifier in a version of a record."""

    key: Key
    scheme: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class AddressFact:
    """An address in a version of a record."""

    key: Key
    kind: str
    lines: str
    postcode: str
    place: str


@dataclass(frozen=True, slots=True)
class Involved:
    """One episode of a current version."""

    record: int
    status: str
    service: str
    provider: str
    starts: str
    ends: str
    last_interaction: str
    worker: Worker | None
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person's records with everything they say; line: the values chosen for the title, as in a search.

    proposals are (other person, feed of a record of theirs) for each open case between the two. shield: how far these
    facts were cut down; unnamed: the feeds of whose involvement nothing may be told; hidden_people: everybody shielded.
    presence: where each record stands with its feed.
    """

    person: int
    line: Line
    supplies: dict[int, Supply]
    versions: tuple[Version, ...]
    names: tuple[NameFact, ...]
    numbers: tuple[NumberFact, ...]
    addresses: tuple[AddressFact, ...]
    episodes: tuple[Involved, ...]
    proposals: tuple[tuple[int, int], ...]
    decided_same: tuple[tuple[int, int], ...]
    shield: Level
    unnamed: frozenset[int]
    hidden_people: frozenset[int]
    presence: Mapping[int, Presence]

    @property
    def current(self) -> tuple[Version, ...]:
        """What the records say now."""
        return tuple(version for version in self.versions if version.current)

    @property
    def births(self) -> tuple[str, ...]:
        """The birth dates that the records say now; an estimate is none (R2)."""
        return tuple(version.birth for version in self.current if not version.birth_estimated)


_MEMBER = "with member as (select record_id from link where person = ? and closed is null) "

_VERSIONS = """
select v.record_id, v.version, v.version = r.version, r.feed_id,
  iif(v.version = r.version, max(d.as_of, v.as_of), v.as_of), d.as_of, v.birth_date, v.birth_estimated,
  v.expected_birth, v.sex, v.death_date
from member cross join source_record r on r.id = member.record_id
  cross join record_version v on v.record_id = r.id cross join delivery d on d.id = r.seen_in
order by v.record_id, v.version
"""

_INVOLVED = """
select i.record_id, i.status, i.service, i.provider, i.starts, i.ends, i.last_interaction, i.attributes, i.worker
from member cross join source_record r on r.id = member.record_id
  cross join involvement i on i.record_id = r.id and i.version = r.version
order by i.record_id, i.ordinal
"""

# CROSS JOIN: by its own guess SQLite reads every waiting case of the hub, once for each side.
_PROPOSALS = """, asked as (
  select c.b as other from member cross join review_case c on c.a = member.record_id
  where c.state in ('open', 'unsure')
  union
  select c.a from member cross join review_case c on c.b = member.record_id
  where c.state in ('open', 'unsure')
)
select distinct theirs.person, r.feed_id
from asked cross join link named on named.record_id = asked.other and named.closed is null
  cross join link theirs on theirs.person = named.person and theirs.closed is null
  cross join source_record r on r.id = theirs.record_id
where named.person <> ?
"""

_DECIDED_SAME = """
select d.a, d.b from member join standing_decision d on d.a = member.record_id
where d.verdict = 'same' and d.b in (select record_id from member)
"""


def supplies(connection: Connection) -> dict[int, Supply]:
    """Every feed by id, in the order of area and label, with the date of its newest extract."""
    days = newest(connection)
    return {feed.id: Supply(feed, days.get(feed.id, "")) for feed in every_feed(connection)}


def held_for(area: str, supplies: Iterable[Supply]) -> set[Theme]:
    """The themes of which the hub holds any data for an area (R7)."""
    return {one.feed.theme for one in supplies if one.as_of and one.feed.agency.area == area}


def resolve(connection: Connection, person: int) -> int:
    """The number the person is known by today; a number given up in a merge leads to where its record is now.

    Raises:
        PersonGone: the number was never given, or its record is withdrawn.
    """
    row = connection.execute("select person from link where record_id = ? and closed is null", (person,)).fetchone()
    if row is None:
        raise PersonGone
    return int(row[0])


def read(connection: Connection, person: int) -> PersonFacts:
    """All the hub says about a person, unshielded, given any number the person has had. Raises PersonGone."""
    person = resolve(connection, person)
    feeds = supplies(connection)

    def rows(select: str, *more: int) -> list[tuple[object, ...]]:
        return connection.execute(_MEMBER + select, (person, *more)).fetchall()

    def of_versions(columns: str, table: str) -> list[tuple[object, ...]]:
        return rows(f"select record_id, version, {columns} from member cross join {table} using (record_id)")  # noqa: S608

    names = of_versions("kind, given, middle, family, placeholder", "person_name")
    numbers = of_versions("scheme, value, status", "identifier")
    addresses = of_versions("kind, lines, postcode, place", "address")
    return PersonFacts(
        person,
        lines(connection, (person,))[person],
        feeds,
        tuple(_version(row, feeds) for row in rows(_VERSIONS)),
        tuple(NameFact(_key(row), *cast("tuple[str, str, str, str]", row[2:6]), bool(row[6])) for row in names),
        tuple(NumberFact(_key(row), *cast("tuple[str, str, str]", row[2:])) for row in numbers),
        tuple(AddressFact(_key(row), *cast("tuple[str, str, str, str]", row[2:])) for row in addresses),
        tuple(one for one in map(_involved, rows(_INVOLVED)) if not very_sensitive(one.service)),  # R12
        cast("tuple[tuple[int, int], ...]", tuple(rows(_PROPOSALS, person))),
        cast("tuple[tuple[int, int], ...]", tuple(rows(_DECIDED_SAME))),
        Level.NONE,
        unnamed=frozenset(),
        hidden_people=frozenset(),
        presence=presence(connection, [cast("int", record) for (record,) in rows("select record_id from member")]),
    )


def subject(person: int) -> str:
    """How the audit log names a person."""
    return f"person {person}"


def attributes(body: str) -> tuple[tuple[str, str], ...]:
    """The agreed items of an involvement, label to value, without empty ones."""
    items = cast("dict[str, object]", loads(body or "{}"))
    return tuple((label, str(value).strip()) for label, value in items.items() if value not in (None, "", " "))


def _key(row: Sequence[object]) -> Key:
    return cast("Key", tuple(row[:2]))


def _version(row: Sequence[object], feeds: dict[int, Supply]) -> Version:
    record, version, current, feed_id, as_of, seen, birth, estimated, expected, sex, death = cast(
        "tuple[int, int, int, int, str, str, str, int, str, str, str]", tuple(row)
    )
    supply = feeds[feed_id]
    in_latest = supply.feed.mode != "full" or seen >= supply.as_of
    return Version(
        record, version, bool(current), feed_id, as_of, in_latest,
        birth, bool(estimated), expected, sex, death,
    )  # fmt: skip


def _involved(row: Sequence[object]) -> Involved:
    record, status, service, provider, starts, ends, last, body, worker = row
    texts = cast("tuple[str, str, str, str, str, str]", (status, service, provider, starts, ends, last))
    named = cast("list[str]", loads(cast("str", worker)) or [])
    known = Worker(*named) if any(named) else None
    return Involved(cast("int", record), *texts, known, attributes(cast("str", body)))
