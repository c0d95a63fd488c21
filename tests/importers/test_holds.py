"""Rule 13: a delivery that does not look like its feed's waits until a second person releases it."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from importers.delivering import delivery, holding
from importers.delivering.outcome import DryRun
from importers.fields import Field
from importers.refusals import Held
from store.audit import Action
from store.errors import NotAllowed
from store.ledger import Change
from store.permissions import May
from store.records import held, thresholds
from store.records.held import DecidedAlready, FileNotSame, NoSuchHeld, SecondPersonNeeded
from store.records.thresholds import Threshold, WrongThreshold
from store.session import Session
from tests.accounts import SignIn
from tests.importers.deliveries import PEOPLE, check, deliver, feed, rows, write

DAYS = [date(2026, 5, day) for day in (1, 8, 15, 22)]


def people(numbers: range, postcode: str = "HA0 2AB", birth: str = "14/03/2013") -> str:
    """Rows of made-up people, one for each number."""
    return "".join(f"{1000 + n},Smith{chr(97 + n % 26)},Ada{chr(97 + n // 26)},{birth},,{postcode}\n" for n in numbers)


def codes(checked: DryRun) -> list[str]:
    return [hold.code for hold in checked.holds]


def week(admin: Session, path: Path, text: str, number: int) -> DryRun:
    return check(admin, path, PEOPLE + text, as_of=DAYS[number])


@pytest.fixture
def delivered(admin: Session, tmp_path: Path) -> Session:
    """A hub with one delivery of a hundred people."""
    feed(admin)
    deliver(admin, tmp_path / "first.csv", PEOPLE + people(range(100)), as_of=DAYS[0])
    return admin


def test_a_first_delivery_has_nothing_to_differ_from(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    assert check(admin, tmp_path / "a.csv", PEOPLE + people(range(100))).holds == ()


def test_an_ordinary_delivery_is_not_held(delivered: Session, tmp_path: Path) -> None:
    assert codes(week(delivered, tmp_path / "b.csv", people(range(5, 105)), 1)) == []


@pytest.mark.parametrize(("many", "told"), [(81, []), (80, []), (79, ["ROWS_FALL"])])
def test_rule_13_rows_that_fall_by_more_than_a_fifth(
    delivered: Session, tmp_path: Path, many: int, told: list[str]
) -> None:
    checked = week(delivered, tmp_path / "b.csv", people(range(many)), 1)
    assert codes(checked) == told
    assert not told or "79 rows, the last had 100: 21% fewer" in checked.holds[0].sentence


def test_whom_the_agency_restricts_from_now_on_is_told_once(admin: Session, tmp_path: Path) -> None:
    """Rule 16 keeps the record of a refused row: it was shown on, and nobody but the agency's report said so."""
    feed(admin)
    headings = PEOPLE.replace("\n", ",Restricted Record\n")
    told = people(range(104)).splitlines()

    def coming(number: int, restricted: set[int]) -> DryRun:
        text = "".join(f"{row},{'Yes' if at in restricted else 'No'}\n" for at, row in enumerate(told[: 100 + number]))
        return check(admin, tmp_path / f"{number}.csv", headings + text, as_of=DAYS[number])

    first = coming(0, {7})
    assert first.holds == (), "nobody ever saw the seventh"
    delivery.deliver(admin, first)
    assert coming(1, {7}).holds == ()
    assert coming(1, {9}).holds[0].sentence.startswith("One person whom the hub shows is restricted")
    now = coming(1, {7, 8, 9})
    assert codes(now) == ["RESTRICTED_NOW"]
    assert now.holds[0].sentence.startswith("2 people whom the hub shows are restricted")
    delivery.deliver(admin, replace(now, holds=()))
    assert coming(2, {7, 8, 9}).holds == (), "they were told of"
    assert codes(coming(2, {8, 9, 10})) == ["RESTRICTED_NOW"]


def test_rule_13_totals_and_headings_again_are_no_rows_that_may_fall(delivered: Session, tmp_path: Path) -> None:
    """The 81 people of the first file are as many as those of the next, however many pages it is printed on."""
    pages = people(range(81)) + "".join(f"Page {page},,,,,\n" for page in range(40))
    assert codes(week(delivered, tmp_path / "b.csv", pages, 1)) == []
    delivery.deliver(delivered, week(delivered, tmp_path / "b.csv", pages, 1))
    assert codes(week(delivered, tmp_path / "c.csv", people(range(81)), 2)) == []


def test_rule_13_a_list_of_leavers_is_not_what_the_next_extract_is_held_against(
    delivered: Session, tmp_path: Path
) -> None:
    prepared = delivery.prepare(
        delivered, write(tmp_path / "l.csv", PEOPLE + people(range(13))), "BRENT-CSC", mode="leavers"
    )
    delivery.deliver(delivered, delivery.dry_run(delivered, prepared, prepared.mapping, DAYS[0]))
    checked = week(delivered, tmp_path / "b.csv", people(range(13, 100)), 1)
    assert codes(checked) == []
    assert checked.counts_before
    assert checked.counts_before.rows == 100


