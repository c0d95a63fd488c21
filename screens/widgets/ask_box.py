"""The search box: it takes a paste of any shape, and nothing of it vanishes without a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Input

from matching.lookup.family import cleaned

if TYPE_CHECKING:
    from textual.events import Paste
    from textual.geometry import Region


class AskBox(Input):
    """Textual's box keeps only the first line of a paste, with its tabs: this one hands lists on."""

    @dataclass
    class ListPasted(Message):
        """More than one line was pasted; the box is as it was."""

        text: str

    def on_paste(self, event: Paste) -> None:
        """One line is put where the cursor is, as letters and blanks only."""
        event.stop()
        event.prevent_default()
        if len(event.text.strip().splitlines()) > 1:
            self.post_message(self.ListPasted(event.text))
        else:
            self.put(event.text)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> AskBox:
        """Whatever stands in it, the box is as large: Textual's lays the whole page out anew for each letter."""
        del layout
        return super().refresh(*regions, repaint=repaint, recompose=recompose)

    def put(self, text: str) -> None:
        """Put text in place of what is selected, or at the cursor."""
        self.replace(cleaned(text), *self.selection)
