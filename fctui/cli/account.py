"""`fctui account`: who may sign in."""

import argparse
from contextlib import closing

from fctui.cli.asking import hub_argument, read_password, sign_in, sign_in_arguments
from fctui.cli.init import choose_password, print_recovery_code
from store.permissions import Role


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands."""
    parser = commands.add_parser("account", help="add, change and list the people who may sign in")
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    new = acts.add_parser("add", help="a new account")
    sign_in_arguments(new)
    new.add_argument("--new-login", required=True, metavar="LOGIN", help="the new account's login")
    new.add_argument("--name", required=True, help="the person's full name")
    _role_argument(new)
    new.add_argument("--new-password-file", metavar="FILE", help="the new account's password; asked for when left out")
    new.set_defaults(run=run_add)
    roles = acts.add_parser("roles", help="replace an account's roles")
    sign_in_arguments(roles)
    roles.add_argument("who", metavar="LOGIN")
    _role_argument(roles)
    roles.set_defaults(run=run_roles)
    for act, words in (("disable", "no longer let someone sign in"), ("enable", "let someone sign in again")):
        change = acts.add_parser(act, help=words)
        sign_in_arguments(change)
        change.add_argument("who", metavar="LOGIN")
        change.set_defaults(run=run_state, act=act)
    reset = acts.add_parser("reset", help="give someone a new password")
    sign_in_arguments(reset)
    reset.add_argument("who", metavar="LOGIN")
    reset.add_argument("--new-password-file", metavar="FILE", help="the new password; asked for when left out")
    reset.set_defaults(run=run_reset)
    recover = acts.add_parser(
        "recover", help="a new password by the hub's recovery code, when no administrator can help"
    )
    hub_argument(recover)
    recover.add_argument("who", metavar="LOGIN")
    recover.add_argument("--code-file", metavar="FILE", help="the recovery code; asked for when left out")
    recover.add_argument("--new-password-file", metavar="FILE", help="the new password; asked for when left out")
    recover.set_defaults(run=run_recover)
    listing = acts.add_parser("list", help="who may sign in, with which roles")
    sign_in_arguments(listing)
    listing.set_defaults(run=run_list)


def _role_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        help="officer, admin, supervisor, lead or loader (fctui inbox); repeat it for several",
    )


def run_add(args: argparse.Namespace) -> int:
    """Add an account."""
    from store import accounts

    roles = frozenset(Role(role) for role in args.role)
    with closing(sign_in(args)) as session:
        accounts.add(session, args.new_login, args.name, _new_password(args, args.new_login, args.name), roles)
    print(f"{args.name} may now sign in as {args.new_login!r}: {', '.join(sorted(roles))}.")
    return 0


def run_roles(args: argparse.Namespace) -> int:
    """Replace an account's roles."""
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.set_roles(session, args.who, frozenset(Role(role) for role in args.role))
    print(f"{args.who!r} is now {', '.join(sorted(set(args.role)))}.")
    return 0


def run_state(args: argparse.Namespace) -> int:
    """Disable or enable an account."""
    from store import accounts

    change = accounts.disable if args.act == "disable" else accounts.enable
    with closing(sign_in(args)) as session:
        change(session, args.who)
    print(f"{args.who!r} may {'no longer' if args.act == 'disable' else 'again'} sign in.")
    return 0


def run_reset(args: argparse.Namespace) -> int:
    """Give an account a new password."""
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.reset_password(session, args.who, _new_password(args, args.who, args.who))
    print(f"{args.who!r} has a new password. Tell it to nobody else.")
    return 0


def run_recover(args: argparse.Namespace) -> int:
    """Give an account a new password by the recovery code, and show the code that takes its place."""
    from fctui.demo import open_hub

    hub = open_hub(args.hub)
    code = read_password(argparse.Namespace(password_file=args.code_file), "Recovery code: ")
    print_recovery_code(hub.recover(code, args.who, _new_password(args, args.who, args.who)))
    print(f"{args.who!r} has a new password. The code used now opens nothing any more.")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print the accounts."""
    from store import accounts

    with closing(sign_in(args)) as session:
        listed = accounts.listing(session)
    for account in listed:
        print(f"{account.login:<16} {account.name:<28} {account.state:<9} {', '.join(sorted(account.roles))}")
    return 0


def _new_password(args: argparse.Namespace, login: str, name: str) -> str:
    asked = argparse.Namespace(password_file=args.new_password_file)
    return choose_password(asked, login, name)
