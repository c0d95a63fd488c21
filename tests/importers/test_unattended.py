"""The inbox without anybody at the keyboard: dated, dry-run, delivered in order, or held, refused, left (issue 5)."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.unattended import rounds
from importers.unattended.drop_folders import Inbox, InboxUnsafe, kept_name
from importers.unattended.rounds import Outcome, RunUnderWay
from store import accounts
from store.permissions import May, Role
from store.records import held
from store.records.agencies import date_by
from store.session import Session
from tests.accounts import PASSWORD, SignIn
from tests.importers.deliveries import PEOPLE, deliver, feed, rows

Put = Callable[..., Path]


def people(first: int, count: int) -> str:
    """Distinct people, none with a name or a birthday alike."""
    told = (f"{n},Sur{n}name,Given{n % 89},{1940 + n % 80}-03-{n % 28 + 1:02},,\n" for n in range(first, first + count))
    return PEOPLE + "".join(told)


@pytest.fixture
def inbox(admin: Session, tmp_path: Path) -> Inbox:
    """The inbox of a feed whose columns are settled and whose files carry the day in their name."""
    feed(admin)
    date_by(admin, "BRENT-CSC", "name")
    deliver(admin, tmp_path / "first.csv", people(1, 40))
    made = Inbox(tmp_path / "inbox")
    (made.directory / "BRENT-CSC").mkdir(parents=True)
    return made


@pytest.fixture
def put(inbox: Inbox) -> Put:
    def drop(name: str, text: str | bytes, code: str = "BRENT-CSC") -> Path:
        path = inbox.directory / code / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return drop


def empty(session: Session, inbox: Inbox, *, dry: bool = False) -> list[Outcome]:
    return list(rounds.run(session, inbox, lambda: None, dry=dry))


def states(session: Session, inbox: Inbox) -> list[tuple[str, str]]:
    return [(one.file, one.state) for one in empty(session, inbox)]


def files(inbox: Inbox) -> dict[str, str]:
    """Every file of the inbox: name, and the folder it lies in."""
    found = (path.relative_to(inbox.directory) for path in sorted(inbox.directory.rglob("*")) if path.is_file())
    return {path.name: path.parts[0] for path in found}


def delivered(session: Session) -> list[str]:
    """The extracts' days in the order of their delivery, without the first."""
    return [str(day) for (day,) in rows(session, "select as_of from delivery order by id")[1:]]


def test_what_is_clean_is_delivered_and_kept_with_its_receipt(admin: Session, inbox: Inbox, put: Put) -> None:
    put("CSC 2026-06-12.csv", people(1, 41))
    (told,) = empty(admin, inbox)
    assert (told.state, told.as_of) == ("delivered", "2026-06-12")
    assert files(inbox) == {"CSC 2026-06-12.csv": "_done", "CSC 2026-06-12.csv.receipt.json": "_done"}
    receipt = json.loads(told.place.with_name(told.place.name + ".receipt.json").read_text())
    assert receipt["receipt"]["accepted"] == 41
    assert receipt["receipt"]["as_of"] == "2026-06-12"
    assert rows(admin, "select file_name from delivery where as_of = '2026-06-12'") == [("CSC 2026-06-12.csv",)]
    assert empty(admin, inbox) == []


def test_the_oldest_extract_first_whatever_arrived_first(admin: Session, inbox: Inbox, put: Put) -> None:
    for day in ("2026-06-14", "2026-06-10", "2026-06-12"):
        put(f"a {day}.csv", people(1, 33 + int(day[-2:])))
    put("z 2026-06-11.csv", people(1, 39))
    assert [state for _, state in states(admin, inbox)] == ["delivered"] * 4
    assert delivered(admin) == ["2026-06-10", "2026-06-11", "2026-06-12", "2026-06-14"]


def test_what_a_run_may_not_decide_is_left_for_the_screen(admin: Session, inbox: Inbox, put: Put) -> None:
    """No declared day (rule 30: never the load time), or columns that nobody has settled (rule 9)."""
    feed(admin, "BRENT-ASC")
    put("CSC 2026-06-12.csv", people(1, 41), "BRENT-ASC")
    assert states(admin, inbox) == [("CSC 2026-06-12.csv", "waits")]
    date_by(admin, "BRENT-ASC", "name")
    (told,) = empty(admin, inbox)
    assert (told.state, "what the columns" in told.sentence) == ("waits", True)
    assert files(inbox) == {"CSC 2026-06-12.csv": "BRENT-ASC"}


