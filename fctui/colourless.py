"""A terminal without colours: what the cursor is on is shown in reverse there, or boldness alone would say it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from fctui.theme import FOCUS

_FOCUS = Color.parse(FOCUS).rgb
_ROUNDED = 2  # a theme's colours come out of sums
_REVERSE = Style(reverse=True)


def filters() -> Sequence[LineFilter]:
    """What every painted line goes through on this terminal."""
    terminal = sys.__stderr__
    return [Reversed()] if terminal and terminal.isatty() and colourless(os.environ.get("TERM", "")) else []


def colourless(name: str) -> bool:
    """Whether the terminal of that name has no colours, as vt220 and xterm-mono; what nobody has described may have."""
    try:
        import curses
    except ImportError:  # Windows, whose terminals have
        return False
    try:
        curses.setupterm(name, 1)
    except curses.error:
        return False
    return name != "dumb" and curses.tigetnum("colors") <= 0


class Reversed(LineFilter):
    """What stands on the colour of the focus stands in reverse too."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line, with the cursor's part of it in reverse."""
        del background
        return [
            Segment(text, style + _REVERSE, control) if style and _on_focus(style) else Segment(text, style, control)
            for text, style, control in segments
        ]


def _on_focus(style: Style) -> bool:
    triplet = style.bgcolor.triplet if style.bgcolor else None
    return triplet is not None and all(abs(one - other) <= _ROUNDED for one, other in zip(triplet, _FOCUS, strict=True))
