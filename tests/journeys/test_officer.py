"""An officer takes a call, from signing in to the end of it; and what the screen must never do."""

from contextlib import closing

import pytest
from textual.widgets import Input, Static

from fctui.idle import LOCK_AFTER, IdleClock
from screens.person import PersonPage
from screens.search import SearchPage
from store import accounts
from store.audit import Action
from store.errors import Locked, NotAllowed
from store.hub import Hub
from store.permissions import May, Role
from store.session import Session
from tests.accounts import PASSWORD, SignIn, sign_in
from tests.conftest import Template
from tests.stage import NARROW, WIDE, on_stage, settle

LOGINS = {Role.OFFICER: "ofi", Role.ADMIN: "ada", Role.SUPERVISOR: "sue", Role.LEAD: "pat"}


def actions(session: Session) -> list[str]:
    """The audit log's actions in their order, those of looking people up only once per run of them."""
    with session.reading_audit() as log:
        names = [action for (action,) in log.execute("select action from audit order by seq")]
    return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]


async def test_a_call_from_signing_in_to_its_end(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, None) as stage:
        await stage.type("ofi")
        await stage.press("enter")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert stage.page == "SearchPage"
        assert "Say first who is calling and why" in stage.text

        await stage.type("amelia smi")
        assert "SMITH" not in stage.text, "nobody is shown before the call is open"
        await stage.press("enter")
        assert stage.page == "EnquiryForm"
        await stage.press("enter", "M", "A", "S", "H", "enter")
        await stage.type("Jo Bloggs")
        await stage.press("enter")
        await stage.type("Riverside School")
        await stage.press("enter")
        await stage.type("C-1042")
        await stage.press("enter")

        assert stage.page == "SearchPage", stage.picture
        assert "Call: Jo Bloggs, Riverside School · MASH screening of a new cont… · ref C-1042" in stage.text
        assert "Names amelia smi in any order" in stage.text
        assert "SMITH, Amelia born 14 Mar 2013 (13y) NHS 485 777 3457 HA0 2AB" in stage.text

        await stage.press("enter")
        assert stage.page == "PersonPage"
        assert "SMITH, Amelia born 14 March 2013 (13y) Female NHS 485 777 3457" in stage.text
        assert "● CURRENT Children's social care since 12 Jan 2026" in stage.text
        assert "Helen Marks desk 020 7946 0300 helen.marks@brent.example" in stage.text

        await stage.press("c")
        assert stage.app.clipboard == "020 7946 0300"
        assert "clipboard for 30 seconds" in stage.text
        await stage.press("enter")
        assert stage.page == "ServicePage"
        assert "SMITH, Amelia, born 14 March 2013 (13y)" in stage.text
        assert "Case number 7001" in stage.text
        await stage.press("escape", "end")
        assert "SMITH, Unborn" in stage.text
        await stage.press("up")
        assert "Same address according to" in stage.text
        await stage.press("enter")
        assert "SMITH, Sarah born 30 November 1985 (40y)" in stage.text
        assert "Lena Novak" in stage.text
        await stage.press("escape")
        assert "SMITH, Amelia born 14 March 2013 (13y) Female" in stage.text

        await stage.press("ctrl+e")
        assert stage.page == "SearchPage"
        assert "SMITH" not in stage.text
        assert "C-1042" in stage.text, "it says under which reference the call was recorded"
        assert stage.app.clipboard == " ", "the number does not stay on the clipboard"

    *log, _ = actions(villager("ada"))  # whose own sign-in is the last row
    began = len(log) - 1 - log[::-1].index(Action.SIGNED_IN)
    assert log[began:] == [
        Action.SIGNED_IN, Action.ENQUIRY_OPENED, Action.SEARCHED, Action.PERSON_OPENED, Action.CONTACT_COPIED,
        Action.SERVICE_OPENED, Action.PERSON_OPENED, Action.ENQUIRY_CLOSED,
    ]  # fmt: skip


async def test_a_wrong_password_and_an_unknown_login_get_one_sentence(village: Hub) -> None:
    said = []
    for login in ("ofi", "nobody"):
        async with on_stage(village, None) as stage:
            await stage.type(login)
            await stage.press("enter")
            await stage.type("not the password")
            await stage.press("enter")
            assert stage.page == "SignIn"
            assert stage.app.screen.query_one("#password", Input).value == ""
            assert stage.app.screen.query_one("#login", Input).value == login
            said.append(stage.text.replace(login, ""))
    assert "! Not signed in. The login or the password is wrong." in said[0]
    assert said[0] == said[1]


