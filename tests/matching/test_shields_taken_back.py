"""A shield outlives the record it was set on (domain/2 R19): taking a delivery back shows nobody who was protected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from matching.deciding import review
from matching.linkage import resolve
from matching.lookup.postings import index_anew
from matching.lookup.search import Lookup
from store.audit import Action
from store.disclosure import shielding, view
from store.disclosure.facts import PersonGone
from store.permissions import May
from store.records import decisions
from store.records.restrictions import Level
from tests.matching.people import row
from tests.matching.test_shields_found import HOME, Town, deliver, protect, settle
from tests.matching.town import bring_back, persons

__all__ = ["settle"]

NAMED = row("hidden", "McDonald", "Amelia", "2013-03-14", case="249012", **HOME)
LATER = row("later", "McDonald", "Amelia", "2013-03-14", phone="+442079460958", **HOME)
LAST = row("last", "McDonald", "Amelia", "2013-03-14", case="A-77", **HOME)


def take_out(town: Town, record: int, *, back: bool = False) -> None:
    """What taking its delivery back, or delivering it again, does to a record."""
    with town.admin.changing(May.IMPORT, Action.ROLLED_BACK, "1") as change:
        if back:
            bring_back(change, record)
        else:
            resolve.withdraw(change.connection, change.event, [record])
        index_anew(change.connection, change.event, [record])


def hidden(town: Town, record: int) -> bool:
    """Whether the record is anybody's page for the officer; a search for the name says the same."""
    found = record in [hit.person for hit in Lookup(town.officer).find("amelia mcdonald").hits]
    try:
        view.person(town.officer, record)
    except PersonGone:
        assert not found
        return True
    assert found
    return False


@pytest.fixture
def three(settle: Callable[..., Town]) -> tuple[Town, int, int, int]:
    """A person who was protected by her first record; two that came later are hers by likeness alone."""
    town = settle(NAMED)
    protect(town, "hidden", Level.EXISTENCE)
    town.keys.update(deliver(town.admin, "Health", [LATER])[0])
    town.keys.update(deliver(town.admin, "Police", [LAST])[0])
    named, later, last = (town.keys[key] for key in ("hidden", "later", "last"))
    assert len({persons(town.lead)[record] for record in (named, later, last)}) == 1
    return town, named, later, last


def test_r19_who_was_one_person_with_a_record_taken_back_stays_protected(three: tuple[Town, int, int, int]) -> None:
    town, named, later, last = three
    take_out(town, named)
    assert hidden(town, later)
    take_out(town, later)
    assert hidden(town, last)
    [shield] = shielding.listing(town.lead)
    assert [one.person for one in shield.people] == [last]
    take_out(town, named, back=True)
    take_out(town, later, back=True)
    assert hidden(town, named)
    [shield] = shielding.listing(town.lead)
    assert [one.person for one in shield.people] == [named]


def test_r19_the_order_in_which_deliveries_are_taken_back_does_not_matter(three: tuple[Town, int, int, int]) -> None:
    town, named, later, last = three
    take_out(town, last)
    take_out(town, named)
    take_out(town, later)
    take_out(town, last, back=True)
    assert hidden(town, last)
    [shield] = shielding.listing(town.lead)
    shielding.lift(town.lead, shield.shield.id, "safe")
    shielding.lift(town.admin, shield.shield.id, "safe")
    assert not hidden(town, last)


def test_r19_whom_people_parted_from_her_before_is_not_protected_with_her(three: tuple[Town, int, int, int]) -> None:
    town, named, later, last = three
    records = [named, later]
    with town.lead.changing(May.REVIEW, Action.DECIDED, "1") as change:
        for record in records:
            decisions.add(change.connection, record, last, "different", event=change.event, reason="agency")
        resolve.recompute(change.connection, change.event, [*records, last])
    for asked in review.queue(town.admin):
        review.decide(town.admin, asked.id, "different", review.Reason.AGENCY)
    assert not hidden(town, last)
    take_out(town, named)
    assert (hidden(town, later), hidden(town, last)) == (True, False)
