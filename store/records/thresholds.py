"""When a feed's deliveries wait for a second person: shares, per feed, each with a default (domain/9 rule 13)."""

from enum import StrEnum

from store.audit import Action
from store.errors import Told
from store.permissions import May
from store.records.agencies import Feed, feed_by_code
from store.session import Session
from store.vault.database import Connection


class Threshold(StrEnum):
    """One measure; `words` says what is held. default is a share of 1, FEW a count; None never holds."""

    words: str
    default: float
    full_only: bool

    def __new__(cls, value: str, default: float, words: str, full_only: bool = False) -> "Threshold":
        """Make the member; its value is the code, its words are for people."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.default = default
        member.words = words
        member.full_only = full_only
        return member

    ROWS_FALL = "rows-fall", 0.20, "rows fall by more than this against the median of the last three", True
    ROWS_RISE = "rows-rise", 0.50, "rows rise by more than this against the median of the last three", True
    NEW_IDS = "new-ids", 0.10, "more than this share of the ids is new", True
    BLANK_RISE = "blank-rise", 0.20, "a column's blank share rises by more than this since the last delivery"
    QUARANTINED = "quarantined", 0.05, "more than this share of the rows is quarantined"
    FAILING = "failing", 0.50, "more than this share of a column's values fails one check"
    FEW = "few", 10, "shares of fewer rows or values than this many hold nothing; of refused rows three do"


Thresholds = dict[Threshold, float | None]


class WrongThreshold(Told):
    """No such threshold, or a value that is none."""

    title = "That is not a threshold"
    sentence = "{} Nothing was changed."
    advice = "Thresholds: " + ", ".join(Threshold) + ". Values: 20% or 0.2, 'off', or 'default'; for few a number."


def of(connection: Connection, feed: Feed) -> Thresholds:
    """What counts for a feed now. In a feed that is no full extract the measures of whole ones are off by default."""
    told: dict[str, float | None] = dict(
        connection.execute(
            "select name, value from feed_threshold t where feed_id = ? and event = (select max(n.event)"
            " from feed_threshold n where n.feed_id = t.feed_id and n.name = t.name)",
            (feed.id,),
        ).fetchall()
    )
    return {one: told.get(one.value, usual(one, feed.mode)) for one in Threshold}


def usual(one: Threshold, mode: str) -> float | None:
    """The default of a threshold for a feed of this mode."""
    return None if one.full_only and mode != "full" else one.default


def standing(session: Session, code: str) -> Thresholds:
    """What counts for the feed of this code now."""
    with session.reading(May.FEEDS) as connection:
        return of(connection, feed_by_code(connection, code))


def read(name: str, value: str, mode: str) -> tuple[Threshold, float | None]:
    """A threshold as it is typed: ('rows-fall', '30%').

    Raises:
        WrongThreshold: there is no such threshold, or the value is none.
    """
    if name not in set(Threshold):
        raise WrongThreshold(f"There is no threshold {name!r}.")
    one = Threshold(name)
    if value == "default":
        return one, usual(one, mode)
    if value == "off" and one is not Threshold.FEW:
        return one, None
    try:
        number = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        raise WrongThreshold(f"{value!r} is neither a share nor 'off'.") from None
    most = 1_000_000 if one is Threshold.FEW else 10
    if not 0 <= number <= most:
        raise WrongThreshold(f"{value!r} is out of range.")
    return one, number


def change(session: Session, code: str, wanted: dict[str, str]) -> Thresholds:
    """Set thresholds of a feed: name → value as typed. The ledger keeps who set what.

    Raises:
        WrongThreshold, store.records.agencies.FeedUnknown: nothing was changed.
    """
    with session.changing(May.FEEDS, Action.THRESHOLD_SET, code) as change:
        feed = feed_by_code(change.connection, code)
        values = dict(read(name, value, feed.mode) for name, value in wanted.items())
        change.connection.executemany(
            "insert into feed_threshold values (?, ?, ?, ?)",
            [(feed.id, one.value, value, change.event) for one, value in values.items()],
        )
        change.detail["to"] = dict(values)
        return of(change.connection, feed)
