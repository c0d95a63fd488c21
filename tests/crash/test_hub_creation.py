"""Killed before its n-th step on the disk, for every n until it gets through: a hub is whole or not there."""

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
STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"})


def killed_before(step, within, act):
    """Run `act` in a child that kills itself before its `step`-th step in `within`; whether it was killed."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    try:
        left = iter(range(step))

        def hook(event, given):
            if event in STEPS and str(given[0]).startswith(str(within)) and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        act()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.parametrize("existed", [False, True])
def test_a_hub_is_made_whole_or_not_at_all(tmp_path, existed):
    for step in count():
        directory = tmp_path / str(step) / "hub"
        directory.parent.mkdir()
        if existed:
            directory.mkdir(mode=0o700)
        killed = killed_before(
            step,
            directory.parent,
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
            assert step > 10
            return


def test_a_change_of_accounts_is_whole_or_not_at_all(hub, template, tmp_path):
    """Afterwards key file and database agree, whoever signs in first, and further changes work."""
    outcomes = set()
    for step in count():
        directory = tmp_path / f"copy-{step}"
        shutil.copytree(hub.directory, directory)
        copy = Hub.open(directory, fixed_clock)

        def disable(copy=copy):
            accounts.disable(sign_in(copy, template.keys, "ada"), "ofi")

        killed = killed_before(step, directory, disable)
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
            assert step > 10
            assert outcomes == {"on", "off"}
            return
