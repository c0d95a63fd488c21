"""Shut the doors that an environment or a crash could leave open, then run the command."""

import errno
import io
import os
import sys

_NO_ROOM = """No room is left where this writes. What stands there is not whole; what the hub was given before is safe.
Make room, and look what is there before you do it again."""


def main() -> int:
    """Run one command (or the app) and return the exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    # Textual reads these at import: a log of every key, a foreign driver, a screenshot on start.
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = "120"  # halves the wait from key to paint
    os.environ["TEXTUAL_DIM_FACTOR"] = "80"  # at 66 a terminal of 16 colours has yellow on the yellow cursor
    from store.vault.process import give_way, harden, stand_in_for_closed

    stand_in_for_closed()
    harden()
    if sys.argv[1:2] in (["import"], ["inbox"]):
        give_way()
    from fctui import crash

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # no name is lost for want of a letter, as in a Windows pipe
    try:
        from fctui.cli import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:  # while the program reads itself in: nothing has begun
        return 1
    except BrokenPipeError:  # whoever read it wants no more, as `| head`
        _print_no_more()
        return 1
    except Exception as mistake:  # a traceback may quote a name that stood in memory
        full = isinstance(mistake, OSError) and mistake.errno in (errno.ENOSPC, errno.EDQUOT)
        if full:
            _print_no_more()
        sys.stderr.write((_NO_ROOM if full else crash.told(mistake)) + "\n")
        return 1
    return code


def _print_no_more() -> None:
    """What still waits to be printed goes nowhere: else the interpreter trips over it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
