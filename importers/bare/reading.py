"""Some files read for linking: their rows as one table, whose each row is, and what each column was taken for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from importers.bare.addressed import unaddressed
from importers.bare.ages import dated
from importers.bare.columns import take
from importers.bare.crosswise import agreed
from importers.bare.fathers import fathers
from importers.bare.files import Bare, Column, Ints, integers, load, ranks
from importers.bare.headings import Extra
from importers.bare.lettered import spelt_out
from importers.bare.repeats import Repeats
from importers.bare.ringing import rung
from importers.bare.rows import add
from importers.bare.taken import Taken
from matching.progress import Progress, quiet
from matching.scoring.columns import Builder, Table
from matching.scoring.hashing import mix
from store.errors import Told


class NoSuchColumn(Told):
    """A column was named that a file does not have."""

    title = "No such column"

    def __init__(self, wanted: str, bare: Bare) -> None:
        headings = [column.heading for column in bare.columns]
        near = get_close_matches(wanted.casefold(), [h.casefold() for h in headings], 3, 0.5)
        nearest = [h for h in headings if h.casefold() in near]
        said = f"The nearest are: {', '.join(nearest)}." if nearest else f"Its columns are: {', '.join(headings)}."
        super().__init__(sentence=f"{bare.path.name} has no column headed {wanted!r}. Nothing was linked.", advice=said)


class NoTruth(Told):
    """The column that was named as the truth says nothing."""

    title = "No truth"
    sentence = "The column {!r} is blank in every row. Nothing was linked."
    advice = "Name the column that says who each row truly is, or leave --truth out."


class NothingToLinkBy(Told):
    """No column was recognised that tells one person from another."""

    title = "Nothing to link by"

    def __init__(self, bare: Bare) -> None:
        headings = ", ".join(column.heading for column in bare.columns)
        super().__init__(
            sentence=f"None of the columns of {bare.path.name} could be taken for a name or a number of a person.",
            advice=f"Its columns are: {headings}. Rename one, such as 'first name', 'surname' or 'date of birth'.",
        )


@dataclass(frozen=True)
class Rows:
    """Rows of some files, one after the other.

    agencies: whose each row is, as a number. names: what each row is called outside, whatever order the rows come in.
    truth: who each row truly is, '' where that is not told; None without a truth column. files, numbers: by row its
    file, and its data row in it counted from 1. columns: by file what was taken for what.
    sheets: by file which sheet of a workbook was read, '' for a CSV.
    """

    table: Table
    agencies: Ints
    names: list[tuple[str, str]]
    truth: list[str] | None
    paths: tuple[Path, ...]
    files: Ints = field(repr=False)
    numbers: Ints = field(repr=False)
    columns: tuple[tuple[Taken, ...], ...]
    sheets: tuple[str, ...]


def read_rows(paths: Sequence[Path], truth: str | None, source: str | None, progress: Progress = quiet) -> Rows:
    """Read the files and make their rows ready to be linked.

    Raises: FileRefused (no file, no table), NoSuchColumn, NoTruth, NothingToLinkBy.
    """
    files = [load(path, progress) for path in paths]
    truths = [_column(bare, truth) for bare in files] if truth else []
    sources = [_column(bare, source) if source else None for bare in files]
    if truth and not any(column.codes.any() for column in truths):
        raise NoTruth(truth)
    agencies = [_agencies(bare, column) for bare, column in zip(files, sources, strict=True)]
    flat = [agency for of_file in agencies for agency in of_file]
    codes = ranks(flat)
    progress("Telling what the columns are", 0, 0)
    taken = [
        take(bare, truths[at].heading if truths else None, column.heading if (column := sources[at]) else None)
        for at, bare in enumerate(files)
    ]
    taken = rung(Repeats(spelt_out(agreed(dated(fathers(unaddressed(taken)), agencies))), codes).settled())
    patronymics = any(one.kind is Extra.PATRONYMIC for columns in taken for one in columns)
    for bare, columns in zip(files, taken, strict=True):
        if all(one.kind is None for one in columns):
            raise NothingToLinkBy(bare)
    builder = Builder(len(flat))
    first = 0
    for bare, columns, of_file in zip(files, taken, agencies, strict=True):
        progress("Reading names, dates and addresses", first, len(flat))
        add(builder, columns, first, of_file, patronymics=patronymics)
        first += bare.size
    table, numbers = builder.table(), np.concatenate([bare.numbers for bare in files])
    return Rows(
        table=table,
        agencies=codes,
        names=_names(table, flat, numbers),
        truth=[text for column in truths for text in _values(column)] if truth else None,
        paths=tuple(paths),
        files=np.repeat(np.arange(len(files)), [bare.size for bare in files]),
        numbers=numbers,
        columns=tuple(tuple(columns) for columns in taken),
        sheets=tuple(bare.sheets for bare in files),
    )


def _column(bare: Bare, wanted: str) -> Column:
    """The column with this heading; letter case does not matter where it decides nothing."""
    exact = [column for column in bare.columns if column.heading == wanted.strip()]
    alike = [column for column in bare.columns if column.heading.casefold() == wanted.strip().casefold()]
    if found := exact or alike:
        return found[0]
    raise NoSuchColumn(wanted, bare)


def _values(column: Column) -> list[str]:
    return [column.texts[code] for code in integers(column.codes)]


def _agencies(bare: Bare, source: Column | None) -> list[str]:
    """By row the agency: the value of the source column, which may come in several files; else the file itself."""
    if source is None:
        return [f"file {bare.path}"] * bare.size
    return [f"agency {text}" if text else f"file {bare.path}" for text in _values(source)]


def _names(table: Table, agencies: Sequence[str], numbers: Ints) -> list[tuple[str, str]]:
    """A name for each row made of what it says, so that the order of rows settles nothing; its number comes last."""
    said = mix(table.birth, table.sex, table.nhs)
    given, middle, family = (table.words.hashes[column] for column in table.names.columns)
    np.add.at(said, table.names.owners, mix(given, middle, family))
    postcode, house, street, *_ = table.addresses.columns
    home = mix(table.postcodes.hashes[postcode], table.houses.hashes[house], table.streets.hashes[street])
    np.add.at(said, table.addresses.owners, home)
    np.add.at(said, table.emails.owners, table.values.hashes[table.emails.columns[0]])
    return [
        (agency, f"{told:016x} {number}")
        for agency, told, number in zip(agencies, said.tolist(), integers(numbers), strict=True)
    ]
