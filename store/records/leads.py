"""Whom a number or an address leads to, and which feeds could have told.

Persons come from the open links, so nothing here is ever out of step with a decision. Every version of a
record counts: a former address or a number that has since been corrected still leads to the person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.records.freshness import NEWEST
from store.vault.database import Connection

_LAST = "\U0010ffff"

_WHO = (
    " cross join source_record r on r.id = x.record_id and r.state = 'live'"
    " cross join link l on l.record_id = r.id and l.closed is null cross join feed f on f.id = r.feed_id"
    " cross join agency g on g.id = f.agency_id"
)
_NUMBERS = "".join(
    (
        "select l.person, r.id, x.scheme, x.value, x.version = r.version, f.label || ' (' || g.area || ')'",
        " from json_each(?) s",
        " cross join identifier x on x.scheme = s.value and x.value >= ? and x.value < ?",
        _WHO,
    )
)
_PHONES = "".join(
    (
        "select l.person, r.id, 'phone', x.value, x.version = r.version, f.label || ' (' || g.area || ')'",
        " from contact_point x",
        _WHO,
        " where x.kind = 'phone' and x.value = ?",
    )
)
_ADDRESSES = "".join(
    (
        "select l.person, r.id, 'address',",
        " iif(instr(x.lines, x.postcode), x.lines, x.lines || ', ' || x.postcode),",  # instr finds '' everywhere
        " x.version = r.version and x.kind = 'current', f.label || ' (' || g.area || ')' from address x",
        _WHO,
        " where (? = '' or x.house = ? or x.house like '% ' || ?)",
    )
)
_AT_POSTCODE = _ADDRESSES + " and x.postcode >= ? and x.postcode < ? and x.postcode_status in ('valid', 'outward')"
_IN_STREET = _ADDRESSES + " and x.street >= ? and x.street < ? and x.street <> ''"


@dataclass(frozen=True, slots=True)
class Lead:
    """A person that a number or an address leads to. `current`: the record still says so."""

    person: int
    record: int
    scheme: str  # 'NHS', 'CASE', ...; 'address', 'phone'
    value: str
    current: bool
    feed: str  # the feed that said it, with its area: 'Housing (Brent)'


@dataclass(frozen=True, slots=True)
class Supply:
    """What a feed can be searched by, and the date of its newest extract ('' before its first delivery)."""

    agency: str
    label: str
    cohort: str
    theme: str
    stale_after_days: int
    retired: str  # the day, '' while it runs
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
        bounds = text, text + (_LAST if beginning else "\0")
        found.update(dict.fromkeys(_leads(connection, _NUMBERS, wanted, *bounds)))
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
    bounds += [(low.strip(), low.strip() + "\0") for low, _ in bounds if low.endswith(" ")]  # the outcode alone
    return [lead for low, high in bounds for lead in _leads(connection, _AT_POSTCODE, house, house, house, low, high)]


def by_street(connection: Connection, street: str, house: str = "") -> list[Lead]:
    """Who lives or lived in a street (normalised) or one that begins so, in one house if given."""
    return _leads(connection, _IN_STREET, house, house, house, street, street + _LAST)


def by_phone(connection: Connection, number: str) -> list[Lead]:
    """Whose telephone this is or was; E.164."""
    return _leads(connection, _PHONES, number)


def _leads(connection: Connection, query: str, *values: str) -> list[Lead]:
    return [
        Lead(person, record, scheme, value, bool(current), feed)
        for person, record, scheme, value, current, feed in connection.execute(query, values)
    ]


_SUPPLIES = (
    "select f.id, a.name, f.label, f.cohort, f.theme, f.stale_after_days, f.retired, coalesce(d.as_of, '') from feed f"  # noqa: S608
    f" cross join agency a on a.id = f.agency_id left join ({NEWEST}) d on d.feed_id = f.id"
    " order by a.area, f.label, f.id"
)


def supplies(connection: Connection) -> tuple[Supply, ...]:
    """Every feed with what it can be searched by and how old its data is."""
    holds: dict[int, set[str]] = defaultdict(set)
    for feed, what in connection.execute("select feed_id, what from lookup_supply"):
        holds[feed].add(what)
    rows = connection.execute(_SUPPLIES)
    return tuple(Supply(*said, holds=frozenset(holds[feed])) for feed, *said in rows)
