"""What every page has: a session, the line of who is calling, keys by role, a way back, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.getters import query_one
from textual.screen import Screen, ScreenResultType
from textual.widgets import OptionList, Static
from textual.worker import Worker, WorkerState, get_current_worker

from screens.because import Because
from screens.messages import (
    CloseEnquiry,
    Copy,
    GoBack,
    Leads,
    OpenEnquiry,
    OpenFeeds,
    OpenHeld,
    OpenMatrix,
    OpenPerson,
    OpenReview,
    OpenSearch,
    OpenService,
    OpenShields,
)
from screens.text import joined, line
from screens.widgets.banner import born
from screens.widgets.flags import WHAT
from screens.widgets.keys import KeyLine
from screens.widgets.strip import Strip
from store.disclosure import areas, overriding, shielding
from store.disclosure import details as services
from store.disclosure import matrix as matrices
from store.disclosure import view as views
from store.disclosure.details import Copied
from store.disclosure.shields import Elsewhere
from store.errors import Told
from store.permissions import May

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

    from store.disclosure.contact import Contact
    from store.disclosure.view import PersonView
    from store.session import Session

Needs = Mapping[str, May]
"""An action's name and the permission it takes."""


class TellingScreen(Screen[ScreenResultType]):
    """A screen that says what went wrong in its workers."""

    def tell(self, told: Told) -> None:
        """Show a trouble where its reader looks."""
        raise NotImplementedError

    def post_message(self, message: Message) -> bool:
        """Post it; a message that leads elsewhere says from where."""
        if isinstance(message, Leads):
            message.page = self
        return super().post_message(message)

    def answer(self, message: Message) -> None:
        """Post what a thread has read, unless it was asked again meanwhile: the older reading may come last."""
        if not get_current_worker().is_cancelled:
            self.post_message(message)

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        """What a worker raised is told if it has words for people; anything else is a real crash."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if not isinstance(error, Told):
            raise error
        self.tell(error)


def told_line(told: Told) -> Content:
    """A trouble in one line: what happened, what was kept, what to do."""
    return line((f"! {told.title}. ", "bold $error"), told.sentence, (f" {told.advice}", "bold"))


class Page(TellingScreen[None]):
    """A full page for someone signed in. Pages write `body`; the frame around it is the same everywhere."""

    NEEDS: ClassVar[Needs] = {}
    """Actions that only some roles may use: their keys are not shown to the others (the session refuses anyway)."""
    HELP = ""
    """What this page is for and how it is used, in a few sentences: shown by F1 above its keys."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back", id="back", tooltip="Go back one step"),
        Binding("f2", "open_search", "Search", id="search", tooltip="Go to the search box"),
        Binding("f3", "open_review", "Review", id="review", tooltip="Go to the cases waiting for a decision"),
        Binding("f4", "open_feeds", "Feeds", id="feeds", tooltip="Go to the feeds and their files"),
        Binding("f4", "open_held", "Held", id="held", tooltip="Go to the deliveries that wait for a second person"),
        Binding("f12", "open_shields", "Shields", id="shields", tooltip="Go to the people who are protected"),
    ]
    PLACES: ClassVar[Needs] = {
        "open_search": May.SEARCH,
        "open_review": May.REVIEW,
        "open_feeds": May.FEEDS,
        "open_held": May.RELEASE,
        "open_shields": May.SHIELD,
    }
    """Actions that lead to another page, whatever stands on this one."""
    home = False
    """Whether this is where its reader starts: there is no way back from here."""
    busy = False
    """Whether something runs here that leaving would cut short: the app asks before it does."""

    _trouble = query_one("#trouble", Static)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def body(self) -> Iterable[Widget]:
        """The page's own widgets, from top to bottom."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The frame: who is calling, the page, what went wrong, which keys work now."""
        yield Strip(self.session)
        yield Static("Window too small: make it 80 by 24.", id="small")
        yield Vertical(*self.body(), id="body")
        yield Static(id="trouble", markup=False)
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether this reader may use the action here; `False` hides its key from footer, help and palette."""
        if (action == "go_back" and self.home) or (action == "open_held" and self.session.may(May.FEEDS)):
            return False  # whoever sees the feeds finds them there, with their rows
        need = self.NEEDS.get(action) or self.PLACES.get(action)
        return (need is None or self.session.may(need)) and super().check_action(action, parameters)

    @on(ScreenResume)
    def _refresh_strip(self) -> None:
        """A call may have begun or ended on the page that was above, or the window changed.

        What was redrawn for another window while it stood beneath keeps its old height unless it is asked again.
        """
        self.query_one(Strip).refresh()
        for widget in self.query_one("#body").children:
            widget.refresh(layout=True)
        self.refresh_bindings()

    @on(Resize)
    def _keep_in_sight(self) -> None:
        """Whatever line a list is on stays in its window, however the window was changed."""
        for listed in self.query(OptionList):
            self.call_after_refresh(listed.scroll_to_highlight)

    def tell(self, told: Told) -> None:
        """Say what went wrong above the keys, until `untell` or the next trouble."""
        self._trouble.update(told_line(told))
        self._trouble.display = True

    def untell(self) -> None:
        """Take the last trouble away."""
        self._trouble.display = False

    def action_go_back(self) -> None:
        """One step back."""
        self.post_message(GoBack())

    def action_open_search(self) -> None:
        """To the search box."""
        self.post_message(OpenSearch())

    def action_open_review(self) -> None:
        """To the cases."""
        self.post_message(OpenReview())

    def action_open_feeds(self) -> None:
        """To the feeds."""
        self.post_message(OpenFeeds())

    def action_open_held(self) -> None:
        """To what waits for a second person."""
        self.post_message(OpenHeld())

    def action_open_shields(self) -> None:
        """To the people who are protected."""
        self.post_message(OpenShields())


class CallPage(Page):
    """A page that is used during a call: it can begin one and end it, and open people.

    A person is read before their page is: the page is then painted once, and a refusal is told where the reader is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "begin_call", "New call", id="call.begin", priority=True,
                tooltip="Start a call: why, who asks, reference"),
        Binding("ctrl+e", "end_call", "End call", id="call.end", priority=True,
                tooltip="End this call and clear the people from the screen"),
        Binding("ctrl+r", "override_by_number", "Open protected", show=False,
                tooltip="Open a protected person by number: recorded, and told to the information lead"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key, two meanings: begin a call when none is open, end it when one is."""
        if action in ("begin_call", "end_call"):
            called = (self.session.enquiry is None) == (action == "begin_call")
            return called and super().check_action(action, parameters)
        if action == "override_by_number":
            may = self.session.may(May.OVERRIDE) and self.session.may(May.VIEW)
            return may and self.session.enquiry is not None
        return super().check_action(action, parameters)

    _again: Callable[[], object]
    """What was being opened, should a reason be needed for it."""

    def tell(self, told: Told) -> None:
        """People whom only other areas know take a reason (R24): it is asked for, then they are opened."""
        super().tell(told)
        if isinstance(told, Elsewhere):
            form = Because("Known in another area only", told.advice, (("Reason", "why this call needs them"),))
            self.app.push_screen(form, self._widen)

    def _widen(self, said: tuple[str, ...] | None) -> None:
        if said is not None:
            self._open_elsewhere(*said)

    @work(thread=True, exclusive=True, group="widen", exit_on_error=False, description="people of other areas")
    def _open_elsewhere(self, reason: str) -> None:
        areas.widen(self.session, reason)
        self.app.call_from_thread(self.untell)
        self.app.call_from_thread(self._again)

    def action_override_by_number(self) -> None:
        """Ask for the number of somebody whom no search finds (R16, R22), and why they are to be opened."""
        self.app.push_screen(override_form(), self._opened_by_number)

    def _opened_by_number(self, said: tuple[str, ...] | None) -> None:
        if said is not None:
            self.open_restricted(*said)

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open restricted")
    def open_restricted(self, number: str, reason: str, reference: str) -> None:
        """Override a shield and go to the person."""
        person = shielding.person_number(number)
        overriding.override(self.session, person, reason, reference)
        self.answer(OpenPerson(views.person(self.session, person)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open person")
    def open_person(self, person: int) -> None:
        """Go to a person."""
        self._again = partial(self.open_person, person)
        self.answer(OpenPerson(views.person(self.session, person)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open service")
    def open_service(self, view: PersonView, feed_id: int) -> None:
        """Go to what a service says of a person."""
        details = services.service(self.session, view.person, feed_id)
        self.answer(OpenService(view.person, details, joined(", ", view.banner.title, born(view.banner))))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open several people")
    def open_matrix(self, relations: dict[int, str]) -> None:
        """Go to the table of these people, each with what the caller said they are."""
        self._again = partial(self.open_matrix, relations)
        self.answer(OpenMatrix(matrices.family(self.session, relations), relations))

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False, description="copy contact")
    def copy_contact(self, person: int, feed_id: int, kind: Copied) -> None:
        """Send a service's contact to the clipboard."""
        self.answer(Copy(services.copied(self.session, person, feed_id, kind), WHAT[kind]))

    def action_begin_call(self) -> None:
        """Ask for the enquiry."""
        self.post_message(OpenEnquiry())

    def action_end_call(self) -> None:
        """Close the enquiry."""
        self.post_message(CloseEnquiry())


def override_form() -> Because:
    """Whom to open all the same, and why."""
    return Because(
        "Open a protected person",
        "The information lead is told at once who opened the record and why, and every such opening is looked into."
        " It holds for this record and a quarter of an hour.",
        (
            ("Person number", "the information lead has it"),
            ("Reason", "what cannot wait"),
            ("Reference", "case or call number"),
        ),
    )


RECORD_KEY = Binding("r", "record", "Record", id="record", tooltip="The text for the case system, to read and copy")
"""For pages whose people a record of the call can be made of."""
COPY_KEYS: list[BindingType] = [
    Binding("c", "copy('phone')", "Copy phone", id="copy.phone", tooltip="Copy the phone number"),
    Binding("e", "copy('email')", "Copy e-mail", id="copy.email", tooltip="Copy the e-mail address"),
]
"""For pages on which a service's contact is shown."""


def has(way: Contact | None, parameters: tuple[object, ...]) -> bool:
    """Whether a contact has the part that a copy key would take."""
    return bool(way and (way.phone if parameters == (Copied.PHONE.value,) else way.email))
