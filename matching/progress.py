"""How long work says where it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the stage in words, what is done and the total of it. Whoever wants the work stopped raises."""


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Nobody is watching."""
