"""`fctui delivery`: list, show, take back, refused rows, merged ids, redaction from the command line."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from store.hub import Hub
from tests.accounts import sign_in
from tests.conftest import Template
from tests.fctui.conftest import Typed
from tests.importers.deliveries import PEOPLE, deliver, feed
from tests.importers.test_rolling_back import AMELIA, THOMAS, ZARA

BROKEN = ZARA.replace("22/12", "31/02")


@pytest.fixture
def fctui(hub: Hub, template: Template, tmp_path: Path, typed: Typed) -> Typed:
    """Run `fctui delivery …` on a hub with two deliveries."""
    with closing(sign_in(Hub.open(hub.directory), template.keys, "ada")) as admin:  # by today's clock, as the command's
        feed(admin)
        deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + THOMAS, as_of=admin.today())
        deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA + THOMAS + BROKEN, as_of=admin.today())

    return lambda *argv, login="pat", says="": typed(hub.directory, login, "delivery", *argv, says=says)


def test_listed_shown_and_taken_back_after_a_yes(fctui: Typed) -> None:
    code, out, _ = fctui("list", "BRENT-CSC")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["2", "1"]
    assert fctui("show", "1")[0] == 1, "others came since"
    code, out, _ = fctui("show", "2")
    assert code == 0
    assert "Nothing is deleted" in out
    assert fctui("roll-back", "2", says="no\n")[0] == 1
    code, out, _ = fctui("roll-back", "2", says="yes\n")
    assert (code, "Taken back" in out) == (0, True)
    assert "TAKEN BACK" in fctui("list", "BRENT-CSC")[1]
    told = json.loads(fctui("list", "BRENT-CSC", "--json")[1])
    assert [one["state"] for one in told["deliveries"]] == ["rolled_back", "committed"]
    code, _, err = fctui("roll-back", "2", "--yes")
    assert (code, "before" in err) == (1, True)
    assert fctui("roll-back", "1", "--yes", "--with-later")[0] == 0


def test_refused_rows_listed_and_waived(fctui: Typed) -> None:
    assert "delivery 2, row 3 (line 4), id 72: DOB_IMPOSSIBLE" in fctui("quarantine", "BRENT-CSC")[1]
    assert len(json.loads(fctui("quarantine", "BRENT-CSC", "--json")[1])["waiting"]) == 1
    assert fctui("waive", "BRENT-CSC", "2", says="\n")[0] == 1
    assert fctui("waive", "BRENT-CSC", "2", says="rung the agency\n")[0] == 0
    assert "No refused row" in fctui("quarantine", "BRENT-CSC")[1]


@pytest.mark.parametrize("argv", [("merge-ids", "BRENT-CSC", "73", "71"), ("redact", "BRENT-CSC", "73")])
def test_no_agency_s_id_is_an_argument_that_other_programs_could_read(fctui: Typed, argv: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as wrong:
        fctui(*argv)
    assert wrong.value.code == 2


def test_ids_merged_and_an_id_redacted_by_two(fctui: Typed) -> None:
    assert "one person" in fctui("merge-ids", "BRENT-CSC", says="73\n71\n")[1]
    assert "Redaction 1 waits" in fctui("redact", "BRENT-CSC", login="ada", says="73\ncourt order\n")[1]
    assert "id 73: court order" in fctui("redactions")[1]
    assert fctui("carry-out", "1", login="sue", says="no\n")[0] == 1
    assert fctui("carry-out", "1", "--yes", login="sue")[0] == 0
    assert "No redaction waits" in fctui("redactions")[1]
