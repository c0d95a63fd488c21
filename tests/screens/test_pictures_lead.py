"""Pictures of what an information lead sees, narrow and wide: look at them before accepting a new one."""

from contextlib import closing

import pytest

from fctui.app import FamilyContext
from store import accounts
from store.disclosure import overriding, shielding
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn, sign_in
from tests.conftest import Template
from tests.screens.pictures import Compare, both_sizes, keys
from tests.stage import NARROW


@pytest.fixture
def lead(village: Hub, template: Template, villager: SignIn) -> Session:
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


def test_nobody_is_protected(snap_compare: Compare, hub: Hub, template: Template, signed_in: SignIn) -> None:
    with closing(sign_in(hub, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "sue", [Role.LEAD])
    assert snap_compare(FamilyContext(hub, signed_in("sue")), terminal_size=NARROW, run_before=keys())
