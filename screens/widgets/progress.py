"""Long work that says where it is: from its thread at most ten times a second, as one line and a bar."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import ProgressBar, Static
from textual.worker import get_current_worker

from importers.refusals import Cancelled
from screens.text import line

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

QUIET = 0.1
"""Seconds between two messages of the same stage."""


@dataclass
class Progressed(Message):
    """Where the work is. total is 0 when it is not known; rate is per second since the stage began."""

    stage: str
    done: int
    total: int
    rate: float

    def can_replace(self, message: Message) -> bool:
        """Only the newest matters: a fast worker can not flood the page."""
        return isinstance(message, Progressed)


class Reporter:
    """Give it to the work as its progress: it posts to the page, and ends the work on demand."""

    def __init__(self, page: MessagePump) -> None:
        self._page = page
        self._unwanted = Event()
        self._stage = ""
        self._began = self._told = 0.0

    def stop(self) -> None:
        """The person no longer wants the work: it ends at its next step.

        A worker's own `cancel` would report the end at once, while its thread still runs.
        """
        self._unwanted.set()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell the page, unless it has just been told. Cancelled if the person no longer wants the work."""
        if self._unwanted.is_set() or get_current_worker().is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began = stage, now
        elif now - self._told < QUIET:
            return
        self._told = now
        lasted = now - self._began
        self._page.post_message(Progressed(stage, done, total, done / lasted if lasted >= 1 else 0.0))


class ProgressLine(Vertical):
    """A sentence and a bar; nothing until the work has said something."""

    DEFAULT_CSS = """
    ProgressLine { height: 2; display: none; }
    ProgressLine Bar { width: 1fr; }
    """
    _sentence = query_one("#stage", Static)
    _bar = query_one("#bar", ProgressBar)

    def compose(self) -> ComposeResult:
        yield Static(id="stage")
        yield ProgressBar(id="bar", show_eta=False, total=100)

    def show(self, event: Progressed, unit: str = "") -> None:
        """Where the work is; `unit` names what is counted ('rows'), '' shows the share alone."""
        self.display = True
        count = f"  {event.done:,} of {event.total:,} {unit}" if event.total and unit else ""
        rate = f", {event.rate:,.0f} {unit} a second" if event.rate and unit else ""
        self._sentence.update(line((event.stage, "bold"), count, rate))
        self._bar.update(total=event.total or None, progress=event.done)

    def begin(self, stage: str) -> None:
        """The work was started and has not said anything yet."""
        self.show(Progressed(stage, 0, 0, 0.0))
