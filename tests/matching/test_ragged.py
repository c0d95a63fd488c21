"""Rows of records: every combination, the best of several, no repetition; as plain loops find them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring.ragged import Ragged, best, coded, distinct, first_time, ragged

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=25)


def built(rows: list[tuple[int, int]]) -> Ragged:
    return ragged(6, np.array(rows, np.int32).reshape(-1, 2))


@given(ROWS)
def test_rows_are_gathered_by_record_and_kept_once(rows: list[tuple[int, int]]) -> None:
    found = built(rows)
    assert list(zip(found.owners.tolist(), found.columns[0].tolist(), strict=True)) == sorted(set(rows))
    assert found.starts.tolist() == [sum(r < record for r, _ in set(rows)) for record in range(7)]


@given(ROWS, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_every_row_meets_every_row_and_the_best_speaks(
    rows: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    of = built(rows)
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    pair, i, j = of.combinations(left, right)
    wanted = [
        (k, x, y)
        for k, (a, b) in enumerate(pairs)
        for x in range(of.starts[a], of.starts[a + 1])
        for y in range(of.starts[b], of.starts[b + 1])
    ]
    met = list(zip(pair.tolist(), i.tolist(), j.tolist(), strict=True))
    assert sorted(met) == wanted
    assert [m for k in dict.fromkeys(pair.tolist()) for m in met if m[0] == k] == met, "those of a pair stand together"

    rank = (i * 7 + j * 3) % 5
    has, chosen = best(pair, lambda at: rank[at])
    assert sorted(has.tolist()) == sorted({k for k, _, _ in wanted})
    for k, row in zip(has.tolist(), chosen.tolist(), strict=True):
        same = [n for n, m in enumerate(met) if m[0] == k]
        assert row == max(same, key=lambda n: (rank[n], n))


@given(ROWS)
def test_repetitions_of_an_owner_are_told(rows: list[tuple[int, int]]) -> None:
    rows = sorted(rows, key=lambda r: r[0])
    owner, value = np.array(rows, np.int64).reshape(-1, 2).T
    assert first_time(owner, value).tolist() == [row not in rows[:at] for at, row in enumerate(rows)]
    assert distinct(value).tolist() == sorted(set(value.tolist()))


@given(st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=40))
def test_coded_values_are_those_of_numpy(values: list[int]) -> None:
    """Numbers that differ in the low bits only, among them."""
    given_values = np.array(values, np.uint64)
    different, codes = coded(given_values)
    assert different.tolist() == sorted(set(values))
    assert different[codes].tolist() == values
