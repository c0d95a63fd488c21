"""Who shares a current address: inferred, dated, capped; never through a sensitive service (R14)."""

from __future__ import annotations

import pytest

from store.disclosure import view
from store.disclosure.household import MOST_PEOPLE, NOTE, Household
from store.records.rows import Address, RecordRow
from store.records.themes import Theme
from store.session import Session
from tests.store.small_hub import HOME, SmallHub, name, row


@pytest.fixture
def small(admin: Session) -> SmallHub:
    small = SmallHub(admin)
    small.feed("CSC", Theme.CSC, "Children's social care")
    small.feed("HOU", Theme.HOUSING, "Housing")
    small.feed("MH", Theme.MENTAL_HEALTH, "Mental health")
    return small


def at_home(given: str, born: str, *, home: Address = HOME, **more: object) -> RecordRow:
    return row(names=(name("Smith", given),), birth_date=born, addresses=(home,), **more)


def home_of(session: Session, person: int) -> Household:
    [household] = view.person(session, person).households
    return household


def test_those_at_the_same_address_with_the_source_youngest_first(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    [sarah, jack] = small.deliver(
        "HOU",
        "2026-06-08",
        at_home("Sarah", "1985-11-30"),
        at_home("Jack", "2008-01-05", death_date="2026-01-05"),
    )
    household = home_of(calling, amelia)
    assert household.address == "12 Acacia Road, Wembley, HA0 2AB"
    assert household.words == NOTE
    assert [member.person for member in household.members] == [jack, sarah]
    mother = household.members[1]
    assert (mother.title, mother.birth_words, mother.age) == ("SMITH, Sarah", "30 November 1985", "40y")
    assert mother.words == "same address according to Brent Housing, 8 June 2026"
    assert (household.members[0].died, household.members[0].age) == ("2026-01-05", "18y")


def test_who_once_lived_there_is_not_listed(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    small.deliver("HOU", "2026-06-08", at_home("Past", "1985-11-30", home=HOME._replace(kind="former")))
    small.deliver("HOU", "2026-05-01", at_home("Moved", "1985-11-30"), key="H9")
    away = HOME._replace(place="NW2 5BB|9")
    small.deliver("HOU", "2026-06-08", at_home("Moved", "1985-11-30", home=away), key="H9")
    household = home_of(calling, amelia)
    assert household.members == ()
    assert household.words == "No one else is recorded at this address in the data supplied."


def test_an_address_that_names_no_place_is_no_household(small: SmallHub, calling: Session) -> None:
    nowhere = HOME._replace(place="")
    [idris, _] = small.deliver(
        "CSC",
        "2026-06-10",
        at_home("Idris", "2009-12-03", home=nowhere),
        at_home("Else", "2009-12-04", home=nowhere),
    )
    assert view.person(calling, idris).households == ()


def test_a_hostel_is_counted_not_listed(small: SmallHub, calling: Session) -> None:
    others = [at_home(f"Person{n}", "1990-01-01") for n in range(MOST_PEOPLE + 1)]
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    small.deliver("HOU", "2026-06-08", *others[:-1])
    assert len(home_of(calling, amelia).members) == MOST_PEOPLE
    small.deliver("HOU", "2026-06-08", others[-1])
    household = home_of(calling, amelia)
    assert (household.people, household.members) == (MOST_PEOPLE + 1, ())
    assert household.words == f"Shared address, {MOST_PEOPLE + 1} people, not listed."


def test_nobody_is_listed_through_a_sensitive_service(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    [lodger] = small.deliver("MH", "2026-06-08", at_home("Lodger", "1970-01-05"))
    assert home_of(calling, amelia).people == 0
    small.deliver("HOU", "2026-06-01", at_home("Lodger", "1970-01-05"), person=lodger)
    [member] = home_of(calling, amelia).members
    assert member.words == "same address according to Brent Housing, 1 June 2026"


def test_a_source_hidden_by_the_members_age_is_not_named(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    small.deliver("HOU", "2026-06-08", at_home("Ben", "2015-01-05"))
    [member] = home_of(calling, amelia).members
    assert member.words == "same address according to a service not shown at this age, 8 June 2026"


def test_one_person_of_several_records_is_listed_once_and_a_possible_double_is_marked(
    small: SmallHub, calling: Session
) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", at_home("Amelia", "2013-03-14"))
    [other] = small.deliver("CSC", "2026-06-10", at_home("Amelia Jane", "2013-03-14"))
    small.deliver("CSC", "2026-06-10", at_home("Amelia Jane", "2013-03-14"), person=other)
    small.case(amelia, other)
    [member] = home_of(calling, amelia).members
    assert member.maybe_same
    assert member.words.endswith("may be the same person, being checked")


def test_each_current_address_has_its_household(small: SmallHub, calling: Session) -> None:
    second = HOME._replace(lines="31 Old Mill Street", place="NW10 1AA|31", postcode="NW10 1AA")
    [amelia] = small.deliver("CSC", "2026-06-01", at_home("Amelia", "2013-03-14", home=second))
    small.deliver("HOU", "2026-06-08", at_home("Amelia", "2013-03-14"), person=amelia)
    assert [home.address for home in view.person(calling, amelia).households] == [
        "12 Acacia Road, Wembley, HA0 2AB",
        "31 Old Mill Street, NW10 1AA",
    ]
