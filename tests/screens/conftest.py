"""What pictures of screens need: a cursor that stands still, and an officer on the phone."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from store.enquiry import Purpose
from store.session import Session


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor would make two pictures of one screen."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda box: None)


@pytest.fixture
def calling(villager: Callable[[str], Session]) -> Session:
    """The village's officer, with a call open."""
    session = villager("ofi")
    session.open_enquiry(Purpose.SCREENING, "Jo Bloggs", "Riverside School", "C-1042")
    return session
