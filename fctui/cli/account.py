"""`fctui account`: who may sign in."""

import argparse
from contextlib import closing

from fctui.cli.arguments import Commands, act, acts_of, hub_argument
from fctui.cli.asking import read_password, sign_in
from fctui.cli.init import choose_password, print_recovery_code
from store.permissions import Role


def add(commands: Commands) -> None:
    acts = acts_of(commands, "account", "add, change and list the people who may sign in")
    new = act(acts, "add", "a new account", run_add)
    new.add_argument("--new-login", required=True, metavar="LOGIN", help="the new account's login")
    new.add_argument("--name", required=True, help="the person's full name")
    _role_argument(new)
    new.add_argument("--new-password-file", metavar="FILE", help="the new account's password; asked for when left out")
    roles = act(acts, "roles", "replace an account's roles", run_roles)
    _role_argument(roles)
    disable = act(acts, "disable", "no longer let someone sign in", run_disable)
    enable = act(acts, "enable", "let someone sign in again", run_enable)
    reset = act(acts, "reset", "give someone a new password", run_reset)
    reset.add_argument("--new-password-file", metavar="FILE", help="the new password; asked for when left out")
    recover = acts.add_parser(
        "recover", help="a new password by the hub's recovery code, when no administrator can help"
    )
    hub_argument(recover)
    recover.add_argument("--code-file", metavar="FILE", help="the recovery code; asked for when left out")
    recover.add_argument("--new-password-file", metavar="FILE", help="the new password; asked for when left out")
    recover.set_defaults(run=run_recover)
    for one in (roles, disable, enable, reset, recover):
        one.add_argument("who", metavar="LOGIN")
    act(acts, "list", "who may sign in, with which roles", run_list)


def _role_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        help="officer, admin, supervisor, lead or loader (fctui inbox); repeat it for several",
    )


def run_add(args: argparse.Namespace) -> None:
    from store import accounts

    roles = frozenset(Role(role) for role in args.role)
    with closing(sign_in(args)) as session:
        accounts.add(session, args.new_login, args.name, _new_password(args, args.new_login, args.name), roles)
    print(f"{args.name} may now sign in as {args.new_login!r}: {', '.join(sorted(roles))}.")


def run_roles(args: argparse.Namespace) -> None:
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.set_roles(session, args.who, frozenset(Role(role) for role in args.role))
    print(f"{args.who!r} is now {', '.join(sorted(set(args.role)))}.")


def run_disable(args: argparse.Namespace) -> None:
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.disable(session, args.who)
    print(f"{args.who!r} may no longer sign in.")


def run_enable(args: argparse.Namespace) -> None:
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.enable(session, args.who)
    print(f"{args.who!r} may again sign in.")


def run_reset(args: argparse.Namespace) -> None:
    from store import accounts

    with closing(sign_in(args)) as session:
        accounts.reset_password(session, args.who, _new_password(args, args.who, args.who))
    print(f"{args.who!r} has a new password. Tell it to nobody else.")


def run_recover(args: argparse.Namespace) -> None:
    """Give an account a new password by the recovery code, and show the code that takes its place."""
    from fctui.demo import open_hub

    hub = open_hub(args.hub)
    code = read_password(args.code_file, "Recovery code: ", "--code-file")
    print_recovery_code(hub.recover(code, args.who, _new_password(args, args.who, args.who)))
    print(f"{args.who!r} has a new password. The code used now opens nothing any more.")


def run_list(args: argparse.Namespace) -> None:
    from store import accounts

    with closing(sign_in(args)) as session:
        listed = accounts.listing(session)
    for account in listed:
        print(f"{account.login:<16} {account.name:<28} {account.state:<9} {', '.join(sorted(account.roles))}")


def _new_password(args: argparse.Namespace, login: str, name: str) -> str:
    return choose_password(args.new_password_file, login, name, "--new-password-file")