def test_what_a_person_delivered_from_a_drop_folder_is_put_away(admin: Session, inbox: Inbox, put: Put) -> None:
    """Every run said of it that it waits to be imported on the screen, where it was 'already in the hub'."""
    feed(admin, "BRENT-ASC")
    path = put("ASC June.csv", people(1, 41), "BRENT-ASC")
    put("ASC July.csv", people(1, 42), "BRENT-ASC")
    deliver(admin, path, path.read_text(), "BRENT-ASC")
    dry = [(one.file, one.state) for one in empty(admin, inbox, dry=True)]
    assert dry == [("ASC July.csv", "waits"), ("ASC June.csv", "already here")]
    assert set(files(inbox).values()) == {"BRENT-ASC"}, "a dry run moves nothing"
    assert states(admin, inbox) == dry
    assert files(inbox)["ASC June.csv"] == "_done"
    assert states(admin, inbox) == [("ASC July.csv", "waits")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("no day.csv", people(1, 42)),
        ("future 2027-01-01.csv", people(1, 42)),
        ("empty 2026-06-12.csv", ""),
        ("picture 2026-06-12.csv", b"\x89PNG\r\n\x1a\n" + bytes(400)),
        ("headings 2026-06-12.csv", "A,B,C\n1,2,3\n2,3,4\n"),
    ],
    ids=["no-day", "future", "empty", "picture", "headings"],
)
def test_what_cannot_be_read_or_dated_is_refused(
    admin: Session, inbox: Inbox, put: Put, name: str, text: str | bytes
) -> None:
    put(name, text)
    put("good 2026-06-12.csv", people(1, 41))
    told = {one.file: one for one in empty(admin, inbox)}
    assert told[name].state == "refused"
    assert told[name].sentence
    assert told["good 2026-06-12.csv"].state == "delivered"
    assert files(inbox)[name] == "_refused"
    assert "sentence" in json.loads(told[name].place.with_name(name + ".receipt.json").read_text())


def test_a_delivered_file_that_comes_again_is_done(admin: Session, inbox: Inbox, put: Put) -> None:
    put("CSC 2026-06-12.csv", people(1, 41))
    put("copy 2026-06-12.csv", people(1, 41))
    assert [state for _, state in states(admin, inbox)] == ["delivered", "already here"]
    put("CSC 2026-06-12.csv", people(1, 41))
    assert states(admin, inbox) == [("CSC 2026-06-12.csv", "already here")]
    assert len(delivered(admin)) == 1
    assert sorted(path.name for path in (inbox.directory / "_done").rglob("CSC*.csv")) == ["CSC 2026-06-12.csv"] * 2


def test_nothing_is_touched_in_a_dry_run(admin: Session, inbox: Inbox, put: Put) -> None:
    put("CSC 2026-06-12.csv", people(1, 41))
    put("no day.csv", people(1, 42))
    put("half 2026-06-13.csv", people(1, 15))
    told = {one.file: one.state for one in empty(admin, inbox, dry=True)}
    assert told == {"CSC 2026-06-12.csv": "delivered", "no day.csv": "refused", "half 2026-06-13.csv": "held"}
    assert set(files(inbox).values()) == {"BRENT-CSC"}
    assert delivered(admin) == []
    assert rows(admin, "select count(*) from held_delivery") == [(0,)]


def test_an_unusual_file_is_held_until_a_second_person_releases_it(
    admin: Session, supervisor: Session, inbox: Inbox, put: Put
) -> None:
    """Rule 13: rows fall by more than a fifth."""
    put("half 2026-06-12.csv", people(1, 15))
    (told,) = empty(admin, inbox)
    assert (told.state, delivered(admin)) == ("held", [])
    assert "fewer" in told.sentence
    assert files(inbox)["half 2026-06-12.csv"] == "_held"
    (waiting,) = held.waiting(admin)
    assert (waiting.id, Path(waiting.file)) == (told.held, told.place.resolve())
    assert empty(admin, inbox) == []
    held.release(supervisor, waiting.id, "Half of them have moved to another team.")
    assert states(admin, inbox) == [("half 2026-06-12.csv", "delivered")]
    assert delivered(admin) == ["2026-06-12"]
    assert files(inbox)["half 2026-06-12.csv"] == "_done"
    assert held.one(admin, waiting.id).state == "delivered"


def test_a_rejected_file_is_put_with_the_refused(admin: Session, supervisor: Session, inbox: Inbox, put: Put) -> None:
    put("half 2026-06-12.csv", people(1, 15))
    (told,) = empty(admin, inbox)
    held.reject(supervisor, told.held, "The agency sends it anew.")
    assert empty(admin, inbox) == []
    assert files(inbox)["half 2026-06-12.csv"] == "_refused"
    assert delivered(admin) == []


