"""Letting a held delivery in or turning it down, wherever that is done: whoever does it says why (domain/9 rule 13)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screens.ask_first import AskFirst
from screens.base import Page
from screens.deed import deed
from store.records import held

if TYPE_CHECKING:
    from textual.message import Message

    from store.records.held import HeldDelivery

_THEN = {
    "release": "An administrator can then deliver this file with this date, and nothing else.",
    "reject": "It will not be delivered. The file is left where it is.",
}


class VerdictPage(Page):
    """A page on which held deliveries are decided about."""

    def decided(self, number: int) -> Message:
        """How things stand once somebody has decided about this one: it is posted to the page."""
        raise NotImplementedError

    def ask_why(self, verdict: str, waits: HeldDelivery) -> None:
        """Ask, then record it. verdict: 'release' or 'reject'."""
        form = AskFirst(
            f"{verdict.capitalize()} {Path(waits.file).name}",
            f"{_THEN[verdict]} This is recorded.",
            (("Reason", "what you found out, without anybody's name"),),
        )
        self.ask(form, partial(self._said, verdict, waits.id))

    def _said(self, verdict: str, number: int, reason: str) -> None:
        self.untell()
        self._decide(verdict, number, reason)

    @deed("decide about a held delivery")
    def _decide(self, verdict: str, number: int, reason: str) -> None:
        try:
            (held.release if verdict == "release" else held.reject)(self.session, number, reason)
        finally:  # somebody else may have decided meanwhile
            self.post_message(self.decided(number))
