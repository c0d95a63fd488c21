"""The line of keys at the bottom: what can be done now, in one widget instead of one per key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.events import Click
    from textual.screen import Screen


PLACES = {"search", "review", "feeds", "held", "shields"}
"""Ids of the keys that lead elsewhere: they come after what can be done here."""


def offered(screen: Screen[object]) -> Iterator[ActiveBinding]:
    """The keys that this program gives a meaning here and now, not those that every box and list has anyway.

    Of several keys that do the same the first.
    """
    told = set[str]()
    for active in screen.active_bindings.values():
        if active.enabled and active.tooltip and active.tooltip not in told:  # Textual's own have a description at most
            told.add(active.tooltip)
            yield active


class KeyLine(Widget):
    """Shown keys of the focused widget, its page and the app; F1 first, each one also a mouse target."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; }"

    def on_mount(self) -> None:
        """Follow focus and permissions as they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """As many keys as fit, whole ones only."""
        shown = [active for active in self.screen.active_bindings.values() if active.binding.show]
        shown.sort(key=lambda active: (active.binding.key != "f1", active.binding.id in PLACES))
        room = self.size.width
        parts: list[Content] = []
        for active in shown:
            part = self._key(active)
            room -= part.cell_length
            if room < 0:
                break
            parts.append(part)
        return Content("").join(parts)

    def _key(self, active: ActiveBinding) -> Content:
        binding = active.binding
        return Content.assemble(
            (f" {self.app.get_key_display(binding)}", "bold $primary"),
            (f" {binding.description} ", "$foreground" if active.enabled else "$text-disabled"),
        ).stylize(Style.from_meta({"key": binding.key}))

    def on_click(self, event: Click) -> None:
        """A click on a key's name is the key."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)
