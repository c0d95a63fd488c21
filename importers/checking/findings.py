"""What the checks of a file found, kept in twelve bytes each: a million warnings are no burden."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.checking.catalogue import CHECKS, CODES, NUMBERS, Finding
from importers.columns.profile import shown


class Issue(NamedTuple):
    """One finding in its place: data row and physical line from 1, column ('' for the row), code, severity.

    cell: where the agency's own program shows it: 'B12', or '12' for the whole row.
    """

    row: int
    line: int
    column: str
    code: str
    severity: str
    cell: str


class Findings:
    """Grows during a dry run. Statistics ('info') are only counted; errors and warnings keep their place.

    shown_row: which row a spreadsheet program shows for a physical line.
    """

    def __init__(self, headings: Sequence[str], shown_row: Callable[[int], int]) -> None:
        self._columns = [shown(heading, at) for at, heading in enumerate(headings)]
        self._letters = [letters(at) for at in range(len(headings))]
        self._shown_row = shown_row
        self._rows = array("I")
        self._lines = array("I")
        self._at = array("h")
        self._codes = array("B")
        self.counts: Counter[str] = Counter()

    def add(self, row: int, line: int, found: Iterable[Finding]) -> None:
        """Keep what was found in a row; a code counts once per row."""
        for code, at in dict(found).items():
            self.counts[code] += 1
            if CHECKS[code].severity != "info":
                self._rows.append(row)
                self._lines.append(line)
                self._at.append(at)
                self._codes.append(NUMBERS[code])

    def by_column(self) -> Counter[tuple[int, str]]:
        """How often each code was found in each column, those of whole rows left out."""
        counted = Counter(zip(self._at, self._codes, strict=True))
        return Counter({(at, CODES[code]): count for (at, code), count in counted.items() if at >= 0})

    def rows_of(self, code: str) -> set[int]:
        """The data rows, from 1, in which this was found."""
        return {row for row, number in zip(self._rows, self._codes, strict=True) if number == NUMBERS[code]}

    def __iter__(self) -> Iterator[Issue]:
        for row, line, at, number in zip(self._rows, self._lines, self._at, self._codes, strict=True):
            code = CODES[number]
            column, letter = (self._columns[at], self._letters[at]) if at >= 0 else ("", "")
            yield Issue(row, line, column, code, CHECKS[code].severity, f"{letter}{self._shown_row(line)}")


def letters(at: int) -> str:
    """A column, counted from 0, as spreadsheet programs name it: 'A', 'Z', 'AA'."""
    name = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(65 + letter) + name
    return name
