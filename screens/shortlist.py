"""Who is set side by side before anybody is opened: two to four of the people found (F20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.lookup.search import Hit

MOST = 4


class Shortlist:
    """The people marked to be compared; they may come from several searches."""

    def __init__(self) -> None:
        self._marked: dict[int, Hit] = {}

    def __len__(self) -> int:
        return len(self._marked)

    def __contains__(self, person: object) -> bool:
        return person in self._marked

    def turn(self, hit: Hit) -> bool:
        """Mark this person, or take the mark away; False if there is no room for one more."""
        if self._marked.pop(hit.person, None) is None:
            if len(self) == MOST:
                return False
            self._marked[hit.person] = hit
        return True

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The marked people, as they were found."""
        return tuple(self._marked.values())

    def let_go(self, people: Iterable[int]) -> None:
        """These people are not marked any more."""
        for person in people:
            self._marked.pop(person, None)

    def clear(self) -> None:
        """Nobody is marked any more."""
        self._marked.clear()

    def beside(self, hits: Sequence[Hit], at: int) -> tuple[Hit, ...]:
        """The marked people; with fewer than two marks, the one at this place of the list and those like them."""
        marked = self._marked if len(self) > 1 else {**self._marked, **{hit.person: hit for hit in alike(hits, at)}}
        return tuple(marked.values())[:MOST]


def alike(hits: Sequence[Hit], at: int) -> list[Hit]:
    """The person at a place of the list and those it could be taken for; with none marked so, the next one."""
    first = hits[at]
    others = [hit for hit in hits if hit is not first]
    near = [hit for hit in others if hit.similar] if first.similar else []
    return [first, *(near or others[at : at + 1] or others[-1:])][:MOST]
