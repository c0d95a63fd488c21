"""What every picture needs: the two sizes, and what was done before it was taken."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.stage import NARROW, WIDE, settle

Compare = Callable[..., bool]
Steps = Callable[[Pilot[int]], Awaitable[None]]
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


def keys(*pressed: str) -> Steps:
    """Press keys, one after the other has done what it does."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return before


def searched(text: str, *pressed: str) -> Steps:
    """Put text into the search box, then press keys."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        pilot.app.screen.query_one("#box", Input).value = text
        await keys(*pressed)(pilot)

    return before


def on_page(page: Callable[[], Screen[object]], *pressed: str) -> Steps:
    """Open a page, made once the app runs, then press keys."""

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        pilot.app.push_screen(page())
        await keys(*pressed)(pilot)

    return before
