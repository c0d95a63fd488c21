"""Killed before its n-th change of a file, for every n until it gets through: a hub is whole or not there."""

import os
import shutil
import signal
import sys
from itertools import count

import pytest

from store import accounts
from store.check import check
from store.errors import AccountDisabled, WrongPassword
from store.hub import Hub
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD, fixed_clock, sign_in

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})
WRITING = os.O_WRONLY | os.O_RDWR


def killed_before(change, act):
    """Run `act` in a child that kills itself before its `change`-th change of a file; whether it was killed."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    try:
        left = iter(range(change))

        def hook(event, given):
            changes = event in CHANGES or (event == "open" and given[2] & WRITING)
            if changes and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        act()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.parametrize("existed", [False, True])
def test_a_hub_is_made_whole_or_not_at_all(tmp_path, existed):
    for change in count():
        directory = tmp_path / str(change) / "hub"
        directory.parent.mkdir()
        if existed:
            directory.mkdir(mode=0o700)
        killed = killed_before(
            change,
            lambda place=directory: Hub.create(
                place, login="ada", name="Ada", password=PASSWORD, area=AREA, clock=fixed_clock, cost=FLOOR
            ),
        )
        if (directory / "hub.keys").exists():
            session = Hub.open(directory, fixed_clock).sign_in("ada", PASSWORD)
            assert check(session).sound
            session.close()
        else:
            assert killed
        if not killed:
            assert change > 5
            return


def test_a_change_of_accounts_is_whole_or_not_at_all(hub, template, tmp_path):
    """Afterwards key file and database agree, whoever signs in first, and further changes work."""
    outcomes = set()
    for change in count():
        directory = tmp_path / f"copy-{change}"
        shutil.copytree(hub.directory, directory)
        copy = Hub.open(directory, fixed_clock)

        def disable(copy=copy):
            accounts.disable(sign_in(copy, template.keys, "ada"), "ofi")

        killed = killed_before(change, disable)
        try:
            copy.sign_in("ofi", PASSWORD).close()
            outcomes.add("on")
        except (AccountDisabled, WrongPassword):
            outcomes.add("off")
        admin = sign_in(copy, template.keys, "ada")
        accounts.set_roles(admin, "sue", ["officer"])
        accounts.disable(admin, "sue")
        assert check(admin).sound
        admin.close()
        if not killed:
            assert change > 5
            assert outcomes == {"on", "off"}
            return
