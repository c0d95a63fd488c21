"""A search's answer as it is shown: the people in a list, why each is there, or why nobody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.lookup import unfound
from matching.lookup.found import MOST, Finding, Person
from matching.lookup.index import Index
from matching.lookup.likeness import Likeness
from matching.lookup.nearness import AGREES, APART, place, spelled, table
from matching.lookup.parts import Query
from matching.lookup.ranking import Ranked
from matching.scoring.names import tokens
from matching.scoring.remembering import remembered
from store.disclosure.wording import date_parts, listed, spaced_nhs, spaced_phone, spoken_date
from store.records.hits import Line, SaidName
from store.records.leads import Lead, supplies
from store.vault.database import Connection

_MOST_HITS = 4_000  # some 2 MB


@dataclass(slots=True, unsafe_hash=True)
class Hit:
    """One person in the list. Every text is as an agency gave it: a screen must not take it for markup. Never changed;
    to make it frozen would take as long as to find it.
    """

    person: int
    family: str
    given: str
    birth: str  # ISO, or as much as is known; '' if nothing
    estimated: bool
    expected: str  # of a child not yet born, ISO
    death: str
    sex: str
    nhs_number: str
    address: str  # first line of the current address
    postcode: str
    areas: tuple[str, ...]  # whose agencies know them
    band: str  # 'exact', 'close', 'sounds like'
    why: str  # when not obvious: 'former name *Khan*'
    similar: bool  # somebody else in this list could be taken for them


@dataclass(frozen=True, slots=True)
class Answer:
    """What one search found.

    Attributes: question: the text as typed. understood: said back in words, with what could not be; words
    that were typed stand between asterisks. hits: 25 at most, best first. more: there are others. state:
    'empty' nothing typed, 'short' too little to go by, 'none' nobody found, 'found'. tried: if nobody was
    found, how it was looked for. add: what to ask the caller for then, or what is missing if it was too little.
    feeds: what each feed covers, and of which day: this is no proof that someone is not known (R4).
    """

    question: str
    understood: str
    hits: tuple[Hit, ...] = ()
    more: bool = False
    state: str = "found"
    tried: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def nothing() -> Answer:
    """Nothing was typed."""
    return Answer("", "", state="empty")


def too_little(query: Query, why: str) -> Answer:
    """Typed, but a search by it would list half the borough, or nobody."""
    return Answer(query.typed, _sentences(query.understood), state="short", add=(why,))


def nobody(connection: Connection, query: Query, finding: Finding, today: date) -> Answer:
    """Nobody was found: what was tried, what to add, and what the feeds could have told."""
    return Answer(
        query.typed,
        _sentences(query.understood, *finding.notices),
        state="none",
        tried=unfound.tried(query),
        add=unfound.to_add(query),
        feeds=tuple(unfound.feed(supply, query, today) for supply in supplies(connection)),
    )


class Telling:
    """Puts what was found into words. What was told of people is remembered: with one more letter most of a list is as
    before. Not for two threads at once.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._likeness = Likeness()
        self._hits: dict[tuple[object, ...], tuple[Line, Hit]] = {}

    def found(self, connection: Connection, query: Query, finding: Finding) -> Answer:
        """The people found, with what a list shows of them."""
        led_by = {person.number: person.ranked.entry if person.ranked else None for person in finding.people}
        shown = self._index.lines(connection, led_by)
        people = _borne_out_first([person for person in finding.people if person.number in shown], shown)
        dates = table(query.birth) if query.birth else None
        if dates is not None:  # however well an undated record fits, another says who this is
            people.sort(key=lambda one: _is_another_s(self._index, one, shown[one.number], dates))
        twins = self._likeness.similar([shown[person.number] for person in people[:MOST]])
        hits = tuple(
            self._hit(person, shown[person.number], dates, twin=person.number in twins) for person in people[:MOST]
        )
        understood = _sentences(query.understood, *finding.notices)
        return Answer(query.typed, understood, hits, len(people) > MOST)

    def _hit(self, person: Person, line: Line, dates: NDArray[np.uint8] | None, *, twin: bool) -> Hit:
        """Found by a name alone, a person is told of in the same words as before, unless the line is another."""
        ranked = person.ranked
        if ranked is None or person.lead or person.doubts or dates is not None:
            return _hit(self._index, person, line, dates, twin=twin)
        told = person.number, ranked.entry, ranked.band, ranked.lacking, ranked.but_for, twin
        known = self._hits.get(told)
        if known is None or known[0] is not line:
            if len(self._hits) > _MOST_HITS:
                self._hits.clear()
            known = self._hits[told] = line, _hit(self._index, person, line, dates, twin=twin)
        return known[1]


def _hit(index: Index, person: Person, line: Line, dates: NDArray[np.uint8] | None, *, twin: bool) -> Hit:
    ranked = person.ranked
    band = ranked.band if ranked else "close" if person.doubts else "exact"
    if ranked and ranked.but_for and not person.doubts and _is_borne_out(ranked, line):
        band = "exact"
    why = _why(index, person, line, dates)
    return Hit(
        person.number, line.family, line.given, line.birth, line.birth_estimated, line.expected_birth, line.death,
        line.sex, line.nhs_number, line.address, line.postcode, line.areas, band, why, twin,
    )  # fmt: skip


