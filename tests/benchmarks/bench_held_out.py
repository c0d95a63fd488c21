"""Spellings and short forms that the engine's lists were not made from, looked for in a hub of many people.

    python -m tests.benchmarks.bench_held_out HUB TARGETS.json --seed 1

HUB is a scratch hub of `bench_lookup`'s kind, and is written to: for each pair of names_held_out.txt, in both
directions, some people are delivered who bear the one and are typed with the other; their other name and their birth
date are those of people of the hub. Beside them the same hub's people typed with the borough's own lists.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from store.hub import Hub
from store.session import Session
from tests.accounts import PASSWORD, fixed_clock
from tests.benchmarks.lookup_people import KINDS, Target, deliver
from tests.benchmarks.lookup_typing import Seat, found
from tests.matching.people import feed, row

NAMES = Path(__file__).with_name("names_held_out.txt")


@dataclass(frozen=True)
class Pair:
    """recorded is borne, typed is typed; kind as in names_held_out.txt."""

    tongue: str
    kind: str
    recorded: str
    typed: str


def pairs() -> list[Pair]:
    """Each of the file's lines, in both directions."""
    found: list[Pair] = []
    tongue = kind = ""
    for line in NAMES.read_text().splitlines():
        if line.startswith("["):
            tongue, kind = line.strip("[]").rsplit(" ", 1)
        elif line and not line.startswith("#"):
            one, other = line.split()
            found += [Pair(tongue, kind, one, other), Pair(tongue, kind, other, one)]
    return found


def main() -> None:
    """Deliver, then type."""
    options = _options()
    session = Hub.open(options.hub, fixed_clock).sign_in("pat", PASSWORD)
    targets = [Target(**target) for target in json.loads(options.targets.read_text())]
    dice = Random(options.seed)
    borne = _deliver(session, targets, dice, options.bearers)
    seat = Seat(session)
    got: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    missed: dict[str, int] = defaultdict(int)
    for pair, target in borne:
        text = f"{target.given} {pair.typed}" if pair.kind == "f" else f"{pair.typed} {target.family}"
        shown = _found(seat, text.lower(), target)
        for what in ("held out", f"held out {pair.kind}", f"held out {pair.tongue}"):
            got[what].append(shown)
        if not shown[1]:
            missed[f"{pair.recorded}, typed {pair.typed}"] += 1
    for kind in ("nickname", "variant spelling"):
        typed = ((KINDS[kind](target, dice), target) for target in dice.sample(targets, len(targets)))
        for text, target in (one for one in typed if one[0]):
            got[f"old {kind}"].append(_found(seat, text, target))
            if len(got[f"old {kind}"]) == options.searches:
                break
    print(json.dumps({what: _shares(shown) for what, shown in got.items()}, indent=1))
    print(json.dumps({name: times for name, times in missed.items() if times == options.bearers}))
    session.close()


def _deliver(session: Session, targets: list[Target], dice: Random, bearers: int) -> Iterator[tuple[Pair, Target]]:
    """The people of the pairs, as they are recorded, once they are in the hub."""
    asked = [pair for pair in pairs() for _ in range(bearers)]
    others = dice.sample(targets, len(asked))
    names = [
        (other.given, pair.recorded) if pair.kind == "f" else (pair.recorded, other.family)
        for pair, other in zip(asked, others, strict=True)
    ]
    supplied = feed(session)
    rows = (
        row(f"held-out-{dice.random()}", family.title(), given.title(), other.born)
        for (given, family), other in zip(names, others, strict=True)
    )
    deliver(session, supplied, rows)
    for pair, other, (given, family) in zip(asked, others, names, strict=True):
        yield pair, Target(0, given.lower(), family.lower(), family.lower(), other.born)


def _found(seat: Seat, text: str, target: Target) -> tuple[bool, bool]:
    """Whether somebody of the very name is listed for the text, and for the text with the year of birth."""
    _, by_name = found(seat.key(text), target)
    _, with_year = found(seat.key(f"{text} {target.born[:4]}"), target)
    return by_name, with_year


def _shares(shown: list[tuple[bool, bool]]) -> dict[str, float]:
    by_name, with_year = zip(*shown, strict=True)
    return {
        "n": len(shown),
        "by name": round(sum(by_name) / len(shown), 3),
        "with birth year": round(sum(with_year) / len(shown), 3),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hub", type=Path)
    parser.add_argument("targets", type=Path)
    parser.add_argument("--bearers", type=int, default=1, help="people for each pair and direction")
    parser.add_argument("--searches", type=int, default=300, help="people typed with each of the borough's lists")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
