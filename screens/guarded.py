"""A page that shows people: it goes blank as soon as less or more of them may be shown (domain/2 R16, R22)."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from screens.ask_first import AskFirst
from screens.base import Page, TellingScreen
from screens.call_page import CallPage
from screens.deed import deed
from screens.messages import SignedOff
from screens.sheet import Sheet
from screens.text import line
from screens.widgets.answers import Answers
from store.disclosure import overriding, shielding, shields
from store.disclosure.facts import PersonGone
from store.errors import AccountDisabled, Locked, NotAllowed, Told
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.widget import Widget

    from matching.lookup.search import Hit
    from store.session import Session

SECONDS = 1.0
_WAYS_OUT = {"go_back", "begin_call", "end_call", "override_by_number", *Page.PLACES}
"""Actions that show nothing of what stands on the page."""


class Changed(Told):
    """A shield was set or lifted, or an override ended, while the page was open."""

    title = "What may be shown of this person has changed"
    sentence = "The page was closed: somebody protected this person, or the time for a restricted record is over."
    advice = "Go back, and open the person again."


@contextmanager
def looking(page: TellingScreen[None]) -> Generator[None]:
    """Look whether what a page shows may stay, in a thread of the page's. Whoever may not even look is signed out."""
    try:
        yield
    except Locked:
        return
    except (AccountDisabled, NotAllowed) as told:
        page.answer(SignedOff(told))


class GuardedPage(CallPage):
    """Looks every second whether what it shows may still be shown, and again when it comes to the top.

    Under the lock it shows nothing, so that nobody who is protected meanwhile is seen before it has looked again.
    """

    @dataclass
    class Looked(Message):
        """Whether it may. None: nobody can tell while the session is locked."""

        may_stay: bool | None

    _had_keys: Widget | None = None
    """What had the keys before the page went blank: what is not shown loses them."""

    @property
    def showing(self) -> Mapping[int, Level]:
        """Whom the page shows, and how much of each is hidden."""
        raise NotImplementedError

    def watch_people(self) -> None:
        """Begin to look; for `on_mount`."""
        self.set_interval(SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """While it stood beneath, a shield may have been set, or an override begun or ended."""
        self._look()

    @work(thread=True, exclusive=True, group="guard", exit_on_error=False, description="look for shields")
    def _look(self) -> None:
        with looking(self):
            try:
                may_stay = self.may_stay()
            except Locked:
                may_stay = None
            self.answer(self.Looked(may_stay))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of a page that went blank only the ways out are left: it still holds what it may not show."""
        blank = self.is_mounted and not self.query_one("#body").display
        return (not blank or action in _WAYS_OUT) and self.offers(action, parameters)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What `check_action` is for other pages."""
        return super().check_action(action, parameters)

    def may_stay(self) -> bool:
        """Whether exactly this may be shown of them now."""
        for person, level in self.showing.items():
            try:
                now = shields.level_now(self.session, person)
            except PersonGone:
                return False
            if now is not level:
                return False
        return True

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        body = self.query_one("#body")
        if not event.may_stay and isinstance(above := self.app.screen, Sheet) and self.app.screen_stack[-2] is self:
            above.dismiss()  # it may tell more of them than the page does
        if body.display is event.may_stay:
            return
        if not event.may_stay and body.display:
            self._had_keys = self.focused
        body.display = bool(event.may_stay)
        if event.may_stay and self._had_keys:
            self.set_focus(self._had_keys)
        if event.may_stay is False:
            self.tell(Changed())
        else:
            self.untell()
        self.refresh_bindings()


def to_let_go(session: Session, hits: Iterable[Hit]) -> list[int]:
    """Those people who were found before and may not stand on a page any more as they were found."""
    shown = tuple(hits)
    placed = {hit.person for hit in shown if hit.address or hit.postcode}
    levels = shields.levels_listed(session, {hit.person for hit in shown})
    return [person for person, level in levels.items() if level is Level.EXISTENCE or (level and person in placed)]


class GuardedPerson(GuardedPage):
    """The page of one person, with the keys to protect them and to open all the same what is restricted."""

    NEEDS: ClassVar = {"protect": May.SHIELD, "override": May.OVERRIDE}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "protect", "Protect", show=False, tooltip="Shield this person (information lead)"),
        Binding("o", "override", "Open restricted", id="override",
                tooltip="Open what is restricted: the reason is recorded and the information lead alerted"),
    ]  # fmt: skip

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is restricted can be opened only where something is."""
        if action == "override" and not any(self.showing.values()):
            return False
        return super().offers(action, parameters)

    def action_go_back(self) -> None:
        """One step back; the page beneath looks what it may show without the override."""
        self._leave()
        super().action_go_back()

    def on_unmount(self) -> None:
        """The record may be left in other ways."""
        self._leave()

    def _leave(self) -> None:
        """With the record goes what was opened all the same (R22)."""
        override = self.session.exceptions.override
        if override is not None and override.person in self.showing:
            overriding.leave(self.session)

    def action_override(self) -> None:
        """Ask why, tell the information lead, open the person in full."""
        form = AskFirst(
            "Open a restricted record",
            "This person is protected. The information lead is told at once who opened the record and why, and every"
            " such opening is looked into. It holds for this record and a quarter of an hour.",
            (("Reason", "what cannot wait"), ("Reference", "case or call number")),
        )
        self.ask(form, partial(self.open_restricted, str(next(iter(self.showing)))))

    def action_protect(self) -> None:
        """Ask how far, then why and who answers for it."""
        levels = [(f"From now on {level.words}", level) for level in Level if level]
        self.app.push_screen(Answers[Level](line(("Protect this person?", "bold")), levels), self._ask_owner)

    def _ask_owner(self, level: Level | None) -> None:
        if level is None:
            return
        form = AskFirst(
            "Protect this person",
            f"From now on, {level.words}, for everybody. Another information lead reviews it within six months.",
            (("Reason", ""), ("Who answers for it", "name and organisation")),
        )
        self.ask(form, partial(self._protect, level))

    @deed("protect a person")
    def _protect(self, level: Level, reason: str, owner: str) -> None:
        shielding.protect(self.session, next(iter(self.showing)), level, reason=reason, owner=owner)
        self.post_message(self.Looked(may_stay=False))
