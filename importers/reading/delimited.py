"""A text file with a delimiter as records of cells: streamed, never held, and its shape decided over every byte.

What can be read whole is never inferred from a sample (domain/9 rules 1 to 6).
"""

import csv
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from importers.refusals import BrokenQuotes, EmptyFile, NoColumns, NotAFile, UnknownEncoding
from importers.values.cells import misread
from matching.progress import Progress

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
CONSISTENT = 0.98
_SHOWN = 10


@contextmanager
def _telling_of_letters(path: Path) -> Generator[None]:
    """A UTF-16 or marked UTF-8 file may still break off in the middle of a letter."""
    try:
        yield
    except UnicodeError:
        raise UnknownEncoding(f"{path.name} says what its letters are written in, and then breaks that.") from None
    except OSError as error:
        raise NotAFile(f"{path.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None


class _Breaks:
    """Records that go on over several lines, in the order of the file: where each begins, lines too many up to it."""

    def __init__(self) -> None:
        self.begin = array("I")
        self.more = array("I")

    def add(self, begins: int, more: int) -> None:
        """Note it, once however often the file is gone through."""
        if not self.begin or begins > self.begin[-1]:
            self.begin.append(begins)
            self.more.append(more + (self.more[-1] if self.more else 0))

    def before(self, line: int) -> int:
        """How many lines before this one were the rest of a record."""
        at = bisect_left(self.begin, line)
        return self.more[at - 1] if at else 0


@dataclass(frozen=True)
class Text:
    path: Path
    encoding: str
    delimiter: str
    _breaks: _Breaks = field(default_factory=_Breaks, repr=False, compare=False)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(physical line it begins on, cells) of every record that is not an empty line."""
        with _telling_of_letters(self.path), self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            begins = 1
            try:
                for cells in reader:
                    ends = reader.line_num
                    if ends > begins:
                        self._breaks.add(begins, ends - begins)
                    if cells:
                        yield begins, cells
                    begins = ends + 1
            except csv.Error as error:
                raise BrokenQuotes(_where(begins, reader.line_num, str(error))) from None

    def shown_row(self, line: int) -> int:
        """A record is one row there, however many lines of the file it takes."""
        return line - self._breaks.before(line)

    def groups(self, line: int) -> Sequence[slice]:  # noqa: ARG002 - text has no merged cells
        """None: a cell of text stands over its own column."""
        return ()


def _where(begins: int, now: int, error: str) -> str:
    if "field larger" in error:
        return (
            f"The record that begins on line {begins:,} holds a cell of more than {csv.field_size_limit():,} letters;"
            " most likely a quotation mark is never closed."
        )
    if "end of data" in error:
        return f"A quotation mark opened in the record that begins on line {begins:,} is never closed."
    return f"The record that begins on line {begins:,} has a quotation mark where none may stand (line {now:,})."


@dataclass(frozen=True)
class Shape:
    """What a delimiter makes of the file: usual number of cells, share of records that have it, number of records."""

    delimiter: str
    width: int
    share: float
    records: int


def _shape(path: Path, encoding: str, delimiter: str, progress: Progress) -> Shape:
    first: list[int] = []
    widths: Counter[int] = Counter()
    done = 0
    for _, cells in Text(path, encoding, delimiter).records():
        widths[len(cells)] += 1
        done += 1
        if done <= 60:
            first.append(len(cells))
        if done % 50_000 == 0:
            progress("Finding the columns", done, 0)
    width = max((w for w in widths if w >= 3), key=lambda w: (widths[w], w), default=0)
    if width == 0:
        return Shape(delimiter, 0, 0.0, done)
    titles = next((i for i, w in enumerate(first) if w == width), 0)
    return Shape(delimiter, width, widths[width] / (done - titles), done)


def best_shape(path: Path, encoding: str, progress: Progress) -> Shape:
    """The widest of the delimiters that are consistent; failing that, the most consistent one.

    A comma inside addresses can look consistent in a semicolon file, hence the widest.
    """
    candidates = _in_the_first_lines(path, encoding)
    if not candidates:
        raise NoColumns("There is no comma, semicolon, tab or upright bar in its first lines.")
    shapes: list[Shape] = []
    broken: BrokenQuotes | None = None
    for delimiter in candidates:
        try:
            shapes.append(_shape(path, encoding, delimiter, progress))
        except BrokenQuotes as error:
            broken = broken or error
    consistent = [shape for shape in shapes if shape.share >= CONSISTENT]
    best = max(
        consistent or shapes, key=lambda s: (s.width, s.share) if consistent else (s.share, s.width), default=None
    )
    if best is None or best.share < 0.5:
        raise broken or NoColumns("No delimiter gives the same number of columns, three or more, throughout.")
    if broken and best.delimiter != candidates[0] and best.share < CONSISTENT:
        raise broken
    return best


def _in_the_first_lines(path: Path, encoding: str) -> list[str]:
    """Delimiters that occur near the top at all, the most frequent first."""
    with _telling_of_letters(path), path.open(encoding=encoding, newline="") as file:
        top = "".join(islice(file, 60))[:200_000]
    if not top.strip():
        raise EmptyFile(f"{path.name} holds blank lines only.")
    return sorted((d for d in DELIMITERS if d in top), key=lambda d: -top.count(d))


def foreign(text: Text) -> tuple[tuple[str, ...], int]:
    """Up to ten cells beyond plain ASCII, and how many of all are UTF-8 misread; those come first."""
    found: dict[str, None] = {}
    wrong: dict[str, None] = {}
    many = 0
    for _, cells in text.records():
        if "".join(cells).isascii():
            continue
        for cell in cells:
            if misread(cell):
                many += 1
                if len(wrong) < _SHOWN:
                    wrong[cell] = None
            elif len(found) < _SHOWN and not cell.isascii():
                found[cell] = None
    return tuple(islice((*wrong, *found), _SHOWN)), many
