"""From a delivery or a decision to persons and questions: weigh, partition, link, ask."""

import gc
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from matching.linkage import questions
from matching.linkage.entering import bring_up_to_date, enter, forget, recall
from matching.linkage.facts import gather
from matching.linkage.finding import find, introduce
from matching.linkage.pairing import weigh_pairs
from matching.linkage.partition import Pair, Partition, partition
from matching.linkage.persons import persons
from matching.linkage.reweighing import weigh_everything, weigh_what_stands
from matching.linkage.surroundings import around
from matching.linkage.yardstick import Yardstick, as_it_stands, count_anew, in_force, outgrown
from matching.progress import Progress
from store.disclosure import shields
from store.records import cases, decisions, links, merges, models, pairs
from store.records.decisions import Decision
from store.records.pairs import WeighedPair
from store.records.source_records import live, set_state
from store.vault.database import Connection


@dataclass(frozen=True)
class Linked:
    """What linking did, as anybody may know it: who joined a shielded person is counted as new, their cases not (R18).

    links: records that now stand under another record's person and did not before. cases: questions that are
    new. new_people: new records that stand as their own person. over_full: rule → how many of its keys too many
    records share, so that only their narrower keys were looked under.
    """

    links: int
    cases: int
    new_people: int
    over_full: Mapping[str, int] = field(default_factory=dict[str, int])


