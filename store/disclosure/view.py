"""A person as an officer may see them: banner, one flag per service, household; audited before it is shown.

Who may view (officers, R24) and says for which enquiry (R23) gets anything; `service` is the second level.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from store.audit import Action
from store.disclosure import absence, shields
from store.disclosure.banner import Banner, banner
from store.disclosure.details import Copied, ServiceDetails, copied, service
from store.disclosure.facts import PersonFacts, held_for, subject
from store.disclosure.flags import Flag, flag
from store.disclosure.household import Household, households
from store.disclosure.said import Notice
from store.disclosure.scope import Scope, scope
from store.disclosure.wording import listed
from store.permissions import May, Role
from store.records.restrictions import Level
from store.records.themes import Theme
from store.session import Session

__all__ = ["Copied", "PersonView", "ServiceDetails", "copied", "person", "service"]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything of the first level, in the order it is read.

    notices stand at the top of the page (what is restricted, deaths and conflicts, age limits not applied, overdue
    feeds, matches being checked, gaps); flags come by what to ring first; not_applicable, elsewhere are sentences, by
    kind of service and by area (R1, R4). shield: how much is hidden from this reader; with every involvement hidden
    there are no flags (R16).
    """

    person: int
    banner: Banner
    notices: tuple[Notice, ...]
    flags: tuple[Flag, ...]
    not_applicable: Mapping[Theme, str]
    elsewhere: Mapping[str, str]
    households: tuple[Household, ...]
    shield: Level


def person(session: Session, person: int) -> PersonView:
    """Open a person by any number they have had, and record it before anything is returned.

    Raises:
        store.errors.NotAllowed: no officer. store.errors.EnquiryNeeded: no enquiry is open.
        store.disclosure.facts.PersonGone: no live record carries the number, or the person's existence is hidden.
        store.disclosure.shields.Elsewhere, store.disclosure.shields.NotLinked: R24, R28.
    """
    session.require(May.VIEW)
    session.require_enquiry()
    today = session.today()
    with session.reading(May.VIEW) as connection:
        known = shields.read(session, connection, person)
        homes = households(connection, known, today)
    shields.arrived(session, known, (member.person for home in homes for member in home.members))
    view = assemble(known, homes, session.account.roles, session.hub.area, today)
    session.record(
        Action.PERSON_OPENED,
        subject(known.person),
        {
            "feeds": [one.feed_code for one in view.flags],
            "household": [member.person for home in homes for member in home.members],
            **({"asked": person} if person != known.person else {}),
        },
    )
    return view


def assemble(
    known: PersonFacts, homes: tuple[Household, ...], roles: Iterable[Role], home_area: str, today: date
) -> PersonView:
    """The view of what is known: pure."""
    if known.shield is Level.INVOLVEMENT:
        head = banner(known, (), today)
        return PersonView(known.person, head, (*_restricted(known), *head.notices), (), {}, {}, (), known.shield)
    within = scope(known, home_area, today)
    head = banner(known, {supply.feed.id for supply in within.too_young_or_old}, today)
    flags = [flag(known, supply, roles, within.ages, today) for supply in within.shown]
    flags.sort(key=lambda one: (one.state.rank, one.area != home_area))
    out_of_age = dict.fromkeys(supply.feed.theme for supply in within.too_young_or_old)
    return PersonView(
        known.person,
        head,
        (*_restricted(known), *head.notices, *_notices(known, within, today)),
        tuple(flags),
        {theme: absence.out_of_age(theme, within.ages) for theme in out_of_age if within.ages},
        {area: absence.elsewhere(area, (s.as_of for s in there)) for area, there in within.elsewhere.items()},
        homes,
        known.shield,
    )


def _restricted(known: PersonFacts) -> list[Notice]:
    return [Notice("restricted", absence.shielded(known.shield))] if known.shield else []


def _notices(known: PersonFacts, within: Scope, today: date) -> list[Notice]:
    notices = list[Notice]()
    if within.ages is None:
        notices.append(Notice("age", absence.limits_not_applied(_why_no_age(known))))
    late = [absence.service_name(s.feed) for s in within.shown if s.late(today)]
    if late:
        notices.append(Notice("overdue", f"Overdue data from {listed(late)}. Ring before relying on it."))
    if known.proposals:
        notices.append(Notice("checking", "Other records may belong to this person and are being checked."))
    areas = dict.fromkeys(s.feed.agency.area for s in (*within.shown, *within.too_young_or_old))
    for area in areas:
        if missing := absence.gaps(area, held_for(area, known.supplies.values())):
            notices.append(Notice("gap", missing))
    return notices


def _why_no_age(known: PersonFacts) -> str:
    if any(version.birth for version in known.current):
        return "The birth date is an estimate"
    if any(version.expected for version in known.current):
        return "This person is not yet born"
    return "No birth date is recorded"
