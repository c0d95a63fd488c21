"""Refused rows: which of them still wait, mended by a later file, waived by somebody (domain/9 rule 15)."""

from collections.abc import Sequence

from importers.checking.plan import Plan
from store.audit import Action
from store.errors import Incomplete, Told
from store.ledger import Change
from store.permissions import May
from store.records import quarantine
from store.records.agencies import feed_by_code
from store.records.quarantine import OpenRow
from store.session import Session


class NotWaiting(Told):
    """A row that was to be waived does not wait."""

    title = "Those rows do not wait"
    advice = "Look at the list of refused rows again."


def mend(change: Change, feed_id: int, delivery_id: int, plan: Plan) -> None:
    """Close the refused rows of earlier deliveries for whose id this one holds a valid row."""
    waiting = quarantine.waiting_keys(change.connection, feed_id, delivery_id)
    if not waiting:
        return
    mended = [row for key in plan.accepts(waiting) for row in waiting[key]]
    quarantine.close_mended(change.connection, sorted(mended), delivery_id, change.event)
    if mended:
        change.detail["mended"] = len(mended)


def waiting(session: Session, feed_code: str) -> tuple[OpenRow, ...]:
    """The feed's refused rows that wait, newest delivery first.

    Raises:
        store.records.agencies.FeedUnknown, store.errors.NotAllowed.
    """
    with session.reading(May.FEEDS) as connection:
        return tuple(quarantine.still_open(connection, feed_by_code(connection, feed_code).id, session.today()))


def waive(session: Session, feed_code: str, delivery_id: int, rows: Sequence[int], reason: str) -> int:
    """Say of refused rows, all of the delivery's if none are named, that they need nothing more; how many they were.

    Raises:
        NotWaiting: one of them does not wait. store.errors.Incomplete: no reason was given.
        store.records.agencies.FeedUnknown, store.errors.NotAllowed.
    """
    if not reason.strip():
        raise Incomplete("Say why these rows need nothing more.")
    with session.changing(May.DELIVERIES, Action.ROWS_WAIVED, feed_code) as change:
        feed = feed_by_code(change.connection, feed_code)
        still = quarantine.still_open(change.connection, feed.id, session.today())
        there = {one.row_no for one in still if one.delivery == delivery_id}
        meant = set(rows) or there
        if not meant or not meant <= there:
            raise NotWaiting(
                sentence=f"Delivery {delivery_id} has no such refused row that waits. Nothing was changed."
            )
        chosen = sorted((delivery_id, row) for row in meant)
        quarantine.waive(change.connection, chosen, reason.strip(), change.event)
        change.detail |= {"delivery": delivery_id, "rows": len(chosen)}
    return len(chosen)
