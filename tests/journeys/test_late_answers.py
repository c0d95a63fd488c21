"""What comes late, or twice: answers to older questions, pages read while the screen was locked, hurried Enters."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from textual.events import AppBlur, AppFocus, Key
from textual.widgets import Input, TextArea

from screens.messages import OpenPerson, Unlocked
from screens.search import SearchPage
from screens.widgets.hit_list import HitList
from store.audit import Action
from store.disclosure import view as views
from store.enquiry import Purpose
from store.errors import Locked
from store.hub import Hub
from store.permissions import May
from store.session import Session
from store.vault import database
from store.vault.database import connect
from tests.accounts import PASSWORD, SignIn
from tests.conftest import Template
from tests.stage import NARROW, WIDE, Stage, on_stage, settle


def searching(stage: Stage) -> SearchPage:
    """The search page on top."""
    assert isinstance(stage.app.screen, SearchPage)
    return stage.app.screen


@contextmanager
def slow(page: SearchPage) -> Iterator[None]:
    """While this lasts, no search begins: the answers to what is typed meanwhile come at its end."""
    with page._one_at_a_time:  # pyright: ignore[reportPrivateUsage]
        yield


async def hurry(stage: Stage, text: str, *keys: str) -> None:
    """Before any answer can come, put other text into the box and press keys."""
    with slow(searching(stage)):
        stage.app.screen.query_one("#box", Input).value = text
        await stage.pilot.pause()
        for key in keys:
            await stage.pilot.press(key)
        assert stage.page == "SearchPage", "nobody of the older answer is opened"
    await settle(stage.pilot)


async def ahead(stage: Stage, *keys: str) -> None:
    """Press each key before the one before has done anything: what stands between them is typed letter by letter."""
    for key in keys:
        for letter in [key] if key in ("enter", "tab") else key:
            stage.app.post_message(Key(letter, "\r" if letter == "enter" else letter if len(letter) == 1 else None))
    await settle(stage.pilot)


def burst(stage: Stage, *keys: str) -> None:
    """Press these keys as a terminal hands them over that has held them back: all at once."""
    for key in keys:
        stage.app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))


def count(session: Session, action: Action) -> int:
    """How often the audit log holds an action."""
    with session.reading_audit() as log:
        return log.execute("select count(*) from audit where action = ?", (action,)).fetchone()[0]


async def test_enter_waits_for_the_answer_to_what_stands_in_the_box(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("grace okafor")
        assert "OKAFOR" in stage.text
        await hurry(stage, "albert cole", "enter", "enter")
        assert stage.page == "PersonPage"
        assert "COLE, Albert" in stage.text


async def test_nobody_with_a_namesake_is_opened_before_the_warning_was_seen(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("grace okafor")
        await hurry(stage, "amelia sm", "enter")
        assert stage.page == "SearchPage"
        assert "Similar person in this list" in stage.text
        await stage.press("enter")
        assert stage.page == "PersonPage"


async def test_a_choice_in_an_older_list_is_no_choice_in_the_new_one(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia")
        await hurry(stage, "albert cole", "down", "enter")
        assert stage.page == "SearchPage"
        assert stage.app.screen.query_one(HitList).marked == 0


async def test_an_arrow_pressed_before_the_list_came_chooses_nobody_in_it(village: Hub, calling: Session) -> None:
    """Else the first would be opened for the second, who was never seen; said once, then Enter opens as ever."""
    async with on_stage(village, calling) as stage:
        await hurry(stage, "amelia", "down")
        await stage.press("enter")
        assert stage.page == "SearchPage"
        assert "! Nobody was opened: your arrow came before this list." in stage.text
        await stage.press("enter")
        assert stage.page == "PersonPage"
        await stage.press("escape")
        await hurry(stage, "smith", "down", "enter")
        assert "! Nobody was opened: your arrow came before this list." in stage.text
        await hurry(stage, "amelia", "down")
        await stage.press("down", "enter")
        assert stage.page == "PersonPage", "an arrow in the list itself chooses"


async def test_letters_never_overtake_the_key_before_them(village: Hub, calling: Session) -> None:
    """A slow line brings many keys at once: the next name stays whole, and a slip is what is taken back."""
    async with on_stage(village, calling) as stage:
        box = stage.app.screen.query_one("#box", Input)
        await stage.ask("albert cole")
        burst(stage, "ctrl+l", *"grace okafor")
        await settle(stage.pilot)
        assert box.value == "grace okafor"
        burst(stage, "escape", *"smyt", "backspace", "backspace", *"ith")
        await settle(stage.pilot)
        assert box.value == "smith"
        burst(stage, "home", *"amelia", "space", "end", "space", *"2013")
        await settle(stage.pilot)
        assert box.value == "amelia smith 2013"


async def test_enter_counts_for_the_text_it_was_pressed_on(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await hurry(stage, "albert", "enter", "space", "c")
        assert stage.page == "SearchPage"
        assert "COLE, Albert" in stage.text


async def test_the_mark_stays_on_the_person_who_was_opened(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia sm")
        await stage.press("down", "enter")
        opened = stage.picture.splitlines()[1]
        await stage.press("escape", "enter")
        assert stage.picture.splitlines()[1] == opened


async def test_a_person_read_while_the_screen_was_locked_does_not_cover_the_lock(
    village: Hub, calling: Session
) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        page = searching(stage)
        person = page.query_one(HitList).entries[0].person
        late = OpenPerson(views.person(calling, person))
        await stage.press("f8")
        page.post_message(late)
        await settle(stage.pilot)
        assert stage.page == "Locked"
        assert "COLE" not in stage.text


async def test_a_person_read_while_the_call_was_ended_is_not_shown(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        page = searching(stage)
        person = page.query_one(HitList).entries[0].person
        late = OpenPerson(views.person(calling, person))
        await stage.press("ctrl+e")
        page.post_message(late)
        await settle(stage.pilot)
        assert stage.page == "SearchPage"


async def test_two_hurried_enters_open_one_page(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        page = searching(stage)
        person = page.query_one(HitList).entries[0].person
        view = views.person(calling, person)
        page.post_message(OpenPerson(view))
        page.post_message(OpenPerson(view))
        await settle(stage.pilot)
        assert stage.page == "PersonPage"
        await stage.press("escape")
        assert stage.page == "SearchPage"


async def test_ending_a_call_twice_is_ending_it_once(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        page = searching(stage)
        page.action_end_call()
        page.action_end_call()
        await settle(stage.pilot)
        assert stage.page == "SearchPage"
        assert "Call ended" in stage.text


async def test_two_hurried_enters_ask_for_one_call_and_record_one(village: Hub, villager: SignIn) -> None:
    officer = villager("ofi")
    async with on_stage(village, officer) as stage:
        await ahead(stage, "enter", "enter")
        await settle(stage.pilot)
        assert stage.page == "EnquiryForm"
        await stage.press("escape")
        assert stage.page == "SearchPage"
        await stage.press("ctrl+e", "enter", "M", "A", "S", "H", "enter")
        for text in ("Jo", "School"):
            await stage.type(text)
            await stage.press("enter")
        await stage.type("C-1")
        form = stage.app.screen
        form.action_start()  # pyright: ignore[reportAttributeAccessIssue]
        form.action_start()  # pyright: ignore[reportAttributeAccessIssue]
        await settle(stage.pilot)
        assert stage.page == "SearchPage"
    assert count(villager("ada"), Action.ENQUIRY_OPENED) == 1


async def test_a_second_enter_is_no_second_try_of_a_password(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, None) as stage:
        await stage.type("ofi")
        await stage.press("enter")
        await stage.type("not the password")
        await ahead(stage, "enter", "enter")
        await settle(stage.pilot)
        assert "! Not signed in" in stage.text
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert stage.page == "SearchPage", "and the next one is checked"
    assert count(villager("ada"), Action.SIGN_IN_REFUSED) == 1


async def test_nobody_is_on_the_screen_while_the_log_is_told_of_the_lock(
    village: Hub, calling: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[str]()
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        await stage.press("enter")
        really = calling.lock

        def lock() -> None:
            seen.append(stage.text)
            box = stage.app.screen.query_one("#password", Input)
            box.value = "any"
            stage.app.screen.entered(box)  # pyright: ignore[reportAttributeAccessIssue]
            really()

        monkeypatch.setattr(calling, "lock", lock)
        await stage.press("f8")
        assert stage.page == "Locked", "what is not locked yet opens to no password"
    assert len(seen) == 1
    assert "Locked" in seen[0]
    assert "COLE" not in seen[0]


async def test_a_wrong_password_at_the_lock_blames_no_login(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.press("f8")
        await stage.type("not the password")
        await stage.press("enter")
        assert "! Still locked. The password is wrong." in stage.text
        assert "login" not in stage.text


async def test_who_signs_in_after_a_lock_sees_nothing_of_who_was_there(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.press("f7")
        await stage.paste("Sarah Smith")
        await stage.press("escape")
        await stage.ask("albert cole")
        await stage.press("enter", "f8", "ctrl+o")
        assert stage.page == "SignIn"
        await stage.type("pat")
        await stage.press("enter")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert "Call:" not in stage.text
        assert stage.app.screen.query_one("#box", Input).value == ""
        await stage.press("f7")
        said = stage.text.casefold()
        assert not any(word in said for word in ("cole", "albert", "c-1042"))
        assert stage.app.screen.query_one(TextArea).text == ""


async def test_an_unlocking_that_comes_twice_takes_only_the_lock_away(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.press("f8")
        lock = stage.app.screen
        await stage.type(PASSWORD)
        lock.post_message(Unlocked())
        lock.post_message(Unlocked())
        await settle(stage.pilot)
        assert stage.page == "SearchPage"


async def test_a_reading_that_ends_under_the_lock_waits_beneath_it(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        await stage.press("enter")
        page = stage.app.screen
        await stage.press("f8")
        page.action_go_back()  # pyright: ignore[reportAttributeAccessIssue]
        await settle(stage.pilot)
        assert stage.page == "Locked"


async def test_the_list_follows_the_window(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, size=WIDE) as stage:
        await stage.ask("amelia smith 2013")
        assert "HA0 2AB 12 Acacia Road" in stage.text
        await stage.pilot.resize_terminal(*NARROW)
        await settle(stage.pilot)
        assert "HA0 2AB" in stage.text
        assert "12 Acacia Road" not in stage.text
        await stage.pilot.resize_terminal(*WIDE)
        await settle(stage.pilot)
        assert "HA0 2AB 12 Acacia Road" in stage.text


async def test_a_command_from_the_list_leads_where_its_key_does(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        await stage.press("enter", "ctrl+p")
        await stage.type("search box")
        await stage.press("enter")
        assert stage.page == "SearchPage"


async def test_what_is_typed_ahead_never_lands_in_the_box_before(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e", "tab")
        await ahead(stage, "Jo", "enter", "School", "tab", "C7")
        said = {box.id: box.value for box in stage.app.screen.query(Input)}
        assert said == {"caller": "Jo", "organisation": "School", "reference": "C7"}
    async with on_stage(village, None) as stage:
        await ahead(stage, "ofi", "enter", "in clear?")
        assert stage.app.screen.query_one("#login", Input).value == "ofi"
        assert stage.app.screen.query_one("#password", Input).value == "in clear?"


async def test_an_enter_typed_ahead_leaves_no_box_half_full(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, None) as stage:
        await ahead(stage, "ofi", "enter", PASSWORD, "enter")
        assert stage.page == "SearchPage", stage.text
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e", "tab")
        await ahead(stage, "Jo", "tab", "School", "tab", "C7", "enter")
        assert "! Enter" not in stage.text
        assert "Choose why people are looked up" in stage.text


async def test_letters_open_the_list_of_purposes_and_none_of_them_is_lost(village: Hub, villager: SignIn) -> None:
    officer = villager("ofi")
    async with on_stage(village, officer) as stage:
        await stage.press("ctrl+e")
        await ahead(stage, "17", "enter")
        assert "Section 17 assessment" in stage.text
        assert isinstance(stage.app.focused, Input), "and on to who is calling"
        await stage.press("shift+tab")
        await stage.type("mas")
        await stage.press("enter")
        assert "MASH screening of a new contact" in stage.text
        await ahead(stage, "Jo", "enter", "School", "enter", "C7", "enter")
        assert stage.page == "SearchPage"
    assert officer.enquiry is not None
    assert officer.enquiry.purpose is Purpose.SCREENING


async def test_letters_that_begin_no_purpose_choose_none_and_leave_none_chosen(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e")
        await ahead(stage, "Jo", "enter")
        assert "type its first letters" in stage.text, "it once chose 'Subject rights request'"
        await ahead(stage, "s47", "enter")
        assert "Section 47 enquiry" in stage.text
        await stage.press("shift+tab")
        await ahead(stage, "s1x", "enter")
        assert "Section" not in stage.text
        assert "type its first letters" in stage.text
        await ahead(stage, "s1x")
        await stage.press("backspace", "enter")
        assert "Section 17 assessment" in stage.text


async def test_a_whole_call_typed_ahead_has_the_purpose_that_was_typed(village: Hub, villager: SignIn) -> None:
    officer = villager("ofi")
    async with on_stage(village, officer) as stage:
        await stage.press("ctrl+e")
        await ahead(stage, "mas", "enter", "J")
        assert stage.app.screen.query_one("#caller", Input).has_focus, "the closed list takes no keys back"
        await stage.press("escape", "ctrl+e")
        await ahead(stage, "mas", "enter", "Jo", "enter", "Riverside", "enter", "C7", "enter")
        assert stage.page == "SearchPage", "letters for the next box once marked 'Subject rights request'"
    assert officer.enquiry is not None
    said = officer.enquiry
    assert (said.purpose, said.caller, said.organisation, said.reference) == (
        Purpose.SCREENING, "Jo", "Riverside", "C7",
    )  # fmt: skip


async def test_what_is_typed_before_the_program_has_the_terminal_shows_no_password(village: Hub) -> None:
    async with on_stage(village, None) as stage:
        await stage.type("ofi")
        await stage.press("ctrl+j")  # what the terminal makes of an Enter until then
        await stage.type(PASSWORD)
        assert PASSWORD not in stage.text
        await stage.press("ctrl+j")
        assert stage.page == "SearchPage"


async def test_no_password_is_no_try_of_one(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, None) as stage:
        await stage.type("ofi")
        await stage.press("enter", "enter")
        assert "! Enter your password." in stage.text
        await stage.type(PASSWORD)
        await stage.press("enter", "f8", "enter")
        assert "! Enter your password." in stage.text
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert stage.page == "SearchPage"
    assert count(villager("ada"), Action.SIGN_IN_REFUSED) == 0


async def test_help_and_lock_over_the_form_leave_it_as_it_was(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e", "tab")
        await stage.type("Jo")
        await stage.press("f1")
        assert stage.page == "Sheet"
        await stage.press("ctrl+e", "f2", "f1", "escape")
        assert stage.page == "EnquiryForm"
        await stage.press("f8")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert stage.page == "EnquiryForm"
        assert stage.app.screen.query_one("#caller", Input).value == "Jo"
        await stage.press("escape", "escape", "escape")
        assert stage.page == "SearchPage"


async def test_a_call_that_began_under_help_needs_its_form_no_more(
    village: Hub, villager: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form stood there over the open call, and its keys did nothing."""
    go_on, open_enquiry = Event(), Session.open_enquiry

    def late(session: Session, *said: Any) -> None:
        assert go_on.wait(60)
        open_enquiry(session, *said)

    monkeypatch.setattr(Session, "open_enquiry", late)
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e")
        await ahead(stage, "mas", "enter", "Jo", "enter", "Riverside", "enter", "C7")
        await stage.pilot.press("enter", "f1")
        assert stage.page == "Sheet"
        go_on.set()
        await settle(stage.pilot)
        await stage.press("escape")
        assert stage.page == "SearchPage"
        assert "ref C7" in stage.text


