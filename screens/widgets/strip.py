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
        """The call if one is open, else who is signed in where; the made-up mark on the right, never cut."""
        enquiry = self._session.enquiry
        if enquiry is None:
            account = self._session.account
            roles = ", ".join(sorted(role.value for role in account.roles))
            left = line((self._session.hub.area, "bold"), f" · {account.name}, {roles}")
        else:
            caller = joined(", ", enquiry.caller, enquiry.organisation)
            left = line(
                ("Call: ", "$text-muted"),
                (joined(" · ", enquiry.purpose.words, caller), "bold"),
                f" · ref {enquiry.reference}",
            )
        if not self._session.hub.demo:
            return left.truncate(self.size.width, ellipsis=True)
        room = self.size.width - len(MADE_UP)
        return Content.assemble(
            left.truncate(room, ellipsis=True, pad=True), (MADE_UP, "bold black on $warning")
        )
