"""What is waited for before a call: from the command to the sign-in form, and from the password to the first screen.

    make bench-start ARGS='--runs 20 --json out.json'

The real program on a pseudo-terminal, started anew each time, in a hub whose passwords cost what STORE.md §2.3 wants;
wall time until the words are painted. The first run, which may have to read the program from the disk, is not counted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from store import accounts
from store.hub import Hub
from store.permissions import Role
from store.vault.kdf import MIB, Cost
from tests.accounts import AREA, PASSWORD
from tests.benchmarks.linkage_report import Line, Part
from tests.fctui.test_terminal import Terminal

COST = Cost(256 * MIB, 3, 4)
QUIT = "\x11"  # ctrl+q


def main() -> None:
    """Start and sign in so many times, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        hub = Path(scratch) / "hub"
        made = Hub.create(hub, login="ada", name="Ada", password=PASSWORD, area=AREA, cost=COST).hub
        admin = made.sign_in("ada", PASSWORD)
        accounts.add(admin, "pat", "Pat", PASSWORD, frozenset({Role.OFFICER}))
        admin.close()
        starts, sign_ins = zip(*[start(hub) for _ in range(options.runs + 1)][1:], strict=True)
    part = Part(f"{options.runs} starts on a terminal, seconds")
    for what, took, goal in (("start to sign-in form", starts, 0.35), ("sign-in to first screen", sign_ins, 1.2)):
        part.lines.append(Line(f"{what}, median", median(took), f"≤ {goal}"))
        part.lines.append(Line(f"{what}, best", min(took)))
        part.lines.append(Line(f"{what}, worst", max(took)))
    part.show()
    if options.json:
        options.json.write_text(json.dumps([part.plain()], indent=1), encoding="utf-8")


def start(hub: Path) -> tuple[float, float]:
    """Seconds from the command to the form, and from Enter to the first screen."""
    began = perf_counter()
    terminal = Terminal("--hub", str(hub))
    try:
        terminal.wait_for("Password")
        form = perf_counter() - began
        terminal.press(f"pat\r{PASSWORD}")
        terminal.wait_for("•" * len(PASSWORD))
        began = perf_counter()
        terminal.press("\r")
        terminal.wait_for("Say first who is calling")
        signed_in = perf_counter() - began
        terminal.press(QUIT)
        terminal.ends()
    finally:
        terminal.process.kill()
    return form, signed_in


if __name__ == "__main__":
    main()
