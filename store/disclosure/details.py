"""What one service says about a person: the second disclosure level; and a contact to copy. Each audited."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from store.audit import Action
from store.disclosure import shields
from store.disclosure.banner import source_of
from store.disclosure.contact import Contact, contact
from store.disclosure.facts import PersonFacts, Supply, subject
from store.disclosure.flags import Flag, Stood, flag, involvement_words, stood
from store.disclosure.rules import RULES, Ages, may_show_item
from store.disclosure.said import Entry, Said, gathered
from store.disclosure.scope import scope
from store.disclosure.standing import Standing
from store.disclosure.wording import spoken_date
from store.errors import Told
from store.permissions import May
from store.records.restrictions import Level
from store.session import Session


class ServiceNotShown(Told):
    """A service that the rules do not show for this person, or that the hub does not have."""

    title = "This service is not shown for this person"
    sentence = "The person's age or area is outside what may be shown. Nothing was opened."
    advice = "Ring the service if it matters."


class NothingToCopy(Told):
    """The contact has no such part: the agency supplied none, or the service is reached through the hub lead (R13)."""

    title = "Nothing to copy"
    sentence = "This service has no such contact to copy. Nothing was copied."
    advice = "The person's page says how the service is reached."


class Copied(StrEnum):
    """Which part of a contact."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    """One episode in words; dates are ISO, '' where the agency gave none; items are label and value."""

    service: str
    provider: str
    words: str
    starts: str
    ends: str
    last_interaction: str
    contact: Contact
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """A service's flag again, with its episodes and the agency's own numbers for the person.

    shield: how much of the person is hidden from this reader.
    """

    flag: Flag
    episodes: tuple[EpisodeLine, ...]
    withheld: int  # episodes beyond what the theme's rule lists
    numbers: tuple[Said, ...]  # kind is the scheme: 'CASE', 'UPN' ...
    source: str  # 'Brent Council, Housing, as at 8 June 2026'
    shield: Level


def service(session: Session, person: int, feed_id: int) -> ServiceDetails:
    """Open what one service says, and record it before anything is returned.

    Raises:
        store.errors.NotAllowed, store.errors.EnquiryNeeded
        store.disclosure.facts.PersonGone, store.disclosure.shields.Elsewhere, store.disclosure.shields.NotLinked
        ServiceNotShown: the rules do not show that service for this person.
    """
    known, details = _details(session, May.VIEW, person, feed_id)
    shown = {"feed": details.flag.feed_code, "episodes": len(details.episodes)}
    session.record(Action.SERVICE_OPENED, subject(known.person), shown)
    return details


def copied(session: Session, person: int, feed_id: int, contact_kind: str) -> str:
    """The text of a service's contact for the clipboard, recorded before it is returned (R33).

    contact_kind is a value of `Copied`.

    Raises:
        NothingToCopy: the flag's contact has no such part. Otherwise as `service`.
    """
    known, details = _details(session, May.COPY, person, feed_id)
    way = details.flag.contact
    text = way.phone if Copied(contact_kind) is Copied.PHONE else way.email
    if not text:
        raise NothingToCopy
    session.record(Action.CONTACT_COPIED, subject(known.person), {"feed": details.flag.feed_code, "kind": contact_kind})
    return text


def _details(session: Session, need: May, person: int, feed_id: int) -> tuple[PersonFacts, ServiceDetails]:
    session.require(need)
    session.require_enquiry()
    today = session.today()
    with session.reading(need) as connection:
        known = shields.read(session, connection, person)
    within = scope(known, session.hub.area, today)
    supply = next((supply for supply in within.shown if supply.feed.id == feed_id), None)
    if supply is None or known.shield is Level.INVOLVEMENT:
        raise ServiceNotShown
    one = flag(known, supply, session.account.roles, within.ages, today)
    return known, details(known, supply, one, within.ages, today)


def details(known: PersonFacts, supply: Supply, shown: Flag, possible: Ages | None, today: date) -> ServiceDetails:
    """The second level of a flag; without episodes where the flag says that there is nothing more to show."""
    feed = supply.feed
    as_at = f"as at {spoken_date(supply.as_of)}" if supply.as_of else "nothing supplied yet"
    source = f"{feed.agency.name}, {feed.label}, {as_at}"
    if not shown.has_details:
        return ServiceDetails(shown, (), 0, (), source, known.shield)
    judged = stood(known, feed.id, possible, today)
    told = [one for one in judged if one.standing not in (Standing.TRACE, Standing.GONE)]
    most = RULES[feed.theme].most_listed
    lines = tuple(_line(one, supply, today) for one in told[:most])
    return ServiceDetails(shown, lines, len(told) - len(lines), _numbers(known, feed.id), source, known.shield)


def _line(one: Stood, supply: Supply, today: date) -> EpisodeLine:
    episode = one.episode
    items = tuple((label, value) for label, value in episode.attributes if may_show_item(label))
    return EpisodeLine(
        episode.service,
        episode.provider,
        involvement_words([one], supply, today, full=True),
        episode.starts,
        episode.ends,
        episode.last_interaction,
        contact(episode.worker, episode.provider, supply.feed),
        items,
    )


def _numbers(known: PersonFacts, feed_id: int) -> tuple[Said, ...]:
    """The agency's own numbers for the person ('CMS No'), which callers quote."""
    of_key = {version.key: version for version in known.current if version.feed_id == feed_id}
    source = source_of(known, ())
    entries = [
        Entry(number.scheme, number.value, number.value, source(of_key[number.key]))
        for number in known.numbers
        if number.key in of_key and number.scheme != "NHS" and number.status == "valid"
    ]
    return gathered(entries, sorted({entry.kind for entry in entries}))
