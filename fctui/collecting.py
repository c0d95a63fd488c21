"""When Python looks for what nothing refers to any more: while nobody types.

A full look stops everything for a tenth of a second, and by its own reckoning Python takes it in the middle of a word.
"""

import gc

QUIET_S = 1.0
_OVERDUE = 10  # times as late as usual; after that it is done in the middle of a word all the same


class Collecting:
    """Full collections of garbage fall due as ever, but wait until no key has been pressed for a second."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def begin(self) -> None:
        """From now on they wait."""
        young, middle, old = self._usual
        gc.set_threshold(young, middle, old * _OVERDUE)

    def end(self) -> None:
        """From now on they come of themselves."""
        gc.set_threshold(*self._usual)

    def if_due(self, idle: float) -> None:
        """Collect if it is time and nobody has been there for so many seconds."""
        if idle >= QUIET_S and gc.get_count()[-1] > self._usual[-1]:
            gc.collect()
