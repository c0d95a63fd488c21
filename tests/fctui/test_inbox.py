"""`fctui report`, and `fctui inbox` as a scheduler runs it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fctui.cli import run
from tests.accounts import PASSWORD

Run = Callable[..., tuple[int, str, str]]
CSV = "Last Name,First Name,Date of Birth,CMS No,NHS No,Address\n"


@pytest.fixture
def fctui(village_hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the village's hub as `login`; returns exit code, standard output, standard error."""
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")

    def command(*argv: str, login: str = "ada") -> tuple[int, str, str]:
        code = run([*argv, "--hub", str(village_hub), "--login", login, "--password-file", str(password)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_report_is_written_where_the_admin_says(fctui: Run, tmp_path: Path) -> None:
    path = tmp_path / "june.csv"
    path.write_text(CSV + "Novak,Eva,31/02/2015,7100,,\nNowak,Ada,2015-03-02,7101,123,\n")
    assert fctui("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12")[0] == 0
    (tmp_path / "out").mkdir()
    code, out, err = fctui("report", "1", "--out", str(tmp_path / "out"))
    assert (code, err) == (0, "")
    table, page = sorted((tmp_path / "out").iterdir())
    assert str(table) in out
    assert str(page) in out
    code, _, err = fctui("report", "1", "--out", str(tmp_path / "out"))
    assert code == 1
    assert "was left as it is" in err
    code, _, err = fctui("report", "999", "--out", str(tmp_path / "out"))
    assert code == 1
    assert "no delivery with the number 999" in err
