"""Each guard planted in a hub, one by one: the join is refused, also through a third record, and somebody is asked."""

from __future__ import annotations

import json

import numpy as np
import pytest

from matching.deciding import review
from matching.linkage.facts import barred
from matching.linkage.partition import WEAK
from matching.linkage.questions import Kind
from matching.scoring.columns import Builder
from matching.scoring.compare import compare
from matching.scoring.weights import shipped
from store.audit import Action
from store.permissions import May
from store.records import decisions, models
from store.session import Session
from store.vault.database import Connection
from tests.accounts import SignIn
from tests.matching.people import row
from tests.matching.test_review_ruling import World
from tests.matching.town import deliver, feed, persons, waiting

NHS, OTHER_NHS = "4857773456", "9434765919"
HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR", "phone": "+442079460001"}
GRACE = {"family": "Okafor", "given": "Grace", "birth": "1990-01-02"}


@pytest.fixture
def pat(signed_in: SignIn) -> Session:
    return signed_in("pat")


def asked(session: Session, a: int, b: int) -> set[str]:
    """The kinds of the cases between the persons of two records."""
    who = persons(session)
    return {kind for _, kind, x, y, _ in waiting(session) if {who[x], who[y]} == {who[a], who[b]}}


def apart(session: Session, a: int, b: int) -> bool:
    who = persons(session)
    return who[a] != who[b]


def test_two_valid_nhs_numbers(pat: Session) -> None:
    deliver(pat, feed(pat, "Housing"), [row("1", **GRACE, nhs=NHS, **HOME)])
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, nhs=OTHER_NHS, **HOME)])
    assert asked(pat, 1, 2) == {Kind.IDENTIFIER}
    deliver(pat, feed(pat, "Primary care"), [row("1", **GRACE, **HOME)])
    assert apart(pat, 1, 2)
    assert asked(pat, 1, 2) == {Kind.IDENTIFIER}
    assert asked(pat, 3, 1) | asked(pat, 3, 2)


def test_twins(pat: Session) -> None:
    home = {**HOME, "birth": "2014-05-06", "family": "Khan"}
    deliver(pat, feed(pat, "Housing"), [row("1", given="Zara", **home), row("2", given="Zoe", **home)])
    deliver(pat, feed(pat, "Schools"), [row("1", given="Zara", **home), row("2", given="Z", **home)])
    assert apart(pat, 1, 2)
    assert not apart(pat, 1, 3)
    assert apart(pat, 4, 1)
    assert apart(pat, 4, 2)
    assert asked(pat, 4, 1) | asked(pat, 4, 2), "the initial fits both"


def test_a_feed_that_lists_nobody_twice(pat: Session) -> None:
    clean = feed(pat, "Housing", clean=True)
    deliver(pat, clean, [row("1", **GRACE, **HOME), row("2", **GRACE, **HOME)])
    assert asked(pat, 1, 2) == {Kind.DOUBLE}
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, **HOME)])
    assert apart(pat, 1, 2)
    assert asked(pat, 1, 2) == {Kind.DOUBLE}


def test_a_decision_that_they_are_different(pat: Session) -> None:
    deliver(pat, feed(pat, "Housing"), [row("1", **GRACE, nhs=NHS, **HOME)])
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, nhs=OTHER_NHS, **HOME)])
    review.decide(pat, review.queue(pat)[0].id, "different", review.Reason.NAMESAKES)
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, nhs=NHS, **HOME)])  # the evidence is overwhelming by now
    assert apart(pat, 1, 2)
    deliver(pat, feed(pat, "Primary care"), [row("1", **GRACE, nhs=NHS, **HOME)])
    assert apart(pat, 1, 2)
    assert asked(pat, 3, 1) | asked(pat, 3, 2), "the third record is not lost: it fits both, or conflicts with it"


