"""What an agency sent is nowhere on the disk in the clear, also while it is being stored and looked up."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from matching.lookup.search import Lookup
from store.audit import Action
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import May
from tests.accounts import SignIn
from tests.importers import deliveries

SAID = ("Needleman", "Zephyrine", "9434765919", "HA9 7QX", "Haystack Lane")
ROW = "7,Needleman,Zephyrine,14/03/2013,9434765919,HA9 7QX\n"


def in_the_clear(*folders: Path) -> set[str]:
    """Which of the words stand in any file of these folders, in any of the codes a program would write them in."""
    content = b"\0".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())
    known = content.lower()
    codes = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    return {word for word in SAID if any(word.lower().encode(code) in known for code in codes)}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where SQLite, Python and every program that asks would put a file of their own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def removed_but_open() -> list[str]:
    """Files that have no name any more and still hold what was written: SQLite's temporary ones would be such."""
    handles = (Path("/proc/self/fd") / number for number in os.listdir("/proc/self/fd"))
    targets = [os.readlink(handle) for handle in handles if handle.is_symlink()]
    return [target for target in targets if target.endswith(" (deleted)") and "etilqs" in target]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_nothing_is_in_the_clear_while_it_is_stored_sorted_and_found(
    hub: Hub, signed_in: SignIn, tmp_path: Path, elsewhere: Path
) -> None:
    pat = signed_in("pat")
    deliveries.feed(pat)
    deliveries.deliver(pat, tmp_path / "a.csv", deliveries.PEOPLE + ROW)
    assert in_the_clear(tmp_path) >= {"Needleman", "9434765919"}, "the agency's own file: this test can fail"
    pat.open_enquiry(Purpose.S47, "Zephyrine", "Haystack Lane School", "CALL-1")
    assert Lookup(pat).find("needleman zephyrine").hits
    with pat.changing(May.FEEDS, Action.FEED_ADDED, "Needleman") as change:
        connection = change.connection
        for database in ("main", "temp"):  # so few pages that what is not committed yet must be put somewhere
            connection.execute(f"pragma {database}.cache_size = 10")
        connection.executemany("insert into meta values (?, ?)", [(f"n{n}", "Zephyrine " * 200) for n in range(400)])
        connection.execute("create temp table sorted as select value || key as said from meta order by said")
        assert in_the_clear(hub.directory, elsewhere) == set()
        assert removed_but_open() == []
    assert (hub.directory / "hub.db-wal").stat().st_size > 400 * 2000
    assert in_the_clear(hub.directory, elsewhere) == set()


def test_every_file_of_a_hub_at_work_is_its_owners_alone(hub: Hub, signed_in: SignIn, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        pat = signed_in("pat")
        deliveries.feed(pat)
        deliveries.deliver(pat, tmp_path / "a.csv", deliveries.PEOPLE + ROW)
        modes = {path.name: path.stat().st_mode & 0o777 for path in hub.directory.rglob("*") if path.is_file()}
    finally:
        os.umask(before)
    assert {"hub.db", "hub.db-wal", "audit.db", "hub.keys"} <= modes.keys()
    assert set(modes.values()) == {0o600}
