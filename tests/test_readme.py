"""The README leads to what is there: its pictures are those that the tests hold the screens to, its commands exist."""

import argparse
import re
from pathlib import Path
from urllib.parse import unquote

from fctui.cli import parser

README = Path(__file__).parents[1] / "README.md"


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = [unquote(place) for place in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text("utf-8"))]
    assert pictures, "the README shows no screen"
    assert [place for place in pictures if not (README.parent / place).is_file()] == []


def acts_of(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands that stand below this one, by name."""
    below = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(below[0].choices) if below else {}


def test_every_command_of_the_readme_is_there() -> None:
    lines = [told.split("#")[0] for told in re.findall(r"^    fctui (\S.*)$", README.read_text("utf-8"), re.M)]
    assert len(lines) > 15, "the README shows no commands"
    for line in lines:
        reached = [parser()]
        for word in re.sub(r'"[^"]*"', "TEXT", line).split():
            names = word.split("|")
            if acts := acts_of(reached[0]):
                if names[0].startswith("-") or names[0] == "DIR":
                    continue  # options of the app itself
                assert set(names) <= acts.keys(), line
                reached = [acts[name] for name in names]
        for option in re.findall(r"--[a-z-]+", line):
            assert any(option in action.option_strings for one in reached for action in one._actions), (line, option)
