"""Random histories through the real hub: domain/8's invariants after every step (after reference/identity_model.py).

Five records are enough and find faults faster than more. Weights are set directly in table pair, so that any history
of evidence can be played; latches, decisions, persons and cases are the program's own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from matching.linkage.consistency import contradiction
from matching.linkage.pairing import latches
from matching.linkage.partition import Pair, pair
from matching.linkage.resolve import recompute
from matching.linkage.ruling import Contradicts, NotStanding, take_back
from matching.linkage.ruling import rule as ruled
from matching.scoring.weights import shipped
from store.audit import Action
from store.hub import Hub
from store.permissions import May
from store.records import decisions, models, pairs
from store.records.cases import Case
from store.records.source_records import RecordRow
from store.session import Session
from store.vault.database import Connection
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.matching.town import deliver, feed

RECORDS = (1, 2, 3, 4, 5)
ANY = st.sampled_from(RECORDS)
BITS = st.lists(st.sampled_from([-5.0, 1.0, 4.0, 5.5, 7.0, 9.0, 12.0, 30.0]), min_size=4, max_size=4)
LIMITS = shipped().thresholds


class History(RuleBasedStateMachine):
    """One hub, and what people and agencies do to it."""

    start: Callable[[], Session]

    def __init__(self) -> None:
        super().__init__()
        self.session = self.start()
        self.links_seen = 0

    def teardown(self) -> None:
        self.session.close()

    # ---- what agencies do

    @initialize(bits=st.lists(BITS, min_size=5, max_size=5))
    def born(self, bits: list[list[float]]) -> None:
        for record, weights in zip(RECORDS, bits, strict=True):
            of = feed(self.session, f"Feed {record}")
            deliver(self.session, of, [RecordRow(1, str(record))])
            self.load(record, weights)

    @rule(record=ANY, bits=BITS)
    def load(self, record: int, bits: list[float]) -> None:
        """A record comes (again), with new evidence to all others; if it was withdrawn, it is back."""
        with self.session.changing(May.IMPORT, Action.DELIVERED, "load") as change:
            c = change.connection
            c.execute("update source_record set state = 'live' where id = ?", (record,))
            standing = {(p.a, p.b): p for p in pairs.touching(c, [record])}
            others = [r for r in RECORDS if r != record and r <= self.highest(c)]
            for other, weight in zip(others, bits, strict=False):
                a, b = pair(record, other)
                before = (a, b) in standing and bool(standing[a, b].latched)
                (latched,) = latches(np.array([weight]), np.array([before]), LIMITS)
                if latched or weight >= LIMITS.review:
                    pairs.put(c, [(a, b, weight, int(latched), "", "[]")], self.model(c, change.event))
                else:
                    pairs.drop(c, [(a, b)])
            recompute(c, change.event, [record, *others])

    @rule(record=ANY)
    def roll_back(self, record: int) -> None:
        with self.session.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
            change.connection.execute("update source_record set state = 'withdrawn' where id = ?", (record,))
            recompute(change.connection, change.event, [record])

    @rule(record=ANY)
    def roll_back_and_deliver_again_is_identity(self, record: int) -> None:
        if record not in self.persons():
            return
        before = self.picture()
        self.roll_back(record)
        with self.session.changing(May.IMPORT, Action.DELIVERED, "again") as change:
            change.connection.execute("update source_record set state = 'live' where id = ?", (record,))
            recompute(change.connection, change.event, [record])
        assert self.picture() == before

    # ---- what supervisors do

    @rule(x=ANY, y=ANY, verdict=st.sampled_from(["same", "different", "unsure"]), undone=st.booleans())
    def decide(self, x: int, y: int, verdict: str, undone: bool) -> None:
        people = self.persons()
        if x == y or x not in people or y not in people or people[x] == people[y]:
            return
        before = self.picture()
        a, b = pair(x, y)
        try:
            with self.session.changing(May.REVIEW, Action.DECIDED, "a case") as change:
                held = [d for d in decisions.standing(change.connection, RECORDS) if d.verdict == "hold"]
                made = ruled(change.connection, change.event, Case(0, "", a, b, 0.0, "open", 0), verdict, "details", "")
        except Contradicts:
            assert self.picture() == before
            return
        people = self.persons()
        if verdict != "unsure":
            assert (people[x] == people[y]) == (verdict == "same")
        if undone and not held:
            self.withdraw(made)
            assert self.picture() == before, "undo restores persons, numbers and cases exactly"

    @rule(place=st.integers(0, 20))
    def undo_late(self, place: int) -> None:
        with self.session.reading(May.REVIEW) as c:
            mine = [d for d in decisions.standing(c) if d.actor == "human"]
        if not mine:
            return
        act = mine[place % len(mine)]
        before = self.picture()
        try:
            self.withdraw(act.id)
        except Contradicts:
            assert self.picture() == before
            return
        with pytest.raises(NotStanding):
            self.withdraw(act.id)

    # ---- what must hold after every step

    @invariant()
    def every_live_record_has_one_person_and_a_withdrawn_one_none(self) -> None:
        with self.session.reading(May.REVIEW) as c:
            live = {r for (r,) in c.execute("select id from source_record where state = 'live'")}
            opened = c.execute("select record_id, count(*) from link where closed is null group by 1").fetchall()
            rows = c.execute("select record_id, opened, closed from link order by record_id, id").fetchall()
        assert {r for r, n in opened} == live
        assert all(n == 1 for _, n in opened)
        for (r, _, closed), (s, opened_at, _) in pairwise(rows):
            assert r != s or (closed is not None and closed <= opened_at), "intervals of one record never overlap"
        assert len(rows) >= self.links_seen, "history only grows"
        self.links_seen = len(rows)

    @invariant()
    def a_person_is_its_earliest_record(self) -> None:
        groups: dict[int, list[int]] = {}
        for record, person in self.persons().items():
            groups.setdefault(person, []).append(record)
        assert all(person == min(records) for person, records in groups.items())

    @invariant()
    def decisions_hold_and_agree(self) -> None:
        people = self.persons()
        with self.session.reading(May.REVIEW) as c:
            standing = decisions.standing(c)
        assert contradiction(standing) is None
        declared = {(d.a, d.b) for d in standing if d.verdict == "same"}
        for d in standing:
            if d.a in people and d.b in people:
                if d.verdict == "different":
                    assert people[d.a] != people[d.b]
                if d.verdict == "same":
                    assert people[d.a] == people[d.b]
                if d.verdict == "hold" and not declared:
                    assert people[d.a] != people[d.b]

    @invariant()
    def every_refused_join_is_a_case_and_every_case_a_question(self) -> None:
        people = self.persons()
        with self.session.reading(May.REVIEW) as c:
            waiting = c.execute("select a, b from review_case where state in ('open', 'unsure')").fetchall()
            latched = c.execute("select a, b from pair where latched").fetchall()
            answered = {(d.a, d.b) for d in decisions.standing(c) if d.verdict in ("same", "different")}
        asked = [pair(people[a], people[b]) for a, b in waiting]
        assert len(asked) == len(set(asked)), "one case for two persons"
        assert all(a != b for a, b in asked)
        for a, b in latched:
            if a in people and b in people and people[a] != people[b] and (a, b) not in answered:
                assert pair(people[a], people[b]) in asked

    @invariant()
    def running_again_changes_nothing(self) -> None:
        before = self.picture()
        with self.session.changing(May.IMPORT, Action.DELIVERED, "again") as change:
            recompute(change.connection, change.event, RECORDS)
        assert self.picture() == before

    # ---- what the steps and invariants share

    def withdraw(self, decision: int) -> None:
        with self.session.changing(May.REVIEW, Action.UNDONE, "a decision") as change:
            take_back(change.connection, change.event, decision)

    def persons(self) -> dict[int, int]:
        with self.session.reading(May.REVIEW) as c:
            return dict(c.execute("select record_id, person from link where closed is null"))

    def picture(self) -> tuple[dict[int, int], set[tuple[Pair, str, str]], set[tuple[int, int, str]]]:
        """Persons by number, what is asked about whom, and what stands decided."""
        with self.session.reading(May.REVIEW) as c:
            rows = c.execute("select a, b, kind, state from review_case where state in ('open', 'unsure')").fetchall()
            decided = {(d.a, d.b, d.verdict) for d in decisions.standing(c)}
        return self.persons(), {((a, b), kind, state) for a, b, kind, state in rows}, decided

    def highest(self, c: Connection) -> int:
        return c.execute("select max(id) from source_record").fetchone()[0]

    def model(self, c: Connection, event: int) -> int:
        found = models.current(c)
        return found[0] if found else models.add(c, shipped().body, "a test", event)


def test_any_history(template: Template, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("histories")

    class Here(History):
        def start(self) -> Session:
            directory = Path(root) / str(len(list(root.iterdir())))
            shutil.copytree(template.directory, directory)
            return sign_in(Hub.open(directory, fixed_clock), template.keys, "pat")

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
