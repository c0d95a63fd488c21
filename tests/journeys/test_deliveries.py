"""What came from a feed: said as it stands, taken back, and shown to nobody whose account was switched off."""

from pathlib import Path
from threading import Event

import pytest

from importers.delivering import rolling_back
from screens.deliveries import DeliveriesPage
from screens.sign_in import Locked
from store import accounts
from store.hub import Hub
from store.permissions import Role
from store.records.deliveries import Delivery
from store.session import Session
from tests.accounts import PASSWORD, SignIn
from tests.journeys.test_admin import GOOD, choose
from tests.journeys.test_board import to_the_feed
from tests.stage import WIDE, Stage, on_stage, settle


async def to_the_deliveries(stage: Stage) -> None:
    """Of a feed from which one file came."""
    await to_the_feed(stage, "BRENT-CSC")
    await stage.press("d")
    assert stage.page == "DeliveriesPage"


async def test_nothing_is_said_of_deliveries_that_have_not_been_read(
    village: Hub, villager: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """'No file has come from this feed yet' stood there while they were read, and for good when that failed."""
    monkeypatch.setattr(DeliveriesPage, "_load", lambda page: None)  # the answer has not come yet
    async with on_stage(village, villager("ada")) as stage:
        await to_the_deliveries(stage)
        await stage.pilot.resize_terminal(100, 30)
        await settle(stage.pilot)
        assert "Reading the deliveries" in stage.text
        assert "No file has come" not in stage.text


async def test_what_is_taken_back_after_a_slip_is_not_said_to_stand(village: Hub, villager: SignIn) -> None:
    """The note of the slip, that nothing was taken back, hung on over the list that said otherwise."""
    async with on_stage(village, villager("ada")) as stage:
        await to_the_deliveries(stage)
        await stage.press("t", "n", "o", "enter")
        assert "Nothing was taken back: that takes the word yes." in stage.text
        await stage.press("t")
        assert "This takes back the extract of 10 June 2026" in stage.text
        await stage.type("yes")
        await stage.press("enter")
        assert "TAKEN BACK" in stage.text
        assert "Nothing was taken back" not in stage.text


async def test_whose_account_is_switched_off_is_signed_out_at_the_next_key(village: Hub, villager: SignIn) -> None:
    """An admin's pages told it above their keys and stayed."""
    async with on_stage(village, villager("ada")) as stage:
        await to_the_feed(stage, "BRENT-CSC")
        accounts.disable(villager("pat"), "ada")
        await stage.press("d")
        assert stage.page == "SignIn"
        assert "This account is switched off" in stage.text
        assert stage.app.session is None


async def test_a_role_that_is_taken_away_takes_its_keys_with_it(village: Hub, villager: SignIn) -> None:
    """The line of keys went on offering what did nothing any more."""
    async with on_stage(village, villager("ada")) as stage:
        accounts.set_roles(villager("pat"), "ada", [Role.OFFICER])
        assert "N New feed" in stage.keys
        await stage.press("r")
        assert "Your roles do not let you" in stage.text
        assert "N New feed" not in stage.keys
        assert "F2 Search" in stage.keys


async def test_the_mark_stays_on_its_delivery_when_the_window_changes(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    """It went back to the newest, and T asked about that one."""
    path = tmp_path / "June.csv"
    path.write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("c", "d", "enter", "d", "down")
        assert "Delivery 1, stands" in stage.text
        await stage.pilot.resize_terminal(60, 15)
        await settle(stage.pilot)
        await stage.pilot.resize_terminal(*WIDE)
        await settle(stage.pilot)
        assert "Delivery 1, stands" in stage.text


async def test_what_a_lock_cut_short_is_said_once_it_is_open_again(
    village: Hub, villager: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """'This session is locked' stood above the keys of the page that had just been unlocked."""
    locked, listing = Event(), rolling_back.listing

    def late(session: Session, feed: str) -> tuple[Delivery, ...]:
        assert locked.wait(60)
        return listing(session, feed)

    monkeypatch.setattr(rolling_back, "listing", late)
    async with on_stage(village, villager("ada")) as stage:
        await to_the_feed(stage, "BRENT-CSC")
        await stage.pilot.press("d")
        stage.app.action_lock()
        while not (isinstance(stage.app.screen, Locked) and not stage.app.screen.checking):
            await stage.pilot.pause()
        locked.set()
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert "! Cut short by the lock." in stage.text
        assert "session is locked" not in stage.text
        await stage.press("escape", "d")
        assert "1 delivery, 0 refused rows waiting" in stage.text
