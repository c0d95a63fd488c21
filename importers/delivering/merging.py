"""'Our 11 is now 12': two ids of one feed that the agency calls one person (domain/9 rule 26).

Both records stay. It is evidence that the machine acts on; where a person decided otherwise it becomes a question.
"""

from collections.abc import Mapping

from matching.linkage.resolve import Linked, merge_ids
from store.audit import Action
from store.errors import Told
from store.ledger import Change
from store.permissions import May
from store.records import merges
from store.records.agencies import feed_by_code
from store.records.source_records import known
from store.session import Session


class NotTwoIds(Told):
    """One of the ids is not in use in the feed, or they are the same, or were merged before."""

    title = "Those ids cannot be merged"
    advice = "Ask the agency for both numbers as they stand in its extract."


def merged_in_file(change: Change, feed_id: int, delivery_id: int, successors: Mapping[str, str]) -> None:
    """Note what a delivery says of ids merged; ids that the feed never supplied are left alone."""
    if not successors:
        return
    there = known(change.connection, feed_id, [*successors, *successors.values()])
    before = {(m.a, m.b) for m in merges.touching(change.connection, (one.id for one in there.values()))}
    for old, new in successors.items():
        if old == new or old not in there or new not in there:
            continue
        pair = there[old].id, there[new].id
        if (min(pair), max(pair)) not in before:
            merges.add(change.connection, change.event, *pair, delivery_id)


def merge(session: Session, feed_code: str, old: str, new: str) -> Linked:
    """Note that the agency's id `old` is `new` from now on, and link accordingly.

    Raises:
        NotTwoIds: nothing was changed. store.records.agencies.FeedUnknown, store.errors.NotAllowed.
    """
    with session.changing(May.DELIVERIES, Action.IDS_MERGED, feed_code) as change:
        connection = change.connection
        feed = feed_by_code(connection, feed_code)
        there = known(connection, feed.id, (old, new))
        if old == new or any(key not in there or not there[key].live for key in (old, new)):
            raise NotTwoIds(sentence=f"{feed.label} does not hold both of these ids, as two. Nothing was changed.")
        a, b = there[old].id, there[new].id
        if (min(a, b), max(a, b)) in {(m.a, m.b) for m in merges.touching(connection, (a, b))}:
            raise NotTwoIds(sentence="They are merged already. Nothing was changed.")
        merges.add(connection, change.event, a, b)
        done = merge_ids(connection, change.event, a, b)
        change.detail |= {"old": a, "new": b, "links": done.links, "cases": done.cases}
    return done
