"""What an admin does about the inbox's outcomes and the agencies' reports, on the board."""

from pathlib import Path

from store.hub import Hub
from tests.accounts import SignIn
from tests.stage import on_stage


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
