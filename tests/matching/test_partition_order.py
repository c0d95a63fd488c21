"""The same rows in any order of files and of rows within them give the same persons and the same questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage.bare import link
from matching.scoring import dates, identifiers
from matching.scoring.columns import SEXES, Builder, Table
from matching.scoring.weights import shipped
from store.records.rows import RecordRow
from tests.matching.pool import ANYBODY

AGENCIES = ("Housing", "Schools", "Primary care")


def columns(rows: Sequence[RecordRow]) -> Table:
    builder = Builder(len(rows))
    for at, row in enumerate(rows):
        builder.birth[at], builder.sex[at] = dates.code(row.birth_date), SEXES.get(row.sex, 0)
        for name in row.names:
            builder.name(at, name.given, name.middle, name.family)
        for number in row.identifiers:
            builder.nhs[at] = identifiers.nhs_code(number.value)
        for home in row.addresses:
            builder.address(at, home.postcode, home.house, home.street, home.town)
        for contact in row.contacts:
            builder.phone(at, contact.value)
    return builder.table()


def persons_and_questions(rows: Sequence[RecordRow], agencies: Sequence[int], order: Sequence[int]) -> object:
    """Groups and questions in terms of the rows, which are delivered in this order."""
    found = link(
        columns([rows[at] for at in order]),
        np.array([agencies[at] for at in order]),
        [(AGENCIES[agencies[at]], str(at)) for at in order],
        clean=True,
        model=shipped(),
    )
    groups: dict[int, set[int]] = {}
    for place, person in enumerate(found.person.tolist()):
        groups.setdefault(person, set()).add(order[place])
    asked = {frozenset(frozenset(groups[found.person.tolist()[end]]) for end in case) for case in found.cases}
    return {frozenset(g) for g in groups.values()}, asked


@settings(max_examples=80)
@given(st.data())
def test_the_order_of_files_and_rows_does_not_matter(data: st.DataObject) -> None:
    rows = data.draw(st.lists(ANYBODY, min_size=3, max_size=7))
    agencies = data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    order = data.draw(st.permutations(range(len(rows))))
    assert persons_and_questions(rows, agencies, order) == persons_and_questions(rows, agencies, range(len(rows)))
