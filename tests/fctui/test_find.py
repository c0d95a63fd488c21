"""`fctui find`: a look-up from the command line keeps every rule that the app's look-up keeps (R23, F18)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.hub import Hub
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.fctui.conftest import Typed

CALL = ("--purpose", "s47", "--caller", "Jo Caller", "--organisation", "Ashfield School", "--reference", "CALL-7")

Log = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def find(village_hub: Path, typed: Typed) -> Typed:
    """Run `fctui find …`."""
    return lambda *argv, login="ofi", call=CALL, says="": typed(village_hub, login, "find", *argv, *call, says=says)


@pytest.fixture
def log(village_hub: Path, template: Template) -> Log:
    """What the audit log says since the village was delivered: action, subject, detail."""

    def read() -> list[tuple[str, str, str]]:
        reader = sign_in(Hub.open(village_hub, fixed_clock), template.keys, "pat")
        with reader.reading_audit() as connection:
            rows = connection.execute(
                "select action, subject, detail from audit where account = 'ofi' order by seq"
            ).fetchall()
        reader.close()
        return rows

    return read


def test_one_look_up_is_one_enquiry_in_the_audit_log(find: Typed, log: Log) -> None:
    code, out, err = find("amelia smith 14 mar 13")
    assert (code, err) == (0, "")
    assert "Names amelia smith in any order, born 14 March 2013" in out
    assert " 1. SMITH, Amelia; born 14 Mar 2013 (" in out
    assert "NHS 485 777 3457" in out
    assert "    exact" in out
    assert "! Somebody alike is in this list" in out
    assert out.startswith("! "), "overdue feeds are told before anything is relied on (R6)"
    assert "! Brent Housing data is " in out
    actions = [action for action, _, _ in log()]
    assert actions == ["signed in", "enquiry opened", "searched", "enquiry closed", "signed out"]
    opened, searched = log()[1:3]
    assert opened[1] == "s47"
    assert json.loads(opened[2]) == {
        "caller": "Jo Caller", "organisation": "Ashfield School", "reference": "CALL-7",
    }  # fmt: skip
    assert json.loads(searched[2])["typed"] == "amelia smith 14 mar 13"


def test_json_says_the_same_as_one_object(find: Typed) -> None:
    code, out, _ = find("grace mensah", "--json")
    said = json.loads(out)
    assert (code, said["state"], said["more"]) == (0, "found", False)
    (hit,) = said["hits"]
    assert (hit["family"], hit["band"], hit["why"]) == ("Okafor", "exact", "former name *Mensah*")
    assert any(words.startswith("Brent Housing data is") for words in said["overdue"])


def test_nobody_found_is_explained_and_is_no_failure(find: Typed) -> None:
    code, out, _ = find("zzyzx 1 may 1999")
    assert code == 0
    assert "No people found in the data supplied. They may still be known to services." in out
    assert "Tried: " in out
    assert "Data: Mental health (Brent Health): this hub holds no data from it" in out
    assert "not known" not in out


@pytest.mark.parametrize(
    ("text", "says"),
    [("s", "give another letter"), ("31 feb 2013", "31 February 2013 is not a date"), ("", "Nothing was typed")],
)
def test_too_little_to_search_by_is_said(find: Typed, log: Log, text: str, says: str) -> None:
    code, out, _ = find(text)
    assert code == 1
    assert says in out
    assert [action for action, _, _ in log()][-2:] == ["enquiry closed", "signed out"]


def test_no_search_without_caller_and_reference(find: Typed, log: Log, capsys: pytest.CaptureFixture[str]) -> None:
    """R23; what is not on the command line is asked for."""
    call = ("--purpose", "s47", "--caller", "Jo", "--organisation", " ", "--reference", "1")
    code, out, err = find("smith", call=call)
    assert (code, out) == (1, "")
    assert "the caller's organisation" in err
    assert [action for action, _, _ in log()] == ["signed in", "signed out"]
    with pytest.raises(SystemExit) as wrong:
        find("smith", call=("--purpose", "curiosity", "--reference", "1"))
    assert wrong.value.code == 2
    assert "curiosity" in capsys.readouterr().err
    answers = "Jo Caller\nAshfield School\namelia smyth\n"
    code, out, err = find("-", call=("--purpose", "s47", "--reference", "1"), says=answers)
    assert code == 0
    assert "SMYTH, Amelia" in out
    assert err == "Caller's name: Caller's organisation: Who: "
    assert json.loads(log()[-4][2])["organisation"] == "Ashfield School"


def test_who_may_not_search_is_refused_and_the_enquiry_closed(find: Typed) -> None:
    code, out, err = find("smith", login="ada")
    assert (code, out) == (1, "")
    assert err.startswith("Not allowed")


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07 smith", "smi\u202eth", "smith \udcff", "case 1\x9b2J", "[bold]jo"])
def test_nothing_that_a_terminal_obeys_is_printed(find: Typed, text: str) -> None:
    for argv in ((text,), (text, "--json")):
        code, out, _ = find(*argv)
        assert code in (0, 1)
        assert out.replace("\n", "").isprintable()


@pytest.mark.parametrize("reader_gone", [False, True])
def test_no_letter_and_no_reader_breaks_it(village_hub: Path, password_file: Path, reader_gone: bool) -> None:
    """A pipe of Windows cannot say every letter; `| head` reads only the first lines."""
    signing = ("--hub", str(village_hub), "--login", "ofi", "--password-file", str(password_file))
    reading, writing = os.pipe()
    if reader_gone:
        os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "fctui", "find", "Иван", *signing, *CALL],
        stdout=writing, stderr=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (int(reader_gone), b"")
    if not reader_gone:
        with os.fdopen(reading, "rb") as printed:
            assert rb"Family or given name \u0438\u0432\u0430\u043d" in printed.read()
