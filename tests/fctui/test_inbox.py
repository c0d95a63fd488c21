"""`fctui report`, and `fctui inbox` as a scheduler runs it."""

from pathlib import Path

import pytest

from tests.fctui.conftest import Typed

CSV = "Last Name,First Name,Date of Birth,CMS No,NHS No,Address\n"


@pytest.fixture
def fctui(village_hub: Path, typed: Typed) -> Typed:
    """Run a command on the village's hub."""
    return lambda *argv, login="ada": typed(village_hub, login, *argv)


def test_a_report_is_written_where_the_admin_says(fctui: Typed, tmp_path: Path) -> None:
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
