"""domain/9 rules 15 to 18 and 21 to 27: who is there, who is not, and that absence changes nothing else."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from importers.delivering import delivery, merging, quarantine, redacting, trial
from importers.delivering.delivery import DryRun, Receipt
from importers.delivering.merging import NotTwoIds
from importers.delivering.quarantine import NotWaiting
from importers.delivering.redacting import AnotherPerson, NothingToRedact
from importers.delivering.rolling_back import roll_back
from importers.fields import Field
from importers.refusals import WrongDate
from matching.deciding.ruling import rule
from matching.lookup.index import Index
from store.audit import Action
from store.errors import Incomplete
from store.hub import Hub
from store.ledger import Change
from store.permissions import May
from store.records import cases, links, pairs, versions
from store.records.board import feed_board
from store.records.cases import Case
from store.records.presence import LONG, presence
from store.session import Session
from tests.accounts import NOW, SignIn, sign_in
from tests.conftest import Template
from tests.importers.deliveries import AS_OF, PEOPLE, check, deliver, feed, rows, write
from tests.importers.test_rolling_back import AMELIA, THOMAS, ZARA, answers, pat, picture

__all__ = ["pat"]
DAY = timedelta(days=1)
START = AS_OF - timedelta(days=60)


def standing(session: Session, *records: int) -> list[tuple[str, int, str]]:
    """(state, extracts missed, reason) of each record."""
    with session.reading(May.IMPORT) as connection:
        found = presence(connection, records)
    return [(found[r].state, found[r].missed, found[r].reason) for r in records]


def as_mode(session: Session, path: Path, text: str, mode: str, as_of: date) -> Receipt:
    """Deliver a file that is called something else than the feed's own mode."""
    prepared = delivery.prepare(session, write(path, text), "BRENT-CSC", mode=mode)
    return delivery.deliver(session, delivery.dry_run(session, prepared, prepared.mapping, as_of))


