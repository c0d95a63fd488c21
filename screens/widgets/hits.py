"""How one found person reads in the list: enough to know the right child, nothing about services yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import emphasised, joined, line, lines
from screens.widgets.cells import row
from store.disclosure import wording
from store.disclosure.wording import display_name, sentence, spaced_nhs, spoken_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.content import Content

    from matching.lookup.search import Hit

WIDE = 100
"""Columns of the window from which the address stands beside the postcode."""
_NAME, _BORN, _NHS, _POSTCODE = 24, 23, 16, 8
"""Widths of the columns; they leave room for margins and scroll bar in 80."""


_BANDS = {"close": "close", "sounds like": "sounds like it"}
_NO_MORE = {"close": "close, not the same"}
"""Where there is nothing to say why."""


def told_apart_by_address(hits: Sequence[Hit]) -> bool:
    """Whether several homes of one postcode are listed, as when a postcode was asked for."""
    postcodes, homes = {hit.postcode for hit in hits}, {hit.address.casefold() for hit in hits}
    return len(postcodes) == 1 < len(homes) and "" not in postcodes


def hit_line(hit: Hit, today: date, *, wide: bool, placed: bool = False, marked: str = "") -> Content:
    """`SMITH, Amelia  born 14 Mar 2013 (13y)  NHS 485 777 3456  SK1 3XE`, and a second line when there is more to say.

    placed: the address is said there too. marked is a mark before the name. Only bold and dim are used, no colour: the
    highlighted line is black on yellow and must stay readable.
    """
    nhs = f"NHS {spaced_nhs(hit.nhs_number)}" if hit.nhs_number else "NHS not supplied"
    name = (f"{marked}{display_name(hit.family, hit.given)}", "bold")
    first = row((name, _NAME), (born(hit, today), _BORN), (nhs, _NHS), (hit.postcode, _POSTCODE))
    if wide:
        first = line(first, (f"  {hit.address}", "dim"))
    warnings = joined(
        " ",
        f"Died {spoken_date(hit.death)}." if hit.death else "",
        "! Similar person in this list: check the birth date." if hit.similar else "",
    )
    reasons = emphasised(sentence(_why(hit))).stylize("dim")
    home = f"{hit.address}  " if placed and not wide and hit.address else ""
    second = line(home, (f"{warnings} " if warnings else "", "bold"), reasons)
    return lines(first, line("  ", second)) if second else first


def _why(hit: Hit) -> str:
    band = _BANDS.get(hit.band, "")
    return joined(": ", band, hit.why) if hit.why else _NO_MORE.get(hit.band, band)


def born(hit: Hit, today: date) -> str:
    """As in any sentence; without its first word where the column is too narrow for it."""
    words = wording.born(hit.birth, hit.expected, hit.death, today, estimated=hit.estimated)
    return words if len(words) <= _BORN else words.removeprefix("born ")
