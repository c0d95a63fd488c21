"""The columns of a file while somebody says what they hold: nothing of it is lost without a word."""

from pathlib import Path

import pytest

from store.hub import Hub
from tests.accounts import SignIn
from tests.importers.workbooks import workbook
from tests.journeys.test_admin import GOOD, choose
from tests.stage import on_stage


async def test_what_was_said_of_the_columns_is_not_lost_on_esc_without_asking(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    """Esc and F4 forgot it without a word, and the file was read anew."""
    path = tmp_path / "June.csv"
    path.write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        assert "F4 Feeds" in stage.keys
        await stage.press("enter")
        await stage.type("key worker")
        await stage.press("enter")
        assert "Case holder * yours Key worker" in stage.text
        assert "F4 Feeds" not in stage.keys
        await stage.press("f4")
        assert stage.page == "ImportColumnsPage"
        await stage.press("escape")
        assert "Nothing is kept before the file is delivered. Leave?" in stage.text
        await stage.press("enter")
        assert "Case holder * yours Key worker" in stage.text
        await stage.press("escape", "down", "enter")
        assert stage.page == "ImportFilePage"
        await stage.press("ctrl+s", "escape")
        assert stage.page == "ImportFilePage", "nothing was said: nothing is asked"


async def test_nor_on_f4_while_the_rows_are_checked(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "June.csv"
    path.write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("c")
        assert stage.page == "ImportCheckPage", stage.text
        assert "F4 Feeds" in stage.keys, "as nothing was said of the columns"
        await stage.press("escape", "enter")
        await stage.type("key worker")
        await stage.press("enter", "c")
        assert (stage.page, "F4 Feeds" in stage.keys) == ("ImportCheckPage", False)
        await stage.press("f4", "escape")
        assert "Case holder * yours Key worker" in stage.text


async def test_that_a_sheet_cannot_be_read_is_not_said_of_the_next(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    rows = [
        line.split(",") for line in GOOD.replace('"12 Acacia Road, Wembley, HA0 2AB"', "12 Acacia Road").split("\n")
    ]
    path = workbook(tmp_path / "book.xlsx", People=rows[:2], Older=rows[:2], Cover=[["Made by Jo"], ["In June"]])
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("s")
        await stage.type("cover")
        await stage.press("enter")
        assert "The sheet “Cover” has fewer than 3 columns." in stage.text
        await stage.press("s")
        await stage.type("older")
        await stage.press("enter")
        assert "of the sheet “Older”" in stage.text
        assert "fewer than 3 columns" not in stage.text


@pytest.mark.parametrize(("size", "whole"), [((80, 24), False), ((120, 40), True)])
async def test_notes_on_a_file_are_whole_or_counted(
    village: Hub, villager: SignIn, tmp_path: Path, size: tuple[int, int], whole: bool
) -> None:
    """The third one ended in the middle of its sentence, and of a fourth there was no word."""
    path = tmp_path / "June.csv"
    text = f"Clients of the project;;;\n{GOOD.replace('CMS No', 'Ref').replace('Amelia', 'Zoë')}"
    path.write_bytes(text.replace("7001", "A7001").encode("cp1252"))
    async with on_stage(village, villager("ada"), size) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        assert "One row stands above the headings" in stage.text
        assert ("a record is known by NHS number, names and birth date." in stage.text) is whole
        assert ("and 1 more note: the check lists every one" in stage.text) is not whole


async def test_the_order_of_dates_is_asked_for_from_any_column(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    """'Choose day-first or month-first' stood there without the key, unless a date was marked."""
    path = tmp_path / "June.csv"
    early = "Smith,Amelia,04/03/2013,4857773457,12 Acacia Road,7001,Helen Marks,CIN plan,01/02/2026"
    path.write_text(f"{GOOD.splitlines()[0]}\n{early}\n")
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("home")
        assert "Choose day-first or month-first" in stage.text
        assert "O Date order" in stage.keys
        await stage.press("o", "enter")
        assert "Choose day-first or month-first" not in stage.text
        assert "O Date order" not in stage.keys, "it turns the dates of a marked column"
