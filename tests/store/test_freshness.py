"""How fresh a feed is called, the same on the board and on every page (domain/9 rule 30, R6, F64)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.lookup import unfound
from matching.lookup.query import parse
from store.audit import Action
from store.disclosure import view
from store.disclosure.facts import supplies
from store.disclosure.freshness import overdue_banner
from store.disclosure.rules import overdue
from store.disclosure.standing import State
from store.enquiry import Purpose
from store.permissions import May
from store.records import deliveries, leads, terms
from store.records.agencies import Agency, Feed
from store.records.board import feed_board
from store.records.freshness import OVERDUE, STOPPED, freshness
from store.records.themes import Theme
from store.session import Session
from tests.accounts import SignIn
from tests.store.small_hub import SmallHub, episode, row

TODAY = date(2026, 6, 15)


def feed(cadence: int = 7, stale: int = 21) -> Feed:
    agency = Agency(1, "BRENT", "Brent Council", "Brent", "", "")
    return Feed(1, "B", agency, "Housing", Theme.HOUSING, "full", cadence, stale, "tenants", "", "one", "none")


@pytest.mark.parametrize(
    ("age", "state", "missed", "task"),
    [
        (0, "fresh", 0, False), (7, "fresh", 0, False), (8, "due", 1, False), (14, "due", 1, False),
        (15, "due", 2, False),
        (21, "due", 2, False), (22, "overdue", 3, True), (42, "overdue", 5, True), (43, "stopped", 6, True),
    ],
)  # fmt: skip
def test_states_of_a_weekly_feed(age: int, state: str, missed: int, task: bool) -> None:
    """Three missed intervals create a task for the feed owner."""
    told = freshness(feed(), (TODAY - timedelta(days=age)).isoformat(), TODAY)
    assert (told.state, told.missed, told.task, told.age) == (state, missed, task, age)
    assert told.due == TODAY - timedelta(days=age) + timedelta(days=7)


def test_a_feed_that_never_came_is_no_task() -> None:
    told = freshness(feed(), "", TODAY)
    assert (told.state, told.age, told.due, told.task) == ("never", None, None, False)


@given(st.integers(1, 366), st.integers(1, 732), st.integers(0, 3000))
def test_the_board_says_late_exactly_when_pages_do(cadence: int, stale: int, age: int) -> None:
    day = (TODAY - timedelta(days=age)).isoformat()
    assert (freshness(feed(cadence, stale), day, TODAY).state in {OVERDUE, STOPPED}) == overdue(day, stale, TODAY)


@pytest.fixture
def small(admin: Session) -> SmallHub:
    return SmallHub(admin)


def test_a_late_file_makes_nothing_older(small: SmallHub, admin: Session) -> None:
    """An entry of May that comes in June, of a feed that only adds: board, page and look-up keep the newest day."""
    small.feed("A", Theme.HOUSING, "Housing", mode="append")
    small.deliver("A", "2026-06-12", row())
    small.deliver("A", "2026-05-01", row())
    (line,) = feed_board(admin)
    assert (line.fresh.as_of, line.fresh.age, line.state) == ("2026-06-12", 3, "fresh")
    with admin.reading(May.FEEDS) as connection:
        assert [supply.as_of for supply in supplies(connection).values()] == ["2026-06-12"]
        assert [supply.as_of for supply in leads.supplies(connection)] == ["2026-06-12"]


def test_the_officers_banner_is_one_sentence_however_many_are_overdue(
    small: SmallHub, officer: Session, signed_in: SignIn
) -> None:
    assert overdue_banner(officer) == ""
    small.feed("A", Theme.HOUSING, "Housing")
    small.deliver("A", "2026-03-08", row())
    assert overdue_banner(officer).startswith("Brent Housing data is 99 days old")
    small.feed("H", Theme.HOUSING, "Housing", area="Hounslow")
    small.deliver("H", "2026-01-01", row())
    assert "Hounslow" not in overdue_banner(officer)
    for number in range(5):
        small.feed(f"B{number}", Theme.CSC, f"Service {number}")
        small.deliver(f"B{number}", f"2026-03-0{number + 1}", row())
    told = overdue_banner(officer)
    assert told == (
        "Data is overdue from Brent Service 0 (106 days old), Brent Service 1 (105 days old), Brent Service 2"
        " (104 days old), Brent Service 3 (103 days old) and 2 more. Ring before relying on it."
    )
    assert len(told) < 3 * 76


def test_the_board_counts_what_is_open(small: SmallHub, admin: Session) -> None:
    small.feed("A", Theme.HOUSING, "Housing")
    (line,) = feed_board(admin)
    assert (line.last, line.open_rows, line.held, line.state) == (None, 0, 0, "never")


def test_a_feed_whose_only_delivery_was_taken_back_says_so(small: SmallHub, admin: Session) -> None:
    """Somebody delivered, and somebody took it back: 'never' would send the admin to ring the agency."""
    small.feed("A", Theme.HOUSING, "Housing")
    small.deliver("A", "2026-06-08", row())
    with admin.changing(May.IMPORT, Action.ROLLED_BACK, "1") as change:
        deliveries.mark_rolled_back(change.connection, 1, change.event)
    (line,) = feed_board(admin)
    assert (line.last, line.state) == (None, "none")
    assert line.taken_back is not None
    gone, when = line.taken_back
    assert (gone.id, when[:10]) == (1, TODAY.isoformat())
    small.deliver("A", "2026-06-09", row())
    (line,) = feed_board(admin)
    assert (line.taken_back, line.state) == (None, "fresh")


def test_a_retired_feed_is_nowhere_overdue_and_is_said_to_send_no_more(
    small: SmallHub, admin: Session, officer: Session
) -> None:
    small.feed("A", Theme.CSC, "Social care")
    [amelia] = small.deliver("A", "2026-03-08", row(involvements=(episode(),)))
    terms.retire(admin, "A")
    officer.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    assert feed_board(admin) == ()
    assert overdue_banner(officer) == ""
    shown = view.person(officer, amelia)
    assert not [notice for notice in shown.notices if notice.kind == "overdue"]
    (flag,) = shown.flags
    assert flag.state is State.OPEN_STALE, "open when last supplied, never 'current'"
    assert flag.words.startswith(
        "Brent Social care sends this hub no data any more; the last is of 8 March 2026. When last supplied: open since"
    )
    with admin.reading(May.FEEDS) as connection:
        (supply,) = leads.supplies(connection)
    told = unfound.feed(supply, parse("Zebedee Nobody", TODAY), TODAY)
    assert "data of 8 March 2026, the last: it is sent no more" in told
    assert "overdue" not in told