@contextmanager
def _uncollected() -> Generator[None]:
    """No search for unreachable objects meanwhile: it would look through millions of rows and find none."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_uncollected()
def link_delivery(connection: Connection, event: int, new: Sequence[int], changed: Sequence[int]) -> Linked:
    """Link what a delivery brought or changed against all that stands, inside its transaction."""
    bring_up_to_date(connection, {*new, *changed})
    forget(connection, changed)
    fresh = enter(connection, sorted([*new, *changed]))
    found = introduce(connection, fresh)
    standing = pairs.touching(connection, changed) if changed else []
    recounted = outgrown(connection)
    if recounted:
        count_anew(connection, event)
    yardstick = in_force(connection, event)
    also = weigh_what_stands(connection, yardstick, event) if recounted else ()
    decided = decisions.standing(connection, changed) if changed else []
    asked = [(p.a, p.b) for p in (*decided, *merges.touching(connection, {*new, *changed}))]
    weigh_pairs(connection, yardstick, found.left, found.right, standing, asked)
    if changed:
        pairs.note_latches(connection, event, standing, pairs.touching(connection, changed))
    left = {record for p in standing for record in (p.a, p.b)}  # a rival that changed may leave others free to join
    done = _settle(connection, event, {*new, *changed, *left, *also}, yardstick, new)
    return replace(done, over_full=found.over_full)


def recompute(connection: Connection, event: int, records: Iterable[int]) -> Linked:
    """Bring persons and cases around these records up to date after a decision, an undo or a roll back."""
    return _settle(connection, event, records, in_force(connection, event), ())


def weigh_asked(connection: Connection, event: int, asked: Collection[Pair]) -> None:
    """Weigh pairs of records that nothing led to so far, since somebody decides about them now."""
    unkept = [p for p in asked if pairs.evidence(connection, *p) is None]
    if unkept:
        none = np.zeros(0, np.int64)
        weigh_pairs(connection, in_force(connection, event), none, none, (), unkept)
        pairs.note_latches(
            connection, event, (), [p for p in pairs.touching(connection, _records(unkept)) if p[:2] in unkept]
        )


def unweigh_asked(connection: Connection, withdrawn: Sequence[Decision]) -> None:
    """Forget the pairs that only a ruling, now withdrawn, brought together.

    They stay if something leads to them by now, or if they were weighed on other evidence since.
    """
    before = pairs.latches_before(connection, withdrawn[0].event)
    made = {(d.a, d.b) for d in withdrawn if before.get((d.a, d.b), 0) is None and _as_ruled(connection, d)}
    if not made:
        return
    bring_up_to_date(connection)
    records = _records(made)
    found = find(connection, recall(connection, sorted(records)))
    led = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    pairs.drop(connection, sorted(made - led - {*_ruled_about(connection, records)}))


def _ruled_about(connection: Connection, records: Collection[int]) -> list[Pair]:
    """The pairs of these records that supervisors decided about, or that their agency calls one."""
    return [(p.a, p.b) for p in (*decisions.standing(connection, records), *merges.touching(connection, records))]


def _as_ruled(connection: Connection, ruling: Decision) -> bool:
    stands = pairs.evidence(connection, ruling.a, ruling.b)
    return stands is not None and (stands.weight, stands.evidence) == (ruling.weight, ruling.evidence)


def _records(some: Iterable[Pair]) -> set[int]:
    return {record for p in some for record in p}


def relink(connection: Connection, event: int, *, search: bool, progress: Progress) -> None:
    """Link the hub anew with the weights in force now: every pair is weighed, every person and case follows.

    search: look for candidates in the whole hub too, since pairs below an older review line were not kept.
    """
    bring_up_to_date(connection)
    yardstick = in_force(connection, event)
    if search:
        touched = weigh_everything(connection, yardstick, progress)
    else:
        weigh_what_stands(connection, yardstick)
        touched = live(connection)
    _settle(connection, event, touched, yardstick, ())


def withdraw(connection: Connection, event: int, records: Sequence[int]) -> None:
    """Take records out of linking: their links close, their cases go, decisions about them sleep."""
    bring_up_to_date(connection)
    forget(connection, records)
    set_state(connection, records, "withdrawn")
    recompute(connection, event, records)


def merge_ids(connection: Connection, event: int, old: int, new: int) -> Linked:
    """Link two records that their agency calls one since just now (domain/9 rule 26)."""
    bring_up_to_date(connection)
    yardstick = in_force(connection, event)
    left, right = np.array([[min(old, new)], [max(old, new)]], np.int64)
    both = (old, new)
    weigh_pairs(connection, yardstick, left, right, pairs.touching(connection, both), _ruled_about(connection, both))
    return _settle(connection, event, both, yardstick, ())


def take_back(connection: Connection, event: int, delivered: int, born: Sequence[int], changed: Sequence[int]) -> None:
    """Link what is left when a delivery is taken back: `born` in it go to sleep, `changed` say what they said before.

    delivered: the delivery's event. Latches that it changed become what they were, and pairs that it made go unless
    they are found anew; those of the born keep theirs, for when the file comes again. Call it once the versions have
    gone.
    """
    bring_up_to_date(connection, changed)
    forget(connection, [*born, *changed])
    set_state(connection, born, "withdrawn")
    fresh = enter(connection, changed)
    found = introduce(connection, fresh)
    yardstick = in_force(connection, event)
    asleep = set(born)
    were = {p: latched for p, latched in pairs.latches_before(connection, delivered).items() if not asleep & {*p}}
    made = [p for p, latched in were.items() if latched is None]
    pairs.drop(connection, made)
    standing = {(p.a, p.b): p for p in pairs.touching(connection, changed) if not asleep & {p.a, p.b}}
    for p, latched in were.items():
        if latched is not None:
            standing[p] = WeighedPair(p[0], p[1], 0.0, latched, "")
    weigh_pairs(connection, yardstick, found.left, found.right, standing.values(), _ruled_about(connection, changed))
    also = weigh_what_stands(connection, yardstick, but=born) if models.counted_by(connection, delivered) else ()
    left = {record for p in (*standing, *made) for record in p}
    _settle(connection, event, {*born, *changed, *left, *also}, yardstick, ())


def preview(connection: Connection, records: Iterable[int], supposed: Mapping[Pair, str]) -> Partition:
    """The persons around these records if some pairs had other verdicts; nothing is changed."""
    yardstick = as_it_stands(connection)
    touched = around(connection, {*records, *(r for p in supposed for r in p)}, yardstick.model.thresholds)
    return partition(gather(connection, touched, yardstick, supposed))


def _settle(
    connection: Connection, event: int, records: Iterable[int], yardstick: Yardstick, new: Sequence[int]
) -> Linked:
    touched = around(connection, records, yardstick.model.thresholds)
    found = persons(connection, touched, yardstick)
    moved = links.move(connection, found.of, event, touched.people)
    asked = questions.refresh(connection, event, touched, found.of, found.refused, yardstick.model.thresholds.review)
    hidden = shields.covers(connection)
    return Linked(
        links=sum(found.of[record] not in (None, record) and found.of[record] not in hidden for record in moved),
        cases=asked - (cases.opened_about(connection, event, hidden) if hidden else 0),
        new_people=sum(found.of[record] == record or found.of[record] in hidden for record in new),
    )
