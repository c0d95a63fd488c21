"""A box that holds one of a list: it opens as soon as something is typed, and nothing of that is lost."""

from __future__ import annotations

from typing import TypeVar

from textual.events import Key
from textual.widgets import OptionList, Select

T = TypeVar("T")

TYPE_IT = "(type its first letters, or ↓ for the list)"
"""Stands in the box until something is chosen; it begins with no letter, so that none that is typed finds it."""


class Choice(Select[T]):
    """Textual's own takes letters only once Enter has opened it: a hurried 'mas' would go nowhere."""

    def on_key(self, event: Key) -> None:
        """A letter opens the list and is looked for there, as are those that were typed before it was open."""
        if event.character is None or not event.is_printable or event.key == "space":
            return
        event.stop()
        listed = self.query_one(OptionList)
        if not self.expanded:
            self.action_show_overlay()
            self.screen.set_focus(listed, scroll_visible=False)
        listed.post_message(Key(event.key, event.character))

    def watch_expanded(self, expanded: bool) -> None:
        """A closed list has no keys: Textual's own focus on it comes late, when the next box has them already."""
        self.query_one(OptionList).can_focus = expanded

    def take(self) -> bool:
        """Take the marked line at once; whether anything is chosen now.

        Textual's own way goes through three queues, and letters for the next box would mark another line meanwhile.
        """
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.value = self._options[at][1]
        self.expanded = False
        return not self.is_blank()