@pytest.mark.parametrize(("verdict", "visible"), [("hold", True), ("protected", False)])
def test_a_hold_is_asked_about_and_a_protected_separation_never(pat: Session, verdict: str, visible: bool) -> None:
    deliver(pat, feed(pat, "Housing"), [row("1", **GRACE, nhs=NHS, **HOME)])
    deliver(pat, feed(pat, "Schools"), [row("1", "Bell", "Ruth", "1955-08-09")])
    with pat.changing(May.REVIEW, Action.DECIDED, "set apart") as change:
        actor = "system" if verdict == "hold" else "human"
        decisions.add(change.connection, 1, 2, verdict, event=change.event, actor=actor, reason="by hand")
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, nhs=NHS, **HOME)])
    assert apart(pat, 1, 2)
    assert asked(pat, 1, 2) == ({Kind.UNDONE} if visible else set())
    deliver(pat, feed(pat, "Primary care"), [row("1", **GRACE, nhs=NHS, **HOME)])
    assert apart(pat, 1, 2)
    assert asked(pat, 1, 2) == ({Kind.UNDONE} if visible else set())


def test_a_rival_that_changes_leaves_the_others_free_to_join(pat: Session) -> None:
    deliver(pat, feed(pat, "Housing"), [row("1", **GRACE, nhs=NHS, **HOME)])
    deliver(pat, feed(pat, "Schools"), [row("1", **GRACE, nhs=OTHER_NHS, **HOME)])
    deliver(pat, feed(pat, "Primary care"), [row("1", **GRACE, **HOME)])
    assert apart(pat, 1, 3)
    deliver(pat, feed(pat, "Schools"), [row("1", "Bell", "Ruth", "1955-08-09", nhs=OTHER_NHS)])
    assert not apart(pat, 1, 3)


def test_unsure_about_a_hold_leaves_it_held(pat: Session) -> None:
    world = World(pat, 2)
    made = world.rule(1, 2, "same")
    world.weigh(1, 2, 30.0)
    world.undo(made)
    world.rule(1, 2, "unsure")
    assert world.groups == [[1], [2]]
    assert [(kind, state) for _, kind, _, _, state in waiting(pat)] == [(Kind.UNDONE, "unsure")]


@pytest.mark.parametrize(("fits", "groups", "kinds"), [
    (48.0, [[1, 2], [3], [4, 5]], {Kind.BRIDGE}),
    (40.0, [[1, 2, 3], [4, 5]], {Kind.DUPLICATE}),
])  # fmt: skip
def test_a_record_that_fits_two_persons(pat: Session, fits: float, groups: list[list[int]], kinds: set[str]) -> None:
    world = World(pat, 5)
    for a, b, bits in ((1, 2, 30.0), (4, 5, 29.0), (1, 4, 2.0), (1, 5, 2.0), (2, 4, 2.0), (2, 5, 2.0)):
        world.weigh(a, b, bits)
    for a, b, bits in ((1, 3, 50.0), (2, 3, 49.0), (3, 4, fits), (3, 5, 30.0)):
        world.weigh(a, b, bits)
    assert world.groups == groups
    assert asked(pat, 3, 4) == kinds


def test_the_cap_on_size(pat: Session) -> None:
    world = World(pat, 3)
    with pat.changing(May.REVIEW, Action.DECIDED, "a small cap") as change:
        small_cap(change.connection, change.event)
    for a, b in ((1, 2), (1, 3), (2, 3)):
        world.weigh(a, b, 20.0 + a)
    assert sorted(map(len, world.groups)) == [1, 2]
    assert {kind for _, kind, *_ in waiting(pat)} == {Kind.DUPLICATE}


def small_cap(connection: Connection, event: int) -> None:
    body = json.loads(shipped().body)
    body["thresholds"]["cap"] = 2
    models.add(connection, json.dumps(body), "a test", event)


def test_a_pair_whose_fields_speak_against_it_and_one_of_which_little_is_known() -> None:
    builder = Builder(3)
    for at, (given, family, birth, house) in enumerate(
        (("Maria", "Silva", 19800101, "1"), ("Marianne", "Jones", 19810101, "9"), ("Maria", "", 0, ""))
    ):
        builder.name(at, given, "", family)
        builder.birth[at] = birth
        builder.address(at, "", house, "high road" if house == "1" else "mill lane", "")
    found, nobody = compare(builder.table(), np.array([0, 0]), np.array([1, 2])), np.zeros(2, np.bool_)
    assert barred([(10, 11), (10, 12)], found, nobody, nobody, shipped()) == {(10, 11): WEAK}
