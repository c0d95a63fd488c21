"""What came of a search: what was understood, then either people or a sentence that says why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from screens.text import emphasised, line
from screens.widgets.hit_list import Entry, HitList
from screens.widgets.hits import WIDE, hit_line, told_apart_by_address
from screens.widgets.no_hits import nobody, too_little

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.content import Content

    from matching.lookup.search import Answer, Hit


class Findings(Vertical, can_focus=False):
    """Data down: the page says what to show; the keys stay with its box."""

    _understood = query_one("#understood", Static)
    _state = query_one("#state", VerticalScroll)
    _words = query_one("#words", Static)
    hits = query_one("#hits", HitList)

    def __init__(self) -> None:
        super().__init__()
        self._drawn: dict[tuple[object, ...], Entry] = {}
        """The list as it is drawn, by what each line depends on."""

    def compose(self) -> ComposeResult:
        yield Static(id="understood")
        yield VerticalScroll(Static(id="words"), id="state", can_focus=False)
        yield HitList(id="hits")

    def tell(self, answer: Answer, marked: Container[int], hint: str, kept: int | None, today: date) -> bool:
        """Show an answer, with the cursor on the person to be kept; False if it is other people.

        marked: who bears a mark. hint: what the keys do, in a few words.
        """
        if answer.state != "found":
            why = nobody(answer, self.screen.size.width - 6) if answer.state == "none" else too_little(answer)
            self.say(answer.understood, why)
            return True
        many = len(answer.hits)
        more = f"  {many} of more than {many}: add a birth date or a postcode." if answer.more else ""
        self._tell_understood(line(emphasised(answer.understood), (more, "bold $warning"), (f"   {hint}", "$primary")))
        self._state.display = False
        self.hits.display = True
        people = [hit.person for hit in answer.hits]
        self.hits.show(self._entries(answer.hits, marked, today), people.index(kept) if kept in people else 0)
        return kept in people

    def say(self, understood: str, words: Content) -> None:
        """Nobody: a sentence that says why, from its beginning."""
        self._tell_understood(emphasised(understood))
        self._words.update(words)
        self._state.scroll_home(animate=False)
        self._state.display = True
        self.hits.show(())
        self._drawn = {}
        self.hits.display = False

    def read_on(self, lines: int) -> None:
        """Where nobody is listed the arrows scroll what stands there."""
        self._state.scroll_relative(y=lines, animate=False)

    def _entries(self, hits: Sequence[Hit], marked: Container[int], today: date) -> list[Entry]:
        """An entry that is drawn already is taken over: with one more letter most of a list is as before."""
        wide, placed = self.screen.size.width >= WIDE, told_apart_by_address(hits)
        entries: dict[tuple[object, ...], Entry] = {}
        for hit in hits:
            told = hit, hit.person in marked, wide, placed, today
            mark = "◆ " if hit.person in marked else ""
            entries[told] = self._drawn.get(told) or Entry(
                hit.person, hit_line(hit, today, wide=wide, placed=placed, marked=mark)
            )
        self._drawn = entries
        return list(entries.values())

    def _tell_understood(self, words: Content) -> None:
        """Lay the page out anew only for another number of lines: that costs as much as painting the answer."""
        rows = len(words.wrap(max(1, self.screen.size.width - 2))) if words else 0
        self._understood.update(words, layout=rows != self._understood.size.height)
