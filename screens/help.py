"""Help: what the page below is for, and every key that works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from screens.text import line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator


class Help(ModalScreen[None]):
    """Read from the page it covers when it opens, so there is nothing to keep in step by hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss", "Back", tooltip="Close this help"),
    ]

    def __init__(self, page: Screen[object]) -> None:
        super().__init__()
        self._prose = getattr(page, "HELP", "")
        self._keys = list(self._read_keys(page))

    def _read_keys(self, page: Screen[object]) -> Iterator[tuple[str, str]]:
        told = set[str]()
        for active in page.active_bindings.values():
            words = active.tooltip or active.binding.description
            if words and not active.binding.system and words not in told:
                told.add(words)
                yield page.app.get_key_display(active.binding), words

    def compose(self) -> ComposeResult:
        """Prose, then the keys, then how to leave."""
        keys = [line((f"{key:>10}  ", "bold $primary"), words) for key, words in self._keys]
        with VerticalScroll() as scroll:
            scroll.border_title = Content("Help")
            scroll.border_subtitle = Content("Esc closes")
            yield Static(Content(self._prose))
            yield Static(lines(*keys), id="keys")
