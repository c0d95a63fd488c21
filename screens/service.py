"""A service: what it says about one person, the second disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from screens.call_page import COPY_KEYS, has
from screens.guarded import GuardedPage
from screens.text import Part, hanging, joined, line, lines
from screens.widgets.flags import reach_lines, tag
from store.disclosure.details import Copied
from store.disclosure.wording import short_date, spoken_date
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Resize
    from textual.geometry import Size
    from textual.widget import Widget

    from store.disclosure.details import EpisodeLine, ServiceDetails
    from store.disclosure.flags import Flag
    from store.session import Session

_LABEL = 14
_SCHEMES = {"CASE": "Case number"}
"""Kinds of numbers whose names are not what they are called on the telephone."""


class ServicePage(GuardedPage):
    """One page to read: the flag again, then each episode with its worker, then the agency's own numbers."""

    NEEDS: ClassVar = {"copy": May.COPY}
    HELP = (
        "Everything this service's data says about the person that your role may see. Read out only contacts. "
        "Each fact is as the agency supplied it on the date shown; ring before relying on it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*COPY_KEYS]

    _facts = query_one("#facts", Static)
    _scroll = query_one("#scroll", VerticalScroll)

    def __init__(self, session: Session, person: int, details: ServiceDetails, who: str) -> None:
        super().__init__(session)
        self._person = person
        self._details = details
        self._who = who

    def body(self) -> Iterable[Widget]:
        yield Static(line((f" {self._who} ", "bold black on $primary")), id="who")
        yield VerticalScroll(Static(self._facts_in(self.app.size), id="facts"), id="scroll")

    def on_mount(self) -> None:
        self._scroll.focus()
        self.watch_people()

    @property
    def showing(self) -> dict[int, Level]:
        return {self._person: self._details.shield}

    def on_resize(self, event: Resize) -> None:
        """Words wrap beside their labels, whatever the width."""
        self._facts.update(self._facts_in(event.size))

    def _facts_in(self, size: Size) -> Content:
        return _facts(self._details, size.width - 4)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copy only what is there."""
        if action == "copy":
            return has(self._details.flag.contact, parameters) and super().offers(action, parameters)
        return super().offers(action, parameters)

    def action_copy(self, kind: str) -> None:
        self.copy_contact(self._person, self._details.flag.feed_id, Copied(kind))


def _facts(details: ServiceDetails, width: int) -> Content:
    """All of it, top to bottom: the flag, each episode, the agency's numbers, source and coverage."""
    flag = details.flag
    rows = [
        line(tag(flag), "  ", (f"{flag.service}, {flag.agency}", "bold")),
        *_ring(flag, width),
        fact("Says", flag.words, width),
        line(""),
    ]
    for episode in details.episodes:
        rows += [*_episode(episode, flag, width), line("")]
    if details.withheld:
        rows += [fact("Not listed", f"{details.withheld} more: this service's rules list the newest", width)]
    rows += [fact(_SCHEMES.get(said.kind, said.kind), said.words, width) for said in details.numbers]
    rows.append(fact("Source", details.source, width))
    if flag.coverage not in flag.words:
        rows.append(fact("Covers", flag.coverage, width))
    return lines(*rows)


def _episode(episode: EpisodeLine, flag: Flag, width: int) -> Iterator[Content]:
    """What the flag has said already is not said again."""
    dates = joined(
        ", ",
        f"from {short_date(episode.starts)}" if episode.starts else "",
        f"to {short_date(episode.ends)}" if episode.ends else "",
    )
    yield line((episode.service or "Involvement", "bold $primary"), (f"  {dates}" if dates else "", "$muted"))
    if episode.words != flag.words:
        yield fact("Stands", episode.words, width)
    if reach_lines(episode) != reach_lines(flag):
        yield from _ring(episode, width)
    if episode.provider and episode.provider != episode.contact.name:
        yield fact("Provider", episode.provider, width)
    if episode.last_interaction:
        yield fact("Last contact", spoken_date(episode.last_interaction), width)
    for label, value in episode.items:
        yield fact(label, value, width)


def _ring(of: Flag | EpisodeLine, width: int) -> Iterator[Content]:
    for number, reach in enumerate(reach_lines(of)):
        yield fact("" if number else "Ring", reach, width)


def fact(label: str, value: Part, width: int) -> Content:
    """A label and what it says; one of an agency's own that is longer than the column stands above, whole."""
    if len(label) < _LABEL:
        return hanging((label, "$muted"), value, width, _LABEL)
    return lines(line((label, "$muted")), hanging("", value, width, _LABEL))
