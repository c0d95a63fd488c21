"""The real program on a real terminal: some faults (a shadowed method, a raw escape) show nowhere else."""

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

from store.audit import Action
from tests.accounts import PASSWORD, SignIn

DEADLINE_S = 60


class Terminal:
    """A child process on a pseudo-terminal of 80x24."""

    def __init__(self, *argv: str, environment: dict[str, str] | None = None) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fctui", *argv],
            stdin=slave, stdout=slave, stderr=slave, close_fds=True, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
        )  # fmt: skip
        os.close(slave)
        self.seen = b""

    def hang_up(self) -> None:
        """The window is closed, and no signal comes."""
        os.close(self.master)

    def wait_for(self, text: str) -> None:
        """Read until `text` has been painted."""
        self.wait_for_match(re.escape(text.encode()))

    def wait_for_match(self, pattern: bytes) -> None:
        """Read until something has been painted that the pattern finds."""
        until = time.monotonic() + DEADLINE_S
        while not re.search(pattern, self.seen):
            assert time.monotonic() < until, f"{pattern!r} was not painted; the last bytes were {self.seen[-600:]!r}"
            if select.select([self.master], [], [], 0.5)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    pytest.fail(f"the program ended; the last bytes were {self.seen[-600:]!r}")

    def press(self, keys: str | bytes) -> None:
        self.seen = b""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def ends(self) -> int:
        """Read what is left and return the exit code."""
        until = time.monotonic() + DEADLINE_S
        while self.process.poll() is None and time.monotonic() < until:
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    break
        os.close(self.master)
        return self.process.wait(timeout=10)


def last_act(villager: SignIn) -> str:
    """What the officer's account did last."""
    with villager("ada").reading_audit() as log:
        (last,) = log.execute("select action from audit where account = 'ofi' order by seq desc limit 1").fetchone()
    return last


@pytest.mark.parametrize(("name", "reversed_"), [("vt220", True), ("xterm-256color", False)])
def test_without_colours_the_cursor_is_seen_by_more_than_boldness(
    village_hub: Path, name: str, reversed_: bool
) -> None:
    terminal = Terminal("--hub", str(village_hub), environment={"TERM": name})
    try:
        terminal.wait_for("Password")
        terminal.press(f"ada\r{PASSWORD}\r")
        terminal.wait_for("Duty desk")
        terminal.press("\x1b[B")
        turned_round = rb"\x1b\[(?:[1-6];)*7[;\d]*m[^\x1b]*[a-z]{3}"
        if reversed_:
            terminal.wait_for_match(turned_round)
        else:
            terminal.wait_for("Duty desk")
            assert not re.search(turned_round, terminal.seen)
        terminal.press("\x11")
        assert terminal.ends() == 0
    finally:
        terminal.process.kill()


def test_sign_in_search_and_quit_on_a_terminal(village_hub: Path) -> None:
    terminal = Terminal("--hub", str(village_hub))
    try:
        terminal.wait_for("Password")
        terminal.press("\x11")  # ctrl+q
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.seen
    finally:
        terminal.process.kill()


def test_a_window_set_to_latin_1_may_write_accents(village_hub: Path) -> None:
    terminal = Terminal("--hub", str(village_hub))
    try:
        terminal.wait_for("Password")
        terminal.press(b"ren\xe9e \x9b\xff")
        terminal.wait_for("renée")
        terminal.press("\x11")
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.seen
    finally:
        terminal.process.kill()


def test_an_escape_within_a_paste_makes_no_keys_of_it(village_hub: Path) -> None:
    """Ctrl+Q in it ended the program; a line's end in it started the call."""
    terminal = Terminal("--hub", str(village_hub))
    try:
        terminal.wait_for("Password")
        terminal.press(f"\x1b[200~zo\x1b{'o' * 20}\x11{'o' * 20}zoe\x1b[201~")
        terminal.wait_for("ozoe")
        terminal.press("\x11")
        assert terminal.ends() == 0
    finally:
        terminal.process.kill()


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM], ids=["window closed", "shut down"])
def test_a_program_that_is_told_to_end_signs_out_first(
    village_hub: Path, villager: SignIn, sent: signal.Signals
) -> None:
    terminal = Terminal("--hub", str(village_hub))
    try:
        terminal.wait_for("Password")
        terminal.press(f"ofi\r{PASSWORD}\r")
        terminal.wait_for("Say first who is calling")
        terminal.process.send_signal(sent)
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.seen
    finally:
        terminal.process.kill()
    assert last_act(villager) == Action.SIGNED_OUT


def test_a_window_that_is_closed_while_a_page_is_painted_ends_the_program(village_hub: Path, villager: SignIn) -> None:
    terminal = Terminal("--hub", str(village_hub))
    try:
        terminal.wait_for("Password")
        terminal.press(f"ofi\r{PASSWORD}\r")
        terminal.wait_for("Say first who is calling")
        terminal.press("\x1bOP" * 40)  # F1: a page comes and goes
        terminal.hang_up()
        assert terminal.process.wait(timeout=DEADLINE_S) == 0
    finally:
        terminal.process.kill()
    assert last_act(villager) == Action.SIGNED_OUT
