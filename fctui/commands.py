"""The command list (Ctrl+P): everything that can be done here and now, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.widgets.keys import offered

if TYPE_CHECKING:
    from textual.binding import ActiveBinding


class KeyCommands(Provider):
    """Every key that works now, as a command: what a role may not do has no key and so no command.

    The system's own commands are left out: one of them writes a picture of the open person to the disk.
    """

    def _words(self, active: ActiveBinding) -> str:
        return active.tooltip or active.binding.description

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for active in offered(self.screen):
            yield DiscoveryHit(
                self._words(active), partial(self.app.simulate_key, active.binding.key), help=self._key(active)
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for active in offered(self.screen):
            if (score := matcher.match(self._words(active))) > 0:
                yield Hit(
                    score,
                    matcher.highlight(self._words(active)),
                    partial(self.app.simulate_key, active.binding.key),
                    help=self._key(active),
                )

    def _key(self, active: ActiveBinding) -> str:
        return f"key: {self.app.get_key_display(active.binding)}"
