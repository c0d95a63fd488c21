"""The real app on a real hub, driven by keys: what a person does, and what then stands on the screen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled, WorkerFailed

from fctui.app import Demo, FamilyContext
from fctui.idle import IdleClock
from store.hub import Hub
from store.session import Session

NARROW, WIDE = (80, 24), (120, 40)
_KEYS = {
    " ": "space",
    "/": "slash",
    ".": "full_stop",
    "-": "minus",
    ",": "comma",
    "'": "apostrophe",
    "_": "underscore",
}


class Stage:
    """One run of the app."""

    def __init__(self, app: FamilyContext, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other has done what it does."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        await self.pilot.press(*(_KEYS.get(letter, letter) for letter in text))
        await settle(self.pilot)

    async def ask(self, text: str) -> None:
        """Put text into the search box."""
        self.app.screen.query_one("#box", Input).value = text
        await settle(self.pilot)

    async def paste(self, text: str) -> None:
        """Paste text into whatever has the focus, as people do with paths."""
        self.app.post_message(Paste(text))
        await settle(self.pilot)

    @property
    def text(self) -> str:
        """Everything on the screen, runs of blanks as one, so that words are found across line breaks."""
        return " ".join(self.picture.split())

    @property
    def picture(self) -> str:
        """The screen, line by line."""
        strips = self.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def keys(self) -> str:
        """The line of keys."""
        return self.picture.splitlines()[-1]

    @property
    def page(self) -> str:
        """The name of the page on top."""
        return type(self.app.screen).__name__


async def settle(pilot: Pilot[int]) -> None:
    """Until threads have answered and their answers are painted.

    An answer may start another thread, and what a list says goes from queue to queue until its page is told: it is
    quiet only when twice in a row nothing ran and nothing was queued, however slow the machine.
    """
    quiet = 0
    while quiet < 2 and pilot.app.is_running and not crashed(pilot.app):
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        for worker in running:
            with suppress(WorkerFailed, WorkerCancelled):  # the page tells what a worker could not do
                await worker.wait()
        await pilot.pause()
        queued = any(one.message_queue_size for one in (pilot.app, *pilot.app.screen.walk_children(with_self=True)))
        quiet = 0 if running or queued else quiet + 1


def crashed(app: App[int]) -> BaseException | None:
    """What the app broke down with."""
    return app._exception  # pyright: ignore[reportPrivateUsage]


def unless_it_crashed(picture: Callable[..., object]) -> Callable[..., object]:
    """The same, but a page that crashes while it is painted raises: a picture can be taken of what is left of it."""

    def taken(
        app: FamilyContext, terminal_size: tuple[int, int], run_before: Callable[[Pilot[int]], Awaitable[None]]
    ) -> object:
        result = picture(app, terminal_size=terminal_size, run_before=run_before)
        if error := crashed(app):
            raise error
        return result

    return taken


@asynccontextmanager
async def on_stage(
    hub: Hub,
    session: Session | None,
    size: tuple[int, int] = NARROW,
    demo: Demo | None = None,
    idle: IdleClock | None = None,
) -> AsyncIterator[Stage]:
    """Run the app, for someone who is signed in or (without a session) from the sign-in form."""
    app = FamilyContext(hub, session, demo, idle)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield Stage(app, pilot)


def drop(hub: Hub, feed: str, name: str, content: str) -> Path:
    """Put a file into a feed's drop folder."""
    folder = hub.directory / "inbox" / feed
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path
