"""Reading beside reckoning: the database deciphers the next stretch while numpy works on this one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Stretch = TypeVar("Stretch")


def ahead(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """The same, each made by another thread while the one before is in use.

    Whoever uses them leaves the connection that they are read from alone until they are all read.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, stretches, None)
        while (stretch := coming.result()) is not None:
            coming = pool.submit(next, stretches, None)
            yield stretch
