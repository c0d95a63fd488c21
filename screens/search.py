"""Search: one box, the answer as it is typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from matching.lookup.search import OFTEN, Answer, Hit, Lookup
from screens.call_page import CallPage
from screens.early import Early
from screens.guarded import looking, to_let_go
from screens.listing import Listing
from screens.messages import OpenComparison, OpenEnquiry, OpenFamily
from screens.shortlist import MOST, Shortlist
from screens.text import line
from screens.widgets.ask_box import AskBox
from screens.widgets.findings import Findings
from screens.widgets.hit_list import HitList
from screens.widgets.no_hits import EXAMPLES, NO_CALL
from store.disclosure import freshness
from store.errors import Locked, Told
from store.permissions import May

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.widget import Widget

    from store.session import Session


class SearchPage(CallPage):
    """The officer's first page: focus is in the box, arrows move in the list below without leaving it."""

    NEEDS: ClassVar = {"record": May.COPY}
    HELP = (
        "Type names, a birth date, an NHS number, a postcode or an address, in any order; the line below the box "
        "says what was understood. People appear as you type. ↑ and ↓ choose one, Enter opens it. Check the birth "
        "date with the caller before you open anybody: similar people are marked with !. F5 marks people and F6 "
        'compares them side by side; "not sure" is an answer there. Paste or type a whole family with F7.'
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear", id="search.clear", tooltip="Empty the box, then go back"),
        Binding("f5", "mark", "Mark", tooltip="Mark this person to be compared, or take the mark away"),
        Binding("f6", "compare", "Compare", tooltip="Two to four marked people side by side, before anybody is opened"),
        Binding("ctrl+t", "record", "Record", tooltip="The text for the case system: whom you looked for, not found"),
        Binding("f7", "family", "Family", tooltip="Look up a whole family from a list, one person a line"),
        Binding("ctrl+l", "to_box", "To the box", tooltip="Back to the search box", show=False),
        Binding("down", "move(1)", "Next person", show=False, tooltip="The next person"),
        Binding("up", "move(-1)", "Previous person", show=False, tooltip="The person before"),
        Binding("pagedown", "move(8)", "Further down", show=False, tooltip="Eight people down"),
        Binding("pageup", "move(-8)", "Further up", show=False, tooltip="Eight people up"),
    ]

    @dataclass
    class Finished(Message):
        """The answer to one text; it may be an old one by now."""

        text: str
        answer: Answer

    @dataclass
    class Supplied(Message):
        """Which feeds are overdue, in a sentence."""

        overdue: str

    _box = query_one("#box", AskBox)
    _overdue = query_one("#overdue", Static)
    _found = query_one(Findings)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._lookup = Lookup(session)
        self._one_at_a_time = Lock()
        self._shown: SearchPage.Finished | None = None
        self._early = Early()
        self._shortlist = Shortlist()
        self._listing = Listing()

    def body(self) -> Iterable[Widget]:
        yield Static(id="overdue")
        yield AskBox(id="box", placeholder="Name, birth date, NHS number, postcode or address")
        yield Findings()

    def on_mount(self) -> None:
        self._box.focus()
        self._ask()
        self.set_interval(OFTEN, self._keep_up)

    def _keep_up(self) -> None:
        """Not for somebody who may not search any more: every try would be recorded as refused. But if people are
        listed, they must leave the screen.
        """
        may = self.session.account.state == "active" and self.session.may(May.SEARCH)
        if may or self._shown is not None:
            self._follow()

    @work(thread=True, exclusive=True, group="guard", exit_on_error=False, description="follow the hub")
    def _follow(self) -> None:
        """Read what has changed, all of it at first, while the officer asks who is calling: no key waits for it.

        What is listed is searched anew then: nobody stays listed who was protected since. A trouble is the next key's
        to tell unless somebody is listed.
        """
        with looking(self):
            try:
                changed = self._lookup.keep_up()
            except Locked:
                self.app.call_from_thread(self._list_nobody)
                return
            except Told:
                if self._shown is None:
                    return
                raise
            if changed and self._shown is not None:
                self.app.call_from_thread(self._ask)
            kept = (*self._shortlist.hits, *self._listing.hits)
            if kept and (gone := to_let_go(self.session, kept)):
                self.app.call_from_thread(self._let_go, gone)

    def _list_nobody(self) -> None:
        """Under the lock nobody is listed: the search that follows it says who may be."""
        if self._shown is not None:
            self._shown = None
            self._found.say("", EXAMPLES)

    def _let_go(self, people: Collection[int]) -> None:
        """Who is kept from earlier searches may not be shown as they were found. A page above looks after its own."""
        if self.is_current:
            self._shortlist.let_go(people)
            self._listing.let_go(people)
            self.refresh_bindings()

    @work(thread=True, exclusive=True, group="overdue", exit_on_error=False, description="overdue feeds")
    def _look_at_feeds(self) -> None:
        """R6: the banner stands as long as a feed is overdue, and the page may stay open for days."""
        with suppress(Locked):
            self.answer(self.Supplied(freshness.overdue_banner(self.session)))

    @on(Supplied)
    def _tell_overdue(self, event: Supplied) -> None:
        self._overdue.update(line(("! ", "bold $error"), event.overdue))
        self._overdue.display = bool(event.overdue)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """A call may have been opened above: what stands in the box is searched now."""
        self._box.focus()
        self._look_at_feeds()
        self._ask()
        self._keep_up()

    def on_resize(self) -> None:
        if self._shown is not None and self._current:
            self._draw(self._shown.answer, self._found.hits.marked_person)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The search key leads here, and Back is Clear; people are marked and compared where there are some.

        A comparison of one would leave its keys to the box: N, typed in haste, would find somebody else.
        """
        answer = self._shown.answer if self._shown is not None else None
        if action == "mark":
            return answer is not None and bool(answer.hits)
        if action == "compare":
            return answer is not None and bool(answer.hits) and len(answer.hits) + len(self._shortlist) > 1
        if action == "record" and (answer is None or answer.state != "none" or not self._current):
            return False
        return False if action == "open_search" else super().check_action(action, parameters)

    # Asking

    @on(Input.Changed, "#box")
    def _typed(self, event: Input.Changed) -> None:
        self._early.type(event.value)
        self._ask()

    def _ask(self) -> None:
        """Search for what stands in the box, if it may and can be searched."""
        text = self._box.value.strip()
        self.untell()
        if text and self.session.enquiry is not None:
            self._search(text)
        else:
            self._shown = self._early.chosen = None
            self._found.say("", NO_CALL if self.session.enquiry is None else EXAMPLES)
            self.refresh_bindings()

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
        before, self._shown = self._shown, event
        again = before is not None and before.text == event.text
        self._draw(event.answer, self._found.hits.marked_person if again else self._early.chosen)
        if before is None or _offers(before.answer) != _offers(event.answer):
            self.refresh_bindings()
        entered, self._early.entered = self._early.entered, False
        if entered and self._early.moved:
            self._open_nobody()
        elif entered and (person := self._early.meant(event.answer)) is not None:
            self._open(person)

    def _open(self, person: int) -> None:
        """To this person: what was asked is answered, and the next name takes its place."""
        self._shortlist.clear()
        self._box.select_all()
        self.open_person(person)

    def _open_nobody(self) -> None:
        """Say why an Enter did nothing; the next one opens who is marked."""
        self._early.clear()
        if self._shown is not None and self._shown.answer.hits:
            late = "! Nobody was opened: your arrow came before this list. ↑ ↓ choose, Enter opens"
            self._draw(self._shown.answer, self._found.hits.marked_person, late)

    def _draw(self, answer: Answer, kept: int | None, late: str = "") -> None:
        """The answer, with the cursor on whom it was on. late: what to say in place of the keys."""
        many = len(self._shortlist)
        hint = late or (f"{many} marked, F6 compares" if many else "↑ ↓ choose, Enter opens")
        if not self._found.tell(answer, self._shortlist, hint, kept, self.session.today()):
            self._early.chosen = None

    def tell(self, told: Told) -> None:
        """An older answer does not stay above the trouble that kept the new one away."""
        if not self._current:
            self._found.say("", line(("Nobody was searched for this.", "bold"), " Why stands above the keys."))
        super().tell(told)

    # Moving

    def action_move(self, steps: int) -> None:
        """Down or up in the list, as far as it goes; not in the answer to an older question."""
        at = self._found.hits.marked
        if self.session.enquiry is not None and self._box.value.strip() and not self._current:
            self._early.moved = True
            return
        self._early.clear()
        if at is not None:
            self._found.hits.mark(at + steps)
            self._early.chosen = self._found.hits.marked_person
        else:
            self._found.read_on(steps)

    @on(Input.Submitted, "#box")
    def _open_marked(self) -> None:
        """Enter opens exactly who is highlighted. Before the answer has come it waits for it, for what is highlighted
        until then was found for another question; if an arrow was pressed meanwhile it opens nobody, once.
        """
        if self.session.enquiry is None:
            self.post_message(OpenEnquiry())
        elif not self._current:
            self._early.entered = True
        elif self._early.moved:
            self._open_nobody()
        elif (marked := self._found.hits.marked_person) is not None:
            self._open(marked)

    @on(HitList.Chosen)
    def _clicked(self, event: HitList.Chosen) -> None:
        self._open(event.person)

    def action_clear(self) -> None:
        """Empty the box and take the marks away; if there is nothing to clear, one step back."""
        if self._box.value or self._shortlist:
            self._shortlist.clear()
            self._box.clear()
            self._box.focus()
        elif not self.home:
            self.action_go_back()

    def forget(self) -> None:
        """The call is over: nobody it was about stays here."""
        self._listing = Listing()
        self._shortlist.clear()
        self._box.clear()
        self._box.focus()

    def action_to_box(self) -> None:
        """Back to the box, its text selected so that typing replaces it."""
        self._box.focus()
        self._box.select_all()

    # Several people

    def _shown_hits(self) -> tuple[Hit, ...]:
        """The people on the screen, if they answer what stands in the box."""
        return self._shown.answer.hits if self._shown is not None and self._current else ()

    def action_mark(self) -> None:
        """Mark the highlighted person, or take the mark away; four at most."""
        hits, at = self._shown_hits(), self._found.hits.marked
        if self._shown is None or at is None or not hits:
            return
        if not self._shortlist.turn(hits[at]):
            self.notify(f"{MOST} are marked already: F6 compares them.")
        self._draw(self._shown.answer, hits[at].person)
        self.refresh_bindings()

    def action_compare(self) -> None:
        """The marked people side by side; with fewer than two marks, the highlighted one and those like them.

        With that the marks have served: the next comparison is about somebody else.
        """
        hits, at = self._shown_hits(), self._found.hits.marked
        if at is not None and hits:
            chosen = self._shortlist.beside(hits, at)
            self._shortlist.clear()
            self.post_message(OpenComparison(self._box.value.strip(), chosen))

    def action_record(self) -> None:
        """What the case system is to say of a search that found nobody."""
        self.open_record([], unanswered=[f"{self._box.value.strip()}: nobody found in the data supplied."])

    def action_family(self) -> None:
        """To the list of people who are looked up together, as it was left."""
        self.post_message(OpenFamily(self._lookup, self._listing))

    @on(AskBox.ListPasted)
    def _list_pasted(self, event: AskBox.ListPasted) -> None:
        """Several people are looked up on their own page; lines that make up one person go into the box.

        A list that is pasted again with one more line keeps who was picked.
        """
        listing = replace(self._listing)
        listing.take(event.text, self.session.today())
        if len(listing.lines) > 1:
            self._listing = listing
            self.action_family()
        else:
            self._box.put(event.text)


def _offers(answer: Answer) -> tuple[str, bool]:
    """What the keys depend on."""
    return answer.state, len(answer.hits) > 1
