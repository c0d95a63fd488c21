"""What an answer would change, in sentences, worked out by the partition that the answer would run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.deciding.ruling import scope
from matching.linkage import telling
from matching.linkage.partition import Pair
from matching.linkage.resolve import preview
from store.disclosure.wording import listed
from store.records.cases import Case
from store.records.identities import Identity, identities
from store.vault.database import Connection

_STILL_APART = "They stay two people, and the machine will not join these two again."
_TOLD_APART = "They are two people then, and the machine will not join these two again."


@dataclass(frozen=True)
class Consequences:
    """Which records would move to whom, and what stays, after 'same' and after 'different'."""

    if_same: tuple[str, ...]
    if_different: tuple[str, ...]


def consequences(connection: Connection, case: Case, people: Mapping[int, list[int]]) -> Consequences:
    """The sentences for a waiting case; `people`: the two persons and their records now."""
    same, different = (_moves(connection, case, people, verdict) for verdict in ("same", "different"))
    apart = _STILL_APART if len(people) > 1 else _TOLD_APART
    return Consequences(tuple(same) or ("Nothing moves.",), (apart, *different))


def _moves(connection: Connection, case: Case, people: Mapping[int, list[int]], verdict: str) -> list[str]:
    supposed: dict[Pair, str] = scope(connection, case, verdict).supposed
    now = {record for records in people.values() for record in records}
    groups = [g & now for g in preview(connection, now, supposed).groups if g & now]
    who = identities(connection, now)
    return _told(groups, people, _names(people, who, case), who)


def _names(people: Mapping[int, list[int]], who: Mapping[int, Identity], case: Case) -> dict[int, str]:
    """What each person is called; of two by one name, on which side they stand."""
    names = {person: telling.person_called(who[r] for r in records) for person, records in people.items()}
    if len(set(names.values())) == len(names):
        return names
    return {p: f"{name} ({'left' if case.a in people[p] else 'right'})" for p, name in names.items()}


def _told(
    groups: Iterable[frozenset[int]],
    people: Mapping[int, list[int]],
    names: Mapping[int, str],
    who: Mapping[int, Identity],
) -> list[str]:
    """What moves, then what those keep who give something away."""
    homes = _homes(groups, people)
    moves, keeps = list[str](), list[str]()
    for group, home in homes.items():
        for person, records in people.items():
            moved = group.intersection(records)
            if person != home and moved:
                what = listed(_services(moved, who))
                many = "records" if len(moved) > 1 else "record"
                moves.append(
                    f"{names[person]}'s {many} in {what} would move to {names[home]}."
                    if home
                    else f"{what} would leave {names[person]} and be a person apart."
                )
    if not moves:
        return []
    kept = {home: group.intersection(people[home]) for group, home in homes.items() if home}
    for person in people:
        lost = len(kept.get(person, ())) < len(people[person])
        if person in kept and (lost or len(people) == 1):
            keeps.append(f"{names[person]} keeps {listed(_services(kept[person], who))}.")
    return moves + keeps


def _homes(groups: Iterable[frozenset[int]], people: Mapping[int, list[int]]) -> dict[frozenset[int], int]:
    """Group → the person of today who goes on as this group: with the most records in it, then the earliest; 0: none.

    Each person goes on as one group only.
    """
    groups = list(groups)
    shared = sorted(
        ((len(group.intersection(records)), -person, group) for group in groups for person, records in people.items()),
        key=lambda one: one[:2],
        reverse=True,
    )
    homes: dict[frozenset[int], int] = {}
    for size, person, group in shared:
        if size and group not in homes and -person not in homes.values():
            homes[group] = -person
    return {group: homes.get(group, 0) for group in groups}


def _services(records: Iterable[int], who: Mapping[int, Identity]) -> tuple[str, ...]:
    return telling.services(who[record] for record in sorted(records))
