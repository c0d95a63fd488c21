"""`fctui settings`: an administrator switches search by telephone, and the ledger says who did."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fctui.cli import run
from store.permissions import May
from store.session import Session
from tests.accounts import PASSWORD

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fctui(hub: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `fctui settings ...`; returns exit code, standard output, standard error."""
    del hub
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")

    def command(*argv: str, login: str = "ada") -> tuple[int, str, str]:
        signing = ("--hub", str(tmp_path / "hub"), "--login", login, "--password-file", str(password))
        code = run(["settings", *argv, *signing])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_search_by_telephone_is_switched_and_recorded(fctui: Run, admin: Session) -> None:
    assert fctui("show") == (0, "phone-search   off  people are found by telephone number\n", "")
    assert fctui("phone-search", "on") == (0, "Search by telephone number is on.\n", "")
    assert json.loads(fctui("show", "--json")[1]) == {"phone-search": True}
    assert fctui("phone-search", "off")[0] == 0
    with admin.reading(May.AUDIT) as connection:
        rows = connection.execute(
            "select subject, json_extract(detail, '$.to') from ledger where action = 'setting changed' order by seq"
        ).fetchall()
    assert rows == [("phone-search", "on"), ("phone-search", "off")]


def test_only_an_administrator_switches(fctui: Run) -> None:
    for login in ("ofi", "sue"):
        code, out, err = fctui("phone-search", "on", login=login)
        assert (code, out) == (1, "")
        assert err.startswith("Not allowed")
