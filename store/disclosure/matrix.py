"""A family against the services: whom to ring about each of several people, in one table (F19).

It is built of the same views that opening each person gives, so every rule of what may be shown holds here too, and
each of them is recorded as opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.disclosure import absence
from store.disclosure.flags import Flag
from store.disclosure.view import PersonView, person
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
class Matrix:
    """People down, services across: cells[i][j] is people[i] in services[j]."""

    people: tuple[PersonView, ...]
    services: tuple[Service, ...]
    cells: tuple[tuple[Cell, ...], ...]


def family(session: Session, people: Iterable[int]) -> Matrix:
    """Open several people at once, each recorded as opened before anything is returned.

    Two numbers of one person give one line.

    Raises:
        store.errors.NotAllowed, store.errors.EnquiryNeeded, store.disclosure.facts.PersonGone
    """
    wanted = list(dict.fromkeys(people))[:MOST_PEOPLE]
    views = {view.person: view for view in (person(session, number) for number in wanted)}
    return matrix(tuple(views.values()), session.hub.area)


def matrix(people: Sequence[PersonView], home_area: str) -> Matrix:
    """The table of these people: pure."""
    flags = {(view.person, flag.feed_id): flag for view in people for flag in view.flags}
    services = {flag.feed_id: _service(flag) for flag in flags.values()}
    groups = list(GROUPS)
    ordered = sorted(
        services.values(),
        key=lambda one: (
            one.area != home_area, one.area, groups.index(one.group), GROUPS[one.group].index(one.theme), one.label,
        ),
    )  # fmt: skip
    cells = tuple(tuple(_cell(view, one, flags.get((view.person, one.feed_id))) for one in ordered) for view in people)
    return Matrix(tuple(people), tuple(ordered), cells)


def _service(flag: Flag) -> Service:
    group = next(name for name, themes in GROUPS.items() if flag.theme in themes)
    return Service(flag.feed_id, flag.service, flag.area, flag.theme, group)


def _cell(view: PersonView, service: Service, flag: Flag | None) -> Cell:
    if flag is not None:
        return Cell(flag, "", flag.words)
    for words in view.not_applicable:
        if words.startswith(absence.age_rule(service.theme)):
            return Cell(None, "age", words)
    for words in view.elsewhere:
        if words.startswith(f"{service.area}: "):
            return Cell(None, "area", words)
    return Cell(None, "restricted", absence.withheld())
