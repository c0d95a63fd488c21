"""Pictures of what came from a feed, and of the question before a delivery is taken back: look before accepting."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from fctui.app import FamilyContext
from screens.deliveries import DeliveriesPage
from store.hub import Hub
from store.records.agencies import feed
from store.session import Session
from tests.stage import NARROW, WIDE, settle

Compare = Callable[..., bool]
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("t",), ("t", *"yes", "enter")], ids=["list", "asked", "taken_back"])
def test_deliveries(
    snap_compare: Compare, village: Hub, villager: Callable[[str], Session], size: tuple[int, int], pressed: tuple[str]
) -> None:
    admin = villager("ada")

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        pilot.app.push_screen(DeliveriesPage(admin, feed(admin, "BRENT-CSC")))
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=before)
