"""An unknown agency's export, connected by keyboard alone: questions, columns, words, dry run, delivery (F57)."""

from pathlib import Path

from textual.widgets import Input

from importers.delivering import templates
from store.hub import Hub
from store.permissions import May
from store.records import agencies
from store.records.themes import Theme
from tests.accounts import SignIn
from tests.stage import Stage, on_stage

EXPORT = """Client ID,Surname,Forename,DOB,Case Status,NI Number,Case holder,Town of birth
H1,Reed,Joan,03/05/2015,NFA,QQ123456C,Priya Nair,Leeds
H2,Reed,Jack,04/06/2015,Open,QQ123456C,Priya Nair,Leeds
H3,Cole,Zed,05/07/2014,NFA,,Priya Nair,York
"""


async def answer(stage: Stage, *answers: str) -> None:
    """Type each answer and go on to the next question."""
    for text in answers:
        if text:
            await stage.paste(text)
        await stage.press("enter")


async def filled_in(stage: Stage, example: Path | str) -> None:
    """From the board to the end of the form."""
    await stage.press("n")
    assert stage.page == "NewFeedPage"
    await answer(stage, "Northtown Homes", "Northtown", "Housing")
    await stage.type("housing")
    await stage.press("tab", "tab", "enter", "enter")
    await answer(stage, "current tenants of Northtown Homes", "01/04/2020", "16+", "020 7946 0111", "020 7946 0199")
    assert "NORTHTOWN-HOUSING" in stage.text, "a short code is suggested"
    await stage.paste("NORTHTOWN-HOUSING")
    assert stage.text.count("NORTHTOWN-HOUSING") == 1, "what is typed takes the suggestion's place"
    await stage.press("enter")
    await answer(stage, str(example), "12 june")


async def test_a_blank_short_code_is_proposed_and_said_to_be(village: Hub, villager: SignIn) -> None:
    """Ctrl+S moved to a box that was filled meanwhile, without a word."""
    admin = villager("ada")
    async with on_stage(village, admin) as stage:
        await stage.press("n")
        await answer(stage, "Northtown Homes", "Northtown", "Housing")
        await stage.type("housing")
        await stage.press("tab", "tab", "enter", "enter")
        await answer(stage, "current tenants of Northtown Homes")
        await stage.press("ctrl+s")
        assert "! Short code NORTHTOWN-HOUSING" in stage.text
        assert "! Keep the short code that is proposed, or type another." in stage.text
        await stage.press("ctrl+s")
        assert "NORTHTOWN-HOUSING is registered" in stage.text


