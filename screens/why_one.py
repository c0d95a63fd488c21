"""Why these records are taken for one person, and the key that says that one of them is not (domain/2 R30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from matching.deciding.doubting import Belonging, report
from screens.deed import deed
from screens.guarded import GuardedPage
from screens.messages import PersonChanged
from screens.text import hanging, joined, line, lines
from screens.widgets.cells import LIST_FRAME, QUIET, row
from screens.widgets.comparison import strength
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.lines import Lines
from screens.widgets.note import Note
from store.disclosure import view as views
from store.disclosure.wording import short_date
from store.permissions import May

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from store.disclosure.view import PersonView
    from store.records.restrictions import Level
    from store.session import Session

_MARK, _HOW = 14, 22


class WhyOnePage(GuardedPage):
    """Records joined by likeness first; the kept reasons for the chosen one stand below."""

    NEEDS: ClassVar = {"not_theirs": May.VIEW}
    HELP = (
        "Each line is one service's record of this person. '≈ likely same' was joined by likeness: the reasons stand "
        "below, and how strong they are. Others carry the same NHS number, or a supervisor decided. If the caller "
        "says that a record is about somebody else, choose it and press X: it is kept apart from this person until a "
        "supervisor has looked, and nothing else changes. Until then ring the service."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "not_theirs", "Not this person", tooltip="Report that the chosen record is about somebody else"),
        READ_ON,
    ]

    @dataclass
    class Reported(Message):
        """The record stands apart; the person without it was read again."""

        view: PersonView

    _list = query_one("#records", Lines)
    _detail = query_one(InFull)

    def __init__(self, session: Session, view: PersonView, records: tuple[Belonging, ...]) -> None:
        super().__init__(session)
        self._view = view
        self._records = records

    def body(self) -> Iterable[Widget]:
        likely = sum(not one.certain for one in self._records)
        said = f"{likely} of {len(self._records)} records by likeness" if likely else "no record by likeness alone"
        title = f" {self._view.banner.title} "
        yield Static(line((title, "bold black on $primary"), f"  Why one person? {said}."), id="who")
        yield Lines(*self._options(self.app.size.width - LIST_FRAME), id="records")
        yield InFull()

    def on_mount(self) -> None:
        self._list.focus()
        self._list.highlighted = 0 if self._records else None
        self.watch_people()

    @property
    def showing(self) -> dict[int, Level]:
        return {self._view.person: self._view.shield}

    def on_resize(self) -> None:
        chosen = self._list.highlighted
        self._list.clear_options().add_options(self._options(self.size.width - LIST_FRAME))
        self._list.highlighted = chosen

    def _options(self, width: int) -> Iterator[Option]:
        room = width - _MARK - _HOW - 4
        for one in self._records:
            mark = "= certain" if one.certain else "≈ likely same"
            how = "" if one.certain else f"{strength(one.weight)} evidence" if one.sentences else "through others"
            about = joined(", ", one.called, f"born {one.born}" if one.born else "")
            whose = line((one.service, "bold"), (f"  {about}", QUIET))
            yield Option(row((mark, _MARK), (how, _HOW), (whose, room)), id=str(one.record))

    def _chosen(self) -> Belonging | None:
        at = self._list.highlighted
        return self._records[at] if at is not None and at < len(self._records) else None

    @on(Lines.OptionHighlighted, "#records")
    def _tell_chosen(self) -> None:
        self.untell()
        one = self._chosen()
        self._detail.say(_reasons(one, self.size.width - 4) if one else line(""))
        self.refresh_bindings()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing are not offered; one record alone cannot be somebody else's."""
        if action == "not_theirs" and len(self._records) < 2:
            return False
        return super().offers(action, parameters)

    def action_not_theirs(self) -> None:
        """Ask why, then keep the record apart until a supervisor has looked."""
        if one := self._chosen():
            question = Note(f"{one.service}: why is this another person?", "a few words for the supervisor")
            self.app.push_screen(question, self._because)

    def _because(self, why: str | None) -> None:
        if why and (one := self._chosen()):
            self._report(one.record, why)

    @deed("report another person")
    def _report(self, record: int, why: str) -> None:
        rest = report(self.session, self._view.person, record, why)
        self.post_message(self.Reported(views.person(self.session, rest)))

    @on(Reported)
    def _reported(self, event: Reported) -> None:
        self.notify("Reported. The record is kept apart until a supervisor has looked: ring the service meanwhile.")
        self.post_message(PersonChanged(event.view))


def _reasons(one: Belonging, width: int) -> Content:
    as_of = f"data of {short_date(one.as_of)}"
    head = line((one.service, "bold"), (f"  {as_of}", "$muted"))
    if one.certain:
        how = line("Carries the same NHS number as the others, or a supervisor decided that it is theirs.")
    elif one.sentences:
        words = f"Likely the same person: {strength(one.weight)} evidence, compared with {one.beside}."
        how = hanging("≈ ", (words, "bold"), width, 2)
    else:
        how = line(("≈ Likely the same person: joined through other records.", "bold"))
    return lines(head, how, *(hanging("· ", words, width, 2) for words in one.sentences))
