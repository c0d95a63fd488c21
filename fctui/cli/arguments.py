"""How commands are described: what most of them take, and numbers and days as they are typed."""

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The commands that there are, or the acts of one of them."""

_MOST_DIGITS = 18  # of a number that the database can hold


def acts_of(commands: Commands, name: str, says: str) -> Commands:
    """Add a command that is nothing but its acts."""
    return commands.add_parser(name, help=says).add_subparsers(title="acts", metavar="ACT", required=True)


Run: TypeAlias = Callable[[argparse.Namespace], int | None]
"""What a command does, by what was typed; its exit code where that is not 0."""


def act(commands: Commands, name: str, says: str, run: Run) -> argparse.ArgumentParser:
    """Add an act, or a command without acts, for which somebody signs in."""
    parser = commands.add_parser(name, help=says, description=says)
    sign_in_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def default_hub() -> Path:
    """Where this account's hub lies unless `--hub` says otherwise."""
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_DATA_HOME")
    try:
        return Path(base or Path.home() / ".local" / "share") / "family-context"
    except RuntimeError:  # this account has no home, as in a container
        return Path("family-context")


def hub_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--hub DIR` to a command; the top of the command line holds the default."""
    parser.add_argument(
        "--hub",
        type=Path,
        default=argparse.SUPPRESS,  # a command's own default would overwrite `fctui --hub DIR command`
        metavar="DIR",
        help=f"the hub's directory ({default_hub()})",
    )


def sign_in_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--hub`, `--login` and `--password-file`."""
    hub_argument(parser)
    parser.add_argument("--login", help="who signs in (asked for when left out)")
    password_argument(parser)


def password_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--password-file`, for schedulers and scripts; a person is asked instead."""
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help="read the password from the first line of FILE, or of standard input if FILE is '-'",
    )


def json_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--json`, for programs that read the answer."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def number(text: str) -> int:
    """The number of a record, delivery or case, as the type of an argument."""
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from the lists")


def day(text: str) -> date:
    """A date, as the type of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-06-08") from None
