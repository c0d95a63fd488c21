"""The information lead's page: shields reviewed, lifted by two, alerts looked into, somebody opened by number (R21)."""

import asyncio
from contextlib import closing
from threading import Event

import pytest
from textual.events import ScreenResume

from store import accounts
from store.audit import Action
from store.disclosure import shielding
from store.disclosure.shielding import Protected
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn, sign_in
from tests.conftest import Template
from tests.stage import on_stage, settle


@pytest.fixture(autouse=True)
def leads(village: Hub, template: Template) -> None:
    """Pat looks after shields and takes calls; Sue looks after shields only."""
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
        accounts.set_roles(admin, "sue", [Role.LEAD])


def protected(session: Session) -> int:
    """Person 1, whom no search finds from now on; the shield's number."""
    made = shielding.protect(session, 1, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
    return made.shield.id


async def test_nobody_is_protected_at_first_and_then_one_is_by_number(village: Hub, villager: SignIn) -> None:
    sue = villager("sue")
    async with on_stage(village, sue) as stage:
        assert "nobody is protected, no alert." in stage.text
        for key in ("Looked into", "Still needed", "Lift", "Open", "Ctrl+E", "Search"):
            assert key not in stage.keys
        await stage.press("n", "3")
        await stage.type("one")
        await stage.press("tab")
        await stage.type("threats")
        await stage.press("tab")
        await stage.type("J Bell")
        await stage.press("enter")
        assert "A person number has digits only" in stage.text
        await stage.press("n", "3", "1", "tab")
        await stage.type("threats")
        await stage.press("tab")
        await stage.type("J Bell")
        await stage.press("enter")
        assert "Protected from this moment on." in stage.text
        assert "existence is hidden, for everybody" in stage.text
    assert len(shielding.listing(sue)) == 1


async def test_a_long_reason_is_read_on_by_a_key(village: Hub, villager: SignIn) -> None:
    sue = villager("sue")
    shielding.protect(sue, 1, Level.EXISTENCE, reason=f"{'threats ' * 90}to the end", owner="J Bell, Brent CSC")
    async with on_stage(village, sue) as stage:
        assert "Space Read on" in stage.keys
        assert "Answers for it" not in stage.text
        for _ in range(9):
            if "Answers for it" not in stage.text:
                await stage.press("space")
        assert "Answers for it" in stage.text


async def test_lifting_takes_two_leads_and_a_review_another_one(village: Hub, villager: SignIn) -> None:
    sue, pat = villager("sue"), villager("pat")
    protected(sue)
    async with on_stage(village, sue) as stage:
        await stage.press("r")
        assert "This takes a second person" in stage.text
        await stage.press("l")
        await stage.type("moved away")
        await stage.press("enter")
        assert "a second lead has to agree" in stage.text
        assert "Sue Sandhu asks for it to be lifted" in stage.text
        assert "Lift" not in stage.keys, "somebody else has to agree"
        await stage.press("n")
        assert "2 From now on" in stage.text, "what was told in passing stands on no answer"
    async with on_stage(village, pat) as stage:
        await stage.press("r")
        assert "is still needed. What Sue Sandhu asked for lapses." in stage.text
        await stage.press("l")
        assert "It is lifted when a second lead agrees." in stage.text
        await stage.type("moved away")
        await stage.press("enter")
    async with on_stage(village, sue) as stage:
        await stage.press("l")
        assert "Pat Petrov asked for it: with this it is lifted." in stage.text
        await stage.type("moved away")
        await stage.press("enter")
        assert "nobody is protected" in stage.text
    assert shielding.listing(pat) == ()


async def test_an_older_listing_that_ends_last_is_not_shown(
    village: Hub, villager: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    pat, listing = villager("pat"), shielding.listing
    held, read, released = [True], Event(), Event()

    def slow_once(session: Session) -> tuple[Protected, ...]:
        found = listing(session)
        if held and held.pop():
            read.set()
            released.wait()
        return found

    async with on_stage(village, pat) as stage:
        monkeypatch.setattr(shielding, "listing", slow_once)
        stage.app.screen.post_message(ScreenResume())
        await asyncio.to_thread(read.wait)
        protected(pat)
        stage.app.screen.post_message(ScreenResume())
        await settle(stage.pilot)
        assert "1 shield, no alert." in stage.text
        released.set()
        await stage.pilot.pause(0.05)
        await settle(stage.pilot)
        assert "1 shield, no alert." in stage.text


async def test_somebody_whom_no_search_finds_is_opened_by_number_and_another_lead_looks_into_it(
    village: Hub, villager: SignIn
) -> None:
    """R22: the existence of person 1 is hidden; the number is the only way."""
    pat, sue = villager("pat"), villager("sue")
    protected(sue)
    pat.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    async with on_stage(village, pat) as stage:
        await stage.press("f2", "ctrl+r", "1", "tab")
        await stage.type("child at risk")
        await stage.press("tab")
        await stage.type("C-7")
        await stage.press("enter")
        assert stage.page == "PersonPage"
        assert "SMITH, Amelia" in stage.text
        await stage.press("f12", "home", "x")
        assert "This takes a second person" in stage.text
    async with on_stage(village, sue) as stage:
        assert "! Pat Petrov opened a restricted record on" in stage.text
        assert "because: child at risk" in stage.text
        await stage.press("x")
        assert "no alert" in stage.text
    with sue.reading_audit() as log:
        assert log.execute("select count(*) from audit where action = ?", (Action.SHIELDS_LISTED,)).fetchone()[0]


async def test_closed_mode_is_switched_and_said(village: Hub, villager: SignIn) -> None:
    """R28."""
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("k", "2")
        assert "Brent is in closed mode: children only." in stage.text
        await stage.press("k", "1")
        assert "closed mode: children" not in stage.text


async def test_officers_have_no_such_page(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("f12")
        assert stage.page == "SearchPage"
        assert "Shields" not in stage.keys
