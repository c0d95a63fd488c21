"""What makes a delivery wait for a second person: a file that does not look like this feed's (domain/9 rule 13).

A share counts only where it concerns more than a few rows: of thirty rows, one refused is no reason to wake anybody.
What changed since the last delivery may be chance in a small feed; that rows are refused is not, so `REFUSED` of them
are enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from importers.checking.catalogue import CHECKS
from importers.columns.profile import shown
from importers.delivering.completeness import Counts, name_of, words_of
from importers.delivering.outcome import DryRun
from store.permissions import May
from store.records import deliveries, delivery_counts, thresholds
from store.records.agencies import Feed
from store.records.deliveries import Delivery
from store.records.held import Hold
from store.records.thresholds import Threshold, Thresholds
from store.session import Session

ASK = "Ask the agency whether this is the whole extract."
LOOK = "Ask the agency what has changed in its export."
REFUSED = 3
_OF_NO_VALUE = frozenset({"ID_BLANK", "DOB_MISSING", "GONE_UNKNOWN"})
"""Found where a column has no value, or in rows that only say that somebody is gone, of which no value is counted."""


@dataclass(frozen=True)
class History:
    """What a feed's deliveries came to so far. rows: of the last three about people. counts: of the last.

    other_feed: the label of another feed that is delivered with exactly these headings while this one never was; ''.
    """

    last: Delivery | None
    rows: tuple[int, ...]
    counts: Counts | None
    other_feed: str
    thresholds: Thresholds


def history(session: Session, feed: Feed, fingerprint: str) -> History:
    """What the file with these headings is to be held against."""
    with session.reading(May.IMPORT) as connection:
        counts = delivery_counts.of_last(connection, feed.id)
        return History(
            deliveries.latest(connection, feed.id),
            delivery_counts.rows_of_last(connection, feed.id, 3),
            Counts.of_json(counts) if counts else None,
            delivery_counts.another_with(connection, feed.id, fingerprint),
            thresholds.of(connection, feed),
        )


def holds(now: DryRun, before: History) -> tuple[Hold, ...]:
    """Every reason to wait, the gravest first. An extract older than the last is refused outright: `check_date`."""
    return (
        *_other_feed(before), *_restricted(now), *_empty(now), *_rows(now, before), *_ids(now, before),
        *_quarantined(now, before), *_failing(now, before), *_blank(now, before),
    )  # fmt: skip


def _other_feed(before: History) -> Iterator[Hold]:
    if before.other_feed:
        yield Hold(
            "OTHER_FEED",
            f"The headings are those of another feed, {before.other_feed}, and never were this one's.",
            "Look whether the file was meant for that feed.",
        )


def _restricted(now: DryRun) -> Iterator[Hold]:
    """A refused row leaves its record as it is (rule 16): whom the agency wants kept from view is still seen."""
    if (many := now.effects.restricted) and now.prepared.feed.mode != "history":
        who = "One person whom the hub shows is" if many == 1 else f"{many:,} people whom the hub shows are"
        yield Hold(
            "RESTRICTED_NOW",
            f"{who} restricted by the agency from this file on, and shown as before.",
            "Speak to the agency, and let a lead protect them (F12, fctui shield set) before this is released.",
        )


def _empty(now: DryRun) -> Iterator[Hold]:
    if not now.of_people:
        yield Hold("EMPTY", "No row of the file is about a person.", ASK)


def _rows(now: DryRun, before: History) -> Iterator[Hold]:
    if not before.rows:
        return
    usual = median(before.rows)
    change = now.of_people - usual
    fall, rise = before.thresholds[Threshold.ROWS_FALL], before.thresholds[Threshold.ROWS_RISE]
    if abs(change) < _few(before) or not usual:
        return
    many = f"The file has {now.of_people:,} rows, the last {len(before.rows)} had {usual:,.0f} (the median)"
    if len(before.rows) == 1:
        many = f"The file has {now.of_people:,} rows, the last had {usual:,.0f}"
    if fall is not None and -change > fall * usual:
        yield Hold("ROWS_FALL", f"{many}: {-change / usual:.0%} fewer.", ASK)
    if rise is not None and change > rise * usual:
        yield Hold("ROWS_RISE", f"{many}: {change / usual:.0%} more.", LOOK)


def _ids(now: DryRun, before: History) -> Iterator[Hold]:
    limit, ids = before.thresholds[Threshold.NEW_IDS], now.new + now.changed + now.unchanged
    if before.last and limit is not None and now.new >= _few(before) and now.new > limit * ids:
        yield Hold(
            "NEW_IDS",
            f"{now.new:,} of {ids:,} people have a number that this feed never had ({now.new / ids:.0%}).",
            "Ask whether the agency's numbers have changed, or the file is another service's.",
        )


def _quarantined(now: DryRun, before: History) -> Iterator[Hold]:
    limit, of = before.thresholds[Threshold.QUARANTINED], now.accepted + now.quarantined
    if limit is not None and now.quarantined >= min(_few(before), REFUSED) and now.quarantined > limit * of:
        yield Hold(
            "QUARANTINED",
            f"{now.quarantined:,} of {of:,} rows would be refused ({now.quarantined / of:.0%}).",
            "Look at the refused rows below: send them back, or release what is right.",
        )


def _failing(now: DryRun, before: History) -> Iterator[Hold]:
    limit = before.thresholds[Threshold.FAILING]
    for (at, code), found in now.findings.by_column().items():
        column = now.mapping.columns[at]
        if limit is None or column.field is None or code in _OF_NO_VALUE:
            continue
        values = now.counts.filled[name_of(column.field, column.heading, at)]
        # without values the finding is of another column that tells the same: a postcode, of an address in one text
        if values and found >= _few(before) and found > limit * values:
            sentence = CHECKS[code].sentence.rstrip(".")
            yield Hold(
                "COLUMN_WRONG",
                f"{shown(column.heading, at)}: {found:,} of {values:,} values fail one check"
                f" ({found / values:.0%}): “{sentence}”.",
                "Look whether the column holds what it was taken for.",
            )


def _blank(now: DryRun, before: History) -> Iterator[Hold]:
    limit, was = before.thresholds[Threshold.BLANK_RISE], before.counts
    if limit is None or was is None or min(was.rows, now.counts.rows) < _few(before):
        return
    for name in now.counts.filled.keys() & was.filled.keys():
        rise = was.share(name) - now.counts.share(name)
        if rise > limit and rise * now.counts.rows >= _few(before):
            yield Hold(
                "BLANK_RISE",
                f"{words_of(name)}: {1 - now.counts.share(name):.0%} of the rows are blank,"
                f" {1 - was.share(name):.0%} were in the last delivery.",
                LOOK,
            )


def _few(before: History) -> float:
    return before.thresholds[Threshold.FEW] or 0
