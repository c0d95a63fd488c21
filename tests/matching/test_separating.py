"""R20: old and new identities are kept apart by an information lead, through any chain, and nobody else is told."""

from __future__ import annotations

import pytest

from importers.delivering import redacting
from matching.deciding import review, separating
from matching.deciding.ruling import RESERVED, Contradicts, NotStanding
from matching.deciding.separating import NotApart, OnePerson
from store import accounts
from store.audit import Action
from store.disclosure.shielding import SecondPerson
from store.errors import Incomplete, NotAllowed
from store.permissions import May, Role
from store.records import decisions, pairs
from store.session import Session
from tests.accounts import SignIn
from tests.matching.people import row
from tests.matching.test_partition_planted import GRACE, HOME, NHS, apart, asked
from tests.matching.test_review_ruling import World
from tests.matching.town import deliver, feed, persons, waiting

RUTH = row("1", "Bell", "Ruth", "1955-08-09")
AGAIN = row("1", **GRACE, nhs=NHS, **HOME)


@pytest.fixture
def two(admin: Session) -> Session:
    """A hub that knows Grace, and Ruth, who is Grace's new identity."""
    deliver(admin, feed(admin, "Housing"), [AGAIN])
    deliver(admin, feed(admin, "Schools"), [RUTH])
    return admin


def test_r20_no_evidence_links_them_and_nobody_is_asked(two: Session, lead: Session) -> None:
    number = separating.keep_apart(lead, 1, 2, "adopted")
    deliver(two, feed(two, "Schools"), [AGAIN])  # the new identity's record says all that the old one's does
    assert apart(lead, 1, 2)
    deliver(two, feed(two, "Primary care"), [AGAIN])
    assert apart(lead, 1, 2)
    assert asked(lead, 1, 2) == set()
    [told] = separating.listing(lead)
    assert (told.id, told.reason, told.by_name, len(told.people)) == (number, "adopted", "Pat Petrov", 2)


def test_r20_they_stay_apart_when_the_record_that_was_kept_apart_is_blanked(
    two: Session, lead: Session, supervisor: Session
) -> None:
    """What joined the old identity since stands for it, by the same act."""
    separating.keep_apart(lead, 1, 2, "adopted")
    deliver(two, feed(two, "Primary care"), [AGAIN])
    deliver(two, feed(two, "Schools"), [row("1", **GRACE, phone=HOME["phone"])])
    assert persons(lead) == {1: 1, 2: 2, 3: 1}
    redacting.carry_out(supervisor, redacting.ask(two, "BRENT-HOUSING", "1", "the court says so"))
    assert persons(lead) == {2: 2, 3: 3}
    assert waiting(lead) == []
    [told] = separating.listing(lead)
    assert [one.person for one in told.people] == [2, 3]


def test_r20_less_protection_takes_another_lead(two: Session, lead: Session, signed_in: SignIn) -> None:
    number = separating.keep_apart(lead, 1, 2, "adopted")
    with pytest.raises(SecondPerson):
        separating.end(lead, number)
    assert review.last_decision(lead) is None, "no decision that one person can undo"
    with pytest.raises(NotStanding):
        review.undo(lead, number)
    accounts.set_roles(two, "sue", [Role.LEAD])
    sue = signed_in("sue")
    separating.end(sue, number)
    assert separating.listing(sue) == ()
    with pytest.raises(NotApart):
        separating.end(sue, number)
    deliver(two, feed(two, "Schools"), [AGAIN])
    assert not apart(lead, 1, 2)


def test_r20_a_supervisor_who_would_join_them_learns_no_more_than_whom_to_ask(pat: Session) -> None:
    world = World(pat, 3)
    with pat.changing(May.SHIELD, Action.KEPT_APART, "two identities") as change:
        decisions.add(change.connection, 1, 2, "protected", event=change.event, reason="protected", note="adopted")
    world.weigh(1, 3, 10.0)
    world.rule(1, 3, "same")
    with pytest.raises(Contradicts) as refused:
        world.rule(2, 3, "same")
    assert refused.value.sentence == RESERVED
    assert "kept apart" not in str(refused.value)


def test_r20_nobody_is_asked_about_a_record_that_joined_one_of_them_since(pat: Session) -> None:
    """Where the question about another record is answered, and what was kept apart is beyond all that changes."""
    world = World(pat, 4)
    with pat.changing(May.SHIELD, Action.KEPT_APART, "two identities") as change:
        decisions.add(change.connection, 2, 3, "protected", event=change.event, reason="protected", note="adopted")
    world.rule(1, 2, "same")
    world.weigh(3, 4, 2.0)
    with pat.changing(May.REVIEW, Action.DECIDED, "by hand") as change:  # light: it leads from neither to the other
        pairs.put(change.connection, [(1, 3, 1.0, 0, "", "[]")], 1)
    world.rule(3, 4, "unsure")
    assert [case[2:] for case in waiting(pat)] == [(3, 4, "unsure")]


@pytest.fixture
def pat(admin: Session, signed_in: SignIn) -> Session:
    """Pat, who may do everything."""
    accounts.set_roles(admin, "pat", [Role.LEAD, Role.ADMIN, Role.SUPERVISOR])
    return signed_in("pat")


def test_r20_a_decision_that_they_are_one_comes_first(two: Session, lead: Session, supervisor: Session) -> None:
    for stranger in (two, supervisor):
        with pytest.raises(NotAllowed):
            separating.keep_apart(stranger, 1, 2, "adopted")
        with pytest.raises(NotAllowed):
            separating.listing(stranger)
    with pytest.raises(Incomplete):
        separating.keep_apart(lead, 1, 2, " ")
    deliver(two, feed(two, "Schools"), [AGAIN])
    assert persons(lead)[1] == persons(lead)[2]
    with pytest.raises(OnePerson):
        separating.keep_apart(lead, 1, 2, "adopted")
