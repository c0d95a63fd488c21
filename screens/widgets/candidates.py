"""Two to four found people side by side: what tells them apart, by mark and weight and never by colour alone (F20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import Part, joined, line, lines
from screens.widgets.cells import GAP, row
from store.disclosure.banner import SEX_WORDS
from store.disclosure.wording import age, display_name, listed, short_date, spaced_nhs, spoken_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.content import Content

    from matching.lookup.search import Hit

_LABEL = 10
_WHY = "Found"
_CHOSEN = "bold black on $warning"
_BANDS = {"exact": "As asked", "close": "Close, not the same", "sounds like": "Sounds like it"}


def candidates(hits: Sequence[Hit], chosen: int, today: date, width: int) -> Content:
    """Identity only, a column each.

    A field in which they differ bears × and bold values, an agreed one =, one that was not supplied for everybody ·.
    """
    size = (width - _LABEL - GAP) // len(hits) - GAP
    heads = [_head(number, hit, number - 1 == chosen, size) for number, hit in enumerate(hits, 1)]
    drawn = [line(" " * (_LABEL + GAP), *heads), line("")]
    for label, values in _fields(hits, today):
        drawn.append(_field(label, values, size))
    return lines(*drawn)


def _head(number: int, hit: Hit, chosen: bool, size: int) -> Content:
    words = f"{'►' if chosen else ' '}{number} {display_name(hit.family, hit.given)}"
    head = line((words, _CHOSEN if chosen else "bold")).truncate(size, ellipsis=True)
    rest = " " * (size - head.cell_length)
    return line(head, (rest, _CHOSEN) if chosen else rest, " " * GAP)


def _fields(hits: Sequence[Hit], today: date) -> list[tuple[str, list[str]]]:
    """Each field with everybody's value, '' where nothing is known; fields that nobody has are left out."""
    fields = [
        ("Family", [hit.family.upper() for hit in hits]),
        ("Given", [hit.given for hit in hits]),
        ("Born", [_birth(hit) for hit in hits]),
        ("Age", ["" if hit.death or not hit.birth else age(hit.birth, today) for hit in hits]),
        ("Died", [spoken_date(hit.death) if hit.death else "" for hit in hits]),
        ("Sex", [SEX_WORDS.get(hit.sex, hit.sex) for hit in hits]),
        ("NHS", [spaced_nhs(hit.nhs_number) if hit.nhs_number else "" for hit in hits]),
        ("Address", [hit.address for hit in hits]),
        ("Postcode", [hit.postcode for hit in hits]),
        ("Known in", [listed(hit.areas) for hit in hits]),
        (_WHY, [joined(": ", _BANDS[hit.band], hit.why.replace("*", "")) for hit in hits]),
    ]
    return [(label, values) for label, values in fields if any(values)]


def _birth(hit: Hit) -> str:
    if not hit.birth:
        return f"due {short_date(hit.expected)}" if hit.expected else ""
    return f"{'about ' if hit.estimated else ''}{short_date(hit.birth)}"


def _field(label: str, values: list[str], size: int) -> Content:
    """One field in as many lines as its longest value takes."""
    differs = label != _WHY and len({value.casefold() for value in values if value}) > 1
    shown: list[Part] = [(value, "bold" if differs else "") if value else ("not supplied", "dim") for value in values]
    wrapped = [line(part).wrap(size) for part in shown]
    sign = "×" if differs else " " if label == _WHY else "=" if all(values) else "·"
    mark = line((f"{sign} ", "bold"), (label, "$muted"))
    drawn: list[Content] = []
    for number in range(max(map(len, wrapped))):
        cells = [(part[number] if number < len(part) else line(""), size) for part in wrapped]
        drawn.append(row((line("") if number else mark, _LABEL), *cells))
    return lines(*drawn)
