"""Keys that come before the answer they are meant for, and whom the mark was moved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.lookup.search import Answer


@dataclass
class Early:
    """What was pressed since the box was last typed into, while no answer stood.

    Attributes:
        entered: Enter, which waits for the answer.
        moved: an arrow. It chose somebody of another list, or nobody: the next Enter opens nobody.
        chosen: the person the mark was moved to; it stays there while more is typed, as long as they are found.
    """

    entered: bool = False
    moved: bool = False
    chosen: int | None = None
    _text: str = ""

    def type(self, text: str) -> None:
        """Forget the keys. Who was chosen stays so, but a text in the place of another asks for somebody else."""
        if len(self._text) - len(text) > 1:
            self.chosen = None
        self._text = text
        self.clear()

    def clear(self) -> None:
        """Nothing waits any more."""
        self.entered = self.moved = False

    def meant(self, answer: Answer) -> int | None:
        """Whom an Enter that came before the answer may open: nobody whom the officer has not seen, unless the
        answer is that one person and no other.
        """
        people = [hit.person for hit in answer.hits]
        if self.chosen is not None:
            return self.chosen if self.chosen in people else None
        return people[0] if len(people) == 1 and answer.hits[0].band == "exact" else None
