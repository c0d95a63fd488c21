"""What a re-run moves: which records come to stand with others, and which leave them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Persons = Mapping[int, int]


@dataclass(frozen=True)
class Moved:
    """Records that come to stand with others under one person, or stop doing so."""

    records: tuple[int, ...]
    others: tuple[int, ...]


@dataclass(frozen=True)
class Regrouping:
    """Links that appear, and links that vanish; each in order of records."""

    appear: tuple[Moved, ...]
    vanish: tuple[Moved, ...]


def regrouped(before: Persons, after: Persons) -> Regrouping:
    """Compare two accounts of which person each record is shown under.

    The largest part of a person is taken to stay what it was, and the others to have joined or left it: so a person
    whose earliest record leaves, and who goes by another number since, is one move and not many.
    """
    return Regrouping(_joining(before, after), _joining(after, before))


def _joining(before: Persons, after: Persons) -> tuple[Moved, ...]:
    return tuple(sorted(_moves(before, after), key=lambda move: move.records))


def _moves(before: Persons, after: Persons) -> Iterator[Moved]:
    touched = {after[r] for r in after if before.get(r) != after[r]}
    parts: dict[int, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for record, person in after.items():
        if person in touched:
            parts[person][before.get(record)].append(record)
    for of in parts.values():
        stays, *joins = sorted(of.values(), key=lambda part: (-len(part), min(part)))
        here = list(stays)
        for part in joins:
            yield Moved(tuple(sorted(part)), tuple(sorted(here)))
            here += part
