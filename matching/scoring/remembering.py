"""Answers of pure functions, remembered because names, days and streets repeat without end.

What is remembered is about people: `forget` empties all of it, and `store.forgetting` calls that where a hub is read.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_endings: list[Callable[[], object]] = []


def remembered(most: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """A pure function that remembers its last `most` answers until `forget`."""

    def decorate(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        cached = lru_cache(maxsize=most)(function)
        until_forgotten(cached.cache_clear)
        return cast(Callable[_Asked, _Answer], cached)

    return decorate


def until_forgotten(ending: Callable[[], object]) -> None:
    """`forget` calls this too: for what a module remembers in a form of its own."""
    _endings.append(ending)


def forget() -> None:
    """Forget every answer."""
    for ending in _endings:
        ending()
