"""`fctui borough`: the synthetic borough's agency files, with their truth."""

import argparse
import time
from pathlib import Path

from fctui.cli.arguments import Commands
from fctui.cli.progress import Line


def add(commands: Commands) -> None:
    parser = commands.add_parser("borough", help="write a synthetic borough's agency files, with truth.csv")
    parser.add_argument("--people", type=int, default=10_000, metavar="N", help="how many people (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same bytes (%(default)s)")
    parser.add_argument(
        "--noise", type=_noise, default=1.0, metavar="F", help="multiplies the rate of every kind of dirt (%(default)s)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")
    parser.set_defaults(run=run)


def _noise(text: str) -> float:
    noise = float(text)
    if not 0 <= noise <= 100:
        raise argparse.ArgumentTypeError("a number from 0 to 100")
    return noise


def run(args: argparse.Namespace) -> None:
    from fctui.borough import write

    started = time.perf_counter()
    progress = Line()
    summary = write(args.people, args.seed, args.out, progress, noise=args.noise)
    progress.finish()
    for written in summary.files:
        print(f"{written.rows:>9,} rows  {written.path}")
    seconds = time.perf_counter() - started
    print(f"{args.people:,} made-up people, seed {args.seed}, in {seconds:.1f} s. The truth is in truth.csv.")
