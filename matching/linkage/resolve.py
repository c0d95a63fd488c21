"""From a delivery or a decision to persons and questions: weigh, partition, link, ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.linkage import questions
from matching.linkage.facts import connected, gather
from matching.linkage.loading import Loaded, load
from matching.linkage.pairing import weigh_pairs
from matching.linkage.partition import Pair, Partition, partition
from matching.scoring.weights import Model, shipped
from store.records import links, models
from store.records.source_records import set_state
from store.vault.database import Connection


@dataclass(frozen=True)
class Linked:
    """What linking did.

    links: records that now stand under another record's person and did not before. cases: questions that are
    new. new_people: new records that stand as their own person.
    """

    links: int
    cases: int
    new_people: int


def link_delivery(connection: Connection, event: int, new: Sequence[int], changed: Sequence[int]) -> Linked:
    """Link what a delivery brought or changed against all that stands, inside its transaction."""
    version, model = in_force(connection, event)
    loaded = load(connection)
    fresh = [*new, *changed]
    weigh_pairs(connection, loaded, fresh, model, version)
    return _settle(connection, event, loaded, connected(connection, fresh, model.thresholds), model, new)


def recompute(connection: Connection, event: int, records: Iterable[int]) -> Linked:
    """Bring persons and cases around these records up to date after a decision, an undo or a roll back."""
    _, model = in_force(connection, event)
    touched = connected(connection, records, model.thresholds)
    return _settle(connection, event, load(connection, touched), touched, model, ())


def withdraw(connection: Connection, event: int, records: Sequence[int]) -> Linked:
    """Take records out of linking: their links close, their cases go, decisions about them sleep."""
    set_state(connection, records, "withdrawn")
    return recompute(connection, event, records)


def restore(connection: Connection, event: int, records: Sequence[int]) -> Linked:
    """Bring withdrawn records back: pairs and decisions wake, and what came meanwhile is weighed against them."""
    set_state(connection, records, "live")
    version, model = in_force(connection, event)
    weigh_pairs(connection, load(connection), records, model, version, again=False)
    return recompute(connection, event, records)


def preview(connection: Connection, records: Iterable[int], supposed: Mapping[Pair, str]) -> Partition:
    """The persons around these records if some pairs had other verdicts; nothing is changed."""
    found = models.current(connection)
    model = Model.load(found[1]) if found else shipped()
    touched = connected(connection, {*records, *(r for p in supposed for r in p)}, model.thresholds)
    return partition(gather(connection, load(connection, touched), touched, model, supposed))


def in_force(connection: Connection, event: int) -> tuple[int, Model]:
    """The weights in force and their version; the shipped ones are entered at first use."""
    found = models.current(connection)
    if found is None:
        model = shipped()
        return models.add(connection, model.body, "shipped with the program", event), model
    return found[0], Model.load(found[1])


def _settle(
    connection: Connection,
    event: int,
    loaded: Loaded,
    touched: Sequence[int],
    model: Model,
    new: Sequence[int],
) -> Linked:
    facts = gather(connection, loaded, touched, model)
    result = partition(facts)
    wanted: dict[int, int | None] = dict.fromkeys(touched)
    for group in result.groups:
        person = min(group)
        wanted.update(dict.fromkeys(group, person))
    moved = links.move(connection, wanted, event)
    asked = questions.refresh(connection, event, touched, result.refused, model.thresholds.review)
    return Linked(
        links=sum(wanted[record] not in (None, record) for record in moved),
        cases=asked,
        new_people=sum(wanted[record] == record for record in new),
    )