def test_missing_then_closed_after_grace_and_back_again(pat: Session, tmp_path: Path) -> None:
    """21, 22"""
    feed(pat)
    deliver(pat, tmp_path / "0.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    before = links_and_values(pat)
    expected = [("missing", 1, ""), ("missing", 2, ""), ("closed", 3, "no longer supplied")]
    for number, stands in enumerate(expected, 1):
        deliver(pat, tmp_path / f"{number}.csv", PEOPLE + AMELIA + "\n" * number, as_of=START + number * DAY)
        assert standing(pat, 1, 2) == [("active", 0, ""), stands]
        assert links_and_values(pat) == before, "absence unlinks, deletes and removes nothing"
    deliver(pat, tmp_path / "9.csv", PEOPLE + AMELIA + ZARA + "\n", as_of=START + 9 * DAY)
    assert standing(pat, 1, 2) == [("active", 0, "")] * 2
    assert links_and_values(pat) == before


def links_and_values(session: Session) -> dict[str, object]:
    """What must stay as it is whoever is absent."""
    return {key: value for key, value in picture(session).items() if key != "presence"}


def test_delta_and_append_infer_nothing(pat: Session, tmp_path: Path) -> None:
    """25"""
    for mode in ("delta", "append"):
        feed(pat, mode.upper(), mode=mode)
        deliver(pat, tmp_path / f"{mode}1.csv", PEOPLE + AMELIA, mode.upper(), START)
        deliver(pat, tmp_path / f"{mode}2.csv", PEOPLE + ZARA, mode.upper(), START + DAY)
    assert {state for state, _, _ in standing(pat, 1, 2, 3, 4)} == {"active"}


def test_a_removed_flag_and_leavers_close_at_once(pat: Session, tmp_path: Path) -> None:
    """21, 25"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA + THOMAS, as_of=START)
    heads = PEOPLE.replace("\n", ",Removed,Reason Removed\n")
    mapped = delivery.prepare(pat, write(tmp_path / "b.csv", heads + AMELIA.replace("\n", ",Y,moved away\n")
        + ZARA.replace("\n", ",N,\n") + THOMAS.replace("\n", ",N,\n")), "BRENT-CSC")  # fmt: skip
    mapping = mapped.mapping.with_field(6, Field.REMOVED).with_field(7, Field.REMOVED_WHY)
    delivery.deliver(pat, delivery.dry_run(pat, mapped, mapping, START + DAY))
    assert standing(pat, 1, 2, 3) == [("closed", 0, "moved away"), ("active", 0, ""), ("active", 0, "")]
    as_mode(pat, tmp_path / "left.csv", PEOPLE + THOMAS, "leavers", START + 2 * DAY)
    assert standing(pat, 2, 3) == [("active", 0, ""), ("closed", 0, "left")]
    deliver(pat, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + THOMAS + "\n", as_of=START + 3 * DAY)
    assert standing(pat, 1, 2, 3) == [("active", 0, "")] * 3


@pytest.mark.parametrize(
    ("gone", "there"), [("D", "U"), ("Deleted", "Updated"), ("removed", "new"), ("Y", "N"), ("Left", "Active")]
)
def test_a_delta_says_in_many_words_who_is_deleted(pat: Session, tmp_path: Path, gone: str, there: str) -> None:
    """25: 'Active' and 'Open' are no yes to whether somebody has left."""
    feed(pat, mode="delta")
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    heads = PEOPLE.replace("\n", ",Record Action\n")
    text = heads + AMELIA.replace("\n", f",{gone}\n") + ZARA.replace("\n", f",{there}\n")
    prepared = delivery.prepare(pat, write(tmp_path / "b.csv", text), "BRENT-CSC")
    mapping = prepared.mapping.with_field(6, Field.REMOVED)
    checked = delivery.dry_run(pat, prepared, mapping, START + DAY)
    assert checked.issues["GONE"] == 1, "it is told before anybody is taken for gone"
    delivery.deliver(pat, checked)
    assert standing(pat, 1, 2) == [("closed", 0, "removed"), ("active", 0, "")]


def changes(session: Session, path: Path, marked: str, mode: str = "delta") -> DryRun:
    """Check a file whose last column says who is gone."""
    text = PEOPLE.replace("\n", ",Record Action\n") + marked
    prepared = delivery.prepare(session, write(path, text), "BRENT-CSC", mode=mode)
    return delivery.dry_run(session, prepared, prepared.mapping.with_field(6, Field.REMOVED), START + DAY)


def test_a_number_and_the_mark_of_a_deletion_are_enough(pat: Session, tmp_path: Path) -> None:
    """21, 25: agencies send no more than that, and nothing of what was said is taken away by it."""
    feed(pat, mode="delta")
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    stood = picture(pat)
    checked = changes(pat, tmp_path / "b.csv", "71,,,,,,D\n" + ZARA.replace("\n", ",U\n"))
    assert (checked.accepted, checked.quarantined, checked.issues) == (2, 0, {"GONE": 1})
    assert checked.counts.rows == 1, "how full the columns are is not asked of it"
    done = delivery.deliver(pat, checked)
    assert standing(pat, 1, 2) == [("closed", 0, "removed"), ("active", 0, "")]
    with pat.reading(May.IMPORT) as connection:
        before, now = versions.said(connection, [(1, 1), (1, 2)]).values()
    assert now == before._replace(closed="removed"), "what was said of her stands"
    for of in ("persons", "cases", "pairs"):
        assert picture(pat)[of] == stood[of]
    roll_back(pat, done.delivery)
    assert (picture(pat), standing(pat, 1)) == (stood, [("active", 0, "")])


def test_whoever_was_deleted_by_number_comes_back(pat: Session, tmp_path: Path) -> None:
    """22"""
    feed(pat, mode="delta")
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    delivery.deliver(pat, changes(pat, tmp_path / "b.csv", "71,,,,,,D\n72,,,,,,D\n"))
    deliver(pat, tmp_path / "c.csv", PEOPLE + AMELIA, as_of=START + 2 * DAY)
    assert standing(pat, 1, 2) == [("active", 0, ""), ("closed", 0, "removed")]


def test_a_deletion_by_a_number_that_nobody_has_is_a_finding(pat: Session, tmp_path: Path) -> None:
    """25: whoever was meant stays open, so the agency is asked; nobody is born of it."""
    feed(pat, mode="delta")
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA, as_of=START)
    checked = changes(pat, tmp_path / "b.csv", "17,,,,,,D\n71,,,,,,D\n74,,,,,,U\n")
    assert [(one.row, one.code) for one in checked.refused] == [(3, "NAME_MISSING"), (1, "GONE_UNKNOWN")]
    delivery.deliver(pat, checked)
    assert standing(pat, 1) == [("closed", 0, "removed")]
    assert rows(pat, "select count(*) from source_record") == [(1,)]


def test_a_list_of_leavers_needs_their_numbers_only(pat: Session, tmp_path: Path) -> None:
    """21"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    as_mode(pat, tmp_path / "left.csv", PEOPLE + "72,,,,,\n", "leavers", START + DAY)
    assert standing(pat, 1, 2) == [("active", 0, ""), ("closed", 0, "left")]


def test_in_an_older_extract_a_row_without_a_name_says_nothing(pat: Session, tmp_path: Path) -> None:
    """24: what is added behind the newest is what was said of people, and this is not."""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START + 2 * DAY)
    checked = changes(pat, tmp_path / "b.csv", "71,,,,,,D\n" + ZARA.replace("\n", ",U\n"), "history")
    assert [one.code for one in checked.refused] == ["NAME_MISSING"]


