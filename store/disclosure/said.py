"""A value that is shown, with everybody who says so and when; differing values stand side by side (R29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.disclosure.wording import spoken_date


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and as at which extract (ISO date; '' where the date would tell who)."""

    label: str
    as_of: str

    @property
    def words(self) -> str:
        """The feed, and the day its extract was taken."""
        return f"{self.label}, {spoken_date(self.as_of)}" if self.as_of else self.label


@dataclass(frozen=True, slots=True)
class Said:
    """One value as it reads on screen, its kind ('current', 'former' ...), its sources newest first."""

    words: str
    kind: str
    sources: tuple[Source, ...]

    @property
    def source_words(self) -> str:
        """Who says it, in a line."""
        return "; ".join(source.words for source in self.sources)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read before anything else; kind is one word: 'death', 'difference', 'overdue' ...

    unsourced: the same without who says so, where words name them.
    """

    kind: str
    words: str
    unsourced: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of a value; entries of one kind and key say the same thing."""

    kind: str
    key: object
    words: str
    source: Source


def gathered(entries: Iterable[Entry], kinds: Sequence[str], *, agreed_first: bool = False) -> tuple[Said, ...]:
    """Equal statements together: by kind in this order, then (if agreed_first) most sources, then newest."""
    groups: dict[tuple[str, object], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.kind, entry.key), []).append(entry)
    values = [_said(group) for group in groups.values()]
    values.sort(key=lambda value: value.words)
    values.sort(key=lambda value: value.sources[0].as_of, reverse=True)
    if agreed_first:
        values.sort(key=lambda value: len(value.sources), reverse=True)
    return tuple(sorted(values, key=lambda value: kinds.index(value.kind)))


def _said(group: list[Entry]) -> Said:
    newest_first = sorted(group, key=lambda entry: entry.source.label)
    newest_first.sort(key=lambda entry: entry.source.as_of, reverse=True)
    written = min(newest_first, key=lambda entry: entry.words.isupper())  # 'SMITH, Amelia' before 'SMITH, AMELIA'
    sources = tuple(dict.fromkeys(entry.source for entry in newest_first))
    return Said(written.words, group[0].kind, sources)