def _why(index: Index, person: Person, line: Line, dates: NDArray[np.uint8] | None) -> str:
    reasons: list[str] = []
    if person.lead and (led := _led_by(person.lead, line)):
        reasons.append(led)
    reasons += person.doubts
    if ranked := person.ranked:
        if name := _other_name(index, ranked.entry, line):
            reasons.append(name)
        called = _called_otherwise(ranked.lacking, line)
        reasons += (name for name in called.values() if name and name not in reasons)
        if lacking := [f"*{word}*" for word in ranked.lacking if word not in called]:
            reasons.append(f"without {listed(lacking)}")
        if dates is not None and (other := _other_birth(index, ranked.entry, line, dates)):
            reasons.append(other)
        if ranked.date_off == APART or (dates is not None and _is_another_s(index, person, line, dates)):
            reasons.append("the birth date is another")
        elif ranked.date_off > AGREES:
            known = index.is_born(ranked.entry)
            reasons.append("birth date close, not the same" if known else "birth date not supplied")
    return "; ".join(reasons)


def _is_another_s(index: Index, person: Person, line: Line, dates: NDArray[np.uint8]) -> bool:
    """Whether the record that led to somebody without a number gives no birth date, and the one shown is not what was
    said.
    """
    ranked, born = person.ranked, date_parts(line.birth or line.expected_birth)
    if ranked is None or not born or (person.lead and person.lead.scheme != "address"):
        return False
    return ranked.date_off > AGREES and not index.is_born(ranked.entry) and int(dates[place(*born)]) == APART


def _other_birth(index: Index, entry: int, line: Line, dates: NDArray[np.uint8]) -> str:
    """The birth date that was found, if the one shown does not fit as well what was said (`dates`)."""
    [born] = index.born(np.array([entry])).tolist()
    shown = date_parts(line.birth or line.expected_birth)
    if not born or (shown and dates[place(*shown)] <= dates[born]):
        return ""
    return f"also recorded as born {spoken_date(spelled(born))}"


def _led_by(lead: Lead, line: Line) -> str:
    """The number or address that led to the person, unless the list shows it anyway."""
    former = "" if lead.current else "former "
    match lead.scheme:
        case "address":
            return (
                ""
                if lead.current and line.postcode and line.postcode in lead.value
                else f"{former}address *{lead.value}*"
            )
        case "NHS":
            return (
                "" if lead.value == line.nhs_number else f"{former}NHS number *{spaced_nhs(lead.value)}*, {lead.feed}"
            )
        case "phone":
            return f"{former}telephone *{spaced_phone(lead.value)}*"
        case scheme:
            return f"{former}{scheme if scheme != 'CASE' else 'case'} number *{lead.value}*, {lead.feed}"


def _other_name(index: Index, entry: int, line: Line) -> str:
    """The name that was found, if it is not the one shown: 'former name *Khan*', 'known as *Lizzy*'."""
    if len(line.names) == 1:  # nearly always: there is no other
        return ""
    words = index.dictionary.words
    shown = _words(line.given, line.middle, line.family)
    other = {words[number] for number in index.words.of(entry)} - shown
    if not other:
        return ""
    record = int(index.record[entry])
    names = [
        name for name in line.names if name.record == record and other <= _words(name.given, name.middle, name.family)
    ]
    if not names:
        return ""
    return _said_of(max(names, key=lambda name: (name.current, name.kind == "current", name.as_of)), line)


def _borne_out_first(people: list[Person], shown: Mapping[int, Line]) -> list[Person]:
    """Whoever has under another name all the words that the name lacks goes before the first who lacks one: an alias
    is an entry of its own, so 'Agnieszka (Aga) Kowalska' is nowhere as a whole.
    """
    lacking = [person for person in people if person.ranked and person.ranked.lacking and not person.doubts]
    borne_out = [person for person in lacking if person.ranked and _is_borne_out(person.ranked, shown[person.number])]
    if not borne_out:
        return people
    first = people.index(lacking[0])
    return [*people[:first], *borne_out, *(person for person in people[first:] if person not in borne_out)]


def _is_borne_out(ranked: Ranked, line: Line) -> bool:
    return len(_called_otherwise(ranked.lacking, line)) == len(ranked.lacking)


def _called_otherwise(lacking: Sequence[str], line: Line) -> dict[str, str]:
    """Of words that the name found lacks those that the person is called all the same, and by what name: '' if it is
    the name shown.
    """
    called: dict[str, str] = {}
    for word in lacking:
        if _begins_one(word, line.given, line.middle, line.family):
            called[word] = ""
            continue
        for name in line.names:
            if _begins_one(word, name.given, name.middle, name.family):
                called[word] = _said_of(name, line)
                break
    return called


def _begins_one(word: str, *name: str) -> bool:
    return any(held.startswith(word) for held in _words(*name))


def _said_of(name: SaidName, line: Line) -> str:
    """'former name *Khan*', 'known as *Lizzy*'."""
    if name.kind in ("alias", "preferred"):
        label = "known as"
    else:
        label = "also recorded as" if name.current and name.kind == "current" else "former name"
    return f"{label} *{_different(name, line)}*"


@remembered(1 << 12)
def _words(given: str, middle: str, family: str) -> frozenset[str]:
    return frozenset((*tokens(given), *tokens(middle), *tokens(family)))


def _different(name: SaidName, line: Line) -> str:
    """Only the half of the name that is not shown, or all of it."""
    if not name.given or tokens(name.given) == tokens(line.given):
        return name.family or name.given
    if not name.family or tokens(name.family) == tokens(line.family):
        return name.given
    return f"{name.given} {name.family}"


def _sentences(*parts: str) -> str:
    said: Sequence[str] = [part for part in parts if part]
    return ". ".join(part[:1].upper() + part[1:] for part in said)
