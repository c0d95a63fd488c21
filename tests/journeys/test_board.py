"""The feeds board among what leads to it and away from it: where its mark stands, what it still says."""

from pathlib import Path

from importers.unattended import rounds
from importers.unattended.drop_folders import Inbox
from store.hub import Hub
from store.records import agencies, descriptions
from store.records.agencies import feed
from tests.accounts import SignIn
from tests.journeys.test_admin import GOOD, choose
from tests.stage import Stage, drop, on_stage


async def to_the_feed(stage: Stage, code: str) -> None:
    """Mark the feed's own line."""
    await stage.press("home")
    while f"{code} ·" not in stage.text:
        await stage.press("down")


async def test_after_a_delivery_the_mark_is_on_its_feed(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    """The receipt says that W writes the report: it wrote that of the feed on which the mark had stood before."""
    admin = villager("ada")
    path = tmp_path / "June.csv"
    path.write_text(GOOD)
    async with on_stage(village, admin) as stage:
        await to_the_feed(stage, "BRENT-HOU")
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("c", "d", "enter")
        assert stage.page == "FeedsPage"
        assert f"BRENT-CSC · {feed(admin, 'BRENT-CSC').agency.name}" in stage.text
        await stage.press("w")
        assert "June.csv: cells and codes" in stage.text


async def test_the_mark_stays_on_its_feed_when_another_is_registered(village: Hub, villager: SignIn) -> None:
    admin = villager("ada")
    async with on_stage(village, admin) as stage:
        await to_the_feed(stage, "BRENT-HOU")
        agency = {"code": "A", "name": "Abbey Club", "area": "Abbey"}
        new = descriptions.described(code="ABBEY", agency=agency, label="Aid", theme="VCS", cohort="who comes")
        agencies.add_feed(admin, new)
        await stage.press("r")
        assert "Abbey Club" in stage.text
        assert "BRENT-HOU ·" in stage.text


async def test_a_trouble_of_before_is_not_said_again(village: Hub, villager: SignIn) -> None:
    """That a report could not be written stood below the board through every delivery and roll back that followed."""
    async with on_stage(village, villager("ada")) as stage:
        await to_the_feed(stage, "BRENT-CSC")
        await stage.press("w")
        await stage.paste("/nowhere/at/all")
        await stage.press("enter")
        assert "! There is no such folder." in stage.text
        await stage.press("d", "escape")
        assert stage.page == "FeedsPage"
        assert "There is no such folder." not in stage.text


async def test_what_the_inbox_refused_is_a_thing_to_do_until_another_file_is_delivered(
    village: Hub, villager: SignIn
) -> None:
    """It was gone from the drop folder, and only whoever reads the scheduler's letters heard of it."""
    admin = villager("ada")
    agencies.date_by(admin, "BRENT-CSC", "name")
    drop(village, "BRENT-CSC", "No day at all.csv", GOOD)
    list(rounds.run(admin, Inbox(village.directory / "inbox"), lambda: None))
    async with on_stage(village, admin) as stage:
        said = "Children's social care, Brent Council: 1 file from its drop folder refused"
        assert said in stage.text
        await stage.press("home")
        assert "No day at all.csv: This feed's files carry the day in their name" in stage.text
        assert "In inbox/_refused/BRENT-CSC, with the reason beside each." in stage.text
        (run,) = (village.directory / "inbox/_refused/BRENT-CSC").iterdir()
        run.rename(run.with_name("2026-06-14T100000Z"))
        await stage.press("r")
        assert said not in stage.text, "a file was delivered since"
