"""What every page has: a session, the line of who is calling, keys by role, a way back, and errors in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from screens.messages import GoBack, OpenFeeds, OpenReview, OpenSearch
from screens.text import line
from screens.widgets.keys import KeyLine
from screens.widgets.strip import Strip
from store.errors import Told
from store.permissions import May
from textual import on

if TYPE_CHECKING:
    from textual.widget import Widget

    from store.session import Session

Needs = Mapping[str, May]
"""An action's name and the permission it takes."""


class Page(Screen[None]):
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
    ]
    _PLACES: ClassVar[Needs] = {
        "open_search": May.SEARCH,
        "open_review": May.REVIEW,
        "open_feeds": May.FEEDS,
    }
    home = False
    """Whether this is where its reader starts: there is no way back from here."""

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
        yield Static("Make this window at least 80 by 24: part of the page does not fit.", id="small")
        yield Vertical(*self.body(), id="body")
        yield Static(id="trouble", markup=False)
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether this reader may use the action here; `False` hides its key from footer, help and palette."""
        if action == "go_back" and self.home:
            return False
        need = self.NEEDS.get(action) or self._PLACES.get(action)
        return need is None or self.session.may(need)

    def tell(self, told: Told) -> None:
        """Say what went wrong above the keys, until `untell` or the next trouble."""
        self._trouble.update(
            line(("! " + told.title, "bold $error"), "  ", told.sentence, "  ", (told.advice, "bold"))
        )
        self._trouble.display = True

    def untell(self) -> None:
        """Take the last trouble away."""
        self._trouble.display = False

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        """A worker that raised something a person can be told says it here; anything else is a real crash."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, Told):
            self.tell(error)
        else:
            raise error

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
