"""A box that holds one of a list: it opens as soon as something is typed, and nothing of that is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from rich.text import Text
from textual.events import Key
from textual.widgets import OptionList, Select

T = TypeVar("T")

TYPE_IT = "(type its first letters, or ↓ for the list)"
"""Stands in the box until something is chosen."""
_WORD = re.compile(r"\w+")


class Choice(Select[T]):
    """Textual's own takes letters only once Enter has opened it: a hurried 'mas' would go nowhere. It looks for them
    anywhere in a line and keeps the line that the first of them found when the next fits none: 'Jo' chose 'Subject …'.
    """

    def __init__(self, options: Iterable[tuple[str | Text, T]], **settings: Any) -> None:
        super().__init__(options, type_to_search=False, **settings)
        self._typed = ""

    def on_key(self, event: Key) -> None:
        """A letter opens the list and marks the line that what was typed begins; none if it begins none."""
        letter = event.character if event.is_printable and event.character else ""
        erased = event.key == "backspace" and self._typed
        if not erased and (not letter or (letter == " " and not self._typed)):
            return
        event.stop()
        event.prevent_default()
        self._typed = self._typed[:-1] if erased else self._typed + letter
        listed = self.query_one(OptionList)
        if not self.expanded:
            self.action_show_overlay()
            self.screen.set_focus(listed, scroll_visible=False)
        listed.highlighted = self._begun()
        listed.scroll_to_highlight()

    def _begun(self) -> int | None:
        """The line that what was typed begins, of several the one where that is nearest to its beginning."""
        starts = [
            (start, at)
            for at, (line, value) in enumerate(self._options)
            if value is not Select.NULL and (start := begins(self._typed, str(line))) is not None
        ]
        return min(starts)[1] if starts else None

    def watch_expanded(self, expanded: bool) -> None:
        """A closed list has no keys: Textual's own focus on it comes late, when the next box has them already."""
        self.query_one(OptionList).can_focus = expanded
        if not expanded:
            self._typed = ""

    def take(self) -> bool:
        """Take the marked line at once; whether anything is chosen now.

        Textual's own way goes through three queues, and letters for the next box would mark another line meanwhile.
        """
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.value = self._options[at][1]
        elif self._allow_blank:
            self.clear()
        self.expanded = False
        return not self.is_blank()


def begins(typed: str, line: str) -> int | None:
    """At which word of the line its words begin as typed, or with what was typed as their beginnings one after the
    other: 'mappa', 's47' and 'section 47' for 'Section 47 enquiry'. None if nowhere.
    """
    words = _WORD.findall(line.casefold())
    letters = "".join(_WORD.findall(typed.casefold()))
    return next((at for at in range(len(words)) if letters and _led(letters, words[at:])), None)


def _led(letters: str, words: list[str]) -> bool:
    if not letters:
        return True
    return bool(words) and any(
        _led(letters[many:], words[1:]) for many in range(1, len(letters) + 1) if words[0].startswith(letters[:many])
    )
