"""Who else lives where this person lives: inferred from a shared address, never evidence of identity."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from json import dumps

from store.disclosure.absence import service_name
from store.disclosure.banner import HIDDEN_SOURCE, address_words, name_and_birth
from store.disclosure.facts import PersonFacts
from store.disclosure.rules import RULES, ages, applies
from store.disclosure.said import Source
from store.disclosure.wording import age, date_range
from store.records.agencies import Feed
from store.records.hits import Line, lines
from store.records.lead_runs import RECORD, leads_of
from store.vault.database import Connection

MOST_PEOPLE = 12  # more at one address is a hostel or an institution, not a household
NOTE = "Inferred from a shared address. It does not say that these people are related or know each other."

_AT_PLACES = f"""
select a.place, l.person, r.feed_id, max(d.as_of, v.as_of)
from (select distinct wanted.value as place, {RECORD} as record_id
    from json_each(?) wanted cross join {leads_of("'postcode'", "wanted.value")}) led
  cross join source_record r on r.id = led.record_id and r.state = 'live'
  cross join address a on a.record_id = r.id and a.version = r.version and a.place = led.place and a.kind = 'current'
  cross join record_said v on v.record_id = r.id and v.version = r.version
  cross join delivery d on d.id = r.seen_in
  cross join link l on l.record_id = r.id and l.closed is null
where l.person <> ?
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody else at the address. maybe_same: a case asks whether this is the same person (R5)."""

    person: int
    title: str
    birth_words: str
    age: str
    died: str  # ISO; '' if no death is recorded
    words: str
    maybe_same: bool


@dataclass(frozen=True, slots=True)
class Household:
    """One current address of the person and who shares it, youngest first; members is empty above the cap."""

    address: str
    people: int  # others at the address, whether listed or not
    members: tuple[Member, ...]
    words: str


def households(connection: Connection, facts: PersonFacts, today: date) -> tuple[Household, ...]:
    """One household per current address of the person, newest address first.

    Nobody is found through a sensitive service (R14): the list would tell of their involvement. Nobody whose address
    is hidden is listed or counted (R18).
    """
    newest = {version.key: version.as_of for version in facts.current}
    own = sorted(
        (a for a in facts.addresses if a.place and a.kind == "current" and a.key in newest),
        key=lambda a: newest[a.key],
        reverse=True,
    )
    written = {a.place: address_words(a) for a in reversed(own)}
    said: dict[str, dict[int, list[tuple[str, Feed]]]] = {a.place: {} for a in own}
    for place, person, feed_id, as_of in connection.execute(_AT_PLACES, (dumps(list(said)), facts.person)):
        feed = facts.supplies[feed_id].feed
        if person not in facts.hidden_people and not RULES[feed.theme].sensitive:
            said[place].setdefault(person, []).append((as_of, feed))
    listed = {person for people in said.values() if len(people) <= MOST_PEOPLE for person in people}
    known = lines(connection, sorted(listed))
    proposed = {person for person, _ in facts.proposals}
    return tuple(_household(written[place], people, known, proposed, today) for place, people in said.items())


def _household(
    address: str,
    people: dict[int, list[tuple[str, Feed]]],
    known: dict[int, Line],
    proposed: Collection[int],
    today: date,
) -> Household:
    if len(people) > MOST_PEOPLE:
        return Household(address, len(people), (), f"Shared address, {len(people)} people, not listed.")
    if not people:
        return Household(address, 0, (), "No one else is recorded at this address in the data supplied.")
    ordered = sorted(people, key=lambda person: known[person].birth or "0", reverse=True)
    members = tuple(_member(known[person], people[person], person in proposed, today) for person in ordered)
    return Household(address, len(people), members, NOTE)


def _member(line: Line, said: list[tuple[str, Feed]], maybe_same: bool, today: date) -> Member:
    as_of, feed = max(said, key=lambda one: one[0])
    births = [] if line.birth_estimated else [line.birth]
    label = service_name(feed) if applies(feed.theme, ages(births, today)) else HIDDEN_SOURCE
    died = date_range(line.death)
    checked = "; may be the same person, being checked" if maybe_same else ""
    return Member(
        line.person,
        *name_and_birth(line),
        age(line.birth, died[1] if died else today),
        line.death,
        f"same address according to {Source(label, as_of).words}{checked}",
        maybe_same,
    )
