"""What pictures of screens need: a cursor that stands still, an officer on the phone, and no picture of a crash."""

from collections.abc import Callable

import pytest
from textual.widgets import Input, TextArea

from store.enquiry import Purpose
from store.session import Session
from tests.stage import unless_it_crashed


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor would make two pictures of one screen."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda box: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda box: None)


@pytest.fixture
def snap_compare(snap_compare: Callable[..., object]) -> Callable[..., object]:
    """The plugin's, but a page that crashes while it is painted fails."""
    return unless_it_crashed(snap_compare)


@pytest.fixture
def calling(villager: Callable[[str], Session]) -> Session:
    """The village's officer, with a call open."""
    session = villager("ofi")
    session.open_enquiry(Purpose.SCREENING, "Jo Bloggs", "Riverside School", "C-1042")
    return session
