"""Rule 12: what would come of a delivery, by doing it and taking it back; and what is most unlike the last one."""

import json
from datetime import date
from pathlib import Path

import pytest

from importers.delivering import delivery, trial
from importers.delivering.completeness import Counts
from importers.delivering.surprises import surprises
from importers.refusals import Cancelled
from store.audit import Action
from store.session import Session
from tests.importers.deliveries import PEOPLE, check, deliver, feed, rows
from tests.importers.test_delivery import AMELIA, THOMAS, ZARA, held

LATER = date(2026, 6, 12)


@pytest.mark.parametrize("again", [False, True])
def test_rule_12_the_trial_says_what_the_delivery_then_does(admin: Session, tmp_path: Path, again: bool) -> None:
    feed(admin)
    feed(admin, "BRENT-HOU")
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    if again:
        deliver(admin, tmp_path / "b.csv", PEOPLE + ZARA.replace("72,", "9,"), "BRENT-HOU")
    moved = ZARA.replace("72,", "9,").replace("HA0 4TT", "HA1 1AA")
    checked = check(admin, tmp_path / "c.csv", PEOPLE + moved + THOMAS, "BRENT-HOU", LATER)
    come = trial.to_come(admin, checked)
    receipt = delivery.deliver(admin, checked)
    assert (come.links, come.cases, come.new_people) == (receipt.links, receipt.cases, receipt.new_people)
    assert come.fields == ({"Addresses": 1} if again else {})
    assert come.people == 1, "Zara, who gains a record, or whose record says another address"
    assert come.known


def test_rule_12_a_trial_leaves_nothing_but_that_it_was_tried(admin: Session, tmp_path: Path) -> None:
    """domain/2 R24: nobody asks whom the hub knows, with a file of one row, and leaves no trace."""
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    checked = check(admin, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0", "HA9") + THOMAS)
    with admin.reading_audit() as audit:
        [last] = audit.execute("select max(seq) from audit").fetchone()
    before = held(admin), rows(admin, "select count(*), max(seen_in) from source_record")
    assert trial.to_come(admin, checked).new_people == 1
    assert (held(admin), rows(admin, "select count(*), max(seen_in) from source_record")) == before
    with admin.reading_audit() as audit:
        [(action, feed_code, detail)] = audit.execute(
            "select action, subject, detail from audit where seq > ?", (last,)
        ).fetchall()
    assert (action, feed_code) == (Action.DELIVERY_TRIED, checked.prepared.feed.code)
    assert json.loads(detail) == {"sha256": checked.prepared.table.sha256, "rows": 2, "people": 1}


def test_in_an_empty_hub_there_is_nobody_to_join(admin: Session, tmp_path: Path) -> None:
    """0 links say something only where somebody was known."""
    feed(admin)
    first = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    assert not trial.to_come(admin, first).known
    delivery.deliver(admin, first)
    assert trial.to_come(admin, check(admin, tmp_path / "b.csv", PEOPLE + THOMAS)).known


def test_rule_12_a_trial_can_be_stopped(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    before = held(admin)

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage.startswith("Looking for people"):
            raise Cancelled

    with pytest.raises(Cancelled):
        trial.to_come(admin, checked, stop)
    assert held(admin) == before
    assert delivery.deliver(admin, checked).new == 2


def test_rule_12_who_comes_back(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA, as_of=date(2026, 6, 10))
    checked = check(admin, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + THOMAS, as_of=LATER)
    assert (checked.new, checked.unchanged, checked.returning, checked.absent) == (1, 2, 1, 0)


def test_f61_how_full_each_column_is_is_kept_and_compared(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    told = check(admin, tmp_path / "b.csv", PEOPLE + AMELIA + THOMAS + THOMAS.replace("73,", "74,"), as_of=LATER)
    lines = {line["field"]: (line["filled"], line["share"], line["last"]) for line in told.as_json()["completeness"]}
    assert lines["nhs_number"] == (1, 0.3333, 1.0)
    assert lines["postcode"] == (3, 1.0, 1.0)


def test_rule_12_the_five_largest_surprises_in_words() -> None:
    before = Counts(1000, {"postcode": 980, "sex": 1000, "uprn": 500}, {"sex": {"F": 500, "M": 500}}, {"new": 20})
    now = Counts(1000, {"postcode": 620, "sex": 1000, "uprn": 495}, {"sex": {"F": 710, "M": 290}})
    told = surprises(now, before, {"new": 22, "changed": 9, "absent": 300, "names": 40})
    assert [one.sentence for one in told] == [
        "300 people of the last delivery are no longer in the file.",
        "Postcode: 38% of the rows are blank, 2% were the last time.",
        "40 people have other names than before.",
        "Sex or gender as recorded: “F” stands in 710 rows, 500 the last time.",
    ]
    assert surprises(now, None, {}) == ()
    assert surprises(before, before, {"new": 20}) == ()


def test_rule_12_a_service_that_lost_its_involvements() -> None:
    before = Counts(1000, {}, {"service_description": {"CIN plan": 400, "Early help": 600}})
    now = Counts(700, {}, {"service_description": {"CIN plan": 100, "Early help": 600}})
    (told,) = surprises(now, before, {})
    assert "“CIN plan” stands in 100 rows, 400 the last time" in told.sentence
