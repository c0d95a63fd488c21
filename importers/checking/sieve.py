"""Rows that are not a person's, or that have slipped out of their columns: found before anything of them is read."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.checking.layout import Layout
from importers.checking.plan import IGNORED, QUARANTINED
from importers.fields import Field
from importers.reading.tables import Row
from importers.values.cells import clean, clean_all, yes_or_no
from importers.values.remembered import Memory
from store.disclosure.wording import MONTHS

_NOBODY = re.compile(
    r"(?:[\w-]+ ){0,3}(?:sub-?)?totals?\b|counts?\b|end of\b|records?\b|\*{3} end\b|report(?:s|ed|ing)?\b"
    r"|number of\b|no\.? of\b|printed\b|run (?:date|by)\b|generated\b|produced\b|source:|page \d"
    r"|official(?:$|[- ]sensitive)|confidential\b"
    r"|created (?:on|by)\b|extract(?:ed)?\b"
)
"""Whole words: Mrs Counter is a person."""
_NAMES = frozenset({Field.FULL_NAME, Field.GIVEN, Field.FAMILY, Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY})
_LONGEST_NAME = 3
"""Words of a name that may stand alone in its row, and is refused or kept like others; more are a note."""
_SECTION = re.compile(
    r".*:$|.*\b(?:groups?|teams?|class \d\w*|year \d+|(?:waiting|case) ?list|district|locality|patch|caseload|sessions?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
"""What stands over the rows below it: 'Monday group', 'Team North', 'Waiting list'."""
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?: \d{{4}})?$", re.I)
"""A list kept by hand has one over each month's rows; where names come first April may be a person."""
_RULE = " -_=*.~"
"""What a line between rows is made of, as SQL Server draws one below the headings."""
_ODD_LETTERS = frozenset("tgcer*npso")
"""What those words begin with."""


class Sieved(NamedTuple):
    """A row that is not checked further: what becomes of it, the agency's number in it if it has one, and why."""

    outcome: int
    key: str
    code: str


