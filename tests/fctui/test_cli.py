"""The command line as a person or a scheduler uses it: what it prints, what it refuses, how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fctui.cli import run
from tests.accounts import PASSWORD
from tests.importers.workbooks import Day, workbook
from tests.village import FILES

CSV = "Last Name,First Name,Date of Birth,CMS No,NHS No,Address\n"


@pytest.fixture
def password_file(tmp_path: Path) -> str:
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n")
    return str(path)


@pytest.fixture
def fctui(
    village_hub: Path, password_file: str, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command on the village's hub as `login`; returns exit code, standard output, standard error."""

    def command(*argv: str, login: str = "ada") -> tuple[int, str, str]:
        signing_in = ["--hub", str(village_hub), "--login", login, "--password-file", password_file]
        code = run([*argv, *signing_in])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_hub_from_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], password_file: str) -> None:
    hub = str(tmp_path / "new" / "hub")
    new = ["init", "--hub", hub, "--area", "Brent", "--login", "jo", "--name", "Jo Bell"]
    assert run([*new, "--password-file", password_file]) == 0
    said = capsys.readouterr().out
    assert "Recovery code" in said
    assert PASSWORD not in said
    signing_in = ["--hub", hub, "--login", "jo", "--password-file", password_file]
    officer = ["account", "add", "--new-login", "ash", "--name", "Ash Rai", "--role", "officer"]
    assert run([*officer, *signing_in, "--new-password-file", password_file]) == 0
    assert run(["feed", "load", str(FILES / "feeds.json"), *signing_in]) == 0
    assert run(["feed", "list", *signing_in]) == 0
    assert "nothing delivered yet" in capsys.readouterr().out
    assert run(["check", *signing_in]) == 0
    assert "✗" not in capsys.readouterr().out
    assert run([*new, "--password-file", password_file]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_recovery_code_opens_the_hub_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], password_file: str
) -> None:
    hub = str(tmp_path / "hub")
    new = ["init", "--hub", hub, "--area", "Brent", "--login", "jo", "--name", "Jo Bell"]
    assert run([*new, "--password-file", password_file]) == 0
    printed = _printed_code(capsys.readouterr().out)
    (tmp_path / "code").write_text(printed + "\n")
    (tmp_path / "other").write_text("copper lantern bison uphill\n")
    secrets = ["--code-file", str(tmp_path / "code"), "--new-password-file", str(tmp_path / "other")]
    recover = ["account", "recover", "jo", "--hub", hub, *secrets]
    assert run(recover) == 0
    assert _printed_code(capsys.readouterr().out) != printed
    assert run(["account", "list", "--hub", hub, "--login", "jo", "--password-file", str(tmp_path / "other")]) == 0
    assert run(["account", "list", "--hub", hub, "--login", "jo", "--password-file", password_file]) == 1
    assert run(recover) == 1
    assert "code" in capsys.readouterr().err


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


def test_import_prints_one_json_object(fctui: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
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


def test_a_dry_run_stores_nothing_and_the_same_file_twice_is_refused(
    fctui: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text(CSV + "Novak,Eva,2015-02-03,7100,,\n")
    delivering = ("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12")
    assert fctui(*delivering, "--dry-run")[0] == 0
    code, out, _ = fctui(*delivering)
    assert code == 0
    assert "1 new people" in out
    code, _, err = fctui(*delivering)
    assert code == 1
    assert "Ada Adeyemi delivered exactly this file" in err


def test_a_sheet_of_a_workbook_is_delivered(fctui: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
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


def test_a_column_can_be_chosen(fctui: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Surname,Last Name,First Name,Date of Birth\nNovak,Nowak,Eva,2015-02-03\n")
    delivering = ("import", str(path), "--feed", "BRENT-MH", "--as-of", "2026-06-12")
    code, _, err = fctui(*delivering)
    assert code == 1
    assert "Surname and Last Name" in err
    code, _, err = fctui(*delivering, "--column", "Nonsense=given_name")
    assert code == 1
    assert "No such column" in err
    assert fctui(*delivering, "--column", "Surname=")[0] == 0


@pytest.mark.parametrize(
    ("argv", "login"), [(("feed", "list"), "ofi"), (("account", "list"), "sue"), (("check",), "ofi")]
)
def test_a_role_that_may_not_is_told_so(
    fctui: Callable[..., tuple[int, str, str]], argv: tuple[str, ...], login: str
) -> None:
    code, out, err = fctui(*argv, login=login)
    assert code == 1
    assert out == ""
    assert err.startswith("Not allowed")


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["import", "file.csv", "--feed", "X", "--as-of", "yesterday"])
    assert ended.value.code == 2
    assert "not a date" in capsys.readouterr().err


def test_check_finds_a_damaged_page(fctui: Callable[..., tuple[int, str, str]], village_hub: Path) -> None:
    path = village_hub / "hub.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 0xFF
    path.write_bytes(data)
    code, out, err = fctui("check")
    assert code == 1
    assert "✗" in out or "damaged" in err


def test_the_borough_prints_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["borough", "--people", "300", "--seed", "3", "--out", str(tmp_path / "b")]) == 0
    assert "truth.csv" in capsys.readouterr().out
    assert (tmp_path / "b" / "truth.csv").exists()
