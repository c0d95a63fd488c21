"""The top line of every page: who is on the phone and why, and whether the people are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from screens.text import joined, line

if TYPE_CHECKING:
    from store.session import Session

MADE_UP = " Made-up people "


class Strip(Widget):
    """Data down: it reads the session's enquiry whenever it is painted, so it can not lag behind it."""

    DEFAULT_CSS = "Strip { height: 1; background: $panel; padding: 0 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def render(self) -> Content:
        """The call if one is open, else who is signed in where; reference and made-up mark are never cut."""
        enquiry = self._session.enquiry
        if enquiry is None:
            account = self._session.account
            roles = ", ".join(sorted(role.value for role in account.roles))
            left = line((self._session.hub.area, "bold"), f" · {account.name}, {roles}")
        else:
            caller = joined(", ", enquiry.caller, enquiry.organisation)
            left = line(("Call: ", "$muted"), (caller, "bold"), f" · {enquiry.purpose.words}")
        reference = f" · ref {enquiry.reference}" if enquiry else ""
        made_up = MADE_UP if self._session.hub.demo else ""
        room = self.size.width - len(reference) - len(made_up)
        return line(
            left.truncate(room, ellipsis=True),
            reference,
            " " * max(0, room - left.cell_length),
            (made_up, "bold black on $warning"),
        )
