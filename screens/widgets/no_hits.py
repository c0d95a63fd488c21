"""What stands where people would be listed: how to ask, that nobody is calling yet, or why nobody was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from screens.text import hanging, line, lines

if TYPE_CHECKING:
    from textual.content import Content

    from matching.lookup.search import Answer

EXAMPLES = lines(
    line(("Type what the caller gives you, in any order.", "bold")),
    line(""),
    line(("  smith amelia", "bold"), ("               a name, or part of it, as you hear it", "$muted")),
    line(("  amelia smyth 14 mar 13", "bold"), ("     with a birth date, an age or a year", "$muted")),
    line(("  485 777 3456", "bold"), ("               an NHS number", "$muted")),
    line(("  SK1 3XE  or  12 mill lane", "bold"), ("  a postcode or an address", "$muted")),
    line(""),
    line(("Former names and addresses are found too.", "$muted")),
    line(("A whole family, one person a line: paste it here, or press ", "$muted"), ("F7", "bold")),
)
_ADVICE = 3
"""Sentences that are read while somebody is on the line; the likeliest come first."""
NO_CALL = lines(
    line(("! Say first who is calling and why.", "bold $warning"), "  Enter or Ctrl+E asks for it."),
    line(("What you type stays in the box and is searched once the call is open.", "$muted")),
    line(""),
    EXAMPLES,
)


def nobody(answer: Answer, width: int) -> Content:
    """Nobody found: what to ask the caller next, what was tried, and from where such a person could be missing."""
    rows = [
        line(("No people found in the data supplied.", "bold"), " They may still be known to services."),
        line(""),
        *_listed("Try", answer.add[:_ADVICE], width),
        *_listed("Tried", answer.tried, width),
        line(""),
        *_listed("Data", answer.feeds, width),
    ]
    return lines(*rows)


def too_little(answer: Answer) -> Content:
    """Nobody was searched for: what is missing."""
    return line(("Nobody was searched for yet: ", "bold"), f"{' '.join(answer.add)}.")


def _listed(label: str, sentences: Iterable[str], width: int) -> Iterator[Content]:
    """Sentences under one label."""
    for number, sentence in enumerate(sentences):
        yield hanging(("" if number else label, "$muted"), sentence, width, 7)
