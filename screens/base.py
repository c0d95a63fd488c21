"""What every page has: a session, the line of who is calling, keys by role, a way back, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.getters import query_one
from textual.screen import Screen, ScreenResultType
from textual.widgets import OptionList, Static
from textual.worker import Worker, WorkerState, get_current_worker

from screens.messages import GoBack, Leads, OpenFeeds, OpenHeld, OpenReview, OpenSearch, OpenShields, SignedOff
from screens.text import line
from screens.widgets.in_full import InFull
from screens.widgets.keys import KeyLine
from screens.widgets.strip import Strip
from store.errors import AccountDisabled, Locked, Told
from store.permissions import May

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

    from screens.ask_first import AskFirst
    from store.session import Session

Needs = Mapping[str, May]
"""An action's name and the permission it takes."""


class CutShort(Told):
    """The screen was locked while a thread worked for its page: it is read once that is open again."""

    title = "Cut short by the lock"
    sentence = "What was saved before is safe; the rest was not done."
    advice = "Do it again, or go back and open the page again."


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
        self.failed(error)

    def failed(self, told: Told) -> None:
        """A worker could not do what it was for."""
        self.tell(CutShort() if isinstance(told, Locked) else told)


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
        Binding("question_mark", "app.help", show=False),
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
        if action == "read_on":
            return self.is_mounted and self.query_one(InFull).longer
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

    def failed(self, told: Told) -> None:
        """Whose account was switched off is signed out; a role that was taken away takes its keys with it."""
        if isinstance(told, AccountDisabled):
            self.post_message(SignedOff(told))
        else:
            super().failed(told)
            self.refresh_bindings()

    def untell(self) -> None:
        """Take the last trouble away."""
        self._trouble.display = False

    def ask(self, form: AskFirst, then: Callable[..., object]) -> None:
        """Ask; `then` is done with what was said, box by box. Whoever goes back says nothing."""

        def said(words: tuple[str, ...] | None) -> None:
            if words is not None:
                then(*words)

        self.app.push_screen(form, said)

    def action_read_on(self) -> None:
        self.query_one(InFull).read_on()

    def action_go_back(self) -> None:
        self.post_message(GoBack())

    def action_open_search(self) -> None:
        self.post_message(OpenSearch())

    def action_open_review(self) -> None:
        self.post_message(OpenReview())

    def action_open_feeds(self) -> None:
        self.post_message(OpenFeeds())

    def action_open_held(self) -> None:
        self.post_message(OpenHeld())

    def action_open_shields(self) -> None:
        self.post_message(OpenShields())
