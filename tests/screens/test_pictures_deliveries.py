"""Pictures of what came from a feed, and of the question before a delivery is taken back: look before accepting."""

import pytest

from fctui.app import FamilyContext
from screens.deliveries import DeliveriesPage
from store.hub import Hub
from store.records.agencies import feed
from tests.accounts import SignIn
from tests.screens.pictures import Compare, both_sizes, on_page


@both_sizes
@pytest.mark.parametrize("pressed", [(), ("t",), ("t", *"yes", "enter")], ids=["list", "asked", "taken_back"])
def test_deliveries(
    snap_compare: Compare, village: Hub, villager: SignIn, size: tuple[int, int], pressed: tuple[str]
) -> None:
    admin = villager("ada")

    opened = on_page(lambda: DeliveriesPage(admin, feed(admin, "BRENT-CSC")), *pressed)
    assert snap_compare(FamilyContext(village, admin), terminal_size=size, run_before=opened)
