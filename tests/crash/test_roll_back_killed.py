"""A roll back killed at any instant: the delivery stands with all it brought, or is taken back whole (rule 28)."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.delivering.rolling_back import roll_back
from store.check import check as check_hub
from store.hub import Hub
from store.permissions import May
from store.records import links
from store.records.source_records import live
from store.session import Session
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.crash.children import in_child, killed_within
from tests.crash.test_import_killed import people, state
from tests.importers.deliveries import deliver, feed, rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
ROUNDS = 12
MORE = ("rolled_back_version", "rolled_back", "lookup_chunk", "lead")


def whole(session: Session) -> dict[str, object]:
    """All that a roll back changes: counts, who is who, what is current, the entries of the search."""
    told = state(session) | {table: rows(session, f"select count(*) from {table}") for table in MORE}
    with session.reading(May.IMPORT) as connection:
        told["persons"], told["live"] = links.everyone(connection), live(connection)
    told["current"] = rows(session, "select id, version, seen_in from source_record order by id")
    told["entries"] = rows(session, "select chunk, record, person, kind from lookup_chunk")
    return told


def test_killed_at_any_instant_it_stands_or_is_taken_back(hub: Hub, template: Template, tmp_path: Path) -> None:
    session = sign_in(hub, template.keys, "ada")
    feed(session, mode="delta")
    deliver(session, tmp_path / "first.csv", people(1, 200))
    text = people(150, 200).replace(",,HA", ",,NW")
    outcomes = {"before": 0, "after": 0}
    dice = random.Random(7)
    done = deliver(session, tmp_path / "second.csv", text)
    started = time.monotonic()
    roll_back(session, done.delivery)
    takes = time.monotonic() - started
    for _ in range(ROUNDS):
        done = deliver(session, tmp_path / "second.csv", text)
        before = whole(session)
        session.close()

        def work(inside: Session, begin: Callable[[], None], number: int = done.delivery) -> None:
            begin()
            roll_back(inside, number)

        killed_within(dice.uniform(0, takes), *in_child(hub.directory, template, work))
        session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "ada")
        now = whole(session)
        if rows(session, "select state from delivery where id = ?", [done.delivery]) == [("committed",)]:
            outcomes["before"] += 1
            assert now == before
            roll_back(session, done.delivery)
            now = whole(session)
        else:
            outcomes["after"] += 1
        assert len(now["live"]) == len(now["persons"]) == 196  # pyright: ignore[reportArgumentType]
        assert rows(session, "select count(*) from source_record where state = 'live' and version > 1") == [(0,)]
    assert outcomes["before"] >= 2, "the kills came while it worked"
    session.close()
    session = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "pat")
    assert check_hub(session).sound
    session.close()
