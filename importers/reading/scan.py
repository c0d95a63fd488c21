"""One look at every value of a file, before anything is decided: samples to judge columns by, and all its dates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from importers.headings import heading
from importers.reading.tables import Table
from importers.values import dates
from importers.values.cells import blank, clean
from importers.values.vocabulary import vocabulary
from matching.progress import Progress, quiet

SAMPLE = 400
WORDS = 60
"""A column with more different values than this in its first thousand rows, or four times as many in all, holds no
codes."""
_BATCH = 1_000
_DATED = vocabulary("date dt dob birth born birthdate start started end ended on from since until")


@dataclass(frozen=True)
class Scan:
    """samples: up to 400 clean non-blank values per column. dates: how each column of dates reads. filled: share of
    rows with a value, per column. days: of each column of dates its commonest days as written, with their counts.
    words: of each column of few different values all of them, clean, the commonest first, with their counts.
    above: the rows above the headings, which a report prints again on each page."""

    samples: tuple[tuple[str, ...], ...]
    dates: dict[int, dates.Column]
    filled: tuple[float, ...]
    days: dict[int, tuple[tuple[str, int], ...]]
    words: dict[int, tuple[tuple[str, int], ...]]
    above: tuple[tuple[str, ...], ...]


def scan(table: Table, progress: Progress = quiet) -> Scan:
    """Stream the whole file once; memory grows with the number of different dates, not with rows."""
    samples: list[list[str]] = [[] for _ in table.headings]
    counters: dict[int, Counter[str]] = {}
    words: dict[int, Counter[str]] = {at: Counter() for at in range(table.width)}
    filled = [0] * table.width
    named = {at for at, text in enumerate(table.headings) if heading(text).words & _DATED}
    done = 0
    for batch in _batches(table):
        for at, column in enumerate(zip(*batch, strict=True)):
            values = [value for value in column if value]
            if not values:
                continue
            filled[at] += len(values)
            if at in words and not _few(words[at], values, done):
                del words[at]
            if len(samples[at]) < SAMPLE:
                told = (clean(value) for value in values[: 4 * SAMPLE])
                samples[at] += islice((text for text in told if not blank(text)), SAMPLE - len(samples[at]))
            if at in counters or _dated(samples[at], named=at in named):
                counters.setdefault(at, Counter()).update(values)
        done += len(batch)
        progress("Looking at the columns", done, table.row_count)
    cleaned = {at: _cleaned(counter) for at, counter in counters.items()}
    return Scan(
        tuple(map(tuple, samples)),
        _agree({at: dates.decide(counter) for at, counter in cleaned.items()}),
        tuple(count / max(done, 1) for count in filled),
        {at: tuple(counter.most_common(5)) for at, counter in cleaned.items()},
        {at: tuple(_cleaned(counter).most_common()) for at, counter in words.items()},
        table.above,
    )


def _batches(table: Table) -> Iterator[list[list[str]]]:
    """Rows of the right width only: a shifted row says nothing about its columns."""
    rows = (row.cells for row in table.rows() if len(row.cells) == table.width)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _few(counter: Counter[str], values: list[str], done: int) -> bool:
    """Count the values, and say whether they are still few enough to be words of a code."""
    counter.update(values)
    return len(counter) <= (4 * WORDS if done else WORDS)


def _dated(sample: list[str], *, named: bool) -> bool:
    """named: its heading says that it holds dates, so that a spreadsheet's numbers for days are some."""
    first = sample[:100]
    told = sum(map(dates.looks_like_date, first))
    if named and told * 2 < len(first):
        told += sum(map(dates.numbered, first))
    return told * 2 >= len(first) > 0


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
        at: replace(c, order=order, decided="file") if c.decided in ("assumed", "few") else c
        for at, c in columns.items()
    }
