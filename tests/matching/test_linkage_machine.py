"""Random histories through the real hub: domain/8's invariants after every step, and agreement with the reference.

Five records are enough and find faults faster than more. Rows are delivered, weighed, linked, decided about, rolled
back and re-run by the program itself; what must hold is worked out here.

Longer than in `make test`: HISTORIES=2000 python -m pytest -n 0 tests/matching/test_linkage_machine.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from importers.delivering.rolling_back import roll_back
from matching.deciding import review
from matching.deciding.consistency import contradiction
from matching.deciding.ruling import Contradicts, NotStanding, take_back
from matching.deciding.ruling import rule as ruled
from matching.linkage import rerun, resolve, versions
from matching.linkage.partition import Pair, pair
from matching.linkage.questions import Kind
from matching.scoring.explain import unpack
from store.audit import Action
from store.hub import Hub
from store.ledger import Change
from store.permissions import May
from store.records import cases, decisions, links, pairs
from store.records.cases import Case
from store.records.rows import RecordRow
from store.session import Session
from store.vault.database import Connection
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.matching.oracle import Oracle, Refused
from tests.matching.people import row
from tests.matching.pool import AMELIA, ANYBODY
from tests.matching.town import bring_back, deliver, feed

HISTORIES = int(os.environ.get("HISTORIES", "25"))
FEEDS = {1: "Adults", 2: "Adults", 3: "Benefits", 4: "Clinic", 5: "Dentist"}  # in order: ties go by agencies' keys
ANY = st.sampled_from(list(FEEDS))
VERDICTS = st.sampled_from(["same", "same", "different", "unsure"])
BITS = st.tuples(
    *(st.sampled_from([0.0, 3.0, 6.0, 9.0, 14.0, 20.0]) for _ in range(3)), st.sampled_from([0.0, 3.0, 6.0])
)


class _NotThisTime(Exception):  # noqa: N818 - not an error
    """Ends a change without a trace."""


class History(RuleBasedStateMachine):
    """One hub, and what people and agencies do to it."""

    rows = ANYBODY
    clean = frozenset({"Adults"})  # feeds that vouch that they list nobody twice
    start: Callable[[], tuple[Session, Session]]

    def __init__(self) -> None:
        super().__init__()
        self.pat, self.sue = self.start()
        self.born: dict[int, int] = {}  # my number of a record → the hub's
        self.numbers: dict[int, str] = {}  # record → its NHS number
        self.spoken: set[int] = set()  # decisions that people made
        self.was: list[tuple[int, dict[int, int]]] = []  # after event → persons
        self.first: list[tuple[int, ...]] = []

    def teardown(self) -> None:
        for session in (self.pat, self.sue):
            session.close()

    # ---- what agencies do

    @initialize(data=st.data())
    def four_are_known(self, data: st.DataObject) -> None:
        for number in (1, 2, 3, 4):
            self.deliver(number, data.draw(self.rows))

    @rule(number=ANY, data=st.data())
    def load(self, number: int, data: st.DataObject) -> None:
        """A record comes, or comes again with other evidence; if it was rolled back, it returns first."""
        if number in self.born and self.born[number] not in self.persons():
            self.restore(number)
        self.deliver(number, data.draw(self.rows))

    @rule(number=ANY)
    def vanish(self, number: int) -> None:
        """The agency's next extract holds nobody: absence changes no link, case or decision (10)."""
        if number in self.born:
            before = self.picture()
            self.extract(number)
            assert self.picture() == before

    @rule(number=ANY)
    def roll_back(self, number: int) -> None:
        if number in self.born:
            self.change(lambda c: resolve.withdraw(c.connection, c.event, [self.born[number]]))
            self.rolled_back(number)

    @rule(number=ANY)
    def roll_back_and_deliver_again_is_identity(self, number: int) -> None:
        """(11)"""
        if number in self.born and self.born[number] in self.persons():
            before = self.picture()
            self.roll_back(number)
            self.restore(number)
            assert self.picture() == before

    @rule(number=ANY, data=st.data())
    def deliver_and_take_the_delivery_back_is_identity(self, number: int, data: st.DataObject) -> None:
        """(11) Whoever came or changed with it; and delivered again it is as it was with it."""
        if number in self.born and self.born[number] not in self.persons():
            return
        if number not in self.born and number != 5:
            return
        of = data.draw(self.rows)
        before = self.picture()
        self.deliver(number, of)
        after = self.picture()
        newest = self.newest_delivery()
        roll_back(self.pat, newest)
        self.remember()
        assert self.picture() == before
        self.deliver(number, of)
        assert self.picture() == after

    def newest_delivery(self) -> int:
        with self.pat.reading(May.REVIEW) as c:
            return int(c.execute("select max(id) from delivery where state = 'committed'").fetchone()[0])

    @rule(data=st.data())
    def load_and_roll_back_is_identity(self, data: st.DataObject) -> None:
        """(11)"""
        if 5 not in self.born:
            before = self.picture()
            self.deliver(5, data.draw(self.rows))
            self.roll_back(5)
            assert self.picture() == before

    # ---- what supervisors do

    @rule(place=st.integers(0, 20), verdict=VERDICTS, undone=st.booleans())
    def decide(self, place: int, verdict: str, undone: bool) -> None:
        """Any two records that are two people, whether or not a case asks about them."""
        before = self.picture()
        made = self.say(place, verdict)
        if made and undone:
            self.undo(made)
            assert self.picture() == before, "undo restores persons, numbers, cases and holds exactly (6)"

    @rule(place=st.integers(0, 20))
    def undo_what_the_machine_agrees_with_by_now(self, place: int) -> None:
        """What was undone is not quietly redone (6)."""
        made = self.say(place, "same")
        if made:
            self.loosen()
            self.undo(made)
            with self.pat.reading(May.REVIEW) as c:
                said = decisions.by_id(c, made)
            assert said is not None
            people, declared = self.persons(), self.declared()
            assert people[said.a] != people[said.b] or declared[said.a] == declared[said.b]

    @rule(place=st.integers(0, 20), verdict=VERDICTS)
    def answer(self, place: int, verdict: review.Verdict) -> None:
        """A waiting case is opened, explains its weight to the bit, and is answered."""
        waiting = self.waiting()
        if not waiting:
            return
        asked = sorted(waiting)[place % len(waiting)]
        view = review.case(self.sue, asked[0])
        a, b = asked[1:3]
        with self.sue.reading(May.REVIEW) as connection:
            stands = pairs.evidence(connection, a, b)
        assert stands is not None
        assert view.total == stands.weight == sum(s.bits for s in unpack(stands.evidence))
        if view.kind == Kind.CHANGED and verdict == "unsure":
            before = self.picture()
            with pytest.raises(review.DecisionStands):
                review.decide(self.sue, view.id, verdict, review.Reason.MORE_NEEDED)
            assert self.picture() == before
            return
        reasons = {"same": review.Reason.DETAILS, "different": review.Reason.TWINS, "unsure": review.Reason.MORE_NEEDED}
        try:
            made = review.decide(self.sue, view.id, verdict, reasons[verdict]).decision
        except Contradicts:
            self.decided(a, b, verdict, None, again=view.kind == Kind.CHANGED)
            return
        self.remember()
        self.decided(a, b, verdict, made, again=view.kind == Kind.CHANGED)
        if verdict != "unsure":
            assert pair(a, b) not in {(x, y) for _, x, y, _, _ in self.waiting()}

    @rule(place=st.integers(0, 20))
    def undo_late(self, place: int) -> None:
        with self.pat.reading(May.REVIEW) as c:
            mine = [d for d in decisions.standing(c) if d.actor == "human"]
        if not mine:
            return
        act = mine[place % len(mine)]
        before = self.picture()
        try:
            self.undo(act.id)
        except Contradicts:
            assert self.picture() == before
            return
        with pytest.raises(NotStanding):
            self.undo(act.id)

    @rule(bits=BITS)
    def reconfigure(self, bits: tuple[float, float, float, float]) -> None:
        """Other thresholds: previewed, which changes nothing, and approved, which is what the preview said (8)."""
        *lines, margin = bits
        review_, keep, join = sorted(lines)
        self.thresholds(join=join, keep=keep, review=review_, margin=margin)

    def loosen(self) -> None:
        """Nearly any evidence is enough from now on."""
        self.thresholds(join=3.0, keep=0.0, review=0.0)

    def thresholds(self, **bits: float) -> None:
        if not self.born:
            return
        stood = self.standing()
        try:
            proposal = versions.propose(self.sue, **bits)
        except versions.Unsuitable:
            return  # they are in force already
        before = self.picture()
        seen = rerun.preview(self.pat, proposal.id)
        assert self.picture() == before
        done = rerun.approve(self.pat, proposal.id, seen.token).done
        assert done == seen
        assert self.standing() == stood
        assert len(set(self.persons().values())) == seen.people_after
        assert len(self.waiting()) == seen.cases_waiting

    # ---- what must hold after every step

    @invariant()
    def each_live_record_has_one_person_and_a_withdrawn_one_none(self) -> None:
        """(1)"""
        with self.pat.reading(May.REVIEW) as c:
            live = {r for (r,) in c.execute("select id from source_record where state = 'live'")}
            opened = [r for (r,) in c.execute("select record_id from link where closed is null")]
            rows = c.execute("select record_id, opened, closed from link order by record_id, id").fetchall()
        assert sorted(opened) == sorted(live)
        for (r, _, closed), (s, opened_at, _) in pairwise(rows):
            assert r != s or (closed is not None and closed <= opened_at), "intervals of one record never overlap"

    @invariant()
    def a_person_is_its_earliest_record(self) -> None:
        """(2, 12): so every number that ever was resolves in one step."""
        assert all(person == min(self.together(person)) for person in set(self.persons().values()))

    @invariant()
    def decisions_hold_and_agree(self) -> None:
        """(3, 4, 5)"""
        people = self.persons()
        with self.pat.reading(May.REVIEW) as c:
            standing = decisions.standing(c)
            everything = c.execute("select id from decision where actor = 'human'").fetchall()
        assert contradiction(standing, ()) is None
        assert {i for (i,) in everything} == self.spoken, "the machine never says same or different"
        holds = [(d.a, d.b) for d in standing if d.verdict == "hold"]
        assert len(holds) == len(set(holds)), "a ruling taken back in parts restores a hold once"
        declared = self.declared()
        for d in standing:
            if d.a in people and d.b in people:
                if d.verdict in ("different", "protected"):
                    assert people[d.a] != people[d.b]
                if d.verdict == "same":
                    assert people[d.a] == people[d.b]
                if d.verdict == "hold" and people[d.a] == people[d.b]:
                    assert declared[d.a] == declared[d.b], "only people set a hold aside"

    @invariant()
    def guards_hold_through_any_chain(self) -> None:
        """(3) Two NHS numbers, or two records of a clean feed, are one person only where people declared some one."""
        declared = self.declared()
        for person in set(self.persons().values()):
            records = self.together(person)
            if len({declared[r] for r in records}) < len(records):
                continue
            assert len({self.numbers[r] for r in records} - {""}) < 2
            assert "Adults" not in self.clean or not {self.born.get(1), self.born.get(2)} <= records

    @invariant()
    def history_only_grows_and_tells_what_stood(self) -> None:
        """(7)"""
        with self.pat.reading(May.REVIEW) as c:
            rows = c.execute("select id, record_id, person, opened, closed from link order by id").fetchall()
        for before, now in zip(self.first, rows, strict=False):
            assert before[:4] == now[:4]
            assert before[4] in (None, now[4]), "an interval is closed once"
        assert len(rows) >= len(self.first)
        self.first = rows
        for event, persons in self.was:
            told = {r: p for _, r, p, opened, closed in rows if opened <= event and (closed is None or closed > event)}
            assert told == persons

    @invariant()
    def every_refused_join_is_a_case_and_every_case_a_question(self) -> None:
        """(13)"""
        people = self.persons()
        with self.pat.reading(May.REVIEW) as c:
            latched = c.execute("select a, b from pair where latched").fetchall()
            answered = {(d.a, d.b) for d in decisions.standing(c) if d.verdict in ("same", "different")}
        for _, a, b, kind, _ in self.waiting():
            assert a in people
            assert b in people
            assert people[a] != people[b] or (kind == Kind.CHANGED and (a, b) in answered)
        asked = [pair(people[a], people[b]) for _, a, b, _, _ in self.waiting() if people[a] != people[b]]
        assert len(asked) == len(set(asked)), "one case for two persons"
        for a, b in latched:
            if a in people and b in people and people[a] != people[b] and (a, b) not in answered:
                assert pair(people[a], people[b]) in asked

    @invariant()
    def running_again_changes_nothing(self) -> None:
        """(8)"""
        if not self.born:
            return
        before = self.picture()
        with suppress(_NotThisTime), self.pat.changing(May.IMPORT, Action.DELIVERED, "again") as change:
            done = resolve.recompute(change.connection, change.event, list(self.born.values()))
            assert (done.links, done.cases) == (0, 0)
            assert picture(change.connection) == before
            raise _NotThisTime

    # ---- hooks for the comparison with the reference

    def decided(self, a: int, b: int, verdict: str, made: int | None, *, again: bool = False) -> None:
        """Somebody said so; `made` is None if it was refused; `again`: since the evidence had changed."""

    def taken_back(self, decision: int, *, refused: bool) -> None:
        """Somebody took a decision back, or was refused to."""

    def rolled_back(self, number: int) -> None:
        """A record was withdrawn."""

    def loaded(self, number: int) -> None:
        """A record came, came again or came back."""

    # ---- what the steps and invariants share

    def deliver(self, number: int, of: RecordRow) -> None:
        keys = self.extract(number, of._replace(source_key=str(number)))
        self.born[number] = keys[str(number)]
        self.numbers[self.born[number]] = next((i.value for i in of.identifiers if i.scheme == "NHS"), "")
        self.loaded(number)
        self.remember()

    def say(self, place: int, verdict: str) -> int | None:
        """Decide about two records that are two people; None if there are none, or if it was refused."""
        people = self.persons()
        apart = [(x, y) for x, y in combinations(sorted(people), 2) if people[x] != people[y]]
        if not apart:
            return None
        before = self.picture()
        a, b = apart[place % len(apart)]
        case = Case(0, "", a, b, 0.0, "open")
        try:
            made = self.change(lambda c: ruled(c.connection, c.event, case, verdict, "details", ""))
        except Contradicts:
            assert self.picture() == before
            self.decided(a, b, verdict, None)
            return None
        self.decided(a, b, verdict, made)
        people = self.persons()
        if verdict != "unsure":
            assert (people[a] == people[b]) == (verdict == "same")
        return made

    def extract(self, number: int, *rows: RecordRow) -> dict[str, int]:
        keys, _ = deliver(self.pat, feed(self.pat, FEEDS[number], clean=FEEDS[number] in self.clean), rows)
        return keys

    def restore(self, number: int) -> None:
        self.change(lambda c: bring_back(c, self.born[number]))
        self.loaded(number)

    def change(self, what: Callable[[Change], object]) -> int:
        with self.pat.changing(May.REVIEW, Action.DECIDED, "in a history") as change:
            made = what(change)
        self.remember()
        return made if isinstance(made, int) else 0

    def undo(self, decision: int) -> None:
        try:
            self.change(lambda c: take_back(c.connection, c.event, decision))
        except Contradicts:
            self.taken_back(decision, refused=True)
            raise
        self.taken_back(decision, refused=False)

    def remember(self) -> None:
        with self.pat.reading(May.REVIEW) as c:
            event = c.execute("select max(seq) from ledger").fetchone()[0]
            self.spoken |= {
                i for (i,) in c.execute("select id from decision where event = ? and actor = 'human'", (event,))
            }
        self.was.append((event, self.persons()))

    def persons(self) -> dict[int, int]:
        with self.pat.reading(May.REVIEW) as c:
            return links.everyone(c)

    def together(self, person: int) -> set[int]:
        return {r for r, p in self.persons().items() if p == person}

    def waiting(self) -> set[tuple[int, int, int, str, str]]:
        with self.pat.reading(May.REVIEW) as c:
            return {(case.id, case.a, case.b, case.kind, case.state) for case in cases.asked(c)}

    def standing(self) -> set[object]:
        with self.pat.reading(May.REVIEW) as c:
            return set(decisions.standing(c))

    def held(self) -> bool:
        with self.pat.reading(May.REVIEW) as c:
            return any(d.verdict == "hold" for d in decisions.standing(c))

    def declared(self) -> dict[int, int]:
        """Record → one of those that people declared one with it, through any chain of live records."""
        people = self.persons()
        lead = {r: r for r in people}
        with self.pat.reading(May.REVIEW) as c:
            same = [(d.a, d.b) for d in decisions.standing(c) if d.verdict == "same"]
        for a, b in same:
            if a in people and b in people:
                old, new = lead[a], lead[b]
                lead = {r: new if at == old else at for r, at in lead.items()}
        return lead

    def picture(self) -> object:
        with self.pat.reading(May.REVIEW) as c:
            return picture(c)


