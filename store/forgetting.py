"""What a process remembers of people beside its sessions; forgotten when one is locked or ends, or at a redaction.

Answers that are asked for again and again outlive whoever asked. A floor that remembers any says here how that ends.
"""

from collections.abc import Callable

_endings: dict[Callable[[], None], None] = {}


def also(ending: Callable[[], None]) -> None:
    """Call this too whenever all is to be forgotten; said twice it is called once."""
    _endings[ending] = None


def forget() -> None:
    """Forget all of it. What is asked afterwards is worked out anew, so nothing but time is lost."""
    for ending in tuple(_endings):
        ending()
