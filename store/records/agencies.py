"""Agencies and their feeds: who supplies what, how often, and about whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.audit import Action
from store.errors import Told
from store.ledger import Change
from store.permissions import May
from store.records.coverage import Span, span
from store.records.descriptions import NewFeed, NewItems, in_file
from store.records.items import usual
from store.records.themes import Theme
from store.session import Session
from store.vault.database import Connection


@dataclass(frozen=True)
class Agency:
    """One organisation that supplies data; phone is its duty desk."""

    id: int
    code: str
    name: str
    area: str
    phone: str
    out_of_hours_phone: str


@dataclass(frozen=True)
class Feed:
    """One agency's recurring extract."""

    id: int
    code: str
    agency: Agency
    label: str
    theme: Theme
    mode: str  # 'full', 'delta', 'append'
    cadence_days: int
    stale_after_days: int
    cohort: str
    coverage_from: str
    rows_per_person: str  # 'one', 'several'
    internal_duplicates: str  # 'none', 'possible'
    grace: int = 3  # full extracts without a record until it counts as closed (domain/9 rule 21)
    as_of_from: str = "asked"  # what says when an extract was taken: 'asked', 'column', 'name', 'name-day-first'
    phone: str = ""  # its own duty desk; '' means the agency's
    out_of_hours_phone: str = ""
    retired: str = ""  # the day, ISO; '' while it runs
    ages: str = ""  # covered, as `coverage.AGES` writes them; '' for everybody
    items: str | None = None  # what was agreed, as `feed_items` keeps it; None for what is usual for the theme
    clause: str = ""  # of the agreement, for very sensitive services (R12)

    @property
    def duty_desk(self) -> str:
        """The telephone to ring where no worker is known, '' if there is none."""
        return self.phone or self.agency.phone

    @property
    def out_of_hours(self) -> str:
        """The telephone at night and at weekends, '' if there is none."""
        return self.out_of_hours_phone or self.agency.out_of_hours_phone

    @property
    def span(self) -> Span | None:
        """The ages covered; None for everybody."""
        return span(self.ages)

    @property
    def allowed(self) -> frozenset[str]:
        """The items that the agency may send: codes of `importers.fields.Field`."""
        return usual(self.theme) if self.items is None else frozenset(self.items.split())


class FeedUnknown(Told):
    """No feed of that code."""

    title = "No such feed"
    sentence = "There is no feed with the code {!r}. Nothing was changed."
    advice = "Choose one from the feeds board, or add the feed first."


class FeedExists(Told):
    """A feed of that code is there already."""

    title = "That feed is already here"
    sentence = "The code {} is taken. Nothing was changed."
    advice = "Give the new feed another code, or deliver to the one that exists."


_SELECT = (
    "select f.id, f.code, a.id, a.code, a.name, a.area, a.phone, a.out_of_hours_phone, f.label, f.theme, f.mode,"
    " f.cadence_days, f.stale_after_days, f.cohort, f.coverage_from, f.rows_per_person, f.internal_duplicates, f.grace,"
    " f.as_of_from, f.phone, f.out_of_hours_phone, f.retired, f.ages, i.allowed, coalesce(i.clause, '')"
    " from feed f join agency a on a.id = f.agency_id"
    " left join feed_items i on i.id = (select max(id) from feed_items where feed_id = f.id)"
)


def _feed(row: Sequence[object]) -> Feed:
    feed_id, code, *agency = row[:8]
    label, theme, *rest = row[8:]
    return Feed(feed_id, code, Agency(*agency), label, Theme(str(theme)), *rest)  # pyright: ignore[reportArgumentType]


def every_feed(connection: Connection) -> tuple[Feed, ...]:
    """All feeds, by area, then label."""
    return tuple(map(_feed, connection.execute(_SELECT + " order by a.area, f.label, f.code")))


def clean_feeds(connection: Connection) -> list[int]:
    """Ids of the feeds that declare to hold nobody twice."""
    return [feed for (feed,) in connection.execute("select id from feed where internal_duplicates = 'none'")]


