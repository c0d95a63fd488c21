"""What waits in the drop folders."""

import os
from pathlib import Path

import pytest

from importers.unattended import drop_folders
from importers.unattended.inbox import waiting
from store.errors import NotAllowed
from store.session import Session
from tests.importers.deliveries import PEOPLE, deliver, feed


def test_files_wait_oldest_first_and_links_are_passed_over(admin: Session) -> None:
    feed(admin)
    feed(admin, "BRENT-ASC")
    folders = admin.hub.directory / "inbox"
    for code, name, when in (("BRENT-CSC", "b.csv", 200), ("BRENT-ASC", "a.csv", 100), ("BRENT-ASC", ".part", 50)):
        (folders / code).mkdir(parents=True, exist_ok=True)
        (folders / code / name).write_bytes(b"12345")
        os.utime(folders / code / name, (when, when))
    (folders / "BRENT-CSC" / "link.csv").symlink_to(folders / "BRENT-CSC" / "b.csv")
    (folders / "BRENT-CSC" / "folder").mkdir()
    (folders / "UNKNOWN").mkdir()
    told = waiting(admin)
    assert [(one.feed.code, one.path.name, one.size) for one in told] == [
        ("BRENT-ASC", "a.csv", 5),
        ("BRENT-CSC", "b.csv", 5),
    ]
    assert told[0].modified.timestamp() == 100


def test_a_file_taken_away_meanwhile_is_passed_over(tmp_path: Path) -> None:
    """Another program empties the folder between the listing and the look at its files."""
    for name in "abc":
        (tmp_path / name).write_text(name)
    lying = drop_folders._seen(tmp_path)
    next(lying)
    for path in tmp_path.iterdir():
        path.unlink()
    assert list(lying) == []


@pytest.mark.parametrize("name", ["people.csv.part", "people.filepart", "~$people.xlsx"])
def test_a_file_that_is_still_being_written_does_not_wait(admin: Session, name: str) -> None:
    """As in the inbox that nobody watches: half of it would be delivered for the whole."""
    feed(admin)
    folder = admin.hub.directory / "inbox" / "BRENT-CSC"
    folder.mkdir(parents=True)
    (folder / name).write_text(PEOPLE)
    assert waiting(admin) == ()


def test_nothing_waits_in_a_hub_without_drop_folders(admin: Session) -> None:
    feed(admin)
    assert waiting(admin) == ()


def test_only_those_who_import_see_it(officer: Session) -> None:
    with pytest.raises(NotAllowed):
        waiting(officer)


def test_a_file_that_was_delivered_waits_no_more(admin: Session) -> None:
    feed(admin)
    folder = admin.hub.directory / "inbox" / "BRENT-CSC"
    folder.mkdir(parents=True)
    deliver(admin, folder / "first.csv", PEOPLE + "1,Smith,Amelia,2013-03-14,,\n")
    (folder / "second.csv").write_text(PEOPLE + "2,Smith,Amelia,2013-03-14,,\n")  # as many bytes, not the same
    assert [one.path.name for one in waiting(admin)] == ["second.csv"]
