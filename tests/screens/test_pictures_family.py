"""Pictures of a whole family at once and of candidates side by side, narrow and wide (F19, F20)."""

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from fctui.app import FamilyContext
from store import accounts
from store.disclosure import areas
from store.hub import Hub
from store.permissions import Role
from store.session import Session
from tests.accounts import SignIn
from tests.screens.pictures import Compare, Steps, both_sizes, keys, searched
from tests.stage import NARROW, settle

FAMILY = """Name\tDOB\tRelationship\tPost code
Smith, Amelia\t14/03/2013\tsubject child\tHA0 2AB
1. Sarah Smith (mother) 30.11.1985
Unborn Smith, EDD 3 Dec 2026, sibling
Yusuf Ali, lodger
Zzyzx Qwertz, 41, father
"""


def pasted(text: str, *pressed: str) -> Steps:
    """Paste a list into the search box, then press keys."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        pilot.app.post_message(Paste(text))
        await keys(*pressed)(pilot)

    return before


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [(), ("enter",) * 3, ("enter", "enter", "enter", "n", "shift+tab"), ("f7",)],
    ids=["found", "picking", "nobody-found", "written"],
)
def test_family(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], pressed: tuple[str, ...]
) -> None:
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=pasted(FAMILY, *pressed))


def test_an_empty_list(snap_compare: Compare, village: Hub, calling: Session) -> None:
    assert snap_compare(FamilyContext(village, calling), terminal_size=NARROW, run_before=keys("f7", "ctrl+s"))


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [(), ("right", "right"), ("end",), ("down", "right"), ("left", "down")],
    ids=["current", "absent", "last", "another", "name"],
)
def test_matrix(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], pressed: tuple[str, ...]
) -> None:
    steps = pasted(FAMILY, "enter", "enter", "enter", "enter", "m", *pressed)
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps)


@both_sizes
def test_one_not_opened(
    snap_compare: Compare, village: Hub, villager: SignIn, calling: Session, size: tuple[int, int]
) -> None:
    accounts.set_roles(villager("ada"), "pat", [Role.LEAD])
    lead = villager("pat")

    async def steps(pilot: Pilot[int]) -> None:
        await pasted("Albert Cole, lodger\nSmith, Amelia\t14/03/2013", "enter", "down", "enter")(pilot)
        areas.set_closed(lead, "Brent", closed=True)
        await keys("m")(pilot)

    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps)


@both_sizes
def test_a_relation_alone(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int]) -> None:
    steps = pasted("Nan\nYusuf Ali, lodger")
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps)


@both_sizes
@pytest.mark.parametrize(
    ("text", "pressed"),
    [("amelia sm", ("f6",)), ("amelia sm", ("f6", "right", "n")), ("smith", ("f5", "down", "f5", "down", "f5", "f6"))],
    ids=["two", "not-sure", "three"],
)
def test_comparison(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], text: str, pressed: tuple[str, ...]
) -> None:
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=searched(text, *pressed))


@both_sizes
def test_marked(snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int]) -> None:
    steps = searched("smith", "f5", "down", "down", "f5")
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps)