def test_changes_wait_behind_a_held_file(admin: Session, supervisor: Session, inbox: Inbox, put: Put) -> None:
    """Rule 24: the second of two deltas may not overtake the first; of full extracts it may."""
    feed(admin, "BRENT-ASC", mode="delta")
    date_by(admin, "BRENT-ASC", "name")
    deliver(admin, inbox.directory / "first", people(1, 40), "BRENT-ASC")
    put("1 2026-06-12.csv", people(1, 40).replace("-03-0", "-33-0"), "BRENT-ASC")
    put("2 2026-06-13.csv", people(1, 41), "BRENT-ASC")
    assert states(admin, inbox) == [("1 2026-06-12.csv", "held"), ("2 2026-06-13.csv", "waits")]
    assert states(admin, inbox) == [("2 2026-06-13.csv", "waits")]
    held.release(supervisor, held.waiting(admin)[0].id, "A backlog.")
    assert states(admin, inbox) == [("1 2026-06-12.csv", "delivered"), ("2 2026-06-13.csv", "delivered")]
    assert delivered(admin)[1:] == ["2026-06-12", "2026-06-13"]


def test_a_file_that_is_still_being_written_is_left(admin: Session, inbox: Inbox, put: Put) -> None:
    path = put("CSC 2026-06-12.csv", people(1, 30))

    def goes_on() -> None:
        path.write_text(people(1, 41))

    assert list(rounds.run(admin, inbox, goes_on)) == []
    assert files(inbox) == {path.name: "BRENT-CSC"}
    assert states(admin, inbox) == [(path.name, "delivered")]


@pytest.mark.parametrize("name", ["a 2026-06-12.csv.part", ".a 2026-06-12.csv", "~$a 2026-06-12.xlsx", "x.FILEPART"])
def test_unfinished_and_hidden_files_are_not_seen(admin: Session, inbox: Inbox, put: Put, name: str) -> None:
    path = put(name, people(1, 41))
    os.utime(path, (now := admin.now().timestamp(), now))
    assert empty(admin, inbox) == []
    assert files(inbox) == {name: "BRENT-CSC"}


def test_a_file_that_nobody_finished_is_said_after_an_hour(admin: Session, inbox: Inbox, put: Put) -> None:
    path = put("a 2026-06-12.csv.part", people(1, 41))
    os.utime(path, (now := admin.now().timestamp() - 3_601, now))
    (told,) = empty(admin, inbox)
    assert (told.state, told.place, "being written" in told.sentence) == ("waits", path, True)
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX")
class TestHostileNames:
    """What is dropped may be named and linked in any way."""

    @pytest.mark.parametrize(
        "name",
        [
            b"\xff\xfe 2026-06-12.csv", b"new\nline 2026-06-12.csv", b"\x1b]0;title\x07 2026-06-12.csv",
            "\u202e 2026-06-12.csv".encode(), b"x" * 200 + b" 2026-06-12.csv", b"-rf 2026-06-12.csv",
            b"CON 2026-06-12.csv",
            "\N{CYRILLIC SMALL LETTER ER} 2026-06-12.csv".encode(), b"a\\b 2026-06-12.csv",
        ],
    )  # fmt: skip
    def test_a_malformed_name(self, admin: Session, inbox: Inbox, name: bytes) -> None:
        path = os.fsencode(inbox.directory / "BRENT-CSC") + b"/" + name
        with open(path, "wb") as file:
            file.write(people(1, 41).encode())
        (told,) = empty(admin, inbox)
        assert told.file.isprintable()
        assert len(told.file) <= 130
        json.dumps(told.as_json()).encode("ascii")
        assert told.state in ("delivered", "refused")
        assert told.place.is_file()
        assert not os.path.exists(path)

    def test_links_are_not_followed(self, admin: Session, inbox: Inbox, tmp_path: Path) -> None:
        elsewhere = tmp_path / "secret 2026-06-12.csv"
        elsewhere.write_text(people(1, 41))
        (inbox.directory / "BRENT-CSC" / "link 2026-06-12.csv").symlink_to(elsewhere)
        os.mkfifo(inbox.directory / "BRENT-CSC" / "pipe 2026-06-12.csv")
        (inbox.directory / "BRENT-CSC" / "folder 2026-06-12.csv").mkdir()
        for dry in (True, False):
            told = {one.file: (one.state, one.sentence.split(",")[0]) for one in empty(admin, inbox, dry=dry)}
            assert told == {
                "folder 2026-06-12.csv": ("waits", "It is a folder"),
                "link 2026-06-12.csv": ("waits", "It is a link"),
                "pipe 2026-06-12.csv": ("waits", "It is no file."),
            }
        assert len(list((inbox.directory / "BRENT-CSC").iterdir())) == 3

    def test_a_drop_folder_that_is_a_link_is_not_entered(self, admin: Session, inbox: Inbox, tmp_path: Path) -> None:
        feed(admin, "BRENT-ASC")
        (tmp_path / "away").mkdir()
        (tmp_path / "away" / "a 2026-06-12.csv").write_text(people(1, 41))
        (inbox.directory / "BRENT-ASC").symlink_to(tmp_path / "away")
        (told,) = empty(admin, inbox)
        assert (told.state, "not followed" in told.sentence) == ("waits", True)
        assert list((tmp_path / "away").iterdir()) == [tmp_path / "away" / "a 2026-06-12.csv"]

    def test_a_folder_of_the_hub_that_is_a_link_stops_the_run(
        self, admin: Session, inbox: Inbox, put: Put, tmp_path: Path
    ) -> None:
        path = put("CSC 2026-06-12.csv", people(1, 41))
        (tmp_path / "away").mkdir()
        (inbox.directory / "_taken").symlink_to(tmp_path / "away")
        with pytest.raises(InboxUnsafe):
            empty(admin, inbox)
        assert path.exists()
        assert list((tmp_path / "away").iterdir()) == []

    def test_a_file_swapped_for_a_link_after_the_looks_is_given_back(
        self, admin: Session, inbox: Inbox, put: Put, tmp_path: Path
    ) -> None:
        path = put("CSC 2026-06-12.csv", people(1, 41))
        (seen,) = inbox.arrived("BRENT-CSC")
        path.unlink()
        path.symlink_to(tmp_path / "secret")
        assert inbox.take(seen, inbox.run("BRENT-CSC", admin.now())) is None
        assert path.is_symlink()

    def test_two_names_that_come_to_one_stay_two(self, admin: Session, inbox: Inbox) -> None:
        for byte in (b"\xfe", b"\xff"):
            with open(os.fsencode(inbox.directory / "BRENT-CSC") + b"/a" + byte + b".csv", "wb") as file:
                file.write(byte)
        assert sorted(one.file for one in empty(admin, inbox)) == ["a_ (2).csv", "a_.csv"]


