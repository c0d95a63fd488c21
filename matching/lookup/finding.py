"""Who a query leads to: numbers first, then names and birth date, within the addresses that were said.

A part that leaves nobody is set aside and that is said (`notices`): the caller may have it wrong.
"""

from __future__ import annotations

from dataclasses import replace

from matching.lookup.forms import ROAD
from matching.lookup.found import MOST, Finding, Person, doubted, residents
from matching.lookup.index import Index
from matching.lookup.misheard import a_slip_away
from matching.lookup.named import bare, by_every_word, by_names
from matching.lookup.numbered import by_number_and_name, led_by_number
from matching.lookup.parts import Query
from matching.lookup.placed import Place, living_at, look_in
from matching.lookup.ranking import rank, rank_all
from store.disclosure.wording import listed
from store.records.leads import Lead
from store.vault.database import Connection


def find(index: Index, connection: Connection, query: Query, *, phones: bool) -> Finding:
    """Everyone the query leads to, at most one more than `MOST`."""
    found = Finding()
    if sure := led_by_number(index, connection, query, phones=phones, notices=found.notices):
        found.people = by_number_and_name(index, query, sure)
        if not query.names or any(not person.doubts for person in found.people):
            return found
    elif slipped := a_slip_away(index, connection, query):
        found.people = slipped
        if not query.names:
            return found
    query, place = look_in(index, connection, query, found.notices)
    found.people += _without_number(index, connection, query, place, found)
    found.people.sort(key=lambda person: len(person.doubts) > 1)  # another name and a number with a slip
    if not any(_is_exact(person) for person in found.people):
        there = _in_street(index, connection, query, found.notices)
        others = {person.number for person in there}
        found.people = [*there, *(person for person in found.people if person.number not in others)]
    first = named_so(index, query)
    others = {person.number for person in first.people}
    found.people = [*first.people, *(person for person in found.people if person.number not in others)]
    found.notices += first.notices
    del found.people[MOST + 1 :]
    return found


def named_so(index: Index, query: Query) -> Finding:
    """Who bears the whole line for a name, though it was not read as one."""
    if not (bearers := by_every_word(index, query)):
        return Finding()
    said = f"*{' '.join(query.every_word)}* is a name as well, and those who bear it come first"
    return Finding([Person(ranked.person, ranked, None) for ranked in bearers], [said])


def _without_number(index: Index, connection: Connection, query: Query, place: Place, found: Finding) -> list[Person]:
    """Whom names, birth date and place lead to, without those found already."""
    if not query.names:
        people = _unnamed(index, query, None if place.among is None else place.leads, found.notices)
    elif by_no_name := _by_no_name(index, connection, query, place, found.notices):
        people = by_no_name
    else:
        people: list[Person] = []
        if place.among and query.house and not rank(index, bare(query.names) or query.names, None, place.among, 1):
            people = residents(index, place.leads, ("the name is another",))
        here = {person.number for person in (*found.people, *people)}
        named = [one for one in by_names(index, query, place.among, found.notices) if one.person not in here]
        leads = place.led_to(index, connection, [ranked.person for ranked in named])
        people += [Person(ranked.person, ranked, leads.get(ranked.person)) for ranked in named]
    if place.elsewhere:
        return [person._replace(ranked=person.ranked and doubted(person.ranked)) for person in people]
    return people


def _by_no_name(index: Index, connection: Connection, query: Query, place: Place, notices: list[str]) -> list[Person]:
    """'Girl, 9y, 26 North Hill': everybody there, or born that day, those first who are recorded by just that word."""
    placed = place.among and (query.street or (query.postcode and query.postcode.inward))
    if bare(query.names) or not (placed or (place.among is None and query.birth and query.birth.exact)):
        return []
    leads = living_at(index, connection, query)[0] if placed else None
    said = listed(f"*{name}*" for name in query.names)
    notices.append(f"{said} may be no name, so everybody {'there' if leads else 'born that day'} is looked for")
    called = [one for one in rank(index, query.names, query.birth, place.among, MOST + 1) if one.band == "exact"]
    people = [Person(ranked.person, ranked, (leads or {}).get(ranked.person)) for ranked in called]
    others = _unnamed(index, query, leads, notices)
    return [*people, *(person for person in others if person.number not in {one.number for one in people})]


def _is_exact(person: Person) -> bool:
    return not person.doubts and (person.ranked is None or person.ranked.band == "exact")


def _in_street(index: Index, connection: Connection, query: Query, notices: list[str]) -> list[Person]:
    """Words that nobody has just so for names may end in a street: 'elm court', 'smith turing heights'."""
    if query.street or not ROAD.search(" ".join(query.names)):
        return []
    for first in range(len(query.names) - 1):
        words = " ".join(query.names[first:])
        places, among = living_at(index, connection, replace(query, street=words))
        if not among:
            continue
        notices.append(f"nobody has just that name, so *{words}* was looked for as a street")
        there = {person: places[person] for person in among}
        if not (names := bare(query.names[:first])):
            return _unnamed(index, replace(query, names=()), there, notices)
        named = by_names(index, replace(query, names=names), among, notices)
        return [Person(ranked.person, ranked, there.get(ranked.person)) for ranked in named]
    return []


def _unnamed(index: Index, query: Query, places: dict[int, Lead] | None, notices: list[str]) -> list[Person]:
    """The people whom a place or a whole birth date leads to when no name was said."""
    if places is None:
        found = rank_all(index, None, query.birth, MOST + 1) if query.birth and query.birth.exact else []
        return [Person(ranked.person, ranked, None) for ranked in found]
    if query.birth:
        if fits := rank_all(index, frozenset(places), query.birth, MOST + 1):
            return [Person(ranked.person, ranked, places[ranked.person]) for ranked in fits]
        notices.append("nobody there has that birth date; shown without it")
        return residents(index, places, ("not of that birth date",))
    return residents(index, places)
