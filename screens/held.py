"""Deliveries that wait for a second person, for who decides about them without importing: a supervisor (rule 13).

What was found unlike the feed's last deliveries is told in figures; the rows themselves stay with the administrators.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from screens.text import emphasised, joined, line, lines
from screens.verdict import VerdictPage
from screens.widgets.cells import LIST_FRAME, QUIET, cell
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.lines import Lines
from store.disclosure.wording import checked_rows, counted, short_date, spoken_date
from store.permissions import May
from store.records import held
from store.records.held import HeldDelivery

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

_NONE = "None waits. What is unlike a feed's last deliveries waits here until a second person has looked into it."


@dataclass
class Waiting(Message):
    """What waits, and what was released but not delivered yet."""

    found: tuple[HeldDelivery, ...]


class HeldPage(VerdictPage):
    """Two lines each: which delivery, and the first reason why it waits."""

    NEEDS: ClassVar = {"decide": May.RELEASE}
    HELP = (
        "Each of these files was unlike the feed's last ones, so it waits until somebody other than who brought it has "
        "found out why: ask the agency, or who brought it. The reasons for the chosen one stand below. R releases it: "
        "an administrator can then deliver the same file with the same date, and nothing else. X turns it down; the "
        "file is left alone. You are asked for a reason, and it is recorded."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "decide('release')", "Release", id="release", tooltip="Let the chosen delivery in"),
        Binding("x", "decide('reject')", "Reject", id="reject", tooltip="Turn it down; the file is left alone"),
        READ_ON,
    ]

    _summary = query_one("#summary", Static)
    _list = query_one("#held", Lines)
    _detail = query_one(InFull)
    _found: tuple[HeldDelivery, ...] | None = None
    """None until they have been read: nothing is said of them before."""

    def body(self) -> Iterable[Widget]:
        yield Static("Reading the held deliveries…", id="summary")
        yield Lines(id="held")
        yield InFull()

    def on_screen_resume(self) -> None:
        """Somebody else may have decided meanwhile."""
        self._load()

    def on_resize(self) -> None:
        self._fill()

    @work(thread=True, exclusive=True, group="held", exit_on_error=False, description="held deliveries")
    def _load(self) -> None:
        self.answer(Waiting(held.waiting(self.session)))

    @on(Waiting)
    def _show(self, event: Waiting) -> None:
        self._found = event.found
        self._fill()
        self._list.focus()

    def _fill(self) -> None:
        if self._found is None:
            return
        width = self.size.width - LIST_FRAME
        undecided = sum(one.state == "waiting" for one in self._found)
        told = f"{counted(undecided, 'delivery')} to decide about" if undecided else "" if self._found else _NONE
        self._summary.update(line(("Held deliveries", "bold"), f"  {told}"))
        self._list.fill(Option(_drawn(one, width), id=str(one.id)) for one in self._found)
        self._tell_chosen()

    @property
    def _chosen(self) -> HeldDelivery | None:
        at = self._list.highlighted
        return self._found[at] if self._found and at is not None else None

    @on(Lines.OptionHighlighted, "#held")
    def _tell_chosen(self) -> None:
        self._detail.say(_in_full(self._chosen) if self._chosen else line(""))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is decided already can not be decided again; the key to this page is not offered on it."""
        if action == "decide" and not (self.is_mounted and self._chosen and self._chosen.state == "waiting"):
            return False
        return action != "open_held" and super().check_action(action, parameters)

    def action_decide(self, verdict: str) -> None:
        if one := self._chosen:
            self.ask_why(verdict, one)

    def decided(self, number: int) -> Waiting:
        """All that wait now."""
        del number
        return Waiting(held.waiting(self.session))


def _drawn(one: HeldDelivery, width: int) -> Content:
    state = (
        "released, not delivered yet" if one.state == "released" else joined(" ", *(why.sentence for why in one.holds))
    )
    rows = checked_rows(one.rows, one.accepted, one.refused)
    first = line((f"{one.label} ({one.feed})", "bold"), f"  {rows}, as of {short_date(one.as_of)}")
    return lines(cell(first, width), cell(line((f"  {state}", QUIET)), width))


def _in_full(one: HeldDelivery) -> Content:
    what = line((Path(one.file).name, "bold"), f", brought by {one.by} on {spoken_date(one.at[:10])}, number {one.id}")
    why = [line(("! ", "bold $error"), (hold.sentence, "bold"), f" {hold.advice}") for hold in one.holds]
    if one.state == "released":
        next_ = line(f"Released by {one.decided_by}: an administrator delivers the same file with the same date.")
    else:
        next_ = emphasised("*R* releases it, *X* turns it down, once you know why it is so.")
    return lines(what, *why, next_)
