"""Whom a call and an area may see at all: people whom only other areas know (R24), children only (R28)."""

from store.audit import Action
from store.errors import Incomplete
from store.permissions import May
from store.records import restrictions
from store.session import Session


def widen(session: Session, reason: str) -> None:
    """Let this call open people whom only other areas know (R24); the reason is recorded.

    Raises: Incomplete, store.errors.NotAllowed, store.errors.EnquiryNeeded.
    """
    session.require(May.VIEW)
    session.require_enquiry()
    if not reason.strip():
        raise Incomplete("Say why people of other areas are needed.")
    session.record(Action.AREA_WIDENED, detail={"reason": reason.strip()})
    session.exceptions.elsewhere = reason.strip()


def is_closed(session: Session) -> bool:
    """Whether officers of the hub's area may search children only (R28)."""
    with session.reading(May.SHIELD if session.may(May.SHIELD) else May.SEARCH) as connection:
        return restrictions.is_closed(connection, session.hub.area)


def set_closed(session: Session, area: str, *, closed: bool) -> None:
    """Switch an area to closed mode or back (R28); the ledger says who did. Raises Incomplete for an unknown area."""
    with session.changing(May.SHIELD, Action.CLOSED_MODE, area) as change:
        known = {session.hub.area, *(a for (a,) in change.connection.execute("select distinct area from agency"))}
        if area not in known:
            raise Incomplete(f"{area!r} is not an area of this hub.")
        restrictions.set_closed(change.connection, area, change.event, closed=closed)
        change.detail["closed"] = closed
