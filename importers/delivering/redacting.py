"""Erasure for legal reasons: no roll back, but the values of one record blanked, by two people (domain/9 rule 27)."""

from matching.deciding import separating
from matching.linkage.entering import enter
from matching.linkage.resolve import withdraw
from matching.lookup.erasing import erase
from store import forgetting
from store.audit import Action
from store.errors import Incomplete, Told
from store.permissions import May
from store.records import redactions
from store.records.agencies import feed_by_code
from store.records.source_records import known
from store.session import Session


class NothingToRedact(Told):
    """No such record, or its redaction was asked for before, or was done."""

    title = "Nothing to redact"
    advice = "Look at the id, the feed, and the redactions that wait."


class AnotherPerson(Told):
    """Who asked for a redaction may not do it."""

    title = "Another person must do this"
    sentence = "You asked for this redaction yourself. Nothing was changed."
    advice = "Ask a supervisor to look at the reason and to carry it out."


def ask(session: Session, feed_code: str, key: str, reason: str) -> int:
    """Ask that all the hub holds of an agency's id be blanked; the number under which a second person does it.

    Raises:
        NothingToRedact, store.errors.Incomplete, store.records.agencies.FeedUnknown, store.errors.NotAllowed.
    """
    if not reason.strip():
        raise Incomplete("Say on which grounds.")
    with session.changing(May.DELIVERIES, Action.REDACTION_ASKED, feed_code) as change:
        feed = feed_by_code(change.connection, feed_code)
        found = known(change.connection, feed.id, (key,)).get(key)
        if found is None or redactions.of_record(change.connection, found.id):
            raise NothingToRedact(
                sentence=f"{feed.label} has no such id for which it was not asked. Nothing was changed."
            )
        change.detail |= {"record": found.id, "reason": reason.strip()}
        return redactions.ask(change.connection, found.id, reason.strip(), change.event)


def waiting(session: Session) -> list[redactions.Asked]:
    """Redactions that wait for a second person."""
    with session.reading(May.DELIVERIES if session.may(May.DELIVERIES) else May.REVIEW) as connection:
        return redactions.waiting(connection)


def carry_out(session: Session, number: int) -> None:
    """Blank what the record said, in versions, raw rows and evidence, and take it out of linking and the search.

    The record, its numbers, times and hashes stay; later files bring nothing of it back.

    Raises:
        NothingToRedact, AnotherPerson, store.errors.NotAllowed: nothing was changed.
    """
    with session.changing(May.REVIEW, Action.REDACTED, f"redaction {number}") as change:
        connection = change.connection
        asked = redactions.by_id(connection, number)
        if asked is None or asked.done is not None:
            raise NothingToRedact(sentence=f"No redaction {number} waits. Nothing was changed.")
        if asked.by == session.account.id:
            raise AnotherPerson
        separating.pass_on(connection, [asked.record])
        withdraw(connection, change.event, [asked.record])
        redactions.blank(connection, asked, change.event)
        enter(connection, [asked.record])
        erase(connection, change.event, asked.record)
        change.detail["record"] = asked.record
    forgetting.forget()
