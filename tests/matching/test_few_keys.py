"""A record's keys and what its form says, made by itself, are those that arrays make of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linkage import forms
from matching.linkage.few_keys import keys_of_one
from matching.linkage.keys import keys
from matching.scoring.compare import compare
from tests.matching.tables import all_pairs, people, random_table


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_keys_are_those_of_the_arrays(seed: int) -> None:
    table = random_table(seed, 12)
    found = keys(table)
    for place, person in enumerate(people(table)):
        assert keys_of_one(person) == sorted(found.key[found.record == place].tolist())


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_a_form_says_what_the_table_says(seed: int) -> None:
    table = random_table(seed, 12)
    bodies = forms.pack(np.arange(table.size) + 3, table)
    words = np.frombuffer(b"".join(bodies), "<i8")
    start = np.cumsum([0, *(len(body) // 8 for body in bodies[:-1])])
    feeds, again = forms.unpack(words, start, table.frequencies)
    left, right = all_pairs(table)
    whole, recalled = compare(table, left, right), compare(again, left, right)
    assert feeds.tolist() == [*range(3, table.size + 3)]
    for field, level in whole.levels.items():
        assert (recalled.levels[field] == level).all(), field
        assert (recalled.holders[field] == whole.holders[field]).all(), field
    for place, body in enumerate(bodies):
        feed, alone = forms.person(memoryview(body).cast("Q"))
        assert feed == place + 3
        assert (alone.birth, alone.sex, alone.nhs) == (table.birth[place], table.sex[place], table.nhs[place])
        assert forms.pack_one(feed, alone) == body
