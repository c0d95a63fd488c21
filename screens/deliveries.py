"""What came from one feed, newest first; a delivery can be taken back, once it was said in words that it shall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from importers.delivering import quarantine, rolling_back
from screens.ask_first import AskFirst
from screens.base import Page
from screens.deed import deed
from screens.text import line, lines
from screens.widgets.cells import LIST_FRAME, QUIET, row
from screens.widgets.lines import Lines
from store.disclosure.wording import counted, short_date
from store.permissions import May

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from importers.delivering.rolling_back import Effects
    from store.records.agencies import Feed
    from store.records.deliveries import Delivery
    from store.session import Session

_MODES = {"delta": "changes", "append": "new only"}
"""What the board calls changes only and new entries only, as there is room for it; the others as they are."""
_DAY, _MODE, _ACCEPTED, _REFUSED, _BROUGHT = 11, 8, -9, -7, 11


@dataclass
class DeliveriesLoaded(Message):
    """What came to the feed, and how many of its refused rows wait."""

    found: tuple[Delivery, ...]
    waiting: int


@dataclass
class Planned(Message):
    """What taking a delivery back would change."""

    delivery: int
    effects: Effects


class Ended(Message):
    """What was begun to be taken back is taken back, or could not be."""


class DeliveriesPage(Page):
    """One line a delivery; those taken back are dim."""

    NEEDS: ClassVar = {"take_back": May.DELIVERIES}
    HELP = (
        "Everything that came from this feed, newest first. T takes the marked delivery back, with those that came "
        "after it: you are told what that changes and asked first. Nothing is deleted; importing the file again "
        "brings everything back. After a day only a supervisor can take a delivery back, by fctui delivery roll-back. "
        "Refused rows that wait are listed by fctui delivery quarantine, and let go by fctui delivery waive."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "take_back", "Take back", id="take-back", tooltip="Take the marked delivery back")
    ]

    _summary = query_one("#summary", Static)
    _list = query_one("#deliveries", Lines)
    _detail = query_one("#detail", Static)

    def __init__(self, session: Session, feed: Feed) -> None:
        super().__init__(session)
        self._feed = feed
        self._found: tuple[Delivery, ...] | None = None
        """None until they have been read: nothing is said of them before."""

    def body(self) -> Iterable[Widget]:
        yield Static("Reading the deliveries…", id="summary")
        yield Lines(id="deliveries")
        yield Static(id="detail")

    def on_mount(self) -> None:
        self._load()

    def on_resize(self) -> None:
        self._fill()

    @work(thread=True, exclusive=True, group="deliveries", exit_on_error=False, description="deliveries")
    def _load(self) -> None:
        found = rolling_back.listing(self.session, self._feed.code)
        self.answer(DeliveriesLoaded(found, len(quarantine.waiting(self.session, self._feed.code))))

    @on(DeliveriesLoaded)
    def _show(self, event: DeliveriesLoaded) -> None:
        self._found = event.found
        told = f"  {counted(len(event.found), 'delivery')}, {counted(event.waiting, 'refused row')} waiting"
        self._summary.update(line((f"{self._feed.agency.name}, {self._feed.label}", "bold"), told))
        self._fill()
        self._list.focus()

    def _fill(self) -> None:
        if self._found is None:
            return
        width = self.size.width - LIST_FRAME
        heading = Option(_row(width, "Data as of", "Mode", "Accepted", "Refused", "Brought", "File"), disabled=True)
        self._list.fill([heading, *(Option(_line(one, width), id=str(one.id)) for one in self._found)])
        if not self._found:
            self._detail.update(line("No file has come from this feed yet: I on the feeds' page imports one."))

    @property
    def _marked(self) -> Delivery | None:
        at = self._list.highlighted
        return self._found[at - 1] if self._found and at else None

    @on(Lines.OptionHighlighted)
    def _tell_more(self) -> None:
        if one := self._marked:
            self.refresh_bindings()
            state = "taken back" if one.state != "committed" else "stands"
            self._detail.update(
                lines(
                    line((f"Delivery {one.id}, {state}", "bold"), f"  {one.file_name}, brought in by {one.by}"),
                    line(f"{one.accepted:,} of {counted(one.rows, 'row')} accepted, {one.warned:,} with warnings"),
                    line((f"SHA-256 {one.sha256}", "$muted")),
                )
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was taken back is not taken back again."""
        if action == "take_back" and (self._marked is None or self._marked.state != "committed"):
            return False
        return super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """Say what it would change, and ask."""
        if one := self._marked:
            self._plan(one.id)

    @work(thread=True, exclusive=True, group="plan", exit_on_error=False, description="plan of a roll back")
    def _plan(self, delivery: int) -> None:
        self.post_message(Planned(delivery, rolling_back.preview(self.session, delivery, with_later=True)))

    @on(Planned)
    def _ask(self, event: Planned) -> None:
        form = AskFirst("Take back", event.effects.words, (("Type yes", "to take back what is said above"),))
        self.ask(form, partial(self._answered, event.delivery))

    def _answered(self, delivery: int, said: str) -> None:
        if said.casefold() != "yes":
            self.notify("Nothing was taken back: that takes the word yes.")
        else:
            self.untell()
            self.app.clear_notifications()  # none says any more that nothing was taken back
            self.busy = True  # locking would take its database away
            self._summary.update("Taking it back…")
            self._take_back(delivery)

    @deed("roll back")
    def _take_back(self, delivery: int) -> None:
        try:
            rolling_back.roll_back(self.session, delivery, with_later=True)
        finally:
            self.post_message(Ended())

    @on(Ended)
    def _ended(self) -> None:
        """Taken back or not: the list says how it stands now."""
        self.busy = False
        self._load()


def _row(width: int, day: str, mode: str, accepted: str, refused: str, brought: str, file: str) -> Content:
    room = width - _DAY - _MODE + _ACCEPTED + _REFUSED - _BROUGHT - 10
    counts = (accepted, _ACCEPTED), (refused, _REFUSED)
    return row((day, _DAY), (mode, _MODE), *counts, (brought, _BROUGHT), (file, room))


def _line(one: Delivery, width: int) -> Content:
    file = one.file_name if one.state == "committed" else f"TAKEN BACK {one.file_name}"
    said = (
        short_date(one.as_of),
        _MODES.get(one.mode, one.mode),
        f"{one.accepted:,}",
        f"{one.quarantined:,}",
        short_date(one.at[:10]),
        file,
    )
    told = _row(width, *said)
    return told if one.state == "committed" else told.stylize(QUIET)
