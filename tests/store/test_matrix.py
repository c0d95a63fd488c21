"""Several people against the services (F19): whoever may not be opened keeps a line, and the others stand."""

from __future__ import annotations

import pytest

from store.audit import Action
from store.disclosure import areas, shielding
from store.disclosure.facts import PersonGone
from store.disclosure.matrix import Matrix, Unopened, family
from store.disclosure.shields import Elsewhere, NotLinked
from store.errors import EnquiryNeeded
from store.records.restrictions import Level
from store.records.themes import Theme
from store.session import Session
from tests.store.small_hub import HOME, SmallHub, name, row

NOBODY = 999_999


@pytest.fixture
def small(admin: Session) -> SmallHub:
    small = SmallHub(admin)
    small.feed("CSC", Theme.CSC, "Children's social care")
    small.feed("HOU", Theme.HOUSING, "Housing")
    small.feed("COM", Theme.COMMUNITY, "Community health", area="Hounslow")
    return small


@pytest.fixture
def child(small: SmallHub) -> int:
    [one] = small.deliver("CSC", "2026-06-10", row(addresses=(HOME,)))
    return one


@pytest.fixture
def adult(small: SmallHub, child: int) -> int:
    assert child
    [one] = small.deliver(
        "CSC", "2026-06-10", row(names=(name("Smith", "Sarah"),), birth_date="1985-02-01", addresses=(HOME,))
    )
    return one


@pytest.fixture
def stranger(small: SmallHub) -> int:
    """An adult of the area who lives with nobody of the list."""
    [one] = small.deliver("CSC", "2026-06-10", row(names=(name("Cole", "Albert"),), birth_date="1940-02-01"))
    return one


@pytest.fixture
def far(small: SmallHub) -> int:
    [one] = small.deliver("COM", "2026-06-08", row(names=(name("Khan", "Zara"),)))
    return one


def titles(table: Matrix) -> list[str]:
    return [one.title if isinstance(one, Unopened) else one.banner.title for one in table.people]


def opened(reader: Session) -> list[str]:
    with reader.reading_audit() as log:
        rows = log.execute("select subject from audit where action = ? order by seq", (str(Action.PERSON_OPENED),))
        return [subject for (subject,) in rows]


def test_one_who_cannot_be_opened_does_not_fail_the_others(
    calling: Session, supervisor: Session, lead: Session, child: int, adult: int, far: int
) -> None:
    shielding.protect(lead, adult, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
    table = family(calling, (far, child, NOBODY, adult))
    assert titles(table) == [Elsewhere.title, "SMITH, Amelia", PersonGone().title, PersonGone().title]
    hidden, nobody = (one for one in table.people if one.person in (adult, NOBODY))
    assert isinstance(hidden, Unopened)
    assert isinstance(nobody, Unopened)
    assert (hidden.sentence, hidden.advice) == (nobody.sentence, nobody.advice), "R16: as if nobody had the number"
    assert [len(cells) for cells in table.cells] == [0, len(table.services), 0, 0]
    assert opened(supervisor) == [f"person {child}"]


def test_r28_the_lists_children_lead_to_its_adults_whatever_the_order(
    calling: Session, supervisor: Session, lead: Session, child: int, adult: int, stranger: int
) -> None:
    areas.set_closed(lead, "Brent", closed=True)
    assert titles(family(calling, (adult, stranger, child))) == ["SMITH, Sarah", NotLinked.title, "SMITH, Amelia"]
    assert opened(supervisor) == [f"person {child}", f"person {adult}"]


def test_if_nobody_can_be_opened_the_reason_is_told(calling: Session, far: int) -> None:
    with pytest.raises(Elsewhere):
        family(calling, (far, NOBODY))
    calling.close_enquiry()
    with pytest.raises(EnquiryNeeded):
        family(calling, (far,))


def test_a_cell_without_a_flag_says_why(calling: Session, child: int, adult: int, far: int) -> None:
    areas.widen(calling, "the family moved here last week")
    table = family(calling, (child, adult, far))
    why = {
        (one.person, service.label): cell.why
        for one, cells in zip(table.people, table.cells, strict=True)
        for service, cell in zip(table.services, cells, strict=True)
    }
    assert why[child, "Housing"] == "age"
    assert why[child, "Community health"] == "area"
    assert why[adult, "Housing"] == ""
