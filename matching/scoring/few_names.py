"""The names of two records compared in plain numbers and texts, as `naming` compares many."""

from collections.abc import Mapping

from matching.scoring.addresses import Home
from matching.scoring.columns import Table
from matching.scoring.naming import Order
from matching.scoring.ranks import NAME_RANK, ranked_one
from matching.scoring.said import FAMILY, GIVEN, HOME, MIDDLE, ORDER, Rows, Said
from matching.scoring.spelling import Name, level

_WORTH: list[int] = NAME_RANK.tolist()


class PlainNames:
    """The names of a table; held: by kind of value, how many records hold that of each row."""

    def __init__(self, table: Table, held: Mapping[str, list[int]]) -> None:
        self.names = Rows(table.names)
        self.words = table.words
        self.held = held

    def compare(self, a: int, b: int, said: Said) -> None:
        """Put what the names of two records say to what was said of the other fields."""
        meeting = [(i, j, *self._name(i, j)) for i, j in self.names.meeting(a, b)]
        if not meeting:
            return

        def rank(of: tuple[int, int, int, int, int, int, int, int]) -> int:
            i, j, g, f, m, order, count_g, count_f = of
            worth = _WORTH[g] + _WORTH[f] + (m == Name.SAME) - 4 * (order > 0) + 8
            return ranked_one(worth, (g, f, m), count_g, count_f, self._fewer("whole", i, j))

        i, j, g, f, m, order, count_g, count_f = max(reversed(meeting), key=rank) if len(meeting) > 1 else meeting[0]
        given = self.names.columns[0]
        at_home = said.levels[HOME] == Home.SAME
        if not given[i] and not given[j] and Name.MISSING < f <= Name.CLOSE and at_home:
            g = Name.UNNAMED
        said.put(GIVEN, g, count_g)
        said.put(FAMILY, f, count_f)
        said.put(MIDDLE, m, self._fewer("middle", i, j))
        said.put(ORDER, order, self._fewer("whole", i, j))

    def _name(self, i: int, j: int) -> tuple[int, int, int, int, int, int]:
        """(given, family, middle, order) levels of two names, and how many hold the given and the family name."""
        words = self.words
        given, middle, family = self.names.columns
        g = level(words, given[i], given[j])
        f = level(words, family[i], family[j])
        m = level(words, middle[i], middle[j])
        if g >= Name.SIMILAR:
            crossed = (given[i] == middle[j]) or (given[j] == middle[i])
            if crossed:
                g, m = Name.MIDDLE, Name.MISSING
            elif self._run_together(i, j) or self._run_together(j, i):
                g, m = Name.VARIANT, m if m == Name.SAME else Name.MISSING
        swapped = self._swapped(g, f, i, j)
        if swapped:
            g, f, order, count_g, count_f = swapped
            return g, f, m, order, count_g, count_f
        return g, f, m, Order.MISSING, self._fewer("given", i, j), self._fewer("family", i, j)

    def _run_together(self, whole: int, parted: int) -> bool:
        """Whether one record's given and middle name, run together, are the other's given name."""
        given, middle, _ = self.names.columns
        texts = self.words.texts
        return bool(middle[parted]) and texts[given[whole]] == texts[given[parted]] + texts[middle[parted]]

    def _swapped(self, g: int, f: int, i: int, j: int) -> tuple[int, int, int, int, int] | None:
        """(given, family, order, holders of each) where each name fits only the other's column."""
        if not (_unfit(g) and _unfit(f) and g + f):
            return None
        words = self.words
        given, _, family = self.names.columns
        one, other = level(words, given[i], family[j]), level(words, family[i], given[j])
        better, worse = sorted((one, other))
        alike = worse <= Name.PART or (worse == Name.SIMILAR and better > Name.MISSING)
        if not (better <= Name.CLOSE and alike and worse > Name.MISSING):
            return None
        given_held, family_held = self.held["given"], self.held["family"]
        first = (one, max(given_held[i], family_held[j]))
        second = (other, max(family_held[i], given_held[j]))
        (g, count_g), (f, count_f) = sorted((first, second))
        return g, f, Order.SWAPPED if one and other else Order.HALF, count_g, count_f

    def _fewer(self, kind: str, i: int, j: int) -> int:
        held = self.held[kind]
        return min(held[i], held[j])


def _unfit(found: int) -> bool:
    return found >= Name.SIMILAR or found == Name.MISSING
