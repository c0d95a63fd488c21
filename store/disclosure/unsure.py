"""Nobody opened for want of certainty: as deliberate an act as opening, and recorded like one (F20)."""

from collections.abc import Sequence

from store.audit import Action
from store.permissions import May
from store.session import Session

REASONS = (
    "The caller cannot tell them apart",
    "None of them fits what the caller said",
    "The caller will ring back with more",
)
"""What is usually the matter, in the words that are kept."""


def not_sure(session: Session, asked: str, people: Sequence[int], reason: str) -> None:
    """Record who was looked at and not opened, for which question, and why.

    Raises:
        store.errors.NotAllowed: the role may not search.
        store.errors.EnquiryNeeded: no enquiry is open.
    """
    session.require(May.SEARCH)
    session.require_enquiry()
    session.record(Action.NOT_SURE, detail={"typed": asked, "people": list(people), "reason": reason})
