"""One line of a table inside a list: each value in its column, cut with an ellipsis rather than pushed on."""

from __future__ import annotations

from textual.content import Content

from screens.text import Part, line

GAP = 2
"""Columns between two values."""
QUIET = "dim"
LOUD = "bold black on $error"
ASKING = "bold black on $warning"
CHOSEN = "bold black on $primary"
"""Styles for lines of a list: no coloured letters, which would vanish on the yellow line of the cursor."""
NARROWEST = 40
"""Columns for which values side by side are still wrapped; a narrower window cuts them off."""
LIST_FRAME = 4
"""What a list takes from the window's width: a column of padding on each side and the scroll bar."""


def cell(value: Part, width: int) -> Content:
    """The value in exactly `width` terminal columns; a negative width pushes it to the right edge."""
    content = line(value)
    if width < 0:
        content = content.truncate(-width, ellipsis=True)
        return content.pad_left(-width - content.cell_length)
    return content.truncate(width, ellipsis=True, pad=True)


def row(*values: tuple[Part, int]) -> Content:
    """Values side by side, each in its width, with a gap between."""
    return Content(" " * GAP).join([cell(value, width) for value, width in values])
