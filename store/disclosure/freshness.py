"""Which feeds are older than they may be: who searches is told before they rely on an answer (R6, F64)."""

from datetime import date

from store.disclosure import absence
from store.disclosure.facts import Supply, supplies
from store.disclosure.wording import counted, listed
from store.permissions import May
from store.session import Session

NAMED = 4


def overdue_feeds(session: Session) -> tuple[str, ...]:
    """The home area's overdue feeds, each as a sentence with its age and what was expected.

    Raises:
        store.errors.NotAllowed: the role may not search.
    """
    today = session.today()
    return tuple(absence.overdue(supply.feed, supply.as_of, today) for supply in _late(session, today))


def overdue_banner(session: Session) -> str:
    """The same in one sentence that stays on the screen, the oldest data first; '' if nothing is overdue."""
    today = session.today()
    late = sorted(_late(session, today), key=lambda supply: supply.as_of)
    if len(late) < 2:
        return "".join(absence.overdue(supply.feed, supply.as_of, today) for supply in late)
    named = [f"{absence.service_name(s.feed)} ({_age(s, today)} old)" for s in late[:NAMED]]
    rest = [f"{len(late) - NAMED} more"] if len(late) > NAMED else []
    return f"Data is overdue from {listed([*named, *rest])}. Ring before relying on it."


def _late(session: Session, today: date) -> list[Supply]:
    with session.reading(May.SEARCH) as connection:
        known = supplies(connection).values()
    return [supply for supply in known if supply.feed.agency.area == session.hub.area and supply.late(today)]


def _age(supply: Supply, today: date) -> str:
    return counted((today - date.fromisoformat(supply.as_of)).days, "day")
