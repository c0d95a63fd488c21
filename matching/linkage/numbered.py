"""Persons whom their own numbers tell apart, in whichever of their records these stand."""

from collections.abc import Collection, Sequence

from matching.linkage.loading import FEW, load, people
from matching.linkage.partition import Pair
from store.records import links
from store.vault.database import Connection


def told_apart(connection: Connection, between: Collection[Pair]) -> set[Pair]:
    """Those pairs of persons of whom each has a valid NHS number, and both have none in common."""
    members = links.members(connection, {person for p in between for person in p})
    number = _numbers(connection, sorted(record for records in members.values() for record in records))
    known = {person: {number[record] for record in records} - {0} for person, records in members.items()}
    return {(a, b) for a, b in between if known[a] and known[b] and known[a].isdisjoint(known[b])}


def _numbers(connection: Connection, records: Sequence[int]) -> dict[int, int]:
    """Record → its NHS number, as `identifiers.nhs_code` has it; 0 for none."""
    if len(records) <= FEW:
        return {record: said.nhs for record, (_, said) in people(connection, records).items()}
    loaded = load(connection, records)
    return dict(zip(loaded.ids.tolist(), loaded.table.nhs.tolist(), strict=True))