def test_rule_13_rows_that_rise_by_more_than_half(delivered: Session, tmp_path: Path) -> None:
    thresholds.change(delivered, "BRENT-CSC", {"new-ids": "off"})
    assert codes(week(delivered, tmp_path / "b.csv", people(range(150)), 1)) == []
    assert codes(week(delivered, tmp_path / "b.csv", people(range(151)), 1)) == ["ROWS_RISE"]


def test_rule_13_the_median_of_the_last_three_counts(delivered: Session, tmp_path: Path) -> None:
    thresholds.change(delivered, "BRENT-CSC", {"new-ids": "off", "rows-rise": "off", "rows-fall": "off"})
    for number, many in ((1, 101), (2, 300)):
        deliver(delivered, tmp_path / f"{many}.csv", PEOPLE + people(range(many)), as_of=DAYS[number])
    thresholds.change(delivered, "BRENT-CSC", {"rows-fall": "default"})
    checked = week(delivered, tmp_path / "d.csv", people(range(80)), 3)
    assert codes(checked) == ["ROWS_FALL"]
    assert "the last 3 had 101" in checked.holds[0].sentence


def test_rule_13_more_than_a_tenth_new_ids_in_a_full_feed(delivered: Session, tmp_path: Path) -> None:
    assert codes(week(delivered, tmp_path / "b.csv", people(range(10, 110)), 1)) == []
    assert codes(week(delivered, tmp_path / "b.csv", people(range(11, 111)), 1)) == ["NEW_IDS"]


def test_rule_13_new_ids_are_the_point_of_a_feed_of_changes(admin: Session, tmp_path: Path) -> None:
    feed(admin, mode="delta")
    deliver(admin, tmp_path / "a.csv", PEOPLE + people(range(100)), as_of=DAYS[0])
    assert codes(week(admin, tmp_path / "b.csv", people(range(500, 530)), 1)) == []


def test_rule_13_a_column_that_becomes_blank(delivered: Session, tmp_path: Path) -> None:
    half = people(range(80)) + people(range(80, 100), postcode="NULL")
    assert codes(week(delivered, tmp_path / "b.csv", half, 1)) == []
    more = people(range(79)) + people(range(79, 100), postcode="NULL")
    checked = week(delivered, tmp_path / "b.csv", more, 1)
    assert codes(checked) == ["BLANK_RISE"]
    assert "Postcode: 21% of the rows are blank, 0% were" in checked.holds[0].sentence


def test_rule_13_a_column_that_is_not_supplied_is_not_blank(delivered: Session, tmp_path: Path) -> None:
    without = "Person ID,Surname,Forename,DOB,NHS Number\n" + people(range(100)).replace(",HA0 2AB", "")
    assert codes(check(delivered, tmp_path / "b.csv", without, as_of=DAYS[1])) == []


