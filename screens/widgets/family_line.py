"""One line of a family list: what was asked, and what has become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.cells import row
from screens.widgets.hits import born
from store.disclosure.wording import counted, display_name

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from screens.listing import Line

_NUMBER, _RELATION = 4, 13


def family_line(number: int, one: Line, today: date, width: int) -> Content:
    """`✓ 1  mother   sarah smith, 40y   SMITH, Sarah born 30 Nov 1985 (40y)`: its mark is a word as well."""
    mark, words = _outcome(one, today)
    room = width - _NUMBER - _RELATION - 6
    asked = min(34, room // 2)
    return row(
        (f"{mark} {number}", _NUMBER),
        ((one.person.relation, "dim"), _RELATION),
        (one.person.asked, asked),
        ((words, "bold"), room - asked),
    )


def _outcome(one: Line, today: date) -> tuple[str, str]:
    if one.picked is not None:
        name = display_name(one.picked.family, one.picked.given)
        return "✓", f"{name} {born(one.picked, today).removeprefix('born ').partition(' (')[0]}"
    if one.not_sure:
        return "·", "left open: not sure"
    if not one.person.asked:
        return "!", "a relation only: add a name"
    if one.answer is None:
        return "…", "not searched yet"
    if one.answer.state == "none":
        return "–", "nobody found"
    if not one.hits:
        return "!", "too little to go by"
    if len(one.hits) == 1:
        return "?", "1 found: pick, or N"
    return "?", f"{'more than ' if one.answer.more else ''}{counted(len(one.hits), 'possible person')}".replace(
        "persons", "people"
    )
