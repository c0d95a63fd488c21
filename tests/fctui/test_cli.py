"""The command line as a person or a scheduler uses it: what it prints, what it refuses, how it ends."""

import io
import json
from functools import partial
from pathlib import Path

import pytest

from fctui.cli import run
from store.audit import Action
from tests.accounts import PASSWORD, SignIn
from tests.fctui.conftest import Typed
from tests.importers.workbooks import Day, workbook
from tests.village import FILES

CSV = "Last Name,First Name,Date of Birth,CMS No,NHS No,Address\n"


@pytest.fixture
def fctui(village_hub: Path, typed: Typed) -> Typed:
    """Run a command on the village's hub."""
    return lambda *argv, login="ada": typed(village_hub, login, *argv)


def test_a_hub_from_nothing(tmp_path: Path, typed: Typed, password_file: Path) -> None:
    jo = partial(typed, tmp_path / "new" / "hub", "jo")
    new = ("init", "--area", "Brent", "--name", "Jo Bell")
    code, out, _ = jo(*new)
    assert (code, "Recovery code" in out, PASSWORD in out) == (0, True, False)
    officer = ("account", "add", "--new-login", "ash", "--name", "Ash Rai", "--role", "officer")
    assert jo(*officer, "--new-password-file", str(password_file))[0] == 0
    assert jo("feed", "load", str(FILES / "feeds.json"))[0] == 0
    code, out, _ = jo("feed", "list")
    assert (code, "nothing delivered yet" in out) == (0, True)
    code, out, _ = jo("check")
    assert (code, "✗" in out) == (0, False)
    code, _, err = jo(*new)
    assert (code, "Traceback" in err) == (1, False)


def test_the_recovery_code_opens_the_hub_once(tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    hub = tmp_path / "hub"
    printed = _printed_code(typed(hub, "jo", "init", "--area", "Brent", "--name", "Jo Bell")[1])
    (tmp_path / "code").write_text(printed + "\n")
    (tmp_path / "other").write_text("copper lantern bison uphill\n")
    secrets = ["--code-file", str(tmp_path / "code"), "--new-password-file", str(tmp_path / "other")]
    recover = ["account", "recover", "jo", "--hub", str(hub), *secrets]
    assert run(recover) == 0
    assert _printed_code(capsys.readouterr().out) != printed
    listing = ["account", "list", "--hub", str(hub), "--login", "jo"]
    assert run([*listing, "--password-file", str(tmp_path / "other")]) == 0
    assert typed(hub, "jo", "account", "list")[0] == 1
    assert run(recover) == 1
    assert "code" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("missing", "act"),
    [
        ("--new-password-file", ("add", "--new-login", "ash", "--name", "Ash Rai", "--role", "officer")),
        ("--new-password-file", ("reset", "ofi")),
        ("--password-file", ("list", "--password-file", "")),
    ],
)
def test_without_a_terminal_the_option_that_is_missing_is_named(
    village_hub: Path, password_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    missing: str, act: tuple[str, ...],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO())
    signing = ("--hub", str(village_hub), "--login", "ada", "--password-file", str(password_file))
    assert run(["account", act[0], *signing, *act[1:]]) == 1
    assert f"Give {missing} FILE, or {missing} -" in capsys.readouterr().err


def test_without_a_terminal_the_recovery_codes_option_is_named_and_then_the_passwords(
    village_hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "code").write_text("AAAA\n")
    recover = ["account", "recover", "ada", "--hub", str(village_hub)]
    assert run(recover) == 1
    assert "Give --code-file FILE" in capsys.readouterr().err
    assert run([*recover, "--code-file", str(tmp_path / "code")]) == 1
    assert "Give --new-password-file FILE" in capsys.readouterr().err


def _printed_code(said: str) -> str:
    lines = said.splitlines()
    return lines[next(at for at, line in enumerate(lines) if line.startswith("Recovery code")) + 5].strip()


def test_a_weak_password_is_refused_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weak = tmp_path / "weak"
    weak.write_text("password1\n")
    hub = tmp_path / "hub"
    new = ["init", "--hub", str(hub), "--area", "Brent", "--login", "jo", "--name", "Jo Bell"]
    assert run([*new, "--password-file", str(weak)]) == 1
    assert "15" in capsys.readouterr().err
    assert not hub.exists()


