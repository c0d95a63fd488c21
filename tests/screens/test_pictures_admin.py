"""Pictures of what an admin sees, narrow and wide: look at them before accepting a new one."""

import os
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import get_current_worker

from fctui.app import FamilyContext
from importers.delivering import delivery
from importers.delivering.delivery import DryRun, Receipt
from importers.refusals import Cancelled
from matching.progress import Progress
from screens.import_columns import ImportColumnsPage
from screens.import_delivery import ImportDeliveryPage
from screens.import_file import ImportFilePage
from screens.import_receipt import ImportReceiptPage
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.screens.pictures import Compare, Steps, both_sizes, keys, on_page
from tests.stage import NARROW, drop, settle

HEADINGS = "Surname,First Name,Date of Birth,NHS No,Address,CMS No,Case holder,Favourite colour,Service/Event Desc"
ROWS = [
    'Smith,Amelia,03/04/2013,4857773457,"12 Acacia Road, Wembley, HA0 2AB",7001,Helen Marks,green,CIN plan',
    'Reed,Joan,05/06/2015,,"9 Elm Court, London, NW2 5BB",7010,Priya Nair,,Early help',
    "Reed,,07/08/2014,1234567890,,7011,Priya Nair,[bold]red[/],Early help",
    "Reed,Una,99/99/2014,,,7012,Priya Nair,,Early help",
    "Reed,Una,too,few,cells",
    ",,01/02/2010,,,7013,,,",
    "Cole,Zed,01/02/2010,,,,,,CP plan",
]
FILE = "\n".join([HEADINGS, *ROWS, ""])
RECEIPT = Receipt(
    delivery=7, feed="BRENT-CSC", as_of="2026-06-12", sha256="ab12" * 16, rows=1204, accepted=1180, warnings=31,
    quarantined=20, ignored=4, new=12, changed=40, unchanged=1128, absent=8, links=9, cases=3, new_people=2,
    seconds=1.24, columns={}, issues={}, overfull_keys=0, dropped=(), returned=("7010", "7015"),
)  # fmt: skip


@pytest.fixture
def admin(villager: SignIn) -> Session:
    """The village's admin."""
    return villager("ada")


@pytest.fixture
def june(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file by a path that is the same in every run."""
    monkeypatch.chdir(tmp_path)
    path = Path("June.csv")
    path.write_text(FILE, encoding="utf-8")
    return path


CHOSEN = ("home", "down", "down", "o", "enter")
"""The file's days are all 12 or less: somebody says that they come first."""


def on_columns(session: Session, path: Path, *pressed: str) -> Steps:
    """Open the columns of a file as if it had been chosen, then press keys."""

    def columns() -> ImportColumnsPage:
        return ImportColumnsPage(session, delivery.prepare(session, path, "BRENT-CSC"), date(2026, 6, 12))

    return on_page(columns, *pressed)


@both_sizes
def test_feeds(snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int]) -> None:
    drop(village, "BRENT-CSC", "Childrens Social Care.csv", FILE)
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=keys())


@both_sizes
def test_report_to_an_agency(snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int]) -> None:
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=keys("w", *"reports"))


def test_no_feeds_yet(snap_compare: Compare, hub: Hub, signed_in: SignIn) -> None:
    app = FamilyContext(hub, signed_in("ada"))
    assert snap_compare(app, terminal_size=NARROW, run_before=keys())


@both_sizes
@pytest.mark.usefixtures("june")
def test_file_chosen(snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int]) -> None:
    chosen = on_page(lambda: ImportFilePage(admin, Path("June.csv"), "BRENT-CSC"), *"12", "space", *"june")
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=chosen)


@both_sizes
def test_columns_of_other_workers_and_services(
    snap_compare: Compare, village: Hub, admin: Session, june: Path, size: tuple[int, int]
) -> None:
    """Whose a column is stands beside it, and what each unsure one would be taken for."""
    head = "Person ID,Surname,Forename,DOB,Social worker,SW Phone,IRO name,IRO phone,School,Telephone,GP Practice,Ref"
    told = "Smith,Amelia,14/03/2013,Helen Marks,020 7946 0101,Ida Rowe,020 7946 0999,Alperton High,020 7946 0555,Ealing"
    june.write_text(head + "".join(f"\n{n},{told},X{n}" for n in range(70, 80)) + "\n", encoding="utf-8")
    app = FamilyContext(village, admin)
    steps = on_columns(admin, june, "l", "home", *["down"] * 6)
    assert snap_compare(app, terminal_size=size, run_before=steps)


def test_file_not_chosen(snap_compare: Compare, village: Hub, admin: Session) -> None:
    app = FamilyContext(village, admin)
    assert snap_compare(app, terminal_size=NARROW, run_before=keys("i", "ctrl+s"))


def test_folder_listed(snap_compare: Compare, village: Hub, admin: Session, june: Path) -> None:
    os.mkdir("Juno")
    june.with_name("July.csv").write_text(FILE)
    app = FamilyContext(village, admin)
    assert snap_compare(app, terminal_size=NARROW, run_before=keys("i", "j", "u", "down"))


@both_sizes
@pytest.mark.parametrize(
    "pressed",
    [(), ("home", "down", "down"), ("enter",), ("enter", *"family", "enter")],
    ids=["opened", "dates", "changing", "taken"],
)
def test_columns(
    snap_compare: Compare, village: Hub, admin: Session, june: Path, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = FamilyContext(village, admin)
    assert snap_compare(app, terminal_size=size, run_before=on_columns(admin, june, *pressed))


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("end",)], ids=["counts", "refused-rows"])
def test_check(
    snap_compare: Compare, village: Hub, admin: Session, june: Path, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = FamilyContext(village, admin)
    assert snap_compare(app, terminal_size=size, run_before=on_columns(admin, june, *CHOSEN, "c", *pressed))


@pytest.mark.parametrize("pressed", [(), ("escape",)], ids=["under-way", "stopping"])
def test_delivery(
    snap_compare: Compare,
    village: Hub,
    admin: Session,
    june: Path,
    monkeypatch: pytest.MonkeyPatch,
    pressed: tuple[str, ...],
) -> None:
    def half_way(_session: Session, _checked: DryRun, progress: Progress) -> Receipt:
        worker = get_current_worker()
        progress("Storing the rows", 48_000, 120_000)
        worker.cancelled_event.wait(60)
        raise Cancelled

    monkeypatch.setattr(delivery, "deliver", half_way)

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        prepared = delivery.prepare(admin, june, "BRENT-CSC")
        checked = delivery.dry_run(admin, prepared, prepared.mapping.with_order(2, "day-first"), date(2026, 6, 12))
        pilot.app.push_screen(ImportDeliveryPage(admin, checked))
        for _ in range(3):
            await pilot.pause()
        for key in pressed:
            await pilot.press(key)

    assert snap_compare(FamilyContext(village, admin), terminal_size=NARROW, run_before=before)


@both_sizes
def test_receipt(snap_compare: Compare, village: Hub, admin: Session, size: tuple[int, int]) -> None:
    opened = on_page(lambda: ImportReceiptPage(admin, RECEIPT))
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=opened)
