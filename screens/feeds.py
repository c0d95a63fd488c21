"""The feeds board: how old each agency's data is, and which files wait to be imported. An admin's home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from importers import inbox
from screens.base import Page
from screens.files import size
from screens.messages import OpenImport
from screens.text import Part, joined, line, lines
from screens.widgets.cells import ASKING, GAP, LIST_FRAME, LOUD, row
from store.disclosure.wording import counted, every, listed, sentence, short_date
from store.permissions import May
from store.records.deliveries import BoardLine, feed_board

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from importers.inbox import Waiting

MARKS = {"fresh": "·", "due": "~", "overdue": "!", "never": "-"}
"""A glyph beside the word, so that an overdue feed stands out without its colour."""
_STYLES = {"fresh": "", "due": "bold", "overdue": LOUD, "never": ASKING}
_MODES = {"full": "Full extract", "delta": "Changes only", "append": "New entries only"}
_STATE, _AS_OF, _AGE, _ROWS, _REFUSED = 9, 11, 9, -9, -7
_WIDE = 98
"""Columns from which the agency and the number of rows have room beside the feed."""


@dataclass
class BoardLoaded(Message):
    """What the board shows now."""

    feeds: tuple[BoardLine, ...]
    waiting: tuple[Waiting, ...]


class Board(OptionList):
    """Waiting files and feeds, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Import", tooltip="Import the marked file, or a file for the marked feed"),
    ]


