"""When somebody died, as far as a row knows it, and what is said to have been after it."""

from collections.abc import Iterator, Sequence

from importers.checking.batches import Column, Found, places
from importers.checking.catalogue import Finding
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import dates, words
from importers.values.cells import yes_or_no
from importers.values.remembered import remembered
from store.records.columns import Involvements, by_row
from store.records.rows import Involvement


class DeathReader:
    def __init__(self, layout: Layout) -> None:
        self._today = layout.today
        self._at = layout.one(Field.DEATH)
        self._day = layout.day(Field.DEATH)
        self._said_at = layout.one(Field.DECEASED)

    def read(self, columns: Sequence[Column], born: Column, involvements: Involvements, found: Found) -> Column:
        """The day of death of each row. Who is only said to have died is noted."""
        died = self._dated(columns[self._at], born, involvements, found) if self._at >= 0 else columns[-1]
        if self._said_at >= 0:
            for row in places(map(_has_died, columns[self._said_at])):
                if not died[row]:
                    found[row].append(("DEATH_UNDATED", self._said_at))
        return died

    def _dated(self, column: Column, born: Column, involvements: Involvements, found: Found) -> Column:
        deaths = [""] * len(born)
        told = [*places(column)]
        worked = by_row(len(born), involvements, Involvement) if told else []
        for row in told:
            death, wrong = self._day(column[row])
            found[row] += wrong
            if death > self._today:
                found[row].append(("DOD_FUTURE", self._at))
            elif death:
                deaths[row] = death
                found[row] += self._after(death, born[row], worked[row])
        return deaths

    def _after(self, death: str, birth: str, involvements: tuple[Involvement, ...]) -> Iterator[Finding]:
        if birth and death[: len(birth)] < birth:
            yield "DOD_BEFORE_DOB", self._at
        if any(one.starts > death for one in involvements):
            yield "START_AFTER_DEATH", self._at
        if any(one.last_interaction > death for one in involvements):
            yield "LAST_AFTER_DEATH", self._at


@remembered(1 << 12)
def _has_died(text: str) -> bool:
    """A date in such a column is a death's."""
    lives = words.alive(text)
    return not lives and (lives is False or yes_or_no(text) is True or dates.looks_like_date(text))
