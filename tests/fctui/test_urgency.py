"""A delivery from the command line gives way to whoever searches on the same host."""

import os
import subprocess
import sys

import pytest

from store.vault.process import LESS_URGENT


@pytest.mark.skipif(sys.platform == "win32", reason="ranks are Unix's")
@pytest.mark.parametrize(("command", "below"), [("import", LESS_URGENT), ("inbox", LESS_URGENT), ("find", 0)])
def test_only_a_delivery_is_ranked_below_other_programs(command: str, below: int) -> None:
    code = (
        "import atexit, os, sys; atexit.register(lambda: print('rank', os.nice(0)));"
        f"sys.argv = ['fctui', '{command}', '--help']; from fctui.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"rank {min(os.nice(0) + below, 19)}"
