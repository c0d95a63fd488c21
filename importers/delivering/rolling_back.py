"""A delivery taken back, newest first, by compensating events; delivering the file again is as if nothing had been.

domain/9 rules 28 and 29. What came with the delivery is put away, not deleted; people's decisions stay on file.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.deciding import separating
from matching.linkage.resolve import take_back
from matching.lookup.postings import index_anew
from matching.progress import Progress, quiet
from store.audit import Action
from store.disclosure.wording import counted, listed, spoken_date
from store.errors import Told
from store.ledger import Change
from store.permissions import May
from store.records import deliveries, presence, versions
from store.records.agencies import feed_by_code
from store.records.deliveries import Delivery
from store.session import Session
from store.vault.database import Connection

FRESH = timedelta(hours=24)
"""Whoever may import may take a delivery back for so long; afterwards it takes a supervisor."""


class NoSuchDelivery(Told):
    """No delivery has that number."""

    title = "No such delivery"
    sentence = "There is no delivery {}. Nothing was changed."
    advice = "Look at the feed's deliveries for the number."


class TakenBackAlready(Told):
    """It was rolled back before."""

    title = "That delivery was taken back before"
    sentence = "It does not stand any more. Nothing was changed."
    advice = "To bring it in again, import its file."


class LaterDeliveries(Told):
    """Others of the feed came after it and rest on it (rule 28)."""

    title = "Later deliveries rest on this one"
    advice = "Take them back first, newest first, or say that all of them are meant."


class NotFreshAnyMore(Told):
    """Older than a day, and whoever asks is no supervisor."""

    title = "This delivery is older than a day"
    sentence = "Officers have worked with it, so only a supervisor may take it back. Nothing was changed."
    advice = "Ask a supervisor to take it back: fctui delivery roll-back {}."


@dataclass(frozen=True)
class Effects:
    """What taking deliveries back would change, or did. deliveries: newest first.

    withdrawn: records that came with them; restored: records that say again what they said before.
    """

    deliveries: tuple[Delivery, ...]
    withdrawn: int
    restored: int

    @property
    def words(self) -> str:
        """What will happen, in sentences, for whoever has to say yes."""
        which = listed(f"the extract of {spoken_date(one.as_of)} ({one.file_name})" for one in self.deliveries)
        them = "it" if len(self.deliveries) == 1 else "them"
        return (
            f"This takes back {which}."
            f" {counted(self.withdrawn, 'record')} that came with {them} will be nobody's;"
            f" {counted(self.restored, 'record')} will say what they said before."
            " Links, cases and the search follow. Supervisors' decisions stay on file."
            " Nothing is deleted: importing the file again brings everything back."
        )


def preview(session: Session, delivery_id: int, *, with_later: bool) -> Effects:
    """What taking a delivery back would come to; nothing is changed. Raises as `roll_back`."""
    with session.reading(_need(session)) as connection:
        every = _meant(session, connection, delivery_id, with_later)
        keys = [key for one in every for key in versions.of_delivery(connection, one.id)]
        born = versions.born_in(connection, [one.id for one in every])
    return Effects(every, len(born), len({record for record, _ in keys} - born))


def roll_back(session: Session, delivery_id: int, *, with_later: bool = False, progress: Progress = quiet) -> Effects:
    """Take a delivery back, and with `with_later` those that came to its feed since, all or nothing.

    Raises:
        NoSuchDelivery, TakenBackAlready, LaterDeliveries, NotFreshAnyMore: nothing was changed.
        store.errors.NotAllowed, store.errors.Busy, store.errors.DiskFull: nothing was changed.
    """
    with session.changing(_need(session), Action.ROLLED_BACK, f"delivery {delivery_id}") as change:
        every = _meant(session, change.connection, delivery_id, with_later)
        done = [_undo(change, one, progress) for one in every]
        withdrawn = {record for born, _ in done for record in born}
        restored = {record for _, changed in done for record in changed} - withdrawn
        change.detail |= {
            "deliveries": [one.id for one in every],
            "withdrawn": len(withdrawn),
            "restored": len(restored),
        }
        progress("Saving", 0, 0)
    return Effects(every, len(withdrawn), len(restored))


def listing(session: Session, feed_code: str) -> tuple[Delivery, ...]:
    """Every delivery of a feed, newest first, those taken back too.

    Raises:
        store.records.agencies.FeedUnknown, store.errors.NotAllowed.
    """
    with session.reading(May.FEEDS if session.may(May.FEEDS) else May.REVIEW) as connection:
        return tuple(deliveries.of_feed(connection, feed_by_code(connection, feed_code).id))


def _undo(change: Change, back: Delivery, progress: Progress) -> tuple[set[int], set[int]]:
    """Take one delivery back; (records that came with it, records that say what they said before)."""
    connection = change.connection
    progress("Putting its rows away", 0, 0)
    keys = versions.of_delivery(connection, back.id)
    born = versions.born_in(connection, [back.id])
    changed = sorted({record for record, _ in keys} - born)
    deliveries.mark_rolled_back(connection, back.id, change.event)
    versions.put_away(connection, [key for key in keys if key[0] not in born])
    versions.fall_back(connection, changed)
    presence.take_back(connection, back.id, born)
    progress("Looking who is who without them", 0, 0)
    separating.pass_on(connection, born)
    take_back(connection, change.event, back.event, sorted(born), changed)
    progress("Bringing the search up to date", 0, 0)
    index_anew(connection, change.event, sorted({*born, *changed}))
    return born, {*changed}


def _need(session: Session) -> May:
    return May.DELIVERIES if session.may(May.DELIVERIES) else May.REVIEW


def _meant(session: Session, connection: Connection, number: int, with_later: bool) -> tuple[Delivery, ...]:
    """The delivery of this number, behind those that came to its feed since; a refusal unless all may be taken back."""
    found = deliveries.by_id(connection, number)
    if found is None:
        raise NoSuchDelivery(number)
    if found.state != "committed":
        raise TakenBackAlready
    if session.now() - datetime.fromisoformat(found.at) > FRESH and not session.may(May.REVIEW):
        raise NotFreshAnyMore(found.id)
    later = deliveries.after(connection, found.feed_id, found.id)
    if later and not with_later:
        which = listed(f"delivery {one.id} ({one.file_name}, of {spoken_date(one.as_of)})" for one in later)
        raise LaterDeliveries(sentence=f"{which} came to the feed since. Nothing was changed.")
    return (*later, found)
