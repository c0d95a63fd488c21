"""Evidence that changes after people decided is put before them again; what they decided stands meanwhile."""

from __future__ import annotations

import pytest

from matching.deciding import review
from matching.deciding.review import DecisionStands, Reason
from matching.linkage.questions import Kind
from store.permissions import May
from store.records.rows import RecordRow
from store.session import Session
from tests.matching.people import row
from tests.matching.town import deliver, feed, persons, waiting

HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}
GRACE = row("1", "Okafor", "Grace", "1990-01-02", **HOME)
MARRIED = row("x", "Mensah", "Grace", "1990-01-02")
NHS, OTHER_NHS = "4857773456", "9434765919"


def asked(admin: Session, sue: Session, one: RecordRow, other: RecordRow, verdict: review.Verdict) -> None:
    """Two records of two agencies, and what a supervisor said of them."""
    deliver(admin, feed(admin, "Housing"), [one])
    deliver(admin, feed(admin, "Primary care"), [other])
    ((case, *_),) = waiting(sue)
    review.decide(sue, case, verdict, Reason.CHANGED if verdict == "same" else Reason.NAMESAKES)
    assert waiting(sue) == []


def kinds(session: Session) -> list[tuple[str, int, int]]:
    return [(kind, a, b) for _, kind, a, b, _ in waiting(session)]


def test_a_weight_that_moves_far_asks_again_and_the_decision_stands(admin: Session, supervisor: Session) -> None:
    asked(admin, supervisor, GRACE, MARRIED, "same")
    deliver(admin, feed(admin, "Primary care"), [row("x", "Brown", "Olive", "1951-07-30")])
    assert kinds(supervisor) == [(Kind.CHANGED, 1, 2)]
    assert persons(supervisor) == {1: 1, 2: 1}
    view = review.case(supervisor, waiting(supervisor)[0][0])
    assert view.why == Kind.CHANGED.words
    assert [m.record for m in view.left.members] == [1]
    assert [m.record for m in view.right.members] == [2]
    assert view.if_same
    assert view.if_different


def test_answering_again_settles_it_on_what_is_known_now(admin: Session, supervisor: Session) -> None:
    asked(admin, supervisor, GRACE, MARRIED, "same")
    deliver(admin, feed(admin, "Primary care"), [row("x", "Brown", "Olive", "1951-07-30")])
    (case, *_) = waiting(supervisor)[0]
    with pytest.raises(DecisionStands):
        review.decide(supervisor, case, "unsure", Reason.MORE_NEEDED)
    made = review.decide(supervisor, case, "different", Reason.NAMESAKES)
    assert persons(supervisor) == {1: 1, 2: 2}
    assert waiting(supervisor) == []
    review.undo(supervisor, made.decision)
    assert persons(supervisor) == {1: 1, 2: 1}
    assert kinds(supervisor) == [(Kind.CHANGED, 1, 2)]
    review.decide(supervisor, case, "same", Reason.CHANGED)
    assert persons(supervisor) == {1: 1, 2: 1}
    assert waiting(supervisor) == []


def test_a_little_more_or_less_asks_nothing(admin: Session, supervisor: Session) -> None:
    asked(admin, supervisor, GRACE, MARRIED, "same")
    deliver(admin, feed(admin, "Primary care"), [row("x", "Mensah", "Grace", "1990-01-02", sex="F")])
    assert waiting(supervisor) == []


def test_a_number_that_appears_asks_again_even_of_two_people(admin: Session, supervisor: Session) -> None:
    first = row("1", "Okafor", "Grace", "1990-01-02", nhs=NHS, **HOME)
    asked(admin, supervisor, first, MARRIED, "different")
    deliver(admin, feed(admin, "Primary care"), [row("x", "Mensah", "Grace", "1990-01-02", nhs=NHS)])
    assert kinds(supervisor) == [(Kind.CHANGED, 1, 2)]
    assert persons(supervisor) == {1: 1, 2: 2}, "the decision stands"
    deliver(admin, feed(admin, "Primary care"), [MARRIED])
    assert waiting(supervisor) == [], "what is known is again what it was"


def test_a_decision_keeps_the_evidence_it_was_made_on(admin: Session, supervisor: Session) -> None:
    asked(admin, supervisor, GRACE, MARRIED, "same")
    with supervisor.reading(May.REVIEW) as connection:
        weight, evidence = connection.execute("select weight, evidence from decision").fetchone()
        stands = connection.execute("select weight, evidence from pair").fetchone()
    assert (weight, evidence) == stands
