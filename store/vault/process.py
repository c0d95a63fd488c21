"""What the program asks of the operating system for itself, once, when it starts (STORE.md §7)."""

import os
import sys

LESS_URGENT = 5  # ranks below: a third of the processor beside a program that wants all of it too
_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Make new files private, leave no memory image after a crash, keep other programs out of this one's.

    On Windows only the first applies, and there the profile's rights already do it.
    """
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def stand_in_for_closed() -> None:
    """Read nothing and write nowhere where standard input, output or errors were closed by whoever started the program.

    Else the next file opened, one of the hub's, has their number, and a child writes into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


def give_way() -> None:
    """Let other programs go first where there are too few processors: a delivery is less urgent than a call.

    Not on Windows, where a program keeps the rank that the Task Scheduler gave it.
    """
    if sys.platform != "win32":
        os.nice(LESS_URGENT)
