"""What an agreement lets a feed send (domain/1, domain/6; R12): the rest is dropped before anything is stored."""

import json
from pathlib import Path

import pytest

from importers.delivering import delivery
from importers.fields import Field
from importers.refusals import FeedRetired, MappingIncomplete, Overtaken
from store.errors import Told
from store.records import agencies, terms
from store.records.coverage import Span
from store.records.descriptions import FeedsFileWrong, NewItems
from store.records.items import ITEMS, usual, very_sensitive
from store.records.themes import Theme
from store.session import Session
from tests.importers.deliveries import AS_OF, check, deliver, feed, prepare, rows, write

NINO = "Person ID,Surname,Forename,DOB,ni_no,Service/Event Desc\n"
ROWS = "71,Smith,Amelia,14/03/2013,QQ123456C,Home care\n72,Khan,Zara,31/02/2016,QQ123457C,Home care\n"
MANY = "".join(f"{n},Reed{'abcdefghij'[n % 10] * 3},Joan,{n % 28 + 1:02}/05/2014,,Home care\n" for n in range(100, 160))
"""Enough good rows that two refused ones are no reason to hold the file."""


def everything(admin: Session) -> str:
    """All that the hub holds, as one text."""
    tables = [str(name) for (name,) in rows(admin, "select name from sqlite_master where type = 'table'")]
    return "\n".join(repr(rows(admin, f"select * from {table}")) for table in tables)


def test_every_field_is_an_item() -> None:
    assert set(map(str, Field)) == ITEMS
    assert all(usual(theme) <= ITEMS for theme in Theme)


