"""Progress of long work on standard error: one line that is rewritten, or nothing when nobody watches."""

import sys
import time

QUIET_SECONDS = 0.1


class Line:
    """Call it with (stage, done, total); it prints at most ten times a second and only on a terminal."""

    def __init__(self) -> None:
        self._last = 0.0
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show `stage` with `done` of `total` (0 when the total is not known)."""
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if stage == self._stage and done < total and now - self._last < QUIET_SECONDS:
            return
        if self._stage and stage != self._stage:
            sys.stderr.write("\n")
        self._stage, self._last = stage, now
        count = f" {done:,} of {total:,}" if total else f" {done:,}" if done else ""
        sys.stderr.write(f"\r\x1b[2K{stage}{count}")
        sys.stderr.flush()

    def finish(self) -> None:
        """End the line, so that what follows starts on its own."""
        if self._stage and sys.stderr.isatty():
            sys.stderr.write("\n")
        self._stage = ""
