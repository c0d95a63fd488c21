"""What is asked of the person at the keyboard: hub, login, password, and numbers and days on the command line.

Never an argument or the environment for a secret.
"""

import argparse
import getpass
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import Told
from store.vault.files import open_to_others

if TYPE_CHECKING:
    from store.session import Session


_MOST_DIGITS = 18  # of a number that the database can hold


class NoPassword(Told):
    """A password is needed and there is nobody to ask."""


def default_hub() -> Path:
    """Where this account's hub lies unless `--hub` says otherwise."""
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_DATA_HOME")
    return Path(base or Path.home() / ".local" / "share") / "family-context"


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


def read_password(args: argparse.Namespace, prompt: str) -> str:
    """Return the password from `--password-file` or, hidden, from the terminal."""
    if args.password_file == "-":  # noqa: S105 — the sign for standard input
        return sys.stdin.readline().rstrip("\r\n")
    if args.password_file:
        try:
            path = Path(args.password_file)
            if path.is_file() and open_to_others(path.resolve()):
                print(f"Others on this computer can read {path}: chmod 600 {path}", file=sys.stderr)
            with path.open(encoding="utf-8") as lines:
                return lines.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as trouble:
            raise NoPassword(
                "No password",
                f"The password file {args.password_file} could not be read.",
                "Check its path and that it is plain text you may read.",
            ) from trouble
    if not sys.stdin.isatty():
        raise NoPassword(
            "No password",
            "There is no terminal to ask for the password at.",
            "Give --password-file FILE, or --password-file - to read it from standard input.",
        )
    return getpass.getpass(prompt)


def asked(prompt: str) -> str:
    """Return a line that is typed, or the next of standard input; the prompt never mixes with what is printed.

    Raises:
        EOFError: there is none.
    """
    print(prompt, end="", file=sys.stderr, flush=True)
    return input().strip()


def sign_in(args: argparse.Namespace) -> "Session":
    """Open the hub that `args` names and sign in to it."""
    from fctui.demo import open_hub

    hub = open_hub(args.hub)
    login = args.login or asked("Login: ")
    return hub.sign_in(login, read_password(args, "Password: "))
