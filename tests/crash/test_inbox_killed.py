"""`fctui inbox` as real processes: killed at any instant, two at once. Every file is delivered once, none is lost."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.check import check as check_hub
from store.hub import Hub
from store.records.agencies import date_by
from tests.accounts import PASSWORD, sign_in
from tests.conftest import Template
from tests.importers.deliveries import PEOPLE, deliver, feed, rows

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
FILES = 6
ROUNDS = 5


def people(count: int) -> str:
    told = (f"{n},Sur{n}name,Given{n % 89},{1940 + n % 80}-03-{n % 28 + 1:02},,\n" for n in range(1, count + 1))
    return PEOPLE + "".join(told)


@pytest.fixture
def running(hub: Hub, template: Template, tmp_path: Path) -> list[str]:
    """The command of a run on a hub with six files in a drop folder."""
    admin = sign_in(hub, template.keys, "ada")
    feed(admin, mode="delta")
    date_by(admin, "BRENT-CSC", "name")
    deliver(admin, tmp_path / "first.csv", people(100))
    admin.close()
    folder = hub.directory / "inbox" / "BRENT-CSC"
    folder.parent.mkdir(mode=0o700)
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{FILES - number} 2026-06-{8 + number:02}.csv").write_text(people(101 + number))
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    command = [sys.executable, "-m", "fctui", "inbox", "--hub", str(hub.directory), "--login", "ada"]
    return [*command, "--password-file", str(password), "--settle", "0", "--json"]


def all_is_well(hub: Hub, template: Template) -> None:
    """Each file delivered once, in the order of their days, and lying in _done with its receipt."""
    admin = sign_in(hub, template.keys, "ada")
    days = [str(day) for (day,) in rows(admin, "select as_of from delivery order by id")][1:]
    assert days == [f"2026-06-{8 + number:02}" for number in range(FILES)]
    assert rows(admin, "select count(*) from source_record") == [(100 + FILES,)]
    assert check_hub(admin).sound
    admin.close()
    inbox = hub.directory / "inbox"
    lying = sorted(path.name for path in inbox.rglob("*.csv"))
    assert lying == sorted(path.name for path in (inbox / "_done").rglob("*.csv"))
    assert len(lying) == len(set(lying)) == FILES
    assert len(list((inbox / "_done").rglob("*.receipt.json"))) == FILES


def test_killed_at_any_instant(hub: Hub, template: Template, running: list[str]) -> None:
    dice = random.Random(7)
    killed = 0
    for _ in range(ROUNDS):
        run = subprocess.Popen(running, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert run.stdout is not None
        if dice.random() < 0.5:
            run.stdout.readline()  # the first file has ended: kill within the second
        try:
            run.wait(dice.uniform(0, 0.5))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            killed += 1
        run.stdout.close()
    last = subprocess.run(running, capture_output=True, check=False, timeout=120)
    assert last.returncode == 0, last.stderr
    assert killed >= 2
    all_is_well(hub, template)


def test_two_at_once(hub: Hub, template: Template, running: list[str]) -> None:
    two = [subprocess.Popen(running, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    told = [run.communicate(timeout=180) for run in two]
    lines = [line for out, _ in told for line in out.splitlines()]
    assert len(lines) == FILES, told
    assert all(run.returncode == 0 or b"Another run is at work" in err for run, (_, err) in zip(two, told, strict=True))
    all_is_well(hub, template)
