"""Who lives or lived at the address that was said, and what may be an address though it was not said as one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from matching.lookup.forms import ROAD
from matching.lookup.found import first_of_each
from matching.lookup.index import Index
from matching.lookup.parts import Postcode, Query
from matching.scoring.addresses import street
from matching.scoring.names import tokens
from store.disclosure.wording import listed
from store.records.leads import Lead, by_postcode, by_street
from store.records.residents import leads_of
from store.vault.database import Connection

_INWARD = 3  # letters of a whole postcode's second half


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look. among: who lives or lived there; None: wherever. part: how its postcode begins, if no more was
    said beside a name: too many live there to read of each what says so. leads: else what says it of each. elsewhere:
    nobody is recorded there, so it was set aside.
    """

    among: frozenset[int] | None
    part: tuple[str, ...] = ()
    leads: dict[int, Lead] = field(default_factory=dict[int, Lead])
    elsewhere: bool = False

    def led_to(self, index: Index, connection: Connection, people: list[int]) -> dict[int, Lead]:
        """What says of these people that they live or lived there."""
        return first_of_each(index.findable(leads_of(connection, self.part, people))) if self.part else self.leads


def look_in(index: Index, connection: Connection, query: Query, notices: list[str]) -> tuple[Query, Place]:
    """Where to look, and the query without what turned out to be no place."""
    if part := _part_of_postcode(query):
        among, leads = index.residents(connection, part), {}
    else:
        leads, among = living_at(index, connection, query)
    if among is None:
        return query, Place(None)
    if among:
        return query, Place(among, part, {person: leads[person] for person in among} if leads else {})
    without = _without_place(query, notices)
    elsewhere = without.names == query.names  # else what was said was no place but a name
    return without, Place(None, part, leads, elsewhere)


def living_at(index: Index, connection: Connection, query: Query) -> tuple[dict[int, Lead], frozenset[int] | None]:
    """Who lives or lived where the query says; None if it says nothing of a place."""
    told: list[dict[int, Lead]] = []
    house = query.house.upper()
    if query.street:
        first, *rest = query.street.split()
        there = by_street(connection, " ".join((first, *map(street, rest))).upper(), house)
        told.append(first_of_each(index.findable(there)))
    if query.postcode:
        there = by_postcode(connection, _beginnings(query.postcode), "" if query.street else house)
        told.append(first_of_each(index.findable(there)))
    if not told:
        return {}, None
    return told[0], frozenset(told[0]).intersection(*told[1:])


def _without_place(query: Query, notices: list[str]) -> Query:
    """What is left to go by where nobody is recorded: words that are no sure address may have been names."""
    place = f"{query.house} {query.street}".strip()
    if query.street and not query.names and not (query.house and ROAD.search(query.street)):
        names = tokens(query.street)
        said = listed(f"*{name}*" for name in names)
        notices.append(f"nobody is recorded at {place}, so {said} was looked for as a name")
        return replace(query, names=names, house="", street="")
    left = query.names or (query.birth and query.birth.exact)
    notices.append("nobody is recorded there" + ("; looked for without the place" if left else ""))
    return query


def _beginnings(postcode: Postcode) -> tuple[str, ...]:
    """How the postcodes may begin that were said or are being typed."""
    outward, inward = postcode.outward, postcode.inward
    if not inward and len(outward) > 2 and outward[-2:].isdigit():
        return f"{outward} ", f"{outward[:-1]} {outward[-1]}"  # 'ha98' may be HA98, or HA9 8.. still being typed
    return (f"{outward} {inward}",)


def _part_of_postcode(query: Query) -> tuple[str, ...]:
    """How it begins, if part of a postcode is all that was said of the place beside a name."""
    if not query.names or not query.postcode or query.street or query.house:
        return ()
    return _beginnings(query.postcode) if len(query.postcode.inward) < _INWARD else ()
