"""Whom to ring: the worker, else the duty desk of the feed or its agency, else plainly nobody (domain/1 A.3, R13)."""

from dataclasses import dataclass

from store.disclosure.wording import spaced_phone
from store.records.agencies import Feed
from store.records.workers import Worker

BROKERED = "Sensitive: the hub lead arranges contact."
NO_PHONE = "No telephone number was supplied."


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to a service. phone is spaced for reading aloud; phone_of says whose it is or why none."""

    name: str
    role: str
    team: str
    phone: str
    phone_of: str  # 'direct', 'duty desk, Brent Council', or a sentence when phone is ''
    email: str
    out_of_hours: str

    @property
    def who(self) -> str:
        """'Helen Marks, social worker, Duty Team'; '' if no person and no team is known."""
        return ", ".join(filter(None, (self.name, self.role, self.team)))


def contact(worker: Worker | None, provider: str, feed: Feed) -> Contact:
    """The contact for an involvement; a provider (school, landlord) stands in for an unnamed worker."""
    worker = worker or Worker()
    name = worker.name or provider
    own = spaced_phone(worker.phone)
    phone = own or spaced_phone(feed.duty_desk)
    phone_of = "direct" if own else f"duty desk, {feed.agency.name}" if phone else NO_PHONE
    return Contact(name, worker.role, worker.team, phone, phone_of, worker.email, spaced_phone(feed.out_of_hours))


def brokered() -> Contact:
    """No way to a sensitive service but through the hub (R13)."""
    return Contact("", "", "", "", BROKERED, "", "")