def test_a_wrong_password_and_an_unknown_login_sound_the_same(
    village_hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the password at all\n")
    said = []
    for login in ("ada", "nobody"):
        assert run(["check", "--hub", str(village_hub), "--login", login, "--password-file", str(wrong)]) == 1
        said.append(capsys.readouterr().err)
    assert said[0] == said[1]


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_a_password_file_that_others_can_read_is_said(fctui: Typed, password_file: Path, mode: int) -> None:
    password_file.chmod(mode)
    code, _, err = fctui("feed", "list")
    assert (code, "Others on this computer can read" in err) == (0, mode == 0o644)


def test_a_name_that_a_terminal_would_obey_is_not_printed(fctui: Typed, tmp_path: Path) -> None:
    name = str(tmp_path / "\x1b]0;gone\x07.csv")
    code, out, err = fctui("import", name, "--feed", "BRENT-CSC", "--as-of", "2026-06-12")
    assert (code, out, "gone" in err) == (1, "", True)
    assert err.replace("\n", "").isprintable()


def test_a_command_that_is_refused_signs_out_too(fctui: Typed, villager: SignIn) -> None:
    assert fctui("account", "disable", "nobody")[0] == 1
    with villager("sue").reading_audit() as log:
        [(action,)] = log.execute("select action from audit where account = 'ada' order by seq desc limit 1")
    assert action == Action.SIGNED_OUT


def test_import_prints_one_json_object(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text(CSV + 'Smith,Amelia,14/03/2013,7001,4857773457,"12 Acacia Road, Wembley, HA0 2AB"\n'
                    "Duty Team,,,7900,,\n")  # fmt: skip
    code, out, _ = fctui("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12", "--json")
    assert code == 0
    told = json.loads(out)
    assert {"rows", "accepted", "warnings", "quarantined", "ignored", "links", "cases", "new_people", "seconds",
            "columns", "issues"} <= told.keys()  # fmt: skip
    assert (told["rows"], told["accepted"], told["quarantined"], told["new_people"]) == (2, 1, 1, 0)
    assert told["columns"]["NHS No"] == "nhs_number"
    assert sum(told["issues"].values()) >= 1


def test_a_dry_run_stores_nothing_and_the_same_file_twice_is_refused(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text(CSV + "Novak,Eva,2015-02-03,7100,,\n")
    delivering = ("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12")
    code, out, _ = fctui(*delivering, "--dry-run")
    assert code == 0
    assert "Of the feed's people: 1 new, 0 changed, 0 unchanged, 6 no longer in the file, 0 returning." in out
    code, out, _ = fctui(*delivering)
    assert code == 0
    assert "new people: 1" in out
    code, _, err = fctui(*delivering)
    assert code == 1
    assert "Ada Adeyemi delivered exactly this file" in err


def test_a_sheet_of_a_workbook_is_delivered(fctui: Typed, tmp_path: Path) -> None:
    headings = ["Last Name", "First Name", "Date of Birth", "CMS No"]
    rows = [headings, ["Novak", "Eva", Day(42038), 7100], ["Nowak", "Ada", Day(42039), 7101]]
    path = workbook(tmp_path / "book.xlsx", Codes=[["a", "b", "c"], ["x", "y", "z"]], Clients=rows)
    delivering = ("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12", "--json")
    assert fctui(*delivering, "--sheet", "Nobody")[0] == 1
    code, out, err = fctui(*delivering, "--sheet", "Clients")
    assert code == 0
    told = json.loads(out)
    assert (told["rows"], told["accepted"], told["columns"]["Date of Birth"]) == (2, 2, "date_of_birth")
    assert "Only the sheet “Clients” is read; the workbook also has: Codes." in err


def test_a_sheets_name_is_shown_as_letters(fctui: Typed, tmp_path: Path) -> None:
    """U+009B begins a command to the terminal as Esc [ does, and XML allows it."""
    rows = [["Last Name", "First Name", "Date of Birth", "CMS No"], ["Novak", "Eva", Day(42038), 7100]]
    sheets = {"Cl\x9b2Jients": rows, "Co\x9b31m\u202edes": [["a", "b", "c"], ["x", "y", "z"]]}
    path = workbook(tmp_path / "book.xlsx", **sheets)
    code, _, err = fctui("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12", "--dry-run")
    assert (code, "“Cl2Jients” is read; the workbook also has: Co31mdes." in err) == (0, True)
    assert err.replace("\n", "").isprintable()


def test_a_column_can_be_chosen(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Surname,Last Name,First Name,Date of Birth\nNovak,Nowak,Eva,2015-02-03\n")
    delivering = ("import", str(path), "--feed", "BRENT-MH", "--as-of", "2026-06-12")
    code, _, err = fctui(*delivering)
    assert code == 1
    assert "Surname and Last Name" in err
    assert "Say what is open with: --column 'HEADING=FIELD'" in err
    code, _, err = fctui(*delivering, "--column", "Nonsense=given_name")
    assert code == 1
    assert "No such column" in err
    assert fctui(*delivering, "--column", "Surname=")[0] == 0


def test_of_headings_that_stand_twice_the_place_is_named(fctui: Typed, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Surname,First Name,DOB,Mother,DOB\nNovak,Eva,2015-02-03,Ana,1985-02-03\n")
    delivering = ("import", str(path), "--feed", "BRENT-MH", "--as-of", "2026-06-12", "--dry-run")
    code, _, err = fctui(*delivering)
    assert code == 0
    assert "DOB: perhaps date_of_birth (Date of birth). It follows “Mother”" in err
    assert "--column 'column 5=date_of_birth'" in err
    code, _, err = fctui(*delivering, "--column", "DOB=")
    assert code == 1
    assert "2 columns headed 'DOB': column 3 and column 5" in err
    assert fctui(*delivering, "--column", "column 3=", "--column", "column 5=date_of_birth")[0] == 0


@pytest.mark.parametrize(
    ("argv", "login"), [(("feed", "list"), "ofi"), (("account", "list"), "sue"), (("check",), "ofi")]
)
def test_a_role_that_may_not_is_told_so(fctui: Typed, argv: tuple[str, ...], login: str) -> None:
    code, out, err = fctui(*argv, login=login)
    assert code == 1
    assert out == ""
    assert err.startswith("Not allowed")


def test_the_app_opens_at_a_terminal_only(village_hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it draws would else go into a file, and without keys it would never end."""
    assert run(["--hub", str(village_hub)]) == 1
    assert "Start it at a terminal" in capsys.readouterr().err


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["import", "file.csv", "--feed", "X", "--as-of", "yesterday"])
    assert ended.value.code == 2
    assert "not a date" in capsys.readouterr().err


def test_check_finds_a_damaged_page(fctui: Typed, village_hub: Path) -> None:
    path = village_hub / "hub.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 0xFF
    path.write_bytes(data)
    code, out, err = fctui("check")
    assert code == 1
    assert "✗" in out or "damaged" in err


def test_a_borough_replaces_none_but_an_earlier_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The README puts the agencies' real files into a folder of the same name: one of them would have been lost."""
    command = ["borough", "--people", "300", "--out", str(tmp_path)]
    real = tmp_path / "Brent" / "Housing.csv"
    real.parent.mkdir()
    real.write_text("the agency's own")
    assert run(command) == 1
    assert "Nothing was written" in capsys.readouterr().err
    assert (real.read_text(), sorted(tmp_path.iterdir())) == ("the agency's own", [real.parent])
    real.unlink()
    assert run(command) == 0
    assert "replaced" not in capsys.readouterr().err
    assert run([*command, "--seed", "2"]) == 0
    assert "an earlier made-up borough were replaced" in capsys.readouterr().err


def test_the_borough_prints_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["borough", "--people", "300", "--seed", "3", "--out", str(tmp_path / "b")]) == 0
    assert "truth.csv" in capsys.readouterr().out
    assert (tmp_path / "b" / "truth.csv").exists()
