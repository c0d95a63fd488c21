"""A person: who this is, which services know them, whom to ring, who else is at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static
from textual.widgets.option_list import Option

from screens.call_page import COPY_KEYS, RECORD_KEY, has
from screens.guarded import GuardedPerson
from screens.messages import OpenWhyOne, ShowSheet
from screens.text import line, lines
from screens.widgets.banner import banner_lines, everything
from screens.widgets.flags import WIDE, flag_detail, flag_head, flag_row, member_detail, member_row
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.lines import Lines
from store.disclosure.details import Copied
from store.disclosure.flags import Flag
from store.disclosure.household import Member
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.events import Resize
    from textual.geometry import Size
    from textual.widget import Widget

    from store.disclosure.view import PersonView
    from store.session import Session


class PersonPage(GuardedPerson):
    """The first disclosure: flags and contacts. What stands in a service's file is one Enter further."""

    NEEDS: ClassVar = {**GuardedPerson.NEEDS, "copy": May.COPY, "record": May.COPY}
    HELP = (
        "Check name and birth date with the caller first. Each line is one service of your area: what its data "
        "says, since when, the key worker and the number to ring. The sentence for the chosen line stands below. "
        "A service that is not in the data may still be involved: the sentence says what the data covers. Below "
        "the services are the people at the same address, each with a digit. Enter opens a service's details, or that "
        "person; a digit opens the person who bears it; T shows everybody at the address in one table. "
        "A service marked ≈ is likely about the same person, joined by likeness: W says why, and there a record that "
        "is about somebody else is reported. R shows the text for the case system, which it can copy."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        READ_ON,
        *COPY_KEYS,
        RECORD_KEY,
        Binding("i", "everything", "Identity", tooltip="All names, dates, numbers and addresses with their sources"),
        Binding("w", "why_one", "Why one", tooltip="Why these records are one person; report one that is not"),
        Binding("h", "household", "Household", tooltip="To the people at the same address"),
        Binding("t", "together", "All at home", show=False,
                tooltip="Everybody at the same address against the services, each recorded as opened"),
        *(Binding(str(digit), f"open_member({digit})", show=False) for digit in range(1, 10)),
    ]  # fmt: skip

    _banner = query_one("#banner", Static)
    _head = query_one("#head", Static)
    _list = query_one("#services", Lines)
    _detail = query_one(InFull)

    def __init__(self, session: Session, view: PersonView) -> None:
        super().__init__(session)
        self._view = view
        self._members = [member for home in view.households for member in home.members]
        self._rows: dict[str, Flag | Member] = {}
        self._told: Flag | Member | None = None
        self._width = 0

    def body(self) -> Iterable[Widget]:
        width = self._width = _room(self.app.size)
        yield Static(self._banner_of(width), id="banner")
        yield Static(flag_head(width), id="head")
        yield Lines(*self._options(width), id="services")
        self._told = next(iter(self._rows.values()), None)
        yield InFull(_in_full(self._told))

    def on_mount(self) -> None:
        """The first line is chosen: its sentence is told without a key."""
        self._list.focus()
        self._list.highlighted = 0
        self.watch_people()

    @property
    def showing(self) -> dict[int, Level]:
        return {self._view.person: self._view.shield}

    def on_resize(self, event: Resize) -> None:
        """Columns follow the width; the chosen line stays chosen."""
        width, chosen = _room(event.size), self._list.highlighted
        if width != self._width:
            self._width = width
            self._banner.update(self._banner_of(width))
            self._head.update(flag_head(width))
            self._list.clear_options().add_options(self._options(width))
            self._list.highlighted = chosen

    def _banner_of(self, width: int) -> Content:
        return banner_lines(self._view, self.session.hub.area, width, most=4 if width >= WIDE else 2)

    def _options(self, width: int) -> Iterator[Option]:
        view = self._view
        for flag in view.flags:
            key = f"service {flag.feed_id}"
            self._rows[key] = flag
            yield Option(flag_row(flag, self.session.hub.area, width), id=key)
        people = len({view.person, *(member.person for member in self._members)})
        for place, home in enumerate(view.households):
            there = f"  T: all {people} in one table" if home.members else f"  {home.words}"
            where = line(("At ", "$muted"), home.address)
            if home.members:
                where = where.truncate(width - len(there), ellipsis=True)
            heading = line(where, (there, "$muted"))
            yield Option(lines(line(""), heading), disabled=True)
            for member in home.members:
                key = f"home {place} {member.person}"
                self._rows[key] = member
                number = self._members.index(member) + 1
                yield Option(member_row(member, number, width), id=key)
        rest = [line((words, "$muted")) for words in (*view.not_applicable.values(), *view.elsewhere.values())]
        if rest:
            yield Option(lines(line(""), *rest), disabled=True)

    def _chosen(self) -> Flag | Member | None:
        option = self._list.highlighted_option
        return self._rows.get(option.id) if option is not None and option.id is not None else None

    @on(Lines.OptionHighlighted, "#services")
    def _tell_chosen(self) -> None:
        """The chosen line in full, always in the same place: nothing moves under the cursor."""
        chosen = self._chosen()
        if chosen is not self._told:
            self._told = chosen
            self.untell()
            self._detail.say(_in_full(chosen))
        self.refresh_bindings()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing on the chosen line are not offered."""
        chosen = self._chosen() if self.is_mounted else None
        if action == "copy":
            way = chosen.contact if isinstance(chosen, Flag) else None
            return has(way, parameters) and super().offers(action, parameters)
        if action == "why_one":
            return bool(self._view.flags)
        if action in ("household", "together"):
            return bool(self._members)
        return super().offers(action, parameters)

    @on(Lines.OptionSelected, "#services")
    def _open_chosen(self) -> None:
        match self._chosen():
            case Flag() as flag:
                self.open_service(self._view, flag.feed_id)
            case Member() as member:
                self.open_person(member.person)
            case None:
                pass

    def action_everything(self) -> None:
        width = 90 if self._width >= WIDE else 70  # of a sheet, less its frame
        self.post_message(ShowSheet(self._view.banner.title, everything(self._view, width)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="why one person")
    def action_why_one(self) -> None:
        """Why the records are taken for one person: linkage is loaded when somebody first asks."""
        from matching.deciding.doubting import why_one

        self.post_message(OpenWhyOne(self._view, why_one(self.session, self._view.person)))

    def action_copy(self, kind: str) -> None:
        if isinstance(chosen := self._chosen(), Flag):
            self.copy_contact(self._view.person, chosen.feed_id, Copied(kind))

    def action_record(self) -> None:
        """What the case system is to say of this call."""
        self.open_record([self._view])

    def action_household(self) -> None:
        """To the first person at the same address, or from there to the next."""
        homes = [place for place, option in enumerate(self._list.options) if (option.id or "").startswith("home")]
        at = self._list.highlighted or 0
        self._list.highlighted = next((place for place in homes if place > at), homes[0])

    def action_open_member(self, number: int) -> None:
        if number <= len(self._members):
            self.open_person(self._members[number - 1].person)

    def action_together(self) -> None:
        self.open_matrix({self._view.person: "", **{member.person: "same address" for member in self._members}})


def _in_full(chosen: Flag | Member | None) -> Content:
    match chosen:
        case Flag() as flag:
            return flag_detail(flag)
        case Member() as member:
            return member_detail(member)
        case None:
            return Content("")


def _room(size: Size) -> int:
    """Columns for a row: less the margins, and the scroll bar that may stand there."""
    return size.width - 3