def test_what_a_mark_of_a_delta_means_can_be_said_and_is_asked_where_it_is_open(pat: Session, tmp_path: Path) -> None:
    """I beside A is inactive, beside U inserted: until somebody says so it removes nobody, and is told."""
    feed(pat, mode="delta")
    text = PEOPLE.replace("\n", ",Action\n") + AMELIA.replace("\n", ",I\n") + ZARA.replace("\n", ",A\n")
    prepared = delivery.prepare(pat, write(tmp_path / "a.csv", text), "BRENT-CSC")
    mapping = prepared.mapping.with_field(6, Field.REMOVED)
    assert delivery.dry_run(pat, prepared, mapping, START).issues["FLAG_VALUE"] == 1
    checked = delivery.dry_run(pat, prepared, mapping.with_value(6, "I", "yes"), START)
    assert "FLAG_VALUE" not in checked.issues
    delivery.deliver(pat, checked)
    assert standing(pat, 1, 2) == [("closed", 0, "removed"), ("active", 0, "")]


def test_a_column_that_says_who_was_deleted_is_not_passed_over_in_silence(pat: Session, tmp_path: Path) -> None:
    """25"""
    feed(pat, mode="delta")
    heads = PEOPLE.replace("\n", ",Action\n")
    marks = delivery.prepare(
        pat,
        write(tmp_path / "a.csv", heads + AMELIA.replace("\n", ",U\n") + ZARA.replace("\n", ",D\n")),
        "BRENT-CSC",
    )
    assert (marks.guesses[6].field, marks.guesses[6].sure) == (Field.REMOVED, False)
    assert "REMOVALS_UNREAD" in {note.code for note in marks.noted(marks.mapping)}
    taken = marks.mapping.with_field(6, Field.REMOVED)
    assert "REMOVALS_UNREAD" not in {note.code for note in marks.noted(taken)}
    for word, other in (("Letter 1", "Home visit"), ("D", "M"), ("Y", "N")):  # divorced and married are no changes
        told = heads + AMELIA.replace("\n", f",{word}\n") + ZARA.replace("\n", f",{other}\n")
        other_s = delivery.prepare(pat, write(tmp_path / "b.csv", told), "BRENT-CSC")
        assert other_s.guesses[6].field is None


