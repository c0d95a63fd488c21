"""Work done in a child process, so that it can be killed in the middle of it."""

import os
import select
import signal
from collections.abc import Callable
from pathlib import Path

from store.hub import Hub
from store.session import Session
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template


def in_child(hub: Path, template: Template, act: Callable[[Session, Callable[[], None]], None]) -> tuple[int, int]:
    """Run `act` in a child with a session of its own; (its process id, a pipe that it writes to once it begins)."""
    watch, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, watch
    code = 1
    try:
        os.close(watch)
        session = sign_in(Hub.open(hub, fixed_clock), template.keys, "ada")
        act(session, lambda: os.write(tell, b"."))
        code = 0
    finally:
        os._exit(code)


def killed_within(seconds: float, child: int, pipe: int) -> None:
    """Kill a child of `in_child` that long after it began, if it is still there."""
    select.select([pipe], [], [], 20)
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(pipe)
