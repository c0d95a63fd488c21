"""How one found person reads in the list: enough to know the right child, nothing about services yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import emphasised, line, lines
from store.disclosure.wording import age, display_name, short_date, spaced_nhs

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from matching.lookup.search import Hit

_NAME, _BORN, _NHS = 26, 24, 18
"""Widths of the columns; with a postcode of eight they leave room for margins and scroll bar in 80."""


def hit_line(hit: Hit, today: date, *, wide: bool) -> Content:
    """`SMITH, Amelia  born 14 Mar 2013 (13y)  NHS 485 777 3456  SK1 3XE`, and a second line when there is more to say.

    Only bold and dim are used, no colour: the highlighted line is black on yellow and must stay readable.
    """
    name = line((display_name(hit.family, hit.given), "bold")).truncate(_NAME - 2, ellipsis=True)
    nhs = f"NHS {spaced_nhs(hit.nhs_number)}" if hit.nhs_number else "NHS not known"
    first = line(
        name,
        " " * (_NAME - name.cell_length),
        f"{_born(hit, today):<{_BORN}}",
        f"{nhs:<{_NHS}}",
        f"{hit.postcode:<8}",
        ("  " + hit.address, "dim") if wide else "",
    )
    why = emphasised(hit.why)
    if hit.similar:
        return lines(
            first,
            line(("  ! Similar person in this list: check the birth date. ", "bold"), why.stylize("dim")),
        )
    return lines(first, line("  ", why.stylize("dim"))) if why else first


def _born(hit: Hit, today: date) -> str:
    if hit.death:
        return f"died {short_date(hit.death)}"
    if hit.expected and not hit.birth:
        return f"due {short_date(hit.expected)}"
    if not hit.birth:
        return "birth date not known"
    years = age(hit.birth, today)
    about = "about " if hit.estimated else ""
    return f"born {about}{short_date(hit.birth)}" + (f" ({years})" if years else "")
