"""Where an import stands: four steps, the present one marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.text import line

if TYPE_CHECKING:
    from screens.text import Part

STEPS = ("File", "Columns", "Check", "Deliver")


def steps(present: int, about: Part = "") -> Content:
    """'Import  1 File › [2 Columns] › 3 Check › 4 Deliver', then what it is about. `present` is from 1."""
    parts: list[Part] = [("Import", "bold"), "  "]
    for number, name in enumerate(STEPS, 1):
        here = number == present
        parts.append((f" {number} {name} ", "bold black on $primary" if here else "$muted"))
        if number < len(STEPS):
            parts.append((">", "$muted"))
    return line(*parts, "  ", about)
