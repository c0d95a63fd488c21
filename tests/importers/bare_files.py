"""Small bare files for tests: rows of text under any headings, read as `fctui link` reads them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from importers.bare.reading import Rows, read_rows
from importers.bare.taken import Taken


def written(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ",") -> Path:
    """Write a CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerow(headings)
        out.writerows(rows)
    return path


def taken(rows: Rows, file: int = 0) -> dict[str, str]:
    """Heading → what its column was taken for, '' for not used."""
    return {one.column.heading: str(one.kind or "") for one in rows.columns[file]}


def column(rows: Rows, heading: str, file: int = 0) -> Taken:
    """One column of a file."""
    return next(one for one in rows.columns[file] if one.column.heading == heading)


def names_of(rows: Rows, record: int) -> set[tuple[str, str, str]]:
    """Every name (given, middle, family) of a record, as it is compared."""
    table = rows.table
    texts = table.words.texts
    own = range(int(table.names.starts[record]), int(table.names.starts[record + 1]))
    given, middle, family = table.names.columns
    return {(texts[given[at]], texts[middle[at]], texts[family[at]]) for at in own}


def homes_of(rows: Rows, record: int) -> set[tuple[str, str, str, str]]:
    """Every address (postcode, house, street, town) of a record, as it is compared."""
    table = rows.table
    own = range(int(table.addresses.starts[record]), int(table.addresses.starts[record + 1]))
    kinds = (table.postcodes, table.houses, table.streets, table.towns)
    columns = table.addresses.columns[:4]
    return {tuple(words.texts[column[at]] for words, column in zip(kinds, columns, strict=True)) for at in own}  # type: ignore[misc]


def read(*paths: Path, truth: str | None = None, source: str | None = None) -> Rows:
    """Read files as the command does."""
    return read_rows(paths, truth, source)
