"""A search that was opened before a shield was set or lifted answers as one opened now (domain/2 R16 to R19)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.deciding import review
from matching.linkage.resolve import link_delivery, withdraw
from matching.lookup.postings import index_anew, index_delivery
from matching.lookup.search import Answer, Hit, Lookup
from store import accounts
from store.audit import Action
from store.disclosure import areas, shielding, shields
from store.enquiry import Purpose
from store.errors import Told
from store.hub import Hub
from store.permissions import May, Role
from store.records import restrictions
from store.records.restrictions import Level
from store.records.rows import Name
from store.settings import Setting, switch
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.matching.people import arrive, row
from tests.matching.town import bring_back, feed

HOME = {"house": "12", "street": "MILL LANE", "postcode": "SK1 3XE"}
ROWS = [
    row("a", "McDonald", "Amelia", "2013-03-14", nhs="4857773456", case="249012", phone="+442079460958",
        also=[Name("former", "Amelia", "", "Quixwood")], **HOME),
    row("b", "McDonald", "Amelia", "2013-03-14", nhs="4857773456", house="3", street="HARBOUR WAY",
        postcode="HA0 4LL"),
    row("c", "McDonald", "Amelia", "2013-03-14", house="9", street="FAR ROAD", postcode="N1 1AA"),
    row("d", "Smith", "Sarah", "1985-02-01", phone="+442079460111", **HOME),
    row("e", "Macdonald", "Amelie", "2013-05-14"),
    row("f", "Quixwood", "Zara", "2012-01-01", nhs="4857770017", case="249013"),
]  # fmt: skip
QUESTIONS = ("amelia mcdonald", "quixw", "mc donald 2013", "485 777 3456", "case 2490", "12 mill lane", "ha0 4ll",
             "amelia sk1", "020 7946 0958", "14/3/2013", "far road", "zara")  # fmt: skip
FEEDS = ("Housing", "Schools", "Health")

ACTS = st.one_of(
    st.tuples(st.just("deliver"), st.integers(0, len(ROWS) - 1), st.sampled_from(FEEDS)),
    st.tuples(st.just("protect"), st.integers(1, 4), st.sampled_from([level for level in Level if level])),
    st.tuples(st.just("lift"), st.integers(0, 3), st.none()),
    st.tuples(st.just("decide"), st.integers(0, 3), st.sampled_from(["same", "different"])),
    st.tuples(st.just("take out"), st.integers(1, 4), st.booleans()),
    st.tuples(st.just("closed"), st.booleans(), st.none()),
)


class Seats:
    """A hub, who works in it, and an officer's search that stays open."""

    def __init__(self, directory: Path, template: Template) -> None:
        hub = Hub.open(directory, fixed_clock)
        with closing(sign_in(hub, template.keys, "ada")) as first:
            accounts.set_roles(first, "pat", [Role.LEAD, Role.OFFICER])
        self.admin, self.lead, self.officer = (sign_in(hub, template.keys, who) for who in ("ada", "pat", "ofi"))
        accounts.set_roles(self.admin, "sue", [Role.LEAD])
        self.second = sign_in(hub, template.keys, "sue")
        switch(self.admin, Setting.PHONE_SEARCH, on=True)
        self.feeds = [feed(self.admin, label) for label in FEEDS]
        self.officer.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
        self.deliver(0, FEEDS[0])
        self.search = Lookup(self.officer)
        self.ask(self.search)

    def close(self) -> None:
        for session in (self.admin, self.lead, self.officer, self.second):
            session.close()

    def do(self, what: str, which: int, how: object) -> None:
        """What cannot be done now is not done."""
        acts: dict[str, Callable[[int, object], object]] = {
            "deliver": self.deliver, "protect": self.protect, "lift": self.lift, "decide": self.decide,
            "take out": self.take_out, "closed": self.close_mode,
        }  # fmt: skip
        with suppress(Told):
            acts[what](which, how)

    def deliver(self, which: int, label: object) -> None:
        of = self.feeds[FEEDS.index(str(label))]
        with self.admin.changing(May.IMPORT, Action.DELIVERED, of.code) as change:
            stored = arrive(change, of, [ROWS[which]])
            link_delivery(change.connection, change.event, stored.new, stored.changed)
            index_delivery(change.connection, change.event, stored.new, stored.changed)

    def protect(self, person: int, level: object) -> None:
        shielding.protect(self.lead, person, Level(int(str(level))), reason="threats", owner="J Bell")

    def lift(self, which: int, _how: object) -> None:
        with self.lead.reading(May.SHIELD) as connection:
            standing = restrictions.standing(connection)
        if which < len(standing):
            shielding.lift(self.lead, standing[which].id, "safe")
            shielding.lift(self.second, standing[which].id, "safe")

    def decide(self, which: int, verdict: object) -> None:
        waiting = review.queue(self.second)
        if which < len(waiting):
            said: review.Verdict = "same" if verdict == "same" else "different"
            review.decide(self.second, waiting[which].id, said, review.Reason.AGENCY)

    def take_out(self, record: int, back: object) -> None:
        """What taking its delivery back, or delivering it again, does to a record."""
        with self.admin.changing(May.IMPORT, Action.ROLLED_BACK, "1") as change:
            state = change.connection.execute("select state from source_record where id = ?", (record,)).fetchone()
            if state and (state[0] == "withdrawn") is bool(back):
                if back:
                    bring_back(change, record)
                else:
                    withdraw(change.connection, change.event, [record])
                index_anew(change.connection, change.event, [record])

    def close_mode(self, closed: int, _how: object) -> None:
        areas.set_closed(self.lead, "Brent", closed=bool(closed))

    def ask(self, search: Lookup) -> list[Answer]:
        return [search.find(question) for question in QUESTIONS]


@pytest.fixture
def seats(template: Template, tmp_path: Path) -> Iterator[Callable[[], Seats]]:
    """Seats in a hub of their own, each time anew."""
    numbers, opened = count(), list[Seats]()

    def made() -> Seats:
        while opened:
            opened.pop().close()
        directory = tmp_path / str(next(numbers))
        shutil.copytree(template.directory, directory)
        opened.append(Seats(directory, template))
        return opened[-1]

    yield made
    for one in opened:
        one.close()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=3, max_size=8))
def test_an_open_search_follows_every_shield(seats: Callable[[], Seats], acts: list[tuple[str, int, object]]) -> None:
    town = seats()
    for act in acts:
        town.do(*act)
        fresh = Lookup(town.officer)
        assert town.ask(town.search) == town.ask(fresh), act
        known, now = town.search._index, fresh._index
        assert known.covers == now.covers
        assert np.array_equal(known.held, now.held)
        hidden = {person for person, level in now.covers.items() if level is Level.EXISTENCE}
        assert not hidden & {hit.person for hits in found(town.ask(town.search)) for hit in hits}


def test_the_acts_above_do_shield_and_lift(seats: Callable[[], Seats]) -> None:
    """Else they would test nothing."""
    town = seats()
    before = town.ask(town.search)
    town.do("protect", 1, Level.EXISTENCE)
    with town.lead.reading(May.SHIELD) as connection:
        assert shields.covers(connection) == {1: Level.EXISTENCE}
    assert town.ask(town.search) != before
    town.do("lift", 0, None)
    assert town.ask(town.search) == before
    everybody = found(before)
    town.do("take out", 1, False)
    assert found(town.ask(town.search)) != everybody
    town.do("take out", 1, True)
    assert found(town.ask(town.search)) == everybody


def found(answers: list[Answer]) -> list[tuple[Hit, ...]]:
    return [answer.hits for answer in answers]
