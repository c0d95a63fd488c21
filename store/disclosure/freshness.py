"""Which feeds are older than they may be: who searches is told before they rely on an answer (R6)."""

from store.disclosure import absence
from store.disclosure.facts import supplies
from store.disclosure.rules import overdue
from store.permissions import May
from store.session import Session


def overdue_feeds(session: Session) -> tuple[str, ...]:
    """The home area's overdue feeds, each as a sentence with its age and what was expected.

    Raises:
        store.errors.NotAllowed: the role may not search.
    """
    today = session.today()
    with session.reading(May.SEARCH) as connection:
        known = supplies(connection).values()
    return tuple(
        absence.overdue(supply.feed, supply.as_of, today)
        for supply in known
        if supply.feed.agency.area == session.hub.area and overdue(supply.as_of, supply.feed.stale_after_days, today)
    )