def picture(connection: Connection) -> object:
    """Persons by number, what is asked about whom, and what stands decided."""
    asked = {(case.a, case.b, case.kind, case.state) for case in cases.asked(connection)}
    decided = {(d.a, d.b, d.verdict) for d in decisions.standing(connection)}
    return links.everyone(connection), asked, decided


class Agreement(History):
    """Histories of weights and decisions alone: persons, numbers and refused pairs are the reference model's.

    Everybody has one name and number, so no guard stands; the margin is off and every pair is kept. Four records,
    since the reference lets two persons of two meet through a fifth.
    """

    rows = AMELIA
    clean = frozenset[str]()

    def __init__(self) -> None:
        super().__init__()
        self.oracle = Oracle(21.0, 20.0)
        self.acts: dict[int, int] = {}  # an event → the oracle's act

    @initialize(data=st.data())
    def four_are_known(self, data: st.DataObject) -> None:
        self.deliver(1, data.draw(self.rows))
        self.thresholds(join=self.oracle.join, keep=self.oracle.keep, review=-60.0, margin=0.0)
        for number in (2, 3, 4):
            self.deliver(number, data.draw(self.rows))

    @rule(number=st.sampled_from([1, 2, 3, 4]), data=st.data())
    def load(self, number: int, data: st.DataObject) -> None:
        super().load(number, data)

    @rule(keep=st.integers(18, 23), more=st.integers(0, 4))
    def reconfigure(self, keep: int, more: int) -> None:
        if (keep + more, keep) != (self.oracle.join, self.oracle.keep):
            self.thresholds(join=float(keep + more), keep=float(keep))
            self.oracle.configure(float(keep + more), float(keep), self.scores())

    def deliver_and_take_the_delivery_back_is_identity(self, number: int, data: st.DataObject) -> None:
        """The reference knows no versions that go away."""

    def load_and_roll_back_is_identity(self) -> None:
        """Takes a fifth record."""

    def loosen(self) -> None:
        if (self.oracle.join, self.oracle.keep) != (10.0, 10.0):
            self.thresholds(join=10.0, keep=10.0)
            self.oracle.configure(10.0, 10.0, self.scores())

    @invariant()
    def the_reference_says_the_same(self) -> None:
        persons, refused = self.oracle.partition()
        assert self.persons() == persons
        with self.pat.reading(May.REVIEW) as c:
            found = resolve.preview(c, list(self.born.values()), {})
        assert set(found.refused) == refused
        assert self.held() == any(d.verdict == "hold" for d in self.oracle.stands())

    def scores(self) -> dict[Pair, float]:
        with self.pat.reading(May.REVIEW) as c:
            found = {(a, b): w for a, b, w in c.execute("select a, b, weight from pair")}
            assert c.execute("select count(*) from pair where veto <> ''").fetchone() == (0,), "no guard stands"
        assert found.keys() >= {pair(a, b) for a, b in combinations(self.persons(), 2)}, "every pair is kept"
        return found

    def loaded(self, number: int) -> None:
        self.oracle.load(self.born[number], self.scores())

    def rolled_back(self, number: int) -> None:
        self.oracle.withdraw(self.born[number])

    def decided(self, a: int, b: int, verdict: str, made: int | None, *, again: bool = False) -> None:
        if made is None:
            with pytest.raises(Refused):
                self.oracle.decide(a, b, verdict, again=again)
        else:
            self.acts[self.event_of(made)] = self.oracle.decide(a, b, verdict, again=again)

    def taken_back(self, decision: int, *, refused: bool) -> None:
        act = self.acts[self.event_of(decision)]
        if refused:
            with pytest.raises(Refused):
                self.oracle.take_back(act)
        else:
            self.oracle.take_back(act)

    def event_of(self, decision: int) -> int:
        with self.pat.reading(May.REVIEW) as c:
            found = decisions.by_id(c, decision)
        assert found is not None
        return found.event


