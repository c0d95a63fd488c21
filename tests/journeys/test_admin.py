"""The hub admin's journeys (domain/3 C.3), by keyboard alone, on the real importers."""

from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from importers.delivering import delivery
from importers.delivering.delivery import DryRun, Receipt
from matching.progress import Progress
from screens.feeds import FeedsPage
from screens.review import ReviewPage
from store.disclosure.wording import spaced_phone
from store.hub import Hub
from store.permissions import May
from store.records.board import feed_board
from store.session import Session
from tests.accounts import SignIn
from tests.stage import Stage, drop, on_stage, settle

HEADINGS = "Surname,First Name,Date of Birth,NHS No,Address,CMS No,Case holder,Service/Event Desc,Service/Event Start"
GOOD = f"""{HEADINGS}
Smith,Amelia,14/03/2013,4857773457,"12 Acacia Road, Wembley, HA0 2AB",7001,Helen Marks,CIN plan,12/01/2026
Reed,Joan,30/05/2015,,"9 Elm Court, London, NW2 5BB",7010,Priya Nair,Early help,01/06/2026
Reed,Lost,31/02/2014,,"9 Elm Court, London, NW2 5BB",7011,Priya Nair,Early help,01/06/2026
"""


def state(session: Session) -> dict[str, tuple[str, int] | None]:
    """What each feed holds: the day of its last extract and its rows."""
    return {board.feed.code: board.last and (board.last.as_of, board.last.rows) for board in feed_board(session)}


def workers(session: Session) -> set[str]:
    with session.reading(May.IMPORT) as connection:
        return {name for (name,) in connection.execute("select worker ->> 0 from involvement where worker is not null")}


async def choose(stage: Stage, path: Path | str, feed: str, day: str) -> None:
    """Fill in the first step from an empty form: path, feed by the first letters of its code, day."""
    await stage.press("i")
    await stage.paste(str(path))
    await stage.press("enter", "enter")
    await stage.type(feed[:7])
    await stage.press("enter")
    await stage.paste(day)
    await stage.press("enter")


async def test_a_waiting_file_is_imported_and_a_column_corrected(village: Hub, villager: SignIn) -> None:
    admin = villager("ada")
    drop(village, "BRENT-CSC", "June.csv", GOOD)
    async with on_stage(village, admin) as stage:
        assert "1 file waiting to be imported" in stage.text
        assert "June.csv, " in stage.text

        await stage.press("enter")
        assert "The last extract of this feed was taken on 10 June 2026" in stage.text
        await stage.type("12 june")
        assert "Extract taken on 12 June 2026, 3 days ago" in stage.text
        await stage.press("enter")

        assert stage.page == "ImportColumnsPage"
        assert "Case holder ~ likely Key worker?" in stage.text
        assert "About the worker, by its words" in stage.text
        await stage.press("enter")
        await stage.type("key worker")
        await stage.press("enter")
        assert "Case holder * yours Key worker" in stage.text

        await stage.press("c")
        assert "3 rows 2 accepted" in stage.text
        assert "1 refused" in stage.text
        assert "There is no such day." in stage.text
        await stage.press("end")
        assert "row 3 line 4 Date of Birth There is no such day. DOB_IMPOSSIBLE" in stage.text
        assert "Ask for the right date of birth." in stage.text
        assert (
            "Deliver 2 rows to Brent Council, Children's social care, as a full extract taken on 12 June 2026"
            in stage.text
        )

        await stage.press("d")
        assert stage.page == "ImportReceiptPage"
        assert "2 accepted" in stage.text
        assert "Tell the agency of 1 refused row" in stage.text

        await stage.press("enter")
        assert stage.page == "FeedsPage"
        assert "12 Jun 2026" in stage.text
    assert state(admin)["BRENT-CSC"] == ("2026-06-12", 3)
    assert "Priya Nair" in workers(admin), "the corrected column was stored as the key worker"


