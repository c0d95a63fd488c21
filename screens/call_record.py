"""The record of the call, as the case system will have it: read first, then one key copies it (domain/3 step 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from screens.guarded import GuardedPage
from screens.messages import Copy
from screens.text import emphasised, hanging, line, lines, plain
from store.disclosure.call_record import CallRecord, copied
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Resize
    from textual.geometry import Size
    from textual.widget import Widget

    from store.session import Session

_POINT = 2
"""Columns by which a point of a list, and what belongs to it, stands in."""


class CallRecordPage(GuardedPage):
    """Exactly the text that is copied, and nothing else but how to copy it."""

    NEEDS: ClassVar = {"copy_all": May.COPY}
    HELP = (
        "This text is for the case system: who was opened, whom to ring, and what the data does not cover. "
        "C sends exactly these lines to the clipboard for 30 seconds, and it is recorded that you did. Paste it there "
        "at once. Nothing was copied before."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy_all", "Copy all", id="copy.record", tooltip="Copy this text for the case system")
    ]

    _text = query_one("#record", Static)
    _scroll = query_one("#scroll", VerticalScroll)

    def __init__(self, session: Session, record: CallRecord) -> None:
        super().__init__(session)
        self._record = record

    def body(self) -> Iterable[Widget]:
        yield Static(emphasised("*C* copies these lines for the case system, and nothing else."), id="how")
        yield VerticalScroll(Static(self._drawn(self.app.size), id="record"), id="scroll")

    def on_mount(self) -> None:
        self._scroll.focus()
        self.watch_people()

    def on_resize(self, event: Resize) -> None:
        """Points wrap under themselves, whatever the width."""
        self._text.update(self._drawn(event.size))

    def _drawn(self, size: Size) -> Content:
        return _drawn(self._record.lines, size.width - 3)

    @property
    def showing(self) -> Mapping[int, Level]:
        return self._record.people

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False, description="copy record of the call")
    def action_copy_all(self) -> None:
        text = copied(self.session, self._record)
        self.answer(Copy("\n".join(map(plain, text.splitlines())), "record of the call"))


def _drawn(rows: tuple[str, ...], width: int) -> Content:
    """The rows as they are; who each part is about stands out, and a point of a list wraps under itself."""
    heads = (not before for before in ("", *rows))
    drawn = (
        hanging(row[:_POINT], row[_POINT:], width, _POINT)
        if row[:1] in ("-", " ")
        else line((row, "bold" if head else ""))
        for row, head in zip(rows, heads, strict=False)
    )
    return lines(*drawn)
