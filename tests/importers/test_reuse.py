"""Rule 20: a number that stands for somebody else is quarantined, and a reviewer says what became of it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.delivering import reuse
from importers.delivering.reuse import another
from store.errors import NotAllowed
from store.records.reuse import NoQuestion, Said
from store.session import Session
from tests.importers.deliveries import PEOPLE, check, deliver, feed, rows

AMELIA = "71,Smith,Amelia,14/03/2013,,HA0 2AB\n"
JOSEPH = "71,Okonkwo,Joseph,02/12/1988,,HA0 2AB\n"
DAYS = [date(2026, 6, day) for day in (1, 2, 3, 4)]


@pytest.fixture
def reused(admin: Session, tmp_path: Path) -> Session:
    """A hub that knew 71 as Amelia, and was then told that it is Joseph."""
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA, as_of=DAYS[0])
    receipt = deliver(admin, tmp_path / "b.csv", PEOPLE + JOSEPH, as_of=DAYS[1])
    assert (receipt.accepted, receipt.quarantined, receipt.issues) == (0, 1, {"ID_REUSE": 1})
    return admin


def names(admin: Session) -> list[tuple[object, ...]]:
    """Number of the agency, family name now said, person shown under."""
    return rows(
        admin,
        "select replace(substr(r.source_key, 1, 3), x'1f', '~'), n.family, l.person from source_record r"
        " join person_name n on n.record_id = r.id and n.version = r.version"
        " join link l on l.record_id = r.id and l.closed is null order by r.id",
    )


@pytest.mark.parametrize(
    ("now", "suspected"),
    [
        (Said(1, ("Okonkwo",), "1988-12-02", "F"), True),
        (Said(1, ("Smith",), "1988-12-02", "M"), True),
        (Said(1, ("Smith",), "1988-12-02", "F"), False),
        (Said(1, ("Smyth",), "1988-12-02", ""), False),
        (Said(1, ("Okonkwo",), "2013-03-14", "M"), False),
        (Said(1, ("Okonkwo",), "2013", ""), False),
        (Said(1, ("Okonkwo",), "", "M"), False),
        (Said(1, ("Smith Okonkwo",), "1988-12-02", "F"), False),
        (Said(1, (), "1988-12-02", "F"), False),
    ],
)
def test_rule_20_when_another_person_is_suspected(now: Said, suspected: bool) -> None:
    assert another(Said(1, ("Smith", "Jones"), "2013-03-14", "F"), now) is suspected


def test_rule_20_the_row_is_quarantined_and_the_record_stays_present(reused: Session) -> None:
    assert names(reused) == [("71", "Smith", 1)]
    assert rows(reused, "select version, seen_in from source_record") == [(1, 2)]


def test_rule_20_a_correction_is_a_new_version(reused: Session, supervisor: Session, tmp_path: Path) -> None:
    reuse.answer(supervisor, "BRENT-CSC", "71", "correction")
    assert deliver(reused, tmp_path / "c.csv", PEOPLE + JOSEPH + "\n", as_of=DAYS[2]).changed == 1
    assert names(reused) == [("71", "Okonkwo", 1)]
    somebody = JOSEPH.replace("Okonkwo", "Li").replace("1988", "1950")
    assert check(reused, tmp_path / "d.csv", PEOPLE + somebody, as_of=DAYS[3]).quarantined == 1


def test_rule_20_a_reused_number_makes_a_new_record(reused: Session, supervisor: Session, tmp_path: Path) -> None:
    reuse.answer(supervisor, "BRENT-CSC", "71", "reused")
    assert deliver(reused, tmp_path / "c.csv", PEOPLE + JOSEPH + "\n", as_of=DAYS[2]).new == 1
    assert names(reused) == [("71~", "Smith", 1), ("71", "Okonkwo", 2)]
    (told,) = rows(reused, "select reason from record_closed")
    assert told == ("the agency uses the number for another person",)


def test_rule_20_questions_are_a_reviewers_and_answered_once(reused: Session, supervisor: Session) -> None:
    ((asked, told),) = reuse.questions(supervisor)
    assert (asked.source_key, asked.known) == ("71", "Amelia Smith, 2013-03-14")
    assert told == "Okonkwo, Joseph, 02/12/1988"
    with pytest.raises(NotAllowed):
        reuse.questions(reused)
    reuse.answer(supervisor, "BRENT-CSC", "71", "correction")
    assert reuse.questions(supervisor) == ()
    with pytest.raises(NoQuestion):
        reuse.answer(supervisor, "BRENT-CSC", "71", "reused")


@given(
    before=st.builds(Said, st.just(1), st.tuples(st.sampled_from(["Smith", "Li", ""])),
                     st.sampled_from(["2013-03-14", "2013", ""]), st.sampled_from(["F", "M", ""])),
    now=st.builds(Said, st.just(1), st.tuples(st.sampled_from(["Okonkwo", "Smith", ""])),
                  st.sampled_from(["1988-12-02", "2013-03-14", ""]), st.sampled_from(["F", "M", ""])),
)  # fmt: skip
def test_rule_20_suspicion_is_mutual_and_nobody_is_suspected_without_another_birth(before: Said, now: Said) -> None:
    assert another(before, now) == another(now, before)
    assert not another(before, before)
    if not before.birth or not now.birth or before.birth[:4] == now.birth[:4]:
        assert not another(before, now)
