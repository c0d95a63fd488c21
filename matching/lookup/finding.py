"""Who a query leads to: numbers first, then names and birth date, within the addresses that were said.

A part that leaves nobody is set aside and that is said (`notices`): the caller may have it wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from matching.lookup.forms import ROAD
from matching.lookup.index import Index
from matching.lookup.misheard import one_slip
from matching.lookup.parts import Postcode
from matching.lookup.query import Query
from matching.lookup.ranking import Ranked, rank, rank_all
from matching.lookup.unfound import SCHEMES
from matching.scoring.addresses import street
from matching.scoring.identifiers import nhs_check_fails
from matching.scoring.names import tokens
from store.disclosure.wording import listed
from store.records.leads import Lead, by_number, by_phone, by_postcode, by_street
from store.records.residents import leads_of
from store.vault.database import Connection

_NHS = 10  # digits
_INWARD = 3  # letters of a whole postcode's second half
MOST = 25  # people shown; one more is looked for, to know that there are more
_BESIDE = frozenset(
    ("unborn", "baby", "newborn", "infant", "child", "children", "kids", "family", "twin", "twins", "the", "of", "at",
     "in", "on", "is", "was", "born", "year", "age", "aged", "due", "about", "with", "her", "his", "their",
     "unknown")
)  # fmt: skip
"""Often said beside a name, and parts of some names."""
_UNNAMED = frozenset(("unborn", "baby", "newborn", "infant"))
"""What agencies put down for the name of a child who has none yet, each in its own word."""


class Person(NamedTuple):
    """Somebody to show: how names and date fit (None if only a number or an address led here), and what led
    here.
    """

    number: int
    ranked: Ranked | None
    lead: Lead | None
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Finding:
    """The people to show, best first, and what was set aside to find them."""

    people: list[Person] = field(default_factory=list[Person])
    notices: list[str] = field(default_factory=list[str])


def find(index: Index, connection: Connection, query: Query, *, phones: bool) -> Finding:
    """Everyone the query leads to, at most one more than `MOST`."""
    found = Finding()
    sure = _sure(index, connection, query, phones=phones, notices=found.notices)
    part = _part_of_postcode(query)
    if part:
        places, among = {}, index.residents(connection, part)
    else:
        places, among = _places(index, connection, query)
    if sure:
        found.people = _by_number(index, query, sure)
        if not query.names or any(not person.doubts for person in found.people):
            return found
    elif misheard := _misheard(index, connection, query):
        found.people = [
            person._replace(
                ranked=person.ranked and _doubted(person.ranked),
                doubts=("one slip in the NHS number", *person.doubts),
            )
            for person in _by_number(index, query, misheard)
        ]
        if not query.names:
            return found
    elsewhere = False
    if among is not None and not among:
        names = query.names
        query = _without_place(query, found.notices)
        elsewhere, among = query.names == names, None  # else what was said was no place but a name
    if among is not None and not part:
        places = {person: places[person] for person in among}
    by_number = len(found.people)
    if not query.names:
        found.people += _unnamed(index, query, places if among is not None else None, found.notices)
    else:
        if among and query.house and not rank(index, _bare(query.names) or query.names, None, among, 1):
            found.people += _residents(index, places, ("the name is another",))
        here = {person.number for person in found.people}
        named = [ranked for ranked in _by_names(index, query, among, found.notices) if ranked.person not in here]
        if part:
            leads = leads_of(connection, part, [ranked.person for ranked in named])
            places = _first_of_each(index.findable(leads))
        for ranked in named:
            found.people.append(Person(ranked.person, ranked, places.get(ranked.person)))
    if elsewhere:
        found.people[by_number:] = [
            person._replace(ranked=person.ranked and _doubted(person.ranked)) for person in found.people[by_number:]
        ]
    found.people.sort(key=lambda person: len(person.doubts) > 1)  # another name and a number with a slip
    if not any(_is_exact(person) for person in found.people):
        there = _in_street(index, connection, query, found.notices)
        others = {person.number for person in there}
        found.people = [*there, *(person for person in found.people if person.number not in others)]
    del found.people[MOST + 1 :]
    return found


def _is_exact(person: Person) -> bool:
    return not person.doubts and (person.ranked is None or person.ranked.band == "exact")


def _in_street(index: Index, connection: Connection, query: Query, notices: list[str]) -> list[Person]:
    """Words that nobody has just so for names may end in a street: 'elm court', 'smith turing heights'."""
    if query.street or not ROAD.search(" ".join(query.names)):
        return []
    for first in range(len(query.names) - 1):
        words = " ".join(query.names[first:])
        places, among = _places(index, connection, replace(query, street=words))
        if not among:
            continue
        notices.append(f"nobody has just that name, so *{words}* was looked for as a street")
        there = {person: places[person] for person in among}
        if not (names := _bare(query.names[:first])):
            return _unnamed(index, replace(query, names=()), there, notices)
        named = _by_names(index, replace(query, names=names), among, notices)
        return [Person(ranked.person, ranked, there.get(ranked.person)) for ranked in named]
    return []


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


def _residents(index: Index, places: dict[int, Lead], doubts: tuple[str, ...] = ()) -> list[Person]:
    """Who lives there, youngest first, then who lived there."""
    return [Person(number, None, places[number], doubts) for number in _now_and_then(index, places)]


def _now_and_then(index: Index, leads: dict[int, Lead]) -> list[int]:
    """Of the people led to those of whom it is still said, youngest first, then those of whom it was."""
    now = frozenset(person for person, lead in leads.items() if lead.current)
    groups = (now, frozenset(leads) - now)
    return [ranked.person for group in groups for ranked in rank_all(index, group, None, MOST + 1)][: MOST + 1]


def _sure(index: Index, connection: Connection, query: Query, *, phones: bool, notices: list[str]) -> dict[int, Lead]:
    """Whom a number leads to; what is current goes before what was."""

    def holding(value: str, schemes: tuple[str, ...] = (), *, beginning: bool = False) -> list[Lead]:
        return index.findable(by_number(connection, value, schemes=schemes, beginning=beginning))

    leads: list[Lead] = []
    if query.nhs:
        leads += holding(query.nhs, ("NHS",), beginning=len(query.nhs) < 10)
    if query.number:
        leads += holding(query.number) or holding(query.number, beginning=True)
    if query.identifier:
        schemes = SCHEMES.get(query.identifier.label, ())
        value = query.identifier.value
        leads += holding(value, schemes) or holding(value, schemes, beginning=True)
    if query.phone and phones:
        number = f"+44{query.phone[1:]}" if query.phone.startswith("0") else query.phone
        leads += index.findable(by_phone(connection, number))
    numbers = query.nhs or query.number or query.identifier or (phones and query.phone)
    if numbers and not leads:
        notices.append("no record holds that number" + ("; looked for without it" if query.names else ""))
    return _first_of_each(leads)


def _misheard(index: Index, connection: Connection, query: Query) -> dict[int, Lead]:
    """Whom a number leads to that is one slip from an NHS number that cannot be."""
    if len(query.nhs) < _NHS or not nhs_check_fails(query.nhs):
        return {}
    leads = [lead for number in one_slip(query.nhs) for lead in by_number(connection, number, schemes=("NHS",))]
    return _first_of_each(index.findable(leads))


def _places(index: Index, connection: Connection, query: Query) -> tuple[dict[int, Lead], frozenset[int] | None]:
    """Who lives or lived where the query says; None if it says nothing of a place."""
    told: list[dict[int, Lead]] = []
    house = query.house.upper()
    if query.street:
        first, *rest = query.street.split()
        there = by_street(connection, " ".join((first, *map(street, rest))).upper(), house)
        told.append(_first_of_each(index.findable(there)))
    if query.postcode:
        there = by_postcode(connection, _beginnings(query.postcode), "" if query.street else house)
        told.append(_first_of_each(index.findable(there)))
    if not told:
        return {}, None
    return told[0], frozenset(told[0]).intersection(*told[1:])


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


def _first_of_each(leads: Iterable[Lead]) -> dict[int, Lead]:
    """The lead to tell of for each person: one that still holds; every feed that says the same is named in it."""
    best: dict[int, Lead] = {}
    feeds: dict[tuple[object, ...], list[str]] = {}
    for lead in sorted(leads, key=lambda lead: (not lead.current, lead.record)):
        best.setdefault(lead.person, lead)
        said = feeds.setdefault((lead.person, lead.scheme, lead.value, lead.current), [])
        if lead.feed not in said:
            said.append(lead.feed)
    return {
        person: replace(lead, feed=listed(feeds[person, lead.scheme, lead.value, lead.current]))
        for person, lead in best.items()
    }


def _by_number(index: Index, query: Query, sure: dict[int, Lead]) -> list[Person]:
    """The people a number leads to, those whom names and date fit first; that they do not fit is said, not
    hidden.
    """
    among = frozenset(sure)
    if query.names:
        fits = {ranked.person: ranked for ranked in rank(index, query.names, query.birth, among, MOST + 1)}
    elif query.birth:
        fits = {ranked.person: ranked for ranked in rank_all(index, among, query.birth, MOST + 1)}
    else:
        return _residents(index, sure)
    people = [Person(number, ranked, sure[number]) for number, ranked in fits.items()]
    said = "name" if query.names and not query.birth else "birth date" if not query.names else "name or birth date"
    others = {person: lead for person, lead in sure.items() if person not in fits}
    people += _residents(index, others, (f"the {said} is another",))
    return people[: MOST + 1]


def _unnamed(index: Index, query: Query, places: dict[int, Lead] | None, notices: list[str]) -> list[Person]:
    """The people whom a place or a whole birth date leads to when no name was said."""
    if places is None:
        found = rank_all(index, None, query.birth, MOST + 1) if query.birth and query.birth.exact else []
        return [Person(ranked.person, ranked, None) for ranked in found]
    if query.birth:
        if fits := rank_all(index, frozenset(places), query.birth, MOST + 1):
            return [Person(ranked.person, ranked, places[ranked.person]) for ranked in fits]
        notices.append("nobody there has that birth date; shown without it")
    return _residents(index, places)


def _by_names(index: Index, query: Query, among: frozenset[int] | None, notices: list[str]) -> list[Ranked]:
    """The people whom the names fit. If they fit nobody but by words that are often said beside a name ('the smith
    children', 'unborn smith'), whoever fits without those comes first.
    """
    said: list[str] = []
    found = _by_all_names(index, query, among, said)
    names = _bare(query.names)
    if 0 < len(names) < len(query.names) and not any(_BESIDE.issuperset(ranked.lacking) for ranked in found):
        aside = listed(f"*{name}*" for name in query.names if name in _BESIDE)
        others: list[str] = [f"nobody has that name with {aside}, so it was looked for without"]
        if without := _by_all_names(index, replace(query, names=names), among, others):
            notices += others
            best: dict[int, Ranked] = {}
            for ranked in (*_unnamed_child(index, query, among), *map(_doubted, without), *found):
                best.setdefault(ranked.person, ranked)
            return list(best.values())
    notices += said
    return found


def _unnamed_child(index: Index, query: Query, among: frozenset[int] | None) -> list[Ranked]:
    """'Unborn Kowalski' as another agency may have put her down: 'Baby Kowalski'."""
    others = _UNNAMED.difference(query.names) if _UNNAMED.intersection(query.names) else ()
    found: list[Ranked] = []
    for other in sorted(others):
        fits = rank(index, (other, *_bare(query.names)), query.birth, among, MOST + 1)
        found += (ranked for ranked in fits if not ranked.lacking)
    return [_doubted(ranked) for ranked in found]


def _bare(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in _BESIDE)


def _by_all_names(index: Index, query: Query, among: frozenset[int] | None, notices: list[str]) -> list[Ranked]:
    """The people whom names and birth date fit; a birth date or place that leaves nobody is set aside, and
    that is said.
    """
    tries = [(query.birth, among, "")]
    if among is not None:
        tries.append((query.birth, None, "there"))
    if query.birth:
        tries.append((None, among, "with that birth date"))
    if among is not None and query.birth:
        tries.append((None, None, "there, nor with that birth date"))
    for birth, where, missing in tries:
        if found := rank(index, query.names, birth, where, MOST + 1):
            if missing:
                notices.append(f"nobody of that name is recorded {missing}; shown without it")
            return [_doubted(ranked) for ranked in found] if missing else found
    return []


def _doubted(ranked: Ranked) -> Ranked:
    return ranked._replace(band="close") if ranked.band == "exact" else ranked