async def test_the_corrected_column_is_remembered(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    admin = villager("ada")
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text(GOOD)
    second.write_text(GOOD.replace("Early help", "CIN plan"))
    async with on_stage(village, admin) as stage:
        await choose(stage, first, "BRENT-CSC", "12 june")
        await stage.press("enter")
        await stage.type("key worker")
        await stage.press("enter", "c", "d", "enter")
        await choose(stage, second, "BRENT-CSC", "13 june")
        assert "Case holder = known Key worker" in stage.text


async def test_what_a_check_says_is_read_to_its_end(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    """The third line of what to ask the agency was cut off at 80 by 24."""
    admin = villager("ada")
    path = tmp_path / "one.csv"
    path.write_text(GOOD.replace("Smith,Amelia,14/03/2013,4857773457", "Okonkwo,Joseph,01/02/1990,"))
    async with on_stage(village, admin) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("c")
        assert "Read on" not in stage.keys, "a sentence or two are seen at once"
        await stage.press("end")
        assert "ID_REUSE" in stage.text
        assert "The number stood for somebody else before" in stage.text
        assert "the record was corrected." not in stage.text
        assert "Read on" in stage.keys
        await stage.press("space")
        assert "the record was corrected." in stage.text
        await stage.press("space")
        assert "the record was corrected." not in stage.text, "its beginning again"
        await stage.press("d")
        assert "A supervisor says whether 1 number went to somebody else: fctui reuse list." in stage.text


async def test_the_same_file_twice_is_refused_with_name_and_day(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    admin = villager("ada")
    path = tmp_path / "one.csv"
    path.write_text(GOOD)
    async with on_stage(village, admin) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("c", "d", "enter")
        before = state(admin)
        await choose(stage, path, "BRENT-CSC", "13 june")
        assert stage.page == "ImportFilePage"
        assert "This file is already in the hub" in stage.text
        assert "Ada Adeyemi delivered exactly this file on 15 June 2026" in stage.text
    assert state(admin) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it has no bytes at all"),
        (HEADINGS.encode() + b"\n", "has column headings and no rows"),
        (b"PK\x03\x04" + bytes(4000), "breaks off, or parts of it are missing"),
        (bytes(range(256)) * 40, "it looks like a program's own file"),
        (b'a,b,c\n"1,2,3\n4,5,6\n', "quotation mark"),
    ],
    ids=["empty", "headings only", "workbook", "binary", "open quotation mark"],
)
async def test_a_file_that_cannot_be_read_is_refused_in_words(
    village: Hub, villager: SignIn, tmp_path: Path, content: bytes, sentence: str
) -> None:
    admin = villager("ada")
    before = state(admin)
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    async with on_stage(village, admin) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        assert stage.page == "ImportFilePage"
        assert sentence.casefold() in stage.text.casefold()
        assert "Nothing was imported" in stage.text
    assert state(admin) == before


async def test_a_missing_file_and_a_wrong_day_are_said_beside_their_boxes(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, tmp_path / "nothere.csv", "BRENT-CSC", "12 june")
        assert "! nothere.csv cannot be opened" in stage.text
        await stage.press("ctrl+s")
        await stage.press("escape")

        path = tmp_path / "one.csv"
        path.write_text(GOOD)
        await choose(stage, path, "BRENT-CSC", "3 august 2026")
        assert "! 3 August 2026 is in the future" in stage.text
        await stage.press("ctrl+u")
        await stage.paste("1 june")
        await stage.press("enter")
        assert "1 June 2026 is older" in stage.text
        assert stage.page == "ImportFilePage"


async def test_a_path_that_leads_nowhere_is_said_where_the_list_would_be(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    (tmp_path / "one.csv").write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("i")
        await stage.paste(f"{tmp_path}/on")
        assert ("one.csv, " in stage.text, "begins so" in stage.text) == (True, False)
        await stage.type("x")
        assert ("one.csv, " in stage.text, "No folder or data file here begins so." in stage.text) == (False, True)
        await stage.press("down", "enter")
        assert stage.page == "ImportFilePage"


async def test_an_empty_form_says_what_is_missing(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("i", "ctrl+s")
        assert "! Enter the path of the agency's file" in stage.text
        assert "! Choose whose file this is" in stage.text
        assert "! Enter the day the agency took the extract" in stage.text


async def test_two_columns_for_one_field_are_refused(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("enter")
        await stage.type("family name")
        await stage.press("enter")
        assert "! “Surname” already holds: Family name. Nothing was changed." in stage.text
        assert "Case holder ~ likely Key worker?" in stage.text


async def test_without_a_required_column_the_rows_are_not_checked(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    path.write_text(GOOD)
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("home", "enter")
        await stage.type("do not import")
        await stage.press("enter")
        assert "! No column is taken for the family name or the full name." in stage.text
        await stage.press("c")
        assert stage.page == "ImportColumnsPage"


async def test_undecidable_dates_are_shown_and_can_be_turned(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        f"{HEADINGS}\nReed,Joan,03/05/2015,,,7010,Priya Nair,Early help,01/06/2026\n"
        "Reed,Jack,04/06/2015,,,7011,Priya Nair,Early help,01/06/2026\n"
    )
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        await stage.press("home", "down", "down")
        assert "The dates do not tell day from month" in stage.text
        assert "Choose day-first or month-first" in stage.text
        await stage.press("c")
        assert stage.page == "ImportColumnsPage", "rule 10: the user must choose"
        await stage.press("o")
        await stage.type("month")
        await stage.press("enter")
        assert "Dates are read month first: 03/04 is 4 March" in stage.text
        await stage.press("c")
        assert stage.page == "ImportCheckPage"


async def test_hostile_text_in_a_file_is_letters(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "[bold]bad.csv"
    path.write_text(GOOD.replace("Case holder", "[@click=quit]Go[/]").replace("Amelia", "[/x]Amelia\x1b]0;hacked\x07"))
    async with on_stage(village, villager("ada")) as stage:
        await choose(stage, path, "BRENT-CSC", "12 june")
        assert "[@click=quit]Go[/]" in stage.text
        assert "[/x]Amelia" in stage.text
        assert "\x1b" not in stage.picture
        await stage.press("c")
        assert "[bold]bad.csv" in stage.text


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Holds a real delivery inside its transaction: (it has got there, it may go on)."""
    there, on = Event(), Event()
    real = delivery.deliver

    def slowly(session: Session, checked: DryRun, progress: Progress) -> Receipt:
        def wait(stage: str, done: int, total: int) -> None:
            there.set()
            assert on.wait(20)
            progress(stage, done, total)

        return real(session, checked, wait)

    monkeypatch.setattr(delivery, "deliver", slowly)
    return there, on


async def begin(stage: Stage, path: Path, there: Event) -> None:
    """Come as far as a delivery that stands still in the middle."""
    await choose(stage, path, "BRENT-CSC", "12 june")
    await stage.press("c")
    await stage.pilot.press("d")
    for _ in range(1000):
        if there.is_set():
            break
        await stage.pilot.pause(0.01)
    assert there.is_set(), stage.text
    await stage.pilot.pause()


async def test_a_stopped_delivery_leaves_nothing(
    village: Hub, villager: SignIn, tmp_path: Path, held: tuple[Event, Event]
) -> None:
    admin = villager("ada")
    before = state(admin)
    path = tmp_path / "one.csv"
    path.write_text(GOOD)
    there, on = held
    async with on_stage(village, admin) as stage:
        await begin(stage, path, there)
        assert "F4" not in stage.keys, "no other page while a delivery runs"
        await stage.pilot.press("escape")
        assert "Stop this delivery?" in stage.text
        await stage.pilot.press("2")
        on.set()
        await stage.press("down")
        assert "The hub is as it was before" in stage.text
        assert state(admin) == before
        await stage.press("escape")
        assert stage.page == "ImportCheckPage"


async def test_leaving_the_program_asks_while_a_delivery_runs(
    village: Hub, villager: SignIn, tmp_path: Path, held: tuple[Event, Event]
) -> None:
    admin = villager("ada")
    path = tmp_path / "one.csv"
    path.write_text(GOOD)
    there, on = held
    async with on_stage(village, admin) as stage:
        await begin(stage, path, there)
        await stage.pilot.press("ctrl+q")
        assert "Leave the program?" in stage.text
        await stage.pilot.press("1")
        on.set()
        await stage.press("down")
        assert stage.page == "ImportReceiptPage", "it went on to the end"
    assert state(admin)["BRENT-CSC"] == ("2026-06-12", 3)


async def test_feeds_and_import_are_not_offered_to_others(village: Hub, villager: SignIn) -> None:
    for login, leads_to in (("ofi", "SearchPage"), ("sue", "HeldPage")):
        async with on_stage(village, villager(login)) as stage:
            await stage.press("escape", "f4")
            assert stage.page == leads_to
            assert "Feeds" not in stage.keys


async def test_an_overdue_feed_is_marked_in_glyph_and_word(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada")) as stage:
        assert "x stopped Housing, Brent Council" in stage.text
        assert "20 Apr 2026 56 of 7 0" in stage.text
        assert "- never Mental health" in stage.text
        assert "1 stopped and 1 never delivered" in stage.text
        assert "Housing, Brent Council: 7 files missed (weekly); ring" in stage.text  # rule 30: three are a task


async def test_what_came_of_a_feed_of_which_nothing_came_is_said(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada")) as stage:
        while "No file has come yet" not in stage.text:
            await stage.press("down")
        await stage.press("d")
        assert "No file has come from this feed yet: I on the feeds' page imports one." in stage.text


async def test_whom_to_ring_about_a_feed_is_on_the_narrow_board(village: Hub, villager: SignIn) -> None:
    admin = villager("ada")
    for board in feed_board(admin):
        assert board.feed.agency.phone
    async with on_stage(village, admin) as stage:
        for board in feed_board(admin):
            assert f"{board.feed.label}, {board.feed.agency.name}"[:20] in stage.text
            assert f"Duty desk {spaced_phone(board.feed.agency.phone)}" in stage.text
            assert f"overdue after {board.feed.stale_after_days} days" in stage.text
            await stage.press("down")


@pytest.mark.parametrize(("login", "page"), [("ada", FeedsPage), ("sue", ReviewPage)])
async def test_nothing_is_said_of_what_has_not_been_read_yet(
    village: Hub, villager: SignIn, monkeypatch: pytest.MonkeyPatch, login: str, page: type[FeedsPage | ReviewPage]
) -> None:
    monkeypatch.setattr(page, "_load", lambda page: None)  # the answer has not come yet
    async with on_stage(village, villager(login)) as stage:
        await stage.pilot.resize_terminal(100, 30)
        await settle(stage.pilot)
        assert stage.page == page.__name__
        assert "Reading the" in stage.text
        assert "There are no feeds yet" not in stage.text
        assert "No case waits" not in stage.text


async def test_the_words_for_a_wrong_day_are_whole(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada")) as stage:
        await stage.press("i")
        stage.app.screen.query_one("#as-of", Input).value = "8 jun 6"
        await settle(stage.pilot)
        assert "such as 8 June 2026, 08/06/2026 or yesterday" in stage.text
