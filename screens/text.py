"""Safe text: what agencies wrote is painted as letters, never obeyed as markup or as a terminal command."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color
    from textual.style import Style

Part = str | Content | tuple[str, "str | Style"]
"""A piece of a line: plain text, text with a style, or a line already made."""


def _harmless(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def plain(value: str) -> str:
    """The value without control, format, surrogate, private and unassigned characters or line breaks.

    Those are the Unicode categories Cc, Cf, Cs, Co, Cn, Zl and Zp: no widget strips them, and a terminal
    obeys some of them (a retitled window, a written clipboard, text painted backwards).
    """
    if value.isprintable():
        return value
    return "".join(character for character in value if _harmless(character))


def line(*parts: Part) -> Content:
    """One line of text, each part stripped and none of it read as markup."""
    safe = (
        part if isinstance(part, Content) else (plain(part[0]), part[1]) if isinstance(part, tuple) else plain(part)
        for part in parts
    )
    return Content.assemble(*safe)


def lines(*rows: Content) -> Content:
    """Several lines as one block."""
    return Content("\n").join(rows)


def hanging(label: Part, words: Part, width: int, indent: int) -> Content:
    """A label, and beside it words that wrap under themselves and not under the label."""
    body = line(words).wrap(max(20, width - indent))
    head = line(label).truncate(indent, pad=True)
    return lines(*(line(" " * indent if number else head, row) for number, row in enumerate(body)))


def joined(separator: str, *values: str) -> str:
    """The values that say something, with a separator between them."""
    return separator.join(value for value in values if value)


def emphasised(sentence: str) -> Content:
    """Text with what stands between asterisks in bold: 'Family or given name *smyth*'."""
    pieces = sentence.split("*")
    return line(*((piece, "bold" if place % 2 else "") for place, piece in enumerate(pieces)))


class Sieve(LineFilter):
    """The last gate before the terminal: no painted segment carries a character that a terminal obeys.

    A character that took room keeps it (as a replacement mark), so that the rest of the line stays in place.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments with every unharmless character replaced."""
        if all(text.isprintable() or control for text, _style, control in segments):
            return segments
        return [segment if segment.control or segment.text.isprintable() else _sieved(segment) for segment in segments]


def _sieved(segment: Segment) -> Segment:
    text = "".join(
        character if _harmless(character) else "\N{REPLACEMENT CHARACTER}" * cell_len(character)
        for character in segment.text
    )
    return Segment(text, segment.style)
