"""The program as a service manager, a container or a broken script starts it: without streams, without a home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CALL = ("--purpose", "s47", "--reference", "C-1", "--caller", "Dana Field", "--organisation", "Brent CSC")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there a program cannot be started without them")


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_closed_stream_is_nothing_to_read_or_write(
    village_hub: Path, password_file: Path, closed: tuple[int, ...]
) -> None:
    """Else the hub's own files would get the numbers 0, 1 and 2, and what is printed would be a mistake."""

    def close() -> None:
        for stream in closed:
            os.close(stream)

    signing = ("--hub", str(village_hub), "--login", "ofi", "--password-file", str(password_file))
    done = subprocess.run(
        [sys.executable, "-m", "fctui", "find", "smith", *signing, *CALL],
        stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=close, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) is (1 not in closed)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full is made by Linux only")
def test_an_answer_that_finds_no_room_is_told_as_that(village_hub: Path, password_file: Path) -> None:
    """It was told as a mistake in the program, with a reference to pass on."""
    signing = ("--hub", str(village_hub), "--login", "ofi", "--password-file", str(password_file))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fctui", "find", "smith", *signing, *CALL],
            stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("No room is left where this writes.")
    assert "mistake" not in done.stderr
    assert "xception" not in done.stderr


def test_an_account_without_a_home_has_the_hub_where_it_stands(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fctui", "check", "--login", "sue"],
        cwd=tmp_path, env={**os.environ, "HOME": "~", "XDG_DATA_HOME": ""}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("There is no hub here.")


def test_stopped_while_it_reads_itself_in_it_says_nothing() -> None:
    """Ctrl-C in the first third of a second met no one, and Python printed where it stood."""
    stopped = """
import sys
from fctui.__main__ import main
class Stop:
    def find_spec(self, name, *_):
        if name == "fctui.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.exit(main())
"""
    done = subprocess.run([sys.executable, "-c", stopped], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