def test_rule_13_more_than_a_twentieth_quarantined(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    right, wrong = people(range(190)), people(range(190, 200), birth="31/02/2013")
    assert codes(check(admin, tmp_path / "a.csv", PEOPLE + right + wrong)) == []
    wrong = people(range(189, 200), birth="31/02/2013")
    assert codes(check(admin, tmp_path / "a.csv", PEOPLE + people(range(189)) + wrong)) == ["QUARANTINED"]


def test_rule_13_a_check_that_fails_on_most_of_a_column(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    right = people(range(40))
    wrong = people(range(40, 80)).replace("14/03/2013,,", "14/03/2013,1234567890,")
    checked = check(admin, tmp_path / "a.csv", PEOPLE + right + wrong)
    assert codes(checked) == ["COLUMN_WRONG"]
    assert "NHS Number: 40 of 40 values fail one check (100%)" in checked.holds[0].sentence


@pytest.mark.parametrize(
    ("row", "told"), [(",Smith,Ada{},14/03/2013,,HA0 2AB\n", ["QUARANTINED"]), ("{0},Smith,Ada{0},,,HA0 2AB\n", [])]
)
def test_rule_13_a_blank_is_no_value_that_fails_a_check(
    admin: Session, tmp_path: Path, row: str, told: list[str]
) -> None:
    """Of a column without a value in any row, and of one with a value in some."""
    feed(admin)
    blank = "".join(map(row.format, range(40)))
    assert codes(check(admin, tmp_path / "a.csv", PEOPLE + blank)) == told
    assert codes(check(admin, tmp_path / "b.csv", PEOPLE + blank + people(range(30)))) == told


def test_rule_13_a_blank_column_fails_no_check_for_the_one_beside_it(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    rows_ = "".join(f'{n},Smith,Ada{n},14/03/2013,"{n + 1} High Road, Wembley, QV1 1AA",\n' for n in range(40))
    checked = check(admin, tmp_path / "a.csv", "Person ID,Surname,Forename,DOB,Address,Postcode\n" + rows_)
    assert checked.issues["PC_AREA"] == 40
    assert codes(checked) == []


def test_rule_13_leavers_whom_nobody_knows_fail_no_check_of_a_value(delivered: Session, tmp_path: Path) -> None:
    path = write(
        tmp_path / "left.csv", "Person ID,Surname,Forename,DOB,Leaver\n" + "".join(f"x{n},,,,Y\n" for n in range(30))
    )
    prepared = delivery.prepare(delivered, path, "BRENT-CSC")
    mapping = prepared.mapping.with_field(4, Field.REMOVED)
    checked = delivery.dry_run(delivered, prepared, mapping, DAYS[1])
    assert checked.issues == {"GONE": 30, "GONE_UNKNOWN": 30}
    assert "COLUMN_WRONG" not in codes(checked)


def test_rule_13_headings_of_another_feed(delivered: Session, tmp_path: Path) -> None:
    feed(delivered, "BRENT-HOU")
    other = PEOPLE.replace("Postcode", "Postcode,Town")
    deliver(delivered, tmp_path / "h.csv", other + "1,Smith,Amelia,14/03/2013,,HA0 2AB,Wembley\n", "BRENT-HOU")
    checked = check(delivered, tmp_path / "x.csv", other + "2,Khan,Zara,02/12/2016,,HA0 4TT,Wembley\n", as_of=DAYS[1])
    assert "OTHER_FEED" in codes(checked)
    assert "BRENT-HOU" in checked.holds[0].sentence


def test_rule_13_a_file_without_people(delivered: Session, tmp_path: Path) -> None:
    checked = week(delivered, tmp_path / "b.csv", ",,,,,\nTotal,,,,,\n", 1)
    assert "EMPTY" in codes(checked)


def test_few_rows_hold_nothing(admin: Session, tmp_path: Path) -> None:
    """Half as many as before, all without a postcode, half of them refused, and with wrong NHS numbers all."""
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + people(range(9)), as_of=DAYS[0])
    few = people(range(2), "") + people(range(2, 4), "", "31/02/2013")
    assert codes(week(admin, tmp_path / "b.csv", few.replace(",,", ",1234567890,"), 1)) == []


def test_three_refused_rows_are_more_than_a_few(admin: Session, tmp_path: Path) -> None:
    """3 of 13: that is no chance of a small feed. A column of three values may be."""
    feed(admin)
    wrong = people(range(10, 13), birth="31/02/2013").replace(",,", ",1234567890,")
    assert codes(check(admin, tmp_path / "a.csv", PEOPLE + people(range(10)) + wrong)) == ["QUARANTINED"]


# held, released, rejected


@pytest.fixture
def waits(delivered: Session, tmp_path: Path) -> DryRun:
    """The dry run of a file that has to wait."""
    return week(delivered, tmp_path / "half.csv", people(range(50)), 1)


def test_rule_13_what_is_held_is_not_delivered(delivered: Session, waits: DryRun) -> None:
    before = rows(delivered, "select count(*), max(seen_in) from source_record")
    with pytest.raises(Held, match="50% fewer"):
        delivery.deliver(delivered, waits)
    holding.hold(delivered, waits)
    with pytest.raises(Held):
        delivery.deliver(delivered, waits)
    assert rows(delivered, "select count(*), max(seen_in) from source_record") == before


def test_what_waits_tells_what_why_who_and_when(delivered: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    assert (one.feed, one.rows, one.by, one.state) == ("BRENT-CSC", 50, "Ada Adeyemi", "waiting")
    assert Path(one.file).name == "half.csv"
    assert [hold.code for hold in one.holds] == ["ROWS_FALL"]
    assert one.at.startswith("2026-06-15")
    assert held.waiting(delivered) == (one,)
    assert holding.hold(delivered, waits) == one, "held twice for the same is held once"


def test_two_programs_hold_one_file_once(
    delivered: Session, signed_in: SignIn, waits: DryRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, really = signed_in("ada"), delivered.changing

    def changing(need: May, action: Action, subject: str) -> AbstractContextManager[Change]:
        holding.hold(other, waits)  # just before this one's turn to write
        return really(need, action, subject)

    monkeypatch.setattr(delivered, "changing", changing)
    one = holding.hold(delivered, waits)
    assert held.waiting(delivered) == (one,)


def test_rule_13_a_second_person_releases(delivered: Session, supervisor: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    with pytest.raises(SecondPersonNeeded):
        held.release(delivered, one.id, "asked the agency")
    released = held.release(supervisor, one.id, "asked the agency")
    assert (released.state, released.decided_by, released.reason) == (
        "released",
        supervisor.account.name,
        "asked the agency",
    )
    assert not holding.has_to_wait(delivered, waits)
    receipt = delivery.deliver(delivered, waits)
    assert receipt.absent == 50
    assert held.one(delivered, one.id).state == "delivered"
    assert held.waiting(delivered) == ()
    told = rows(delivered, "select action from ledger order by seq desc limit 3")
    assert [action for (action,) in told] == [
        "delivered",
        "held delivery released",
        "delivery held for a second person",
    ]


def test_the_database_itself_wants_a_second_person(delivered: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    with (
        pytest.raises(sqlcipher.IntegrityError, match="nobody releases what they brought"),
        delivered.changing(May.RELEASE, Action.HELD_RELEASED, "x") as change,
    ):
        change.connection.execute(
            "insert into held_decision values (?, 'released', '', ?, ?)",
            (one.id, delivered.account.id, change.event),
        )


def test_a_changed_file_is_not_released(delivered: Session, supervisor: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    file = Path(one.file)
    text = file.read_bytes()
    file.write_bytes(text + b"999,Other,Person,14/03/2013,,\n")
    with pytest.raises(FileNotSame):
        held.release(supervisor, one.id, "asked the agency")
    file.unlink()
    with pytest.raises(FileNotSame):
        held.release(supervisor, one.id, "asked the agency")
    file.write_bytes(text)
    assert held.release(supervisor, one.id, "asked the agency").state == "released"


def test_a_release_is_for_one_file_date_and_mapping(
    delivered: Session, supervisor: Session, waits: DryRun, tmp_path: Path
) -> None:
    one = holding.hold(delivered, waits)
    held.release(supervisor, one.id, "asked the agency")
    another = week(delivered, tmp_path / "other.csv", people(range(49)), 1)
    later = week(delivered, tmp_path / "half.csv", people(range(50)), 2)
    graver = replace(waits, holds=(*waits.holds, held.Hold("NEW_IDS", "More.", "")))
    for other in (another, later, graver):
        assert holding.has_to_wait(delivered, other)
        with pytest.raises(Held):
            delivery.deliver(delivered, other)


def test_a_rejected_delivery_does_not_come_in(delivered: Session, supervisor: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    assert held.reject(supervisor, one.id, "asked the agency").state == "rejected"
    with pytest.raises(DecidedAlready):
        held.release(supervisor, one.id, "asked the agency")
    with pytest.raises(Held):
        delivery.deliver(delivered, waits)
    assert holding.hold(delivered, waits).id != one.id, "tried again, it is held anew"


def test_an_officer_neither_lists_nor_releases(delivered: Session, officer: Session, waits: DryRun) -> None:
    one = holding.hold(delivered, waits)
    for act in (
        lambda: held.waiting(officer),
        lambda: held.release(officer, one.id, "asked the agency"),
        lambda: held.reject(officer, one.id, "asked the agency"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NoSuchHeld):
        held.reject(delivered, 77, "asked the agency")


def test_a_held_delivery_is_checked_again_as_it_was(
    delivered: Session, signed_in: SignIn, supervisor: Session, waits: DryRun
) -> None:
    one = held.release(supervisor, holding.hold(delivered, waits).id, "asked the agency")
    again = holding.check_again(delivered, one)
    assert (again.rows, again.as_of, codes(again)) == (50, DAYS[1], ["ROWS_FALL"])
    assert delivery.deliver(delivered, again).rows == 50


# thresholds


def test_thresholds_are_a_feeds_own_and_the_ledger_keeps_who_set_them(admin: Session) -> None:
    feed(admin)
    feed(admin, "BRENT-DELTA", mode="delta")
    now = thresholds.change(admin, "BRENT-CSC", {"rows-fall": "30%", "new-ids": "off", "few": "5"})
    assert (now[Threshold.ROWS_FALL], now[Threshold.NEW_IDS], now[Threshold.FEW]) == (0.3, None, 5)
    assert thresholds.standing(admin, "BRENT-DELTA")[Threshold.ROWS_FALL] is None
    assert thresholds.change(admin, "BRENT-CSC", {"rows-fall": "default"})[Threshold.ROWS_FALL] == 0.2
    assert rows(admin, "select count(*) from ledger where action = 'threshold of a feed set'") == [(2,)]


@pytest.mark.parametrize(("name", "value"), [("rows", "1"), ("rows-fall", "much"), ("rows-fall", "-1"), ("few", "off")])
def test_a_threshold_that_is_none(admin: Session, name: str, value: str) -> None:
    feed(admin)
    with pytest.raises(WrongThreshold):
        thresholds.change(admin, "BRENT-CSC", {name: value})