def test_an_older_extract_is_refused_or_kept_as_history(pat: Session, tmp_path: Path) -> None:
    """24"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    stood, found = picture(pat), answers(pat)
    older = PEOPLE + AMELIA.replace("Smith", "Jones") + ZARA  # who says there what she says now
    with pytest.raises(WrongDate, match="is older"):
        deliver(pat, tmp_path / "b.csv", older, as_of=START - DAY)
    with pytest.raises(WrongDate, match="no history"):
        as_mode(pat, tmp_path / "b.csv", older, "history", START)
    done = as_mode(pat, tmp_path / "b.csv", older, "history", START - DAY)
    assert rows(pat, "select version, as_of from record_version where record_id = 1 order by version") == [
        (0, (START - DAY).isoformat()),
        (1, START.isoformat()),
    ]
    assert rows(pat, "select version, seen_in from source_record") == [(1, 1), (1, 1)]
    assert standing(pat, 1, 2) == [("active", 0, "")] * 2
    assert "Jones" in answers(pat)[3], "found by the name that she had"
    roll_back(pat, done.delivery)
    assert picture(pat) == stood
    assert answers(pat) == found


def test_history_is_no_extract_by_which_others_are_judged(pat: Session, tmp_path: Path) -> None:
    """24: neither what is too old, nor who is missing, nor who was away, goes by a file that was added behind."""
    feed(pat)
    long_ago = AS_OF - timedelta(days=LONG + 9)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=long_ago)
    jones = PEOPLE + AMELIA.replace("Smith", "Jones")
    as_mode(pat, tmp_path / "b.csv", jones, "history", long_ago - 3 * DAY)
    with pytest.raises(WrongDate, match="is older"):
        deliver(pat, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + "\n", as_of=long_ago - DAY)
    assert standing(pat, 1, 2) == [("active", 0, "")] * 2, "Zara is not missing from what is older than her"
    again = as_mode(pat, tmp_path / "d.csv", jones + "\n", "history", long_ago - 2 * DAY)
    assert again.changed == 0
    assert rows(pat, "select count(*) from record_version where record_id = 1") == [(2,)], "it was told already"
    assert deliver(pat, tmp_path / "e.csv", PEOPLE + AMELIA + ZARA + "\n").returned == (), "nobody was away"


def test_a_list_of_leavers_is_no_extract_that_others_are_missing_from(pat: Session, tmp_path: Path) -> None:
    """21, 24"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=START)
    as_mode(pat, tmp_path / "b.csv", PEOPLE + ZARA, "leavers", START + DAY)
    assert standing(pat, 1) == [("active", 0, "")]
    (line,) = feed_board(pat)
    assert line.fresh.as_of == START.isoformat(), "nor does it make what is known of the others any fresher (30)"


def test_a_return_after_over_a_year_is_flagged(pat: Session, tmp_path: Path) -> None:
    """22"""
    feed(pat)
    long_ago = AS_OF - timedelta(days=LONG + 2)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=long_ago)
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA, as_of=long_ago + DAY)
    checked = check(pat, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + "\n")
    assert trial.to_come(pat, checked).returned == ("72",)
    assert delivery.deliver(pat, checked).returned == ("72",)


def test_a_return_within_the_year_is_not(pat: Session, tmp_path: Path) -> None:
    """22"""
    feed(pat)
    a_year_ago = AS_OF - timedelta(days=LONG)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=a_year_ago)
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA, as_of=a_year_ago + DAY)
    assert deliver(pat, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + "\n").returned == ()


def test_in_a_feed_of_changes_nobody_was_away(pat: Session, tmp_path: Path) -> None:
    """22: who has not changed for a year is not in its files."""
    feed(pat, mode="delta")
    long_ago = AS_OF - timedelta(days=LONG + 2)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=long_ago)
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0", "HA9"), as_of=long_ago + DAY)
    assert deliver(pat, tmp_path / "c.csv", PEOPLE + ZARA.replace("HA0", "HA9")).returned == ()


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (1, "1 id back after over a year: 0"),
        (5, "5 ids back after over a year: 0, 1, 2, 3, 4"),
        (1_007, "1,007 ids back after over a year: 0, 1, 2, 3, 4 and 1,002 more"),
    ],
)
def test_which_ids_came_back_is_said_of_the_first_few(many: int, words: str) -> None:
    assert delivery.back_words([str(number) for number in range(many)]) == f"{words}. The same people still?"


BROKEN = ZARA.replace("02/12", "31/02").replace("22/12", "31/02")


def test_a_refused_row_waits_until_a_later_file_mends_it(pat: Session, tmp_path: Path) -> None:
    """15, 16; and waits again when that file is taken back (28)."""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA + THOMAS, as_of=START)
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA + BROKEN + THOMAS, as_of=START + DAY)
    assert standing(pat, 2) == [("active", 0, "")], "refused, but present"
    (row,) = quarantine.waiting(pat, "BRENT-CSC")
    assert (row.delivery, row.row_no, row.key, row.codes) == (2, 2, "72", ("DOB_IMPOSSIBLE",))
    mended = deliver(pat, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + THOMAS + "\n", as_of=START + 2 * DAY)
    assert quarantine.waiting(pat, "BRENT-CSC") == ()
    roll_back(pat, mended.delivery)
    assert quarantine.waiting(pat, "BRENT-CSC") == (row,)


