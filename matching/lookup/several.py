"""Which people have several entries, a bit each by their number: nine million take a megabyte, and one more entry
nothing to speak of.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint8]


class Several:
    """Counts one, and then no further. Nothing is taken away: of somebody who has lost an entry it may say 'several'
    as before.
    """

    def __init__(self) -> None:
        self._any: Bits = np.zeros(1, np.uint8)
        self._several: Bits = np.zeros(1, np.uint8)

    def __contains__(self, person: int) -> bool:
        return bool(int(self._several[person >> 3]) >> (person & 7) & 1)

    def add(self, persons: NDArray[np.uint32]) -> None:
        """An entry more of each of these, who may come several times."""
        if not len(persons):
            return
        persons = np.sort(persons)
        if (more := (int(persons[-1]) >> 3) + 1 - len(self._any)) > 0:
            self._any, self._several = (np.pad(bits, (0, more)) for bits in (self._any, self._several))
        again = persons[1:][persons[1:] == persons[:-1]]
        before = persons[(self._any[persons >> 3] >> (persons & 7)) & 1 > 0]
        for bits, those in ((self._any, persons), (self._several, again), (self._several, before)):
            np.bitwise_or.at(bits, those >> 3, _BITS[those & 7])


_BITS = np.uint8(1) << np.arange(8, dtype=np.uint8)
