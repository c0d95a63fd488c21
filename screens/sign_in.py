"""Who is there: the sign-in form, and the opaque page that covers a locked session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Button, Input, Static

from screens.base import TellingScreen
from screens.form import Form
from screens.messages import SignedIn, Unlocked
from screens.text import line, lines
from screens.widgets.field import Field, Password
from store.errors import Told, WrongPassword

if TYPE_CHECKING:
    from store.hub import Hub
    from store.session import Session


class _Door(TellingScreen[None], Form[None]):
    """A form that ends in a password; checking one takes about a second on purpose, so a thread does it."""

    _password = query_one("#password", Password)
    _answer = query_one("#answer", Static)
    checking = False
    """Whether a password is being checked: a second Enter meanwhile would count as a second try."""

    def _begin(self) -> bool:
        """Say that the password is being checked; False if one is already, or none was typed: that is no try."""
        if self.checking:
            return False
        if not self._password.value:
            self._ask_for("Enter your password.", self._password)
            return False
        self.checking = True
        self._answer.update(Content("Checking the password…"))
        self._answer.remove_class("wrong")
        return True

    def _ask_for(self, sentence: str, box: Input) -> None:
        self._answer.update(line("! ", sentence))
        self._answer.add_class("wrong")
        box.focus()

    def tell(self, told: Told) -> None:
        """One sentence for the trouble; the password is typed again, the rest is kept."""
        self.checking = False
        self._answer.update(
            lines(line(("! " + told.title, "bold"), ". ", told.sentence), line((told.advice, "$foreground")))
        )
        self._answer.add_class("wrong")
        self._password.clear()
        self._password.focus()


class SignIn(_Door):
    """Login and password. What follows is the app's business."""

    _login = query_one("#login", Input)

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub

    def compose(self) -> ComposeResult:
        with Vertical(id="door"):
            yield Static(line(("Family Context", "bold"), f"  {self._hub.area}"), id="hub")
            yield Static(Content("Which services know this person, and whom to ring."), classes="hint")
            yield Field("Login", Input(id="login"))
            yield Field("Password", Password(id="password"))
            yield Button("Sign in", id="go")
            yield Static(id="answer")
            yield Static(
                Content("Every search is recorded with your name. Enter goes on, Ctrl+Q leaves."), classes="hint"
            )

    def entered(self, box: Input) -> None:
        """From the login to the password, from there on."""
        if box is self._login:
            self.go_to(self._password)
        else:
            self._try()

    @on(Button.Pressed, "#go")
    def _try(self) -> None:
        login = self._login.value.strip()
        if not login:
            self._ask_for("Enter your login.", self._login)
        elif self._begin():
            self._sign_in(login, self._password.value)

    @work(thread=True, exclusive=True, group="sign in", exit_on_error=False, description="sign in")
    def _sign_in(self, login: str, password: str) -> None:
        self.post_message(SignedIn(self._hub.sign_in(login, password)))


class StillLocked(Told):
    """The password is wrong; whose it should be stands above the box."""

    title = "Still locked"
    sentence = "The password is wrong."
    advice = "Try again. A hub administrator can give you a new password."


class Locked(_Door):
    """Covers everything while nobody is there; the work underneath stays as it was."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.checking = True  # what is not locked yet would open to any password

    def on_mount(self) -> None:
        """Covered first, locked then: the record of it may wait for a busy log, with people on the screen."""
        self.call_after_refresh(self._lock)

    def _lock(self) -> None:
        self._session.lock()
        self.checking = False

    def compose(self) -> ComposeResult:
        with Vertical(id="door"):
            yield Static(Content("Locked"), id="hub")
            yield Static(line("Signed in as ", (self._session.account.name, "bold")))
            yield Field("Password", Password(id="password"))
            yield Static(id="answer")
            yield Static(Content("Enter goes on where you were. Ctrl+O signs out."), classes="hint")

    def entered(self, box: Input) -> None:
        if self._begin():
            self._unlock(box.value)

    def tell(self, told: Told) -> None:
        """No login was asked for, so none can be wrong."""
        super().tell(StillLocked() if isinstance(told, WrongPassword) else told)

    @work(thread=True, exclusive=True, group="unlock", exit_on_error=False, description="unlock")
    def _unlock(self, password: str) -> None:
        self._session.unlock(password)
        self.post_message(Unlocked())
