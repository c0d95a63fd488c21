"""Search: one box, the answer as it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from matching.lookup.search import Answer, Lookup
from screens.base import CallPage
from screens.messages import OpenEnquiry
from screens.text import emphasised, line, lines
from screens.widgets.hits import WIDE, hit_line
from screens.widgets.no_hits import EXAMPLES, NO_CALL, nobody
from store.disclosure import freshness

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.widget import Widget

    from store.errors import Told
    from store.session import Session


class SearchPage(CallPage):
    """The officer's first page: focus is in the box, arrows move in the list below without leaving it."""

    HELP = (
        "Type names, a birth date, an NHS number, a postcode or an address, in any order; the line below the box "
        "says what was understood. People appear as you type. ↑ and ↓ choose one, Enter opens it. Check the birth "
        "date with the caller before you open anybody: similar people are marked with !."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear", id="search.clear", tooltip="Empty the box, then go back"),
        Binding("ctrl+l", "to_box", "To the box", tooltip="Back to the search box", show=False),
        Binding("down", "move(1)", "Next person", show=False),
        Binding("up", "move(-1)", "Previous person", show=False),
        Binding("pagedown", "move(8)", "Further down", show=False),
        Binding("pageup", "move(-8)", "Further up", show=False),
    ]

    @dataclass
    class Finished(Message):
        """The answer to one text; it may be an old one by now."""

        text: str
        answer: Answer

    @dataclass
    class Supplied(Message):
        """Which feeds are overdue, in sentences."""

        overdue: tuple[str, ...]

    _box = query_one("#box", Input)
    _overdue = query_one("#overdue", Static)
    _understood = query_one("#understood", Static)
    _state = query_one("#state", VerticalScroll)
    _words = query_one("#words", Static)
    _hits = query_one("#hits", OptionList)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._lookup = Lookup(session)
        self._one_at_a_time = Lock()
        self._shown: SearchPage.Finished | None = None
        self._early = set[str]()
        """Keys pressed before the answer came: 'enter', 'move'."""

    def body(self) -> Iterable[Widget]:
        """The box, what was understood, then either people or a sentence."""
        yield Static(id="overdue")
        yield Input(id="box", placeholder="Name, birth date, NHS number, postcode or address")
        yield Static(id="understood")
        yield VerticalScroll(Static(id="words"), id="state", can_focus=False)
        hits = OptionList(id="hits", markup=False)
        hits.can_focus = False  # arrows work from the box: nothing is gained by leaving it
        yield hits

    def on_mount(self) -> None:
        """Ready to type."""
        self._box.focus()
        self._ask()
        self._prepare()

    @work(thread=True, exit_on_error=False, description="prepare search")
    def _prepare(self) -> None:
        """Read the index and the feeds' ages while the officer asks who is calling."""
        self.post_message(self.Supplied(freshness.overdue_feeds(self.session)))
        self._lookup.warm()

    @on(Supplied)
    def _tell_overdue(self, event: Supplied) -> None:
        self._overdue.update(lines(*(line(("! ", "bold $error"), words) for words in event.overdue)))
        self._overdue.display = bool(event.overdue)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """A call may have been opened above: what stands in the box is searched now."""
        self._box.focus()
        self._ask()

    def on_resize(self) -> None:
        """Lines follow the window."""
        if self._shown is not None and self._current:
            self._draw(self._shown.answer, self._hits.highlighted_option)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The search key leads here, and Back is Clear."""
        return False if action == "open_search" else super().check_action(action, parameters)

    # Asking

    @on(Input.Changed, "#box")
    def _typed(self) -> None:
        self._early.clear()
        self._ask()

    def _ask(self) -> None:
        """Search for what stands in the box, if it may and can be searched."""
        text = self._box.value.strip()
        self.untell()
        if text and self.session.enquiry is not None:
            self._search(text)
        else:
            self._shown = None
            self._say("", NO_CALL if self.session.enquiry is None else EXAMPLES)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False, description="search")
    def _search(self, text: str) -> None:
        """Every search is recorded, so one that was overtaken while it waited is not made at all."""
        worker = get_current_worker()
        with self._one_at_a_time:
            if worker.is_cancelled:
                return
            self.post_message(self.Finished(text, self._lookup.find(text)))

    # Answering

    @property
    def _current(self) -> bool:
        """Whether what is shown answers what stands in the box."""
        return self._shown is not None and self._shown.text == self._box.value.strip()

    @on(Finished)
    def _answered(self, event: Finished) -> None:
        """Show an answer only under its own question: anything else would be the wrong child."""
        if event.text != self._box.value.strip() or self.session.enquiry is None:
            return
        marked = self._hits.highlighted_option if self._current else None
        self._shown = event
        self._draw(event.answer, marked)
        early, self._early = self._early, set[str]()
        if early == {"enter"} and event.answer.hits and not event.answer.hits[0].similar:
            self._open(self._hits.get_option_at_index(0))

    def _draw(self, answer: Answer, marked: Option | None) -> None:
        match answer.state:
            case "found":
                self._show(answer, marked.id if marked else None)
            case "none":
                self._say(answer.understood, nobody(answer, self.size.width - 6))
            case _:
                self._say(answer.understood, Content(""))

    def _show(self, answer: Answer, marked: str | None) -> None:
        """The people, with the mark on the one it was on."""
        today = self.session.today()
        more = f"  The best {len(answer.hits)}: add a birth date, a year or a postcode." if answer.more else ""
        keys = ("   ↑ ↓ choose, Enter opens", "$primary")
        self._understood.update(line(emphasised(answer.understood), (more, "bold $warning"), keys))
        self._state.display = False
        self._hits.display = True
        self._hits.clear_options().add_options(
            Option(hit_line(hit, today, wide=self.size.width >= WIDE), id=str(hit.person)) for hit in answer.hits
        )
        at = [place for place, hit in enumerate(answer.hits) if str(hit.person) == marked]
        self._hits.highlighted = at[0] if at else 0

    def _say(self, understood: str, state: Content) -> None:
        """No people: a sentence that says why."""
        self._understood.update(emphasised(understood))
        self._words.update(state)
        self._state.display = True
        self._hits.clear_options()
        self._hits.display = False

    def tell(self, told: Told) -> None:
        """An older answer does not stay above the trouble that kept the new one away."""
        if not self._current:
            self._say("", Content(""))
        super().tell(told)

    # Moving

    def action_move(self, steps: int) -> None:
        """Down or up in the list, as far as it goes; not in the answer to an older question."""
        if self._hits.option_count and not self._current:
            self._early.add("move")
        elif self._hits.option_count:
            at = self._hits.highlighted or 0
            self._hits.highlighted = max(0, min(self._hits.option_count - 1, at + steps))
        else:
            self._state.scroll_relative(y=steps, animate=False)

    @on(Input.Submitted, "#box")
    def _open_marked(self) -> None:
        """Enter before the answer has come waits for it: what is marked until then was found for another question.

        Then it opens the first person, but nobody who is not to be opened unseen: not one with a namesake in the
        list, and none at all if the mark was being moved.
        """
        if self.session.enquiry is None:
            self.post_message(OpenEnquiry())
        elif not self._current:
            self._early.add("enter")
        elif (marked := self._hits.highlighted_option) is not None:
            self._open(marked)

    @on(OptionList.OptionSelected, "#hits")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option)

    def _open(self, option: Option) -> None:
        assert option.id is not None, "every hit carries its person"
        self.open_person(int(option.id))

    def action_clear(self) -> None:
        """Empty the box; if it is empty already, one step back."""
        if self._box.value:
            self._box.clear()
            self._box.focus()
        elif not self.home:
            self.action_go_back()

    def action_to_box(self) -> None:
        """Back to the box, its text selected so that typing replaces it."""
        self._box.focus()
        self._box.select_all()
