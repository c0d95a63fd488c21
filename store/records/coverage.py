"""Which ages a feed covers, as agreed with the agency (domain/9 rule 23): outside them its silence says nothing."""

import re
from dataclasses import dataclass

AGES = r"^(\d{1,3}(-\d{1,3}|\+))?$"
"""How they are written: '4-18', '16+', or '' for everybody."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole years of age, inclusive; oldest None is without end."""

    youngest: int
    oldest: int | None

    @property
    def words(self) -> str:
        """'ages 4 to 18', 'ages 16 and over'."""
        return f"ages {self.youngest} to {self.oldest}" if self.oldest is not None else f"ages {self.youngest} and over"


def span(ages: str) -> Span | None:
    """The ages as `AGES` writes them; None for ''.

    Raises:
        ValueError: they are not written so, or run backwards.
    """
    if not ages:
        return None
    if not re.fullmatch(AGES, ages):
        raise ValueError("ages are written as in 4-18 or 16+")
    first, _, last = ages.removesuffix("+").partition("-")
    read = Span(int(first), int(last) if last else None)
    if read.oldest is not None and read.oldest < read.youngest:
        raise ValueError("the youngest age comes first, as in 4-18")
    return read
