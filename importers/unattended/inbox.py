"""The drop folders: one per feed, in the hub's directory, where agencies' files wait to be imported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from json import loads
from pathlib import Path

from importers.reading.encoding import digest_of
from importers.refusals import FileChanged
from importers.unattended.drop_folders import RECEIPT, Inbox
from store.permissions import May
from store.records import deliveries
from store.records.agencies import Feed, every_feed
from store.session import Session
from store.vault.database import Connection
from store.vault.files import told_plainly

INBOX = "inbox"


@dataclass(frozen=True)
class Waiting:
    """A file in a feed's drop folder; size in bytes, modified by the disk's clock, UTC."""

    feed: Feed
    path: Path
    size: int
    modified: datetime


@dataclass(frozen=True)
class TurnedAway:
    """A file that a run refused after its feed's last delivery. why: the sentence that the run printed, '' if lost."""

    feed: Feed
    path: Path
    why: str


def turned_away(session: Session) -> tuple[TurnedAway, ...]:
    """What runs refused and nothing has been delivered after: whoever reads no letters of the scheduler must see it."""
    with session.reading(May.IMPORT) as connection:
        last = [(feed, deliveries.latest(connection, feed.id)) for feed in every_feed(connection) if not feed.retired]
    with told_plainly():
        return tuple(
            TurnedAway(feed, path, why)
            for feed, newest in last
            for path in Inbox(session.hub.directory / INBOX).refused(feed.code)
            if path.parent.name[:17] >= (newest.at.replace(":", "")[:17] if newest else "")
            if (why := _refusal(path)) is not None
        )


def _refusal(path: Path) -> str | None:
    """Why a run refused it; None of a held file that a person rejected."""
    try:
        told = loads(path.with_name(path.name + RECEIPT).read_bytes())
        return str(told["sentence"]) if told["state"] == "refused" else None
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def waiting(session: Session) -> tuple[Waiting, ...]:
    """What lies in the drop folders undelivered, oldest first; no more than `drop_folders` would take."""
    with session.reading(May.IMPORT) as connection:
        feeds = every_feed(connection)
        files = [one for one in _lying(Inbox(session.hub.directory / INBOX), feeds) if not _delivered(connection, one)]
    return tuple(sorted(files, key=lambda one: (one.modified, one.path)))


def _delivered(connection: Connection, one: Waiting) -> bool:
    """Whether exactly these bytes are in the hub; the file is read only when its size says that it may be so."""
    if not deliveries.of_size(connection, one.feed.id, one.size):
        return False
    try:
        digest = digest_of(one.path)
    except FileChanged:
        return False  # gone, or not to be read: whoever chooses it is told
    return deliveries.same_file(connection, one.feed.id, digest) is not None


def _lying(folders: Inbox, feeds: Iterable[Feed]) -> Iterator[Waiting]:
    for feed in feeds:
        with told_plainly():
            arrived = folders.arrived(feed.code)
        for one in arrived:
            yield Waiting(feed, one.path, one.size, datetime.fromtimestamp(one.written / 1e9, UTC))
