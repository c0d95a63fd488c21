"""How long work says where it is, and how it is stopped."""

from collections.abc import Callable

from store.errors import Told

Progress = Callable[[str, int, int], None]
"""Called with the stage in words, what is done and the total of it. It may raise Cancelled."""


class Cancelled(Told):
    """The person stopped the work."""

    def __init__(self) -> None:
        super().__init__(
            "Stopped",
            "The import was stopped before it was finished. The hub is as it was before.",
            "Start again whenever you like.",
        )


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Nobody is watching."""
