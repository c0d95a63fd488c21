"""The drop folders: one per feed, in the hub's directory, where agencies' files wait to be imported."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from store.permissions import May
from store.records.agencies import Feed, every_feed
from store.session import Session

INBOX = "inbox"


@dataclass(frozen=True)
class Waiting:
    """A file in a feed's drop folder; size in bytes, modified by the disk's clock, UTC."""

    feed: Feed
    path: Path
    size: int
    modified: datetime


def waiting(session: Session) -> tuple[Waiting, ...]:
    """What lies in the drop folders, oldest first. Links, folders and hidden files are passed over."""
    with session.reading(May.IMPORT) as connection:
        feeds = every_feed(connection)
    found: list[Waiting] = []
    for feed in feeds:
        folder = session.hub.directory / INBOX / feed.code
        if folder.is_symlink() or not folder.is_dir():
            continue
        for path in folder.iterdir():
            status = path.lstat()
            if S_ISREG(status.st_mode) and not path.name.startswith("."):
                found.append(Waiting(feed, path, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC)))
    return tuple(sorted(found, key=lambda one: (one.modified, one.path)))