class Sieve:
    """Knows the rows of one file that are nobody's."""

    def __init__(self, layout: Layout) -> None:
        self._margin = layout.margin
        columns = layout.mapping.columns[self._margin :]
        self._width = len(columns)
        self._headings = [clean(column.heading).casefold() for column in columns]
        self._above = {_told(cells) for cells in layout.above}
        begins = [*self._headings[0].split(), *(cells[0].casefold() for cells in self._above if cells)]
        self._letters = _ODD_LETTERS | {word[:1] for word in begins}
        self._suspect = Memory(self._begins_oddly, 1 << 10).__getitem__
        self._notes = self._width > 3 and columns[0].field not in _NAMES
        """Whether a text that stands alone in a row, where no name may stand, is a note: 'Data as held on 1 June'."""
        self._names_first = self._width > 3 and not self._notes
        self._known_by = {at for at, column in enumerate(columns) if column.field in _NAMES}
        self._id, self._test = (self._place(layout.one(field)) for field in (Field.SOURCE_ID, Field.TEST_RECORD))

    def _place(self, at: int) -> int:
        """A column's place right of the margin; -1 of none."""
        return at - self._margin if at >= 0 else -1

    def sift(self, rows: Sequence[Row]) -> Iterator[tuple[int, Sieved]]:
        """(place from 0, what becomes of it) for each of the rows that stays in the sieve."""
        told = [row.cells for row in rows]
        if margin := self._margin:
            told = [cells if any(cells[:margin]) else cells[margin:] for cells in told]
        if self._are_all_peoples(told):
            return
        for place, cells in enumerate(told):
            if len(cells) == self._width and not self._may_be_nobodys(cells):
                continue
            plain = clean_all(cells)
            if code := self._not_a_person(plain):
                yield place, Sieved(IGNORED, "", code)
            elif len(plain) != self._width:
                yield place, Sieved(QUARANTINED, plain[self._id] if 0 <= self._id < len(plain) else "", "ROW_SHIFTED")

    def _are_all_peoples(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether one look at their lengths, first cells and test flags settles it for all of these rows."""
        if set(map(len, rows)) != {self._width}:
            return False
        firsts = [cells[0] for cells in rows]
        if any(map(self._suspect, {first[:1] for first in firsts})):
            return False
        if self._notes and len("".join(firsts).split(None, 1)) > 1:
            return False
        if self._names_first and not all(cells[1] for cells in rows):
            return False
        if self._notes and not all(cells[1] or cells[0].isdecimal() for cells in rows):
            return False
        return self._test < 0 or not any(cells[self._test] for cells in rows)

    def _may_be_nobodys(self, cells: Sequence[str]) -> bool:
        """The same of one row."""
        first = cells[0]
        if self._suspect(first[:1]) or (self._notes and not first.isdecimal() and len(first.split(None, 1)) > 1):
            return True
        if (self._names_first or (self._notes and not first.isdecimal())) and not cells[1]:
            return True
        return self._test >= 0 and bool(cells[self._test])

    def _begins_oddly(self, letter: str) -> bool:
        """Whether a row whose first letter is this may be nobody's; nearly all begin with a digit of a number."""
        return not (letter.isascii() and letter.isalnum()) or letter.casefold() in self._letters

    def _not_a_person(self, cells: Sequence[str]) -> str:
        """Code of a row that is blank, a total, the headings again, or marked as a test; '' for a person's."""
        first = next(filter(None, cells), "")
        if not "".join(cells).strip(_RULE):
            return "ROW_BLANK"
        alone = first == cells[0] and len("".join(cells)) == len(first)
        if alone and self._notes and _MONTH.match(first):
            return "ROW_TOTAL"
        if alone and (len(first.split()) > (1 if self._notes else _LONGEST_NAME) or _SECTION.match(first.casefold())):
            return "ROW_TOTAL"
        if not cells[0] and self._is_beside(cells):
            return "ROW_TOTAL"
        if self._are_headings(cells):
            return "HEADER_AGAIN"
        if _NOBODY.match(first.casefold()) and self._names_nobody(cells):
            return "ROW_TOTAL"
        if 0 <= self._test < len(cells) and yes_or_no(cells[self._test]):
            return "TEST_RECORD"
        return ""

    def _names_nobody(self, cells: Sequence[str]) -> bool:
        """Whether few cells say something, or none of those that hold names: 'Patch total' with its officer and sum."""
        named = any(cells[at] for at in self._known_by if at < len(cells))
        return (bool(self._known_by) and not named) or sum(map(bool, cells)) <= max(2, len(cells) // 4)

    def _is_beside(self, cells: Sequence[str]) -> bool:
        """Whether a single cell says something, and neither who somebody is nor by which number: '26 children'."""
        filled = [at for at, cell in enumerate(cells) if cell]
        return len(filled) == 1 and self._width > 3 and filled[0] not in {*self._known_by, self._id}

    def _are_headings(self, cells: Sequence[str]) -> bool:
        """Whether the top of the page stands here again: the headings, one of their two lines, a row above them.

        A line of two holds the beginnings of headings, or their ends, and some may be blank.
        """
        if self._above and _told(cells) in self._above:
            return True
        if len(cells) > self._width or sum(map(bool, cells)) < min(3, self._width):
            return False
        return any(
            all(holds(cell.casefold(), heading) for cell, heading in zip(cells, self._headings, strict=False) if cell)
            for holds in (_begins, _ends)
        )


def _told(cells: Sequence[str]) -> tuple[str, ...]:
    """What a row says, blank cells apart."""
    return tuple(cell.casefold() for cell in clean_all(cells) if cell)


def _begins(cell: str, heading: str) -> bool:
    return heading == cell or heading.startswith(f"{cell} ")


def _ends(cell: str, heading: str) -> bool:
    return heading == cell or heading.endswith(f" {cell}")
