"""Setting, reviewing and lifting shields.

R21: a shield has an owner, a reason and a review date, six months off at most. It takes effect at once; an emergency
needs no more than a reason, and somebody else must look at it on the next day. Less protection always takes two people:
one asks for a shield to be lifted, another lifts it. A review that comes between says that the shield is needed: the
request lapses, as whatever waits for a second person does once it is overtaken.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from store.audit import Action
from store.disclosure import facts
from store.disclosure.banner import name_and_birth
from store.disclosure.wording import date_range, spoken_date
from store.errors import Incomplete, Told
from store.permissions import May
from store.records import links, restrictions
from store.records.hits import Line, lines
from store.records.restrictions import Level, Shield
from store.session import Session
from store.vault.database import Connection

LONGEST = timedelta(days=183)  # R21: six-monthly
EMERGENCY = timedelta(days=1)
_MOST_DIGITS = 18  # of a number that the database can hold


class NoSuchShield(Told):
    """A shield was named that does not stand."""

    title = "No such shield"
    sentence = "No shield of that number stands: it was lifted, or never set. Nothing was changed."
    advice = "Look at the list of shields."


class SecondPerson(Told):
    """The same person may not do both steps."""

    title = "This takes a second person"
    sentence = "Another person than the one who set, last reviewed or asked must do this. Nothing was changed."
    advice = "Ask another information lead of the hub."


@dataclass(frozen=True)
class Covered:
    """Somebody under a shield, for those who look after it."""

    person: int
    title: str
    birth_words: str


@dataclass(frozen=True)
class Protected:
    """A shield with whom it covers. held: people who may be the same and are hidden until a case is decided (R19)."""

    shield: Shield
    people: tuple[Covered, ...]
    held: tuple[Covered, ...]
    overdue: bool  # its review


def person_number(typed: str) -> int:
    """A person's number as people type it. Raises Incomplete if it is none."""
    digits = typed.strip()
    if not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        raise Incomplete(f"A person number has digits only, {_MOST_DIGITS} at most.")
    return int(digits)


def protect(
    session: Session,
    person: int,
    level: Level,
    *,
    reason: str,
    owner: str = "",
    review_on: date | None = None,
    emergency: bool = False,
) -> Protected:
    """Shield a person from this moment on; see the module's first lines.

    owner may be left out in an emergency: it is whoever sets the shield, until the review.

    Raises:
        store.disclosure.facts.PersonGone: no live record carries the number.
        Incomplete: reason or owner is missing, or the review date is not within six months.
    """
    until = _until(session, review_on, EMERGENCY if emergency else LONGEST)
    kept = owner.strip() or (session.account.name if emergency else "")
    if not reason.strip() or not kept or level is Level.NONE:
        raise Incomplete("A shield needs a level, a reason, and who answers for it.")
    with session.changing(May.SHIELD, Action.SHIELD_SET, f"level {int(level)}") as change:
        connection = change.connection
        known = facts.resolve(connection, person)
        records = links.members(connection, (known,))[known]
        made = restrictions.add(
            connection, records, level, reason.strip(), kept, emergency=emergency, event=change.event
        )
        restrictions.add_review(connection, made, until.isoformat(), session.account.id, change.event)
        change.detail.update({"shield": made, "review_on": until.isoformat(), "emergency": emergency})
    return _one(session, made)


def review(session: Session, shield: int, review_on: date | None = None) -> Protected:
    """Say that a shield is still needed, as another person than the one who said so last; requests to lift it lapse.

    Raises: NoSuchShield, SecondPerson, Incomplete.
    """
    until = _until(session, review_on, LONGEST)
    with session.changing(May.SHIELD, Action.SHIELD_REVIEWED, f"shield {shield}") as change:
        if _standing(change.connection, shield).reviewed_by == session.account.id:
            raise SecondPerson
        restrictions.add_review(change.connection, shield, until.isoformat(), session.account.id, change.event)
        change.detail["review_on"] = until.isoformat()
    return _one(session, shield)


def lift(session: Session, shield: int, reason: str) -> bool:
    """Ask for a shield to be lifted, or lift one for which somebody else asked; return whether it is lifted.

    Raises: NoSuchShield, SecondPerson, Incomplete.
    """
    if not reason.strip():
        raise Incomplete("Say why the shield is not needed any more.")
    asked = _asked(session, shield)
    act = Action.SHIELD_LIFTED if asked else Action.SHIELD_LIFT_ASKED
    with session.changing(May.SHIELD, act, f"shield {shield}") as change:
        _standing(change.connection, shield)
        before = restrictions.lifters(change.connection, shield)
        if session.account.id in before or len(before) != asked:
            raise SecondPerson
        restrictions.add_lift(change.connection, shield, session.account.id, reason.strip(), change.event)
        if asked:
            restrictions.add_lifted(change.connection, shield, change.event)
    return bool(asked)


def _asked(session: Session, shield: int) -> int:
    with session.reading(May.SHIELD) as connection:
        return len(restrictions.lifters(connection, shield))


def listing(session: Session) -> tuple[Protected, ...]:
    """Every shield that stands, the next to be reviewed first; recorded before it is shown."""
    with session.reading(May.SHIELD) as connection:
        found = _protected(session, connection, restrictions.standing(connection))
    session.record(Action.SHIELDS_LISTED, detail={"shields": [one.shield.id for one in found]})
    return found


def require_second(session: Session, connection: Connection, people: Collection[int]) -> None:
    """Return if this session may decide who shielded people are: it takes another person than set the shield (R19).

    Raises: SecondPerson.
    """
    over = {cover.shield for cover in restrictions.covers(connection) if cover.person in people}
    if any(_standing(connection, shield).by == session.account.id for shield in over):
        raise SecondPerson


def _until(session: Session, wanted: date | None, longest: timedelta) -> date:
    last = session.today() + longest
    until = wanted or last
    if not session.today() < until <= last:
        raise Incomplete(f"The next review must be after today and not later than {spoken_date(last.isoformat())}.")
    return until


def _standing(connection: Connection, shield: int) -> Shield:
    found = restrictions.by_id(connection, shield)
    if found is None:
        raise NoSuchShield
    return found


def _one(session: Session, shield: int) -> Protected:
    with session.reading(May.SHIELD) as connection:
        return _protected(session, connection, [_standing(connection, shield)])[0]


def people_called(connection: Connection, people: Iterable[int]) -> tuple[Covered, ...]:
    """These people as those who look after shields see them, by number; those who are nobody any more left out."""
    known = lines(connection, sorted(set(people)))
    return tuple(_covered(known[person]) for person in sorted(known))


def _protected(session: Session, connection: Connection, wanted: Iterable[Shield]) -> tuple[Protected, ...]:
    covers = restrictions.covers(connection)
    known = lines(connection, sorted({cover.person for cover in covers}))

    def under(shield: Shield, *, held: bool) -> tuple[Covered, ...]:
        people = sorted(c.person for c in covers if c.shield == shield.id and c.held is held)
        return tuple(_covered(known[person]) for person in people if person in known)

    def late(shield: Shield) -> bool:
        span = date_range(shield.review_on)
        return span is not None and span[1] < session.today()

    return tuple(Protected(one, under(one, held=False), under(one, held=True), late(one)) for one in wanted)


def _covered(line: Line) -> Covered:
    return Covered(line.person, *name_and_birth(line))
