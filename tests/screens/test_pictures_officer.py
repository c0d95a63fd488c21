"""Pictures of what an officer sees, narrow and wide: look at them before accepting a new one."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from fctui.app import FamilyContext
from store.hub import Hub
from store.session import Session
from tests.stage import NARROW, WIDE, settle

Compare = Callable[..., bool]
Steps = Callable[[Pilot[int]], Awaitable[None]]
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


def steps(*keys: str, text: str = "") -> Steps:
    """Put text into the search box, then press keys."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        if text:
            pilot.app.screen.query_one("#box", Input).value = text
            await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return before


@both_sizes
def test_sign_in(snap_compare: Compare, village: Hub, size: tuple[int, int]) -> None:
    assert snap_compare(FamilyContext(village), terminal_size=size, run_before=steps())


def test_sign_in_refused(snap_compare: Compare, village: Hub) -> None:
    refused = steps("o", "f", "i", "enter", "x", "enter")
    assert snap_compare(FamilyContext(village), terminal_size=NARROW, run_before=refused)


def test_locked(snap_compare: Compare, village: Hub, calling: Session) -> None:
    locked = steps("enter", "f8", text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=locked)


def test_before_the_call(snap_compare: Compare, village: Hub, villager: Callable[[str], Session]) -> None:
    app = FamilyContext(village, villager("ofi"))
    assert snap_compare(app, terminal_size=NARROW, run_before=steps())


@pytest.mark.parametrize("keys", [(), ("enter",), ("ctrl+s",)], ids=["asked", "purposes", "incomplete"])
def test_enquiry(
    snap_compare: Compare, village: Hub, villager: Callable[[str], Session], keys: tuple[str, ...]
) -> None:
    app = FamilyContext(village, villager("ofi"))
    assert snap_compare(app, terminal_size=NARROW, run_before=steps("ctrl+e", *keys))


@both_sizes
@pytest.mark.parametrize(
    "text",
    ["", "a", "amelia sm", "zzyzx qwertz 2001", "grace mensah", "tables"],
    ids=["nothing-typed", "too-short", "similar", "nobody", "former-name", "hostile-name"],
)
def test_search(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], text: str) -> None:
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps(text=text))


@both_sizes
@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("amelia smith", ()),
        ("amelia smith", ("end",)),
        ("amelia smith", ("i",)),
        ("yusuf ali", ()),
        ("albert cole", ()),
        ("unborn smith", ()),
        ("idris warsame", ("down",)),
    ],
    ids=["child", "same-address", "identity", "conflict", "died", "unborn", "no-fixed-abode"],
)
def test_person(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], text: str, keys: tuple[str, ...]
) -> None:
    opened = steps("enter", *keys, text=text)
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@both_sizes
@pytest.mark.parametrize("keys", [(), ("end",), ("x",)], ids=["likely", "certain", "report"])
def test_why_one(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    opened = steps("enter", "w", *keys, text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@both_sizes
def test_service(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int]) -> None:
    opened = steps("enter", "enter", text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@pytest.mark.parametrize("key", ["f1", "ctrl+p"], ids=["help", "commands"])
def test_help_and_commands(snap_compare: Compare, village: Hub, calling: Session, key: str) -> None:
    opened = steps("enter", key, text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=opened)


def test_made_up_people_are_marked(snap_compare: Compare, village: Hub, calling: Session) -> None:
    village.demo = True
    opened = steps("enter", text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=opened)


def test_a_window_too_small_says_so(snap_compare: Compare, village: Hub, calling: Session) -> None:
    opened = steps("enter", text="amelia smith")
    assert snap_compare(FamilyContext(village, calling), terminal_size=(70, 20), run_before=opened)
