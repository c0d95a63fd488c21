"""`fctui settings`: an administrator switches search by telephone, and the ledger says who did."""

import json

import pytest

from store.hub import Hub
from store.permissions import May
from store.session import Session
from tests.fctui.conftest import Typed


@pytest.fixture
def fctui(hub: Hub, typed: Typed) -> Typed:
    """Run `fctui settings ...`."""
    return lambda *argv, login="ada": typed(hub.directory, login, "settings", *argv)


def test_search_by_telephone_is_switched_and_recorded(fctui: Typed, admin: Session) -> None:
    assert fctui("show") == (0, "phone-search   off  people are found by telephone number\n", "")
    assert fctui("phone-search", "on") == (0, "Search by telephone number is on.\n", "")
    assert json.loads(fctui("show", "--json")[1]) == {"phone-search": True}
    assert fctui("phone-search", "off")[0] == 0
    with admin.reading(May.AUDIT) as connection:
        rows = connection.execute(
            "select subject, json_extract(detail, '$.to') from ledger where action = 'setting changed' order by seq"
        ).fetchall()
    assert rows == [("phone-search", "on"), ("phone-search", "off")]


def test_only_an_administrator_switches(fctui: Typed) -> None:
    for login in ("ofi", "sue"):
        code, out, err = fctui("phone-search", "on", login=login)
        assert (code, out) == (1, "")
        assert err.startswith("Not allowed")
