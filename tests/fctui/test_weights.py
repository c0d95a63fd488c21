"""`fctui weights` as two supervisors use it: show, propose, preview, approve."""

import json
from pathlib import Path

import pytest

from tests.fctui.conftest import Typed


@pytest.fixture
def fctui(village_hub: Path, typed: Typed) -> Typed:
    """Run `fctui weights …`."""
    return lambda *argv, login="sue": typed(village_hub, login, "weights", *argv)


def test_two_supervisors_change_the_thresholds(fctui: Typed) -> None:
    code, out, _ = fctui("show")
    assert code == 0
    assert "Version 1 is in force since 2026-06-15" in out
    assert "Approved by: shipped with the program." in out
    code, out, _ = fctui("propose", "--join", "80", "--keep", "70")
    assert code == 0
    assert "join from 80 bits, keep down to 70" in out
    code, out, _ = fctui("preview", "1", login="pat")
    assert code == 0
    assert "Links that would appear: 0" in out
    assert ": no longer with Amelia SMITH in " in out
    assert "Nothing was changed. Another supervisor than Sue Sandhu puts it in force:" in out
    token = out.split("--token ")[1].split()[0]
    code, _, err = fctui("approve", "1", "--token", token)
    assert code == 1
    assert "Nobody approves weights that they proposed themselves" in err
    code, _, err = fctui("approve", "1", "--token", "another", login="pat")
    assert code == 1
    assert err.startswith("The preview is out of date")
    code, out, _ = fctui("approve", "1", "--token", token, login="pat")
    assert code == 0
    assert out.startswith("Version 2 is in force.")
    assert "Proposed by Sue Sandhu (thresholds), approved by Pat Petrov." in fctui("show")[1]
    assert fctui("preview", "1")[0] == 1


def test_every_act_prints_one_json_object(fctui: Typed) -> None:
    shown = json.loads(fctui("show", "--json")[1])
    assert shown["waiting"] == []
    join = shown["standing"]["thresholds"]["join"]
    made = json.loads(fctui("propose", "--join", str(join + 100), "--json")[1])
    assert made["thresholds"]["join"] == join + 100
    seen = json.loads(fctui("preview", str(made["id"]), "--json", login="pat")[1])
    assert {"appear", "vanish", "token", "cases_opened", "people_after"} <= seen.keys()
    done = json.loads(fctui("approve", str(made["id"]), "--token", seen["token"], "--json", login="pat")[1])
    assert (done["version"], done["links_vanish"]) == (2, len(seen["vanish"]))


def test_a_proposal_is_withdrawn(fctui: Typed) -> None:
    fctui("propose", "--join", "80", "--keep", "70")
    made = json.loads(fctui("propose", "--join", "80", "--json")[1])
    code, out, _ = fctui("withdraw", "1", login="pat")
    assert (code, out) == (0, "Proposal 1 (thresholds) by Sue Sandhu is withdrawn. Nothing else is changed.\n")
    assert json.loads(fctui("withdraw", "2", "--json")[1]) == made
    assert "Nothing is proposed." in fctui("show")[1]
    code, _, err = fctui("withdraw", "1")
    assert code == 1
    assert err.startswith("No such proposal")


def test_what_cannot_be_is_refused_with_a_sentence(fctui: Typed) -> None:
    for argv, login, says in (
        (("show",), "ofi", "Not allowed"),
        (("propose", "--keep", "99"), "sue", "These thresholds do not work"),
        (("train",), "sue", "Too little to learn from"),
        (("preview", "7"), "sue", "No such proposal"),
    ):
        code, out, err = fctui(*argv, login=login)
        assert (code, out) == (1, "")
        assert err.startswith(says)
