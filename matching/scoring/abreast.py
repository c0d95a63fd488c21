"""The same work on several stretches at once: numpy and rapidfuzz let other threads run while they count."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Done = TypeVar("Done")

WORKERS = min(4, os.cpu_count() or 1)
"""Threads: each holds a stretch in memory, and what Python itself does runs one at a time anyway."""


def abreast(work: Callable[[Part], Done], parts: Iterable[Part]) -> list[Done]:
    """What `work` makes of each part, in their order. The parts are made by the caller's thread alone."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, parts))


def stretches(size: int, most: int) -> list[slice]:
    """Equal stretches of `size` things, none longer than `most`; if there are several, as many for each worker."""
    count = -(-size // most)
    if count > 1:
        count = -(-count // WORKERS) * WORKERS
    long = -(-size // max(count, 1))
    return [slice(at, min(at + long, size)) for at in range(0, max(size, 1), max(long, 1))]
