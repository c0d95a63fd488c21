"""The enquiry: why somebody is looked up, for whom, under which reference. No search without it (R23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from screens.base import TellingScreen, told_line
from screens.form import Form
from screens.messages import EnquiryOpened
from screens.widgets.choice import TYPE_IT, Choice
from screens.widgets.field import Field
from store.enquiry import Purpose

if TYPE_CHECKING:
    from store.errors import Told
    from store.session import Session

_TAIL = "Enter: next box   Ctrl+S: start the call   Esc: not now"


class EnquiryForm(TellingScreen[None], ModalScreen[None], Form[None]):
    """Four answers, taken while the caller says them; it stays open until they are complete."""

    HELP = (
        "Before anyone is looked up, say why, who asks, and under which reference. It is recorded with every "
        "search and stays on the top line until you end the call. Ring back through the organisation's "
        "switchboard if you do not know the caller."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Not now", tooltip="Leave without starting a call"),
        Binding("ctrl+s", "start", "Start", tooltip="Start the call", priority=True),
    ]
    _purpose = query_one("#purpose", Select)
    _trouble = query_one("#trouble", Static)
    _opening = False
    """Whether the call is being recorded: a second Enter would record it twice."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._fields = {
            "purpose": Field(
                "Why",
                Choice[Purpose](
                    [(purpose.words, purpose) for purpose in Purpose], prompt=TYPE_IT, id="purpose", compact=True
                ),
            ),
            "caller": Field("Caller's name", Input(id="caller", compact=True)),
            "organisation": Field("Organisation", Input(id="organisation", compact=True), "school, surgery, force …"),
            "reference": Field("Reference", Input(id="reference", compact=True), "case or call number"),
        }

    def compose(self) -> ComposeResult:
        with Vertical(id="form") as form:
            form.border_title = Content("New call")
            form.border_subtitle = Content(_TAIL)
            yield from self._fields.values()
            yield Static(id="trouble", classes="problem")

    def on_screen_resume(self) -> None:
        """The call may have been recorded under help or the lock, which nothing that leads elsewhere goes past."""
        if self._session.enquiry is not None:
            self.dismiss()

    @on(Select.Changed, "#purpose")
    def _purpose_chosen(self, event: Select.Changed) -> None:
        if event.value is not Select.NULL:
            self._fields["purpose"].say("")
            if self._purpose.has_focus_within:  # else an Enter has gone on from here already
                self.query_one("#caller", Input).focus()

    def entered(self, box: Input) -> None:
        """To the next box; from the last one the call starts."""
        if box.id == "reference":
            self.action_start()
        else:
            self.focus_next()

    def action_start(self) -> None:
        """Start the call if nothing is missing, else say beside each box what is."""
        purpose = self._purpose.value
        said = {name: self.query_one(f"#{name}", Input).value.strip() for name in _ASKED}
        problems = {
            "purpose": "" if isinstance(purpose, Purpose) else "Choose why people are looked up",
            **{name: "" if said[name] else sentence for name, sentence in _ASKED.items()},
        }
        for name, problem in problems.items():
            self._fields[name].say(problem)
        missing = [name for name, problem in problems.items() if problem]
        if missing:
            self._fields[missing[0]].control.focus()
        elif isinstance(purpose, Purpose) and not self._opening:
            self._opening = True
            self._open(purpose, said["caller"], said["organisation"], said["reference"])

    @work(thread=True, exclusive=True, group="enquiry", exit_on_error=False, description="open enquiry")
    def _open(self, purpose: Purpose, caller: str, organisation: str, reference: str) -> None:
        self._session.open_enquiry(purpose, caller, organisation, reference)
        self.post_message(EnquiryOpened())

    def tell(self, told: Told) -> None:
        self._opening = False
        self._trouble.update(told_line(told))
        self._trouble.display = True


_ASKED = {
    "caller": "Enter the caller's name",
    "organisation": "Enter the organisation the caller works for",
    "reference": "Enter the case or call reference",
}
