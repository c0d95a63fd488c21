"""People down, services across: one short word a cell, whole columns only, the cursor always in sight (F19)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from screens.text import line, lines
from screens.widgets.cells import cell
from screens.widgets.flags import TAGS
from store.disclosure.matrix import Unopened
from store.disclosure.standing import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.content import Content
    from textual.events import Click

    from store.disclosure.banner import Banner
    from store.disclosure.matrix import Cell, Matrix, Service
    from store.disclosure.view import PersonView

SHORT = {
    State.CURRENT: ("● CURRENT", "open now"),
    State.OPEN_STALE: ("▲ OPEN", "open, not recently updated"),
    State.BEING_CHECKED: ("? CHECKING", "being checked: ring"),
    State.OVERDUE: ("! OVERDUE", "data too old: ring"),
    State.PAST: ("○ PAST", "ended"),
    State.NO_RECORD: ("– NO REC.", "no record in the data"),
    State.NOT_COVERED: ("– NOT COV.", "no data, or not of this age"),
    State.WITHHELD: ("■ WITHHELD", "restricted"),
}
"""A cell's word for each flag, and what it means: the legend."""
UNSHOWN = {
    "age": ("· AGE", "not shown at this age"),
    "area": ("· AREA", "another area"),
    "restricted": ("■ WITHHELD", "restricted"),
}
_CURSOR = "bold black on $warning"
_CELL, _GAP, _HEAD = 10, 1, 4
_NAME, _WIDE_NAME, _WIDE = 22, 33, 100


def word(one: Cell) -> tuple[str, str]:
    """What stands in the cell, and its style."""
    if one.flag is None:
        return UNSHOWN[one.why][0], "dim"
    return SHORT[one.flag.state][0], TAGS[one.flag.state][1]


def legend(matrix: Matrix, width: int) -> Content:
    """What each word that stands in the table means, in lines that break between two of them only."""
    used = {(one.flag.state if one.flag else one.why): word(one) for cells in matrix.cells for one in cells}
    parts: list[Content] = []
    for what in (*State, *UNSHOWN):
        if what in used:
            short, style = used[what]
            means = SHORT[what][1] if isinstance(what, State) else UNSHOWN[what][1]
            parts.append(line((f" {short} ", style), (f" {means}", "$muted")))
    rows: list[Content] = []
    for part in parts:
        if rows and rows[-1].cell_length + 2 + part.cell_length <= width:
            rows[-1] = line(rows[-1], "  ", part)
        else:
            rows.append(part)
    return lines(*rows)


