"""A whole family at once: a list of people, each searched, each picked or left open, then all against the services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from matching.lookup.family import MOST
from screens.call_page import RECORD_KEY
from screens.guarded import GuardedPage, to_let_go
from screens.messages import OpenCallRecord, OpenComparison, OpenEnquiry
from screens.shortlist import alike
from screens.text import emphasised, line, lines
from screens.widgets.family_line import family_line, hint, nobody_for, relation_width
from screens.widgets.hits import WIDE, hit_line
from screens.widgets.lines import Lines
from screens.widgets.no_hits import NO_CALL
from store.disclosure import matrix as matrices
from store.disclosure.call_record import call_record
from store.disclosure.unsure import not_sure
from store.disclosure.wording import counted
from store.permissions import May

if TYPE_CHECKING:
    from textual.widget import Widget

    from matching.lookup.search import Answer, Lookup
    from screens.listing import Line, Listing
    from store.session import Session

_HOW = lines(
    line(("One person a line, pasted or typed.", "bold"), " Ctrl+S searches them all."),
    line(("Name, birth date or age or EDD, relation, postcode, NHS number: what you have.", "$muted")),
    line(
        ("smith amelia, 14 mar 13, child, HA0 2AB", "bold"),
        ("   or   ", "$muted"),
        ("sarah smith, mother, 40y", "bold"),
    ),
)


class FamilyPage(GuardedPage):
    """First the list is written, then each line is settled; one key goes back to the writing."""

    NEEDS: ClassVar = {"record": May.COPY}
    HELP = (
        "One person a line. Ctrl+S searches every line, and each search is recorded. Then settle one line after the "
        "other: ↑ and ↓ choose among those found, Enter picks the chosen one, N leaves the line open because you are "
        "not sure. Tab and Shift+Tab go from line to line. M shows all who were picked against the services; each of "
        "them is recorded as opened. R shows the text for the case system: all who were picked, whom to ring, and who "
        "was not found. Nothing is lost by going back."
    )
    AUTO_FOCUS = ""  # it would be the list as written, also where that is not shown
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "search_all", "Search all", priority=True, tooltip="Search every line of the list"),
        Binding("enter", "go_on", "Go on", tooltip="Go on to the next line, with the chosen person if there is one"),
        Binding("n", "not_sure", "Not sure", tooltip="Leave this line open, and go on to the next"),
        Binding("m", "matrix", "Services", tooltip="All who were picked against the services"),
        RECORD_KEY,
        Binding("tab", "go(1)", "Next line", show=False, priority=True, tooltip="The next line of the list"),
        Binding("shift+tab", "go(-1)", "Line before", show=False, priority=True, tooltip="The line before"),
        Binding("f6", "compare", "Compare", show=False, tooltip="Those found for this line side by side"),
        Binding("f7", "edit", "Edit list", tooltip="Back to the list as it was written"),
    ]

    @dataclass
    class Found(Message):
        """The answer to one line of the list; it may be another list by now."""

        line: Line
        answer: Answer

    @dataclass
    class Stale(Message):
        """Somebody who was found for these lines may not be shown any more as they were found."""

        lines: list[Line]

    @dataclass
    class LeftOpen(Message):
        """That a line was left open is recorded."""

        line: Line

    _written = query_one("#written", TextArea)
    _how = query_one("#how", Static)
    _people = query_one("#people", Lines)
    _left_out = query_one("#left_out", Static)
    _understood = query_one("#understood", Static)
    _candidates = query_one("#candidates", Lines)
    _state = query_one("#state", VerticalScroll)
    _words = query_one("#words", Static)
    _hint = query_one("#hint", Static)

    def __init__(self, session: Session, lookup: Lookup, listing: Listing) -> None:
        super().__init__(session)
        self._lookup = lookup
        self._listing = listing
        self._writing = not listing.lines

    def body(self) -> Iterable[Widget]:
        """The list as written; or its lines, and below them who the chosen line may mean."""
        yield Static(_HOW, id="how")
        yield TextArea(self._listing.text, id="written", tab_behavior="focus", highlight_cursor_line=False)
        people = Lines(id="people")
        people.can_focus = False  # Tab goes from line to line; the arrows belong to those found
        yield people
        yield Static(id="left_out")
        yield Static(id="understood")
        yield Lines(id="candidates")
        yield VerticalScroll(Static(id="words"), id="state")
        yield Static(id="hint")

    def on_mount(self) -> None:
        """Ready to write, or searching what was pasted."""
        self._show()
        self.watch_people()

    def on_screen_resume(self) -> None:
        """A call may have been opened above: what is listed is searched now."""
        if not self._writing:
            self._ask()

    def may_stay(self) -> bool:
        """A line is searched anew when somebody found for it may not be shown any more as they were found."""
        gone = set(to_let_go(self.session, self._listing.hits))
        stale = [one for one in self._listing.lines if not gone.isdisjoint(hit.person for hit in one.hits)]
        if stale:
            self.post_message(self.Stale(stale))
        return True

    @on(Stale)
    def _search_anew(self, event: Stale) -> None:
        for one in event.lines:
            one.answer = one.picked = None
        self._draw()
        if not self._writing:
            self._ask()

    def on_resize(self) -> None:
        self._draw()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Writing and settling have keys of their own."""
        if action == "search_all":
            return self._writing
        if action in ("go_on", "not_sure", "go", "edit", "matrix", "compare", "record"):
            return not self._writing and self._may(action) and super().offers(action, parameters)
        return super().offers(action, parameters)

    def _may(self, action: str) -> bool:
        now = self._listing.now
        if action == "matrix":
            return bool(self._listing.relations)
        if action == "compare":
            return now is not None and len(now.hits) > 1
        if action == "not_sure":
            return now is not None and now.answer is not None and bool(now.person.asked)
        if action == "record":
            return self.session.enquiry is not None
        return True

    # Writing

    def action_edit(self) -> None:
        self._writing = True
        self._show()

    @on(TextArea.Changed, "#written")
    def _keep(self) -> None:
        """What is being written is not lost by leaving the page."""
        self._listing.text = self._written.text

    def action_search_all(self) -> None:
        """Take the list apart and search each line that was not searched yet."""
        self._listing.take(self._written.text, self.session.today())
        if not self._listing.lines:
            self._how.update(lines(line(("! Write at least one name.", "bold $error")), _HOW))
            return
        self._writing = False
        self._show()
        self._ask()

    # Searching

    def _ask(self) -> None:
        if self.session.enquiry is None:
            self._draw()
        else:
            self.untell()
            self._search([one for one in self._listing.lines if one.answer is None and one.person.asked])

    @work(thread=True, exclusive=True, group="search", exit_on_error=False, description="search each line")
    def _search(self, lines_: list[Line]) -> None:
        """One search after the other, each recorded; what the list no longer holds is not searched."""
        worker = get_current_worker()
        for one in lines_:
            if worker.is_cancelled:
                return
            self.post_message(self.Found(one, self._lookup.find(one.person.asked)))

    @on(Found)
    def _found(self, event: Found) -> None:
        """Each answer goes to its own line; one whose line is gone goes nowhere."""
        if self.session.enquiry is None or not any(event.line is one for one in self._listing.lines):
            return
        event.line.answer = event.answer
        if event.line is self._listing.now:
            self._draw()
        else:
            self._draw_people()

    # Showing

    def _show(self) -> None:
        """Either the list as written, or its lines."""
        for widget in (self._how, self._written):
            widget.display = self._writing
        for widget in (self._people, self._understood, self._hint):
            widget.display = not self._writing
        left_out = self._listing.left_out
        self._left_out.display = not self._writing and bool(left_out)
        self._left_out.update(
            f"! {MOST} people at most: {counted(left_out, 'further line')} left out, to be looked up afterwards."
        )
        if self._writing:
            self._candidates.display = self._state.display = False
            self._written.focus()
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        """The lines, and who the chosen one may mean."""
        if self._writing:
            return
        self._draw_people()
        now, wide = self._listing.now, self.size.width >= WIDE
        answer = now.answer if now else None
        hits = now.hits if now else ()
        self._candidates.clear_options().add_options(
            Option(hit_line(hit, self.session.today(), wide=wide), id=str(hit.person)) for hit in hits
        )
        picked = [place for place, hit in enumerate(hits) if now and now.picked and hit.person == now.picked.person]
        self._candidates.display, self._state.display = bool(hits), not hits
        if hits:
            sure = len(hits) == 1 and hits[0].band == "exact"  # else an Enter too many would pick somebody unseen
            self._candidates.highlighted = picked[0] if picked else 0 if sure else None
        else:
            called = self.session.enquiry is not None
            self._words.update(nobody_for(now, self.size.width - 6) if now and called else NO_CALL)
        (self._candidates if hits else self._state).focus()
        self._hint.update(hint(bool(hits), self._may("not_sure"), len(self._listing.relations)))
        many = f"  {len(hits)} of more than {len(hits)}: add a birth date." if answer and answer.more else ""
        understood = answer.understood if answer else ""
        self._understood.update(line(emphasised(understood), (many, "bold $warning")))
        self.refresh_bindings()

    def _draw_people(self) -> None:
        width, relation = self.size.width - 4, relation_width(self._listing.lines)
        today = self.session.today()
        at = self._listing.at
        self._people.clear_options().add_options(
            Option(family_line(number, one, today, relation, width))
            for number, one in enumerate(self._listing.lines, 1)
        )
        self._people.highlighted = at if self._listing.lines else None

    # Settling

    def action_go(self, steps: int) -> None:
        self._listing.go(steps)
        self._draw()

    @on(Lines.OptionSelected, "#people")
    def _line_clicked(self, event: Lines.OptionSelected) -> None:
        self._listing.at = event.option_index
        self._draw()

    @on(Lines.OptionSelected, "#candidates")
    def _pick(self, event: Lines.OptionSelected) -> None:
        """Exactly who was highlighted, for the line that was shown."""
        now = self._listing.now
        hit = next((hit for hit in now.hits if str(hit.person) == event.option_id), None) if now else None
        if now is not None and hit is not None:
            now.picked, now.not_sure = hit, False
            self._go_on()

    def action_go_on(self) -> None:
        """Nobody to pick here: the next line, or the call that searching needs."""
        if self.session.enquiry is None:
            self.post_message(OpenEnquiry())
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._listing.go_on()
        self._draw()

    def action_not_sure(self) -> None:
        now = self._listing.now
        if now is not None and now.answer is not None:
            self._leave_open(now, now.answer)

    @work(thread=True, group="not sure", exit_on_error=False, description="record not sure")
    def _leave_open(self, one: Line, answer: Answer) -> None:
        not_sure(self.session, answer.question, [hit.person for hit in answer.hits], "left open in a list")
        self.post_message(self.LeftOpen(one))

    @on(LeftOpen)
    def _left_open(self, event: LeftOpen) -> None:
        event.line.picked, event.line.not_sure = None, True
        if event.line is self._listing.now:
            self._go_on()
        else:
            self._draw_people()

    def action_compare(self) -> None:
        """The highlighted person and those like them; whoever is not sure there has left this line open."""
        now, at = self._listing.now, self._candidates.highlighted
        if now is not None and at is not None:
            open_ = partial(self.post_message, self.LeftOpen(now))
            self.post_message(OpenComparison(now.person.asked, tuple(alike(now.hits, at)), open_))

    def action_matrix(self) -> None:
        self.open_matrix(self._listing.relations, self._listing.unanswered)

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="record of the call")
    def action_record(self) -> None:
        """What the case system is to say of them all: those picked are opened, recorded as such."""
        self._again = self.action_record
        picked = self._listing.relations
        people = matrices.family(self.session, picked).people
        self.answer(OpenCallRecord(call_record(self.session, people, picked, self._listing.unanswered)))
