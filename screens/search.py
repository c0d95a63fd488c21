"""Search: one box, the answer as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from screens.text import emphasised, hanging, line, lines
from screens.widgets.hits import hit_line
from store.disclosure import freshness

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.widget import Widget

    from store.session import Session

_EXAMPLES = lines(
    line(("Type what the caller gives you, in any order.", "bold")),
    line(""),
    line(("  smith amelia", "bold"), ("              a name, or part of it, as you hear it", "$muted")),
    line(("  amelia smyth 14 mar 13", "bold"), ("    with a birth date, an age or a year", "$muted")),
    line(("  485 777 3456", "bold"), ("              an NHS number", "$muted")),
    line(("  SK1 3XE  or  12 mill lane", "bold"), (" a postcode or an address", "$muted")),
    line(""),
    line(("Former names and addresses are found too.", "$muted")),
)
_NO_CALL = lines(
    line(("! Say first who is calling and why.", "bold $warning"), "  Enter or Ctrl+E asks for it."),
    line(("What you type stays in the box and is searched once the call is open.", "$muted")),
    line(""),
    _EXAMPLES,
)


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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The search key leads here, and Back is Clear."""
        return False if action == "open_search" else super().check_action(action, parameters)

    # Asking

    @on(Input.Changed, "#box")
    def _typed(self) -> None:
        self._ask()

    def _ask(self) -> None:
        """Search for what stands in the box, if it may and can be searched."""
        text = self._box.value.strip()
        self.untell()
        if self.session.enquiry is None:
            self._say("", _NO_CALL)
        elif not text:
            self._say("", _EXAMPLES)
        else:
            self._search(text)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False, description="search")
    def _search(self, text: str) -> None:
        """Every search is recorded, so one that was overtaken while it waited is not made at all."""
        worker = get_current_worker()
        with self._one_at_a_time:
            if worker.is_cancelled:
                return
            self.post_message(self.Finished(text, self._lookup.find(text)))

    # Answering

    @on(Finished)
    def _answered(self, event: Finished) -> None:
        """Show an answer only under its own question: anything else would be the wrong child."""
        if event.text != self._box.value.strip() or self.session.enquiry is None:
            return
        answer = event.answer
        match answer.state:
            case "found":
                self._show(answer)
            case "short":
                self._say(answer.understood, Content(""))
            case "none":
                self._say(answer.understood, _nobody(answer, self.size.width - 6))
            case _:
                self._say("", _EXAMPLES)

    def _show(self, answer: Answer) -> None:
        today = self.session.today()
        more = f"  The best {len(answer.hits)}: add a birth date, a year or a postcode." if answer.more else ""
        keys = ("   ↑ ↓ choose, Enter opens", "$primary")
        self._understood.update(line(emphasised(answer.understood), (more, "bold $warning"), keys))
        self._state.display = False
        self._hits.display = True
        self._hits.clear_options().add_options(
            Option(hit_line(hit, today, wide=self.has_class("-wide")), id=str(hit.person)) for hit in answer.hits
        )
        self._hits.highlighted = 0

    def _say(self, understood: str, state: Content) -> None:
        """No people: a sentence that says why."""
        self._understood.update(emphasised(understood))
        self._words.update(state)
        self._state.display = True
        self._hits.clear_options()
        self._hits.display = False

    # Moving

    def action_move(self, steps: int) -> None:
        """Down or up in the list, as far as it goes."""
        if self._hits.option_count:
            at = self._hits.highlighted or 0
            self._hits.highlighted = max(0, min(self._hits.option_count - 1, at + steps))
        else:
            self._state.scroll_relative(y=steps, animate=False)

    @on(Input.Submitted, "#box")
    def _open_highlighted(self) -> None:
        if self.session.enquiry is None:
            self.post_message(OpenEnquiry())
        elif self._hits.option_count and self._hits.highlighted is not None:
            self._open(self._hits.get_option_at_index(self._hits.highlighted))

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


def _nobody(answer: Answer, width: int) -> Content:
    """Nobody found: what was tried, what to try, and from where such a person could be missing."""
    advice = "another spelling, only the family name, a birth date or an address"
    rows = [
        line(("No people found in the data supplied.", "bold"), " They may still be known to services."),
        line(""),
        *_listed("Tried", answer.tried, width),
        *_listed("Try", [advice], width),
        line(""),
        *_listed("Data", answer.feeds, width),
    ]
    return lines(*rows)


def _listed(label: str, sentences: Iterable[str], width: int) -> Iterator[Content]:
    """Sentences under one label."""
    for number, sentence in enumerate(sentences):
        yield hanging(("" if number else label, "$muted"), sentence, width, 7)
