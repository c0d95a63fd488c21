"""The demonstration: a synthetic borough's hub, built once, opened without a password.

It is an ordinary hub by the ordinary path: the same key file, the same sign-in, the same import. Only its
passphrase is public, because everybody in it is made up. Its clock stands in the week after the extracts were
taken, so that ages, deadlines and overdue feeds look the same whenever it is opened.
"""

import json
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from matching.progress import Progress
from store.errors import Told
from store.hub import Hub, utc_now
from store.permissions import Role
from store.session import Session

if TYPE_CHECKING:
    from store.records.held import HeldDelivery

PASSPHRASE = "made-up people need no secret"  # noqa: S105 — public on purpose: nobody here exists
OPENED_ON = datetime(2026, 6, 9, 9, 30, tzinfo=UTC)
NAMES = {
    Role.OFFICER: ("demo-officer", "Olive Officer"),
    Role.ADMIN: ("demo-admin", "Adam Admin"),
    Role.SUPERVISOR: ("demo-supervisor", "Sunita Supervisor"),
    Role.LEAD: ("demo-lead", "Leila Lead"),
}
ALSO = {Role.LEAD: frozenset({Role.OFFICER})}
"""Roles held beside the first one: an information lead may open somebody all the same only during a call."""
WAITING_FEED = "BRENT-COM"  # its file lies in the inbox, for the admin to import


class NotADemo(Told):
    """The directory for the demonstration holds something else."""

    title = "This directory is in use"
    sentence = "{} holds files that are not a demonstration."
    advice = "Nothing was changed. Choose another with --dir."


@dataclass(frozen=True)
class Demo:
    """Lets the app switch role without a password."""

    hub: Hub

    def sign_in(self, role: Role) -> Session:
        """Sign in as the made-up person who holds `role`."""
        return self.hub.sign_in(NAMES[role][0], PASSPHRASE)


def demo_clock() -> Callable[[], datetime]:
    """Return a clock that starts at the demonstration's morning and runs on from there."""
    started = time.monotonic()
    return lambda: OPENED_ON + timedelta(seconds=time.monotonic() - started)


def open_hub(directory: Path) -> Hub:
    """Open the hub in `directory`; in a demonstration's the demonstration's clock goes from the first sign-in on.

    Only the encrypted database says whether it is one: a file laid beside it must not date what is recorded.
    """
    made_up = demo_clock()
    hub = Hub.open(directory, clock=lambda: made_up() if hub.demo else utc_now())
    return hub


def open_demo(directory: Path, people: int, seed: int, progress: Progress) -> Demo:
    """Return the demonstration in `directory`, built first if it is not there or was made with other numbers.

    Raises:
        NotADemo: the directory holds something that is not a demonstration.
    """
    wanted = {"people": people, "seed": seed, "accounts": len(NAMES)}
    if directory.exists() and any(directory.iterdir()):
        if not _marker(directory / "hub").exists() and not (directory / "building").exists():
            raise NotADemo(directory)
        if _marker(directory / "hub").exists() and json.loads(_marker(directory / "hub").read_text()) == wanted:
            return Demo(Hub.open(directory / "hub", clock=demo_clock()))
        shutil.rmtree(directory)
    return _build(directory, wanted, progress)


def _marker(hub: Path) -> Path:
    return hub / "demonstration.json"


def _build(directory: Path, wanted: dict[str, int], progress: Progress) -> Demo:
    """Make the borough's files, a hub, four accounts; deliver every file but the one left in the inbox."""
    from fctui.borough import write
    from store import accounts
    from store.records.agencies import load_feeds

    directory.mkdir(mode=0o700, parents=True)
    (directory / "building").touch()  # a demonstration that was stopped half-way is known for one, and made anew
    agencies = directory / "agencies"
    write(wanted["people"], wanted["seed"], agencies, progress)
    login, name = NAMES[Role.ADMIN]
    hub = Hub.create(
        directory / "hub", login=login, name=name, password=PASSPHRASE, area="Brent", clock=demo_clock(), demo=True
    ).hub
    with closing(hub.sign_in(login, PASSPHRASE)) as admin:
        for role in (Role.OFFICER, Role.SUPERVISOR, Role.LEAD):
            accounts.add(admin, *NAMES[role], PASSPHRASE, ALSO.get(role, frozenset()) | {role})
        load_feeds(admin, agencies / "feeds.json")
        _deliver(admin, agencies, directory / "hub", progress)
    _marker(directory / "hub").write_text(json.dumps(wanted))
    (directory / "building").unlink()
    return Demo(hub)


def _deliver(admin: Session, agencies: Path, hub: Path, progress: Progress) -> None:
    from importers.delivering import delivery, holding
    from importers.refusals import EmptyFile

    planned = json.loads((agencies / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    for number, feed in enumerate(planned, start=1):
        progress("Delivering the agencies' files", number, len(planned))
        path = agencies / feed["file"]
        if feed["code"] == WAITING_FEED:
            waiting = hub / "inbox" / feed["code"]
            waiting.mkdir(mode=0o700, parents=True)
            shutil.copy(path, waiting)
            continue
        try:
            prepared = delivery.prepare(admin, path, feed["code"])
        except EmptyFile:  # among so few people nobody needs that service
            continue
        mapping = prepared.mapping
        for at in prepared.undecided(mapping):  # few people may have no day above 12 (domain/9 rule 10)
            mapping = mapping.with_order(at, "day-first")
        checked = delivery.dry_run(admin, prepared, mapping, date.fromisoformat(feed["as_of"]))
        if checked.holds:  # of few rows one or two that are refused are many
            _release(admin, holding.hold(admin, checked))
        delivery.deliver(admin, checked)


def _release(admin: Session, waits: "HeldDelivery") -> None:
    """As a second person does."""
    from store.records import held

    with closing(admin.hub.sign_in(NAMES[Role.SUPERVISOR][0], PASSPHRASE)) as supervisor:
        held.release(supervisor, waits.id, "A made-up borough of few people.")
