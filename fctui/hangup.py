"""A terminal that goes away under the program: its window was closed, or the connection to it broke.

Textual's writing thread ends at the first write that fails; after thirty more the app would wait for it for ever, keys
in memory and the sign-out not recorded, while its reading thread asks the dead terminal without a pause. Nor does every
terminal that goes away send a signal.
"""

import sys
from typing import Any, TextIO, cast

from textual.driver import Driver

__all__ = ["DRIVER", "hung_up"]

STANDARD_INPUT = 0


class _Line:
    """What the driver writes to; once nobody is at the other end, it is lost."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            return

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            return


if sys.platform == "win32":  # there the window takes the program with it
    DRIVER: type[Driver] | None = None

    def hung_up() -> bool:
        return False

else:
    from select import POLLHUP, poll

    from textual.drivers.linux_driver import LinuxDriver

    class _Enduring(LinuxDriver):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._file = cast(TextIO, _Line(self._file))

    DRIVER = _Enduring

    def hung_up() -> bool:
        asked = poll()
        asked.register(STANDARD_INPUT, 0)  # a hang-up is told unasked
        return any(event & POLLHUP for _, event in asked.poll(0))
