"""The family against the services: who is known where, and one key from there to whom to ring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from screens.call_page import COPY_KEYS, RECORD_KEY, has
from screens.guarded import GuardedPage
from screens.text import joined, line, lines
from screens.widgets.flags import flag_detail
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.matrix_grid import MatrixGrid, legend
from store.disclosure.details import Copied
from store.disclosure.matrix import Unopened
from store.disclosure.view import PersonView
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from store.disclosure.contact import Contact
    from store.disclosure.matrix import Matrix
    from store.session import Session


class MatrixPage(GuardedPage):
    """The first disclosure of several people at once: each of them was recorded as opened, and nobody else."""

    NEEDS: ClassVar = {"copy": May.COPY, "record": May.COPY}
    HELP = (
        "Each row is a person, each column a service; the word in a cell says what the service's data holds, and the "
        "sentence for the chosen cell stands below, with whom to ring. Arrows move. Enter opens what that service "
        "says of that person; on a name it opens the person. Whoever could not be opened keeps a line that says why, "
        "and was not recorded as opened. A service that has no record may still be involved: the "
        "sentence says what its data covers."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        READ_ON,
        *COPY_KEYS,
        RECORD_KEY,
        Binding("p", "open_this", "Person", tooltip="Open the person of this row"),
    ]
    _grid = query_one("#grid", MatrixGrid)
    _legend = query_one("#legend", Static)
    _detail = query_one(InFull)

    def __init__(
        self, session: Session, matrix: Matrix, relations: dict[int, str], unanswered: tuple[str, ...]
    ) -> None:
        super().__init__(session)
        self._matrix = matrix
        self._relations = relations
        self._unanswered = unanswered

    def body(self) -> Iterable[Widget]:
        yield MatrixGrid(self._matrix, self._relations, id="grid")
        yield Static(legend(self._matrix, self.app.size.width - 2), id="legend")
        yield InFull()

    def on_mount(self) -> None:
        """The first cell is chosen: its sentence is told without a key."""
        self._grid.focus()
        self._tell()
        self.watch_people()

    def on_resize(self) -> None:
        self._legend.update(legend(self._matrix, self.size.width - 2))

    @property
    def showing(self) -> dict[int, Level]:
        """Everybody in the table who was opened, as opened."""
        return {one.person: one.shield for one in self._matrix.people if isinstance(one, PersonView)}

    @on(MatrixGrid.Moved)
    def _tell(self) -> None:
        self.untell()
        self._detail.say(self._in_full())
        self.refresh_bindings()

    def _in_full(self) -> Content:
        view, cell, service = self._grid.person, self._grid.cell, self._grid.service
        relation = self._relations.get(view.person, "")
        if isinstance(view, Unopened):
            return lines(
                line((f"{relation}  " if relation else "", "$muted"), (f"! Not opened: {view.title}.", "bold")),
                line(view.sentence),
                line(view.advice),
                line(("Enter tries to open this person", "$primary")),
            )
        who = line(
            (f" {joined(', ', view.banner.title, view.banner.born)} ", "bold black on $primary"),
            (f"  {relation}" if relation else "", "$muted"),
        )
        if cell is None or service is None:
            return lines(who, line(("Enter opens this person", "$primary")), *(line(n.words) for n in view.notices))
        if cell.flag is None:
            return lines(who, line((service.label, "bold")), line(cell.words))
        return lines(who, flag_detail(cell.flag))

    def _way(self) -> Contact | None:
        cell = self._grid.cell
        return cell.flag.contact if cell is not None and cell.flag is not None else None

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing in the chosen cell are not offered."""
        if action == "copy":
            return self.is_mounted and has(self._way(), parameters) and super().offers(action, parameters)
        return super().offers(action, parameters)

    @on(MatrixGrid.Chosen)
    def _open_chosen(self) -> None:
        view, cell, service = self._grid.person, self._grid.cell, self._grid.service
        if cell is None or service is None or isinstance(view, Unopened):
            self.action_open_this()
        elif cell.flag is not None:
            self.open_service(view, service.feed_id)

    def action_open_this(self) -> None:
        self.open_person(self._grid.person.person)

    def action_record(self) -> None:
        """What the case system is to say of them all, and of those of the list who are not in the table."""
        self.open_record(self._matrix.people, self._relations, self._unanswered)

    def action_copy(self, kind: str) -> None:
        if self._grid.service is not None:
            self.copy_contact(self._grid.person.person, self._grid.service.feed_id, Copied(kind))
