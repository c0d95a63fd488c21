"""Rows of one key, brought together: the plan of a delivery against what a hub holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.checking.plan import ACCEPTED, IGNORED, QUARANTINED, Plan
from store.records.columns import RecordColumns
from store.records.rows import Involvement, Name, RecordRow
from tests.stored import content_hash

ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["Smith", "Khan"]), st.integers(0, 2)), max_size=10)


def record(at: int, key: str, family: str, service: int) -> RecordRow:
    return RecordRow(
        at + 1,
        key,
        names=(Name("current", "Jo", "", family),),
        involvements=(Involvement("open", f"service {service}"),),
    )


def planned(rows: list[tuple[str, str, int]], several: bool) -> Plan:
    plan = Plan(several)
    for at, (key, family, service) in enumerate(rows):
        said = RecordColumns.of([record(at, key, family, service)])
        plan.add([at + 2], [ACCEPTED], [key], [0], said)
    plan.gather()
    return plan


@settings(max_examples=100)
@given(ROWS, st.booleans())
def test_a_key_is_one_identity_or_refused_as_a_whole(rows: list[tuple[str, str, int]], several: bool) -> None:
    plan = planned(rows, several)
    for key in "abc":
        mine = [at for at, row in enumerate(rows) if row[0] == key]
        families = {rows[at][1] for at in mine}
        services = {rows[at][2] for at in mine}
        outcomes = [plan.outcomes[at] for at in mine]
        if len(families) > 1 or (len(services) > 1 and not several):
            assert set(outcomes) == {QUARANTINED}
        elif mine:
            assert outcomes.count(ACCEPTED) == (len(services) if several else 1)
            assert outcomes.count(IGNORED) == len(mine) - outcomes.count(ACCEPTED)


@settings(max_examples=100)
@given(ROWS, st.randoms())
def test_what_was_stored_is_unchanged_in_any_order_of_rows(rows: list[tuple[str, str, int]], dice: object) -> None:
    rows = [(key, "Smith", service) for key, _, service in rows]
    stored = []
    for number, key in enumerate(sorted({key for key, _, _ in rows}), start=1):
        services = dict.fromkeys(service for other, _, service in rows if other == key)
        merged = record(0, key, "Smith", 0)._replace(
            involvements=tuple(Involvement("open", f"service {service}") for service in services)
        )
        stored.append((key, number, content_hash(merged), 1))
    dice.shuffle(rows)  # type: ignore[attr-defined]
    effects = planned(rows, True).compare(stored, 1)
    assert (effects.new, effects.changed, effects.absent) == (0, 0, 0)
    assert effects.unchanged == len(stored)
    assert sorted(effects.seen.tolist()) == [number for _, number, _, _ in stored]