def test_a_refused_row_waits_for_ninety_days(hub: Hub, template: Template, signed_in: SignIn, tmp_path: Path) -> None:
    """15"""
    admin = signed_in("ada")
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + BROKEN + THOMAS)
    admin.close()
    for days, waits in ((90, 1), (91, 0)):
        moment = NOW + timedelta(days=days)
        with closing(sign_in(Hub.open(hub.directory, lambda moment=moment: moment), template.keys, "ada")) as later:
            assert len(quarantine.waiting(later, "BRENT-CSC")) == waits


def test_refused_rows_are_waived_with_a_reason(pat: Session, tmp_path: Path) -> None:
    """15"""
    feed(pat)
    done = deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + THOMAS + BROKEN)
    with pytest.raises(Incomplete):
        quarantine.waive(pat, "BRENT-CSC", done.delivery, [3], " ")
    with pytest.raises(NotWaiting):
        quarantine.waive(pat, "BRENT-CSC", done.delivery, [2], "rung up")
    assert quarantine.waive(pat, "BRENT-CSC", done.delivery, [], "rung up") == 1
    assert quarantine.waiting(pat, "BRENT-CSC") == ()


def test_blank_is_no_longer_said_and_no_column_changes_nothing(pat: Session, tmp_path: Path) -> None:
    """18"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA + THOMAS, as_of=START)
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0 2AB", "N/A") + ZARA + THOMAS, as_of=START + DAY)
    current = (
        "select a.postcode from source_record r join address a on (a.record_id, a.version) = (r.id, r.version)"
        " where r.id = ?"
    )
    assert rows(pat, current, [1]) == []
    assert rows(pat, "select postcode from address where record_id = 1") == [("HA0 2AB",)], "still told as former"
    narrow = "Person ID,Surname,Forename,DOB\n71,Smith,Amelia,14/03/2013\n"
    narrow += "72,Khan,Zahra,22/12/2016\n73,O'Brien,Thomas,21/07/2011\n"
    done = deliver(pat, tmp_path / "c.csv", narrow, as_of=START + 2 * DAY)
    assert done.changed == 1, "who says nothing else has no new version"
    assert rows(pat, current, [2]) == [("HA0 4TT",)]
    assert rows(pat, "select given, version from person_name where record_id = 2") == [("Zara", 1), ("Zahra", 2)]
    assert ("4010232137",) in rows(pat, "select value from identifier where record_id = 2 and version = 2")


TWICE = AMELIA + "12,Smyth,Mia,01/09/2001,,B1 1AA\n"


def test_two_ids_that_the_agency_calls_one(pat: Session, tmp_path: Path) -> None:
    """26"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + TWICE)
    assert persons(pat) == {1: 1, 2: 2}
    with pytest.raises(NotTwoIds):
        merging.merge(pat, "BRENT-CSC", "12", "99")
    assert merging.merge(pat, "BRENT-CSC", "12", "71").links == 1
    assert persons(pat) == {1: 1, 2: 1}
    with pat.reading(May.IMPORT) as connection:
        stands = presence(connection, [2])[2]
    assert (stands.state, stands.successor) == ("closed", 1)
    with pytest.raises(NotTwoIds):
        merging.merge(pat, "BRENT-CSC", "12", "71")


