"""Names of Russia, Ukraine and Belarus: a first name, the father's and the family's, 'Anna Petrovna Volkova' and, on
lists, 'Volkova Anna Petrovna' and 'Volkova A.P.'; one column may write both.

The father's name shows by its ending (-ovich, -ovna and so on), and the first name stands right before it, whatever the
order: so B. O. Unbegaun, Russian Surnames, and every form 'ФИО'. Here in Latin letters, as `scripts.written` leaves it.
"""

import re
from collections.abc import Iterable

_FATHERS = re.compile(
    r"[^\W\d_]{2}(?:[oeay]vich|[oeiy]vych|l?lich|[kmt]ich|[oeiy]vna|i[nk]?ichna|ichna|[ae]una)$", re.I
)
_DAUGHTERS = re.compile(r"(?:[oeiy]vna|ichna|[ae]una)$", re.I)
_INITIALS = re.compile(r"^([^\W\d_]{2}[\w-]*) ([^\W\d_])\. ?([^\W\d_])\.?$")
_MOSTLY = 0.5
_FEW = 5
_PARTS = 3
Parts = tuple[str, str, str]


class Patronymics:
    """Whether a column of full names has fathers' names, and its names taken apart by them."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = [words for words in map(str.split, texts) if len(words) == _PARTS]
        held = [(words, at) for words in whole if (at := _place(words))]
        daughters = sum(bool(_DAUGHTERS.search(words[at])) for words, at in held)
        self._usual = daughters >= _FEW and len(held) >= _MOSTLY * len(whole)
        self._first = {words[at - 1].casefold() for words, at in held} if self._usual else set[str]()

    def apart(self, text: str) -> Parts | None:
        """(given, middle, family), None where no father's name nor another row of the column tells."""
        if not self._usual or "," in text:
            return None
        if found := _INITIALS.match(text):
            return found[2], found[3], found[1]
        words = text.split()
        if at := _place(words):
            return words[at - 1], words[at], " ".join(words[: at - 1] + words[at + 1 :])
        if len(words) == _PARTS - 1 and words[1].casefold() in self._first and words[0].casefold() not in self._first:
            return words[1], "", words[0]
        return None


def _place(words: list[str]) -> int:
    """Where a father's name stands, the first that could be one; 0 for nowhere."""
    return next((at for at, word in enumerate(words) if at and _FATHERS.search(word)), 0)
