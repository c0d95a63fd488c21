"""How common values are: counted by record, whatever tables the records come in."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage import forms
from matching.scoring.columns import Table
from matching.scoring.frequencies import KINDS, NAMESAKES, Counting
from tests.matching.tables import random_table


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_each_record_counts_once_whatever_table_it_comes_in(seed: int, sizes: list[int]) -> None:
    tables = [random_table(seed + place, size) for place, size in enumerate(sizes)]
    counting = Counting()
    for table in tables:
        counting.add(table)
    found = counting.done()
    assert found.size == sum(sizes)
    for kind in KINDS:
        held = sum((_held(table, kind) for table in tables), Counter[int]())
        common = {value: n for value, n in held.items() if n >= (NAMESAKES if kind == "whole" else 2)}
        assert dict(zip(found.values[kind].tolist(), found.counts[kind].tolist(), strict=True)) == common, kind
        assert (np.diff(found.values[kind].astype(np.float64)) > 0).all(), kind


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 12), min_size=1, max_size=4))
def test_forms_read_to_be_counted_count_as_their_records(seed: int, sizes: list[int]) -> None:
    tables = [random_table(seed + place, size) for place, size in enumerate(sizes)]
    plainly, read = Counting(), Counting()
    for table in tables:
        plainly.add(table)
        read.add(_recalled(table))
    expected, found = plainly.done(), read.done()
    for kind in KINDS:
        assert found.values[kind].tolist() == expected.values[kind].tolist(), kind
        assert found.counts[kind].tolist() == expected.counts[kind].tolist(), kind


def _recalled(table: Table) -> Table:
    bodies = forms.pack(np.zeros(table.size, np.int64), table)
    starts = np.cumsum([0, *(len(body) // 8 for body in bodies[:-1])])
    return forms.unpack(np.frombuffer(b"".join(bodies), "<i8"), starts, None, to_count=True)[1]


def _held(table: Table, kind: str) -> Counter[int]:
    """By value: how many of the table's records hold it."""
    held = table.held(kind)
    rows = zip(held.owner.tolist(), held.hashes[held.value].tolist(), strict=True)
    return Counter(value for _, value in set(rows) if value)
