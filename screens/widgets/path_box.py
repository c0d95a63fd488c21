"""A box for a file's path, with a list below of what it could go on to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input
from textual.widgets.option_list import Option

from screens import files
from screens.text import line
from screens.widgets.field import Field
from screens.widgets.lines import Lines

_NONE_WAITS = "No file waits in a drop folder. Type a path: what lies there is listed."
_NONE_BEGINS_SO = "No folder or data file here begins so."


class Files(Lines):
    """Files and folders to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Take this", tooltip="Take the marked file, or open the marked folder")
    ]


class PathBox(Vertical):
    """Type or paste a path, or go down into the list and take one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "Into the list", tooltip="From the box into the list", show=False)
    ]

    @dataclass
    class Taken(Message):
        """A file was chosen from the list."""

        path: Path

    @dataclass
    class Offered(Message):
        """What the half-typed path could go on to. Carries the text it answers."""

        text: str
        entries: tuple[files.Entry, ...]

    _box = query_one("#path", Input)
    _list = query_one("#files", Files)
    _field = query_one(Field)

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._given = str(path) if path else ""
        self._suggested: list[tuple[Path, bool, str]] = []
        self._listed: list[tuple[Path, bool, str]] = []

    def compose(self) -> ComposeResult:
        yield Field("File", Input(self._given, id="path", compact=True), "its path; ↓ goes into the list")
        yield Files(id="files")

    @property
    def path(self) -> Path | None:
        """The path as typed, None while the box is empty."""
        return files.typed(self._box.value) if self._box.value.strip() else None

    def suggest(self, suggested: Sequence[tuple[Path, str]]) -> None:
        """Files to list, with their words, while nothing is typed."""
        self._suggested = [(path, False, words) for path, words in suggested]
        self._offer(self._box.value)

    def say(self, problem: str) -> None:
        """Show what is wrong with the path, and put the cursor there; nothing for ''."""
        self._field.say(problem)
        if problem:
            self._box.focus()

    def focus(self, scroll_visible: bool = True) -> PathBox:
        self._box.focus(scroll_visible)
        return self

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._field.say("")
        self._offer(event.value)

    @work(thread=True, exclusive=True, group="offer", exit_on_error=False, description="files in a folder")
    def _offer(self, text: str) -> None:
        self.post_message(self.Offered(text, files.offered(text)))

    @on(Offered)
    def _show_offered(self, event: Offered) -> None:
        if event.text != self._box.value:
            return
        entries = [(entry.path, entry.folder, _words(entry)) for entry in event.entries]
        self._listed = entries if event.text.strip() else self._suggested
        self._list.clear_options().add_options(Option(line(words)) for _path, _folder, words in self._listed)
        self._list.highlighted = 0 if self._listed else None
        if not self._listed:
            words = _NONE_BEGINS_SO if event.text.strip() else _NONE_WAITS
            self._list.add_option(Option(line((words, "$muted")), disabled=True))

    @on(Files.OptionSelected)
    def _take(self, event: Files.OptionSelected) -> None:
        event.stop()
        path, folder, _words_shown = self._listed[event.option_index]
        self._box.value = f"{path}/" if folder else str(path)
        self._box.cursor_position = len(self._box.value)
        if folder:
            self._box.focus()
        else:
            self.post_message(self.Taken(path))

    def action_into_list(self) -> None:
        if self._box.has_focus and self._listed:
            self._list.focus()


def _words(entry: files.Entry) -> str:
    return f"{entry.path.name}/" if entry.folder else f"{entry.path.name}, {files.size(entry.size)}"
