"""What a session may see of a person: the one place that shields, other areas and closed mode go through.

R16-R19, R22, R24, R28 of domain/2. Everybody without an override sees the same, whatever their role: a shielded
person's facts are cut down before anything is made of them, and whoever's existence is hidden is nobody at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from store.disclosure import facts
from store.disclosure.facts import Involved, PersonFacts, PersonGone
from store.disclosure.rules import ages
from store.errors import Told
from store.permissions import May
from store.records import links, restrictions
from store.records.hits import Line, lines
from store.records.leads import Lead
from store.records.restrictions import Level
from store.records.themes import Theme
from store.session import Session
from store.vault.database import Connection

Covers = Mapping[int, Level]
"""Person → how much of them is hidden; whoever is not among them is not shielded."""

PLACES = frozenset({Theme.EDUCATION, Theme.PRIMARY_CARE, Theme.SCHOOL_NURSING})
"""Services that tell where somebody is (R16: school and GP)."""

ADULT = 18  # whole years

_TELLS_A_PLACE = re.compile(
    r"address|post ?code|street|school|college|nursery|surgery|practice|\bgps?\b"
    r"|phone|mobile|e-?mail|ward|refuge|hostel|landlord|accommodation",
    re.IGNORECASE,
)


class Elsewhere(Told):
    """Only other areas' agencies know the person: that takes a reason (R24)."""

    title = "Known in another area only"
    sentence = "No agency of this area has a record of this person. Nothing was opened."
    advice = "Say why you need people of other areas; the reason counts until the call ends and is recorded."


class NotLinked(Told):
    """In closed mode only children, and people linked to a child who was opened, are shown (R28)."""

    title = "This area shows children only"
    sentence = "In closed mode an adult is opened from the page of a child who lives at the same address."
    advice = "Open the child first, then the adult from there."


def covers(connection: Connection) -> dict[int, Level]:
    """Everybody who is shielded now, or may be somebody who is (R19), at the highest level that covers them."""
    found: dict[int, Level] = {}
    for cover in restrictions.covers(connection):
        found[cover.person] = max(cover.level, found.get(cover.person, Level.NONE))
    return found


def findable(leads: Iterable[Lead], hidden: Covers) -> list[Lead]:
    """The leads that may be followed (R17): to a shielded person only an NHS number leads, to a hidden one nothing."""
    kept: list[Lead] = []
    for lead in leads:
        level = hidden.get(lead.person, Level.NONE)
        if level is Level.NONE:
            kept.append(lead)
        elif level is not Level.EXISTENCE and lead.scheme == "NHS":
            kept.append(replace(lead, feed="a service that is not named"))
    return kept


def listed(connection: Connection, persons: Sequence[int], hidden: Covers, sole: Mapping[int, int]) -> dict[int, Line]:
    """The line of each of these persons as anybody may see it in a list; without those whose existence is hidden.
    sole: as in store.records.hits.lines.
    """
    seen = [person for person in persons if hidden.get(person) is not Level.EXISTENCE]
    return {
        person: _without_place(line) if person in hidden else line
        for person, line in lines(connection, seen, sole).items()
    }


def _without_place(line: Line) -> Line:
    return replace(line, address="", postcode="", areas=())


def kept_from(session: Session, connection: Connection) -> frozenset[int]:
    """The people about whom this session may not see what supervisors see: every shielded one, unless it looks after
    shields (R19)."""
    return frozenset() if session.may(May.SHIELD) else frozenset(covers(connection))


def records_kept_from(session: Session, connection: Connection) -> frozenset[int]:
    """The records of those people; those that a shield names also while they are withdrawn and nobody's."""
    if session.may(May.SHIELD):
        return frozenset()
    theirs = links.members(connection, covers(connection)).values()
    return frozenset(restrictions.records(connection)).union(*theirs)


def read(session: Session, connection: Connection, person: int) -> PersonFacts:
    """What the session may see of a person, given any number the person has had.

    Raises:
        PersonGone: there is nobody of that number, or it is hidden that there is.
        Elsewhere: only other areas know the person, and no reason was given (R24).
        NotLinked: the area works in closed mode, and this is an adult nobody has led to (R28).
    """
    hidden = covers(connection)
    person = facts.resolve(connection, person)
    level = level_for(session, hidden, person)
    if level is Level.EXISTENCE:
        raise PersonGone
    known = facts.read(connection, person)
    home = session.hub.area
    if home not in known.line.areas and not session.exceptions.elsewhere and level is not Level.INVOLVEMENT:
        raise Elsewhere
    closed = restrictions.is_closed(connection, home)
    if closed and person not in session.exceptions.linked and not may_be_child(known, session.today()):
        raise NotLinked
    proposals = tuple(one for one in known.proposals if one[0] not in hidden)
    return cut_down(replace(known, proposals=proposals, hidden_people=frozenset(hidden)), level)


def arrived(session: Session, known: PersonFacts, neighbours: Iterable[int]) -> None:
    """Note that a person is opened: an override of another one lapses (R22), a child leads to who lives there (R28)."""
    exceptions = session.exceptions
    if exceptions.override and exceptions.override.person != known.person:
        exceptions.override = None
    if may_be_child(known, session.today()):
        exceptions.linked.update(neighbours)


def level_for(session: Session, hidden: Covers, person: int) -> Level:
    """How much of a person this session may not see: an override opens one record for a while (R22)."""
    override = session.exceptions.override
    if override and override.person == person and session.now() < override.until:
        return Level.NONE
    return hidden.get(person, Level.NONE)


def level_now(session: Session, person: int) -> Level:
    """The same for a page that is open: if it is not what the page was made for, the page must not stay."""
    with session.reading(May.VIEW) as connection:
        return level_for(session, covers(connection), facts.resolve(connection, person))


def levels_listed(session: Session, people: Iterable[int]) -> dict[int, Level]:
    """How much of each of these people a list of search hits must hide now; an override does not count there."""
    with session.reading(May.SEARCH) as connection:
        hidden, now = covers(connection), links.persons(connection, people)
    return {person: hidden.get(known, Level.NONE) for person, known in now.items()}


def may_be_child(known: PersonFacts, today: date) -> bool:
    """Whether the person may be a child: also if no birth date is known or it is an estimate (R2)."""
    possible = ages(known.births, today)
    return possible is None or possible.youngest < ADULT


def cut_down(known: PersonFacts, level: Level) -> PersonFacts:
    """The facts without what the level hides."""
    if level is Level.NONE:
        return known
    themes = {feed_id: supply.feed.theme for feed_id, supply in known.supplies.items()}
    hides_all = level is Level.INVOLVEMENT
    unnamed = frozenset(feed for feed, theme in themes.items() if hides_all or theme in PLACES)
    of_record = {version.record: version.feed_id for version in known.versions}
    return replace(
        known,
        line=_without_place(known.line),
        numbers=tuple(one for one in known.numbers if not hides_all or one.scheme == "NHS"),
        addresses=(),
        episodes=tuple(_placeless(one) for one in known.episodes if of_record[one.record] not in unnamed),
        proposals=tuple(one for one in known.proposals if one[1] not in unnamed),
        shield=level,
        unnamed=unnamed,
    )


def _placeless(episode: Involved) -> Involved:
    kept = tuple((label, value) for label, value in episode.attributes if not _TELLS_A_PLACE.search(label))
    return replace(episode, provider="", attributes=kept)
