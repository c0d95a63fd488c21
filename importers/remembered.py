"""What a cell came to, remembered while a file is read: agencies repeat names, days and words without end.

A memory holds what agencies wrote of people, so it is emptied when the file is done with, and when a session is locked
meanwhile: that ends the reading.
"""

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar

_Function = TypeVar("_Function", bound=Callable[..., object])
_forgetters: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[_Function], _Function]:
    """A pure function that remembers its latest `most` answers until `one_pass` ends."""

    def decorate(function: _Function) -> _Function:
        cached = lru_cache(maxsize=most)(function)
        _forgetters.append(cached.cache_clear)
        return cached  # type: ignore[return-value]

    return decorate


@contextmanager
def one_pass() -> Generator[None]:
    """Run a pass over a file's rows; whatever was remembered of its cells is gone afterwards.

    The collector of cycles rests meanwhile: a row makes some twenty tuples and no cycle, and looking through them for
    one takes a sixth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        for forget in _forgetters:
            forget()
