"""Codes that the hub keeps, each with the words that people read in its place."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A set of codes: the value is kept, `words` are shown. Members are written as CODE = "value", "words"."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        """Make the member."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member
