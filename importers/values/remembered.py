"""What a cell came to, remembered while a file is read: agencies repeat names, days and words without end.

A memory holds what agencies wrote of people, so it is emptied when the file is done with, and when a session is locked
meanwhile: that ends the reading.
"""

import gc
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary

from store import forgetting

_Function = TypeVar("_Function", bound=Callable[..., object])
_Key = TypeVar("_Key", bound=Hashable)
_Answer = TypeVar("_Answer")
_memories: "WeakValueDictionary[int, Memory[Any, Any]]" = WeakValueDictionary()
_forgetters: list[Callable[[], None]] = []


class Memory(dict[_Key, _Answer]):
    """Answers of a pure function by its argument; begun anew when it holds `most`.

    A hit costs a look into a dictionary and no call: `map(memory.__getitem__, column)`.
    """

    def __init__(self, function: Callable[[_Key], _Answer], most: int) -> None:
        super().__init__()
        self._function, self._most = function, most
        _memories[id(self)] = self

    def __missing__(self, key: _Key) -> _Answer:
        if len(self) >= self._most:
            self.clear()
        answer = self[key] = self._function(key)
        return answer


def remembered(most: int) -> Callable[[_Function], _Function]:
    """A pure function that remembers `most` answers until `one_pass` ends."""

    def decorate(function: _Function) -> _Function:
        if function.__code__.co_argcount == 1:
            return cast(_Function, Memory[Hashable, object](function, most).__getitem__)
        cached = lru_cache(maxsize=most)(function)
        _forgetters.append(cached.cache_clear)
        return cast(_Function, cached)

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
        _forget()


def _forget() -> None:
    for forget in _forgetters:
        forget()
    for held in _memories.valuerefs():  # a list: another thread may begin a memory meanwhile
        if (memory := held()) is not None:
            memory.clear()


forgetting.also(_forget)
