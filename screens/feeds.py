"""The feeds board: how old each agency's data is, and which files wait to be imported. An admin's home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from importers.delivering import holding
from importers.reports import report
from importers.unattended import inbox
from screens.ask_first import AskFirst
from screens.base import Page
from screens.deed import deed
from screens.messages import CheckRows, OpenDeliveries, OpenImport, OpenNewFeed
from screens.widgets.board_rows import (
    FEED,
    HELD,
    MISSED,
    REFUSED,
    RELEASED,
    Standing,
    feed_detail,
    file_detail,
    held_detail,
    options,
    refused_detail,
    summary,
)
from screens.widgets.cells import LIST_FRAME
from screens.widgets.lines import Lines
from store.permissions import May
from store.records import held
from store.records.board import BoardLine, feed_board

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.unattended.inbox import TurnedAway, Waiting

_OF_SECOND_PERSON = {HELD: "waiting", RELEASED: "released"}
"""Things to do with held deliveries, and in which state those are."""


@dataclass
class BoardLoaded(Message):
    """What the board shows now."""

    feeds: tuple[BoardLine, ...]
    waiting: tuple[Waiting, ...]
    refused: tuple[TurnedAway, ...]


@dataclass
class Written(Message):
    """A report lies where it was wanted; `words` say under which name."""

    words: str


class Board(Lines):
    """Waiting files and feeds, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Import", tooltip="Import the marked file, or a file for the marked feed")
    ]


