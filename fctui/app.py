"""The app: which page follows which, who is signed in, and the guards that hold on every page."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.segment import Segment, Segments
from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType

import screens
from fctui.clipboard import Clipboard
from fctui.commands import KeyCommands
from fctui.idle import LOCK_AFTER, IdleClock
from fctui.theme import FAMILY_CONTEXT
from screens import messages
from screens.base import Page
from screens.sheet import Sheet, help_of
from screens.sign_in import Locked, SignIn
from screens.text import Sieve, line
from screens.widgets.answers import Answers
from store.permissions import May, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.filter import LineFilter

    from store.hub import Hub
    from store.session import Session

_BESIDE_SCREENS = Path(screens.__file__).parent
_STYLED_SCREENS = (
    *("sign_in", "enquiry", "search", "person", "service", "sheet"),
    *("feeds", "import_file", "import_columns", "import_check", "import_delivery", "import_receipt"),
    *("review", "case"),
)
_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
    "tab": "Tab",
}


class Demo(Protocol):
    """What the demonstration lends the app: sessions without a password."""

    def sign_in(self, role: Role) -> Session:
        """A session of the made-up person who holds this role."""
        ...


class FamilyContext(App[int]):
    """Pages over one hub. Screens post where they want to go; the handlers below take them there."""

    TITLE = "Family Context"
    CSS_PATH = ["app.tcss", *(_BESIDE_SCREENS / f"{name}.tcss" for name in _STYLED_SCREENS)]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (80, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    COMMANDS = {KeyCommands}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", tooltip="What this page does and its keys", priority=True),
        Binding("f8", "lock", "Lock", id="lock", tooltip="Lock the screen now", show=False, priority=True),
        Binding("f9", "switch_role", "Role", id="role", tooltip="Go on in another role", priority=True),
        Binding("ctrl+q", "quit", "Quit", id="quit", tooltip="Leave the program", show=False, priority=True),
    ]

    def __init__(
        self,
        hub: Hub,
        session: Session | None = None,
        demo: Demo | None = None,
        idle: IdleClock | None = None,
    ) -> None:
        super().__init__()
        self._hub = hub
        self._session = session
        self._demo = demo
        self._idle = idle or IdleClock()
        self._lent_clipboard = Clipboard(self)
        self._sieve = Sieve()
        self.register_theme(FAMILY_CONTEXT)
        self.theme = FAMILY_CONTEXT.name

    # Who is here

    def on_mount(self) -> None:
        """Ask who it is, unless that is known."""
        if self._demo is not None:
            self._session = self._demo.sign_in(Role.OFFICER)
        else:
            self.set_interval(1, self._lock_if_idle)
        if self._session is None:
            self.push_screen(SignIn(self._hub))
        else:
            self._start(self._session)

    @on(messages.SignedIn)
    def _signed_in(self, event: messages.SignedIn) -> None:
        self._start(event.session)

    def _start(self, session: Session) -> None:
        """Show the page that this person's work starts on."""
        self._session = session
        home = self._home(session)
        home.home = True
        self._leave_pages()
        self.push_screen(home)

    def _home(self, session: Session) -> Page:
        if session.may(May.SEARCH):
            from screens.search import SearchPage

            return SearchPage(session)
        if session.may(May.REVIEW):
            from screens.review import ReviewPage

            return ReviewPage(session)
        from screens.feeds import FeedsPage

        return FeedsPage(session)

    def _leave_pages(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    @on(messages.SignOut)
    def _sign_out(self) -> None:
        self._lent_clipboard.clear()
        if self._session is not None:
            self._session.close()
            self._session = None
        self._leave_pages()
        self.push_screen(SignIn(self._hub))

    def action_switch_role(self) -> None:
        """The next of officer, supervisor and admin (demonstration only)."""
        if self._demo is None or self._session is None:
            return
        roles = list(Role)
        held = roles.index(next(iter(self._session.account.roles)))
        self._session.close()
        self._start(self._demo.sign_in(roles[(held + 1) % len(roles)]))

    @on(messages.EnquiryOpened)
    def _enquiry_opened(self) -> None:
        """The form has done its work; the page that asked goes on."""
        self.pop_screen()
        self.notify("The call is open and recorded.", markup=False)

    @on(messages.CloseEnquiry)
    def _close_enquiry(self) -> None:
        """End the call; back to an empty search, so that the next caller's officer sees nobody of this one."""
        from screens.search import SearchPage

        session = self._in()
        reference = session.require_enquiry().reference
        session.close_enquiry()
        self._lent_clipboard.clear()
        self._go(SearchPage, SearchPage)
        if isinstance(self.screen, SearchPage):
            self.screen.action_clear()
        self.notify(f"Call ended. Its searches and openings are recorded under {reference}.", markup=False)

    # Lock

    def _lock_if_idle(self) -> None:
        if self._idle.idle >= LOCK_AFTER and not self._busy():
            self.action_lock()

    def action_lock(self) -> None:
        """Cover everything with an opaque page, drop the keys from memory, take back what was lent to the clipboard."""
        if self._session is None or isinstance(self.screen, Locked):
            return
        self._lent_clipboard.clear()
        self.clear_notifications()
        self._session.lock()
        self.push_screen(Locked(self._session))

    @on(messages.Unlocked)
    def _unlocked(self) -> None:
        self._idle.touch()
        self.pop_screen()

    # Where to go

    def _in(self) -> Session:
        assert self._session is not None, "pages exist only while someone is signed in"
        return self._session

    def _go(self, kind: type[Page], page: Callable[[Session], Page]) -> None:
        """To the page of this kind if it is open below, else open one."""
        if any(isinstance(open_page, kind) for open_page in self.screen_stack):
            while not isinstance(self.screen, kind):
                self.pop_screen()
        else:
            self.push_screen(page(self._in()))

    @on(messages.GoBack)
    def _go_back(self) -> None:
        if len(self.screen_stack) > 2:
            self.pop_screen()

    @on(messages.OpenSearch)
    def _open_search(self) -> None:
        from screens.search import SearchPage

        self._go(SearchPage, SearchPage)

    @on(messages.OpenPerson)
    def _open_person(self, event: messages.OpenPerson) -> None:
        from screens.person import PersonPage

        self.push_screen(PersonPage(self._in(), event.person))

    @on(messages.OpenService)
    def _open_service(self, event: messages.OpenService) -> None:
        from screens.service import ServicePage

        self.push_screen(ServicePage(self._in(), event.person, event.feed_id, event.who))

    @on(messages.ShowSheet)
    def _show_sheet(self, event: messages.ShowSheet) -> None:
        self.push_screen(Sheet(event.heading, event.words))

    @on(messages.OpenEnquiry)
    def _open_enquiry(self) -> None:
        """The form; once it is open the page beneath goes on by itself."""
        from screens.enquiry import EnquiryForm

        self.push_screen(EnquiryForm(self._in()))

    @on(messages.OpenReview)
    def _open_review(self) -> None:
        from screens.review import ReviewPage

        self._go(ReviewPage, ReviewPage)

    @on(messages.OpenCase)
    def _open_case(self, event: messages.OpenCase) -> None:
        from screens.case import CasePage

        self.push_screen(CasePage(self._in(), event.case_id))

    @on(messages.OpenFeeds)
    def _open_feeds(self) -> None:
        from screens.feeds import FeedsPage

        self._go(FeedsPage, FeedsPage)

    @on(messages.OpenImport)
    def _open_import(self, event: messages.OpenImport) -> None:
        from screens.import_file import ImportFilePage

        self.push_screen(ImportFilePage(self._in(), event.path, event.feed))

    @on(messages.ChooseColumns)
    def _choose_columns(self, event: messages.ChooseColumns) -> None:
        from screens.import_columns import ImportColumnsPage

        self.push_screen(ImportColumnsPage(self._in(), event.prepared, event.as_of))

    @on(messages.CheckRows)
    def _check_rows(self, event: messages.CheckRows) -> None:
        from screens.import_check import ImportCheckPage

        self.push_screen(ImportCheckPage(self._in(), event.prepared, event.mapping, event.as_of))

    @on(messages.Deliver)
    def _deliver(self, event: messages.Deliver) -> None:
        from screens.import_delivery import ImportDeliveryPage

        self.push_screen(ImportDeliveryPage(self._in(), event.checked))

    @on(messages.Delivered)
    def _delivered(self, event: messages.Delivered) -> None:
        """The receipt takes the place of the import's steps: there is no way back into them."""
        from screens.import_receipt import ImportReceiptPage

        from screens.feeds import FeedsPage

        self._go(FeedsPage, FeedsPage)
        self.push_screen(ImportReceiptPage(self._in(), event.receipt))

    # Guards

    @on(messages.Copy)
    def _copy(self, event: messages.Copy) -> None:
        self._lent_clipboard.put(event.text)
        self.notify(f"The {event.what} was sent to the clipboard for 30 seconds.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the app that make no sense now are not offered: before sign-in and while locked, nearly all."""
        if isinstance(self.screen, SignIn | Locked):
            return action == "quit"
        if action == "switch_role":
            return self._demo is not None and not self._busy()
        if action == "lock":
            return self._demo is None and not self._busy()
        return super().check_action(action, parameters)

    def _busy(self) -> bool:
        """A delivery runs: locking would take its database away, so the idle lock waits for its end."""
        return any(isinstance(page, Page) and page.busy for page in self.screen_stack)

    async def action_quit(self) -> None:
        """Leave the program; while a delivery runs, ask first."""
        if not self._busy():
            self.exit()
            return
        question = line(
            ("Leave the program?", "bold"), "  A delivery is running; nothing of it will be kept."
        )
        answers = [("Go on delivering", False), ("Leave, and keep nothing of this file", True)]
        self.push_screen(Answers[bool](question, answers), lambda leave: self.exit() if leave else None)

    def action_help(self) -> None:
        """What this page does and its keys."""
        if not isinstance(self.screen, Sheet):
            self.push_screen(Sheet("Help", help_of(self.screen)))

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is written on keyboards: 'Ctrl+E', 'Esc', 'F1'."""
        *modifiers, key = binding.key.split("+")
        name = _KEY_NAMES.get(key) or (key.upper() if modifiers or len(key) > 1 else key)
        return "+".join([modifier.title() for modifier in modifiers] + [name])

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No painted line carries a character that the terminal would obey."""
        return [*super().get_line_filters(), self._sieve]

    async def on_event(self, event: events.Event) -> None:
        """Any key or mouse event from outside shows that someone is there (also keys typed into a box)."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            self._idle.touch()
        await super().on_event(event)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with local variables, names of people among them: print a reference.

        Private API: there is no public way to change what a crash prints. The reference names the error's type and
        the lines of code it passed through, never its message or a value.
        """
        self.bell()
        error = self._exception
        passed = [
            f"{Path(frame.filename).stem}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__ if error else None)
        ]
        sentence = (
            "Family Context stopped because of a mistake in the program. What was saved is safe; what was being "
            "typed is lost. Start it again, and pass on this reference, which holds no personal data:\n"
            f"{type(error).__name__} {' '.join(passed[-6:])}\n"
        )
        self._exit_renderables.append(Segments([Segment(sentence)]))
        self._close_messages_no_wait()