async def test_a_lock_while_another_window_was_looked_at_takes_the_password_at_once(
    village: Hub, villager: SignIn
) -> None:
    """The reader was away in the case system for ten minutes; then the page's own box has the keys again."""
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("ctrl+e", "tab")
        await stage.type("Jo")
        stage.app.post_message(AppBlur())
        await settle(stage.pilot)
        stage.app.action_lock()
        await settle(stage.pilot)
        stage.app.post_message(AppFocus())
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert stage.page == "EnquiryForm"
        await stage.type(" Bell")
        assert stage.app.screen.query_one("#caller", Input).value == "Jo Bell"


async def test_what_is_told_in_passing_covers_one_line(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith 2013")
        await stage.press("enter")
        before = stage.picture.splitlines()
        await stage.press("c")
        after = stage.picture.splitlines()
        covered = [row for row, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        assert covered == [len(before) - 2], "the one above the keys"
        assert "The phone number was sent to the clipboard for 30 seconds." in after[-2]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for another program that holds a database."""
    monkeypatch.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "busy_timeout = 0"))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("key", ["ctrl+e", "ctrl+o"])
async def test_an_end_that_cannot_be_recorded_is_told(
    village: Hub, villager: SignIn, template: Template, key: str
) -> None:
    session = villager("ofi")
    session.open_enquiry(Purpose.SCREENING, "Jo Bloggs", "Riverside School", "C-1042")
    other = connect(village.directory / "audit.db", template.keys.audit_database)
    async with on_stage(village, session, NARROW) as stage:
        other.execute("BEGIN IMMEDIATE")
        await stage.press(key)
        assert "The hub is busy" in stage.text
        if key == "ctrl+e":
            assert session.enquiry is not None, "the call goes on, and its key works again"
        else:
            assert stage.page == "SignIn"
            with pytest.raises(Locked):
                session.require(May.ACCOUNTS)
        other.close()


HOSTILE = "Jo\x1b]0;owned\x07 \u202eBloggs[@click=app.quit]!\x00"


async def test_nothing_pasted_into_any_box_is_more_than_letters(village: Hub, villager: SignIn) -> None:
    officer = villager("ofi")
    async with on_stage(village, officer) as stage:
        await stage.press("ctrl+e")
        await stage.type("mas")
        await stage.press("enter")
        for text in (HOSTILE, f"{HOSTILE}\nsecond line", "C-1 " * 2_000):
            await stage.paste(text)
            await stage.press("enter")
        assert stage.page == "SearchPage"
        await stage.paste(HOSTILE)
        assert "That was long: the first 1,000 characters were pasted." in stage.text
    enquiry = officer.enquiry
    assert enquiry is not None
    assert enquiry.caller == enquiry.organisation == "Jo]0;owned Bloggs[@click=app.quit]!"
    assert len(enquiry.reference) < 1_001


async def test_a_list_keeps_its_lines_and_columns_when_it_is_pasted(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.press("f7")
        await stage.paste("Smith Amelia\t14/03/2013\r\nSarah\x1b[31m Smith\tmother")
        assert stage.app.screen.query_one(TextArea).text == "Smith Amelia\t14/03/2013\nSarah[31m Smith\tmother"