class FeedsPage(Page):
    """Files waiting above, then what is to be done, then the feeds, in one list: Enter starts an import."""

    NEEDS: ClassVar = {
        "import_other": May.IMPORT,
        "look_again": May.FEEDS,
        "new_feed": May.FEEDS,
        "write_report": May.DELIVERIES,
    }
    HELP = (
        "Every agency's feed with the day its last extract was taken. '!' overdue: older than was agreed, "
        "so ring the agency; 'x' stopped: three files late beyond that. '~' due: the next file should be here. "
        "'-' never: nothing has come yet. Refused: rows that no later file has put right. Held: deliveries that wait "
        "for a second person.\n"
        "Files in a feed's drop folder and what somebody has to do are listed above. Enter starts an import. W writes "
        "a report on the feed's last delivery, to send back to the agency: by cell and code, without any values."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_other", "Other file", id="import", tooltip="Import a file from anywhere"),
        Binding("n", "new_feed", "New feed", id="new-feed", tooltip="Connect an agency's new feed"),
        Binding("w", "write_report", "Report", id="report", tooltip="Write what was found, to send to the agency"),
        Binding("d", "open_deliveries", "Deliveries", id="deliveries", tooltip="What came from the marked feed"),
        Binding("r", "look_again", "Look again", id="look-again", tooltip="Look again for files that came"),
    ]

    _summary = query_one("#summary", Static)
    _list = query_one("#board", Board)
    _detail = query_one("#detail", Static)
    _feeds: tuple[BoardLine, ...] | None = None
    """None until they have been read: nothing is said of them before."""
    _waiting: tuple[Waiting, ...] = ()
    _refused: tuple[TurnedAway, ...] = ()
    _to_mark = ""
    """Code of the feed to which the mark goes when the list is filled next."""
    _folder = ""
    """Where the last report was to go."""

    def body(self) -> Iterable[Widget]:
        yield Static("Reading the feeds…", id="summary")
        yield Board(id="board")
        yield Static(id="detail")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key to this page is not offered on it."""
        if action in ("write_report", "open_deliveries") and not self._feeds:
            return False  # of nothing
        return action != "open_feeds" and super().check_action(action, parameters)

    def on_screen_resume(self) -> None:
        """Also after an import: the board must show what it changed, and no trouble of before."""
        self.untell()
        self._load()

    def mark(self, feed: str) -> None:
        """The mark goes to this feed: what is done next is done about it."""
        self._to_mark = feed

    def on_resize(self) -> None:
        self._fill()

    @work(thread=True, exclusive=True, group="board", exit_on_error=False, description="feeds board")
    def _load(self) -> None:
        self.answer(self._loaded())

    def _loaded(self) -> BoardLoaded:
        return BoardLoaded(feed_board(self.session), inbox.waiting(self.session), inbox.turned_away(self.session))

    @on(BoardLoaded)
    def _show(self, event: BoardLoaded) -> None:
        self._feeds, self._waiting, self._refused = event.feeds, event.waiting, event.refused
        self._fill()
        self._list.focus()
        self.refresh_bindings()

    def _fill(self) -> None:
        """Refill the list for the present width, with the mark on the line it was on."""
        if self._feeds is None:
            return
        self._summary.update(summary(self._feeds))
        told = options(self._feeds, self._waiting, self.size.width - LIST_FRAME, self._refused)
        self._list.fill(told, lambda option: _kind(option) not in (HELD, RELEASED, REFUSED, MISSED))
        wanted = f"{FEED}:{self._to_mark}"
        if any(option.id == wanted for option in self._list.options):
            self._list.highlighted, self._to_mark = self._list.get_option_index(wanted), ""

    def _meant(self, option: Option) -> BoardLine | Waiting:
        """The feed or the file that a line stands for."""
        assert isinstance(option, Standing), "the other lines cannot be marked"
        return option.meant

    @on(Board.OptionHighlighted)
    def _tell_more(self, event: Board.OptionHighlighted) -> None:
        meant, width = self._meant(event.option), self.size.width - 2
        if not isinstance(meant, BoardLine):
            self._detail.update(file_detail(meant, width))
        elif (kind := _kind(event.option)) in _OF_SECOND_PERSON:
            self._detail.update(held_detail(meant, kind))
        elif kind == REFUSED:
            self._detail.update(refused_detail(meant, self._refused, width))
        else:
            self._detail.update(feed_detail(meant, width))

    @on(Board.OptionSelected)
    def _start_marked(self, event: Board.OptionSelected) -> None:
        if not self.session.may(May.IMPORT):
            return
        meant = self._meant(event.option)
        if (kind := _kind(event.option)) in _OF_SECOND_PERSON:
            self.untell()
            self._open_held(meant.feed.code, _OF_SECOND_PERSON[kind])
        else:
            self.post_message(OpenImport(None if isinstance(meant, BoardLine) else meant.path, meant.feed.code))

    @work(thread=True, exclusive=True, group="held", exit_on_error=False, description="open a held delivery")
    def _open_held(self, feed: str, state: str) -> None:
        """The check of the delivery that was held first, as it was held: what a second person has to see."""
        waits = next((one for one in held.waiting(self.session) if (one.feed, one.state) == (feed, state)), None)
        if waits is None:  # somebody else decided meanwhile
            self.answer(self._loaded())
        else:
            self.answer(CheckRows(*holding.as_held(self.session, waits)))

    def action_import_other(self) -> None:
        self.post_message(OpenImport())

    def action_new_feed(self) -> None:
        self.post_message(OpenNewFeed())

    def action_open_deliveries(self) -> None:
        marked = self._list.highlighted_option
        if marked is not None:
            self.post_message(OpenDeliveries(self._meant(marked).feed))

    def action_look_again(self) -> None:
        self._load()

    def action_write_report(self) -> None:
        """Ask for a folder; the report on the marked feed's last delivery goes there (F60)."""
        option = self._list.highlighted_option
        feed = self._meant(option).feed.code if option is not None else ""
        meant = next((line for line in self._feeds or () if line.feed.code == feed), None)
        if meant is None or meant.last is None:
            self.notify("Nothing of this feed is delivered yet: there is nothing to report.")
            return
        form = AskFirst(
            f"Report to {meant.feed.agency.name}",
            f"On delivery {meant.last.id}, {meant.last.file_name}: cells and codes, no values. This is recorded.",
            (("Folder", "one that exists; nothing in it is overwritten"),),
            self._folder,
        )
        self.ask(form, partial(self._folder_said, meant.last.id))

    def _folder_said(self, delivery: int, folder: str) -> None:
        self.untell()
        self._folder = folder
        self._write_report(delivery, Path(folder).expanduser())

    @deed("report to an agency")
    def _write_report(self, delivery: int, folder: Path) -> None:
        written = report.write(self.session, delivery, folder)
        self.post_message(Written(f"Written: {written.table.name} and .txt, {written.rows:,} findings."))

    @on(Written)
    def _written(self, event: Written) -> None:
        self.notify(event.words)


def _kind(option: Option) -> str:
    """FILE, FEED, HELD, RELEASED, REFUSED or MISSED; '' for headings."""
    return option.kind if isinstance(option, Standing) else ""
