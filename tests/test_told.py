"""Whoever tells of a trouble gives just what its words leave open: a sentence that cannot be made would be a crash."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from store.errors import Told

ROOT = Path(__file__).parents[1]
FLOORS = ("store", "matching", "importers", "screens", "fctui")
MODULES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if path.name != "__main__.py"]


class Anything:
    """Stands for whatever is given."""

    def __getattr__(self, _name: str) -> Anything:
        return self


def told_of(module: ModuleType, path: Path) -> Iterator[tuple[type[Told], int]]:
    """Each trouble that a module makes with the words of its class, and how many things it is given."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            name, given = node.exc.id, 0
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name, given = node.func.id, len(node.args)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, given = node.func.attr, len(node.args)
        else:
            continue
        whole = isinstance(node, ast.Raise) or not node.keywords
        made = getattr(module, name, None)
        if whole and isinstance(made, type) and issubclass(made, Told) and "__init__" not in vars(made):
            yield made, given


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_trouble_is_given_what_its_words_leave_open(path: Path) -> None:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    for told, given in told_of(module, path):
        assert told(*[Anything()] * given).sentence
        if given:
            with pytest.raises(IndexError):
                told(*[Anything()] * (given - 1))
