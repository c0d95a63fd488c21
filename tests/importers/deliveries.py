"""Small deliveries for tests: write a file, prepare it, check it, deliver it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from importers.delivering import delivery
from importers.delivering.delivery import DryRun, Prepared, Receipt
from store.permissions import May
from store.records.agencies import Feed, add_feed
from store.records.descriptions import NewAgency, NewFeed
from store.records.themes import Theme
from store.session import Session

AS_OF = date(2026, 6, 8)
PEOPLE = "Person ID,Surname,Forename,DOB,NHS Number,Postcode\n"


def feed(admin: Session, code: str = "BRENT-CSC", rows: str = "one", mode: str = "full", theme: str = "ASC") -> Feed:
    """A feed of Brent Council's."""
    new = NewFeed(
        code=code,
        agency=NewAgency(code="BRENT", name="Brent Council", area="Brent"),
        label="Social care",
        theme=Theme(theme),
        mode=mode,
        cohort="everybody with an open case",
        rows_per_person=rows,
    )
    return add_feed(admin, new)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """The text as a file, line ends as they stand."""
    path.write_bytes(text.encode(encoding))
    return path


def prepare(admin: Session, path: Path, text: str, code: str = "BRENT-CSC") -> Prepared:
    """Write and prepare."""
    return delivery.prepare(admin, write(path, text), code)


def check(admin: Session, path: Path, text: str, code: str = "BRENT-CSC", as_of: date = AS_OF) -> DryRun:
    """Write, prepare and check with the mapping that is proposed."""
    prepared = prepare(admin, path, text, code)
    return delivery.dry_run(admin, prepared, prepared.mapping, as_of)


def deliver(admin: Session, path: Path, text: str, code: str = "BRENT-CSC", as_of: date = AS_OF) -> Receipt:
    """Write, prepare, check, deliver."""
    return delivery.deliver(admin, check(admin, path, text, code, as_of))


def rows(admin: Session, sql: str, parameters: Iterable[object] = ()) -> list[tuple[object, ...]]:
    """What the hub holds."""
    with admin.reading(May.IMPORT) as connection:
        return connection.execute(sql, tuple(parameters)).fetchall()
