"""A list of people who are looked up together: what was found for each line, and who was picked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matching.lookup.family import Family, Person, read

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from matching.lookup.search import Answer, Hit


@dataclass
class Line:
    """One person of the list.

    Attributes:
        answer: what the search found; None until it has.
        picked: who it is, if that was chosen.
        not_sure: it was said that nobody is to be chosen.
    """

    person: Person
    answer: Answer | None = None
    picked: Hit | None = None
    not_sure: bool = False

    @property
    def settled(self) -> bool:
        """Nothing is left to be done about it."""
        return self.picked is not None or self.not_sure

    @property
    def unanswered(self) -> str:
        """Why nobody is picked, as a record of the call says it: 'Yusuf Ali, lodger: nobody found in the data'."""
        if self.not_sure:
            why = "left open, not sure who it is"
        elif self.hits:
            why = "possible people were found, nobody was chosen"
        elif self.answer is not None and self.answer.state == "none":
            why = "nobody found in the data supplied"
        else:
            why = "not searched"
        return f"{', '.join(filter(None, (self.person.asked, self.person.relation)))}: {why}."

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Who it may be."""
        return self.answer.hits if self.answer else ()


@dataclass
class Listing:
    """The list as one call keeps it: leaving the page loses nothing."""

    text: str = ""
    lines: list[Line] = field(default_factory=list[Line])
    left_out: int = 0
    at: int = 0

    def take(self, text: str, today: date) -> None:
        """Read the text anew; a line that stands as it stood keeps its answer and who was picked."""
        before = {line.person.asked: line for line in self.lines}
        family: Family = read(text, today)
        self.text, self.left_out = text, family.left_out
        self.lines = [self._line(person, before) for person in family.people]
        self.at = next((place for place, line in enumerate(self.lines) if not line.settled), 0)

    def _line(self, person: Person, before: dict[str, Line]) -> Line:
        old = before.pop(person.asked, None)
        return Line(person, old.answer, old.picked, old.not_sure) if old else Line(person)

    @property
    def now(self) -> Line | None:
        """The line that is being looked at."""
        return self.lines[self.at] if self.lines else None

    def go(self, steps: int) -> None:
        """To another line, from the last one to the first."""
        if self.lines:
            self.at = (self.at + steps) % len(self.lines)

    def go_on(self) -> None:
        """To the next line about which something is left to be done; stay if there is none."""
        places = [*range(self.at + 1, len(self.lines)), *range(self.at)]
        self.at = next((place for place in places if not self.lines[place].settled), self.at)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Everybody who was found for a line."""
        return tuple(hit for line in self.lines for hit in line.hits)

    def let_go(self, people: Collection[int]) -> None:
        """The lines for which one of these people was found are to be searched anew."""
        for line in self.lines:
            if any(hit.person in people for hit in line.hits):
                line.answer = line.picked = None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """For whom nobody was picked, each with why."""
        return tuple(line.unanswered for line in self.lines if line.picked is None)

    @property
    def relations(self) -> dict[int, str]:
        """Who was picked, in the order of the list, each with what the caller said they are."""
        return {line.picked.person: line.person.relation for line in self.lines if line.picked is not None}
