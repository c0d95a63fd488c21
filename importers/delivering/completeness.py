"""How full each column of a delivery is, and how often each value of the few-valued ones stands (domain/4 F61).

Counted on the way of the dry run and kept with the delivery, so that the next one can be held against it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import compress, product
from json import dumps, loads
from operator import not_

from importers.columns.profile import Mapping, shown
from importers.fields import PROVIDERS, REPEATABLE, Field
from importers.values.cells import BLANKS

MOST_VALUES = 200
"""A column of more different values than this is not one of categories, and its values are not kept."""
CATEGORIES = PROVIDERS | {Field.SEX, Field.STATUS, Field.SERVICE, Field.WORKER_TEAM, Field.ACTIVE_FLAG}
_BLANK = frozenset(
    made for word, form in product(BLANKS, (str, str.upper, str.title, str.capitalize)) for made in (form(word),)
) | {" ", "  "}


@dataclass(frozen=True)
class Counts:
    """rows: those of people. filled: rows with a value, by field code (and heading, where several columns may have it).

    values: of the columns of categories, rows by value. moved: how many people were new, changed, absent; {} in a first
    delivery, where all are new.
    """

    rows: int = 0
    filled: dict[str, int] = field(default_factory=dict[str, int])
    values: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    moved: dict[str, int] = field(default_factory=dict[str, int])

    def share(self, name: str) -> float:
        return self.filled[name] / self.rows if self.rows else 0.0

    def as_json(self) -> str:
        return dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of_json(cls, body: str) -> "Counts":
        return cls(**loads(body))


class Counting:
    """Counts rows some thousand at a time, column by column."""

    def __init__(self, mapping: Mapping) -> None:
        self._columns = {
            at: name_of(column.field, column.heading, at) for at, column in enumerate(mapping.columns) if column.field
        }
        self._rows = 0
        self._filled = Counter(dict.fromkeys(self._columns, 0))
        self._values: dict[int, Counter[str]] = {at: Counter() for at in mapping.of(*CATEGORIES)}

    def add(self, columns: Sequence[Sequence[str]], left_out: Sequence[bool]) -> None:
        """Rows of people column by column, as they stand; left_out: which of them do not count."""
        if any(left_out):
            columns = [list(compress(column, map(not_, left_out))) for column in columns]
        for at, column in enumerate(columns):
            if at in self._columns:
                blank = sum(map(column.count, _BLANK.intersection(column)))
                self._filled[at] += len(column) - blank
                if at in self._values:
                    self._tally(at, column)
        self._rows += len(left_out) - sum(left_out)

    def _tally(self, at: int, column: Sequence[str]) -> None:
        counter = self._values[at]
        counter.update(column)
        if len(counter) > 10 * MOST_VALUES:
            del self._values[at]

    def done(self) -> Counts:
        """What all the rows come to."""
        filled = {name: self._filled[at] for at, name in self._columns.items()}
        values: dict[str, dict[str, int]] = {}
        for at, counter in self._values.items():
            told: Counter[str] = Counter()
            for value, count in counter.items():
                if value not in _BLANK and value.strip():
                    told[value.strip()] += count
            if len(told) <= MOST_VALUES:
                values[self._columns[at]] = dict(told.most_common())
        return Counts(self._rows, filled, values)


def completeness(now: Counts, before: Counts | None) -> list[dict[str, object]]:
    """Per column, for people and programs: field, its words, rows with a value, their share, that of the last time."""
    return [
        {
            "field": name,
            "words": words_of(name),
            "filled": filled,
            "share": round(now.share(name), 4),
            "last": round(before.share(name), 4) if before and name in before.filled else None,
        }
        for name, filled in now.filled.items()
    ]


def name_of(field: Field, heading: str, at: int) -> str:
    """What a column's counts are kept under: the field, and the heading where several columns may hold that field."""
    return f"{field.value}: {shown(heading, at)}" if field in REPEATABLE else field.value


def words_of(name: str) -> str:
    """A name of `name_of` as a person reads it."""
    code, _, heading = name.partition(": ")
    return heading or Field(code).words
