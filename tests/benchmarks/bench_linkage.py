"""How well, how fast and in how much memory records are linked; Splink on the same rows beside it.

python -m tests.benchmarks.bench_linkage [PART ...] [--json FILE]

Parts: sets (labelled files by the real command), borough (the real import into a real hub, twice: usual and noisier),
million (new records against many, in arrays), hub (the same in an encrypted hub), orders (random orders of files and
rows), training. Without a part: all but hub, which take a quarter of an hour on two idle cores.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import (
    linkage_borough,
    linkage_hub,
    linkage_million,
    linkage_orders,
    linkage_sets,
    linkage_training,
)
from tests.benchmarks.linkage_report import Part

PARTS = ("sets", "borough", "million", "hub", "orders", "training")
USUAL = tuple(part for part in PARTS if part != "hub")


def main() -> None:
    """Measure the chosen parts, print each as it is done, and write JSON if asked."""
    options = _parser().parse_args()
    parts: list[Part] = []
    for name in options.parts or USUAL:
        with tempfile.TemporaryDirectory() as scratch:
            for part in _measured(name, options, Path(scratch)):
                part.show()
                parts.append(part)
    if options.json:
        options.json.write_text(json.dumps([part.plain() for part in parts], indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sets", type=Path, default=linkage_sets.USUAL, metavar="DIR", help="(%(default)s)")
    parser.add_argument("--people", type=int, default=100_000, metavar="N", help="of the borough (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="(%(default)s)")
    parser.add_argument(
        "--noise", type=float, action="append", metavar="F", help="of the borough, repeatable (1 and 2)"
    )
    parser.add_argument("--existing", type=int, default=1_000_000, metavar="N", help="records (%(default)s)")
    parser.add_argument("--new", type=int, default=100_000, metavar="N", help="records (%(default)s)")
    parser.add_argument("--orders", type=int, default=3_000, metavar="N", help="people of that borough (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    return parser


def _measured(name: str, options: argparse.Namespace, scratch: Path) -> Iterator[Part]:
    if name == "sets":
        yield linkage_sets.measure(options.sets, scratch)
    elif name == "borough":
        for place, noise in enumerate(options.noise or (1.0, 2.0)):
            here = scratch / str(place)
            here.mkdir()
            yield linkage_borough.measure(options.people, options.seed + place, noise, here)
    elif name == "million":
        yield linkage_million.measure_arrays(options.existing, options.new, options.seed, scratch)
    elif name == "hub":
        yield linkage_hub.measure(options.existing, options.new, options.seed, scratch)
    elif name == "orders":
        yield linkage_orders.measure(options.orders, options.seed, scratch)
    else:
        yield linkage_training.measure(options.existing, options.seed, scratch)


if __name__ == "__main__":
    main()