async def test_an_unknown_export_is_connected_by_keyboard_from_wizard_to_receipt(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    admin = villager("ada")
    path = tmp_path / "export.csv"
    path.write_text(EXPORT)
    async with on_stage(village, admin) as stage:
        await filled_in(stage, path)
        assert stage.page == "ImportColumnsPage"
        assert "Client ID ~ likely The agency's own number" in stage.text
        assert "Surname = known Family name" in stage.text
        assert "“Client ID” is likely the agency's own number, and left out" in stage.text
        assert "No column holds the agency's own number" not in stage.text

        await stage.press("l", "end", "up")
        assert "Client ID * yours" in stage.text
        await stage.press("enter")
        await stage.type("key worker")
        await stage.press("enter")
        await stage.press("home", "down", "down", "down", "o", "enter")
        assert "Dates are read day first" in stage.text
        await stage.press("down")
        assert "Words not known here" not in stage.text, "nfa is known to mean closed"
        await stage.press("down")
        assert "NI Number x not covered by the agreement: will be dropped" in stage.text

        await stage.press("c")
        assert stage.page == "ImportCheckPage", stage.text
        assert "3 rows 3 accepted" in stage.text
        await stage.press("d")
        assert stage.page == "ImportReceiptPage"
    feed = agencies.feed(admin, "NORTHTOWN-HOUSING")
    assert (feed.theme, feed.duty_desk, feed.out_of_hours) == (Theme.HOUSING, "020 7946 0111", "020 7946 0199")
    assert (feed.ages, feed.coverage_from) == ("16+", "2020-04-01")
    with admin.reading(May.IMPORT) as connection:
        assert not connection.execute("select 1 from identifier where scheme = 'NINO'").fetchall(), "dropped"
        told = "select count(distinct worker) from involvement where worker ->> 0 = 'Priya Nair'"
        assert connection.execute(told).fetchone() == (1,)
    ((version, mapping),) = templates.versions(admin, feed.code)
    assert version.deliveries == 1, "what was learnt is what was delivered by"
    assert mapping.columns[3].order == "day-first"


async def test_a_word_of_a_code_column_is_given_its_meaning(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    admin = villager("ada")
    path = tmp_path / "export.csv"
    path.write_text(
        EXPORT.replace("NFA", "Zed").replace("Case Status", "Service Involvement").replace("03/05", "23/05")
    )
    async with on_stage(village, admin) as stage:
        await filled_in(stage, path)
        await stage.press("home", "down", "down", "down", "down")
        await stage.press("enter")
        await stage.type("whether the service")
        await stage.press("enter")
        assert "Words not known here: zed (2); V says what they mean." in stage.text
        await stage.press("v", "enter")
        assert "What does zed mean?" in stage.text
        await stage.type("closed")
        await stage.press("enter")
        assert "You said: zed = closed." in stage.text
        await stage.press("l", "c", "d")
        assert stage.page == "ImportReceiptPage"
    with admin.reading(May.IMPORT) as connection:
        told = "select count(*) from involvement i join source_record r on r.id = i.record_id where r.source_key = 'H1'"
        assert connection.execute(told + " and i.status = 'closed'").fetchone() == (1,)


async def test_nothing_typed_is_lost_on_esc_without_asking(village: Hub, villager: SignIn) -> None:
    admin = villager("ada")
    async with on_stage(village, admin) as stage:
        await stage.press("n")
        assert "Who sends it, such as Brent Council" in stage.text, "every question explains itself"
        await stage.type("brent")
        await stage.press("escape")
        assert "Nothing is registered yet. Leave all the same?" in stage.text
        await stage.press("enter")
        assert (stage.page, "brent" in stage.text) == ("NewFeedPage", True)
        await stage.press("escape")
        await stage.type("leave")
        await stage.press("enter")
        assert stage.page == "FeedsPage"


async def test_what_is_missing_is_said_at_its_question(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("i", "ctrl+n")
        assert stage.page == "NewFeedPage", "reached from the import too"
        await stage.press("ctrl+s")
        assert "! Enter who sends the file" in stage.text
        assert "! Kind of service" in stage.text


async def test_an_example_that_is_not_there_is_said_before_anything_is_registered(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    """The feed was registered first: none of its answers could be mended on the form any more."""
    admin = villager("ada")
    path = tmp_path / "export.csv"
    async with on_stage(village, admin) as stage:
        await filled_in(stage, path)
        assert stage.page == "NewFeedPage"
        assert "! export.csv cannot be opened: no such file or directory" in stage.text
        assert "is registered" not in stage.text
        assert "Ctrl+S Register" in stage.keys
        path.write_text(EXPORT)
        await stage.press("ctrl+s")
        assert stage.page == "ImportColumnsPage"
        await stage.press("escape")
        assert "NORTHTOWN-HOUSING is registered" in stage.text
        assert "Ctrl+S Read the example" in stage.keys, "there is nothing to register any more"


async def test_a_day_without_its_file_and_a_limit_before_the_next_file_are_said(village: Hub, villager: SignIn) -> None:
    """A day alone registered the feed without its example; a monthly feed was overdue after three weeks."""
    async with on_stage(village, villager("ada")) as stage:
        await filled_in(stage, "")
        assert "! Enter the path of the example taken on that day, or clear the day" in stage.text
        assert "is registered" not in stage.text
        stage.app.screen.query_one("#cadence", Input).value = "30"
        await stage.press("ctrl+s")
        assert "! It would be overdue before the next file is due: 30 days at least" in stage.text
        await stage.paste("61")
        assert "! Too old" not in stage.text
