"""What is asked of the person at the keyboard. A secret is never an argument, and never in the environment."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import Told
from store.vault.files import open_to_others

if TYPE_CHECKING:
    from store.session import Session


class NoPassword(Told):
    """A password is needed and there is nobody to ask."""

    title = "No password"


def read_password(file: str | None, prompt: str, option: str = "--password-file") -> str:
    """Return the password from the file that `option` named or, hidden, from the terminal.

    Raises:
        NoPassword: there is neither, or the file cannot be read.
    """
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if file:
        try:
            path = Path(file)
            if path.is_file() and open_to_others(path.resolve()):
                print(f"Others on this computer can read {path}: chmod 600 {path}", file=sys.stderr)
            with path.open(encoding="utf-8") as lines:
                return lines.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as trouble:
            raise NoPassword(
                sentence=f"The password file {file} could not be read.",
                advice="Check its path and that it is plain text you may read.",
            ) from trouble
    if not sys.stdin.isatty():
        raise NoPassword(
            sentence="There is no terminal to ask at.",
            advice=f"Give {option} FILE, or {option} - to read it from standard input.",
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
    return hub.sign_in(login, read_password(args.password_file, "Password: "))
