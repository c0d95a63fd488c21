"""A mistake in the program prints a reference and nothing that stood in memory."""

import subprocess
import sys

from fctui import crash


def test_the_reference_names_code_and_no_value() -> None:
    try:
        {}["Evie Gallagher"]
    except KeyError as mistake:
        told = crash.told(mistake)
    assert "Gallagher" not in told
    assert "KeyError test_crash:" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 78


def test_no_command_prints_a_traceback() -> None:
    """An argument that is no text cannot come from a shell: argparse trips over it."""
    code = "import sys; sys.argv = ['fctui', 'find', 5]; from fctui.__main__ import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert "What was saved is safe" in " ".join(done.stderr.split())
