"""What is typed and pasted, before any page has it: in its order, as letters, by the name that keyboards give a key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widgets import Input

from screens.text import plain
from screens.widgets.choice import Choice

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.widget import Widget

LONGEST_PASTE = 1_000
"""Characters of a line that a box takes: more is never an answer to its question, and makes every key slow."""
_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
    "tab": "Tab",
}


class Keyboard(App[int]):
    """Keys are obeyed in the order in which they were pressed; a key is the same key with Caps Lock."""

    async def on_event(self, event: events.Event) -> None:
        """Only what comes from outside: what was looked at once is handed on as it is."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._letters_before()
            event = self._as_key(event)
            if isinstance(self.focused, Input) and not event.is_printable and await self._acted_on(event.key):
                return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event = self._as_letters(event)
        await super().on_event(event)

    async def _acted_on(self, key: str) -> bool:
        """Do at once what a key means beside a box of letters.

        Textual asks the box first and its pages after it, each in its own queue, while letters typed behind the key are
        in the box already: a name typed behind Ctrl+L, or behind a Backspace, lost its beginning to it.
        """
        active = self.screen.active_bindings.get(key)
        if active is None or not active.enabled or active.binding.priority:
            return False
        return await self.run_action(active.binding.action, active.node)

    def _as_key(self, pressed: events.Key) -> events.Key:
        """Where letters are keys, S and s are one: help and questions say S, and Caps Lock may be on."""
        letter = pressed.character or ""
        if letter.isupper() and not (self.focused is not None and _takes_letters(self.focused)):
            return events.Key(letter.lower(), letter.lower())
        return pressed

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is written on keyboards: 'Ctrl+E', 'Esc', 'F1'."""
        if binding.key_display:
            return binding.key_display
        *modifiers, key = binding.key.split("+")
        name = _KEY_NAMES.get(key) or key.upper()
        return "+".join([modifier.title() for modifier in modifiers] + [name])

    def _as_letters(self, pasted: events.Paste) -> events.Paste:
        """A paste without what a terminal would obey: it may be recorded, and read by other programs than this one."""
        rows = ["\t".join(map(plain, row.split("\t"))) for row in pasted.text.splitlines()]
        if isinstance(self.focused, Input) and any(len(row) > LONGEST_PASTE for row in rows):
            rows = [row[:LONGEST_PASTE] for row in rows]
            self.notify(f"That was long: the first {LONGEST_PASTE:,} characters were pasted.")
        return events.Paste("\n".join(rows))

    async def _letters_before(self) -> None:
        """Until the box has taken in what was typed before this key: an Enter would leave it half full.

        Letters go through the box's own queue, keys that hold for a whole page do not. A choice hands them to its list.
        """
        before = None
        while (box := self.focused) is not before and box is not None and _takes_letters(box):
            before = box
            taken_in = asyncio.Event()
            if box.call_later(taken_in.set):
                await taken_in.wait()


def _takes_letters(box: Widget) -> bool:
    return box.check_consume_key("a", "a") or isinstance(box, Choice) or isinstance(box.parent, Choice)
