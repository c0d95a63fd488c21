"""A page that shows people: it goes blank as soon as less or more of them may be shown (domain/2 R16, R22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from screens.base import CallPage
from screens.because import Because
from screens.messages import OpenPerson
from screens.text import line
from screens.widgets.answers import Answers
from store.disclosure import shielding, shields
from store.disclosure import view as views
from store.disclosure.facts import PersonGone
from store.errors import Locked, Told
from store.permissions import May
from store.records.restrictions import Level

SECONDS = 1.0


class Changed(Told):
    """A shield was set or lifted, or an override ended, while the page was open."""

    title = "What may be shown of this person has changed"
    sentence = "The page was closed: somebody protected this person, or the time for a restricted record is over."
    advice = "Go back, and open the person again."


class GuardedPage(CallPage):
    """Looks every second whether what it shows may still be shown."""

    @property
    def showing(self) -> Mapping[int, Level]:
        """Whom the page shows, and how much of each is hidden."""
        raise NotImplementedError

    def watch_people(self) -> None:
        """Begin to look; for `on_mount`."""
        self.set_interval(SECONDS, self._look)

    @work(thread=True, exclusive=True, group="guard", exit_on_error=False, description="look for shields")
    def _look(self) -> None:
        for person, level in self.showing.items():
            try:
                now = shields.level_now(self.session, person)
            except Locked:
                return
            except PersonGone:
                now = None
            if now is not level:
                self.app.call_from_thread(self._blank)
                return

    def _blank(self) -> None:
        self.query_one("#body").display = False
        self.tell(Changed())


class GuardedPerson(GuardedPage):
    """The page of one person, with the keys to protect them and to open all the same what is restricted."""

    NEEDS: ClassVar = {"protect": May.SHIELD, "override": May.OVERRIDE}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "protect", "Protect", show=False, tooltip="Shield this person (information lead)"),
        Binding("o", "override", "Open restricted", id="override",
                tooltip="Open what is restricted: the reason is recorded and the information lead alerted"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is restricted can be opened only where something is."""
        if action == "override" and not any(self.showing.values()):
            return False
        return super().check_action(action, parameters)

    def action_override(self) -> None:
        """Ask why, tell the information lead, open the person in full."""
        form = Because(
            "Open a restricted record",
            "This person is protected. The information lead is told at once who opened the record and why, and every"
            " such opening is looked into. It holds for this record and a quarter of an hour.",
            (("Reason", "what cannot wait"), ("Reference", "case or call number")),
        )
        self.app.push_screen(form, self._override)

    def _override(self, said: tuple[str, ...] | None) -> None:
        if said is not None:
            self._open_restricted(*said)

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open restricted")
    def _open_restricted(self, reason: str, reference: str) -> None:
        person = next(iter(self.showing))
        shielding.override(self.session, person, reason, reference)
        self.post_message(OpenPerson(views.person(self.session, person)))

    def action_protect(self) -> None:
        """Ask how far, then why and who answers for it."""
        levels = [(f"From now on {level.words}", level) for level in Level if level]
        self.app.push_screen(Answers[Level](line(("Protect this person?", "bold")), levels), self._ask_owner)

    def _ask_owner(self, level: Level | None) -> None:
        if level is None:
            return
        form = Because(
            "Protect this person",
            f"From now on, {level.words}, for everybody. Another information lead reviews it within six months.",
            (("Reason", ""), ("Who answers for it", "name and organisation")),
        )

        def protect(said: tuple[str, ...] | None) -> None:
            if said is not None:
                self._protect(level, *said)

        self.app.push_screen(form, protect)

    @work(thread=True, exclusive=True, group="protect", exit_on_error=False, description="protect a person")
    def _protect(self, level: Level, reason: str, owner: str) -> None:
        shielding.protect(self.session, next(iter(self.showing)), level, reason=reason, owner=owner)
        self.app.call_from_thread(self._blank)
