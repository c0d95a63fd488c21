"""Pages on which cases stand: nobody stays on them who was protected since (domain/2 R16, R19)."""

from __future__ import annotations

from collections.abc import Collection

from textual import work
from textual.message import Message

from matching.deciding import review
from screens.base import Page
from screens.guarded import SECONDS, looking


class ReviewingPage(Page):
    """Looks every second whether its cases may still be told of, as the pages of persons do."""

    class KeptBack(Message):
        """One of them may not."""

    @property
    def standing(self) -> Collection[int]:
        """The cases on the page."""
        raise NotImplementedError

    def watch_cases(self) -> None:
        """Begin to look; for `on_mount`."""
        self.set_interval(SECONDS, self._look)

    @work(thread=True, exclusive=True, group="guard", exit_on_error=False, description="look for shields")
    def _look(self) -> None:
        with looking(self):
            if review.kept_back(self.session, self.standing):
                self.answer(self.KeptBack())
            else:
                self.look_further()

    def look_further(self) -> None:
        """What else a page looks for, in the same thread."""
