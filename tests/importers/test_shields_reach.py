"""Whom a shield covers is asked in one place (domain/2 R18, R19): a linked record, a waiting case, a shared NHS number.

What an import tells of people in passing, the count of a dry run and the questions of reused numbers, follows it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from importers.delivering import reuse, trial
from store.audit import Action
from store.disclosure import shielding
from store.permissions import May
from store.records.restrictions import Level
from store.records.reuse import NoQuestion
from store.session import Session
from tests.importers.deliveries import PEOPLE, check, deliver, feed, rows

ZARA = "72,Khan,Zara,22/12/2016,4010232137,HA0 4TT\n"
DAYS = [date(2026, 6, day) for day in (1, 2, 3)]
NEAR = {
    "linked": "71,Khan,Zara,22/12/2016,4010232137,HA0 4TT\n",
    "waiting case": "71,Smith,Amelia,14/03/2013,,HA0 2AB\n",
    "same NHS number": "71,Smith,Amelia,14/03/2013,4010232137,HA0 2AB\n",
}
"""A second record, by what ties it to Zara's."""


@pytest.fixture(params=NEAR)
def known(request: pytest.FixtureRequest, admin: Session, lead: Session, tmp_path: Path) -> Callable[[], str]:
    """A hub that knows Zara and, from another feed, a record tied to hers; the answer shields her alone."""
    feed(admin)
    feed(admin, "BRENT-HOU")
    deliver(admin, tmp_path / "zara.csv", PEOPLE + ZARA, as_of=DAYS[0])
    if request.param == "linked":
        _shield(lead)  # before the other record comes: the shield names only her first
    deliver(admin, tmp_path / "near.csv", PEOPLE + NEAR[request.param], "BRENT-HOU", DAYS[0])
    people = rows(admin, "select person from link where closed is null order by record_id")
    assert len(set(people)) == (1 if request.param == "linked" else 2)
    with admin.changing(May.IMPORT, Action.DELIVERED, "case") as change:
        change.connection.execute("update review_case set state = 'closed'")
        if request.param == "waiting case":
            change.connection.execute(
                "insert into review_case (kind, a, b, weight, state, opened)"
                " values ('possible match', 1, 2, 9, 'open', ?)",
                (change.event,),
            )

    def shield() -> str:
        if request.param != "linked":
            _shield(lead)
        return str(request.param)

    return shield


def _shield(lead: Session) -> None:
    shielding.protect(lead, 1, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")


def test_r18_a_dry_run_does_not_count_whom_a_shield_reaches(
    admin: Session, known: Callable[[], str], tmp_path: Path
) -> None:
    moved = NEAR[known()].replace("HA0", "HA9")
    come = trial.to_come(admin, check(admin, tmp_path / "c.csv", PEOPLE + moved, "BRENT-HOU", DAYS[1]))
    assert (come.fields, come.people) == ({"Addresses": 1}, 0)


def test_r19_a_question_of_a_reused_number_is_not_shown_of_whom_a_shield_reaches(
    admin: Session, supervisor: Session, lead: Session, known: Callable[[], str], tmp_path: Path
) -> None:
    another = "71,Okonkwo,Joseph,02/12/1988,,HA0 2AB\n"
    receipt = deliver(admin, tmp_path / "c.csv", PEOPLE + another, "BRENT-HOU", DAYS[1])
    assert receipt.issues == {"ID_REUSE": 1}
    known()
    assert reuse.questions(supervisor) == ()
    with pytest.raises(NoQuestion):
        reuse.answer(supervisor, "BRENT-HOU", "71", "correction")
    reuse.answer(lead, "BRENT-HOU", "71", "correction")