class MatrixGrid(Widget, can_focus=True):
    """Drawn in one piece: arrows move a cell, Home and End to the row's ends, Enter asks for what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "move(-8, 0)", show=False),
        Binding("pagedown", "move(8, 0)", show=False),
        Binding("home", "move(0, -99)", show=False),
        Binding("end", "move(0, 99)", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = "MatrixGrid { height: 1fr; padding: 0 1; }"

    class Moved(Message):
        """Another cell is under the cursor."""

    class Chosen(Message):
        """Enter on the cell under the cursor."""

    @dataclass
    class Place:
        """Where the cursor is; column -1 is the name."""

        row: int = 0
        column: int = 0

    def __init__(self, matrix: Matrix, relations: Mapping[int, str], id: str) -> None:
        super().__init__(id=id)
        self._matrix = matrix
        self._relations = relations
        self._top = self._left = 0
        self.place = self.Place(column=0 if matrix.services else -1)

    @property
    def person(self) -> PersonView | Unopened:
        """Whose row the cursor is on."""
        return self._matrix.people[self.place.row]

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor; None on a name, and on whoever was not opened."""
        return self._matrix.cells[self.place.row][self.place.column] if self._on_cell else None

    @property
    def service(self) -> Service | None:
        """The service of the cell under the cursor."""
        return self._matrix.services[self.place.column] if self._on_cell else None

    @property
    def _on_cell(self) -> bool:
        return self.place.column >= 0 and not isinstance(self.person, Unopened)

    @property
    def _name_width(self) -> int:
        return _WIDE_NAME if self.app.size.width >= _WIDE else _NAME

    @property
    def _columns(self) -> int:
        """How many whole columns fit."""
        return max(1, (self.size.width - self._name_width) // (_CELL + _GAP))

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - _HEAD)

    def action_move(self, down: int, across: int) -> None:
        at = self.place
        at.row = max(0, min(len(self._matrix.people) - 1, at.row + down))
        at.column = max(-1, min(len(self._matrix.services) - 1, at.column + across))
        self.refresh()
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def on_click(self, event: Click) -> None:
        """A click chooses the cell; a click on the chosen one opens it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < _HEAD or self._top + offset.y - _HEAD >= len(self._matrix.people):
            return
        across = (offset.x - self._name_width) // (_CELL + _GAP) if offset.x >= self._name_width else -1
        column = self._left + across if across >= 0 else -1
        if column >= len(self._matrix.services):
            return
        before, self.place = self.place, self.Place(self._top + offset.y - _HEAD, column)
        self.action_move(0, 0)
        if before == self.place:
            self.action_choose()

    def render(self) -> Content:
        columns, rows, at = self._columns, self._rows, self.place
        last = max(0, at.column)
        services, everybody = len(self._matrix.services), len(self._matrix.people)
        self._left = _first(self._left, last, columns, services)
        self._top = _first(self._top, at.row, rows, everybody)
        shown = range(self._left, min(self._left + columns, services))
        people = range(self._top, min(self._top + rows, everybody))
        above_and_below = _more("↑", self._top, everybody - people.stop, "↓")
        return lines(*self._heads(shown, above_and_below), *(self._row(place, shown) for place in people))

    def _heads(self, shown: range, above_and_below: str) -> list[Content]:
        services = self._matrix.services
        more = _more("←", shown.start, len(services) - shown.stop, "→")
        groups = [(services[place].area, services[place].group) for place in shown]
        titles: list[Content] = []
        for title, run in groupby(groups):
            room = len(list(run)) * (_CELL + _GAP) - _GAP
            words = self._title(*title)
            rule = f" {'─' * (room - len(words) - 1)}" if len(words) < room else ""
            titles.append(cell((words + rule, "bold $primary"), room))
        wrapped = [line(services[place].label).wrap(_CELL)[:3] for place in shown]
        heads = [line(cell((more, "bold $primary"), self._name_width), *_spaced(titles))]
        for number in range(_HEAD - 1):
            cells = [
                cell(part[number - (_HEAD - 1 - len(part))] if number >= _HEAD - 1 - len(part) else "", _CELL)
                for part in wrapped
            ]
            beside = (above_and_below if number == _HEAD - 2 else "", "bold $primary")
            heads.append(line(cell(beside, self._name_width), *_spaced([one.stylize("bold") for one in cells])))
        return heads

    def _title(self, area: str, group: str) -> str:
        """The kind of service; of another area, its name."""
        return group if area == self._matrix.services[0].area else area

    def _row(self, place: int, shown: Sequence[int]) -> Content:
        person = self._matrix.people[place]
        if isinstance(person, Unopened):
            style = _CURSOR if place == self.place.row else "bold"
            whose = cell((self._relations.get(person.person) or "One of the list", style), self._name_width - 1)
            return line(whose, " ", (f"! Not opened: {person.title}", style)).truncate(self.size.width, ellipsis=True)
        cells: list[Content] = []
        for column in shown:
            words, style = word(self._matrix.cells[place][column])
            here = (place, column) == (self.place.row, self.place.column)
            cells.append(cell((f"{words:<{_CELL}}", _CURSOR if here else style), _CELL))
        return line(self._whose(person.banner, place), " ", *_spaced(cells))

    def _whose(self, banner: Banner, place: int) -> Content:
        years = "died" if banner.deaths else banner.age or ("due" if banner.birth_words.startswith("expected") else "")
        room = self._name_width - 1 - len(years) - 1
        here = self.place.row == place
        style = _CURSOR if here and self.place.column < 0 else "bold underline" if here else "bold"
        return line(cell((banner.title, style), room), (f" {years}", style))


def _first(before: int, at: int, room: int, many: int) -> int:
    """The first that is shown: the one before if the cursor is in sight from there and no room is left over."""
    return max(0, min(max(before, at - room + 1), at, many - room))


def _more(back: str, before: int, after: int, on: str) -> str:
    return "   ".join(filter(None, (f"{back} {before} more" if before else "", f"{after} more {on}" if after else "")))


def _spaced(cells: Sequence[Content]) -> list[Content]:
    return [line(one, " " * _GAP) for one in cells]
