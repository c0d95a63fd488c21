"""What the tests of what is shown share: an officer on the phone."""

import pytest

from store.enquiry import Purpose
from store.session import Session


@pytest.fixture
def calling(officer: Session) -> Session:
    """The officer with a call open."""
    officer.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    return officer
