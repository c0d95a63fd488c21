"""Whom a number or an address leads to, and which feeds could have told.

Persons come from the open links, so nothing here is ever out of step with a decision. Every version of a
record counts: a former address or a number that has since been corrected still leads to the person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.records.freshness import NEWEST
from store.records.lead_keeping import PHONE, POSTCODE, STREET
from store.records.lead_runs import RECORD, between, bounds
from store.vault.database import Connection

_LAST = "\U0010ffff"

_WHO = (
    " cross join source_record r on r.id = x.record_id and r.state = 'live'"
    " cross join link l on l.record_id = r.id and l.closed is null cross join feed f on f.id = r.feed_id"
    " cross join agency g on g.id = f.agency_id"
)
# An agency's own number is nearly always its record's key; where it is not, it leads there as any other.
_NUMBERS = "".join(
    (
        "select l.person, r.id, x.scheme, x.value, x.version = r.version, f.label || ' (' || g.area || ')' from (",
        f"select s.value as scheme, {RECORD} as record_id from json_each(:schemes) s",  # noqa: S608
        f" cross join {between('s.value', ':from', ':to')}",
        " union select s.value, k.id from json_each(:schemes) s cross join feed f",
        " cross join source_record k on k.feed_id = f.id and k.source_key >= :low and k.source_key < :high",
        " where s.value = 'CASE') led",
        " cross join identifier x on x.record_id = led.record_id and x.scheme = led.scheme",
        " and x.value >= :low and x.value < :high",
        _WHO,
        " order by x.scheme, x.value, x.record_id",
    )
)
_LED = f" from (select distinct {RECORD} as record_id from {between(':kind', ':from', ':to')}) led"  # noqa: S608
_PHONES = "".join(
    (
        "select l.person, r.id, 'phone', x.value, x.version = r.version, f.label || ' (' || g.area || ')'",
        _LED,
        " cross join contact_point x on x.record_id = led.record_id and x.kind = :kind and x.value = :number",
        _WHO,
    )
)
_ADDRESSES = "".join(
    (
        "select l.person, r.id, 'address',",
        " iif(instr(x.lines, x.postcode), x.lines, x.lines || ', ' || x.postcode),",  # instr finds '' everywhere
        " x.version = r.version and x.kind = 'current', f.label || ' (' || g.area || ')'",
        _LED,
        " cross join address x on x.record_id = led.record_id",
        _WHO,
        " where (:house = '' or x.house = :house or x.house like '% ' || :house)",
    )
)
_AT_POSTCODE = (
    _ADDRESSES + " and x.postcode >= :low and x.postcode < :high and x.postcode_status in ('valid', 'outward')"
)
_IN_STREET = _ADDRESSES + " and x.street >= :low and x.street < :high"


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
    ages: str  # covered, as `coverage.AGES` writes them
    theme: str
    stale_after_days: int
    retired: str  # the day, '' while it runs
    as_of: str
    holds: frozenset[str]


def by_number(connection: Connection, value: str, *, schemes: Sequence[str], beginning: bool = False) -> list[Lead]:
    """Whom a number leads to, in any version of a record; of these schemes only, if any are given.

    Raises nothing on any text: it is compared, never run.
    """
    wanted = json.dumps(list(schemes) or every_scheme(connection))
    found: dict[Lead, None] = {}
    for text in dict.fromkeys((value, value.upper(), value.lower())):
        asked = _between(text, beginning=beginning) | {"schemes": wanted}
        found.update(dict.fromkeys(_leads(connection, _NUMBERS, asked)))
    return list(found)


def every_scheme(connection: Connection) -> list[str]:
    """The identifier schemes in use, written in capitals as no other kind of lead is."""
    rows = connection.execute("select distinct kind from lead_run where kind < 'a'")
    return sorted({"CASE", *(scheme for (scheme,) in rows)})


def by_postcode(connection: Connection, beginnings: Sequence[str], house: str) -> list[Lead]:
    """Who lives or lived at a postcode (or one that begins so), in one house if given."""
    asked = (one | {"kind": POSTCODE, "house": house} for one in of_postcodes(beginnings))
    return [lead for one in asked for lead in _leads(connection, _AT_POSTCODE, one)]


def of_postcodes(beginnings: Sequence[str]) -> list[dict[str, str]]:
    """Between what the postcodes lie that begin so, as `_between`; one that ends in a blank is an outcode, which may
    stand alone.
    """
    asked = [_between(one, beginning=True) for one in beginnings]
    return asked + [_between(one.strip()) for one in beginnings if one.endswith(" ")]


def by_street(connection: Connection, street: str, house: str) -> list[Lead]:
    """Who lives or lived in a street (normalised) or one that begins so, in one house if given."""
    asked = _between(street, beginning=True) | {"kind": STREET, "house": house}
    return _leads(connection, _IN_STREET, asked)


def by_phone(connection: Connection, number: str) -> list[Lead]:
    """Whose telephone this is or was; E.164."""
    return _leads(connection, _PHONES, _between(number) | {"kind": PHONE, "number": number})


def _between(value: str, *, beginning: bool = False) -> dict[str, str]:
    """Between what a value lies, or all that begin so: as values low and high, as leads from and to."""
    first, past = bounds(value, beginning)
    return {"low": value, "high": value + (_LAST if beginning else "\0"), "from": first, "to": past}


def _leads(connection: Connection, query: str, asked: Mapping[str, str]) -> list[Lead]:
    return [
        Lead(person, record, scheme, value, bool(current), feed)
        for person, record, scheme, value, current, feed in connection.execute(query, asked)
    ]


_SUPPLIES = (
    "select f.id, a.name, f.label, f.cohort, f.ages, f.theme, f.stale_after_days, f.retired,"  # noqa: S608
    " coalesce(d.as_of, '') from feed f"
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
