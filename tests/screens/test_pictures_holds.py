"""Pictures of a delivery that has to wait: for who brought it, before and after, and for the second person."""

from pathlib import Path

import pytest

from fctui.app import FamilyContext
from importers.delivering import delivery, holding
from screens.import_check import ImportCheckPage
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.importers.deliveries import AS_OF, PEOPLE, deliver, feed, write
from tests.importers.test_holds import DAYS, people
from tests.screens.pictures import Compare, Steps, both_sizes, keys, on_page
from tests.stage import NARROW


@pytest.fixture
def half(signed_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with half of the people, and no postcodes, for a feed that has had one delivery."""
    monkeypatch.chdir(tmp_path)
    ada = signed_in("ada")
    feed(ada)
    deliver(ada, tmp_path / "first.csv", PEOPLE + people(range(100)), as_of=DAYS[0])
    changed = people(range(60), postcode="NULL").replace("Smitha,", "Brown,")
    return write(Path("June.csv"), PEOPLE + changed)


def on_check(session: Session, path: Path, *pressed: str) -> Steps:
    """Open the check of a file, then press keys."""

    def check() -> ImportCheckPage:
        prepared = delivery.prepare(session, path, "BRENT-CSC")
        return ImportCheckPage(session, prepared, prepared.mapping, AS_OF)

    return on_page(check, *pressed)


@both_sizes
def test_has_to_wait(snap_compare: Compare, hub: Hub, signed_in: SignIn, half: Path, size: tuple[int, int]) -> None:
    ada = signed_in("ada")
    assert snap_compare(FamilyContext(hub, ada), terminal_size=size, run_before=on_check(ada, half))


@both_sizes
def test_waits(snap_compare: Compare, hub: Hub, signed_in: SignIn, half: Path, size: tuple[int, int]) -> None:
    ada = signed_in("ada")
    assert snap_compare(FamilyContext(hub, ada), terminal_size=size, run_before=on_check(ada, half, "h"))


@pytest.mark.parametrize(
    "pressed",
    [(), ("r",), ("r", "o", "k", "enter"), ("x", "o", "k", "enter")],
    ids=["asked", "why", "released", "rejected"],
)
def test_the_second_person(
    snap_compare: Compare, hub: Hub, signed_in: SignIn, half: Path, pressed: tuple[str, ...]
) -> None:
    ada, pat = signed_in("ada"), signed_in("pat")
    prepared = delivery.prepare(ada, half, "BRENT-CSC")
    holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))
    assert snap_compare(FamilyContext(hub, pat), terminal_size=NARROW, run_before=on_check(pat, half, *pressed))


@both_sizes
def test_for_a_supervisor(
    snap_compare: Compare, hub: Hub, signed_in: SignIn, half: Path, size: tuple[int, int]
) -> None:
    ada, sue = signed_in("ada"), signed_in("sue")
    prepared = delivery.prepare(ada, half, "BRENT-CSC")
    holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))

    assert snap_compare(FamilyContext(hub, sue), terminal_size=size, run_before=keys("f4"))
