"""Columns go when nothing uses them any more: while a delivery is linked nobody looks for what only knows itself."""

from __future__ import annotations

import gc
from collections.abc import Generator
from weakref import ref

import numpy as np
import pytest

from matching.linkage import forms
from matching.scoring.columns import Builder
from matching.scoring.compare import compare
from tests.matching.tables import all_pairs, random_table


@pytest.fixture
def uncollected() -> Generator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_a_table_that_was_compared_goes_at_once() -> None:
    table = random_table(1, 20)
    compare(table, *all_pairs(table))
    held = [ref(one) for one in (table, table.words, table.values, table.postcodes)]
    del table
    assert [one() for one in held] == [None] * 4


@pytest.mark.usefixtures("uncollected")
def test_so_does_one_that_was_read_of_forms() -> None:
    bodies = forms.pack(np.ones(20, np.int64), random_table(1, 20))
    starts = np.cumsum([0, *(len(body) // 8 for body in bodies[:-1])])
    _, table = forms.unpack(np.frombuffer(b"".join(bodies), "<i8"), starts, None)
    compare(table, *all_pairs(table))
    held = [ref(one) for one in (table, table.words, table.values, table.postcodes)]
    del table
    assert [one() for one in held] == [None] * 4


@pytest.mark.usefixtures("uncollected")
def test_so_does_what_gathered_it() -> None:
    builder = Builder(1)
    builder.name(0, "Amelia Rose", "", "Smith")
    builder.attribute(0, "ward", "Ward 7")
    held = [ref(one) for one in (builder, builder.words, builder.values)]
    del builder
    assert [one() for one in held] == [None] * 3
