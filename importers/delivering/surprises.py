"""What is most unlike the feed's last delivery, in words with numbers (domain/9 rule 12).

A surprise is a count that the last delivery did not lead to expect: how far it is off, in standard deviations of such
a count if it only varied by chance (Poisson: the root of what was expected). One measure for all kinds, so that they
can be put in order. What moves fewer than SMALLEST of the rows, or fewer than FEW, surprises nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from importers.delivering.completeness import Counts, words_of

MOST = 5
SMALLEST = 0.01
FEW = 5
_MOVED = {
    "new": "people are new in this feed",
    "changed": "records say something else than before",
    "absent": "people of the last delivery are no longer in the file",
    "names": "people have other names than before",
}


@dataclass(frozen=True)
class Surprise:
    """One count that is unlike the last time. subject: what it is about, at most one surprise each."""

    subject: str
    found: float
    expected: float
    sentence: str

    @property
    def size(self) -> float:
        """How far it is off."""
        return abs(self.found - self.expected) / max(self.expected, 1.0) ** 0.5


def surprises(now: Counts, before: Counts | None, moved: Mapping[str, int]) -> tuple[Surprise, ...]:
    """The five largest, the largest first; none for a first delivery. moved: how many people did what (_MOVED)."""
    if before is None or not before.rows or not now.rows:
        return ()
    least = max(FEW, SMALLEST * now.rows)
    found = [*_blanks(now, before), *_values(now, before), *_people(moved, before)]
    largest: dict[str, Surprise] = {}
    for one in sorted(found, key=lambda one: (-one.size, -one.found)):
        if abs(one.found - one.expected) >= least:
            largest.setdefault(one.subject, one)
    return tuple(largest.values())[:MOST]


def _blanks(now: Counts, before: Counts) -> Iterator[Surprise]:
    for name in now.filled.keys() & before.filled.keys():
        blank, was = 1 - now.share(name), 1 - before.share(name)
        sentence = f"{words_of(name)}: {blank:.0%} of the rows are blank, {was:.0%} were the last time."
        yield Surprise(name, blank * now.rows, was * now.rows, sentence)


def _values(now: Counts, before: Counts) -> Iterator[Surprise]:
    """How many rows have a value of a category: a service that grew or shrank, a sex that is most of the file."""
    for name in now.values.keys() & before.values.keys():
        values, was = now.values[name], before.values[name]
        for value in values.keys() | was.keys():
            count, earlier = values.get(value, 0), was.get(value, 0)
            sentence = f"{words_of(name)}: “{value}” stands in {count:,} rows, {earlier:,} the last time."
            yield Surprise(name, count, earlier, sentence)


def _people(moved: Mapping[str, int], before: Counts) -> Iterator[Surprise]:
    for kind, words in _MOVED.items():
        count, was = moved.get(kind, 0), before.moved.get(kind, 0)
        last = f", {was:,} the last time" if kind in before.moved else ""
        yield Surprise(kind, count, was, f"{count:,} {words}{last}.")
