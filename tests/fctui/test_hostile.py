"""What an agency writes, names or drops is printed as letters by every command (domain/9 rule 6, STORE.md §7)."""

from functools import partial
from pathlib import Path

import pytest

from fctui.cli import run
from tests.fctui.conftest import Typed

EVIL = "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202e\u200f\u2028"
HEADINGS = ("Last Name", "First Name", "Date of Birth", "CMS No", "NHS No", "Address", "Service Event Desc", "Ward")


def row(*cells: str) -> str:
    """A row with something to obey in every cell."""
    return ",".join(f'"{cell}\x9b\u202e"' for cell in cells) + "\n"


@pytest.fixture
def fctui(village_hub: Path, typed: Typed) -> Typed:
    """Run a command on the village's hub."""
    return lambda *argv, login="ada", says="": typed(village_hub, login, *argv, says=says)


def printed(fctui: Typed, *argv: str, login: str = "ada", says: str = "") -> tuple[int, str]:
    """How it ended, and whatever it wrote; none of that a terminal obeys."""
    code, out, err = fctui(*argv, login=login, says=says)
    obeyed = [character for character in out + err if character != "\n" and not character.isprintable()]
    assert not obeyed, (argv, obeyed)
    assert "Traceback" not in err
    return code, out + err


def test_no_command_prints_what_a_terminal_obeys(fctui: Typed, village_hub: Path, tmp_path: Path) -> None:
    say = partial(printed, fctui)
    path = tmp_path / f"june{EVIL}.csv"
    people = (
        row("Novak", "Eva", "02/03/2015", "7100", "9434765919", "1 High Road HA9 7RR", "CIN plan", "North"),
        row("Nowak", "Adam", "31/02/2015", "7101", "123", "2 High Road HA9 7RR", "CIN plan", "North"),
        row("Okonkwo", "Joseph", "02/12/1988", "1001", "", "3 High Road HA9 7RR", "CIN plan", "North"),
    )
    path.write_text("".join((row(*HEADINGS), *people)), encoding="utf-8")
    delivering = ("import", str(path), "--feed", "BRENT-CSC", "--as-of", "2026-06-12")
    say(*delivering, "--column", "Nonsense=given_name")
    say(*delivering, "--dry-run", "--try")
    assert say(*delivering)[0] == 0
    assert "june" in say("delivery", "list", "BRENT-CSC")[1]
    say("delivery", "quarantine", "BRENT-CSC")
    assert "june" in say("delivery", "show", "7")[1]
    (tmp_path / "out").mkdir()
    assert say("report", "7", "--values", "--out", str(tmp_path / "out"))[0] == 0
    for written in (tmp_path / "out").iterdir():
        lines = written.read_text(encoding="utf-8-sig").splitlines()
        assert [line for line in lines if not line.isprintable()] == []
    say("feed", "template", "BRENT-CSC")
    say("feed", "values", "BRENT-CSC", f"Service{EVIL} Event Desc", f"CIN{EVIL} plan=open")
    say("reuse", "list", login="sue")
    asked = ("--purpose", "s47", "--reference", f"C-1{EVIL}", "--caller", f"Jo{EVIL}", "--organisation", "Police")
    assert "NOVAK" in say("find", *asked, login="ofi", says="novak\x9b\u202e 2015\n")[1]
    drop = village_hub / "inbox" / "BRENT-CSC"
    drop.mkdir(parents=True)
    (drop / f"2026-06-13{EVIL}.csv").write_text("".join((row(*HEADINGS), *people[:2])), encoding="utf-8")
    say("feed", "dates", "BRENT-CSC", "name")
    assert "2026-06-13]52;" in say("inbox", "--dry-run", "--settle", "0")[1]


def test_what_was_typed_wrongly_is_said_back_as_letters(capsys: pytest.CaptureFixture[str]) -> None:
    """`fctui import *` in a folder into which an agency put a file: its name is an argument too many."""
    for argv in (["import", "a.csv", f"b{EVIL}.csv", "--feed", "X", "--as-of", "2026-06-12"], [f"find{EVIL}"]):
        with pytest.raises(SystemExit):
            run(argv)
        said = capsys.readouterr().err
        assert said.replace("\n", "").isprintable()
