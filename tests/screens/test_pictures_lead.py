"""Pictures of what an information lead sees, narrow and wide: look at them before accepting a new one."""

from collections.abc import Awaitable, Callable
from contextlib import closing

import pytest
from textual.pilot import Pilot

from fctui.app import FamilyContext
from store import accounts
from store.disclosure import overriding, shielding
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import sign_in
from tests.conftest import Template
from tests.stage import NARROW, WIDE, settle

Compare = Callable[..., bool]
Steps = Callable[[Pilot[int]], Awaitable[None]]
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@pytest.fixture
def lead(village: Hub, template: Template, villager: Callable[[str], Session]) -> Session:
    """Pat, who looks after shields and takes calls; two people are protected, and one was opened all the same."""
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "sue", [Role.LEAD])
        accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
    pat, sue = villager("pat"), villager("sue")
    first = shielding.protect(pat, 1, Level.EXISTENCE, reason="Threats by a former partner", owner="J Bell, Brent CSC")
    shielding.protect(sue, 3, Level.PLACE, reason="Refuge", emergency=True)
    shielding.lift(sue, first.shield.id, "moved away")
    pat.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    overriding.override(pat, 3, "child at risk now", "C-1041")
    return pat


def keys(*pressed: str) -> Steps:
    """Press keys, one after the other."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return before


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [(), ("down",), ("end", "l"), ("o",), ("n", "2")],
    ids=["alert", "shield", "lift", "open-by-number", "protect"],
)
def test_shields(
    snap_compare: Compare, village: Hub, lead: Session, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    assert snap_compare(FamilyContext(village, lead), terminal_size=size, run_before=keys(*pressed))


def test_nobody_is_protected(
    snap_compare: Compare, hub: Hub, template: Template, signed_in: Callable[[str], Session]
) -> None:
    with closing(sign_in(hub, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "sue", [Role.LEAD])
    assert snap_compare(FamilyContext(hub, signed_in("sue")), terminal_size=NARROW, run_before=keys())
