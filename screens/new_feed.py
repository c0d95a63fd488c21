"""A new feed in one form (F57): whose, what, how often, about whom; then one example file teaches the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Select, Static

from importers.delivering import delivery
from importers.reading.encoding import size_of
from importers.refusals import NotAFile
from screens import extract_date, files
from screens.base import Page
from screens.feed_form import described, questions, suggested_code, what_is_wrong
from screens.form import Form
from screens.messages import ChooseColumns
from screens.text import line
from screens.widgets.picker import Picker
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from store.permissions import May
from store.records import agencies
from store.records.agencies import Agency, Feed
from store.records.descriptions import FeedsFileWrong, NewFeed

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.delivering.delivery import Prepared
    from store.errors import Told
    from store.session import Session


@dataclass
class Agencies(Message):
    """The agencies that the hub knows."""

    known: tuple[Agency, ...]


@dataclass
class Registered(Message):
    """The feed is in the hub."""

    feed: Feed


@dataclass
class ExampleRead(Message):
    """The example can be read; its columns come next."""

    prepared: Prepared
    as_of: date


class NewFeedPage(Page, Form[None]):
    """One line a question; the marked one explains itself below. Ctrl+S goes on."""

    NEEDS: ClassVar = {"register": May.FEEDS}
    HELP = (
        "Answer from top to bottom: Enter or Tab goes to the next question, and the line below says what it means. "
        "Ctrl+S registers the feed and reads the example file; you then see what each column was taken for, and the "
        "dry run of the file. Nothing of it is stored until you deliver it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "register", "Register", id="register", tooltip="Register the feed, read the example file"),
        Binding("ctrl+s", "read_example", "Read the example", id="read", tooltip="Read the example file"),
    ]

    _explained = query_one("#explained", Static)
    _title = query_one("#title", Static)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: dict[str, Agency] = {}
        self._feed: Feed | None = None
        self._working = False
        self._questions = questions()

    def body(self) -> Iterable[Widget]:
        yield Static(line(("New feed", "bold"), "  answer, then Ctrl+S"), id="title")
        yield VerticalScroll(*self._questions.values(), id="questions", can_focus=False)
        yield Static(id="explained")
        yield ProgressLine()

    def on_mount(self) -> None:
        """The usual limits stand; ready to type."""
        self._box("cadence").value, self._box("stale").value = "7", "21"
        self._questions["agency"].control.focus()
        self._learn_agencies()

    @work(thread=True, exclusive=True, group="agencies", exit_on_error=False, description="agencies")
    def _learn_agencies(self) -> None:
        known = {feed.agency.code: feed.agency for feed in agencies.feeds(self.session)}
        self.answer(Agencies(tuple(known.values())))

    @on(Agencies)
    def _agencies_known(self, event: Agencies) -> None:
        self._known = {agency.name.casefold(): agency for agency in event.known}

    def _box(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _said(self, name: str) -> str:
        return self._box(name).value.strip()

    # Question by question

    @on(DescendantFocus)
    def _explain(self, event: DescendantFocus) -> None:
        for name, question in self._questions.items():
            if question.control is event.widget:
                if name == "code" and not self._said("code"):
                    self._suggest_code()
                self._explained.update(question.about)

    def _suggest_code(self) -> None:
        box = self._box("code")
        with self.prevent(Input.Changed):  # whoever is sent here because it was blank still reads why
            box.value = suggested_code(self._said("area"), self._said("label"))
        box.action_select_all()  # whoever has a better one types over it

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._right(event.input)

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        self._right(event.select)
        if event.select.has_focus_within:  # somebody chose it: not what the form came with
            controls = [question.control for question in self._questions.values()]
            controls[controls.index(event.select) + 1].focus()

    def _right(self, control: Widget) -> None:
        """An answer that is being mended is wrong no more."""
        for question in self._questions.values():
            if question.control is control and question.problem:
                question.say("")
                self._explained.update(question.about)

    def entered(self, box: Input) -> None:
        """To the next question; a known agency answers some of them; from the last one the feed is registered."""
        if box.id == "agency" and (known := self._known.get(box.value.strip().casefold())):
            self._box("area").value, self._box("phone").value = known.area, known.phone
            self._box("night").value = known.out_of_hours_phone
        if box.id == "as-of":
            self.action_register()
        else:
            self.focus_next()

    # Go on

    def action_register(self) -> None:
        """Register the feed and read the example if every answer stands; else say beside each what is wrong."""
        if self._working:
            return
        said = self._answers()
        problems = what_is_wrong(said, self.session.today())
        for name, question in self._questions.items():
            question.say(problems.get(name, ""))
        wrong = next((question for name, question in self._questions.items() if name in problems), None)
        if wrong is not None:
            wrong.control.focus()
            self._explained.update(wrong.about)
            return
        try:
            new = None if self._feed else described(said, self._known.get(said["agency"].casefold()))
        except FeedsFileWrong as told:
            self.tell(told)
            return
        self.untell()
        self._working = True
        self._progress.begin("Registering the feed")
        day, _ = extract_date.read(said["as-of"], self.session.today())
        self._go_on(new, said["file"], day)

    def action_read_example(self) -> None:
        """Once the feed is registered, that is what is left to do."""
        self.action_register()

    def _answers(self) -> dict[str, str]:
        """What is said to each question, '' where nothing is."""
        controls = {name: question.control for name, question in self._questions.items()}
        chosen = {name: c.value for name, c in controls.items() if isinstance(c, Select)}
        typed = {name: c.value.strip() for name, c in controls.items() if isinstance(c, Input)}
        return typed | {name: "" if value is Select.NULL else str(value) for name, value in chosen.items()}

    @work(thread=True, exclusive=True, group="register", exit_on_error=False, description="register a feed")
    def _go_on(self, new: NewFeed | None, path: str, as_of: date | None) -> None:
        if path and new:
            size_of(files.typed(path))  # what is registered is not asked again, so first whether the example is there
        feed = agencies.add_feed(self.session, new) if new else self._feed
        assert feed is not None, "a feed is described until it is registered"
        self.post_message(Registered(feed))
        if path and as_of is not None:
            prepared = delivery.prepare(self.session, files.typed(path), feed.code, Reporter(self))
            self.post_message(ExampleRead(prepared, as_of))

    @on(Registered)
    def _registered(self, event: Registered) -> None:
        """What was registered is changed by `fctui feed change` from now on; the example may still be chosen."""
        self._feed = event.feed
        self.refresh_bindings()
        self._title.update(line(("New feed", "bold"), f"  {event.feed.code} is registered"))
        for name, question in self._questions.items():
            question.control.disabled = name not in ("file", "as-of")
        self._box("file").focus()
        if not self._said("file"):
            self._rest()
            self._explained.update(line("Registered. An example file can be read now; Esc leaves, nothing is lost."))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self._progress.show(event)

    @on(ExampleRead)
    def _columns_next(self, event: ExampleRead) -> None:
        self._rest()
        self.post_message(ChooseColumns(event.prepared, event.as_of, learn=True))

    def tell(self, told: Told) -> None:
        """The form stays as it was filled in; a file that is not there is said at its question."""
        self._rest()
        if isinstance(told, NotAFile):
            question = self._questions["file"]
            question.say(f"{told.sentence} {told.advice}".removesuffix("."))
            question.control.focus()
            self._explained.update(question.about)
        else:
            super().tell(told)

    def _rest(self) -> None:
        self._working = False
        self._progress.display = False

    # Leave

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other pages are reached by Esc, which asks before anything typed is lost."""
        if action.startswith("open_") or action == ("register" if self._feed else "read_example"):
            return False
        return super().check_action(action, parameters)

    def action_go_back(self) -> None:
        """Ask, if answers would be lost."""
        typed = any(self._said(name) for name in ("agency", "area", "label"))
        if self._feed is not None or not typed:
            super().action_go_back()
            return
        entries = [(line("Stay on the form"), False), (line("Leave: the answers are forgotten"), True)]
        heading = line("Nothing is registered yet. Leave all the same?")
        self.app.push_screen(Picker[bool](heading, entries), self._leave)

    def _leave(self, really: bool | None) -> None:
        if really:
            super().action_go_back()
