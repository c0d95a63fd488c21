"""`fctui feed thresholds`: when a feed's deliveries wait for a second person."""

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, json_argument
from fctui.cli.asking import sign_in

if TYPE_CHECKING:
    from store.records.thresholds import Threshold


def add(acts: Commands) -> None:
    parser = act(acts, "thresholds", "when a feed's deliveries wait for a second person: show or set", run)
    parser.add_argument("code", metavar="CODE", help="which feed")
    parser.add_argument(
        "wanted",
        nargs="*",
        metavar="NAME=VALUE",
        help="set one: rows-fall=30%%, new-ids=off, quarantined=default; without any the feed's are shown",
    )
    json_argument(parser)


def run(args: argparse.Namespace) -> None:
    """Set what was typed, and print what counts from now on."""
    from store.records import thresholds

    wanted: dict[str, str] = {}
    for said in args.wanted:
        name, equals, value = said.partition("=")
        if not equals:
            raise thresholds.WrongThreshold(f"{said!r} is not NAME=VALUE.")
        wanted[name.strip()] = value.strip()
    with closing(sign_in(args)) as session:
        standing = thresholds.change(session, args.code, wanted) if wanted else thresholds.standing(session, args.code)
    if args.json:
        print(json.dumps(standing))
    else:
        for one, value in standing.items():
            print(f"{one:<12} {_said(one, value):>5}  {one.words}")


def _said(one: "Threshold", value: float | None) -> str:
    if value is None:
        return "off"
    return f"{value:,.0f}" if one == "few" else f"{value:.0%}"
