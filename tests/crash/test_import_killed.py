"""An import killed at any instant, or without room to write: the hub is as it was before, or has all of it."""

import os
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.delivering import delivery
from store.check import check as check_hub
from store.errors import DiskFull, DiskTrouble
from store.hub import Hub
from store.session import Session
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.crash.children import in_child, killed_within
from tests.importers.deliveries import PEOPLE, check, deliver, feed, rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
ROUNDS = 18
TABLES = ["delivery", "mapping", "row_issue", "quarantined_row", "source_record", "record_version", "person_name"]
TABLES += ["identifier", "address", "link", "pair", "review_case", "ledger"]


def people(first: int, count: int) -> str:
    """Distinct people, a refused row among every fifty."""
    told = [PEOPLE]
    for n in range(first, first + count):
        day = "31/02/2013" if n % 50 == 0 else f"{n % 28 + 1:02}/{n % 12 + 1:02}/{1940 + n % 80}"
        told.append(f"{n},Sur{n % 97}name,Given{n % 89},{day},,HA{n % 9} {n % 9}AB\n")
    return "".join(told)


def state(session: Session) -> dict[str, object]:
    """Everything that a delivery changes, as counts, and the search index as it stands."""
    counts: dict[str, object] = {table: rows(session, f"select count(*) from {table}")[0][0] for table in TABLES}
    counts["open links"] = rows(session, "select count(*) from link where closed is null")[0][0]
    return counts


def test_killed_at_any_instant_it_is_all_or_nothing(hub: Hub, template: Template, tmp_path: Path) -> None:
    session = sign_in(hub, template.keys, "ada")
    feed(session, mode="delta")
    started = time.monotonic()
    deliver(session, tmp_path / "first.csv", people(1, 300))
    takes = time.monotonic() - started
    session.close()
    dice = random.Random(11)
    outcomes = {"before": 0, "after": 0}
    for number in range(ROUNDS):
        session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "ada")
        before = state(session)
        session.close()
        text = people(1_000 * (number + 1), 300)

        def work(inside: Session, begin: Callable[[], None], text: str = text, number: int = number) -> None:
            checked = check(inside, tmp_path / f"{number}.csv", text)
            begin()
            delivery.deliver(inside, checked)

        killed_within(dice.uniform(0, takes), *in_child(hub.directory, template, work))

        session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "ada")
        after = state(session)
        told = int(str(after["delivery"])) - int(str(before["delivery"]))
        if told:
            outcomes["after"] += 1
            assert int(str(after["source_record"])) - int(str(before["source_record"])) == 294
            assert int(str(after["quarantined_row"])) - int(str(before["quarantined_row"])) == 6
            assert after["open links"] == after["source_record"]
            assert int(str(after["ledger"])) - int(str(before["ledger"])) == 1
        else:
            outcomes["before"] += 1
            assert after == before
        session.close()
    assert outcomes["before"] >= 3, "the kills came while it worked"
    session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "pat")
    assert check_hub(session).sound
    assert deliver(session, tmp_path / "last.csv", people(900_000, 300)).accepted == 294
    session.close()


def test_without_room_to_write_the_hub_is_as_it_was(hub: Hub, template: Template, tmp_path: Path) -> None:
    session = sign_in(hub, template.keys, "ada")
    feed(session, mode="delta")
    deliver(session, tmp_path / "first.csv", people(1, 100))
    before = state(session)
    session.close()
    text = people(1_000, 3_000)

    def work(inside: Session, begin: Callable[[], None]) -> None:
        checked = check(inside, tmp_path / "big.csv", text)
        room = max(path.stat().st_size for path in hub.directory.iterdir() if path.is_file()) + 64 * 1024
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        with pytest.raises((DiskFull, DiskTrouble)):
            delivery.deliver(inside, checked)
        begin()

    child, pipe = in_child(hub.directory, template, work)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert os.read(pipe, 1) == b".", "the disk was full while it worked"
    os.close(pipe)
    session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "pat")
    assert state(session) == before
    assert check_hub(session).sound
    assert deliver(session, tmp_path / "big.csv", text).accepted == 2_940
    session.close()
