"""What pictures of screens need: a cursor that stands still, one clock everywhere, and no picture of a crash."""

import time
from collections.abc import Callable

import pytest
from textual.widgets import Input, TextArea

from tests.stage import unless_it_crashed


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor would make two pictures of one screen."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda box: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda box: None)


@pytest.fixture(autouse=True)
def the_clock_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written down bears the hour of the workstation."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def snap_compare(snap_compare: Callable[..., object]) -> Callable[..., object]:
    """The plugin's, but a page that crashes while it is painted fails."""
    return unless_it_crashed(snap_compare)
