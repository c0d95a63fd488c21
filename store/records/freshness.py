"""How old a feed's data is, and what that is called: one answer for the feeds board and every page (domain/9 rule 30).

The day counts that the agency took its newest extract, never the day it was loaded. A late file of entries, of history
or of leavers makes nothing fresher or older.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from store.records.agencies import Feed
from store.vault.database import Connection

NEWEST = (
    "select feed_id, max(as_of) as as_of from delivery"
    " where state = 'committed' and mode not in ('leavers', 'history') group by feed_id"
)
MISSED_FOR_TASK = 3
FRESH, DUE, OVERDUE, STOPPED, NEVER = "fresh", "due", "overdue", "stopped", "never"


@dataclass(frozen=True)
class Freshness:
    """as_of: day of the newest extract that stands, ISO, '' before the first. age: days since, None likewise.

    missed: how many expected files have not come. due: the day on which the next is expected, None before the first.
    state: 'fresh'; 'due' once a file is missing; 'overdue' beyond the feed's stale limit; 'stopped' three intervals
    beyond that; 'never' before the first file.
    """

    as_of: str
    age: int | None
    missed: int
    due: date | None
    state: str

    @property
    def task(self) -> bool:
        """Whether its owner has to do something about it: three files in a row have not come."""
        return self.missed >= MISSED_FOR_TASK


def freshness(feed: Feed, as_of: str, today: date) -> Freshness:
    """What a feed whose newest extract is of this day is called today."""
    if not as_of:
        return Freshness("", None, 0, None, NEVER)
    taken = date.fromisoformat(as_of)
    age = (today - taken).days
    missed = max(0, age - 1) // feed.cadence_days
    return Freshness(as_of, age, missed, taken + timedelta(days=feed.cadence_days), _state(feed, age))


def _state(feed: Feed, age: int) -> str:
    if age > feed.stale_after_days + MISSED_FOR_TASK * feed.cadence_days:
        return STOPPED
    if age > feed.stale_after_days:
        return OVERDUE
    return DUE if age > feed.cadence_days else FRESH


def newest(connection: Connection) -> dict[int, str]:
    """Feed → day of its newest extract that stands, ISO; feeds without any are not in it."""
    return dict(connection.execute(NEWEST))
