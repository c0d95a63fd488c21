"""The feeds board: every feed's newest data, what of it was refused or waits, and what its owner has to do."""

from dataclasses import dataclass
from datetime import date

from store.permissions import May
from store.records import deliveries, freshness, quarantine
from store.records.agencies import Feed, every_feed
from store.records.deliveries import Delivery
from store.records.freshness import Freshness
from store.session import Session
from store.vault.database import Connection


@dataclass(frozen=True)
class BoardLine:
    """One feed. last: its newest delivery that stands. open_rows: refused rows that nothing has mended or waived yet.

    held: deliveries that wait for a second person.
    """

    feed: Feed
    last: Delivery | None
    fresh: Freshness
    open_rows: int
    held: int

    @property
    def state(self) -> str:
        """How fresh its data is, in a word."""
        return self.fresh.state


def feed_board(session: Session) -> tuple[BoardLine, ...]:
    """Every feed that was not retired, by area and label (domain/9 rule 30)."""
    today = session.today()
    with session.reading(May.FEEDS) as connection:
        days, held = freshness.newest(connection), _held(connection)
        return tuple(
            _line(connection, feed, days.get(feed.id, ""), held.get(feed.id, 0), today)
            for feed in every_feed(connection)
            if not feed.retired
        )


def _line(connection: Connection, feed: Feed, as_of: str, held: int, today: date) -> BoardLine:
    last = deliveries.latest(connection, feed.id)
    waiting = quarantine.count_open(connection, feed.id, today) if last else 0
    return BoardLine(feed, last, freshness.freshness(feed, as_of, today), waiting, held)


def _held(connection: Connection) -> dict[int, int]:
    """Feed → deliveries about which nobody has decided."""
    told = (
        "select h.feed_id, count(*) from held_delivery h left join held_decision d on d.held = h.id"
        " where d.held is null group by h.feed_id"
    )
    return dict(connection.execute(told))
