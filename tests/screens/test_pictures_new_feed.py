"""Pictures of connecting a feed, narrow and wide: look at them before accepting a new one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fctui.app import FamilyContext
from importers.delivering import delivery
from screens.import_columns import ImportColumnsPage
from store.hub import Hub
from store.session import Session
from tests.stage import NARROW, WIDE, settle

Compare = Callable[..., bool]
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
ROWS = "\n".join(
    [
        "Client ID,Surname,Forename,DOB,Service Involvement,NI Number,Case holder,Favourite colour",
        "H1,Reed,Joan,03/05/2015,Current,QQ123456C,Priya Nair,green",
        "H2,Reed,Jack,04/06/2015,Stood down,QQ123456C,Priya Nair,blue",
        "H3,Cole,Zed,05/07/2014,Closed,,Priya Nair,red",
        "",
    ]
)


@pytest.fixture
def admin(villager: Callable[[str], Session]) -> Session:
    """The village's admin."""
    return villager("ada")


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("ctrl+s",)], ids=["opened", "missing"])
def test_questions(
    snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int], pressed: tuple[str, ...]
) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        for key in ("i", "ctrl+n", *"North", *pressed):
            await pilot.press(key)
            await settle(pilot)

    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=before)


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [
        ("l", "end", "up", "up"),
        ("home", *["down"] * 4, "v", "enter"),
        ("home", *["down"] * 3, "o"),
    ],
    ids=["not-covered", "meaning", "order"],
)
def test_columns(
    snap_compare: Compare,
    village: Hub,
    admin: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pressed: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("June.csv").write_text(ROWS)

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        prepared = delivery.prepare(admin, Path("June.csv"), "BRENT-CSC")
        pilot.app.push_screen(ImportColumnsPage(admin, prepared, date(2026, 6, 12)))
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=before)
