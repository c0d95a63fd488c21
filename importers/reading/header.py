"""Which row holds the headings: the first with mostly distinct words, followed by data of the same width."""

import re
from collections.abc import Sequence
from itertools import accumulate

from importers.headings import dictionary, heading
from importers.refusals import EmptyFile, NoHeader
from importers.values.vocabulary import vocabulary

_VALUE = re.compile(
    r"^[\d\s./:,+£%-]+$|^\d{1,2}[-\s][A-Za-z]{3,9}[-\s]\d{2,4}|@.+\.|^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$"
)


_HEADING_WORDS = vocabulary(
    "name names forename surname date birth death id ref reference number no code type start end line address postcode",
    "phone telephone tel mobile email of from to status sex gender title worker team role service school town street",
    "dob",
)
_WORD = re.compile(r"[a-z]+")
_LABELLED = re.compile(r":\s*\S")
_LOOKED_AT = 5


def heading_lines(records: Sequence[Sequence[str]], header: int) -> int:
    """2 if the headings go on in the next row ('Date of' over 'birth'), else 1 (domain/9 rule 4).

    The next row must hold no value, where every row below does, and words that headings are made of. A first cell
    alone is the name of a section of rows: 'Team: North', and so is one beside which little else stands.
    """
    if len(records) < header + 3:
        return 1
    below = [cell.strip() for cell in records[header + 1] if cell.strip()]
    first = records[header + 1][0].strip()
    if first and (len(below) == 1 or (_LABELLED.search(first) and len(below) * 3 <= len(records[header]))):
        return 1
    worded = sum(not _HEADING_WORDS.isdisjoint(_WORD.findall(cell.casefold())) for cell in below)
    valued = all(any(map(_VALUE.search, record)) for record in records[header + 2 : header + 2 + _LOOKED_AT])
    return 2 if valued and worded * 3 >= len(below) > 0 and not any(map(_VALUE.search, below)) else 1


def spread(above: Sequence[str], below: Sequence[str], groups: Sequence[slice]) -> list[str]:
    """What the upper of two lines of headings says over each column. groups: what merged cells of it stand over.

    Where the lower one repeats itself ('Name', 'DOB', 'Name', 'DOB') a cell of the upper one stands over the blanks
    after it: 'Child', '', 'Mother', ''.
    """
    if groups:
        told = list(above)
        for one in groups:
            told[one] = [told[one.start]] * len(told[one])
        return told
    if not _over_groups(above, below):
        return list(above)
    return list(accumulate(above, lambda before, cell: cell if cell.strip() else before))


def _over_groups(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether these few words say of which group the headings below them are, some of which stand there twice."""
    said = [cell.strip() for cell in above if cell.strip()]
    under = [cell.strip().casefold() for cell in below if cell.strip()]
    return (
        len(above) == len(below)
        and 2 <= len(said) == len({cell.casefold() for cell in said}) < len(under) * 2 / 3
        and len(set(under)) < len(under) >= 0.8 * len(below)
        and not any(_VALUE.search(cell) for cell in (*said, *under))
        and all(len(cell.split()) <= 4 and ":" not in cell for cell in said)
    )


def find_header(records: Sequence[Sequence[str]], width: int) -> int:
    """Index of the heading row among the first records of a file whose usual record has `width` cells.

    NoHeader if no row qualifies, EmptyFile if there is no row with anything in it (domain/9 rule 4).
    """
    if not any(any(cell.strip() for cell in record) for record in records):
        raise EmptyFile("It holds delimiters and blank cells only.")
    for index, record in enumerate(records):
        filled = [cell.strip() for cell in record if cell.strip()]
        below = records[index + 1] if index + 1 < len(records) else ()
        if len(record) == width and _over_groups(record, below) and _mostly_worded(below):
            return index
        if len(filled) < 3 or not _fits(record, filled, width):
            continue
        if _looks_like_headings(filled) or _groups(record, below):
            return index + 1 if _known(below) and not _known(record) else index
        # data before any headings: a later row that looks like headings is chance
        raise NoHeader("The first full row already looks like somebody's data.")
    raise NoHeader(f"None of its first {len(records)} rows has a heading for most of its {width} columns.")


def _fits(record: Sequence[str], filled: Sequence[str], width: int) -> bool:
    """As wide as the data, or its trailing blanks were dropped by the program that wrote it; mostly filled."""
    return len(record) <= width and len(record) >= width - 2 and len(filled) * 2 >= width


def _known(record: Sequence[str]) -> bool:
    """Whether these are headings by themselves, most of them known ones: what stands above them is a title then."""
    told = [heading(cell).squash for cell in record]
    return (
        len(told) >= 3
        and len(set(told)) == len(told)
        and sum(map(dictionary().exact.__contains__, told)) * 2 >= len(told)
    )


def _groups(record: Sequence[str], below: Sequence[str]) -> bool:
    """Whether this row says of several columns at once what the headings below it are of: 'Worker' over 'Name', 'Tel'.

    Each row alone says some things twice; both together say of no two columns the same.
    """
    if len(below) != len(record) or any(map(_VALUE.search, filter(None, (*record, *below)))):
        return False
    told = [f"{above} {under}".strip().casefold() for above, under in zip(record, below, strict=True)]
    words = [under.casefold() for under in below if under.strip()]
    worded = sum(not _HEADING_WORDS.isdisjoint(_WORD.findall(under)) for under in words)
    return 2 * len(words) > len(below) and 2 * worded > len(words) and len(set(told)) >= 0.9 * len(told)


def _looks_like_headings(filled: Sequence[str]) -> bool:
    distinct = len({cell.casefold() for cell in filled})
    values = sum(1 for cell in filled if _VALUE.search(cell))
    if not values and 2 * distinct >= len(filled) and _mostly_worded(filled):  # 'DOB' and 'Tel' of several people
        return True
    return distinct >= 0.8 * len(filled) and values <= 0.1 * len(filled)


def _mostly_worded(cells: Sequence[str]) -> bool:
    """Whether most of these cells are known as headings or made of the words that headings are made of."""
    told = [heading(cell) for cell in cells if cell.strip()]
    known = dictionary().exact.keys() | dictionary().unused
    return sum(one.squash in known or not _HEADING_WORDS.isdisjoint(one.words) for one in told) * 2 > len(told) > 0
