"""The command line: one module per command; each adds its arguments and runs with what was typed.

Exit codes: 0 done, 1 refused or failed with a sentence on standard error, 2 wrong usage. A command that returns nothing
is done.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from fctui.cli import (
    account,
    app,
    borough,
    check,
    delivery,
    demo,
    feed,
    find,
    held,
    importing,
    inbox,
    init,
    link,
    report,
    reuse,
    settings,
    shield,
    weights,
)
from store.errors import Told

COMMANDS = (
    demo,
    init,
    account,
    feed,
    importing,
    inbox,
    held,
    reuse,
    delivery,
    report,
    find,
    link,
    weights,
    shield,
    settings,
    borough,
    check,
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """What was typed stands in it: with `*` a file's name, which its sender chose."""
        from importers.values.cells import clean

        super().error(clean(message))


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; without a command the app opens."""
    top = _Parser(
        prog="fctui", description="Family Context: which services already know this person, and whom to ring."
    )
    app.add(top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top


def run(argv: Sequence[str]) -> int:
    """Parse `argv`, run its command and return the exit code."""
    args = parser().parse_args(argv)
    try:
        return args.run(args) or 0
    except Told as told:
        from importers.values.cells import clean

        for words in filter(None, (f"{told.title}. {told.sentence}", told.advice)):
            print(clean(words), file=sys.stderr)  # a file's name may stand in them, and a terminal obeys what it hides
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was changed by the step that was running.", file=sys.stderr)
        return 1
