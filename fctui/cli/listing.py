"""What the commands that list something print: a line or more for each, without anything that a terminal would obey."""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

One = TypeVar("One")
Lines = Callable[[One], Sequence[str]]


def show(found: Sequence[One], lines: Lines[One], none: str) -> None:
    """Print each thing's lines; `none` where there is nothing."""
    from screens.text import plain

    for line in [line for one in found for line in lines(one)] or [none]:
        print(plain(line))


def show_or_json(
    args: argparse.Namespace,
    name: str,
    found: Sequence[One],
    lines: Lines[One],
    none: str,
    as_json: Callable[[Any], dict[str, Any]] = asdict,
) -> None:
    """The same, or with `--json` one object that holds the list under this name."""
    if args.json:
        print(json.dumps({name: [as_json(one) for one in found]}))
    else:
        show(found, lines, none)
