"""Readable word lists, and dice that prefer the front of a list as real names do."""

from bisect import bisect
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@cache
def sections(path: str) -> dict[str, tuple[str, ...]]:
    """The lists of `data/<path>`, by the heading in brackets above each; '_' stands for a space."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (files("fctui.borough") / "data" / path).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        else:
            words.extend(word.replace("_", " ") for word in line.split())
    return {heading: tuple(listed) for heading, listed in found.items()}


@cache
def rows(path: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `data/<path>`, each split into its words."""
    text = (files("fctui.borough") / "data" / path).read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line and not line.startswith("#"))


class Ranked:
    """A list whose n-th item comes up in proportion to 1 / (n + `flat`) ** 0.9: few are common, many rare."""

    def __init__(self, items: Sequence[str], flat: float = 5.0) -> None:
        self.items = items
        self._sums = list(accumulate(1 / (place + flat) ** 0.9 for place in range(1, len(items) + 1)))

    def pick(self, dice: Random) -> str:
        return self.items[bisect(self._sums, dice.random() * self._sums[-1])]


class Weighted(Generic[T]):
    """Items with weights of their own."""

    def __init__(self, items: Sequence[tuple[T, float]]) -> None:
        self.items = [item for item, _ in items]
        self._sums = list(accumulate(weight for _, weight in items))

    def pick(self, dice: Random) -> T:
        return self.items[bisect(self._sums, dice.random() * self._sums[-1])]
