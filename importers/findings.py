"""What the checks of a file found, kept in twelve bytes each: a million warnings are no burden."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from importers.checks import CHECKS, CODES, NUMBERS
from importers.layout import Finding
from importers.profile import shown


class Findings:
    """Grows during a dry run. Statistics ('info') are only counted; errors and warnings keep their place."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._columns = [shown(heading, at) for at, heading in enumerate(headings)]
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

    def __iter__(self) -> Iterator[tuple[int, int, str, str, str]]:
        """(data row, physical line, column, code, severity), as store.records.deliveries.add_issues takes them."""
        for row, line, at, number in zip(self._rows, self._lines, self._at, self._codes, strict=True):
            code = CODES[number]
            yield row, line, self._columns[at] if at >= 0 else "", code, CHECKS[code].severity