def test_only_two_ids_in_use_are_merged(pat: Session, tmp_path: Path) -> None:
    """26"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA, as_of=START)
    made = deliver(pat, tmp_path / "b.csv", PEOPLE + TWICE, as_of=START + DAY)
    with pytest.raises(NotTwoIds):
        merging.merge(pat, "BRENT-CSC", "71", "71")
    roll_back(pat, made.delivery)
    with pytest.raises(NotTwoIds):
        merging.merge(pat, "BRENT-CSC", "12", "71")
    text = PEOPLE.replace("\n", ",Merged Into\n") + AMELIA.replace("2AB\n", "2AB,71\n")
    prepared = delivery.prepare(pat, write(tmp_path / "c.csv", text), "BRENT-CSC")
    mapping = prepared.mapping.with_field(6, Field.MERGED_INTO)
    delivery.deliver(pat, delivery.dry_run(pat, prepared, mapping, START + 2 * DAY))
    assert standing(pat, 1) == [("active", 0, "")], "an id merged into itself is in use"


def test_against_a_persons_decision_a_merge_is_a_case(pat: Session, tmp_path: Path) -> None:
    """26"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + TWICE)
    parted(pat)
    done = merging.merge(pat, "BRENT-CSC", "12", "71")
    assert (done.links, done.cases) == (0, 1)
    assert persons(pat) == {1: 1, 2: 2}
    with pat.reading(May.REVIEW) as connection:
        assert [(case.a, case.b) for case in cases.asked(connection)] == [(1, 2)]
    parted(pat)
    with pat.reading(May.REVIEW) as connection:
        assert cases.asked(connection) == [], "said again, knowing it"


def test_a_merge_keeps_what_others_of_these_records_were_decided_on(pat: Session, tmp_path: Path) -> None:
    """26: a pair that only a ruling brought together weighs too little to be kept without it."""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + TWICE + "13,Okafor,Bisi,02/03/1970,,M1 1AA\n")
    with pat.changing(May.REVIEW, Action.DECIDED, "made up") as change:
        case = Case(0, "evidence changed", 1, 3, 0.0, "open")
        rule(change.connection, change.event, case, "same", "told by the agency", "")
    with pat.reading(May.REVIEW) as connection:
        decided_on = pairs.evidence(connection, 1, 3)
    assert decided_on is not None
    merging.merge(pat, "BRENT-CSC", "12", "71")
    with pat.reading(May.REVIEW) as connection:
        assert pairs.evidence(connection, 1, 3) == decided_on
        assert cases.asked(connection) == []
    assert len(set(persons(pat).values())) == 1


def parted(session: Session) -> None:
    """A supervisor says that records 1 and 2 are two people."""

    def said(change: Change) -> None:
        rule(change.connection, change.event, Case(0, "evidence changed", 1, 2, 0.0, "open"), "different", "twins", "")

    with session.changing(May.REVIEW, Action.DECIDED, "made up") as change:
        said(change)


def persons(session: Session) -> dict[int, int]:
    with session.reading(May.REVIEW) as connection:
        return links.everyone(connection)


def test_a_merge_in_a_file_goes_with_the_file(pat: Session, tmp_path: Path) -> None:
    """26, 28"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + TWICE, as_of=START)
    before = picture(pat)
    text = PEOPLE.replace("\n", ",Merged Into\n") + TWICE.replace("2AB\n", "2AB,\n").replace("1AA\n", "1AA,71\n")
    prepared = delivery.prepare(pat, write(tmp_path / "b.csv", text), "BRENT-CSC")
    mapping = prepared.mapping.with_field(6, Field.MERGED_INTO)
    done = delivery.deliver(pat, delivery.dry_run(pat, prepared, mapping, START + DAY))
    assert persons(pat) == {1: 1, 2: 1}
    assert standing(pat, 2)[0][0] == "closed"
    roll_back(pat, done.delivery)
    assert picture(pat) == before


def test_a_merge_that_every_extract_repeats_is_noted_once(pat: Session, tmp_path: Path) -> None:
    """26"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + TWICE, as_of=START)
    text = PEOPLE.replace("\n", ",Merged Into\n") + TWICE.replace("2AB\n", "2AB,\n").replace("1AA\n", "1AA,71\n")
    for number in (1, 2):
        prepared = delivery.prepare(pat, write(tmp_path / f"{number}.csv", text + "\n" * number), "BRENT-CSC")
        mapping = prepared.mapping.with_field(6, Field.MERGED_INTO)
        delivery.deliver(pat, delivery.dry_run(pat, prepared, mapping, START + number * DAY))
    assert rows(pat, "select old, new from agency_merge") == [(2, 1)]


