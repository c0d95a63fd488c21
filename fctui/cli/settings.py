"""`fctui settings`: what the hub's administrators switch on or off for everybody."""

import argparse
import json
from contextlib import closing

from fctui.cli.asking import sign_in, sign_in_arguments


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands."""
    parser = commands.add_parser("settings", help="what is switched on in this hub")
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    show = acts.add_parser("show", help="every setting and whether it is on")
    sign_in_arguments(show)
    show.add_argument("--json", action="store_true", help="print one JSON object")
    show.set_defaults(run=run_show)
    phones = acts.add_parser("phone-search", help="let people be found by telephone number, or no longer")
    phones.add_argument("switch", choices=["on", "off"])
    sign_in_arguments(phones)
    phones.set_defaults(run=run_phones)


def run_show(args: argparse.Namespace) -> int:
    """Print the settings."""
    from store import settings

    with closing(sign_in(args)) as session:
        standing = settings.standing(session)
    if args.json:
        print(json.dumps(standing))
    else:
        for setting, on in standing.items():
            print(f"{setting:<14} {'on' if on else 'off':<4} {setting.words}")
    return 0


def run_phones(args: argparse.Namespace) -> int:
    """Switch search by telephone."""
    from store import settings

    with closing(sign_in(args)) as session:
        settings.switch(session, settings.Setting.PHONE_SEARCH, on=args.switch == "on")
    print(f"Search by telephone number is {args.switch}.")
    return 0
