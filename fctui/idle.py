"""How long nobody has touched the keyboard, told by two clocks."""

import time
from collections.abc import Callable

LOCK_AFTER = 600.0
"""Seconds without a key before the screen locks (R26: the live tool uses ten minutes)."""


class IdleClock:
    """Counts seconds since the last `touch`.

    Both clocks are asked because each fails alone: the monotonic one stands still while a laptop sleeps, and
    the wall clock can be set back.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        self._clocks = (monotonic, wall)
        self.touch()

    def touch(self) -> None:
        self._seen = tuple(clock() for clock in self._clocks)

    @property
    def idle(self) -> float:
        """Seconds since the last touch, by the clock that saw more of them."""
        return max(clock() - seen for clock, seen in zip(self._clocks, self._seen, strict=True))
