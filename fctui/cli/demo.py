"""`fctui demo`: a synthetic borough, built and opened; no password."""

import argparse
from pathlib import Path

from fctui.cli.app import draw
from fctui.cli.arguments import Commands, default_hub
from fctui.cli.progress import Line

PEOPLE = 2_000
SEED = 7


def add(commands: Commands) -> None:
    parser = commands.add_parser("demo", help="look around in a made-up borough; no password")
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help="how many people (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="which borough (%(default)s)")
    parser.add_argument(
        "--dir",
        type=Path,
        default=default_hub().with_name("family-context-demo"),
        metavar="DIR",
        help="where it is kept (%(default)s)",
    )
    parser.add_argument("--build-only", action="store_true", help="build it, do not open the app")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the demonstration if need be and open the app on it."""
    from fctui.demo import open_demo

    progress = Line()
    demo = open_demo(args.dir, args.people, args.seed, progress)
    progress.finish()
    if args.build_only:
        print(f"The demonstration is ready in {args.dir}.")
        return 0
    from fctui.app import FamilyContext

    return draw(FamilyContext(demo.hub, demo=demo))
