"""A sheet to read over the page: help, or all of something that the page shows in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.text import hanging, line
from screens.widgets.keys import offered

if TYPE_CHECKING:
    from textual.screen import Screen

_NARROW, _WIDE, _ROOMY, _FRAME = 76, 96, 100, 6
"""Columns of the sheet, as in its style; of the window from which it is wide; what frame and scroll bar take."""
_KEY = 12


class Sheet(ModalScreen[None]):
    """A title and text; arrows scroll, Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close", tooltip="Back to the page")]

    def __init__(self, heading: str, words: Content) -> None:
        super().__init__()
        self._heading = heading
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll() as scroll:
            scroll.border_title = line(self._heading)
            scroll.border_subtitle = Content("↑ ↓ scroll   Esc closes")
            yield Static(self._words)


def help_of(page: Screen[object]) -> Content:
    """What a page is for, and every key that works on it now."""
    keys = [(page.app.get_key_display(active.binding), active.tooltip) for active in offered(page)]
    width = (_WIDE if page.app.size.width >= _ROOMY else _NARROW) - _FRAME
    rows = [hanging((f"{key:>{_KEY - 2}}", "bold $primary"), words, width, _KEY) for key, words in keys]
    paragraphs = (page.HELP or "").split("\n")
    return Content("\n").join([*map(line, paragraphs), line(""), *rows])
