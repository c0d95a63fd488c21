"""`fctui settings`: what the hub's administrators switch on or off for everybody."""

import argparse
import json
from contextlib import closing

from fctui.cli.arguments import Commands, act, acts_of, json_argument
from fctui.cli.asking import sign_in


def add(commands: Commands) -> None:
    acts = acts_of(commands, "settings", "what is switched on in this hub")
    json_argument(act(acts, "show", "every setting and whether it is on", run_show))
    phones = act(acts, "phone-search", "let people be found by telephone number, or no longer", run_phones)
    phones.add_argument("switch", choices=["on", "off"])


def run_show(args: argparse.Namespace) -> None:
    from store import settings

    with closing(sign_in(args)) as session:
        standing = settings.standing(session)
    if args.json:
        print(json.dumps(standing))
    else:
        for setting, on in standing.items():
            print(f"{setting:<14} {'on' if on else 'off':<4} {setting.words}")


def run_phones(args: argparse.Namespace) -> None:
    from store import settings

    with closing(sign_in(args)) as session:
        settings.switch(session, settings.Setting.PHONE_SEARCH, on=args.switch == "on")
    print(f"Search by telephone number is {args.switch}.")
