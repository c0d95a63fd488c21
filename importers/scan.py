"""One look at every value of a file, before anything is decided: samples to judge columns by, and all its dates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from importers import dates
from importers.cells import blank, clean
from importers.progress import Progress, quiet
from importers.reading import Table

SAMPLE = 400
_BATCH = 1_000


@dataclass(frozen=True)
class Scan:
    """samples: up to 400 clean non-blank values per column. dates: how each column of dates reads. filled: share of
    rows with a value, per column. days: of each column of dates its commonest days as written, with their counts."""

    samples: tuple[tuple[str, ...], ...]
    dates: dict[int, dates.Column]
    filled: tuple[float, ...]
    days: dict[int, tuple[tuple[str, int], ...]]


def scan(table: Table, progress: Progress = quiet) -> Scan:
    """Stream the whole file once; memory grows with the number of different dates, not with rows."""
    samples: list[list[str]] = [[] for _ in table.headings]
    counters: dict[int, Counter[str]] = {}
    filled = [0] * table.width
    done = 0
    for batch in _batches(table):
        for at, column in enumerate(zip(*batch, strict=True)):
            values = [value for value in column if value]
            if not values:
                continue
            filled[at] += len(values)
            if len(samples[at]) < SAMPLE:
                told = (clean(value) for value in values[: 4 * SAMPLE])
                samples[at] += islice((text for text in told if not blank(text)), SAMPLE - len(samples[at]))
            if at in counters or _dated(samples[at]):
                counters.setdefault(at, Counter()).update(values)
        done += len(batch)
        progress("Looking at the columns", done, table.row_count)
    cleaned = {at: _cleaned(counter) for at, counter in counters.items()}
    return Scan(
        tuple(map(tuple, samples)),
        _agree({at: dates.decide(counter) for at, counter in cleaned.items()}),
        tuple(count / max(done, 1) for count in filled),
        {at: tuple(counter.most_common(5)) for at, counter in cleaned.items()},
    )


def _batches(table: Table) -> Iterator[list[list[str]]]:
    """Rows of the right width only: a shifted row says nothing about its columns."""
    rows = (row.cells for row in table.rows() if len(row.cells) == table.width)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _dated(sample: list[str]) -> bool:
    return sum(map(dates.looks_like_date, sample[:100])) * 2 >= min(len(sample), 100) > 0


def _cleaned(counter: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in counter.items():
        plain = clean(text)
        if not blank(plain):
            found[plain] += count
    return found


def _agree(columns: dict[int, dates.Column]) -> dict[int, dates.Column]:
    """A column whose days are all 12 or less is read as the other columns of its file are, if those agree."""
    decided: list[dates.Order] = [column.order for column in columns.values() if column.decided == "own"]
    if not decided or set(decided) != {decided[0]}:
        return columns
    order = decided[0]
    return {
        at: dates.Column(order, "file", c.two_digit, c.first_of_january, c.spike) if c.decided == "assumed" else c
        for at, c in columns.items()
    }
