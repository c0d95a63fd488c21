"""Prepare, dry run, deliver: what comes into the hub, what does not, and that nothing comes in by halves."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from importers.checking import batches
from importers.delivering import delivery
from importers.refusals import (
    AlreadyDelivered,
    Cancelled,
    FileChanged,
    MappingIncomplete,
    NoRoom,
    Overtaken,
    WrongDate,
    WrongMode,
)
from store.errors import Locked, NotAllowed
from store.records.board import feed_board
from store.session import Session
from tests.accounts import SignIn
from tests.importers.deliveries import AS_OF, PEOPLE, check, deliver, feed, prepare, rows, write

AMELIA = "71,Smith,Amelia,14/03/2013,4857773456,HA0 2AB\n"
ZARA = "72,Khan,Zara,22/12/2016,4010232137,HA0 4TT\n"
THOMAS = "73,O'Brien,Thomas,21/07/2011,,HA9 8QR\n"


def held(admin: Session) -> dict[str, int]:
    """How many rows each table has that a delivery writes to."""
    tables = ["delivery", "mapping", "row_issue", "quarantined_row", "source_record", "record_version"]
    tables += ["person_name", "identifier", "address", "involvement", "lead", "link", "pair", "ledger"]
    return {table: rows(admin, f"select count(*) from {table}")[0][0] for table in tables}


def test_a_delivery_keeps_what_the_rows_say(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    receipt = deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA + THOMAS)
    assert (receipt.rows, receipt.accepted, receipt.quarantined, receipt.new, receipt.new_people) == (3, 3, 0, 3, 3)
    assert rows(admin, "select family, given from person_name order by record_id") == [
        ("Smith", "Amelia"),
        ("Khan", "Zara"),
        ("O'Brien", "Thomas"),
    ]
    assert rows(admin, "select value from identifier where scheme = 'NHS' and status = 'valid'") == [
        ("4010232137",),
    ]
    assert rows(admin, "select as_of, mode, state from delivery") == [("2026-06-08", "full", "committed")]
    assert receipt.columns["NHS Number"] == "nhs_number"
    assert receipt.issues == {"NHS_CHECK": 1}


def test_the_object_for_programs_holds_what_was_promised(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    told = deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA).as_json()
    promised = {"rows", "accepted", "warnings", "quarantined", "ignored", "links", "cases", "new_people", "seconds"}
    assert promised | {"columns", "issues"} <= set(told)


def test_a_dry_run_stores_nothing(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    before = held(admin)
    assert check(admin, tmp_path / "a.csv", PEOPLE + AMELIA).new == 1
    assert held(admin) == before


def test_refused_rows_are_kept_beside_the_delivery_with_their_reasons(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA + "74,Ali,Yusuf,31/02/2012,,\n" + ZARA)
    (refused,) = checked.refused
    assert (refused.row, refused.line, refused.column, refused.code) == (2, 3, "DOB", "DOB_IMPOSSIBLE")
    receipt = delivery.deliver(admin, checked)
    assert (receipt.accepted, receipt.quarantined) == (2, 1)
    ((row_no, key, cells),) = rows(admin, "select row_no, source_key, cells from quarantined_row")
    assert (row_no, key) == (2, "74")
    assert "31/02/2012" in str(cells)
    assert rows(admin, "select row_no, line_no, column_name, code from row_issue where severity = 'error'") == [
        (2, 3, "DOB", "DOB_IMPOSSIBLE")
    ]
    assert rows(admin, "select count(*) from source_record where source_key = '74'") == [(0,)]


def test_the_same_file_twice_is_refused_with_date_and_name(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    before = held(admin)
    with pytest.raises(AlreadyDelivered, match=r"Ada Adeyemi.*15 June 2026"):
        prepare(admin, tmp_path / "copy.csv", PEOPLE + AMELIA)
    assert held(admin) == before


def test_the_same_bytes_may_go_to_another_feed(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    feed(admin, "BRENT-ASC")
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    assert deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA, "BRENT-ASC").accepted == 1


def test_a_second_delivery_adds_versions_only_where_something_changed(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA + THOMAS)
    moved = AMELIA.replace("HA0 2AB", "HA1 1AA")
    checked = check(admin, tmp_path / "b.csv", PEOPLE + moved + ZARA)
    assert (checked.new, checked.changed, checked.unchanged, checked.absent) == (0, 1, 1, 1)
    delivery.deliver(admin, checked)
    assert rows(admin, "select source_key, version, seen_in from source_record order by id") == [
        ("71", 2, 2),
        ("72", 1, 2),
        ("73", 1, 1),
    ]
    assert rows(admin, "select version, postcode from address where record_id = 1") == [(1, "HA0 2AB"), (2, "HA1 1AA")]


def test_absence_changes_nothing_else(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    links = rows(admin, "select record_id, person from link where closed is null")
    deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA)
    assert rows(admin, "select record_id, person from link where closed is null") == links
    assert rows(admin, "select state from source_record") == [("live",), ("live",)]


def test_a_refused_row_counts_as_present(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    checked = check(admin, tmp_path / "b.csv", PEOPLE + AMELIA + ZARA.replace("22/12", "31/02"))
    assert (checked.quarantined, checked.absent) == (1, 0)
    delivery.deliver(admin, checked)
    assert rows(admin, "select seen_in, version from source_record where source_key = '72'") == [(2, 1)]


def test_identical_rows_count_once(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    receipt = deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + AMELIA)
    assert (receipt.accepted, receipt.ignored, receipt.issues["ROW_DUPLICATE"]) == (1, 1, 1)


def test_one_number_for_two_people_refuses_both(admin: Session, tmp_path: Path) -> None:
    feed(admin, rows="several")
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA.replace("72", "71") + THOMAS)
    assert (checked.accepted, checked.quarantined) == (1, 2)
    assert [(one.row, one.code) for one in checked.refused] == [(1, "ID_DUP_DIFF"), (2, "ID_DUP_DIFF")]
    delivery.deliver(admin, checked)
    assert rows(admin, "select source_key from source_record") == [("73",)]


EPISODES = "Person ID,Surname,Forename,DOB,Service/Event Desc,Service/Event Start,Service/Event End\n"
PLAN = "71,Smith,Amelia,14/03/2013,CIN plan,12/01/2026,\n"
ASSESSED = "71,Smith,Amelia,14/03/2013,Assessment,01/02/2024,20/03/2024\n"
OTHER = "72,Khan,Zara,02/12/2016,Early help,13/03/2026,\n"


def test_episodes_of_one_person_are_one_record_in_any_order(admin: Session, tmp_path: Path) -> None:
    feed(admin, rows="several")
    deliver(admin, tmp_path / "a.csv", EPISODES + PLAN + OTHER + ASSESSED)
    told = "select i.service, i.status from involvement i join source_record r on r.id = i.record_id"
    assert rows(admin, f"{told} where r.source_key = '71' order by i.service") == [
        ("Assessment", "closed"),
        ("CIN plan", "open"),
    ]
    checked = check(admin, tmp_path / "b.csv", EPISODES + ASSESSED + OTHER + PLAN)
    assert (checked.new, checked.changed, checked.unchanged) == (0, 0, 2)


HELD = (
    "select i.service, i.status from involvement i join source_record r on (r.id, r.version) = (i.record_id, i.version)"
)


def test_a_refused_row_takes_no_episode_away(admin: Session, tmp_path: Path) -> None:
    feed(admin, rows="several")
    deliver(admin, tmp_path / "a.csv", EPISODES + PLAN)
    broken = PLAN.replace("14/03", "31/02")
    receipt = deliver(admin, tmp_path / "b.csv", EPISODES + broken + ASSESSED)
    assert (receipt.quarantined, receipt.changed) == (1, 1)
    assert sorted(rows(admin, HELD)) == [("Assessment", "closed"), ("CIN plan", "open")]
    again = check(admin, tmp_path / "c.csv", EPISODES + ASSESSED + broken)
    assert (again.changed, again.unchanged, again.absent) == (0, 1, 0)
    deliver(admin, tmp_path / "c.csv", EPISODES + ASSESSED)
    assert rows(admin, HELD) == [("Assessment", "closed")]


def test_new_entries_are_added_to_those_before(admin: Session, tmp_path: Path) -> None:
    feed(admin, rows="several", mode="append")
    deliver(admin, tmp_path / "a.csv", EPISODES + PLAN)
    deliver(admin, tmp_path / "b.csv", EPISODES + ASSESSED + OTHER)
    assert sorted(rows(admin, HELD)) == [("Assessment", "closed"), ("CIN plan", "open"), ("Early help", "open")]
    ended = PLAN.replace("12/01/2026,", "12/01/2026,01/06/2026")
    deliver(admin, tmp_path / "c.csv", EPISODES + ended)
    assert sorted(rows(admin, HELD)) == [("Assessment", "closed"), ("CIN plan", "closed"), ("Early help", "open")]


def test_episodes_are_refused_where_one_row_a_person_was_agreed(admin: Session, tmp_path: Path) -> None:
    feed(admin, rows="one")
    checked = check(admin, tmp_path / "a.csv", EPISODES + PLAN + ASSESSED + OTHER)
    assert (checked.accepted, checked.issues["ID_DUP_DIFF"]) == (1, 2)


def test_a_feed_without_numbers_knows_its_people_again(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    heads = "Surname,Forename,DOB,NHS Number,Postcode\n"
    deliver(admin, tmp_path / "a.csv", heads + "Smith,Amelia,14/03/2013,9434765919,HA0 2AB\n")
    checked = check(admin, tmp_path / "b.csv", heads + "Smith,Amelia,14/03/2013,943 476 5919,HA1 1AA\n")
    assert (checked.new, checked.changed) == (0, 1)
    renamed = check(admin, tmp_path / "c.csv", heads + "Jones,Amelia,14/03/2013,9434765919,HA0 2AB\n")
    assert (renamed.new, renamed.absent) == (1, 1)
    assert delivery.deliver(admin, renamed).links == 1, "linkage joins the two again"


@pytest.mark.parametrize("day", [date(2026, 6, 16), date(2026, 6, 7)])
def test_the_day_of_the_extract_must_fit(admin: Session, tmp_path: Path, day: date) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    with pytest.raises(WrongDate):
        check(admin, tmp_path / "b.csv", PEOPLE + AMELIA + ZARA, as_of=day)


@pytest.mark.parametrize("mode", ["full", "append"])
def test_a_slip_of_a_century_is_no_day_of_an_extract(admin: Session, tmp_path: Path, mode: str) -> None:
    """The board would call the feed overdue by decades, and every line of a person would say it."""
    feed(admin, mode=mode)
    with pytest.raises(WrongDate, match="8 June 1926 is more than ten years ago"):
        check(admin, tmp_path / "a.csv", PEOPLE + AMELIA, as_of=date(1926, 6, 8))


def test_older_changes_would_undo_newer_ones(admin: Session, tmp_path: Path) -> None:
    feed(admin, mode="delta")
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    with pytest.raises(
        WrongDate, match=r"already holds a file of changes only taken on 8 June 2026; 1 June 2026 is older"
    ):
        check(admin, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0 2AB", "HA9 8QR"), as_of=date(2026, 6, 1))
    assert check(admin, tmp_path / "b.csv", PEOPLE + ZARA).absent == 0


def test_an_older_day_is_no_matter_to_a_feed_that_only_adds(admin: Session, tmp_path: Path) -> None:
    feed(admin, mode="append")
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    checked = check(admin, tmp_path / "b.csv", PEOPLE + ZARA, as_of=date(2026, 6, 1))
    assert (checked.accepted, checked.absent) == (1, 0)


def test_a_full_file_is_not_taken_for_changes(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    with pytest.raises(WrongMode):
        delivery.prepare(admin, write(tmp_path / "a.csv", PEOPLE + AMELIA), "BRENT-CSC", mode="delta")


def test_the_file_may_not_change_between_check_and_delivery(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    write(tmp_path / "a.csv", PEOPLE + ZARA)
    before = held(admin)
    with pytest.raises(FileChanged):
        delivery.deliver(admin, checked)
    assert held(admin) == before


@pytest.mark.parametrize("other", ["Smyth,Jo", ",", "Smith,Jo,\n1,Smith,Jo"])
def test_the_file_may_not_change_under_the_delivery(
    admin: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    """Overwritten in place while its rows are stored, as an upload does it: longer than what is read at once."""
    monkeypatch.setattr(batches, "BATCH", 1)
    feed(admin)
    body = PEOPLE + "".join(f"{number},Smith,Jo,14/03/2013,,\n" for number in range(1000, 5000))
    checked = check(admin, tmp_path / "a.csv", body)
    before = held(admin)

    def overwrite(stage: str, done: int, _total: int) -> None:
        if stage == "Storing the rows" and done == 1:
            write(tmp_path / "a.csv", body.replace("Smith,Jo", other))

    with pytest.raises(FileChanged):
        delivery.deliver(admin, checked, overwrite)
    assert held(admin) == before


def test_locking_does_not_wait_for_a_dry_run(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    prepared = prepare(admin, tmp_path / "a.csv", PEOPLE + AMELIA)

    def lock(stage: str, _done: int, _total: int) -> None:
        if stage == "Checking the rows":
            admin.lock()

    with pytest.raises(Locked):
        delivery.dry_run(admin, prepared, prepared.mapping, AS_OF, lock)


def test_a_delivery_made_meanwhile_is_noticed(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    deliver(admin, tmp_path / "b.csv", PEOPLE + ZARA)
    with pytest.raises(Overtaken):
        delivery.deliver(admin, checked)
    assert rows(admin, "select count(*) from delivery") == [(1,)]


def test_the_same_file_checked_twice_goes_in_once(admin: Session, tmp_path: Path) -> None:
    """Rule 14, and it is said that it was this very file."""
    feed(admin)
    first = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    second = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    delivery.deliver(admin, first)
    with pytest.raises(AlreadyDelivered):
        delivery.deliver(admin, second)


def test_a_file_that_went_in_after_it_was_opened_is_not_tried_again(admin: Session, tmp_path: Path) -> None:
    """Rule 14: the dry run looks for itself, however long ago the file was opened."""
    feed(admin)
    opened = prepare(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA)
    with pytest.raises(AlreadyDelivered):
        delivery.dry_run(admin, opened, opened.mapping, AS_OF)


def test_a_newer_extract_delivered_meanwhile_makes_this_one_too_old(admin: Session, tmp_path: Path) -> None:
    """Rule 14: what the dry run said of the day is asked again, and the sentence is about the day."""
    feed(admin)
    prepared = prepare(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    checked = delivery.dry_run(admin, prepared, prepared.mapping, AS_OF - timedelta(days=1))
    deliver(admin, tmp_path / "b.csv", PEOPLE + ZARA)
    with pytest.raises(WrongDate, match="is older"):
        delivery.deliver(admin, checked)


def test_two_columns_for_one_field_are_a_sentence(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    text = "Person ID,Surname,Last Name,Forename,DOB\n71,Smith,Smith,Amelia,14/03/2013\n"
    prepared = prepare(admin, tmp_path / "a.csv", text)
    assert prepared.stops(prepared.mapping)
    with pytest.raises(MappingIncomplete, match="Surname and Last Name"):
        delivery.dry_run(admin, prepared, prepared.mapping, AS_OF)
    chosen = prepared.mapping.with_field(2, None)
    assert delivery.dry_run(admin, prepared, chosen, AS_OF).accepted == 1


@pytest.mark.parametrize("login", ["ofi", "sue"])
def test_only_those_who_may_import_do(admin: Session, signed_in: SignIn, tmp_path: Path, login: str) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    other = signed_in(login)
    with pytest.raises(NotAllowed):
        delivery.prepare(other, tmp_path / "a.csv", "BRENT-CSC")
    with pytest.raises(NotAllowed):
        delivery.deliver(other, checked)


@pytest.mark.parametrize("stage", ["Storing the rows", "Looking for people the hub knows", "Saving"])
def test_stopping_at_any_stage_leaves_nothing(admin: Session, tmp_path: Path, stage: str) -> None:
    feed(admin)
    before = held(admin)

    def stop(told: str, _done: int, _total: int) -> None:
        if told == stage:
            raise Cancelled

    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    with pytest.raises(Cancelled):
        delivery.deliver(admin, checked, stop)
    assert held(admin) == before
    assert delivery.deliver(admin, checked).accepted == 2


def test_too_little_room_is_said_before_anything_is_written(
    admin: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(admin)
    checked = check(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    full = shutil.disk_usage(tmp_path)._replace(free=1_000)
    monkeypatch.setattr(delivery.shutil, "disk_usage", lambda _: full)
    with pytest.raises(NoRoom):
        delivery.deliver(admin, checked)
    assert rows(admin, "select count(*) from delivery") == [(0,)]


def test_what_is_unusual_about_a_file_is_said(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    text = "Report of June,,,,,\n" + PEOPLE + "71,Smith,Amelia,03/02/2013,,\n"
    told = prepare(admin, tmp_path / "a.csv", text)
    assert {note.code for note in told.notes} == {"TITLE_ROWS"}
    assert "day-first or month-first" in " ".join(told.stops(told.mapping)), "rule 10: nobody guesses"


def test_what_may_become_a_log_quotes_no_cell(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    write(tmp_path / "a.csv", PEOPLE + "71,Muñoz,Zoë,14/03/2013,,\n", "cp1252")
    (note,) = delivery.prepare(admin, tmp_path / "a.csv", "BRENT-CSC").notes
    assert (note.code, note.sentence) == (
        "ENCODING",
        "The file is not UTF-8; read as Windows-1252. Look whether this is right. Its letters beyond A to Z are: ë ñ.",
    )
    assert note.on_screen.endswith("are: ë ñ: Muñoz; Zoë")


def test_the_files_own_date_is_compared_and_the_persons_rules(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    text = "Person ID,Surname,Forename,DOB,Date Current As Of\n71,Smith,Amelia,14/03/2013,13/05/2026\n"
    checked = check(admin, tmp_path / "a.csv", text)
    assert any("13 May 2026" in note.sentence for note in checked.notes)
    assert delivery.deliver(admin, checked).as_of == "2026-06-08"


def test_the_ledger_tells_who_delivered_what_and_no_ones_name(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    ((detail, subject),) = rows(admin, "select detail, subject from ledger where action = 'delivered'")
    assert subject == "BRENT-CSC"
    assert "Amelia" not in str(detail)


def test_the_board_tells_how_old_each_feed_is(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    feed(admin, "BRENT-ASC")
    feed(admin, "BRENT-HOU")
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA, as_of=date(2026, 6, 8))
    deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA, "BRENT-ASC", as_of=date(2026, 5, 10))
    told = {line.feed.code: (line.state, line.fresh.age) for line in feed_board(admin)}
    assert told == {"BRENT-CSC": ("fresh", 7), "BRENT-ASC": ("overdue", 36), "BRENT-HOU": ("never", None)}


HOSTILE = ["[red]x[/]", "[@click=app.quit]x[/]", "[/nope] O[Brien", "=cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3"]
HOSTILE += ["'; drop table person_name; --", "${jndi:ldap://x}", "../../etc/passwd", "<script>alert(1)</script>"]
TERMINAL = {"a\x1b[2Jb": "a[2Jb", "a\x1b]52;c;eA==\x07b": "a]52;c;eA==b", "a\u202eb": "ab", "a\x9b31mb": "a31mb"}


def test_hostile_text_goes_in_as_plain_text(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    cells = [*HOSTILE, *TERMINAL]
    body = "".join(f'{n},"{cell}",Jo,14/03/2013,,\n' for n, cell in enumerate(cells, start=1))
    receipt = deliver(admin, tmp_path / "a.csv", PEOPLE + body)
    assert receipt.accepted == len(cells)
    kept = [family for (family,) in rows(admin, "select family from person_name where kind = 'current'")]
    assert [str(one) for one in kept[len(HOSTILE) :]] == list(TERMINAL.values())
    assert kept[: len(HOSTILE)] == HOSTILE
    assert all(str(one).isprintable() for one in kept)
