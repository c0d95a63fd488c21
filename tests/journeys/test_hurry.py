"""Somebody in a hurry, with a caller on the line: a key too many, a key too soon, Caps Lock on."""

import pytest
from textual.widgets import Input

from screens.widgets.hit_list import HitList
from screens.widgets.lines import Lines
from store.audit import Action
from store.enquiry import Purpose
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.journeys.test_family import FAMILY, rows
from tests.stage import NARROW, WIDE, on_stage, settle


async def test_one_person_alone_is_not_compared(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        assert "F5 Mark" in stage.keys
        assert "Compare" not in stage.keys
        await stage.press("f5")
        await stage.ask("grace okafor")
        assert "F6 Compare" in stage.keys, "with who was marked before there are two"
        await stage.press("f6")
        assert stage.page == "ComparePage"
        assert "1 COLE, Albert" in stage.text
        assert "2 OKAFOR, Grace" in stage.text


async def test_a_name_typed_in_the_place_of_another_begins_at_its_first(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.type("smith")
        await stage.press("down", "down", "ctrl+l")
        await stage.type("smith")
        assert stage.app.screen.query_one(HitList).marked == 0


async def test_after_somebody_was_opened_the_next_name_takes_the_place_of_the_last(
    village: Hub, calling: Session
) -> None:
    async with on_stage(village, calling) as stage:
        await stage.type("albert cole")
        await stage.press("enter", "escape")
        assert stage.page == "SearchPage"
        await stage.type("grace okafor")
        assert stage.app.screen.query_one(Input).value == "grace okafor"


async def test_the_marks_have_served_when_people_were_compared(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("smith")
        await stage.press("f5", "down", "f5")
        assert "2 marked, F6 compares" in stage.text
        await stage.press("f6", "escape")
        assert "marked, F6 compares" not in stage.text
        assert "◆" not in stage.text


async def test_why_nobody_was_found_is_read_from_its_beginning(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, NARROW) as stage:
        await stage.ask("zzyzx qwertz")
        await stage.press(*["down"] * 8)
        assert "No people found" not in stage.text
        await stage.type("x")
        assert "No people found in the data supplied." in stage.text


async def test_nobody_found_is_a_record_for_the_case_system(village: Hub, villager: SignIn, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        assert "Record" not in stage.keys
        await stage.ask("zzyzx qwertz")
        await stage.press("ctrl+t", "c")
        assert stage.page == "CallRecordPage"
        assert "zzyzx qwertz: nobody found in the data supplied." in stage.app.clipboard
        assert "For Brent this hub holds nothing from: " in stage.app.clipboard
    assert len(rows(villager("ada"), Action.CALL_RECORD_COPIED)) == 1


async def test_the_table_s_record_names_those_of_the_list_who_are_not_in_it(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, size=(120, 60)) as stage:
        await stage.paste(FAMILY)
        await stage.press("enter", "n", "m", "r")
        assert stage.page == "CallRecordPage"
        assert "SMITH, Amelia (subject child), born 14 March 2013" in stage.text
        assert "Sarah Smith 30.11.1985, mother: left open, not sure who it is." in stage.text
        assert "Zzyzx Qwertz, age 41, father: nobody found in the data supplied." in stage.text


async def test_the_list_goes_on_where_it_was_left(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste(FAMILY)
        await stage.press("enter", "f7", "ctrl+s")
        assert "Names sarah smith in any order, born 30 November 1985" in stage.text


async def test_an_arrow_held_down_stops_at_the_ends(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, NARROW) as stage:
        await stage.ask("amelia smith 2013")
        await stage.press("enter")
        services = stage.app.screen.query_one(Lines)
        await stage.press("up", "up")
        assert services.highlighted == 0, "not at the people of the same address"
        await stage.press("end")
        last = services.highlighted
        await stage.press(*["down"] * 20)
        assert services.highlighted == last
        assert services.scroll_y == services.max_scroll_y, "what cannot be chosen is read all the same"


async def test_keys_are_the_same_with_caps_lock_and_a_question_mark_helps(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, WIDE) as stage:
        await stage.ask("amelia smith 2013")
        await stage.press("enter", "question_mark")
        assert stage.page == "Sheet"
        assert "Ctrl+P Everything that can be done here, by name" in stage.text
        await stage.press("escape", "R")
        assert stage.page == "CallRecordPage"
        await stage.press("escape", "escape", "A")
        assert stage.app.screen.query_one(Input).value == "A", "in a box letters are what they are"


@pytest.mark.parametrize(("login", "keys"), [("ofi", ("amelia sm", "f6")), ("sue", ("", "enter"))])
async def test_a_window_drawn_too_narrow_ends_nothing(
    village: Hub, villager: SignIn, login: str, keys: tuple[str, str]
) -> None:
    """In half a split window there was no column left to wrap a value in, and the program broke down."""
    session = villager(login)
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    async with on_stage(village, session) as stage:
        await stage.type(keys[0])
        await stage.press(keys[1])
        before = stage.picture
        assert "Amelia" in before
        for width in (40, 20, 10):
            await stage.pilot.resize_terminal(width, 10)
            await settle(stage.pilot)
            assert "Window" in stage.text
        await stage.pilot.resize_terminal(*NARROW)
        await settle(stage.pilot)
        assert stage.picture == before
