"""`fctui held`, `fctui reuse`, `fctui feed thresholds`, `fctui import --try`, from the command line."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from importers.delivering.trial import AUTO
from store.hub import Hub
from tests.accounts import sign_in
from tests.conftest import Template
from tests.fctui.conftest import Typed
from tests.importers.deliveries import PEOPLE, deliver, feed
from tests.importers.test_holds import people
from tests.importers.test_reuse import AMELIA, JOSEPH


@pytest.fixture
def fctui(hub: Hub, template: Template, tmp_path: Path, typed: Typed) -> Typed:
    """Run `fctui …` on a hub that knows a hundred people."""
    with closing(sign_in(Hub.open(hub.directory), template.keys, "ada")) as admin:  # by today's clock, as the command's
        feed(admin)
        deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + people(range(100)), as_of=admin.today())
        today = admin.today().isoformat()

    def command(*argv: str, login: str = "ada", says: str = "") -> tuple[int, str, str]:
        dated = ("--feed", "BRENT-CSC", "--as-of", today) if argv[0] == "import" else ()
        return typed(hub.directory, login, *argv, *dated, says=says)

    return command


@pytest.fixture
def half(tmp_path: Path) -> str:
    """A file with half of the people."""
    path = tmp_path / "half.csv"
    path.write_text(PEOPLE + AMELIA + people(range(50)))
    return str(path)


def test_a_held_delivery_is_listed_and_released_by_another(fctui: Typed, half: str) -> None:
    assert fctui("held", "list")[1] == "No delivery waits for a second person.\n"
    code, _, err = fctui("import", half)
    assert (code, "waits for a second person" in err, "fctui held release 1" in err) == (1, True, True)
    listed = fctui("held", "list", login="pat")[1]
    assert all(word in listed for word in ("BRENT-CSC", "half.csv", "brought by Ada Adeyemi", "ROWS_FALL"))
    (waiting,) = json.loads(fctui("held", "list", "--json", login="pat")[1])["held"]
    assert (waiting["rows"], waiting["state"]) == (51, "waiting")
    assert fctui("held", "release", "1", "--reason", "mine")[0] == 1, "rule 13: somebody else"
    code, out, _ = fctui("held", "release", "1", "--reason", "asked the agency", login="pat")
    assert (code, "Released and delivered: 51 of 51 rows" in out) == (0, True)


def test_what_a_supervisor_releases_an_administrator_delivers(fctui: Typed, half: str) -> None:
    fctui("import", half)
    code, out, err = fctui("held", "release", "1", login="sue", says="asked the agency\n")
    assert "Reason, without anybody's name: " in err, "as the pages ask (rule 13)"
    assert (code, out.startswith("Released. An administrator delivers it")) == (0, True)
    assert "released by Sue Sandhu, not delivered yet" in fctui("held", "list")[1]
    assert json.loads(fctui("held", "list", "--json")[1])["held"][0]["reason"] == "asked the agency"
    assert fctui("import", half)[0] == 0
    assert fctui("held", "list")[1] == "No delivery waits for a second person.\n"


def test_a_held_delivery_is_rejected(fctui: Typed, half: str) -> None:
    fctui("import", half)
    for unsaid in (("--reason", " "), ()):
        code, _, err = fctui("held", "reject", "1", *unsaid, login="pat", says="\n")
        assert (code, "says why" in err) == (1, True)
    code, out, _ = fctui("held", "reject", "1", login="pat", says="sent twice\n")
    assert (code, out) == (0, "Rejected: half.csv of Social care. The file was left where it is.\n")
    for number in ("1", "9"):
        assert fctui("held", "release", number, "--reason", "asked", login="pat")[0] == 1


def test_a_files_name_is_shown_as_letters(fctui: Typed, half: str, tmp_path: Path) -> None:
    """Who drops a file chooses its name: it must not retitle a window or write a clipboard."""
    path = Path(half).rename(tmp_path / "half\x1b]52;c;ZXZpbA==\x07.csv")
    fctui("import", str(path))
    for told in (fctui("held", "list")[1], fctui("held", "reject", "1", "--reason", "sent twice")[1]):
        assert "half]52;c;ZXZpbA==.csv" in told
        assert told.replace("\n", "").isprintable()


@pytest.mark.parametrize("number", ["-1", "one", "9" * 40])
def test_what_is_no_number_of_a_list_is_wrong_usage(
    fctui: Typed, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as wrong:
        fctui("held", "reject", number)
    assert wrong.value.code == 2
    assert "is not a number from the lists" in capsys.readouterr().err or number == "-1"


def test_a_number_that_stands_for_somebody_else_is_answered(fctui: Typed, tmp_path: Path) -> None:
    assert fctui("reuse", "list", login="pat")[1] == "No number stands for somebody else than before.\n"
    path = tmp_path / "b.csv"
    path.write_text(PEOPLE + JOSEPH + people(range(100)))
    assert fctui("import", str(path))[0] == 0
    listed = fctui("reuse", "list", login="pat")[1]
    assert "BRENT-CSC  71\n  known as  Amelia Smith, 2013-03-14\n  now said  Okonkwo, Joseph" in listed
    assert fctui("reuse", "answer", "BRENT-CSC", "reused", login="pat", says="72\n")[0] == 1
    assert fctui("reuse", "answer", "BRENT-CSC", "reused", login="pat", says="71\n")[0] == 0


def test_thresholds_are_shown_set_and_put_back(fctui: Typed, half: str) -> None:
    shown = fctui("feed", "thresholds", "BRENT-CSC")[1]
    assert "rows-fall      20%" in shown
    assert "rows-fall      60%" in fctui("feed", "thresholds", "BRENT-CSC", "rows-fall=60%")[1]
    assert fctui("import", half)[0] == 0
    told = json.loads(fctui("feed", "thresholds", "BRENT-CSC", "rows-fall=default", "new-ids=off", "--json")[1])
    assert (told["rows-fall"], told["new-ids"]) == (0.2, None)
    for wrong in ("rows-fall", "shoes=3", "rows-fall=many"):
        assert fctui("feed", "thresholds", "BRENT-CSC", wrong)[0] == 1, wrong


def test_a_dry_run_tries_it_all_and_takes_it_back(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(PEOPLE + AMELIA + people(range(100)) + JOSEPH.replace("71", "72"))
    code, out, _ = fctui("import", str(path), "--dry-run", "--try")
    assert (code, "To come: joining people known: 0 records, new people: 1" in out) == (0, True)
    assert out.endswith("Dry run: nothing was stored.\n")
    told = json.loads(fctui("import", str(path), "--dry-run", "--try", "--json")[1])
    assert told["to_come"]["new_people"] == 1, "nothing was kept of the first trial"


def test_to_try_is_no_delivery(fctui: Typed, tmp_path: Path) -> None:
    """Whoever tries a file does not mean to deliver it: with `--dry-run` forgotten it was in the hub."""
    path = tmp_path / "b.csv"
    path.write_text(PEOPLE + AMELIA + people(range(100)) + JOSEPH.replace("71", "72"))
    code, out, _ = fctui("import", str(path), "--try")
    assert (code, out.endswith("Dry run: nothing was stored.\n")) == (0, True)
    assert "Delivered: " in fctui("import", str(path))[1], "it was not there"


def test_what_a_dry_run_of_many_records_leaves_out_is_said(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(PEOPLE + AMELIA + people(range(100, 100 + AUTO + 1)))
    out = fctui("import", str(path), "--dry-run")[1]
    assert "Links and cases to come were not looked for: more than 2,000 records would change. Add --try." in out
    assert "To come: " not in out
    assert json.loads(fctui("import", str(path), "--dry-run", "--json")[1])["to_come"] is None
