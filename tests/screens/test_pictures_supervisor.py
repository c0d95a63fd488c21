"""Pictures of what a supervisor sees, narrow and wide: look at them before accepting a new one."""

import pytest

import screens.case
from fctui.app import FamilyContext
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.screens.pictures import Compare, both_sizes, keys
from tests.stage import NARROW


@pytest.fixture
def supervisor(villager: SignIn) -> Session:
    """The village's supervisor."""
    return villager("sue")


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [(), ("k",), ("enter", "n", "1", "escape")],
    ids=["waiting", "kinds", "one-not-sure"],
)
def test_queue(
    snap_compare: Compare,
    village: Hub,
    supervisor: Session,
    monkeypatch: pytest.MonkeyPatch,
    pressed: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(screens.case, "PAUSE", 0.001)
    app = FamilyContext(village, supervisor)
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))


def test_nothing_waits(snap_compare: Compare, hub: Hub, signed_in: SignIn) -> None:
    app = FamilyContext(hub, signed_in("sue"))
    assert snap_compare(app, terminal_size=NARROW, run_before=keys())


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [("enter",), ("end", "enter"), ("end", "enter", "w"), ("enter", "d"), ("enter", "s", "5", "enter")],
    ids=["close", "twins", "why", "reasons", "another-reason"],
)
def test_case(
    snap_compare: Compare, village: Hub, supervisor: Session, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = FamilyContext(village, supervisor)
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))


@both_sizes
@pytest.mark.parametrize("pause", [60.0, 0.001], ids=["recorded", "next-with-undo"])
def test_after_a_decision(
    snap_compare: Compare,
    village: Hub,
    supervisor: Session,
    monkeypatch: pytest.MonkeyPatch,
    pause: float,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(screens.case, "PAUSE", pause)
    monkeypatch.setattr(screens.case, "UNDO_SHOWN", 60.0)
    app = FamilyContext(village, supervisor)
    assert snap_compare(app, terminal_size=size, run_before=keys("enter", "d", "5"))
