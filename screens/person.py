"""A person: who this is, which services know them, whom to ring, who else is at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.base import CallPage
from screens.messages import Copy, OpenService, ShowSheet
from screens.text import joined, line, lines
from screens.widgets.banner import banner_lines, born, everything
from screens.widgets.flags import WHAT, WIDE, flag_detail, flag_head, flag_row, member_detail, member_row
from store.disclosure import details as services
from store.disclosure.details import Copied
from store.disclosure.flags import Flag
from store.disclosure.household import Member
from store.permissions import May

if TYPE_CHECKING:
    from textual.events import Resize
    from textual.geometry import Size
    from textual.widget import Widget

    from store.disclosure.view import PersonView
    from store.session import Session


class PersonPage(CallPage):
    """The first disclosure: flags and contacts. What stands in a service's file is one Enter further."""

    NEEDS: ClassVar = {"copy": May.COPY}
    HELP = (
        "Check name and birth date with the caller first. Each line is one service of your area: what its data "
        "says, since when, the key worker and the number to ring. The sentence for the chosen line stands below. "
        "A service that is not in the data may still be involved: the sentence says what the data covers. Below "
        "the services are the people at the same address. Enter opens a service's details, or that person."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy('phone')", "Copy phone", id="copy.phone", tooltip="Copy the phone number"),
        Binding("e", "copy('email')", "Copy e-mail", id="copy.email", tooltip="Copy the e-mail address"),
        Binding(
            "i",
            "everything",
            "Identity",
            tooltip="All names, dates, numbers and addresses with their sources",
        ),
    ]

    _banner = query_one("#banner", Static)
    _head = query_one("#head", Static)
    _list = query_one("#services", OptionList)
    _detail = query_one("#detail", VerticalScroll)
    _words = query_one("#words", Static)

    def __init__(self, session: Session, view: PersonView) -> None:
        super().__init__(session)
        self._view = view
        self._rows: dict[str, Flag | Member] = {}
        self._told: Flag | Member | None = None
        self._width = 0

    def body(self) -> Iterable[Widget]:
        """Banner, services and household as one list, the chosen line's sentence."""
        width = self._width = _room(self.app.size)
        yield Static(self._banner_of(width), id="banner")
        yield Static(flag_head(width), id="head")
        yield OptionList(*self._options(width), id="services", markup=False)
        self._told = next(iter(self._rows.values()), None)
        yield VerticalScroll(Static(_in_full(self._told), id="words"), id="detail", can_focus=False)

    def on_mount(self) -> None:
        """The first line is chosen: its sentence is told without a key."""
        self._list.focus()
        self._list.highlighted = 0

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
        for place, home in enumerate(view.households):
            nobody = "" if home.members else f"  {home.words}"
            heading = line(("At ", "$muted"), home.address, (nobody, "$muted"))
            yield Option(lines(line(""), heading), disabled=True)
            for member in home.members:
                key = f"home {place} {member.person}"
                self._rows[key] = member
                yield Option(member_row(member, width), id=key)
        rest = [line((words, "$muted")) for words in (*view.not_applicable, *view.elsewhere)]
        if rest:
            yield Option(lines(line(""), *rest), disabled=True)

    def _chosen(self) -> Flag | Member | None:
        option = self._list.highlighted_option
        return self._rows.get(option.id) if option is not None and option.id is not None else None

    @on(OptionList.OptionHighlighted, "#services")
    def _tell_chosen(self) -> None:
        """The chosen line in full, always in the same place: nothing moves under the cursor."""
        chosen = self._chosen()
        if chosen is not self._told:
            self._told = chosen
            self.untell()
            self._words.update(_in_full(chosen))
            self._detail.scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing on the chosen line are not offered."""
        chosen = self._chosen() if self.is_mounted else None
        if action == "copy":
            way = chosen.contact if isinstance(chosen, Flag) else None
            part = way and (way.phone if parameters == (Copied.PHONE.value,) else way.email)
            return bool(part) and super().check_action(action, parameters)
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#services")
    def _open_chosen(self) -> None:
        match self._chosen():
            case Flag() as flag:
                self._open_service(flag.feed_id)
            case Member() as member:
                self.open_person(member.person)
            case None:
                pass

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open service")
    def _open_service(self, feed_id: int) -> None:
        person, banner = self._view.person, self._view.banner
        details = services.service(self.session, person, feed_id)
        self.post_message(OpenService(person, details, joined(", ", banner.title, born(banner))))

    def action_everything(self) -> None:
        """All that identifies the person, with sources."""
        width = 90 if self._width >= WIDE else 70  # of a sheet, less its frame
        self.post_message(ShowSheet(self._view.banner.title, everything(self._view, width)))

    def action_copy(self, kind: str) -> None:
        """Send the chosen service's contact to the clipboard."""
        if isinstance(chosen := self._chosen(), Flag):
            self._copy(chosen.feed_id, Copied(kind))

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False, description="copy contact")
    def _copy(self, feed_id: int, kind: Copied) -> None:
        text = services.copied(self.session, self._view.person, feed_id, kind)
        self.post_message(Copy(text, WHAT[kind]))


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
