"""A whole family at once, candidates compared, nobody opened: by keyboard alone (F19, F20)."""

from textual.widgets import Input, TextArea

from screens.family import FamilyPage
from screens.guarded import SECONDS
from screens.search import SearchPage
from screens.widgets.hit_list import HitList
from store import accounts
from store.audit import Action
from store.disclosure import areas
from store.hub import Hub
from store.permissions import Role
from store.session import Session
from tests.accounts import PASSWORD, SignIn
from tests.stage import NARROW, Stage, on_stage, settle

FAMILY = """Name\tDOB\tRelationship\tPost code
Smith, Amelia\t14/03/2013\tsubject child\tHA0 2AB
1. Sarah Smith (mother) 30.11.1985
Zzyzx Qwertz, 41, father
"""


def rows(session: Session, action: Action) -> list[tuple[str, str]]:
    """Subject and detail of each row of the audit log with this action."""
    with session.reading_audit() as log:
        return log.execute("select subject, detail from audit where action = ? order by seq", (action,)).fetchall()


def page(stage: Stage, kind: type[SearchPage] | type[FamilyPage]) -> SearchPage | FamilyPage:
    """The page on top, which is of that kind."""
    assert isinstance(stage.app.screen, kind)
    return stage.app.screen


async def test_a_pasted_family_to_whom_to_ring(village: Hub, villager: SignIn, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste(FAMILY)
        assert stage.page == "FamilyPage"
        assert "? 1 subject child Smith, Amelia, 14/03/2013" in stage.text
        assert "3 father Zzyzx Qwertz, age 41 nobody found" in stage.text, "a bare number in a cell is an age"
        await stage.press("enter", "enter")
        assert "SMITH, Sarah 30 Nov 1985" in stage.text
        assert "No people found in the data supplied" in stage.text, "the third line: nobody, explained"
        await stage.press("m")
        assert stage.page == "MatrixPage"
        assert "Children's Adult" in stage.text
        assert "● CURRENT open now" in stage.text, "the legend"
        assert "020 7946 0300 duty desk, Brent Council Helen Marks" in stage.text, "whom to ring, without a key"
        await stage.press("right")
        assert "Not shown: adult social care records are shown for ages 15 and over (this person is 13)." in stage.text
        await stage.press("enter")
        assert stage.page == "MatrixPage", "there is nothing to open"
        await stage.press("down", "enter")
        assert stage.page == "ServicePage"
        assert "SMITH, Sarah, born 30 November 1985 (40y)" in stage.text
        await stage.press("escape", "left", "left", "enter")
        assert stage.page == "PersonPage"
        await stage.press("escape", "escape", "escape")
        assert stage.page == "SearchPage"
        await stage.press("f7")
        assert "✓ 2 mother Sarah Smith 30.11.1985" in stage.text, "going back loses nothing"
        await stage.press("ctrl+e")
        assert stage.page == "SearchPage"
        await stage.press("f7")
        assert "Sarah" not in stage.text, "the next caller's officer sees nobody of this one"
    admin = villager("ada")
    assert [detail.count('"typed":"Zzyzx Qwertz, age 41"') for _, detail in rows(admin, Action.SEARCHED)] == [0, 0, 1]
    assert len(rows(admin, Action.PERSON_OPENED)) == 3, "two in the table, one again by itself"


async def unlocked(stage: Stage) -> None:
    """Lock, wait until the page beneath has looked what it may show, and unlock."""
    await stage.press("f8")
    await stage.pilot.pause(SECONDS * 1.2)
    await stage.type(PASSWORD)
    await stage.press("enter")


async def test_after_a_lock_the_keys_belong_to_what_had_them(village: Hub, calling: Session) -> None:
    """What is not shown under the lock loses the keys; the list as written, which stands nowhere, had them then."""
    async with on_stage(village, calling) as stage:
        await stage.paste(FAMILY)
        await stage.press("enter")
        await unlocked(stage)
        assert "Enter picks" in stage.text
        await stage.press("enter")
        assert "No people found in the data supplied" in stage.text, "picked, and on to the third line"
        await stage.press("m", "right")
        assert "Not shown: adult social care records are shown for ages 15" in stage.text
        await unlocked(stage)
        await stage.press("down", "enter")
        assert "SMITH, Sarah, born 30 November 1985 (40y)" in stage.text, "the cell below the one that was chosen"
        await stage.press("escape", "escape", "f7")
        await unlocked(stage)
        await stage.type("Jo")
        assert page(stage, FamilyPage).query_one(TextArea).text.startswith("Jo")


async def test_a_list_is_typed_and_corrected(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.press("f7", "ctrl+s")
        assert "Write at least one name" in stage.text
        await stage.type("grace okafor")
        await stage.press("enter")
        await stage.type("amelia")
        await stage.press("ctrl+s")
        assert "? 1 grace okafor" in stage.text
        await stage.press("enter")
        assert "✓ 1 grace okafor OKAFOR, Grace" in stage.text
        await stage.press("enter")
        assert "? 2 amelia" in stage.text, "of several nobody is picked unseen"
        await stage.press("down", "down", "enter")
        assert "✓ 2 amelia" in stage.text
        await stage.press("f7")
        written = stage.app.screen.query_one("#written", TextArea)
        assert written.text == "grace okafor\namelia"
        await stage.press("ctrl+end", "enter")
        await stage.type("albert cole")
        await stage.press("ctrl+s", "tab")
        assert "✓ 1 grace okafor OKAFOR, Grace" in stage.text, "what stood keeps its answer"
        assert "3 albert cole" in stage.text


async def test_a_list_that_is_pasted_again_keeps_who_was_picked(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("grace okafor\namelia")
        await stage.press("enter", "down", "enter", "escape")
        assert stage.page == "SearchPage"
        await stage.paste("amelia\nalbert cole\ngrace okafor")
        assert "✓ 1 amelia" in stage.text
        assert "✓ 3 grace okafor OKAFOR, Grace" in stage.text
        assert "? 2 albert cole" in stage.text


async def test_a_relation_alone_stays_as_a_line_that_says_what_to_add(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("grace okafor\nNan\namelia smith 2013")
        assert "! 2 nan a relation only: add a name" in stage.text
        await stage.press("enter")
        assert "Nobody was searched for this line" in stage.text
        assert "N Not sure" not in stage.keys
        await stage.press("enter")
        assert "? 3 amelia smith 2013" in stage.text


async def test_one_who_cannot_be_opened_keeps_a_row_and_the_others_stand(
    village: Hub, villager: SignIn, calling: Session
) -> None:
    accounts.set_roles(villager("ada"), "pat", [Role.LEAD])
    lead = villager("pat")
    async with on_stage(village, calling) as stage:
        await stage.paste("Albert Cole, lodger\nSmith, Amelia\t14/03/2013")
        await stage.press("enter", "down", "enter")
        family = page(stage, FamilyPage)
        assert isinstance(family, FamilyPage)
        _, child = family._listing.relations  # pyright: ignore[reportPrivateUsage]
        areas.set_closed(lead, "Brent", closed=True)
        await stage.press("m")
        assert stage.page == "MatrixPage"
        assert "lodger ! Not opened: This area shows children only" in stage.text
        assert "SMITH, Amelia" in stage.text
        assert "COLE" not in stage.text
        assert "Open the child first, then the adult from there." in stage.text, "what to do, below"
        await stage.press("enter")
        assert stage.page == "MatrixPage", "still not to be opened"
        await stage.press("down")
        assert "020 7946 0300" in stage.text
    assert [subject for subject, _ in rows(villager("ada"), Action.PERSON_OPENED)] == [f"person {child}"]


async def test_a_family_larger_than_its_window_says_so(village: Hub, calling: Session) -> None:
    """Who is out of sight would be taken for somebody who is not in the table."""
    async with on_stage(village, calling, (80, 18)) as stage:
        await stage.paste("Smith, Amelia\t14/03/2013\nSarah Smith 30.11.1985\nGrace Okafor")
        await stage.press("down", "enter", "enter", "enter", "m")
        assert "SMITH, Amelia" in stage.text
        assert "2 more ↓" in stage.text
        await stage.press("down", "down")
        assert "↑ 2 more" in stage.text
        await stage.pilot.resize_terminal(*NARROW)
        await settle(stage.pilot)
        assert "SMITH, Amelia" in stage.text, "now there is room for everybody"
        assert "↑" not in stage.text


async def test_the_kind_of_service_above_a_single_column_is_seen_to_be_cut(village: Hub, calling: Session) -> None:
    """'Social car' over one column read as a word of its own."""
    async with on_stage(village, calling, NARROW) as stage:
        await stage.paste("Smith, Amelia\t14/03/2013\nSarah Smith 30.11.1985\nGrace Okafor")
        await stage.press("down", "enter", "enter", "enter", "m", *["right"] * 5)
        assert "Social car" not in stage.text
        assert "Social ca…" in stage.text


async def test_a_line_left_open_is_recorded(village: Hub, villager: SignIn, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("amelia\ngrace okafor")
        await stage.press("n")
        assert "· 1 amelia left open: not sure" in stage.text
        await stage.press("n", "m")
        assert stage.page == "FamilyPage", "nobody was picked: there is no table"
    left = rows(villager("ada"), Action.NOT_SURE)
    assert len(left) == 2
    assert '"typed":"amelia"' in left[0][1]


async def test_not_sure_in_a_comparison_leaves_the_line_open(village: Hub, villager: SignIn, calling: Session) -> None:
    """Whoever was picked before is not opened with the table after it was said that nobody is."""
    async with on_stage(village, calling) as stage:
        await stage.paste("amelia\ngrace okafor")
        await stage.press("down", "enter", "shift+tab")
        assert "✓ 1 amelia SMITH, Amelia" in stage.text
        await stage.press("f6", "n", "1")
        assert stage.page == "FamilyPage"
        assert "· 1 amelia left open: not sure" in stage.text
        assert "M Services" not in stage.keys
    ((_, detail),) = rows(villager("ada"), Action.NOT_SURE)
    assert '"reason":"The caller cannot tell them apart"' in detail


async def test_a_list_of_more_than_a_family_says_at_once_what_is_left_out(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("\n".join(f"Smith {letter * 3}" for letter in "abcdefghijklmnopqrstu"))
        assert "! 20 people at most: 1 further line left out, to be looked up afterwards." in stage.text
        await stage.press("f7")
        assert "left out" not in stage.text


async def test_all_that_was_understood_is_said_back(village: Hub, calling: Session) -> None:
    """That a date was not used says whether it is the right child."""
    typed = "mrs amelia smith dob 12/3/1990 edd 2/11/2026 at 31 feb 2013"
    async with on_stage(village, calling) as stage:
        await stage.ask(typed)
        assert "Nobody of that name is recorded with that birth date; shown without it" in stage.text
        await stage.press("f7")
        await stage.type("amelia smith 12/3/1990 or 31 feb 2013 or 1 jan 1991")
        await stage.press("ctrl+s")
        assert "Nobody of that name is recorded with that birth date; shown without it" in stage.text


async def test_a_list_pasted_before_the_call_is_searched_once_it_is_open(village: Hub, villager: SignIn) -> None:
    officer = villager("ofi")
    async with on_stage(village, officer) as stage:
        await stage.paste(FAMILY)
        assert stage.page == "FamilyPage"
        assert "Say first who is calling and why" in stage.text
        assert "1 found" not in stage.text
        assert "Not sure" not in stage.keys, "there is nothing yet to be sure of"
        await stage.press("enter")
        assert stage.page == "EnquiryForm"
        await stage.press("enter", "M", "A", "S", "H", "enter")
        for text in ("Jo", "School", "C-1"):
            await stage.type(text)
            await stage.press("enter")
        assert stage.page == "FamilyPage"
        assert "1 found" in stage.text


async def test_a_paste_of_one_person_goes_into_the_box(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("Smith\tAmelia\t14/03/2013\r\n")
        assert stage.app.screen.query_one("#box", Input).value == "Smith Amelia 14/03/2013"
        assert "SMITH, Amelia" in stage.text
        await stage.press("ctrl+l")
        await stage.paste("Amelia Smith\n14/03/2013\n")
        assert stage.page == "SearchPage", "two lines, one person"
        assert stage.app.screen.query_one("#box", Input).value == "Amelia Smith 14/03/2013"


async def test_hostile_text_is_letters_wherever_it_is_pasted(village: Hub, calling: Session) -> None:
    hostile = "Jo\x1b]52;c;aGk=\x1b\\\x9b2J\u202eSmith [@click=app.quit]x[/nope]\x00"
    async with on_stage(village, calling) as stage:
        await stage.paste(hostile)
        assert stage.app.screen.query_one("#box", Input).value.isprintable()
        await stage.paste(f"{hostile}\nmother\t{hostile}\n{'x' * 9000}\n" * 30)
        assert stage.page == "FamilyPage"
        assert stage.picture.replace("\n", "").isprintable()
        await stage.press("f7")
        assert stage.picture.replace("\n", "").replace("\t", "").isprintable()
        assert "[@click=app.quit]x[/nope]" in stage.text.replace(" ", "")


async def test_an_answer_to_a_line_that_is_gone_goes_nowhere(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("amelia smith\ngrace okafor")
        family = page(stage, FamilyPage)
        assert isinstance(family, FamilyPage)
        old = family._listing.lines[0]  # pyright: ignore[reportPrivateUsage]
        await stage.press("f7")
        stage.app.screen.query_one("#written", TextArea).text = "albert cole"
        await stage.press("ctrl+s")
        assert old.answer is not None
        family.post_message(FamilyPage.Found(old, old.answer))
        await settle(stage.pilot)
        assert "SMITH" not in stage.text
        assert "COLE, Albert" in stage.text


async def test_candidates_side_by_side_open_the_chosen_one(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia sm")
        await stage.press("f6")
        assert stage.page == "ComparePage"
        assert "× Family SMITH SMYTH" in stage.text
        assert "= Given Amelia Amelia" in stage.text
        assert "CURRENT" not in stage.text, "identity only"
        await stage.press("right", "enter")
        assert stage.page == "PersonPage"
        assert "SMYTH, Amelia" in stage.text


async def test_not_sure_opens_nobody_and_is_recorded(village: Hub, villager: SignIn, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia sm")
        await stage.press("f5", "down", "f5")
        assert "2 marked, F6 compares" in stage.text
        await stage.press("f6", "n", "4")
        await stage.type("line went dead")
        await stage.press("enter")
        assert stage.page == "SearchPage"
        assert "Recorded: not sure. Nobody was opened." in stage.text
    admin = villager("ada")
    ((_, detail),) = rows(admin, Action.NOT_SURE)
    assert '"reason":"line went dead"' in detail
    assert '"typed":"amelia sm"' in detail
    assert rows(admin, Action.PERSON_OPENED) == []


async def test_the_chosen_person_stays_under_the_mark_while_more_is_typed(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("smith")
        hits = stage.app.screen.query_one(HitList)
        await stage.press("down", "down")
        chosen = hits.marked_person
        assert chosen is not None
        name = "Sarah" if "Sarah" in hits.entries[hits.marked or 0].words.plain else "Amelia"
        await stage.type(f" {name[:2].lower()}")
        assert hits.marked_person == chosen
        await stage.press("enter")
        assert f"SMITH, {name}" in stage.picture.splitlines()[1]


async def test_the_household_has_a_key_to_each(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, NARROW) as stage:
        await stage.ask("amelia smith 2013")
        await stage.press("enter", "h")
        assert "Same address according to" in stage.text
        first = next(row for row in stage.picture.splitlines() if "1 SAME ADDRESS" in row)
        await stage.press("1")
        assert stage.page == "PersonPage"
        assert stage.picture.splitlines()[1].split(",")[0].strip() in first
        await stage.press("escape", "t")
        assert stage.page == "MatrixPage"
        assert "SMITH, Amelia" in stage.text
        assert "SMITH, Sarah" in stage.text


async def test_a_long_sentence_is_read_on_by_a_key(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, NARROW) as stage:
        await stage.paste(FAMILY)
        await stage.press("enter", "enter", "m", "left", "down")
        assert "Space Read on" in stage.keys
        assert "Overdue data from Brent Housing" in stage.text
        assert "voluntary sector" not in stage.text
        await stage.press("space")
        assert "voluntary sector" in stage.text
        await stage.press("space")
        assert "Overdue data from Brent Housing" in stage.text, "after the end, the beginning"