def test_a_kept_name_leads_nowhere() -> None:
    for name in ("..", "../../etc/passwd", "/etc/passwd", ".hidden", "a/b", "", "\x00", "a" * 300 + ".csv"):
        kept = kept_name(name)
        assert kept
        assert kept not in (".", "..")
        assert not set(kept) & {"/", "\\", "\x00"}
        assert not kept.startswith(".")


@pytest.mark.parametrize("letter", ["x", "я", "字"])
def test_a_long_name_keeps_the_day_at_its_end(admin: Session, inbox: Inbox, put: Put, letter: str) -> None:
    """A dry run said that it would be delivered; the run cut the day off, or found no room for the receipt's name."""
    name = f"{letter * (230 // len(letter.encode()))} 2026-06-09.csv"
    put(name, people(1, 41))
    assert [(one.state, one.as_of) for one in empty(admin, inbox, dry=True)] == [("delivered", "2026-06-09")]
    (told,) = empty(admin, inbox)
    assert (told.state, told.as_of) == ("delivered", "2026-06-09")
    assert told.place.is_file()


def test_a_run_that_was_killed_between_commit_and_move_delivers_nothing_twice(
    admin: Session, inbox: Inbox, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("CSC 2026-06-12.csv", people(1, 41))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as at_once:
        at_once.setattr(Inbox, "note", killed)
        with pytest.raises(KeyboardInterrupt):
            empty(admin, inbox)
    assert files(inbox) == {"CSC 2026-06-12.csv": "_taken"}
    assert states(admin, inbox) == [("CSC 2026-06-12.csv", "already here")]
    assert files(inbox)["CSC 2026-06-12.csv"] == "_done"
    assert delivered(admin) == ["2026-06-12"]


def test_of_two_runs_the_second_ends_at_once(admin: Session) -> None:
    with rounds.alone(admin.hub.directory), pytest.raises(RunUnderWay):
        rounds.alone(admin.hub.directory).__enter__()
    with rounds.alone(admin.hub.directory):
        pass


def test_the_loader_may_deliver_and_nothing_else(admin: Session, signed_in: SignIn, inbox: Inbox, put: Put) -> None:
    """An account whose password lies in a file can neither look people up nor manage anything."""
    accounts.add(admin, "cron", "Scheduler", PASSWORD + "-two", [Role.LOADER])
    put("CSC 2026-06-12.csv", people(1, 41))
    loader = signed_in("cron")
    assert states(loader, inbox) == [("CSC 2026-06-12.csv", "delivered")]
    assert {need for need in May if loader.may(need)} == {May.IMPORT}
