"""What a mistake in the program prints: a reference for who mends it, never a name that stood in memory."""

import traceback
from pathlib import Path
from textwrap import fill

_WIDTH = 78
_FRAMES = 6


def told(error: BaseException | None) -> str:
    """The last words, wrapped for a terminal.

    The reference names the error's type and the lines of code it passed through, never its message or a value.
    """
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    passed = " ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in reversed(frames[-_FRAMES:]))
    return fill(
        "Family Context stopped because of a mistake in the program. What was saved is safe; what was "
        "being typed is lost. Start it again, and pass on this reference, which holds no personal data: "
        f"{type(error).__name__} {passed}",
        _WIDTH,
    )
