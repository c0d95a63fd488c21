"""Pictures of what an officer sees, narrow and wide: look at them before accepting a new one."""

import pytest

from fctui.app import FamilyContext
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.screens.pictures import Compare, both_sizes, keys, searched
from tests.stage import NARROW


@both_sizes
def test_sign_in(snap_compare: Compare, village: Hub, size: tuple[int, int]) -> None:
    assert snap_compare(FamilyContext(village), terminal_size=size, run_before=keys())


def test_sign_in_refused(snap_compare: Compare, village: Hub) -> None:
    refused = keys("o", "f", "i", "enter", "x", "enter")
    assert snap_compare(FamilyContext(village), terminal_size=NARROW, run_before=refused)


def test_locked(snap_compare: Compare, village: Hub, calling: Session) -> None:
    locked = searched("amelia smith", "enter", "f8")
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=locked)


def test_before_the_call(snap_compare: Compare, village: Hub, villager: SignIn) -> None:
    app = FamilyContext(village, villager("ofi"))
    assert snap_compare(app, terminal_size=NARROW, run_before=keys())


@pytest.mark.parametrize("pressed", [(), ("enter",), ("ctrl+s",)], ids=["asked", "purposes", "incomplete"])
def test_enquiry(snap_compare: Compare, village: Hub, villager: SignIn, pressed: tuple[str, ...]) -> None:
    app = FamilyContext(village, villager("ofi"))
    assert snap_compare(app, terminal_size=NARROW, run_before=keys("ctrl+e", *pressed))


@both_sizes
@pytest.mark.parametrize(
    "text",
    ["", "a", "amelia sm", "zzyzx qwertz 2001", "grace mensah", "tables"],
    ids=["nothing-typed", "too-short", "similar", "nobody", "former-name", "hostile-name"],
)
def test_search(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], text: str) -> None:
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=searched(text))


@both_sizes
@pytest.mark.parametrize(
    ("text", "pressed"),
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
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], text: str, pressed: tuple[str, ...]
) -> None:
    opened = searched(text, "enter", *pressed)
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("end",), ("x",)], ids=["likely", "certain", "report"])
def test_why_one(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], pressed: tuple[str, ...]
) -> None:
    opened = searched("amelia smith", "enter", "w", *pressed)
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@both_sizes
def test_service(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int]) -> None:
    opened = searched("amelia smith", "enter", "enter")
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=opened)


@pytest.mark.parametrize("key", ["f1", "ctrl+p"], ids=["help", "commands"])
def test_help_and_commands(snap_compare: Compare, village: Hub, calling: Session, key: str) -> None:
    opened = searched("amelia smith", "enter", key)
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=opened)


def test_made_up_people_are_marked(snap_compare: Compare, village: Hub, calling: Session) -> None:
    village.demo = True
    opened = searched("amelia smith", "enter")
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=opened)


def test_a_window_too_small_says_so(snap_compare: Compare, village: Hub, calling: Session) -> None:
    opened = searched("amelia smith", "enter")
    assert snap_compare(FamilyContext(village, calling), terminal_size=(70, 20), run_before=opened)
