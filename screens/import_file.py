"""The first step of an import: which file, whose feed, and on which day the agency took the extract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Button, Input, Select, Static

from importers.delivering import delivery
from importers.delivering.dry_run import check_date
from importers.refusals import NotAFile, WrongDate
from importers.unattended import inbox
from screens import extract_date, files
from screens.base import Page
from screens.form import Form
from screens.messages import ChooseColumns, OpenNewFeed
from screens.text import line, plain
from screens.widgets.choice import TYPE_IT, Choice
from screens.widgets.field import Field
from screens.widgets.path_box import PathBox
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from screens.widgets.steps import steps
from store.disclosure.wording import spoken_date
from store.records.board import BoardLine, feed_board

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.delivering.delivery import Prepared
    from importers.unattended.inbox import Waiting
    from store.errors import Told
    from store.session import Session


@dataclass
class Known(Message):
    """The feeds that may be delivered to, and the files that wait in their drop folders."""

    feeds: tuple[BoardLine, ...]
    waiting: tuple[Waiting, ...]


@dataclass
class FileRead(Message):
    """The file can be read; its columns come next."""

    prepared: Prepared
    as_of: date


class ImportFilePage(Page, Form[None]):
    """Three answers, each checked where it is given. Nothing is stored here."""

    HELP = (
        "Type or paste the file's path, or go down into the list: it shows the files that wait in the "
        "drop folders, and while you type, what lies in the folder you are in. Then say whose feed it is "
        "and on which day the agency took the extract. Ask the agency if the file does not say: the day "
        "shows on every person, and is never guessed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "new_feed", "New feed", id="new-feed", tooltip="Connect a feed that is not listed"),
        Binding("ctrl+s", "read_file", "Read the file", id="read", tooltip="Read the file, show its columns"),
    ]

    _path = query_one(PathBox)
    _feed = query_one("#feed", Select)
    _as_of = query_one("#as-of", Input)
    _echo = query_one("#echo", Static)
    _go = query_one("#go", Button)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session, path: Path | None, feed: str | None) -> None:
        super().__init__(session)
        self._given_path, self._given_feed = path, feed
        self._feeds: tuple[BoardLine, ...] = ()
        self._waiting: tuple[Waiting, ...] = ()
        self._fields = {
            "feed": Field("Feed", Choice[str]([], prompt=TYPE_IT, id="feed", compact=True), "whose file it is"),
            "as-of": Field(
                "Extract taken on", Input(id="as-of", compact=True), "as the agency told you, such as 8 June 2026"
            ),
        }

    def body(self) -> Iterable[Widget]:
        yield Static(steps(1), id="steps")
        yield PathBox(self._given_path)
        yield self._fields["feed"]
        yield self._fields["as-of"]
        yield Static(id="echo")
        yield Button("Read the file", id="go")
        yield ProgressLine()

    def on_mount(self) -> None:
        self._learn()
        (self._as_of if self._given_path and self._given_feed else self._path).focus()

    @work(thread=True, exclusive=True, group="known", exit_on_error=False, description="feeds and files")
    def _learn(self) -> None:
        self.answer(Known(feed_board(self.session), inbox.waiting(self.session)))

    @on(Known)
    def _known(self, event: Known) -> None:
        self._feeds, self._waiting = event.feeds, event.waiting
        self._feed.set_options(  # Rich text: letters typed into a Select find nothing in a Content
            (Text(plain(f"{feed.code}  {feed.label}, {feed.agency.name}")), feed.code)
            for feed in (board.feed for board in event.feeds)
        )
        if self._given_feed:
            self._feed.value = self._given_feed
        self._path.suggest(
            [
                (file.path, f"{file.path.name}, {files.size(file.size)}, waiting for {file.feed.code}")
                for file in event.waiting
            ]
        )

    def entered(self, box: Input) -> None:
        """From the path to the feed or the day, from the day on."""
        if box is self._as_of:
            self.action_read_file()
        elif self._path.path is not None:
            self._take(self._path.path)

    @on(PathBox.Taken)
    def _file_taken(self, event: PathBox.Taken) -> None:
        self._take(event.path)

    def _take(self, path: Path) -> None:
        """A file from a drop folder brings its feed with it."""
        for file in self._waiting:
            if file.path == path:
                self._feed.value = file.feed.code
        self.set_focus(self._as_of if self._feed.value is not Select.NULL else self._feed)

    # The feed and the day

    @on(Select.Changed, "#feed")
    def _feed_chosen(self) -> None:
        self._fields["feed"].say("")
        self._say_back(self._as_of.value)
        if self._feed.has_focus_within:
            self._as_of.focus()

    @on(Input.Changed, "#as-of")
    def _day_typed(self, event: Input.Changed) -> None:
        self._fields["as-of"].say("")
        self._say_back(event.value)

    def _say_back(self, text: str) -> None:
        """The day as understood; before anything is typed, the day of the feed's last extract."""
        day, words = extract_date.read(text, self.session.today())
        if not text.strip():
            words = self._last_extract()
        self._echo.update(line((words, "bold $primary" if day else "$muted")))

    def _chosen(self) -> BoardLine | None:
        return next((board for board in self._feeds if board.feed.code == self._feed.value), None)

    def _last_extract(self) -> str:
        chosen = self._chosen()
        if chosen is None or chosen.last is None:
            return ""
        return f"The last extract of this feed was taken on {spoken_date(chosen.last.as_of)}"

    def _misfit(self, as_of: date) -> str:
        """Why the feed can not take an extract of that day, '' if it can: better said here than after the check."""
        chosen = self._chosen()
        try:
            if chosen is not None:
                check_date(as_of, self.session.today(), chosen.last, chosen.feed.mode)
        except WrongDate as told:
            return told.sentence
        return ""

    # Go on

    def action_new_feed(self) -> None:
        self.post_message(OpenNewFeed())

    @on(Button.Pressed, "#go")
    def action_read_file(self) -> None:
        """Read the file if the three answers stand; else say beside each what is missing."""
        if self._go.disabled:
            return  # it is being read
        path, feed = self._path.path, self._feed.value
        as_of, words = extract_date.read(self._as_of.value, self.session.today())
        if as_of is not None:
            words = self._misfit(as_of)
        self._fields["feed"].say("" if isinstance(feed, str) else "Choose whose file this is")
        self._fields["as-of"].say(words)
        if words:
            self._as_of.focus()
        if not isinstance(feed, str):
            self._feed.focus()
        self._path.say("" if path else "Enter the path of the agency's file")
        if path and isinstance(feed, str) and as_of is not None and not words:
            self.untell()
            self._go.disabled = True
            self._progress.begin("Reading the file")
            self._read(path, feed, as_of)

    @work(thread=True, exclusive=True, group="read", exit_on_error=False, description="read a file")
    def _read(self, path: Path, feed: str, as_of: date) -> None:
        self.post_message(FileRead(delivery.prepare(self.session, path, feed, Reporter(self)), as_of))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self._progress.show(event)

    @on(FileRead)
    def _columns_next(self, event: FileRead) -> None:
        self._rest()
        self.post_message(ChooseColumns(event.prepared, event.as_of))

    def tell(self, told: Told) -> None:
        """A file that is not there is said beside its box; anything else above the keys."""
        self._rest()
        if isinstance(told, NotAFile):
            self._path.say(f"{told.sentence} {told.advice}")
        else:
            super().tell(told)

    def _rest(self) -> None:
        self._progress.display = False
        self._go.disabled = False
