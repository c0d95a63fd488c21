"""While the search page stands idle it follows the hub: unseen, unrecorded, and nobody counts as being there."""

from contextlib import closing

import pytest

from fctui.idle import IdleClock
from screens.search import SearchPage
from store import accounts
from store.audit import Action
from store.disclosure import shielding
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn, sign_in
from tests.conftest import Template
from tests.matching.people import deliver, feed, row
from tests.stage import Stage, on_stage, settle


@pytest.fixture
def admin(village: Hub, template: Template) -> Session:
    """Ada, who delivers and decides who has which role."""
    return sign_in(village, template.keys, "ada")


async def later(stage: Stage) -> SearchPage:
    """What the search page does twice a second, now."""
    page = next(page for page in stage.app.screen_stack if isinstance(page, SearchPage))
    page._keep_up()  # pyright: ignore[reportPrivateUsage]
    await settle(stage.pilot)
    return page


def recorded(session: Session) -> list[str]:
    """What the audit log says was done, in order."""
    with session.reading_audit() as log:
        return [action for (action,) in log.execute("select action from audit order by seq")]


async def test_an_idle_page_reads_what_was_delivered_and_shows_and_records_nothing(
    village: Hub, villager: SignIn, admin: Session
) -> None:
    now = [0.0]
    idle = IdleClock(lambda: now[0], lambda: now[0])
    async with on_stage(village, villager("ofi"), idle=idle) as stage:
        picture, now[0] = stage.picture, 500.0
        deliver(admin, feed(admin), [row("far", "Quillfeather", "Tess", "2012-05-06")])
        before = recorded(admin)
        page = await later(stage)
        assert page._lookup._index.knows("quillfeather")  # pyright: ignore[reportPrivateUsage]
        assert (stage.picture, recorded(admin), idle.idle) == (picture, before, 500.0)


async def test_whoever_is_listed_and_was_protected_since_goes_without_a_key(
    village: Hub, villager: SignIn, template: Template, admin: Session
) -> None:
    accounts.set_roles(admin, "pat", [Role.LEAD])
    session = villager("ofi")
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    async with on_stage(village, session) as stage:
        await stage.ask("albert cole")
        assert "COLE, Albert" in stage.text
        (hit,) = (await later(stage))._shown.answer.hits  # type: ignore[union-attr]
        with closing(sign_in(village, template.keys, "pat")) as lead:
            shielding.protect(lead, hit.person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await later(stage)
        assert "COLE, Albert" not in stage.text


@pytest.mark.parametrize("taken", ["role", "account"])
async def test_who_may_not_search_any_more_is_refused_once_and_not_at_every_look(
    village: Hub, villager: SignIn, admin: Session, taken: str
) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        if taken == "role":
            accounts.set_roles(admin, "ofi", [Role.SUPERVISOR])
        else:
            accounts.disable(admin, "ofi")
        picture = stage.picture
        for _ in range(3):
            await later(stage)
        assert recorded(admin).count(Action.REFUSED) == 1
        assert stage.picture == picture


async def test_a_locked_page_keeps_up_with_nothing(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ofi")) as stage:
        await stage.press("f8")
        assert stage.page == "Locked"
        page = await later(stage)
        assert stage.page == "Locked"
        assert page._lookup._index.size == 0  # pyright: ignore[reportPrivateUsage]
