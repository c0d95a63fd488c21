"""The app: who is signed in, and the guards that hold on every page."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.segment import Segment, Segments
from textual import events, on, work
from textual.binding import Binding, BindingType

import screens
from fctui import colourless, crash, hangup, latin
from fctui.clipboard import Clipboard
from fctui.collecting import Collecting
from fctui.commands import KeyCommands
from fctui.idle import LOCK_AFTER, IdleClock
from fctui.keyboard import Keyboard
from fctui.routes import Routes
from fctui.theme import FAMILY_CONTEXT
from screens import messages
from screens.base import Page, TellingScreen
from screens.sheet import Sheet, help_of
from screens.sign_in import Locked, SignIn
from screens.text import Sieve, line
from screens.widgets.answers import Answers
from store.errors import Told
from store.permissions import Role

if TYPE_CHECKING:
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from store.hub import Hub
    from store.session import Session

_BESIDE_SCREENS = Path(screens.__file__).parent
_STYLED_SCREENS = (
    "sign_in", "enquiry", "search", "compare", "family", "matrix", "person", "why_one", "service", "call_record",
    "feeds", "deliveries", "held", "new_feed", "import_file", "import_columns", "import_check", "import_delivery",
    "import_receipt", "review", "case", "shields", "sheet",
)  # fmt: skip


class Demo(Protocol):
    """What the demonstration lends the app: sessions without a password."""

    def sign_in(self, role: Role) -> Session:
        """A session of the made-up person who holds this role."""
        ...


class FamilyContext(Keyboard, Routes):
    """The program on one hub: who is there, how the screen is guarded, how a key is called."""

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
        Binding("ctrl+o", "sign_out", "Sign out", id="sign_out", tooltip="Sign out", show=False, priority=True),
        Binding(
            "ctrl+p",
            "command_palette",
            "Commands",
            show=False,
            priority=True,
            tooltip="Everything that can be done here, by name",
        ),
        Binding("ctrl+q", "quit", "Quit", id="quit", tooltip="Leave the program", show=False, priority=True),
    ]

    def __init__(
        self, hub: Hub, session: Session | None = None, demo: Demo | None = None, idle: IdleClock | None = None
    ) -> None:
        latin.understand()
        super().__init__(driver_class=hangup.DRIVER)
        self._hub = hub
        self.session = session
        self._demo = demo
        self._idle = idle or IdleClock()
        self._collecting = Collecting()
        self._lent_clipboard = Clipboard(self)
        self._painted_through = [Sieve(), *colourless.filters()]
        self._role = Role.OFFICER
        self.register_theme(FAMILY_CONTEXT)
        self.theme = FAMILY_CONTEXT.name

    # Who is here

    def on_mount(self) -> None:
        """Ask who it is, unless that is known."""
        self._leave_when_told()
        self._collecting.begin()
        self.set_interval(1, lambda: self._collecting.if_due(self._idle.idle))
        if self._demo is not None:
            self._enter_as(Role.OFFICER)
        else:
            self.set_interval(1, self._lock_if_idle)
            if self.session is None:
                self.push_screen(SignIn(self._hub))
            else:
                self.start(self.session)

    def on_unmount(self) -> None:
        """The interpreter goes on as it was."""
        self._collecting.end()

    @on(messages.SignedIn)
    def _signed_in(self, event: messages.SignedIn) -> None:
        trouble = self._end()
        self.start(event.session)
        self._tell_on_top(trouble)

    def action_sign_out(self) -> None:
        trouble = self._end()
        self.leave_pages()
        self.push_screen(SignIn(self._hub))
        self._tell_on_top(trouble)

    @on(messages.SignedOff)
    def _signed_off(self, event: messages.SignedOff) -> None:
        """Another seat took the account or the role away: nothing of what it saw stays on the screen."""
        if self.session is not None:
            self.action_sign_out()
            self._tell_on_top(event.why)

    def _end(self) -> Told | None:
        """Nothing of this session outlives it: not its keys, not what it lent to the clipboard.

        Returns why its end could not be recorded, if it could not.
        """
        self._lent_clipboard.clear()
        session, self.session = self.session, None
        try:
            if session is not None:
                session.close()
        except Told as told:
            return told
        return None

    def _tell_on_top(self, trouble: Told | None) -> None:
        """Say what went wrong on the page that comes on top."""
        page = self.screen
        if trouble is not None and isinstance(page, TellingScreen):
            self.call_after_refresh(page.tell, trouble)

    def action_switch_role(self) -> None:
        """The next of officer, admin, supervisor and information lead (demonstration only)."""
        roles = [Role.OFFICER, Role.ADMIN, Role.SUPERVISOR, Role.LEAD]
        self._enter_as(roles[(roles.index(self._role) + 1) % len(roles)])

    @work(thread=True, exclusive=True, group="role", description="switch role")
    def _enter_as(self, role: Role) -> None:
        if self._demo is not None:
            self.post_message(messages.SignedIn(self._demo.sign_in(role)))
            self._role = role

    @on(messages.CloseEnquiry)
    def _close_enquiry(self) -> None:
        """End the call; back to an empty search, so that the next caller's officer sees nobody of this one."""
        from screens.search import SearchPage

        enquiry = self.session.enquiry if self.session is not None else None
        if self.session is None or enquiry is None:
            return  # the key was pressed twice
        try:
            self.session.close_enquiry()
        except Told as told:
            self._tell_on_top(told)
            return
        self._lent_clipboard.clear()
        self.go(SearchPage)
        if isinstance(self.screen, SearchPage):
            self.screen.forget()
        self.notify(f"Call ended. Its searches and openings are recorded under {enquiry.reference}.")

    # Lock

    def _lock_if_idle(self) -> None:
        if self._idle.idle >= LOCK_AFTER and not self._busy():
            self.action_lock()

    def action_lock(self) -> None:
        """Take back what was lent to the clipboard, cover everything with an opaque page, drop the keys from memory."""
        if self.session is None or isinstance(self.screen, Locked):
            return
        self._lent_clipboard.clear()
        self.clear_notifications()
        while isinstance(self.screen, Sheet):  # what it tells of a person is looked at again before it is shown again
            self.pop_screen()
        self.push_screen(Locked(self.session))  # it drops the keys once nobody can be read on the screen any more

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast, read as letters; none over the lock."""
        if not isinstance(self.screen, Locked):
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    @on(messages.Unlocked)
    def _unlocked(self) -> None:
        self._idle.touch()
        if isinstance(self.screen, Locked):
            self.pop_screen()

    # Guards

    @on(messages.Leads)
    def _only_from_the_top(self, event: messages.Leads) -> None:
        """A page leads elsewhere only while nothing stands above it: the lock is never covered or taken away."""
        if event.page is not self.screen:
            event.prevent_default()

    @on(messages.Copy)
    def _copy(self, event: messages.Copy) -> None:
        self._lent_clipboard.put(event.text)
        self.notify(f"The {event.what} was sent to the clipboard for 30 seconds.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the app that make no sense now are not offered: before sign-in and while locked, nearly all."""
        if isinstance(self.screen, SignIn | Locked):
            out = isinstance(self.screen, Locked) and not self.screen.checking  # else it would be unlocked after all
            return action in ("quit", "focus_next", "focus_previous") or (action == "sign_out" and out)
        if action == "switch_role":
            return self._demo is not None and not self._busy()
        if action in ("lock", "sign_out"):
            return self._demo is None and not self._busy()
        return super().check_action(action, parameters)

    def _busy(self) -> bool:
        """A delivery runs: locking would take its database away, so the idle lock waits for its end."""
        return any(isinstance(page, Page) and page.busy for page in self.screen_stack)

    async def action_quit(self) -> None:
        """Leave the program; while a delivery runs, ask first."""
        if not self._busy():
            self._leave()
            return
        question = line(
            ("Leave the program?", "bold"), "  It is in the middle of storing; nothing of that will be kept."
        )
        answers = [("Go on", False), ("Leave, and keep nothing", True)]
        self.push_screen(Answers[bool](question, answers), lambda leave: self._leave() if leave else None)

    def _leave_when_told(self) -> None:
        """A closed window and a machine that shuts down end the session as Ctrl+Q does: recorded, no key in memory."""
        if sys.platform != "win32":  # there the window takes the program with it
            for sent in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(sent, self._leave)
        self.set_interval(1, self._leave_if_hung_up)

    def _leave_if_hung_up(self) -> None:
        if not self.is_headless and hangup.hung_up():
            self._leave()

    def _leave(self) -> None:
        trouble = self._end()
        self.exit(message=f"{trouble.title}. {trouble.sentence}" if trouble else None)

    def action_help_quit(self) -> None:
        """Ctrl+C copies inside a box; elsewhere it is pressed to leave."""
        self.clear_notifications()
        self.notify("Ctrl+Q leaves the program.")

    def action_help(self) -> None:
        """What this page does and its keys."""
        if not isinstance(self.screen, Sheet):
            self.push_screen(Sheet("Help", help_of(self.screen)))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No painted line carries a character that the terminal would obey; the cursor is seen without colours too."""
        return [*super().get_line_filters(), *self._painted_through]

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """A picture where each word stands in its column: some viewers (librsvg) drop spaces that begin a text."""
        picture = super().export_screenshot(title=title, simplify=simplify)
        return picture.replace("<svg ", '<svg xml:space="preserve" ', 1)

    async def on_event(self, event: events.Event) -> None:
        """Any key or mouse event from outside shows that someone is there (also keys typed into a box).

        What has the keys keeps them in a window that nobody looks at: Textual takes them away and gives them back only
        if the same page is still on top, so the password box of a lock that came meanwhile had none.
        """
        if isinstance(event, events.AppBlur):
            return
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            self._idle.touch()
        await super().on_event(event)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with local variables, names of people among them: print a reference.

        Private API: there is no public way to change what a crash prints.
        """
        self.bell()
        self._exit_renderables.append(Segments([Segment(crash.told(self._exception) + "\n")]))
        self._close_messages_no_wait()
