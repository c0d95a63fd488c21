"""Is the hub whole? Databases, chains of marks, key file and file permissions, in plain sentences."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from store import audit, ledger, register
from store.audit import Action
from store.chain import Findings
from store.errors import Told
from store.permissions import May
from store.session import Session
from store.vault.database import Connection, connect
from store.vault.files import open_to_others
from store.vault.keys import DatabaseKey
from store.vault.opened import AUDIT_FILE, HUB_FILE


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    sound: bool
    sentence: str


@dataclass(frozen=True)
class Report:
    """Everything that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether all of it is in order."""
        return all(finding.sound for finding in self.findings)


def check(session: Session) -> Report:
    """Look at everything and record that it was done.

    Raises:
        NotAllowed: the roles do not cover the audit log.
    """
    session.require(May.AUDIT)
    directory, keys = session.hub.directory, session.keys
    findings = (
        *_privacy(directory),
        _key_file(session),
        _database(directory / HUB_FILE, keys.hub_database, "The hub's database"),
        _database(directory / AUDIT_FILE, keys.audit_database, "The audit log's database"),
        *_chains(session),
        *_clock(session),
    )
    report = Report(findings)
    session.record(Action.CHECKED, detail={"sound": report.sound})
    return report


def _privacy(directory: Path) -> Iterator[Finding]:
    exposed: list[str] = []
    for path in (directory, *directory.iterdir()):
        with suppress(FileNotFoundError):  # another program's draft, in its place by now
            if open_to_others(path):
                exposed.append(path.name)
    yield (
        Finding(False, f"Others can read {', '.join(sorted(exposed))}.")
        if exposed
        else Finding(True, "Only this account can read the hub's files.")
    )


def _key_file(session: Session) -> Finding:
    try:
        with session.hub.keyring.changing(), session.reading(May.AUDIT) as connection:  # nobody is between the two
            file, expected = session.hub.keyring.load(), register.generation(connection)
    except Told as trouble:
        return Finding(False, trouble.sentence)
    if not file.genuine(session.keys) or file.generation != expected:
        return Finding(False, "The key file was altered or swapped since it was last written.")
    return Finding(True, f"The key file is as it was written: {len(file.slots)} ways to open the hub.")


def _database(path: Path, key: DatabaseKey, name: str) -> Finding:
    """Run SQLite's and SQLCipher's own checks; neither finds everything alone (STORE.md §1.5)."""
    try:
        connection = connect(path, key)
    except sqlcipher.Error:
        return Finding(False, f"{name} does not open: it is damaged or missing.")
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # the page check reads the main file only
        pages = _failing_pages(connection)
        structure = connection.execute("PRAGMA quick_check").fetchall()
        references = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlcipher.Error:
        return Finding(False, f"{name} is damaged: some of it cannot be read.")
    finally:
        connection.close()
    if pages or structure != [("ok",)]:
        return Finding(False, f"{name} is damaged: {len(pages) or len(structure)} places do not pass.")
    if references:
        return Finding(False, f"{name} has {len(references)} rows that point to nothing.")
    return Finding(True, f"{name} is whole: every page carries its mark.")


def _failing_pages(connection: Connection) -> set[tuple[str]]:
    """Return the pages that fail twice: one that another program is just writing may fail once."""
    failing = set(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    return failing and failing & set(connection.execute("PRAGMA cipher_integrity_check").fetchall())


def _chains(session: Session) -> Iterator[Finding]:
    # The two chains quote each other and grow meanwhile: each is compared with a later moment of the other.
    for name, follow in (("audit log", _audit_log), ("ledger of changes", _ledger)):
        try:
            yield _chain(follow(session), name)
        except Told as trouble:
            yield Finding(False, f"The {name} could not be followed. {trouble.sentence}")


def _clock(session: Session) -> Iterator[Finding]:
    """Times in the log are those of the computer's clock, which may be set; the order of rows is not."""
    rows: list[int] = []
    with suppress(Told), session.reading_audit() as log:  # what cannot be read was told of with the chain
        rows = audit.set_back(log)
    if rows:
        times = f"{len(rows):,} times" if len(rows) > 1 else "once"
        yield Finding(
            True,
            f"The computer's clock was set back {times}, first before row {rows[0]:,} of the audit log. "
            "Rows stand in the order in which they were written, whatever time they bear.",
        )


def _audit_log(session: Session) -> Findings:
    with session.reading_audit() as log:
        audit.head(log)  # its moment comes before the ledger's
        with session.reading(May.AUDIT) as changes:
            return audit.verify(log, session.keys.audit_chain, partial(ledger.mark_of, changes))


def _ledger(session: Session) -> Findings:
    with session.reading(May.AUDIT) as changes, session.reading_audit() as log:
        return ledger.verify(changes, session.keys.ledger_chain, partial(audit.mark_of, log))


def _chain(found: Findings, name: str) -> Finding:
    if found.bad:
        return Finding(False, f"The {name} was altered: the first wrong or missing row is number {found.first_bad}.")
    if found.broken_anchors:
        other = "ledger of changes" if name == "audit log" else "audit log"
        return Finding(
            False,
            f"The end of the {other} is missing, or an old copy took its place: "
            f"row {found.broken_anchors[0]} of the {name} quotes what is not there.",
        )
    return Finding(True, f"The {name} is unbroken: {found.rows:,} rows.")
