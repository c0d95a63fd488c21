"""The people found, one under another, one of them marked: a key paints only the lines that it changed.

Textual's own list lays the page out anew whenever it is filled, and paints every line of it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, TypeAlias

from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual


@dataclass(eq=False, slots=True)
class Entry:
    """One of the found, as it reads. The same entry shown again is the same lines."""

    person: int
    words: Content


_Row: TypeAlias = tuple[Entry, int, bool]
"""An entry, which of its lines, and whether it is marked."""


class HitList(ScrollView, can_focus=False):
    """Arrows work from the search box: nothing is gained by leaving it, so this takes the mouse only.

    Attributes: entries: who is listed, from top to bottom. Change them by `show`.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hit-list--marked"}
    DEFAULT_CSS = "HitList { color: $foreground; overflow-x: hidden; }"

    @dataclass
    class Chosen(Message):
        """Somebody was clicked."""

        person: int

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self._marked = 0
        self._rows: list[tuple[int, int]] = []  # of each row: the entry's place, and which of its lines
        self._strips: dict[tuple[Entry, Style, int], list[Strip]] = {}

    @property
    def marked(self) -> int | None:
        """The place of whom the mark is on; None if nobody is listed."""
        return self._marked if self.entries else None

    @property
    def marked_person(self) -> int | None:
        """Whom the mark is on."""
        return self.entries[self._marked].person if self.entries else None

    def show(self, entries: Sequence[Entry], marked: int = 0) -> None:
        """List these, with the mark on the one at that place."""
        kept = set(entries)
        self._strips = {drawn: strips for drawn, strips in self._strips.items() if drawn[0] in kept}
        with self._repainted():
            self.entries, self._marked = entries, marked
            self._lay()
            self._into_view()

    def mark(self, place: int) -> None:
        """Move the mark there, or as near as there is anybody."""
        with self._repainted():
            self._marked = max(0, min(len(self.entries) - 1, place))
            self._into_view()

    def on_resize(self) -> None:
        """Whom the mark is on stays in sight."""
        with self._repainted():
            self._lay()
            self._into_view()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines wrap where the window ends now, which a scroll bar may have moved."""
        if self.virtual_size.width != self.scrollable_content_region.width:
            self._lay()
        return super().render_lines(crop)

    def _lay(self) -> None:
        """Which line of which entry stands in which row. Nothing has a place as long as the list is not shown."""
        width = self.scrollable_content_region.width
        heights = [entry.words.get_height({}, width) if width else 0 for entry in self.entries]
        self._rows = [(place, at) for place, height in enumerate(heights) for at in range(height)]
        size = Size(width, len(self._rows))
        if size != self.virtual_size:
            self.set_reactive(HitList.virtual_size, size)  # pyright: ignore[reportArgumentType] - unset, it asks for a layout
            self._scroll_update(size)

    def _into_view(self) -> None:
        rows = [row for row, (place, _) in enumerate(self._rows) if place == self._marked]
        if rows:
            region = Region(0, rows[0], self.virtual_size.width, len(rows))
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    def _seen(self) -> Iterator[_Row]:
        """The rows in the window."""
        top = self.scroll_offset.y
        for place, at in self._rows[top : top + self.scrollable_content_region.height]:
            yield self.entries[place], at, place == self._marked

    @contextmanager
    def _repainted(self) -> Iterator[None]:
        """Paint those rows of the window that are others after this."""
        before = list(self._seen())
        yield
        changed = [y for y, (was, now) in enumerate(zip_longest(before, self._seen())) if was != now]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> HitList:
        """Whatever is listed, the list is as large: no key lays the page out anew."""
        del layout
        return super().refresh(*regions, repaint=repaint, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        row, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        place, at = self._rows[row]
        marked = place == self._marked
        style = self.get_visual_style("hit-list--marked") if marked else self.visual_style
        return self._drawn(self.entries[place], style, width)[at]

    def _drawn(self, entry: Entry, style: Style, width: int) -> list[Strip]:
        drawn = entry, style, width
        if drawn not in self._strips:
            self._strips[drawn] = Visual.to_strips(self, entry.words, width, None, style, pad=True)
        return self._strips[drawn]

    def on_click(self, event: Click) -> None:
        """A click on one of them opens it."""
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset else len(self._rows)
        if row < len(self._rows):
            self.post_message(self.Chosen(self.entries[self._rows[row][0]].person))
