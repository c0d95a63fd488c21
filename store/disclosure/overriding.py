"""Opening a shielded person all the same, and who looks into it afterwards (R22)."""

from dataclasses import dataclass
from datetime import timedelta

from store.audit import Action
from store.disclosure import facts
from store.disclosure.shielding import SecondPerson
from store.disclosure.wording import spoken_date
from store.enquiry import Override
from store.errors import Incomplete, Told
from store.permissions import May
from store.records import restrictions
from store.session import Session
from store.vault.database import Connection

OVERRIDE = timedelta(minutes=15)


class NoSuchAlert(Told):
    """An alert was named that nobody needs to look into."""

    title = "No such alert"
    sentence = "No alert of that number is open: somebody has looked into it, or it never was. Nothing was changed."
    advice = "Look at the list of alerts."


class NothingRestricted(Told):
    """An override of somebody of whom nothing is hidden."""

    title = "Nothing of this person is restricted"
    sentence = "No shield covers this person. Nobody was alerted."
    advice = "Open the person as usual."


@dataclass(frozen=True)
class Alert:
    """Somebody opened a shielded person all the same. Never says whom."""

    id: int
    words: str


def override(session: Session, person: int, reason: str, reference: str) -> None:
    """Open a shielded person all the same, for this call and a quarter of an hour; the privacy lead hears of it (R22).

    It lapses when another person is opened, when the call ends, and with the lock. Then it must be asked for again.

    Raises:
        Incomplete: reason or reference is missing.
        NothingRestricted: no shield covers the person.
        store.errors.NotAllowed, store.errors.EnquiryNeeded, store.disclosure.facts.PersonGone
    """
    session.require(May.OVERRIDE)
    session.require(May.VIEW)
    session.require_enquiry()
    if not reason.strip() or not reference.strip():
        raise Incomplete("To open a restricted record, type the reason and the reference of the case.")
    with session.reading(May.OVERRIDE) as connection:
        over = _strongest(connection, person)
    with session.changing(May.OVERRIDE, Action.SHIELD_OVERRIDDEN, f"shield {over.shield}") as change:
        restrictions.add_override(
            change.connection, over.shield, over.person, session.account.id, reason.strip(), reference.strip(),
            change.event,
        )  # fmt: skip
    session.record(
        Action.SHIELD_OVERRIDDEN, f"shield {over.shield}", {"reason": reason.strip(), "reference": reference.strip()}
    )
    session.exceptions.override = Override(over.person, session.now() + OVERRIDE)


def _strongest(connection: Connection, person: int) -> restrictions.Cover:
    known = facts.resolve(connection, person)
    found = [cover for cover in restrictions.covers(connection) if cover.person == known]
    if not found:
        raise NothingRestricted
    return max(found, key=lambda cover: cover.level)


def leave(session: Session) -> None:
    """End an override, if one stands: the record is left."""
    session.exceptions.override = None


def alerts(session: Session) -> tuple[Alert, ...]:
    """Overrides that nobody has looked into yet, as sentences; why, only for those who look after shields."""
    with session.reading(May.REVIEW) as connection:
        found = restrictions.overrides(connection)
    full = session.may(May.SHIELD)
    return tuple(
        Alert(
            one.id,
            f"{one.by_name} opened a restricted record on {spoken_date(one.at)} at {one.at[11:16]},"
            f" reference {one.reference}." + (f" Shield {one.shield}, because: {one.reason}" if full else ""),
        )
        for one in found
    )


def look_into(session: Session, alert: int) -> None:
    """Note that an override was looked into, by somebody else than who made it.

    Raises: NoSuchAlert, SecondPerson.
    """
    with session.changing(May.SHIELD, Action.OVERRIDE_SEEN, f"override {alert}") as change:
        by = restrictions.overridden_by(change.connection, alert)
        if by is None:
            raise NoSuchAlert
        if by == session.account.id:
            raise SecondPerson
        restrictions.add_seen(change.connection, alert, session.account.id, change.event)
