"""Whom a number or an address leads to, and which feeds could have told.

Persons come from the open links, so nothing here is ever out of step with a decision. Every version of a record counts: a former
address or a number that has since been corrected still leads to the person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.vault.database import Connection

_LAST = "\U0010ffff"
_LIVE = "join source_record r on r.id = {0}.record_id and r.state = 'live' join link l on l.record_id = r.id and l.closed is null"


@dataclass(frozen=True, slots=True)
class Lead:
    """A person that a number or an address leads to. `current`: the record still says so."""

    person: int
    record: int
    scheme: str  # 'NHS', 'CASE', ...; 'address', 'phone'
    value: str
    current: bool
    feed: str  # label of the feed that said it


@dataclass(frozen=True, slots=True)
class Supply:
    """What a feed can be searched by, and the date of its newest extract ('' before its first delivery)."""

    agency: str
    label: str
    cohort: str
    as_of: str
    holds: frozenset[str]


def by_number(
    connection: Connection, value: str, *, schemes: Sequence[str] = (), beginning: bool = False
) -> list[Lead]:
    """Whom a number leads to, in any version of a record; of these schemes only, if given.

    Raises nothing on any text: it is compared, never run.
    """
    wanted = json.dumps(list(schemes) or every_scheme(connection))
    found: dict[Lead, None] = {}
    for text in dict.fromkeys((value, value.upper(), value.lower())):
        rows = connection.execute(
            "select l.person, r.id, i.scheme, i.value, i.version = r.version, f.label"
            " from json_each(?) s join identifier i on i.scheme = s.value and i.value >= ? and i.value < ?"
            f" {_LIVE.format('i')} join feed f on f.id = r.feed_id",
            (wanted, text, text + (_LAST if beginning else "\0")),
        )
        found.update(
            (Lead(person, record, scheme, said, bool(current), feed), None)
            for person, record, scheme, said, current, feed in rows
        )
    return list(found)


def every_scheme(connection: Connection) -> list[str]:
    """The identifier schemes in use: one index seek each."""
    rows = connection.execute(
        "with recursive s(scheme) as (select min(scheme) from identifier union all"
        " select (select min(i.scheme) from identifier i where i.scheme > s.scheme) from s where s.scheme is not null)"
        " select scheme from s where scheme is not null"
    )
    return [scheme for (scheme,) in rows]


def by_postcode(connection: Connection, beginnings: Iterable[str], house: str = "") -> list[Lead]:
    """Who lives or lived at a postcode (or one that begins so), in one house if given."""
    bounds = [(beginning, beginning + _LAST) for beginning in beginnings]
    bounds += [
        (low.strip(), low.strip() + "\0") for low, _ in bounds if low.endswith(" ")
    ]  # the outcode alone
    where = "a.postcode >= ? and a.postcode < ? and a.postcode_status in ('valid', 'outward')"
    return [lead for pair in bounds for lead in _addresses(connection, where, pair, house)]


def by_street(connection: Connection, street: str, house: str = "") -> list[Lead]:
    """Who lives or lived in a street (normalised) or one that begins so, in one house if given."""
    return _addresses(
        connection,
        "a.street >= ? and a.street < ? and a.street <> ''",
        (street, street + _LAST),
        house,
    )


def _addresses(connection: Connection, where: str, bounds: tuple[str, str], house: str) -> list[Lead]:
    rows = connection.execute(
        "select l.person, r.id, a.lines, a.postcode, a.version = r.version and a.kind = 'current', f.label from address a"
        f" {_LIVE.format('a')} join feed f on f.id = r.feed_id where {where} and (? = '' or a.house = ? or a.house like '% ' || ?)",
        (*bounds, house, house, house),
    )
    return [
        Lead(
            person,
            record,
            "address",
            lines if not postcode or postcode in lines else f"{lines}, {postcode}",
            bool(current),
            feed,
        )
        for person, record, lines, postcode, current, feed in rows
    ]


def by_phone(connection: Connection, number: str) -> list[Lead]:
    """Whose telephone this is or was; E.164."""
    rows = connection.execute(
        "select l.person, r.id, c.value, c.version = r.version, f.label from contact_point c"
        f" {_LIVE.format('c')} join feed f on f.id = r.feed_id where c.kind = 'phone' and c.value = ?",
        (number,),
    )
    return [
        Lead(person, record, "phone", value, bool(current), feed)
        for person, record, value, current, feed in rows
    ]


def supplies(connection: Connection) -> tuple[Supply, ...]:
    """Every feed with what it can be searched by and how old its data is."""
    holds: dict[int, set[str]] = defaultdict(set)
    for feed, what in connection.execute("select feed_id, what from lookup_supply"):
        holds[feed].add(what)
    rows = connection.execute(
        "select f.id, a.name, f.label, f.cohort, coalesce(max(d.as_of), '') from feed f join agency a on a.id = f.agency_id"
        " left join delivery d on d.feed_id = f.id and d.state = 'committed' group by f.id order by a.area, f.label, f.id"
    )
    return tuple(
        Supply(agency, label, cohort, as_of, frozenset(holds[feed]))
        for feed, agency, label, cohort, as_of in rows
    )
