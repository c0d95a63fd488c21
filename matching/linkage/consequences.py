"""What an answer would change, in sentences, worked out by the partition that the answer would run."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.linkage import telling
from matching.linkage.partition import Pair
from matching.linkage.resolve import preview
from matching.linkage.ruling import scope
from store.disclosure.wording import listed
from store.records.cases import Case
from store.records.identities import Identity, identities
from store.vault.database import Connection


@dataclass(frozen=True)
class Consequences:
    """What would be shown after 'same' and after 'different'."""

    if_same: tuple[str, ...]
    if_different: tuple[str, ...]


def consequences(connection: Connection, case: Case, people: Mapping[int, list[int]]) -> Consequences:
    """The sentences for a waiting case; `people`: the two persons and their records now."""
    return Consequences(_after(connection, case, people, "same"), _after(connection, case, people, "different"))


def _after(connection: Connection, case: Case, people: Mapping[int, list[int]], verdict: str) -> tuple[str, ...]:
    supposed: dict[Pair, str] = scope(connection, case, verdict).supposed
    now = {record for records in people.values() for record in records}
    groups = [g for g in preview(connection, now, supposed).groups if g & now]
    who = identities(connection, {record for group in groups for record in group})
    groups.sort(key=lambda g: (case.a not in g, case.b not in g, min(g)))
    sentences = [_shows([who[r] for r in sorted(group)]) for group in groups]
    if verdict == "different":
        sentences.append("The machine will not join these two again.")
    return tuple(sentences)


def _shows(records: list[Identity]) -> str:
    return f"{telling.person_called(records)} would then show {listed(telling.services(records))}."
