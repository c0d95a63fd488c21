"""When the next planted thing is due: even gaps with some play, so that small files see every kind."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from random import Random


class Calendar:
    """Says which kinds are due at each place of a walk.

    `rates` are chances per place. A kind that cannot be planted at its place is handed back with
    `postpone` and is due again at the next one, so rare kinds do not vanish for want of a fitting person.
    """

    def __init__(self, rates: dict[str, float], dice: Random, first_within: float = 0.0) -> None:
        """`first_within` caps the place of the first planting; 0 leaves it to the rate."""
        self._gaps = {kind: 1 / rate for kind, rate in rates.items() if rate > 0}
        self._dice = dice
        starts = {kind: min(gap, first_within or gap) for kind, gap in self._gaps.items()}
        self._heap = [(dice.random() * start, kind) for kind, start in starts.items()]
        heapify(self._heap)

    def due(self, place: float) -> Iterator[str]:
        """The kinds due at `place` or overdue there; each is scheduled anew."""
        heap = self._heap
        while heap and heap[0][0] <= place:
            _, kind = heappop(heap)
            heappush(heap, (place + 0.001 + self._gaps[kind] * (0.5 + self._dice.random()), kind))
            yield kind

    def postpone(self, kind: str, place: float) -> None:
        """`kind` could not be planted at `place`: try again at the next one."""
        self._heap = [(when, other) for when, other in self._heap if other != kind]
        self._heap.append((place + 1, kind))
        heapify(self._heap)
