"""What was said of somebody's birth: a date, part of one, or the days between which an age puts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OLDEST = 120


@dataclass(frozen=True, slots=True)
class Birth:
    """What was said of someone's birth: the parts of a date (0 = not said), or the days between which an age
    puts it. `otherwise` is what the same words may mean as well.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    first: date | None = None
    last: date | None = None
    expected: bool = False
    words: str = ""
    otherwise: Birth | None = None

    @property
    def exact(self) -> bool:
        """A whole date was said."""
        return bool(self.year and self.month and self.day)

    @property
    def spanned(self) -> bool:
        """The days between which it lies were said, as an age does."""
        return self.first is not None

    @property
    def between(self) -> tuple[date, date] | None:
        """The first day that it can be and the last; None where no year was said."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        if not self.year:
            return None
        return date(self.year, self.month or 1, self.day or 1), date(self.year, self.month or 12, self.day or 28)


def possible(year: int, month: int, day: int) -> bool:
    """Whether there is such a day; a part that is 0 was not said."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