class FeedsPage(Page):
    """Files waiting above, feeds below, in one list: Enter on either starts an import."""

    NEEDS: ClassVar = {"import_other": May.IMPORT, "look_again": May.FEEDS}
    HELP = (
        "Every agency's feed with the day its last extract was taken. '!' overdue: older than was agreed, "
        "so ring the agency. '~' due: the next file should be here soon. '-' never: nothing has come yet.\n"
        "Files in a feed's drop folder are listed above. Enter on a file or a feed starts its import."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_other", "Other file", id="import", tooltip="Import a file from anywhere"),
        Binding("r", "look_again", "Look again", id="look-again", tooltip="Look again for files that came"),
    ]

    _summary = query_one("#summary", Static)
    _list = query_one("#board", Board)
    _detail = query_one("#detail", Static)
    _feeds: tuple[BoardLine, ...] | None = None
    """None until they have been read: nothing is said of them before."""
    _waiting: tuple[Waiting, ...] = ()

    def body(self) -> Iterable[Widget]:
        """How things stand in one line, the list, and more about the marked line."""
        yield Static("Reading the feeds…", id="summary")
        yield Board(id="board", markup=False)
        yield Static(id="detail")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key to this page is not offered on it."""
        return action != "open_feeds" and super().check_action(action, parameters)

    def on_screen_resume(self) -> None:
        """Also after an import: the board must show what it changed."""
        self._load()

    def on_resize(self) -> None:
        """Columns follow the window."""
        self._fill()

    @work(thread=True, exclusive=True, group="board", exit_on_error=False, description="feeds board")
    def _load(self) -> None:
        self.post_message(BoardLoaded(feed_board(self.session), inbox.waiting(self.session)))

    @on(BoardLoaded)
    def _show(self, event: BoardLoaded) -> None:
        self._feeds, self._waiting = event.feeds, event.waiting
        self._fill()
        self._list.focus()

    def _fill(self) -> None:
        """Refill the list for the present width, with the mark on the line it was on."""
        if self._feeds is None:
            return
        marked = self._list.highlighted_option
        options = list(_options(self._feeds, self._waiting, self.size.width - LIST_FRAME))
        choices = [index for index, option in enumerate(options) if not option.disabled]
        same = [index for index in choices if marked is not None and options[index].id == marked.id]
        self._summary.update(_summary(self._feeds))
        self._list.clear_options().add_options(options)
        self._list.highlighted = next(iter(same or choices), None)

    def _meant(self, option: Option) -> BoardLine | Waiting:
        """The feed or the file that a line stands for."""
        kind, _, number = (option.id or "").partition(":")
        return (self._feeds or ())[int(number)] if kind == "feed" else self._waiting[int(number)]

    @on(Board.OptionHighlighted)
    def _tell_more(self, event: Board.OptionHighlighted) -> None:
        meant = self._meant(event.option)
        self._detail.update(_feed_detail(meant) if isinstance(meant, BoardLine) else _file_detail(meant))

    @on(Board.OptionSelected)
    def _start_marked(self, event: Board.OptionSelected) -> None:
        if not self.session.may(May.IMPORT):
            return
        meant = self._meant(event.option)
        self.post_message(OpenImport(None if isinstance(meant, BoardLine) else meant.path, meant.feed.code))

    def action_import_other(self) -> None:
        """Import a file from anywhere, for any feed."""
        self.post_message(OpenImport())

    def action_look_again(self) -> None:
        """Read the board again."""
        self._load()


def _options(feeds: tuple[BoardLine, ...], waiting: tuple[Waiting, ...], width: int) -> Iterable[Option]:
    if waiting:
        heading = f"{counted(len(waiting), 'file')} waiting to be imported"
        yield Option(line((heading, "bold $warning")), disabled=True)
        for number, file in enumerate(waiting):
            yield Option(_file_row(file, width), id=f"file:{number}")
        yield Option("", disabled=True)
    yield Option(_heading(width), disabled=True)
    for number, board_line in enumerate(feeds):
        yield Option(_feed_row(board_line, width), id=f"feed:{number}")


def _row(width: int, values: tuple[Part, Part, Part, Part, Part, Part, Part]) -> Content:
    """State, feed, agency, day, age, rows, refused; agency and rows only where there is room."""
    state, feed, agency, as_of, age, rows, refused = values
    room = width - sum(map(abs, (_STATE, _AS_OF, _AGE, _REFUSED))) - 4 * GAP
    if width < _WIDE:
        return row((state, _STATE), (feed, room), (as_of, _AS_OF), (age, _AGE), (refused, _REFUSED))
    half = (room + _ROWS - 2 * GAP) // 2
    return row(
        (state, _STATE), (feed, half), (agency, half), (as_of, _AS_OF), (age, _AGE), (rows, _ROWS), (refused, _REFUSED)
    )


def _heading(width: int) -> Content:
    values = ("State", "Feed", "Agency", "Data as of", "Age, days", "Rows", "Refused")
    return _row(width, values).stylize("$muted")


def _file_row(file: Waiting, width: int) -> Content:
    return row((file.feed.code, 14), (f"{file.path.name}, {size(file.size)}", width - 14 - GAP))


def _feed_row(board_line: BoardLine, width: int) -> Content:
    feed, last, style = board_line.feed, board_line.last, _STYLES[board_line.state]
    state = (f"{MARKS[board_line.state]} {board_line.state}", style)
    label = feed.label if width >= _WIDE else f"{feed.agency.area} {feed.label}"
    names = (label, "bold"), feed.agency.name
    if last is None:
        return _row(width, (state, *names, "-", "-", "-", "-"))
    age = f"{board_line.age} of {feed.cadence_days}"
    numbers = short_date(last.as_of), age, f"{last.rows:,}", f"{last.quarantined:,}"
    return _row(width, (state, *names, *numbers))


def _summary(feeds: tuple[BoardLine, ...]) -> Content:
    """'Feeds  9 feeds: 6 fresh, 1 due, 1 overdue, 1 never delivered'."""
    if not feeds:
        return line(("Feeds", "bold"), "  There are no feeds yet. Add them with: fctui feed load FEEDS.JSON")
    states = Counter(board_line.state for board_line in feeds)
    words = listed(f"{states[state]} {state}" for state in MARKS if states[state])
    return line(("Feeds", "bold"), f"  {counted(len(feeds), 'feed')}: {words.replace('never', 'never delivered')}")


def _feed_detail(board_line: BoardLine) -> Content:
    feed, last = board_line.feed, board_line.last
    phone = f"Duty desk {feed.agency.phone}" if feed.agency.phone else ""
    came = f"Last file {last.file_name}, {counted(last.rows, 'row')}, brought in by {last.by}" if last else ""
    delivered = came or "No file has come yet"
    promised = f"{_MODES[feed.mode]}, {every(feed.cadence_days)}, overdue after {feed.stale_after_days} days"
    return lines(
        line((f"{feed.code} · {feed.agency.name}", "bold"), f"  {phone}"),
        line(sentence(feed.cohort)),
        line(joined(" · ", promised, delivered)),
    )


def _file_detail(file: Waiting) -> Content:
    return lines(
        line((f"{file.feed.label} · {file.feed.agency.name}", "bold"), "  ", sentence(file.feed.cohort)),
        line("Enter starts the import; you will be asked on which day the agency took the extract."),
    )
