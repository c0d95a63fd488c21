"""`fctui init`: a new hub, its first administrator, and the recovery code that is shown once."""

import argparse
import sys

from fctui.cli.arguments import Commands, hub_argument, password_argument
from fctui.cli.asking import asked, read_password
from store.errors import Told


class NotTheSame(Told):
    """The password and its repeat differ."""

    title = "The two passwords differ"
    sentence = "What was typed the second time is not the same as the first."
    advice = "Nothing was made or changed. Run the command again."


def add(commands: Commands) -> None:
    parser = commands.add_parser("init", help="make a new hub: keys, database, first administrator")
    hub_argument(parser)
    parser.add_argument("--area", help="the area the hub serves, such as Brent (asked for when left out)")
    parser.add_argument("--login", help="the first administrator's login (asked for when left out)")
    parser.add_argument("--name", help="the first administrator's name (asked for when left out)")
    password_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    from store.hub import Hub

    Hub.check_new(args.hub)
    area = args.area or asked("Area the hub serves (such as Brent): ")
    login = args.login or asked("Login of the first administrator: ")
    name = args.name or asked("Full name of the first administrator: ")
    password = choose_password(args.password_file, login, name)
    created = Hub.create(args.hub, login=login, name=name, password=password, area=area)
    print(f"The hub for {area} is ready in {args.hub}.")
    print(f"{name} signs in as {login!r}, as hub admin.")
    print_recovery_code(created.recovery_code)
    print("Next, each with --hub and the directory above:")
    print("    fctui account add    officers and supervisors: an administrator does not search")
    print("    fctui                sign in; n on the board connects an agency's first file")


def print_recovery_code(code: str) -> None:
    print()
    print("Recovery code. It is shown once and stored nowhere. Print it, split it between")
    print("two managers, and keep both halves apart. Whoever holds it whole can open the")
    print("hub without a password: `fctui account recover LOGIN` gives that account a new")
    print("one. Then close this window: whoever scrolls back in it reads the code.")
    print()
    print(f"    {code}")
    print()


def choose_password(file: str | None, login: str, name: str, option: str = "--password-file") -> str:
    """Offer a generated passphrase first, else take one's own; both are typed twice. A file (`option` named it) or
    standard input says it once.

    Raises:
        NotTheSame: the repeat differs.
        store.errors.Told: the password is weak; the sentence says why.
    """
    from store.vault.passwords import check_password, generate_passphrase

    if file or not sys.stdin.isatty():
        return read_password(file, "", option)
    offered = generate_passphrase()
    print("A good password is four random words. This one was made for you just now:")
    print(f"\n    {offered}\n")
    print("Write it down, or choose your own of 15 characters or more. Pasting works.")
    print("Close this window when you are done: whoever scrolls back in it reads the words.")
    first = read_password(file, "Password: ", option)
    check_password(first, login=login, name=name)
    if read_password(file, "The same again: ", option) != first:
        raise NotTheSame
    return first
