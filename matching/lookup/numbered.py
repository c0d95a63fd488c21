"""Whom a number leads to: an NHS number, an agency's own, a telephone."""

from __future__ import annotations

from matching.lookup.found import MOST, Person, first_of_each, residents
from matching.lookup.index import Index
from matching.lookup.parts import Identifier, Query
from matching.lookup.ranking import rank, rank_all
from matching.lookup.unfound import SCHEMES
from store.records.leads import Lead, by_number, by_phone
from store.vault.database import Connection


def led_by_number(
    index: Index, connection: Connection, query: Query, *, phones: bool, notices: list[str]
) -> dict[int, Lead]:
    """Whom a number leads to; what is current goes before what was."""

    def holding(value: str, schemes: tuple[str, ...] = (), *, beginning: bool = False) -> list[Lead]:
        return index.findable(by_number(connection, value, schemes=schemes, beginning=beginning))

    leads: list[Lead] = []
    if query.nhs:
        leads += holding(query.nhs, ("NHS",), beginning=not query.nhs_whole)
    if query.number:
        leads += holding(query.number) or holding(query.number, beginning=True)
    if query.identifier:
        schemes = SCHEMES.get(query.identifier.label, ())
        value = query.identifier.value
        whole = holding(value, schemes)
        if not query.identifier.feeds:
            leads += whole or holding(value, schemes, beginning=True)
        else:
            leads += _of_agency(query.identifier, whole, holding(value, beginning=True), notices)
    if query.phone and phones:
        number = f"+44{query.phone[1:]}" if query.phone.startswith("0") else query.phone
        leads += index.findable(by_phone(connection, number))
    if not leads and (query.numbered or (phones and query.phone)):
        notices.append("no record holds that number" + ("; looked for without it" if query.names else ""))
    return first_of_each(leads)


def _of_agency(said: Identifier, whole: list[Lead], begun: list[Lead], notices: list[str]) -> list[Lead]:
    """Of whom a number leads to, or one that begins so, those of whom the agency says it that was named. If there are
    none, whoever another agency says it of: the caller may have the agency wrong.
    """
    for leads in (whole, begun):
        theirs = {lead.person for lead in leads if lead.feed in said.feeds}
        if theirs:
            return [lead for lead in leads if lead.person in theirs]
    if whole or begun:
        notices.append(f"no record of *{said.label}* holds that number, but another does")
    return whole or begun


def by_number_and_name(index: Index, query: Query, sure: dict[int, Lead]) -> list[Person]:
    """The people a number leads to, those whom names and date fit first; that they do not fit is said, not
    hidden.
    """
    among = frozenset(sure)
    if query.names:
        fits = {ranked.person: ranked for ranked in rank(index, query.names, query.birth, among, MOST + 1)}
    elif query.birth:
        fits = {ranked.person: ranked for ranked in rank_all(index, among, query.birth, MOST + 1)}
    else:
        return residents(index, sure)
    people = [Person(number, ranked, sure[number]) for number, ranked in fits.items()]
    said = "name" if query.names and not query.birth else "birth date" if not query.names else "name or birth date"
    others = {person: lead for person, lead in sure.items() if person not in fits}
    people += residents(index, others, (f"the {said} is another",))
    return people[: MOST + 1]
