"""`fctui`: sign in and work."""

import argparse
from pathlib import Path

from fctui.cli.asking import default_hub


def add(parser: argparse.ArgumentParser) -> None:
    """The app opens when no command is named."""
    parser.add_argument(
        "--hub", type=Path, default=default_hub(), metavar="DIR", help="the hub's directory (%(default)s)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the hub's sign-in screen."""
    from fctui.app import FamilyContext
    from fctui.demo import open_hub

    program = FamilyContext(open_hub(args.hub))
    program.run()
    return program.return_code or 0
