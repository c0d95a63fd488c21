"""Cells that say nothing of their own row, or say it in broken letters: seen before anything of them is read.

Nearly every column of a file has none of these, and one look at all its cells together says so.
"""

import re
from collections.abc import Callable

from importers.checking.batches import Column, Found
from importers.checking.layout import Layout
from importers.fields import WORKER, Field
from importers.values.cells import ditto, may_hold_dittos, misread
from importers.values.vocabulary import vocabulary

_ERRORS = vocabulary("#REF! #VALUE! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #GETTING_DATA")
_MISREAD = re.compile("[Â-ô][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What a letter of two bytes or three begins with, read as Windows-1252."""
_LOST = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")
"""A letter that was not understood on its way: 'Nu?ez'."""
_NAMES = (Field.FULL_NAME, Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.WORKER_NAME)


class Astray:
    """Looks through the columns that are imported."""

    def __init__(self, layout: Layout) -> None:
        self._read = tuple(at for at, column in enumerate(layout.mapping.columns) if column.field)
        self._worker = set(layout.every(*WORKER))  # of whom to ring the episodes say themselves where it only points
        self._names = set(layout.every(*_NAMES))

    def clear(self, columns: list[Column], found: Found) -> None:
        """Blank what says nothing, and note it by row; broken letters are noted, and kept as they stand."""
        for at in self._read:
            together = "\n".join(columns[at])
            if "#" in together:
                _blank(columns, at, _ERRORS.__contains__, "CELL_ERROR", found)
            if at not in self._worker and may_hold_dittos(together):
                _blank(columns, at, ditto, "DITTO", found)
            name = at in self._names
            if (name and "?" in together) or (not together.isascii() and _may_be_broken(together)):
                for row in (row for row, cell in enumerate(columns[at]) if _broken(cell, name=name)):
                    found[row].append(("LETTERS_LOST", at))


def _blank(columns: list[Column], at: int, astray: Callable[[str], bool], code: str, found: Found) -> None:
    cells = list(columns[at])
    for row, cell in enumerate(columns[at]):
        if astray(cell):
            cells[row] = ""
            found[row].append((code, at))
    columns[at] = cells


def _may_be_broken(together: str) -> bool:
    return "\ufffd" in together or bool(_MISREAD.search(together))


def _broken(cell: str, *, name: bool) -> bool:
    """Whether letters were lost or come out wrong; a '?' is a letter within a name only."""
    return misread(cell) or "\ufffd" in cell or (name and "?" in cell and bool(_LOST.search(cell)))
