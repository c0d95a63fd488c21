"""How often sign-ins of an account failed in a row, and how long the next one has to wait (STORE.md §2.3).

Only guesses at the keyboard are slowed here; guesses at a stolen copy are slowed by argon2id alone.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import cast

from store.errors import TryAgainLater
from store.vault.files import locked, read_bounded, told_plainly, write_whole

FREE = 4  # tries that cost no waiting
MANY = 10
LONG_S = 15 * 60
FORGOTTEN_S = 24 * 3600
_MOST_BYTES = 1024 * 1024
_MOST_USERS = 2000


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many failures: none, then 1, 2, 4 …, then a quarter of an hour."""
    if failures >= MANY:
        return LONG_S
    return 1 << (failures - FREE - 1) if failures > FREE else 0


class Attempts:
    """The failed sign-ins of one hub, in a small file that all its programs share."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "attempts.json"
        self._lock = directory / "attempts.lock"

    def begin(self, user: str, now: datetime) -> None:
        """Count a try of `user`, which stands as failed until `succeeded`.

        Raises:
            TryAgainLater: it comes too early after the failures before it; it is not counted.
        """
        moment = now.timestamp()
        with self._failures(moment) as failures:
            count, last = failures.get(user, (0, moment))
            rest = wait_after(count) - (moment - last)
            if rest <= 0:
                failures[user] = (count + 1, moment)
        if rest > 0:
            raise TryAgainLater(ceil(rest))

    def succeeded(self, user: str, now: datetime) -> None:
        """Forget the failures of `user`."""
        with self._failures(now.timestamp()) as failures:
            failures.pop(user, None)

    @contextmanager
    def _failures(self, moment: float) -> Generator[dict[str, tuple[int, float]]]:
        with told_plainly(), locked(self._lock):
            before = self._read()
            failures = {user: (n, last) for user, (n, last) in before.items() if moment - last < FORGOTTEN_S}
            for user, (n, last) in failures.items():
                failures[user] = (n, min(last, moment))  # of a clock that was ahead: the wait begins now, and ends
            yield failures
            newest = sorted(failures.items(), key=lambda item: item[1][1])[-_MOST_USERS:]
            write_whole(self._path, json.dumps(dict(newest)).encode())

    def _read(self) -> dict[str, tuple[int, float]]:
        try:
            said = cast("dict[str, list[float]]", json.loads(read_bounded(self._path, _MOST_BYTES)))
            return {user: (int(count), float(last)) for user, (count, last) in said.items()}
        except (ArithmeticError, OSError, ValueError, TypeError, AttributeError):
            return {}  # missing, or damaged: then counting begins anew
