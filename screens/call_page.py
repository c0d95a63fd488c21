"""What pages that are used during a call have in common: they begin it, end it, open people and copy contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from screens.ask_first import AskFirst
from screens.base import Page
from screens.messages import CloseEnquiry, Copy, OpenCallRecord, OpenEnquiry, OpenMatrix, OpenPerson, OpenService
from screens.text import joined
from screens.widgets.flags import WHAT
from store.disclosure import areas, overriding, shielding
from store.disclosure import details as services
from store.disclosure import matrix as matrices
from store.disclosure import view as views
from store.disclosure.call_record import call_record
from store.disclosure.details import Copied
from store.disclosure.shields import Elsewhere
from store.errors import Told
from store.permissions import May

if TYPE_CHECKING:
    from store.disclosure.contact import Contact
    from store.disclosure.matrix import Unopened
    from store.disclosure.view import PersonView


class CallPage(Page):
    """A page that is used during a call: it can begin one and end it, and open people.

    A person is read before their page is: the page is then painted once, and a refusal is told where the reader is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "begin_call", "New call", id="call.begin", priority=True,
                tooltip="Start a call: why, who asks, reference"),
        Binding("ctrl+e", "end_call", "End call", id="call.end", priority=True,
                tooltip="End this call and clear the people from the screen"),
        Binding("ctrl+r", "override_by_number", "Open protected", show=False,
                tooltip="Open a protected person by number: recorded, and told to the information lead"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key, two meanings: begin a call when none is open, end it when one is."""
        if action in ("begin_call", "end_call"):
            called = (self.session.enquiry is None) == (action == "begin_call")
            return called and super().check_action(action, parameters)
        if action == "override_by_number":
            may = self.session.may(May.OVERRIDE) and self.session.may(May.VIEW)
            return may and self.session.enquiry is not None
        return super().check_action(action, parameters)

    _again: Callable[[], object]
    """What was being opened, should a reason be needed for it."""

    def tell(self, told: Told) -> None:
        """People whom only other areas know take a reason (R24): it is asked for, then they are opened."""
        super().tell(told)
        if isinstance(told, Elsewhere):
            form = AskFirst("Known in another area only", told.advice, (("Reason", "why this call needs them"),))
            self.ask(form, self._open_elsewhere)

    @work(thread=True, exclusive=True, group="widen", exit_on_error=False, description="people of other areas")
    def _open_elsewhere(self, reason: str) -> None:
        areas.widen(self.session, reason)
        self.app.call_from_thread(self.untell)
        self.app.call_from_thread(self._again)

    def action_override_by_number(self) -> None:
        """Ask for the number of somebody whom no search finds (R16, R22), and why they are to be opened."""
        self.ask(override_form(), self.open_restricted)

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open restricted")
    def open_restricted(self, number: str, reason: str, reference: str) -> None:
        """Override a shield and go to the person."""
        person = shielding.person_number(number)
        overriding.override(self.session, person, reason, reference)
        self.answer(OpenPerson(views.person(self.session, person)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open person")
    def open_person(self, person: int) -> None:
        self._again = partial(self.open_person, person)
        self.answer(OpenPerson(views.person(self.session, person)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open service")
    def open_service(self, view: PersonView, feed_id: int) -> None:
        """Go to what a service says of a person."""
        details = services.service(self.session, view.person, feed_id)
        self.answer(OpenService(view.person, details, joined(", ", view.banner.title, view.banner.born)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="open several people")
    def open_matrix(self, relations: dict[int, str], unanswered: tuple[str, ...] = ()) -> None:
        """Go to the table of these people, each with what the caller said they are; unanswered: the rest of a list."""
        self._again = partial(self.open_matrix, relations, unanswered)
        self.answer(OpenMatrix(matrices.family(self.session, relations), relations, unanswered))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="record of the call")
    def open_record(
        self,
        people: Sequence[PersonView | Unopened],
        relations: Mapping[int, str] | None = None,
        unanswered: Sequence[str] = (),
    ) -> None:
        """Go to what the case system is to say of these people, and of those who were asked for and not opened."""
        self.answer(OpenCallRecord(call_record(self.session, people, relations, unanswered)))

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False, description="copy contact")
    def copy_contact(self, person: int, feed_id: int, kind: Copied) -> None:
        """Send a service's contact to the clipboard."""
        self.answer(Copy(services.copied(self.session, person, feed_id, kind), WHAT[kind]))

    def action_begin_call(self) -> None:
        self.post_message(OpenEnquiry())

    def action_end_call(self) -> None:
        self.post_message(CloseEnquiry())


def override_form() -> AskFirst:
    """Whom to open all the same, and why."""
    return AskFirst(
        "Open a protected person",
        "The information lead is told at once who opened the record and why, and every such opening is looked into."
        " It holds for this record and a quarter of an hour.",
        (
            ("Person number", "the information lead has it"),
            ("Reason", "what cannot wait"),
            ("Reference", "case or call number"),
        ),
    )


RECORD_KEY = Binding("r", "record", "Record", id="record", tooltip="The text for the case system, to read and copy")
"""For pages whose people a record of the call can be made of."""
COPY_KEYS: list[BindingType] = [
    Binding("c", "copy('phone')", "Copy phone", id="copy.phone", tooltip="Copy the phone number"),
    Binding("e", "copy('email')", "Copy e-mail", id="copy.email", tooltip="Copy the e-mail address"),
]
"""For pages on which a service's contact is shown."""


def has(way: Contact | None, parameters: tuple[object, ...]) -> bool:
    """Whether a contact has the part that a copy key would take."""
    return bool(way and (way.phone if parameters == (Copied.PHONE.value,) else way.email))
