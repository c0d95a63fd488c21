"""What the names of one file say of another's: which words are first names and which are families'.

Headings such as 'NAME1' and 'NAME2' do not say it, and one agency fills its columns the other way round than it heads
them. Which of two files is right does not matter, as long as both are read alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from importers.bare.order import Order, family_first
from importers.bare.taken import Taken
from importers.fields import Field
from matching.scoring.names import normalise

Word = tuple[str, int]
"""A word, and in how many rows it stands."""

_ENOUGH = 50
_PLAINLY = 0.5
"""By how much words must lean to first names, of from -1 for families' to 1, to contradict their headings."""


def agreed(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns, with first and family names exchanged where other files' names say so."""
    settled = [list(columns) for columns in files]
    names = _Names()
    halved = [at for at, columns in enumerate(settled) if _halves(columns)]
    for file in sorted(halved, key=lambda at: sum(_doubt(settled[at][half]) for half in _halves(settled[at]))):
        given, family = _halves(settled[file])
        columns = settled[file]
        if _leaning(names, columns[family]) - _leaning(names, columns[given]) > _PLAINLY:
            columns[given] = replace(columns[given], kind=Field.FAMILY, why=_WHY)
            columns[family] = replace(columns[family], kind=Field.GIVEN, why=_WHY)
            given, family = family, given
        names.learn(columns[given].column.said, columns[family].column.said)
    settled = [_all_in_order(columns, names) for columns in settled]
    for one in [one for columns in settled for one in columns if one.kind is Field.FULL_NAME and one.order]:
        names.learn(*_apart(one))
    return [_all_in_order(columns, names) for columns in settled]


_WHY = "by another file's names"


def _doubt(one: Taken) -> int:
    """How much a column's heading leaves open: 0 for one in a list, most for what its values alone say."""
    return 0 if one.sure else 1 if "by its values" not in one.why else _ALL_OPEN


_ALL_OPEN = 3


def _halves(columns: Sequence[Taken]) -> tuple[int, ...]:
    """Where the columns of first and of family names are, if there is one of each."""
    found = [[at for at, one in enumerate(columns) if one.kind is kind] for kind in (Field.GIVEN, Field.FAMILY)]
    return (found[0][0], found[1][0]) if all(len(places) == 1 for places in found) else ()


def _all_in_order(columns: Sequence[Taken], names: "_Names") -> list[Taken]:
    return [_in_order(one, names) if one.kind is Field.FULL_NAME else one for one in columns]


def _apart(full: Taken) -> tuple[list[Word], list[Word]]:
    """The first and the family names of a column whose rows told its order."""
    order = full.order or Order(1)
    parts = [(order.apart(text), rows) for text, rows in full.column.said]
    return [(given, rows) for (given, _, _), rows in parts], [(family, rows) for (_, _, family), rows in parts]


def _in_order(one: Taken, names: "_Names") -> Taken:
    """A column of full names with its order as the other files' names have it; as it was where they do not say."""
    words = [(text.split(), rows) for text, rows in one.column.said if "," not in text]
    words = [(found, rows) for found, rows in words if len(found) > 1]
    first = names.leaning((found[0], rows) for found, rows in words)
    last = names.leaning((found[-1], rows) for found, rows in words)
    if abs(first - last) <= _PLAINLY:
        return one
    return replace(one, order=family_first(found for found, _ in words) if first < last else None)


class _Names:
    """How often each word is a first name and how often a family name, in the files seen so far."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])

    def learn(self, given: Iterable[Word], family: Iterable[Word]) -> None:
        for half, said in enumerate((given, family)):
            for word, rows in _first(said):
                self._rows[normalise(word)][half] += rows

    def leaning(self, words: Iterable[Word]) -> float:
        """Whether these words are first names, 1, or families', -1; 0 where too few are known."""
        known = total = 0.0
        for word, rows in words:
            given, family = self._rows.get(normalise(word), (0, 0))
            if given or family:
                known += rows
                total += rows * (given - family) / (given + family)
        return total / known if known >= _ENOUGH else 0.0


def _leaning(names: "_Names", half: Taken) -> float:
    return names.leaning(_first(half.column.said))


def _first(said: Iterable[Word]) -> list[Word]:
    """The first word of each value."""
    return [(text.split()[0], rows) for text, rows in said if text.split()]
