"""One line of a family list: what was asked, what has become of it, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import emphasised, line
from screens.widgets.cells import row
from screens.widgets.hits import born
from screens.widgets.no_hits import nobody
from store.disclosure.wording import counted, display_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.content import Content

    from screens.listing import Line

_NUMBER, _RELATION = 4, 13


def relation_width(lines: Iterable[Line]) -> int:
    """Columns for what they are said to be, as many as the longest takes: who was found needs the others."""
    return min(_RELATION, max((len(one.person.relation) for one in lines), default=0))


def family_line(number: int, one: Line, today: date, relation: int, width: int) -> Content:
    """`✓ 1  mother   sarah smith, 40y   SMITH, Sarah born 30 Nov 1985 (40y)`: its mark is a word as well.

    relation: columns for 'mother', of `width` in all.
    """
    mark, words = _outcome(one, today)
    room = width - _NUMBER - relation - 6
    asked = min(34, room // 2)
    return row(
        (f"{mark} {number}", _NUMBER),
        ((one.person.relation, "dim"), relation),
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


def nobody_for(one: Line, width: int) -> Content:
    """Why there is nobody to pick for a line."""
    if not one.person.asked:
        return line(
            "Nobody was searched for this line: it names a relation only. F7 goes back to the list to add ",
            "a name, a birth date, a postcode or an NHS number.",
        )
    if one.answer is None:
        return line("Searching …")
    if one.answer.state == "none":
        return nobody(one.answer, width)
    return line(
        f"Nobody was searched for this line: {' '.join(one.answer.add)}. F7 goes back to the list to complete it."
    )


def hint(found: bool, not_sure: bool, picked: int) -> Content:
    """What the keys do for a line; not_sure: it may be left open. picked: how many were picked by now."""
    way = "*↓* chooses, *Enter* picks, " if found else "*Enter* goes on, "
    open_ = "*N* not sure, " if not_sure else ""
    on = f", *M* services of the {picked} picked" if picked else ""
    return emphasised(f"{way}{open_}*Tab* next line{on}")
