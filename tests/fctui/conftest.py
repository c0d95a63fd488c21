"""The command line as a person or a scheduler uses it: what is typed, what is printed, how it ends."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from fctui.cli import run
from tests.accounts import PASSWORD

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    """Everybody's password, in a file that its owner alone may read."""
    path = tmp_path / "password"
    path.touch(mode=0o600)
    path.write_text(PASSWORD + "\n")
    return path


@pytest.fixture
def typed(password_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Run a command as `login` on the hub in a directory; returns exit code, standard output, standard error."""

    def command(hub: Path, login: str, *argv: str, says: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(says))
        code = run([*argv, "--hub", str(hub), "--login", login, "--password-file", str(password_file)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command