def test_a_column_that_is_not_covered_leaves_nothing_in_the_hub(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", NINO + ROWS + "73,Reed,too,few,QQ123458C\n" + MANY)
    assert checked.dropped == ("ni_no",)
    assert checked.columns["ni_no"] is None
    assert checked.as_json()["dropped"] == ["ni_no"]
    assert any(note.code == "NOT_COVERED" for note in checked.notes)
    receipt = delivery.deliver(admin, checked)
    assert receipt.dropped == ("ni_no",)
    assert (receipt.accepted, receipt.quarantined) == (61, 2)
    assert "QQ12345" not in everything(admin), "not in records, nor beside the delivery with the refused rows"


def test_what_is_allowed_comes_in_and_each_version_is_kept(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    allowed = terms.agree_items(admin, "BRENT-CSC", NewItems(allow=("nino",), clause="DSA 7"))
    assert ("nino" in allowed.allowed, allowed.clause) == (True, "DSA 7")
    deliver(admin, tmp_path / "a.csv", NINO + ROWS.splitlines()[0] + "\n")
    assert rows(admin, "select value from identifier where scheme = 'NINO'") == [("QQ123456C",)]
    denied = terms.agree_items(admin, "BRENT-CSC", NewItems(deny=("nino",)))
    assert ("nino" in denied.allowed, denied.clause) == (False, "DSA 7")
    assert rows(admin, "select count(*) from feed_items") == [(2,)]
    details = [json.loads(str(d)) for (d,) in rows(admin, "select detail from ledger where action like 'items%'")]
    assert [(d["allowed"], d["denied"]) for d in details] == [(["nino"], []), ([], ["nino"])]


def test_an_agreement_changed_after_the_check_stops_the_delivery(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", NINO + ROWS.splitlines()[0] + "\n")
    terms.agree_items(admin, "BRENT-CSC", NewItems(deny=("sex",)))
    with pytest.raises(Overtaken):
        delivery.deliver(admin, checked)


def test_a_clause_agreed_after_the_check_stops_the_delivery(admin: Session, tmp_path: Path) -> None:
    """Rule 14: it decides which services come in (R12), so what was checked is no longer what would come."""
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", NINO + ROWS)
    terms.agree_items(admin, "BRENT-CSC", NewItems(clause="DSA 12.3"))
    with pytest.raises(Overtaken):
        delivery.deliver(admin, checked)


def test_a_feed_retired_after_the_check_takes_nothing(admin: Session, tmp_path: Path) -> None:
    """Rule 14"""
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", NINO + ROWS)
    terms.retire(admin, "BRENT-CSC")
    with pytest.raises(Overtaken):
        delivery.deliver(admin, checked)


def test_a_required_item_that_may_not_be_sent_stops(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    terms.agree_items(admin, "BRENT-CSC", NewItems(deny=("date_of_birth",)))
    with pytest.raises(MappingIncomplete, match="date of birth"):
        check(admin, tmp_path / "a.csv", NINO + ROWS)


@pytest.mark.parametrize("text", ["Sexual Health clinic", "SARC", "HIV service", "Adoption team", "Refuge, Brent"])
def test_very_sensitive_services_are_known(text: str) -> None:
    assert very_sensitive(text)
    assert not very_sensitive("Housing repairs")


def test_r12_a_very_sensitive_service_comes_in_only_with_a_clause(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    text = NINO + "71,Smith,Amelia,14/03/2013,,Sexual health clinic\n72,Khan,Zara,15/03/2013,,Home care\n"
    checked = check(admin, tmp_path / "a.csv", text)
    assert (checked.accepted, checked.ignored, checked.issues["VERY_SENSITIVE"]) == (1, 1, 1)
    terms.agree_items(admin, "BRENT-CSC", NewItems(clause="DSA 12.3"))
    assert check(admin, tmp_path / "b.csv", text).accepted == 2


def test_feeds_json_says_what_was_agreed(admin: Session, tmp_path: Path) -> None:
    new = {
        "code": "X",
        "agency": {"code": "A", "name": "A", "area": "Brent"},
        "label": "X",
        "theme": "ASC",
        "cohort": "c",
    }
    path = tmp_path / "feeds.json"
    path.write_text(json.dumps({"feeds": [{**new, "phone": "1", "items": {"allow": ["nino"], "deny": ["sex"]}}]}))
    (added,) = agencies.load_feeds(admin, path)
    assert ("nino" in added.allowed, "sex" in added.allowed, added.duty_desk) == (True, False, "1")
    path.write_text(json.dumps({"feeds": [{**new, "code": "Y", "items": {"deny": ["shoe size"]}}]}))
    with pytest.raises(Told, match="shoe size"):
        agencies.load_feeds(admin, path)


def test_a_feed_is_changed_and_retired(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    changed = terms.change_feed(
        admin, "BRENT-CSC", label="Families", cadence_days=30, stale_after_days=45, phone="020 7946 0111"
    )
    assert (changed.label, changed.cadence_days, changed.duty_desk) == ("Families", 30, "020 7946 0111")
    with pytest.raises(Told, match="cadence_days"):
        terms.change_feed(admin, "BRENT-CSC", cadence_days=0)
    with pytest.raises(Told, match="overdue before its next file is due: 60 days at least"):
        terms.change_feed(admin, "BRENT-CSC", cadence_days=60)
    assert terms.change_feed(admin, "BRENT-CSC", ages="0-25").span == Span(0, 25)
    for wrong in ("25-0", "under 25", "4-"):
        with pytest.raises(FeedsFileWrong, match="ages"):
            terms.change_feed(admin, "BRENT-CSC", ages=wrong)
    assert terms.retire(admin, "BRENT-CSC").retired == admin.today().isoformat()
    with pytest.raises(FeedRetired):
        prepare(admin, tmp_path / "a.csv", NINO + ROWS)
    terms.retire(admin, "BRENT-CSC", running=True)
    prepared = delivery.prepare(admin, write(tmp_path / "a.csv", NINO + ROWS), "BRENT-CSC")
    assert delivery.dry_run(admin, prepared, prepared.mapping, AS_OF).rows == 2
    acts = [str(act) for (act,) in rows(admin, "select action from ledger where action like 'feed%' order by seq")]
    assert acts[-3:] == ["feed changed", "feed retired", "feed retired"]
