"""Pictures of connecting a feed, narrow and wide: look at them before accepting a new one."""

from datetime import date
from pathlib import Path

import pytest

from fctui.app import FamilyContext
from importers.delivering import delivery
from screens.import_columns import ImportColumnsPage
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.screens.pictures import Compare, both_sizes, keys, on_page

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
def admin(villager: SignIn) -> Session:
    """The village's admin."""
    return villager("ada")


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("ctrl+s",)], ids=["opened", "missing"])
def test_questions(
    snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int], pressed: tuple[str, ...]
) -> None:
    asked = keys("i", "ctrl+n", *"North", *pressed)
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=asked)


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

    def columns() -> ImportColumnsPage:
        return ImportColumnsPage(admin, delivery.prepare(admin, Path("June.csv"), "BRENT-CSC"), date(2026, 6, 12))

    steps = on_page(columns, *pressed)
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=steps)
