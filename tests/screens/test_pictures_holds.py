"""Pictures of a delivery that has to wait: for who brought it, before and after, and for the second person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fctui.app import FamilyContext
from importers.delivering import delivery, holding
from screens.import_check import ImportCheckPage
from store.hub import Hub
from store.session import Session
from tests.importers.deliveries import AS_OF, PEOPLE, deliver, feed, write
from tests.importers.test_holds import DAYS, people
from tests.screens.test_pictures_admin import Compare, Steps, both_sizes
from tests.stage import NARROW, settle


@pytest.fixture
def half(signed_in: Callable[[str], Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with half of the people, and no postcodes, for a feed that has had one delivery."""
    monkeypatch.chdir(tmp_path)
    ada = signed_in("ada")
    feed(ada)
    deliver(ada, tmp_path / "first.csv", PEOPLE + people(range(100)), as_of=DAYS[0])
    changed = people(range(60), postcode="NULL").replace("Smitha,", "Brown,")
    return write(Path("June.csv"), PEOPLE + changed)


def on_check(session: Session, path: Path, *pressed: str) -> Steps:
    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        prepared = delivery.prepare(session, path, "BRENT-CSC")
        pilot.app.push_screen(ImportCheckPage(session, prepared, prepared.mapping, AS_OF))
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return before


@both_sizes
def test_has_to_wait(
    snap_compare: Compare, hub: Hub, signed_in: Callable[[str], Session], half: Path, size: tuple[int, int]
) -> None:
    ada = signed_in("ada")
    assert snap_compare(FamilyContext(hub, ada), terminal_size=size, run_before=on_check(ada, half))


@both_sizes
def test_waits(
    snap_compare: Compare, hub: Hub, signed_in: Callable[[str], Session], half: Path, size: tuple[int, int]
) -> None:
    ada = signed_in("ada")
    assert snap_compare(FamilyContext(hub, ada), terminal_size=size, run_before=on_check(ada, half, "h"))


@pytest.mark.parametrize("pressed", [(), ("r",), ("x",)], ids=["asked", "released", "rejected"])
def test_the_second_person(
    snap_compare: Compare, hub: Hub, signed_in: Callable[[str], Session], half: Path, pressed: tuple[str, ...]
) -> None:
    ada, pat = signed_in("ada"), signed_in("pat")
    prepared = delivery.prepare(ada, half, "BRENT-CSC")
    holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))
    assert snap_compare(FamilyContext(hub, pat), terminal_size=NARROW, run_before=on_check(pat, half, *pressed))


@both_sizes
def test_for_a_supervisor(
    snap_compare: Compare, hub: Hub, signed_in: Callable[[str], Session], half: Path, size: tuple[int, int]
) -> None:
    ada, sue = signed_in("ada"), signed_in("sue")
    prepared = delivery.prepare(ada, half, "BRENT-CSC")
    holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)

    assert snap_compare(FamilyContext(hub, sue), terminal_size=size, run_before=before)
