"""`fctui borough`: the synthetic borough's agency files, with their truth."""

import argparse
import sys
import time
from pathlib import Path

from fctui.cli.arguments import Commands
from fctui.cli.progress import Line
from store.errors import Told


class FilesThere(Told):
    """Files of these names lie there, and may be an agency's own."""

    title = "Files of these names are already there"
    sentence = "{} is there, and no truth.csv of a made-up borough lies beside it. Nothing was written."
    advice = "Name another folder for --out, or move away what is there."


def add(commands: Commands) -> None:
    parser = commands.add_parser("borough", help="write a synthetic borough's agency files, with truth.csv")
    parser.add_argument("--people", type=int, default=10_000, metavar="N", help="how many people (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same bytes (%(default)s)")
    parser.add_argument(
        "--noise", type=_noise, default=1.0, metavar="F", help="multiplies the rate of every kind of dirt (%(default)s)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where the files go; replaces an earlier borough's"
    )
    parser.set_defaults(run=run)


def _noise(text: str) -> float:
    noise = float(text)
    if not 0 <= noise <= 100:
        raise argparse.ArgumentTypeError("a number from 0 to 100")
    return noise


def run(args: argparse.Namespace) -> None:
    from fctui.borough import write

    replaced = _replaced(args.out)
    started = time.perf_counter()
    progress = Line()
    summary = write(args.people, args.seed, args.out, progress, noise=args.noise)
    progress.finish()
    if replaced:
        print("The files of an earlier made-up borough were replaced.", file=sys.stderr)
    for written in summary.files:
        print(f"{written.rows:>9,} rows  {written.path}")
    seconds = time.perf_counter() - started
    print(f"{args.people:,} made-up people, seed {args.seed}, in {seconds:.1f} s. The truth is in truth.csv.")


def _replaced(out: Path) -> bool:
    """Whether an earlier borough lies there. FilesThere if it could be agencies' own files that would be lost."""
    from fctui.borough.agencies import FEEDS

    there = [out / name for name in (*(feed.file for feed in FEEDS), "feeds.json") if (out / name).exists()]
    if there and not (out / "truth.csv").exists():
        raise FilesThere(there[0])
    return bool(there)
