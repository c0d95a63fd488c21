"""The chosen thing in full, at the foot of a page: always in the same place, read on by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.events import Resize

READ_ON = Binding("space", "read_on", "Read on", tooltip="The rest of what stands at the foot, then its beginning")
"""For pages that have it."""


class InFull(VerticalScroll):
    """Never focused, so that the keys stay with the list; the page binds `READ_ON`."""

    DEFAULT_CSS = """
    InFull { background: $surface; padding: 0 1; scrollbar-size-vertical: 1; }
    """
    _words = query_one(Static)

    def __init__(self, words: Content | None = None) -> None:
        super().__init__(Static(words or Content("")), id="detail", can_focus=False)

    def say(self, words: Content) -> None:
        """Other words, from their beginning."""
        self._words.update(words)
        self.scroll_home(animate=False)
        self.call_after_refresh(self.screen.refresh_bindings)

    def on_resize(self, _event: Resize) -> None:
        """Whether there is more to read depends on the room."""
        self.call_after_refresh(self.screen.refresh_bindings)

    @property
    def longer(self) -> bool:
        """Whether not all of it is seen at once."""
        return self.max_scroll_y > 0

    def read_on(self) -> None:
        """The next part; after the last one, the beginning."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_relative(y=max(1, self.size.height - 1), animate=False)
