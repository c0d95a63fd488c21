"""What an admin does about the inbox's outcomes and the agencies' reports, on the board."""

from pathlib import Path

from store.hub import Hub
from tests.accounts import SignIn
from tests.stage import drop, on_stage


async def test_a_report_is_written_from_the_board(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    """F60, R33: where the admin says, told, and never over another."""
    folder = tmp_path / "reports"
    folder.mkdir()
    async with on_stage(village, villager("ada")) as stage:
        for _ in range(2):
            await stage.press("w")
            assert "Report to" in stage.text
            await stage.paste(str(folder))
            await stage.press("enter")
        assert "was left as it is" in stage.text
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".txt"]


async def test_a_folder_that_is_not_there_is_mended_and_not_typed_again(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("w")
        await stage.paste(str(tmp_path / "reports"))
        await stage.press("enter")
        assert "Name a folder that exists." in stage.text
        (tmp_path / "reports").mkdir()
        await stage.press("w", "enter")
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".csv", ".txt"]


async def test_the_report_on_a_feed_whose_next_file_waits_is_that_on_its_last(village: Hub, villager: SignIn) -> None:
    """On the file's own line it was said that nothing of the feed had ever been delivered."""
    drop(village, "BRENT-CSC", "June.csv", "Surname,First Name,Date of Birth\nSmith,Amelia,14/03/2013\n")
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("home")
        assert "Enter starts the import" in stage.text
        await stage.press("w")
        assert "Report to Brent Council" in stage.text


async def test_the_first_line_is_shown_with_its_heading(village: Hub, villager: SignIn) -> None:
    drop(village, "BRENT-CSC", "June.csv", "Surname,First Name,Date of Birth\nSmith,Amelia,14/03/2013\n")
    async with on_stage(village, villager("ada"), (80, 18)) as stage:
        await stage.press("end")
        assert "1 file waiting to be imported" not in stage.text
        await stage.press("home")
        assert "1 file waiting to be imported" in stage.text
