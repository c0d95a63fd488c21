"""Shut the doors that an environment or a crash could leave open, then run the command."""

import os
import sys


def main() -> int:
    """Run one command (or the app) and return the exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    # Textual reads these at import: a log of every key, a foreign driver, a screenshot on start.
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = "120"  # halves the wait from key to paint
    from store.vault.process import harden

    harden()
    from fctui.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
