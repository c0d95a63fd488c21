"""`fctui`: sign in and work."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.arguments import default_hub
from store.errors import Told

if TYPE_CHECKING:
    from fctui.app import FamilyContext


class NoTerminal(Told):
    """The app was started where no key can be pressed, or where what it draws, people's names, would go into a file."""

    title = "No terminal"
    sentence = "The app needs a terminal to draw on and keys to read. Nothing was opened."
    advice = "Start it at a terminal, without < or | or >. For programs: fctui find --json, fctui inbox, fctui import."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--hub", type=Path, default=default_hub(), metavar="DIR", help="the hub's directory (%(default)s)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from fctui.app import FamilyContext
    from fctui.demo import open_hub

    return draw(FamilyContext(open_hub(args.hub)))


def draw(program: "FamilyContext") -> int:
    """Run the app until it is left and return the exit code.

    Raises:
        NoTerminal: input, output or errors, on which Textual draws, do not go to one.
    """
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NoTerminal
    program.run()
    return program.return_code or 0