def test_redaction_takes_two_and_leaves_nothing(pat: Session, signed_in: SignIn, tmp_path: Path) -> None:
    """27"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + "71,Quatermain,Allan,14/03/2013,9434765919,HA0 2AB\n" + ZARA + THOMAS)
    with pytest.raises(NothingToRedact):
        redacting.ask(pat, "BRENT-CSC", "99", "court order")
    number = redacting.ask(pat, "BRENT-CSC", "71", "court order")
    with pytest.raises(AnotherPerson):
        redacting.carry_out(pat, number)
    elsewhere = Index()
    with pat.reading(May.SEARCH) as connection:
        elsewhere.refresh(connection)
    assert "quatermain" in elsewhere.dictionary
    redacting.carry_out(signed_in("sue"), number)
    with pat.reading(May.SEARCH) as connection:
        elsewhere.refresh(connection)
    assert "quatermain" not in elsewhere.dictionary, "a program that ran on forgets the word too"
    with pat.reading(May.IMPORT) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        everything = repr([connection.execute(f"select * from {table}").fetchall() for table in tables]).casefold()
    for word in ("quatermain", "allan", "9434765919", "2013-03-14"):
        assert word not in everything, word
    assert rows(pat, "select id, source_key, state from source_record where id = 1") == [(1, "71", "withdrawn")]
    assert len(rows(pat, "select length(content_hash) from record_version where record_id = 1")) == 1
    assert persons(pat) == {2: 2, 3: 3}
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA + ZARA + THOMAS)
    assert persons(pat) == {2: 2, 3: 3}, "a later file brings nothing of it back"
    assert rows(pat, "select given from person_name where record_id = 1") == []
    assert "Khan" in answers(pat)[2]
    with pytest.raises(NothingToRedact):
        redacting.carry_out(signed_in("sue"), number)


def test_redaction_reaches_what_was_put_aside(pat: Session, signed_in: SignIn, tmp_path: Path) -> None:
    """27: refused rows, deliveries taken back, reasons, notes and evidence say it too."""
    feed(pat)
    people = AMELIA + AMELIA.replace("71,", "12,") + ZARA
    deliver(pat, tmp_path / "a.csv", PEOPLE + people, as_of=START)
    refused = people.replace("71,Smith", "71,Quatermain").replace("14/03/2013", "31/02/2013", 1)
    deliver(pat, tmp_path / "b.csv", PEOPLE + refused, as_of=START + DAY)
    back = deliver(pat, tmp_path / "c.csv", PEOPLE + people.replace("71,Smith", "71,Zebedee"), as_of=START + 2 * DAY)
    roll_back(pat, back.delivery)
    gone = PEOPLE.replace("\n", ",Removed,Reason Removed\n")
    gone += people.replace("\n", ",Y,gone to Timbuktu\n", 1).replace("2AB\n", "2AB,N,\n").replace("4TT\n", "4TT,N,\n")
    prepared = delivery.prepare(pat, write(tmp_path / "d.csv", gone), "BRENT-CSC")
    mapping = prepared.mapping.with_field(6, Field.REMOVED).with_field(7, Field.REMOVED_WHY)
    delivery.deliver(pat, delivery.dry_run(pat, prepared, mapping, START + 3 * DAY))
    with pat.changing(May.REVIEW, Action.DECIDED, "made up") as change:
        asked = Case(0, "evidence changed", 1, 2, 0.0, "open")
        rule(change.connection, change.event, asked, "different", "twins", "said Wensleydale")
    every = "select cells from quarantined_row union all select body from rolled_back_version union all"
    every += " select reason from record_closed union all select note from decision"
    words = ("Quatermain", "Zebedee", "Timbuktu", "Wensleydale")
    assert all(word in repr(rows(pat, every)) for word in words)
    assert rows(pat, "select count(*) from pair where 1 in (a, b)") != [(0,)]
    with pytest.raises(Incomplete):
        redacting.ask(pat, "BRENT-CSC", "71", " ")
    number = redacting.ask(pat, "BRENT-CSC", "71", "court order")
    with pytest.raises(NothingToRedact):
        redacting.ask(pat, "BRENT-CSC", "71", "court order")
    redacting.carry_out(signed_in("sue"), number)
    assert [word for word in words if word in repr(rows(pat, every))] == []
    assert rows(pat, "select count(*) from pair where 1 in (a, b)") == [(0,)]
