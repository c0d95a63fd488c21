"""Shields on screen: an open page goes blank, a restricted record is opened on a reason, supervisors are told."""

from contextlib import closing

import pytest

from matching.deciding import review
from screens.family import FamilyPage
from screens.guarded import GuardedPage
from screens.reviewing import ReviewingPage
from screens.search import SearchPage
from store import accounts
from store.disclosure import shielding
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import PASSWORD, SignIn, sign_in
from tests.conftest import Template
from tests.matching.people import deliver, feed, row
from tests.stage import Stage, on_stage, settle


@pytest.fixture
def lead(village: Hub, template: Template, villager: SignIn) -> Session:
    """Pat, who looks after shields and takes calls."""
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
    return villager("pat")


def called(session: Session) -> Session:
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    return session


async def looked(stage: Stage) -> None:
    """What the page does every second, now."""
    page = stage.app.screen
    assert isinstance(page, GuardedPage)
    page._look()  # pyright: ignore[reportPrivateUsage]
    await settle(stage.pilot)


async def test_a_page_that_is_open_goes_blank_when_its_person_is_protected_on_another_seat(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    session = called(villager("ofi"))
    async with on_stage(village, session) as stage:
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter")
        assert "SMITH, Amelia" in stage.text
        await looked(stage)
        assert "SMITH, Amelia" in stage.text
        person = next(iter(stage.app.screen.showing))  # pyright: ignore[reportAttributeAccessIssue]
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await looked(stage)
        assert "SMITH, Amelia" not in stage.text
        assert "What may be shown of this person has changed" in stage.text
        await stage.press("escape")
        assert stage.page == "SearchPage"
        assert "14 Mar 2013" not in stage.text


async def test_a_page_that_went_blank_gives_nothing_away_by_any_key(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    """R16: it still holds what it may not show, and so does the sheet that stands above it."""
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter")
        person = next(iter(stage.app.screen.showing))  # pyright: ignore[reportAttributeAccessIssue]
        await stage.press("i")
        assert stage.page == "Sheet"
        assert "SMITH, Amelia" in stage.text
        beneath = stage.app.screen_stack[-2]
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        beneath._look()  # pyright: ignore[reportAttributeAccessIssue]
        await settle(stage.pilot)
        assert stage.page == "PersonPage"
        for key in ("i", "w", "t", "h", "1", "c", "enter", "space"):
            await stage.press(key)
            assert stage.page == "PersonPage", key
            assert "SMITH" not in stage.text
        assert "Identity" not in stage.keys
        assert "Back" in stage.keys


async def test_keys_belong_to_what_had_them_once_a_shield_is_lifted(
    village: Hub, template: Template, villager: SignIn, lead: Session
) -> None:
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "sue", [Role.LEAD])
    other = villager("sue")
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter")
        page = stage.app.screen
        (person,) = page.showing  # pyright: ignore[reportAttributeAccessIssue]
        had = page.focused
        assert had is not None
        shield = shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await looked(stage)
        assert page.focused is None
        shielding.lift(lead, shield.shield.id, "safe")
        shielding.lift(other, shield.shield.id, "safe")
        await looked(stage)
        assert "SMITH, Amelia" in stage.text
        assert page.focused is had


async def test_a_sheet_is_closed_by_the_lock(village: Hub, villager: SignIn, lead: Session) -> None:
    """R16: unlocked, it stood there at once with all names and addresses, before the page beneath had looked."""
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter", "i")
        person = next(iter(stage.app.screen_stack[-2].showing))  # pyright: ignore[reportAttributeAccessIssue]
        await stage.press("f8")
        assert [type(one).__name__ for one in stage.app.screen_stack[-2:]] == ["PersonPage", "Locked"]
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert (stage.page, "SMITH" in stage.text) == ("PersonPage", False)


async def test_a_line_of_a_list_is_searched_anew_when_somebody_found_for_it_is_protected(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.paste("Smith, Amelia, 14/03/2013, subject child\nSarah Smith, mother")
        await stage.press("down", "enter")
        page = stage.app.screen
        assert isinstance(page, FamilyPage)
        (person,) = page._listing.relations  # pyright: ignore[reportPrivateUsage]
        await looked(stage)
        assert "14 Mar 2013" in stage.text
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await looked(stage)
        assert "14 Mar 2013" not in stage.text
        assert not page._listing.relations, "nobody stays picked who may not be shown"  # pyright: ignore


async def test_a_comparison_goes_blank(village: Hub, villager: SignIn, lead: Session) -> None:
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.type("amelia sm")
        await stage.press("f6")
        person = next(hit.person for hit in stage.app.screen._hits if hit.address)  # pyright: ignore
        shielding.protect(lead, person, Level.PLACE, reason="threats", owner="J Bell, Brent CSC")
        await looked(stage)
        assert "SMITH, Amelia" not in stage.text
        assert "What may be shown of this person has changed" in stage.text


async def test_a_case_on_the_page_goes_when_somebody_in_it_is_protected(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    """R19: a supervisor is told nothing more of them, neither on the case's page nor in the queue beneath it."""
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter")
        page = stage.app.screen
        assert isinstance(page, ReviewingPage)
        (case,) = page.standing
        page._look()  # pyright: ignore[reportPrivateUsage]
        await settle(stage.pilot)
        assert "Amelia SMYTH" in stage.text
        person = review.case(lead, case).left.person
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        page._look()  # pyright: ignore[reportPrivateUsage]
        await settle(stage.pilot)
        assert stage.page == "CasePage"
        assert "Amelia" not in stage.text
        assert "This case is closed" in stage.text
        for key in ("w", "s", "d", "n"):
            await stage.press(key)
            assert (stage.page, "Amelia" in stage.text) == ("CasePage", False), key
        await stage.press("escape")
        assert "Review 1 case to answer" in stage.text
        assert "Amelia" not in stage.text


async def test_a_case_under_the_lock_is_looked_at_before_it_is_read_again(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    """R19: unlocked, it told of somebody protected meanwhile for up to a second more."""
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter")
        assert "Amelia SMYTH" in stage.text
        (case,) = stage.app.screen.standing  # pyright: ignore[reportAttributeAccessIssue]
        person = review.case(lead, case).left.person
        await stage.press("f8")
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert (stage.page, "Amelia" in stage.text) == ("CasePage", False)
        assert "This case is closed" in stage.text


async def test_the_queue_of_cases_is_read_anew_when_somebody_in_it_is_protected(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    async with on_stage(village, villager("sue")) as stage:
        assert "Amelia SMYTH" in stage.text
        page = stage.app.screen
        assert isinstance(page, ReviewingPage)
        first, *_ = review.queue(lead)
        person = review.case(lead, first.id).left.person
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        page._look()  # pyright: ignore[reportPrivateUsage]
        await settle(stage.pilot)
        assert "Review 1 case to answer" in stage.text
        assert "Amelia" not in stage.text


@pytest.mark.parametrize("page", ["SearchPage", "PersonPage", "ReviewPage", "CasePage"])
@pytest.mark.parametrize("taken", ["the account", "the role"])
async def test_what_somebody_may_see_no_more_leaves_their_screen(
    village: Hub, villager: SignIn, page: str, taken: str
) -> None:
    """Switched off or moved while a page is open: nobody need press a key."""
    admin, login = villager("ada"), "sue" if page in ("ReviewPage", "CasePage") else "ofi"
    async with on_stage(village, called(villager(login))) as stage:
        if login == "ofi":
            await stage.type("amelia smith 14 mar 13")
        if page in ("PersonPage", "CasePage"):
            await stage.press("enter")
        assert (stage.page, "Amelia" in stage.text) == (page, True)
        if taken == "the account":
            accounts.disable(admin, login)
        else:
            accounts.set_roles(admin, login, [Role.LOADER])
        shown = stage.app.screen
        (shown._keep_up if page == "SearchPage" else shown._look)()  # pyright: ignore
        await settle(stage.pilot)
        assert (stage.page, "Amelia" in stage.text) == ("SignIn", False)
        assert ("switched off" if taken == "the account" else "Your roles do not let you") in stage.text
        assert stage.app.session is None


async def test_leaving_the_record_ends_the_override(village: Hub, lead: Session) -> None:
    """R22: it lapses with Esc, and takes a reason again."""
    async with on_stage(village, called(lead)) as stage:
        await stage.press("f2")
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter")
        person = next(iter(stage.app.screen.showing))  # pyright: ignore[reportAttributeAccessIssue]
        shielding.protect(lead, person, Level.PLACE, reason="threats", owner="J Bell, Brent CSC")
        await stage.press("escape", "enter", "o")
        await stage.type("now")
        await stage.press("tab")
        await stage.type("C-1")
        await stage.press("enter")
        assert lead.exceptions.override is not None
        assert "Address restricted" not in stage.text
        await stage.press("escape")
        assert lead.exceptions.override is None
        assert "Address restricted" in stage.text, "the page beneath is as it was"


async def test_the_lead_protects_a_person_and_opens_them_all_the_same(
    village: Hub, villager: SignIn, lead: Session
) -> None:
    async with on_stage(village, called(lead)) as stage:
        await stage.press("f2")
        await stage.type("amelia smith 14 mar 13")
        await stage.press("enter")
        assert "Acacia" in stage.text or "HA" in stage.text
        await stage.press("p", "2")
        assert "every involvement is hidden" in stage.text
        await stage.type("threats")
        await stage.press("enter")
        assert stage.page == "AskFirst"
        await stage.press("enter")
        assert "This is needed, and recorded" in stage.text
        await stage.type("J Bell, Brent CSC")
        await stage.press("enter")
        assert "What may be shown of this person has changed" in stage.text
        await stage.press("escape")
        await stage.press("enter")
        assert "! Some information is restricted. Contact the information lead of this hub." in stage.text
        assert "Address restricted" in stage.text
        await stage.press("o")
        assert "The information lead is told at once" in stage.text
        await stage.type("child at risk now")
        await stage.press("tab")
        await stage.type("C-1041")
        await stage.press("enter")
        assert stage.page == "PersonPage"
        assert "is restricted" not in stage.text
    supervisor = villager("sue")
    async with on_stage(village, supervisor) as stage:
        assert "! Pat Petrov opened a restricted record on" in stage.text
        assert "SMITH, Amelia" not in stage.text.split("Review")[0]


async def test_people_of_another_area_are_opened_on_a_reason(
    village: Hub, villager: SignIn, template: Template
) -> None:
    """R24: Hounslow alone knows this person."""
    with closing(sign_in(village, template.keys, "ada")) as admin:
        deliver(admin, feed(admin, "HOUN-HOU", "Housing", "Hounslow"), [row("far", "Quill", "Tess", "2012-05-06")])
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.type("tess quill")
        await stage.press("enter")
        assert stage.page == "AskFirst"
        assert "Known in another area only" in stage.text
        await stage.type("the family moved here")
        await stage.press("enter")
        assert stage.page == "PersonPage"


@pytest.mark.parametrize("kept", ["list", "marks"])
async def test_what_the_search_page_keeps_is_let_go_when_somebody_in_it_is_protected(
    village: Hub, villager: SignIn, lead: Session, kept: str
) -> None:
    """A list is left and gone back to, marks wait for the next search: neither shows anybody as they were found."""
    async with on_stage(village, called(villager("ofi"))) as stage:
        page = stage.app.screen
        assert isinstance(page, SearchPage)
        if kept == "list":
            await stage.paste("Smith, Amelia, 14/03/2013, subject child\nSarah Smith, mother")
            person = stage.app.screen._listing.lines[0].hits[0].person  # pyright: ignore
            assert "14 Mar 2013" in stage.text
            await stage.press("escape")
            assert stage.page == "SearchPage"
        else:
            await stage.type("amelia smith")
            person = next(hit.person for hit in page._shown_hits() if hit.birth == "2013-03-14")  # pyright: ignore
            await stage.press("f5", "down", "f5")
            assert len(page._shortlist) == 2  # pyright: ignore[reportPrivateUsage]
            await stage.press("ctrl+l", *"x", *["backspace"] * 15)
            assert "14 Mar 2013" not in stage.text
        shielding.protect(lead, person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        page._keep_up()  # pyright: ignore[reportPrivateUsage]
        await settle(stage.pilot)
        assert person not in page._shortlist  # pyright: ignore[reportPrivateUsage]
        assert person not in [hit.person for hit in page._listing.hits]  # pyright: ignore[reportPrivateUsage]
        if kept == "list":
            await stage.press("f7")
            assert stage.page == "FamilyPage"
            assert "14 Mar 2013" not in stage.text


@pytest.mark.parametrize("open_", [True, False])
async def test_under_the_lock_nobody_stands_who_was_protected_meanwhile(
    village: Hub, villager: SignIn, lead: Session, open_: bool
) -> None:
    """What the lock uncovers is painted before anything can be looked up: until then it is empty."""
    async with on_stage(village, called(villager("ofi"))) as stage:
        await stage.ask("albert cole")
        if open_:
            await stage.press("enter")
        page = stage.app.screen
        await stage.press("f8")
        assert stage.page == "Locked"
        (page._look if isinstance(page, GuardedPage) else page._keep_up)()  # pyright: ignore
        await settle(stage.pilot)
        shown = page.query_one("#body").display if open_ else bool(page._shown_hits())  # pyright: ignore
        assert not shown
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert "COLE, Albert" in stage.text
        assert "has changed" not in stage.text
