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

NONE = "none"


@dataclass(frozen=True)
class BoardLine:
    """One feed. last: its newest delivery that stands. open_rows: refused rows that nothing has mended or waived yet.

    held: deliveries that wait for a second person. released: those that were let in and nobody has delivered yet.
    taken_back: where none stands, the one that was taken back last, and when.
    """

    feed: Feed
    last: Delivery | None
    fresh: Freshness
    open_rows: int
    held: int
    released: int
    taken_back: tuple[Delivery, str] | None

    @property
    def state(self) -> str:
        """How fresh its data is, in a word; 'none' where all that came was taken back."""
        return NONE if self.taken_back else self.fresh.state


def feed_board(session: Session) -> tuple[BoardLine, ...]:
    """Every feed that was not retired, by area and label (domain/9 rule 30)."""
    today = session.today()
    with session.reading(May.FEEDS) as connection:
        days, held = freshness.newest(connection), _held(connection)
        return tuple(
            _line(connection, feed, days.get(feed.id, ""), held.get(feed.id, (0, 0)), today)
            for feed in every_feed(connection)
            if not feed.retired
        )


def _line(connection: Connection, feed: Feed, as_of: str, held: tuple[int, int], today: date) -> BoardLine:
    last = deliveries.latest(connection, feed.id)
    waiting = quarantine.count_open(connection, feed.id, today) if last else 0
    gone = None if last or as_of else deliveries.taken_back(connection, feed.id)
    return BoardLine(feed, last, freshness.freshness(feed, as_of, today), waiting, *held, gone)


def _held(connection: Connection) -> dict[int, tuple[int, int]]:
    """Feed → deliveries about which nobody has decided, and those that were released and not delivered yet."""
    told = (
        "select h.feed_id, count(*) filter (where d.held is null), count(*) filter (where d.verdict = 'released'"
        "   and not exists (select 1 from delivery x where x.feed_id = h.feed_id and x.sha256 = h.sha256"
        "     and x.state = 'committed'))"
        " from held_delivery h left join held_decision d on d.held = h.id group by h.feed_id"
    )
    return {feed: (undecided, released) for feed, undecided, released in connection.execute(told)}
