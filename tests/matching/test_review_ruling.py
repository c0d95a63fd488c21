"""Rulings on histories made to measure: blank records, weights set by hand, each test one trap of domain/8."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from matching.deciding.ruling import Contradicts, rule, take_back
from matching.linkage.pairing import latches
from matching.linkage.partition import pair
from matching.linkage.resolve import recompute, weigh_asked
from matching.linkage.yardstick import in_force
from matching.scoring.weights import shipped
from store.audit import Action
from store.permissions import May
from store.records import decisions, linkage, pairs
from store.records.cases import Case
from store.records.rows import RecordRow
from store.session import Session
from store.vault.database import Connection
from tests.accounts import SignIn
from tests.matching.people import row
from tests.matching.town import deliver, feed, persons, waiting

STRONG, WEAK = 20.0, 1.0


class World:
    """Blank records 1, 2, 3, ... with weights and rulings set by hand."""

    def __init__(self, session: Session, records: int) -> None:
        self.session = session
        for record in range(1, records + 1):
            deliver(session, feed(session, f"Feed {record}"), [RecordRow(1, str(record))])

    def act(self, what: Callable[[Connection, int], object]) -> object:
        with self.session.changing(May.REVIEW, Action.DECIDED, "by hand") as change:
            return what(change.connection, change.event)

    def weigh(self, a: int, b: int, weight: float) -> None:
        def put(connection: Connection, event: int) -> None:
            yardstick = in_force(connection, event)
            latched = int(weight >= yardstick.model.thresholds.join)
            pairs.put(connection, [(*pair(a, b), weight, latched, "", "[]")], yardstick.version)
            recompute(connection, event, [a, b])

        self.act(put)

    def rule(self, a: int, b: int, verdict: str) -> int:
        case = Case(0, "", *pair(a, b), 0.0, "open")
        made = self.act(lambda connection, event: rule(connection, event, case, verdict, "details", ""))
        assert isinstance(made, int)
        return made

    def undo(self, decision: int) -> None:
        self.act(lambda connection, event: take_back(connection, event, decision))

    def set_state(self, record: int, state: str) -> None:
        def change(connection: Connection, event: int) -> None:
            connection.execute("update source_record set state = ? where id = ?", (state, record))
            recompute(connection, event, [record])

        self.act(change)

    @property
    def verdicts(self) -> set[tuple[int, int, str]]:
        with self.session.reading(May.REVIEW) as connection:
            return {(d.a, d.b, d.verdict) for d in decisions.standing(connection)}

    @property
    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for record, person in sorted(persons(self.session).items()):
            found.setdefault(person, []).append(record)
        return sorted(found.values())


@pytest.fixture
def pat(signed_in: SignIn) -> Session:
    return signed_in("pat")


def test_an_undo_that_would_bring_a_contradiction_back_is_refused(pat: Session) -> None:
    world = World(pat, 3)
    world.rule(1, 2, "different")
    replaced_by = world.rule(1, 2, "same")
    world.set_state(1, "withdrawn")
    world.rule(2, 3, "same")
    world.set_state(1, "live")
    world.set_state(2, "withdrawn")
    world.rule(1, 3, "same")
    world.set_state(2, "live")
    assert world.groups == [[1, 2, 3]]
    with pytest.raises(Contradicts):
        world.undo(replaced_by)
    assert world.groups == [[1, 2, 3]]


def test_a_decision_does_not_hang_on_the_evidence_or_on_a_record_being_here(pat: Session) -> None:
    world = World(pat, 2)
    world.weigh(1, 2, STRONG)
    world.rule(1, 2, "same")
    world.weigh(1, 2, WEAK)
    world.set_state(2, "withdrawn")
    world.set_state(2, "live")
    assert world.groups == [[1, 2]]


def test_undoing_brings_the_replaced_decision_back(pat: Session) -> None:
    world = World(pat, 2)
    world.weigh(1, 2, STRONG)
    world.rule(1, 2, "different")
    replacing = world.rule(1, 2, "same")
    assert world.groups == [[1, 2]]
    world.undo(replacing)
    assert world.groups == [[1], [2]]
    assert world.verdicts == {(1, 2, "different")}


def test_undoing_different_takes_back_every_pair_it_settled(pat: Session) -> None:
    world = World(pat, 4)
    for a, b in ((1, 2), (3, 4)):
        world.weigh(a, b, STRONG)
    for a, b in ((1, 3), (1, 4), (2, 3), (2, 4)):
        world.weigh(a, b, WEAK)
    before = (world.groups, waiting(pat))
    assert before[0] == [[1, 2], [3, 4]]
    made = world.rule(1, 3, "different")
    assert waiting(pat) == []
    world.undo(made)
    assert (world.groups, waiting(pat)) == before
    assert world.verdicts == set()


def test_the_machine_may_not_redo_what_was_undone(pat: Session) -> None:
    world = World(pat, 2)
    made = world.rule(1, 2, "same")
    world.weigh(1, 2, STRONG)
    world.undo(made)
    assert world.groups == [[1], [2]]
    world.weigh(1, 2, STRONG + 10)
    assert world.groups == [[1], [2]]
    assert [kind for _, kind, *_ in waiting(pat)] == ["undone, but the records agree"]


def test_same_lifts_a_hold_between_the_two_persons_whichever_pair_asks(pat: Session) -> None:
    world = World(pat, 3)
    made = world.rule(1, 2, "same")
    world.weigh(1, 2, STRONG)
    world.undo(made)
    world.weigh(1, 3, STRONG + 5)
    world.weigh(2, 3, STRONG + 9)
    assert world.groups == [[1], [2, 3]]
    world.rule(1, 3, "same")
    assert world.groups == [[1, 2, 3]]


def test_numbers_come_back_after_an_unmerge(pat: Session) -> None:
    world = World(pat, 2)
    before = persons(pat)
    made = world.rule(1, 2, "same")
    assert persons(pat) == {1: 1, 2: 1}
    world.undo(made)
    assert persons(pat) == before == {1: 1, 2: 2}


def test_a_separation_is_closed_over_the_person(pat: Session) -> None:
    world = World(pat, 3)
    world.rule(2, 3, "same")
    world.rule(1, 2, "different")
    world.weigh(1, 3, STRONG + 10)
    assert world.groups == [[1], [2, 3]]
    assert [(kind, a, b) for _, kind, a, b, _ in waiting(pat)] == [("conflicts with a decision", 1, 3)]


def test_the_latch_stays_between_join_and_keep_on_the_pair() -> None:
    limits = shipped().thresholds
    between = (limits.join + limits.keep) / 2
    weights = np.array([limits.join, between, between, limits.keep - 0.1])
    before = np.array([False, True, False, True])
    assert latches(weights, before, limits).tolist() == [True, True, False, False]


def test_records_that_nothing_led_together_are_weighed_when_people_decide_about_them(pat: Session) -> None:
    """Or else the first row that comes of one of them would seem to have changed the evidence."""
    amelia = row("1", "Smith", "Amelia", "2013-03-14", nhs="", phone="", sex="")
    emily = row("2", "Smith", "Emily", "1980-07-21", nhs="4857773456", phone="", sex="")
    keys, _ = deliver(pat, feed(pat, "Adults"), [amelia, emily])
    a, b = keys["1"], keys["2"]
    with pat.changing(May.REVIEW, Action.DECIDED, "by hand") as change:
        assert pairs.evidence(change.connection, a, b) is None
        rule(change.connection, change.event, Case(0, "", a, b, 0.0, "open"), "same", "details", "")
        [made] = decisions.standing(change.connection)
        assert made.weight < 0
        assert made.evidence
    deliver(pat, feed(pat, "Adults"), [amelia._replace(birth_date="2013-03-15")])
    assert waiting(pat) == []


def test_it_is_weighed_too_when_another_program_kept_what_is_known(pat: Session) -> None:
    """After an upgrade nothing that was kept is read any more, and somebody may decide before the next file comes."""
    amelia = row("1", "Smith", "Amelia", "2013-03-14", nhs="", phone="", sex="")
    emily = row("2", "Smith", "Emily", "1980-07-21", nhs="4857773456", phone="", sex="")
    keys, _ = deliver(pat, feed(pat, "Adults"), [amelia, emily])
    a, b = keys["1"], keys["2"]
    with pat.changing(May.REVIEW, Action.DECIDED, "by hand") as change:
        weigh_asked(change.connection, change.event, [(a, b)])
        kept = pairs.evidence(change.connection, a, b)
        assert kept is not None
        change.connection.execute("delete from pair")
        linkage.begin_anew(change.connection, 0)
        rule(change.connection, change.event, Case(0, "", a, b, 0.0, "open"), "same", "details", "")
        assert pairs.evidence(change.connection, a, b) == kept