def feed_by_code(connection: Connection, code: str) -> Feed:
    """The feed of this code; FeedUnknown if there is none."""
    row = connection.execute(_SELECT + " where f.code = ?", (code,)).fetchone()
    if row is None:
        raise FeedUnknown(code)
    return _feed(row)


def feeds(session: Session) -> tuple[Feed, ...]:
    """All feeds, for those who import or look after them."""
    with session.reading(May.FEEDS) as connection:
        return every_feed(connection)


def feed(session: Session, code: str) -> Feed:
    """One feed by its code; FeedUnknown if there is none."""
    with session.reading(May.FEEDS) as connection:
        return feed_by_code(connection, code)


def add_feed(session: Session, new: NewFeed) -> Feed:
    """Add a feed, and its agency if that is new; of a known one only the telephones change, where some are given.

    FeedExists if the code is taken.
    """
    with session.changing(May.FEEDS, Action.FEED_ADDED, new.code) as change:
        if change.connection.execute("select 1 from feed where code = ?", (new.code,)).fetchone():
            raise FeedExists(new.code)
        return _insert(change, new)


def date_by(session: Session, code: str, rule: str) -> Feed:
    """Declare what says on which day a feed's extracts are taken (`Feed.as_of_from`); FeedUnknown."""
    with session.changing(May.FEEDS, Action.FEED_CHANGED, code) as change:
        feed_by_code(change.connection, code)
        change.connection.execute("update feed set as_of_from = ? where code = ?", (rule, code))
        change.detail["as_of_from"] = rule
        return feed_by_code(change.connection, code)


def load_feeds(session: Session, path: Path) -> tuple[Feed, ...]:
    """Add the feeds of a feeds.json, all or none; those whose code is here already stay as they are.

    Raises:
        store.records.descriptions.FeedsFileWrong: nothing was added.
    """
    session.require(May.FEEDS)
    wanted = in_file(path)
    with session.changing(May.FEEDS, Action.FEED_ADDED, path.name) as change:
        here = {feed.code for feed in every_feed(change.connection)}
        added: list[str] = []
        for new in wanted:
            if new.code not in here and new.code not in added:
                added.append(_insert(change, new).code)
        change.detail["feeds"] = added
        return tuple(feed_by_code(change.connection, new.code) for new in wanted)


def keep_items(change: Change, feed: Feed, agreed: NewItems) -> Feed:
    """Put down a new version of what the feed may send: the present items, with these added and those left out."""
    allowed = (feed.allowed | set(agreed.allow)) - set(agreed.deny)
    change.connection.execute(
        "insert into feed_items (feed_id, allowed, clause, event) values (?, ?, ?, ?)",
        (feed.id, " ".join(sorted(allowed)), feed.clause if agreed.clause is None else agreed.clause, change.event),
    )
    return feed_by_code(change.connection, feed.code)


def _insert(change: Change, new: NewFeed) -> Feed:
    connection = change.connection
    connection.execute(
        "insert into agency (code, name, area, phone, out_of_hours_phone)"
        " values (:code, :name, :area, :phone, :out_of_hours_phone)"
        " on conflict (code) do update set phone = iif(excluded.phone <> '', excluded.phone, phone),"
        " out_of_hours_phone = iif(excluded.out_of_hours_phone <> '', excluded.out_of_hours_phone, out_of_hours_phone)",
        new.agency.model_dump(),
    )
    connection.execute(
        "insert into feed (code, agency_id, label, theme, mode, cadence_days, stale_after_days, cohort, coverage_from,"
        " rows_per_person, internal_duplicates, grace, as_of_from, phone, out_of_hours_phone, ages)"
        " values (:code, (select id from agency where code = :agency), :label, :theme, :mode, :cadence_days,"
        " :stale_after_days, :cohort, :coverage_from, :rows_per_person, :internal_duplicates, :grace, :as_of_from,"
        " :phone, :out_of_hours_phone, :ages)",
        new.model_dump() | {"agency": new.agency.code, "theme": new.theme.value},
    )
    feed = feed_by_code(connection, new.code)
    return keep_items(change, feed, new.items) if new.items else feed