def of_a_hub(histories: type[History], template: Template, root: Path) -> type[History]:
    """Histories that each begin with a hub of their own."""

    class Here(histories):
        def start(self) -> tuple[Session, Session]:
            directory = root / str(len(list(root.iterdir())))
            shutil.copytree(template.directory, directory)
            hub = Hub.open(directory, fixed_clock)
            return sign_in(hub, template.keys, "pat"), sign_in(hub, template.keys, "sue")

    return Here


@pytest.mark.parametrize("histories", [History, Agreement])
def test_any_history(histories: type[History], template: Template, tmp_path_factory: pytest.TempPathFactory) -> None:
    run_state_machine_as_test(
        of_a_hub(histories, template, tmp_path_factory.mktemp("histories")),
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=20,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_pair_that_only_a_delivery_brought_together_goes_with_it(template: Template, tmp_path: Path) -> None:
    """What the third record and the fourth say at first leads to neither from the other, but is enough for a case."""
    at = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}
    near = {"nhs": "9434765919", "phone": "+442079876543", "house": "3", "street": "low road"}
    history = of_a_hub(History, template, tmp_path)()
    history.deliver(1, row("", "Smyth", "Amelia", "2013-03-14", nhs="4857773456", phone="+442071234567", sex="M"))
    history.deliver(2, row("", "Smith", "Emily", "1980-07-21", phone="+442079876543", sex="M", **at))
    history.deliver(3, row("", "Smith", "", "", phone="+442079876543", sex="F", **at))
    history.deliver(4, row("", "Smith", "", "2013-03-14", **near))
    history.reconfigure((0.0, 9.0, 0.0, 6.0))
    before = history.picture()
    history.deliver(4, row("", "Smith", "", "1980-07-21", phone="+442071234567", sex="F", **at))
    assert history.picture() != before
    roll_back(history.pat, history.newest_delivery())
    assert history.picture() == before
    history.teardown()


