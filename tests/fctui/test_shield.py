"""`fctui shield`: setting, reviewing and lifting protection from the command line (R16, R21, R22, R28)."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from matching.lookup.search import Lookup
from store import accounts
from store.disclosure import overriding, view
from store.disclosure.wording import spoken_date
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.session import Session
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.fctui.conftest import Typed


@pytest.fixture
def shield(village_hub: Path, template: Template, typed: Typed) -> Typed:
    """Run `fctui shield …`, answering its questions."""
    with closing(sign_in(Hub.open(village_hub, fixed_clock), template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
        accounts.set_roles(admin, "sue", [Role.LEAD])

    return lambda *argv, login="pat", says="": typed(village_hub, login, "shield", *argv, says=says)


@pytest.fixture
def officer(village_hub: Path, template: Template) -> Session:
    session = sign_in(Hub.open(village_hub, fixed_clock), template.keys, "ofi")
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    return session


def spoken(day: date) -> str:
    return spoken_date(day.isoformat())


def found(officer: Session) -> list[int]:
    return [hit.person for hit in Lookup(officer).find("amelia smith").hits]


def test_a_shield_from_first_to_last(shield: Typed, officer: Session) -> None:
    amelia = found(officer)[0]
    says = "threats\nJ Bell, Brent CSC\n"
    code, out, err = shield("set", str(amelia), "--level", "existence", says=says)
    assert code == 0, err
    today = datetime.now(UTC).date()
    assert f"1. existence is hidden; review by {spoken(today + timedelta(days=183))}" in out
    assert f"Set by Pat Petrov on {spoken(today)}: threats. J Bell, Brent CSC answers for it." in out
    assert f"SMITH, Amelia, 14 March 2013 (person {amelia})" in out
    assert amelia not in found(officer)
    code, _, err = shield("review", "1")
    assert (code, "This takes a second person." in err) == (1, True)
    soon = today + timedelta(days=30)
    code, out, _ = shield("review", "1", "--review-on", soon.isoformat(), login="sue")
    assert (code, f"review by {spoken(soon)}" in out) == (0, True)
    code, out, _ = shield("lift", "1", says="safe\n")
    assert (code, "still stands" in out) == (0, True)
    assert "Pat Petrov asks for it to be lifted" in shield("list")[1]
    code, out, _ = shield("lift", "1", login="sue", says="agreed\n")
    assert (code, out.splitlines()[-1].endswith("Shield 1 is lifted.")) == (0, True)
    assert shield("list")[1] == "Nobody is protected.\n"
    assert found(officer)[0] == amelia
    officer.close()


def test_an_emergency_needs_a_reason_alone_and_is_listed_as_json(shield: Typed, officer: Session) -> None:
    amelia = found(officer)[0]
    code, out, _ = shield("set", str(amelia), "--level", "place", "--emergency", "--json", says="fled last night\n")
    assert code == 0
    [made] = json.loads(out)["shields"]
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert made["shield"] | {"level": 1, "emergency": True, "review_on": tomorrow.isoformat()} == made["shield"]
    assert [one["person"] for one in made["people"]] == [amelia]
    officer.close()


def test_two_identities_are_kept_apart_until_another_lead_ends_it(shield: Typed, officer: Session) -> None:
    """R20"""
    amelia, sarah = found(officer)[0], Lookup(officer).find("sarah smith").hits[0].person
    assert shield("kept-apart")[1] == "Nobody is kept apart.\n"
    code, out, _ = shield("keep-apart", str(amelia), str(sarah), says="adopted\n")
    assert (code, "Kept apart from now on, as number" in out) == (0, True)
    listed = shield("kept-apart")[1]
    assert f"set by Pat Petrov on {spoken(datetime.now(UTC).date())}: adopted" in listed
    assert f"(person {amelia})" in listed
    assert f"(person {sarah})" in listed
    [one] = json.loads(shield("kept-apart", "--json")[1])["kept_apart"]
    assert "This takes a second person." in shield("end-apart", str(one["id"]))[2]
    assert shield("end-apart", str(one["id"]), login="sue")[0] == 0
    assert shield("kept-apart")[1] == "Nobody is kept apart.\n"
    officer.close()


def test_alerts_and_their_end(shield: Typed, village_hub: Path, template: Template, officer: Session) -> None:
    amelia = found(officer)[0]
    shield("set", str(amelia), "--level", "existence", says="threats\nJ Bell\n")
    assert "No protected record" in shield("alerts")[1]
    with closing(sign_in(Hub.open(village_hub, fixed_clock), template.keys, "pat")) as lead:
        lead.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
        overriding.override(lead, amelia, "child at risk now", "C-1041")
        assert view.person(lead, amelia).banner.title == "SMITH, Amelia"
    assert shield("alerts", login="sue")[1].startswith("1. Pat Petrov opened a restricted record on 15 June 2026")
    assert shield("seen", "1")[0] == 1
    assert shield("seen", "1", login="sue")[:2] == (0, "Alert 1 is noted as looked into.\n")
    officer.close()


def test_closed_mode_and_who_may(shield: Typed, officer: Session) -> None:
    sarah = [hit.person for hit in Lookup(officer).find("sarah smith").hits]
    assert sarah
    assert shield("closed-mode", "Brent", "on")[1] == "Officers of Brent may now search children only.\n"
    assert not set(sarah) & {hit.person for hit in Lookup(officer).find("sarah smith").hits}
    assert shield("closed-mode", "Atlantis", "on")[0] == 1
    assert shield("closed-mode", "Brent", "off")[1] == "Officers of Brent may now search anybody.\n"
    for act in (("list",), ("set", "1", "--level", "place"), ("closed-mode", "Brent", "on")):
        code, _, err = shield(*act, login="ofi", says="x\ny\n")
        assert (code, "Not allowed." in err) == (1, True)
    officer.close()


@pytest.mark.parametrize(
    "argv",
    [("set", "9" * 30, "--level", "place"), ("review", "-1"), ("seen", "one"), ("review", "1", "--review-on", "x")],
)
def test_what_is_no_number_or_date_is_wrong_usage(shield: Typed, argv: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as wrong:
        shield(*argv)
    assert wrong.value.code == 2
