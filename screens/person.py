"""A person: who this is, which services know them, whom to ring, who else is at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.base import CallPage
from screens.messages import Copy, OpenPerson, OpenService, ShowSheet
from screens.text import joined, line, lines
from screens.widgets.banner import banner_lines, born, everything
from screens.widgets.flags import WHAT, flag_detail, flag_head, flag_row, member_detail, member_row
from store.disclosure import details as services
from store.disclosure import view as views
from store.disclosure.details import Copied
from store.disclosure.flags import Flag
from store.disclosure.household import Member
from store.disclosure.view import PersonView
from store.permissions import May

if TYPE_CHECKING:
    from textual.widget import Widget

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

    @dataclass
    class Opened(Message):
        """The person is recorded as opened and may be shown."""

        view: PersonView

    _banner = query_one("#banner", Static)
    _head = query_one("#head", Static)
    _list = query_one("#services", OptionList)
    _detail = query_one("#detail", VerticalScroll)
    _words = query_one("#words", Static)

    def __init__(self, session: Session, person: int) -> None:
        super().__init__(session)
        self._person = person
        self._view: PersonView | None = None
        self._rows: dict[str, Flag | Member] = {}

    def body(self) -> Iterable[Widget]:
        """Banner, services and household as one list, the chosen line's sentence."""
        yield Static(id="banner")
        yield Static(id="head")
        yield OptionList(id="services", markup=False)
        yield VerticalScroll(Static(id="words"), id="detail", can_focus=False)

    def on_mount(self) -> None:
        """Ask for the person; it is recorded before it comes."""
        self._read()

    @work(thread=True, exclusive=True, group="person", exit_on_error=False, description="open person")
    def _read(self) -> None:
        self.post_message(self.Opened(views.person(self.session, self._person)))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._view = event.view
        self._paint()
        self._list.focus()
        if self._list.option_count:
            self._list.highlighted = 0

    def on_resize(self) -> None:
        """Columns follow the width; the chosen line stays chosen."""
        if self._view is not None:
            chosen = self._list.highlighted
            self._paint()
            self._list.highlighted = chosen

    def _paint(self) -> None:
        view = self._view
        assert view is not None, "painted only once it is opened"
        width = self.size.width - 3  # margins, and the scroll bar that may stand there
        area = self.session.hub.area
        self._banner.update(banner_lines(view, area, width, most=2 if self.has_class("-narrow") else 4))
        self._head.update(flag_head(width))
        self._rows.clear()
        self._list.clear_options().add_options(self._options(view, width))

    def _options(self, view: PersonView, width: int) -> Iterator[Option]:
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
        self.untell()
        match self._chosen():
            case Flag() as flag:
                self._words.update(flag_detail(flag))
            case Member() as member:
                self._words.update(member_detail(member))
            case None:
                self._words.update(Content(""))
        self._detail.scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing on the chosen line are not offered."""
        chosen = self._chosen() if self.is_mounted else None
        if action == "copy":
            way = chosen.contact if isinstance(chosen, Flag) else None
            part = way and (way.phone if parameters == (Copied.PHONE.value,) else way.email)
            return bool(part) and super().check_action(action, parameters)
        if action == "everything":
            return self._view is not None
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#services")
    def _open_chosen(self) -> None:
        match self._chosen():
            case Flag() as flag if self._view is not None:
                banner = self._view.banner
                who = joined(", ", banner.title, born(banner))
                self.post_message(OpenService(self._view.person, flag.feed_id, who))
            case Member() as member:
                self.post_message(OpenPerson(member.person))
            case _:
                pass

    def action_everything(self) -> None:
        """All that identifies the person, with sources."""
        if self._view is not None:
            width = 90 if self.has_class("-wide") else 70  # of a sheet, less its frame
            self.post_message(ShowSheet(self._view.banner.title, everything(self._view, width)))

    def action_copy(self, kind: str) -> None:
        """Send the chosen service's contact to the clipboard."""
        if isinstance(chosen := self._chosen(), Flag):
            self._copy(chosen.feed_id, Copied(kind))

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False, description="copy contact")
    def _copy(self, feed_id: int, kind: Copied) -> None:
        text = services.copied(self.session, self._person, feed_id, kind)
        self.post_message(Copy(text, WHAT[kind]))
