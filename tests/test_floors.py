"""The floors hold at run time too: the lower ones never load the terminal, and help loads nothing heavy."""

import json
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import pytest


def _loaded_after(statement: str) -> set[str]:
    program = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement",
    [
        "import store.hub, store.disclosure.view, store.check",
        "import matching.deciding.review, matching.lookup.search",
        "import importers.delivering.delivery, importers.unattended.inbox",
    ],
)
def test_lower_floors_never_load_the_terminal(statement: str) -> None:
    loaded = _loaded_after(statement)
    assert not {"textual", "rich"} & loaded
    assert not any(name.split(".")[0] in {"screens", "fctui"} for name in loaded)


def test_the_sign_in_form_waits_for_nothing_that_only_a_delivery_or_a_search_needs() -> None:
    loaded = _loaded_after("import fctui.demo, fctui.app, screens.sign_in")
    assert not {"pydantic", "numpy", "rapidfuzz", "store.records"} & loaded


def test_scoring_is_pure() -> None:
    loaded = _loaded_after("import matching.scoring.compare, matching.scoring.weights, matching.scoring.explain")
    assert not any(name.split(".")[0] in {"store", "sqlcipher3"} for name in loaded)


MAPPED = [
    *("importers", "importers.bare", "importers.checking", "importers.columns", "importers.delivering"),
    *("importers.reading", "importers.reports", "importers.unattended"),
    *("matching", "matching.linkage", "matching.lookup", "matching.scoring"),
    *("store", "store.disclosure", "store.records", "store.vault"),
]
"""Packages whose first lines name everything in them. Elsewhere a page, a command or a value goes by its own name."""


@pytest.mark.parametrize("package", ["fctui", "screens", *MAPPED])
def test_the_rooms_that_a_package_names_are_there(package: str) -> None:
    named = re.findall(r"`(\w+)`", import_module(package).__doc__ or "")
    assert named
    assert [room for room in named if find_spec(f"{package}.{room}") is None] == []


@pytest.mark.parametrize("package", MAPPED)
def test_a_reader_finds_every_room_in_the_first_lines(package: str) -> None:
    floor = import_module(package)
    named = set(re.findall(r"`(\w+)`", floor.__doc__ or ""))
    assert {module.name for module in iter_modules(floor.__path__)} - named == set()


def test_the_command_line_starts_light() -> None:
    loaded = _loaded_after("import fctui.cli; fctui.cli.parser()")
    assert not {"numpy", "textual", "rapidfuzz", "pydantic"} & loaded