async def test_tab_goes_from_the_login_to_the_password(village: Hub) -> None:
    """Or the password would be typed in clear behind the login."""
    async with on_stage(village, None) as stage:
        await stage.type("ofi")
        await stage.press("tab")
        await stage.type("kettle")
        await stage.press("shift+tab")
        await stage.type("x")
        assert stage.app.screen.query_one("#login", Input).value == "x"
        assert stage.app.screen.query_one("#password", Input).value == "kettle"


async def test_a_password_is_not_copied(village: Hub) -> None:
    async with on_stage(village, None) as stage:
        await stage.press("enter")
        await stage.type("secret")
        await stage.press("ctrl+a", "shift+home", "ctrl+c", "ctrl+x")
        assert stage.app.clipboard == ""
        assert stage.app.screen.query_one("#password", Input).value == "secret"


async def test_keys_of_other_roles_are_neither_shown_nor_obeyed(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("f3", "f4")
        assert stage.page == "SearchPage"
        await stage.press("f1")
        assert "Go to the feeds" not in stage.text
        assert "Go to the cases" not in stage.text
    async with on_stage(village, villager("ada")) as stage:
        assert stage.page == "FeedsPage"
        await stage.press("f2")
        assert stage.page == "FeedsPage"
    with pytest.raises(NotAllowed):
        villager("ada").require(May.SEARCH)


async def test_with_several_roles_keys_lead_from_one_to_the_other(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("pat")) as stage:
        assert stage.page == "SearchPage"
        await stage.press("f3")
        assert stage.page == "ReviewPage"
        await stage.press("f4")
        assert stage.page == "FeedsPage"
        await stage.press("f2")
        assert stage.page == "SearchPage"


async def test_an_incomplete_enquiry_says_beside_each_box_what_is_missing(village: Hub, villager: SignIn) -> None:
    session = villager("ofi")
    async with on_stage(village, session) as stage:
        await stage.press("ctrl+e", "ctrl+s")
        for sentence in ("Choose why", "Enter the caller's name", "Enter the organisation", "Enter the case or call"):
            assert sentence in stage.text
        assert session.enquiry is None
        await stage.press("escape")
        assert stage.page == "SearchPage"


async def test_a_hostile_name_is_painted_as_letters(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("tables")
        assert "[BOLD]JO[/], Tables" in stage.text
        await stage.press("enter")
        assert stage.page == "PersonPage"
        assert "[BOLD]JO[/], Tables" in stage.text
        await stage.press("i")
        assert "[BOLD]JO[/], Tables" in stage.text


async def test_nothing_painted_can_be_obeyed_by_a_terminal(village: Hub, calling: Session) -> None:
    hostile = "Jo\x1b]52;c;aGk=\x1b\\\x9b2J\u202eSmith [@click=app.quit]x[/nope]"
    async with on_stage(village, calling) as stage:
        await stage.ask(hostile)
        stage.app.screen.query_one("#words", Static).update(hostile.replace("[", "("))  # past our own `plain`
        await settle(stage.pilot)
        assert "52;c;aGk=" in stage.text
        assert stage.picture.replace("\n", "").isprintable()


async def test_an_answer_to_an_older_question_is_not_shown(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        page = stage.app.screen
        assert isinstance(page, SearchPage)
        late = page._lookup.find("grace okafor")  # pyright: ignore[reportPrivateUsage]
        page.post_message(SearchPage.Finished("grace okafor", late))
        await settle(stage.pilot)
        assert "OKAFOR" not in stage.text
        assert "SMITH, Amelia" in stage.text


async def test_arrows_choose_without_leaving_the_box(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia")
        await stage.press("down", "down", "down", "up")
        await stage.type(" s")
        assert stage.app.screen.query_one("#box", Input).value == "amelia s"
        await stage.press("down", "enter")
        assert "SMYTH, Amelia born 14 March 2012" in stage.text
        await stage.press("escape", "ctrl+l")
        await stage.type("g")
        assert stage.app.screen.query_one("#box", Input).value == "g", "typing replaces the last question"
        await stage.press("escape")
        assert stage.app.screen.query_one("#box", Input).value == ""


async def test_absence_is_told_in_full_for_the_chosen_service(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("albert cole")
        await stage.press("enter", "down", "down")
        assert "No record for this person in the data from Brent" in stage.text
        assert "This is not proof that the service is not involved." in stage.text


async def test_locking_covers_the_person_and_takes_the_keys_out_of_memory(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        await stage.press("enter", "c", "f8")
        assert stage.page == "Locked"
        assert "SMITH" not in stage.text
        assert "clipboard" not in stage.text
        assert stage.app.clipboard == " "
        with pytest.raises(Locked), calling.reading(May.SEARCH):
            pass
        await stage.press("ctrl+p", "f1", "escape", "f2")
        assert stage.page == "Locked"
        await stage.type("wrong")
        await stage.press("enter")
        assert "! Still locked. The password is wrong." in stage.text
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert isinstance(stage.app.screen, PersonPage)
        assert "SMITH, Amelia" in stage.text
        await stage.press("enter")
        assert "Case number 7001" in stage.text, "the session reads again"


class Clock:
    """A clock that a test winds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_nobody_at_the_keyboard_locks_the_screen(village: Hub, calling: Session) -> None:
    clock = Clock()
    async with on_stage(village, calling, idle=IdleClock(clock, clock)) as stage:
        clock.now += LOCK_AFTER - 1
        await stage.type("a")  # a key typed into a box counts as well
        clock.now += LOCK_AFTER - 1
        stage.app._lock_if_idle()  # pyright: ignore[reportPrivateUsage]
        assert stage.page == "SearchPage"
        clock.now += 1
        stage.app._lock_if_idle()  # pyright: ignore[reportPrivateUsage]
        await settle(stage.pilot)
        assert stage.page == "Locked"


async def test_signing_out_leaves_nobody_on_the_screen(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        await stage.press("enter", "ctrl+o")
        assert stage.page == "SignIn"
        assert "SMITH" not in stage.text
        with pytest.raises(Locked):
            calling.record(Action.SEARCHED)


async def test_the_demonstration_switches_role_by_one_key(village: Hub, villager: SignIn, template: Template) -> None:
    class Open:
        """Lends sessions as the demonstration does."""

        def sign_in(self, role: Role) -> Session:
            session = villager(LOGINS[role])
            village.demo = True
            return session

    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
    async with on_stage(village, None, demo=Open()) as stage:
        for page in ("SearchPage", "FeedsPage", "ReviewPage", "ShieldsPage", "SearchPage"):
            assert stage.page == page
            assert "Made-up people" in stage.picture.splitlines()[0]
            await stage.press("f8")
            assert stage.page == page, "the demonstration does not lock"
            await stage.press("f9")


async def test_the_command_list_offers_our_keys_and_no_picture_of_the_person(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        await stage.press("enter", "ctrl+p")
        assert "Copy the phone number" in stage.text
        await stage.type("screenshot")
        assert "Save" not in stage.text
        await stage.press("escape", "ctrl+p")
        await stage.type("identity numbers")
        await stage.press("escape")
        assert stage.page == "PersonPage"


async def test_a_crash_prints_where_and_no_values(
    village: Hub, calling: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        name = "SMITH, Amelia"
        raise KeyError(name)

    async def crash() -> None:
        async with on_stage(village, calling) as stage:
            stage.app.call_later(broken)
            await settle(stage.pilot)

    with pytest.raises(KeyError):
        await crash()
    printed = " ".join(capsys.readouterr().err.split())
    assert "Family Context stopped because of a mistake in the program." in printed
    assert "KeyError" in printed
    assert "test_officer:" in printed
    assert "Amelia" not in printed


async def test_without_colour_every_flag_still_has_its_word(
    village: Hub, calling: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        await stage.press("enter")
        assert "● CURRENT" in stage.text
        assert "? CHECKING" in stage.text
        assert "– NOT COVERED" in stage.text


async def test_a_page_is_made_of_few_widgets(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith")
        await stage.press("enter")
        assert len(stage.app.screen.query("*")) <= 16


async def test_a_window_made_small_and_large_again_leaves_the_page_as_it_was(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.ask("amelia smith 2013")
        await stage.press("enter", "down", "down", "down")
        before = stage.picture
        for size in ((40, 10), (60, 20)):
            await stage.pilot.resize_terminal(*size)
            await settle(stage.pilot)
            assert "Window too small: make it 80 by 24." in stage.text
        assert "CHECKING" in stage.text, "the line that was chosen stays in sight"
        await stage.pilot.resize_terminal(*NARROW)
        await settle(stage.pilot)
        assert "CHECKING" in stage.text
        await stage.press("up", "up", "up", "t")
        for size in ((60, 20), WIDE, NARROW):
            await stage.pilot.resize_terminal(*size)
            await settle(stage.pilot)
        await stage.press("escape", "down", "down", "down")
        assert stage.picture == before, "also of a page that stood beneath another meanwhile"