def test_a_pair_that_only_a_ruling_brought_together_goes_with_it(template: Template, tmp_path: Path) -> None:
    """Nothing leads from the second record to the fourth, but they would be enough for a case."""
    history = of_a_hub(History, template, tmp_path)()
    history.deliver(1, row("", "Smyth", "Amelia", "2013-03-14", phone="+442079876543", sex="F"))
    history.deliver(2, row("", "Smyth", "", "2013-03-14", phone="+442071234567", sex="M"))
    history.deliver(3, row("", "Khan", "Amelia", "1980-07-21", phone="+442079876543", sex="F"))
    near = {"house": "3", "street": "low road"}
    history.deliver(4, row("", "Smith", "Emily", "2013-03-15", nhs="9434765919", phone="+442071234567", **near))
    for place in range(6):
        history.decide(place, "same", undone=True)
    history.teardown()


def test_a_pair_that_sleeps_is_not_weighed_by_an_older_count(template: Template, tmp_path: Path) -> None:
    """(11) The fourth record doubles the hub, so values are counted anew; the count goes with its delivery."""
    history = of_a_hub(History, template, tmp_path)()
    history.deliver(1, row("", "Smyth", "Emilia", "2012-03-14", sex="F"))
    history.deliver(2, row("", "Khan", "Amelia", "2013-03-14", sex="F"))
    history.deliver(3, row("", "Smith", "Zara", "1980-07-21", sex="F"))
    history.thresholds(join=90.0, keep=90.0)
    history.deliver(4, row("", "Khan", "Amelia", "2013-03-14", sex="F"))
    with history.pat.reading(May.REVIEW) as c:
        ((weight, latched),) = c.execute("select weight, latched from pair where (a, b) = (2, 4)").fetchall()
    assert not latched
    history.thresholds(join=weight + 0.05, keep=weight - 2)
    before = history.picture()
    roll_back(history.pat, history.newest_delivery())
    history.deliver(4, row("", "Khan", "Amelia", "2013-03-14", sex="F"))
    assert history.picture() == before
    history.teardown()
