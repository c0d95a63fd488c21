"""A professional's contact on the clipboard, for a short while.

OSC 52 goes one way: the terminal never says whether it took the text, and what the desktop keeps in a
clipboard history is out of reach. So the text is overwritten soon, with a space: some terminals ignore an
empty one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

KEPT = 30.0
"""Seconds before a copied contact is overwritten."""


class Clipboard:
    """What this app put on the terminal's clipboard, and when to take it away."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._expiry: Timer | None = None

    def put(self, text: str) -> None:
        """Send text to the clipboard and start (again) the time it may stay there."""
        if self._expiry is not None:
            self._expiry.stop()
        self._app.copy_to_clipboard(text)
        self._expiry = self._app.set_timer(KEPT, self.clear)

    def clear(self) -> None:
        """Overwrite what was put, if anything still stands."""
        if self._expiry is None:
            return
        self._expiry.stop()
        self._expiry = None
        self._app.copy_to_clipboard(" ")
