"""What the tests of look-up share: an officer who looks people up, and whom the hub knows."""

import pytest

from matching.lookup.search import Lookup
from store.enquiry import Purpose
from store.records.rows import Name
from store.session import Session
from tests.matching.people import deliver, feed, row


@pytest.fixture
def lookup(officer: Session) -> Lookup:
    """An officer's look-up, with an enquiry open."""
    officer.open_enquiry(Purpose.SCREENING, "Jo Caller", "Ashfield School", "CALL-7")
    return Lookup(officer)


@pytest.fixture
def known(admin: Session) -> dict[str, int]:
    """A few people that the borough knows; source key → record, which is the person too."""
    return deliver(
        admin,
        feed(admin),
        [
            row("amelia", "Smith", "Amelia", "2013-03-14", middle="Rose", nhs="4857773457", case="249012",
                house="12", street="MILL LANE", postcode="SK1 3XE", phone="+442079460958"),
            row("grace", "Okafor", "Grace", "1985-07-02", also=[Name("former", "Grace", "", "Mensah")],
                house="FLAT 3 8", street="HIGH STREET", postcode="SK1 4AA", former_address="12|MILL LANE|SK1 3XE"),
            row("lizzy", "Obrien", "Elizabeth", "1950-01-30", also=[Name("preferred", "Lizzy", "", "")]),
            row("yusuf", "Ali", "Yusuf", "2011-04-05", nhs="9434765919"),
            row("sian", "Llewellyn-Jones", "Siân", "2009"),
            row("tom", "McDonald", "Tom", "2001-12-03"),
            row("unborn", "Patel", "Unborn", expected="2026-12-03"),
            row("jo", "[bold]Tables[/]", "Jo'; drop table person_name --", "1999-09-09"),
        ],
    )  # fmt: skip
