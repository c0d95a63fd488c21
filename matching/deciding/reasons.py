"""Why a supervisor decides as they do: the codes that decisions keep, and their words."""

from enum import StrEnum
from typing import Literal

Verdict = Literal["same", "different", "unsure"]


class Reason(StrEnum):
    """Why a supervisor decided so; `words` are for people, `fits` says for which verdicts it is offered."""

    words: str
    fits: frozenset[str]

    def __new__(cls, value: str, words: str, fits: str) -> "Reason":
        """Make the member; its value is the code that the decision keeps."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        member.fits = frozenset(fits.split())
        return member

    DETAILS = "details", "The details fit one person", "same"
    NUMBER = "number", "An official number was checked", "same different"
    AGENCY = "agency", "An agency was asked", "same different"
    CHANGED = "changed", "A name or address has changed", "same"
    TWINS = "twins", "Twins or siblings", "different"
    RELATIVES = "relatives", "Relatives in one household", "different"
    NAMESAKES = "namesakes", "Same name, different people", "different"
    MORE_NEEDED = "more needed", "More information is needed", "unsure"
    OTHER = "other", "Another reason (say which)", "same different unsure"
