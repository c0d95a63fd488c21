"""A family against the services: whom to ring about each of several people, in one table (F19).

It is built of the same views that opening each person gives, so every rule of what may be shown holds here too, and
each of them is recorded as opened. Whoever may not be opened keeps a line that says why; the others stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.disclosure import absence
from store.disclosure.facts import PersonGone
from store.disclosure.flags import Flag
from store.disclosure.shields import Elsewhere, NotLinked
from store.disclosure.view import PersonView, person
from store.errors import Told
from store.records.themes import Theme
from store.session import Session

MOST_PEOPLE = 20
GROUPS = {
    "Social care": (Theme.CSC, Theme.EARLY_HELP, Theme.ASC),
    "Education": (Theme.EDUCATION,),
    "Housing": (Theme.HOUSING, Theme.HOMELESSNESS, Theme.REVENUES_BENEFITS),
    "Justice": (Theme.POLICE, Theme.PROBATION, Theme.YJS),
    "Health": (
        Theme.PRIMARY_CARE, Theme.ACUTE, Theme.COMMUNITY, Theme.MATERNITY, Theme.HEALTH_VISITING,
        Theme.SCHOOL_NURSING, Theme.MENTAL_HEALTH, Theme.CAMHS, Theme.SUBSTANCE_MISUSE,
    ),
    "Other": (Theme.DOMESTIC_ABUSE, Theme.FIRE, Theme.VCS, Theme.OTHER),
}  # fmt: skip
"""Kinds of service in the order of the columns; within a group in the order given."""


@dataclass(frozen=True, slots=True)
class Service:
    """One column: a service that is shown for at least one of the people."""

    feed_id: int
    label: str
    area: str
    theme: Theme
    group: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one service says of one person: its flag, or in a sentence why there is none.

    why is 'age' (R1), 'area' or 'restricted', '' with a flag.
    """

    flag: Flag | None
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Unopened:
    """Somebody who was not opened, and why, in the words that opening them alone would give. Nothing else is told."""

    person: int
    title: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """People down, services across: cells[i][j] is people[i] in services[j]; whoever was not opened has no cells."""

    people: tuple[PersonView | Unopened, ...]
    services: tuple[Service, ...]
    cells: tuple[tuple[Cell, ...], ...]


def family(session: Session, people: Iterable[int]) -> Matrix:
    """Open several people at once, each recorded as opened before anything is returned.

    Two numbers of one person give one line. In closed mode the list's children lead to its adults (R28), whatever
    the order.

    Raises:
        store.errors.NotAllowed, store.errors.EnquiryNeeded
        store.disclosure.facts.PersonGone, store.disclosure.shields.Elsewhere, store.disclosure.shields.NotLinked:
        nobody at all could be opened; this is why not the first.
    """
    wanted = list(dict.fromkeys(people))[:MOST_PEOPLE]
    tried = {number: _opened(session, number) for number in wanted}
    tried |= {number: _opened(session, number) for number, why in tried.items() if isinstance(why, NotLinked)}
    refused = [why for why in tried.values() if isinstance(why, Told)]
    if refused and len(refused) == len(tried):
        raise refused[0]
    rows = (
        Unopened(number, one.title, one.sentence, one.advice) if isinstance(one, Told) else one
        for number, one in tried.items()
    )
    return matrix(tuple({row.person: row for row in rows}.values()), session.hub.area)


def _opened(session: Session, number: int) -> PersonView | Told:
    """The person, or why not this one; what forbids to open anybody is raised."""
    try:
        return person(session, number)
    except (PersonGone, Elsewhere, NotLinked) as why:
        return why


def matrix(people: Sequence[PersonView | Unopened], home_area: str) -> Matrix:
    """The table of these people: pure."""
    opened = [one for one in people if isinstance(one, PersonView)]
    flags = {(view.person, flag.feed_id): flag for view in opened for flag in view.flags}
    services = {flag.feed_id: _service(flag) for flag in flags.values()}
    groups = list(GROUPS)
    ordered = sorted(
        services.values(),
        key=lambda one: (
            one.area != home_area, one.area, groups.index(one.group), GROUPS[one.group].index(one.theme), one.label,
        ),
    )  # fmt: skip
    cells = tuple(
        tuple(_cell(one, service, flags.get((one.person, service.feed_id))) for service in ordered)
        if isinstance(one, PersonView)
        else ()
        for one in people
    )
    return Matrix(tuple(people), tuple(ordered), cells)


def _service(flag: Flag) -> Service:
    group = next(name for name, themes in GROUPS.items() if flag.theme in themes)
    return Service(flag.feed_id, flag.service, flag.area, flag.theme, group)


def _cell(view: PersonView, service: Service, flag: Flag | None) -> Cell:
    if flag is not None:
        return Cell(flag, "", flag.words)
    if service.theme in view.not_applicable:
        return Cell(None, "age", view.not_applicable[service.theme])
    if service.area in view.elsewhere:
        return Cell(None, "area", view.elsewhere[service.area])
    return Cell(None, "restricted", absence.withheld())
