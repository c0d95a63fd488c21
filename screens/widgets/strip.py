"""The top line of every page: who is on the phone and why, and whether the people are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from screens.text import joined, line

if TYPE_CHECKING:
    from store.enquiry import Enquiry
    from store.session import Session

MADE_UP = " Made-up people "
_REFERENCE = 16
"""Columns that a reference may take in any window."""


class Strip(Widget):
    """Data down: it reads the session's enquiry whenever it is painted, so it can not lag behind it."""

    DEFAULT_CSS = "Strip { height: 1; background: $panel; padding: 0 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def render(self) -> Content:
        """The call if one is open, else who is signed in where; none of its parts is ever pushed off the line."""
        made_up = line((MADE_UP, "bold black on $warning")) if self._session.hub.demo else line("")
        room = self.size.width - made_up.cell_length
        enquiry = self._session.enquiry
        said = self._signed_in().truncate(room, ellipsis=True) if enquiry is None else _call(enquiry, room)
        return line(said, " " * (room - said.cell_length), made_up)

    def _signed_in(self) -> Content:
        account = self._session.account
        roles = ", ".join(sorted(role.value for role in account.roles))
        return line((self._session.hub.area, "bold"), f" · {account.name}, {roles}")


def _call(enquiry: Enquiry, width: int) -> Content:
    """A long reference gets a third of the line, a long caller two thirds of what is left."""
    reference = line(f" · ref {enquiry.reference}").truncate(max(_REFERENCE, width // 3), ellipsis=True)
    purpose = line(f" · {enquiry.purpose.words}")
    caller = line(("Call: ", "$muted"), (joined(", ", enquiry.caller, enquiry.organisation), "bold"))
    room = width - reference.cell_length
    caller = caller.truncate(max(room * 2 // 3, room - purpose.cell_length), ellipsis=True)
    return line(caller, purpose.truncate(room - caller.cell_length, ellipsis=True), reference)
