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
from textual.widgets import Button, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from importers import delivery, inbox
from importers.checking import check_date
from importers.refusals import NotAFile, WrongDate
from screens import extract_date, files
from screens.base import Page
from screens.messages import ChooseColumns
from screens.text import line, plain
from screens.widgets.field import Field
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from screens.widgets.steps import steps
from store.disclosure.wording import spoken_date
from store.records.deliveries import BoardLine, feed_board

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.delivery import Prepared
    from importers.inbox import Waiting
    from store.errors import Told
    from store.session import Session


_ASK_FEED = "Choose: Enter or ↓ opens the list, then type its first letters"


@dataclass
class Known(Message):
    """The feeds that may be delivered to, and the files that wait in their drop folders."""

    feeds: tuple[BoardLine, ...]
    waiting: tuple[Waiting, ...]


@dataclass
class Offered(Message):
    """What the half-typed path could go on to. Carries the text it answers."""

    text: str
    entries: tuple[files.Entry, ...]


@dataclass
class FileRead(Message):
    """The file can be read; its columns come next."""

    prepared: Prepared
    as_of: date


class Files(OptionList):
    """Files and folders to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Take this", tooltip="Take the marked file, or open the marked folder"),
    ]


class ImportFilePage(Page):
    """Three answers, each checked where it is given. Nothing is stored here."""

    HELP = (
        "Type or paste the file's path, or go down into the list: it shows the files that wait in the "
        "drop folders, and while you type, what lies in the folder you are in. Then say whose feed it is "
        "and on which day the agency took the extract. Ask the agency if the file does not say: the day "
        "shows on every person, and is never guessed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "Into the list", tooltip="From the path box into the list", show=False),
        Binding("ctrl+s", "read_file", "Read the file", id="read", tooltip="Read the file, show its columns"),
    ]

    _path = query_one("#path", Input)
    _files = query_one("#files", Files)
    _feed = query_one("#feed", Select)
    _as_of = query_one("#as-of", Input)
    _echo = query_one("#echo", Static)
    _go = query_one("#go", Button)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session, path: Path | None = None, feed: str | None = None) -> None:
        super().__init__(session)
        self._given_feed = feed
        self._feeds: tuple[BoardLine, ...] = ()
        self._waiting: tuple[Waiting, ...] = ()
        self._listed: list[tuple[Path, bool, str]] = []
        value = str(path) if path else ""
        self._fields = {
            "path": Field("File", Input(value, id="path", compact=True), "its path; ↓ goes into the list"),
            "feed": Field("Feed", Select[str]([], prompt=_ASK_FEED, id="feed", compact=True), "whose file it is"),
            "as-of": Field(
                "Extract taken on",
                Input(id="as-of", compact=True),
                "as the agency told you, such as 8 June 2026",
            ),
        }

    def body(self) -> Iterable[Widget]:
        """The three questions, the list between the first two, and the button."""
        yield Static(steps(1), id="steps")
        yield self._fields["path"]
        yield Files(id="files", markup=False)
        yield self._fields["feed"]
        yield self._fields["as-of"]
        yield Static(id="echo")
        yield Button("Read the file", id="go")
        yield ProgressLine()

    def on_mount(self) -> None:
        """Learn which feeds there are."""
        self._learn()
        (self._as_of if self._path.value and self._given_feed else self._path).focus()

    @work(thread=True, exclusive=True, group="known", exit_on_error=False, description="feeds and files")
    def _learn(self) -> None:
        self.post_message(Known(feed_board(self.session), inbox.waiting(self.session)))

    @on(Known)
    def _known(self, event: Known) -> None:
        self._feeds, self._waiting = event.feeds, event.waiting
        self._feed.set_options(  # Rich text: letters typed into a Select find nothing in a Content
            (Text(plain(f"{feed.code}  {feed.label}, {feed.agency.name}")), feed.code)
            for feed in (board.feed for board in event.feeds)
        )
        if self._given_feed:
            self._feed.value = self._given_feed
        self._offer(self._path.value)

    # The file

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        self._fields["path"].say("")
        self._offer(event.value)

    @work(thread=True, exclusive=True, group="offer", exit_on_error=False, description="files in a folder")
    def _offer(self, text: str) -> None:
        self.post_message(Offered(text, files.offered(text)))

    @on(Offered)
    def _show_offered(self, event: Offered) -> None:
        if event.text != self._path.value:
            return
        if event.text.strip():
            listed = [(entry.path, entry.folder, _entry_words(entry)) for entry in event.entries]
        else:
            listed = [
                (file.path, False, f"{file.path.name}, {files.size(file.size)}, waiting for {file.feed.code}")
                for file in self._waiting
            ]
        self._listed = listed
        self._files.clear_options().add_options(Option(line(words)) for _path, _folder, words in listed)
        self._files.highlighted = 0 if listed else None

    @on(Files.OptionSelected)
    def _take(self, event: Files.OptionSelected) -> None:
        path, folder, _words = self._listed[event.option_index]
        self._path.value = f"{path}/" if folder else str(path)
        self._path.cursor_position = len(self._path.value)
        if folder:
            self._path.focus()
            return
        for file in self._waiting:
            if file.path == path:
                self._feed.value = file.feed.code
        (self._as_of if self._feed.value is not Select.NULL else self._feed).focus()

    def action_into_list(self) -> None:
        """From the path box into the list."""
        if self._path.has_focus and self._listed:
            self._files.focus()

    # The feed and the day

    @on(Select.Changed, "#feed")
    def _feed_chosen(self) -> None:
        self._fields["feed"].say("")
        self._say_back(self._as_of.value)

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

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        if event.input is self._as_of:
            self.action_read_file()
        else:
            self._feed.focus()

    # Go on

    @on(Button.Pressed, "#go")
    def action_read_file(self) -> None:
        """Read the file if the three answers stand; else say beside each what is missing."""
        path, feed = files.typed(self._path.value), self._feed.value
        as_of, words = extract_date.read(self._as_of.value, self.session.today())
        if as_of is not None:
            words = self._misfit(as_of)
        problems = {
            "path": "" if self._path.value.strip() else "Enter the path of the agency's file",
            "feed": "" if isinstance(feed, str) else "Choose whose file this is",
            "as-of": words,
        }
        for name, problem in problems.items():
            self._fields[name].say(problem)
        missing = [name for name, problem in problems.items() if problem]
        if missing:
            self._fields[missing[0]].control.focus()
        elif isinstance(feed, str) and as_of is not None:
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
            self._fields["path"].say(f"{told.sentence} {told.advice}")
            self._path.focus()
        else:
            super().tell(told)

    def _rest(self) -> None:
        self._progress.display = False
        self._go.disabled = False


def _entry_words(entry: files.Entry) -> str:
    return f"{entry.path.name}/" if entry.folder else f"{entry.path.name}, {files.size(entry.size)}"
