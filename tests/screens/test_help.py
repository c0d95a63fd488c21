"""Help and the command list: what this program does, in its own words; nothing that every list can do anyway."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import screens
from store.hub import Hub
from tests.accounts import SignIn
from tests.stage import WIDE, on_stage


def _ours(kind: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    for one in kind.__subclasses__():
        if one.__module__.split(".")[0] in ("screens", "fctui"):
            yield one
        yield from _ours(one)


def test_every_key_that_is_named_is_explained() -> None:
    """By its tooltip help and the command list know our keys from those of the framework."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    bare = {
        (one.__name__, binding.key)
        for one in _ours()
        for binding in vars(one).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.description and not binding.tooltip
    }
    assert not bare


async def test_help_and_the_command_list_hold_our_keys_only(hub: Hub, signed_in: SignIn) -> None:
    async with on_stage(hub, signed_in("ada"), WIDE) as stage:
        await stage.press("f1")
        assert "N Connect an agency's new feed" in stage.text
        assert "second person.Files" not in stage.text, "paragraphs do not run into each other"
        for theirs in ("Page Up", "Scroll", "HOME"):
            assert theirs not in stage.text
        await stage.press("escape", "ctrl+p")
        assert "Import a file from anywhere" in stage.text
        assert "Scroll" not in stage.text
        await stage.press("escape", "ctrl+c")
        assert "Ctrl+Q leaves the program." in stage.text


def test_every_screen_that_somebody_works_on_has_help() -> None:
    """F1 where there was none ended the program: a question, a reason, a choice. It is not offered at the door."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    ours = {one for one in _ours() if issubclass(one, Screen)}
    shown = [one for one in ours if not any(other is not one and issubclass(other, one) for other in ours)]
    assert {one.__name__ for one in shown if not one.HELP} == {"Sheet", "SignIn", "Locked"}


async def test_questions_and_forms_have_help(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("ada"), WIDE) as stage:
        await stage.press("w", "f1")
        assert "Every box is filled in" in stage.text
        await stage.press("escape", "escape", "n")
        await stage.type("Northtown")
        await stage.press("escape", "f1")
        assert "Type a few letters" in stage.text
        await stage.press("escape")
        assert stage.page == "Picker"
    async with on_stage(village, villager("sue"), WIDE) as stage:
        await stage.press("enter", "d", "f1")
        assert "One answer is asked for" in stage.text
        await stage.press("escape", "6", "f1")
        assert "Write a few words" in stage.text
        await stage.press("escape")
        assert stage.page == "Note"
