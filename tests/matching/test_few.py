"""Pairs compared one by one say what arrays of them say: every level, every count."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.scoring import dates, identifiers, spelling
from matching.scoring.compare import Field, compare
from matching.scoring.few_names import compare_two
from matching.scoring.person import Person
from matching.scoring.said import together
from matching.scoring.words import Words
from tests.matching.tables import all_pairs, people, random_table


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_levels_and_holders_are_those_of_the_arrays(seed: int) -> None:
    table = random_table(seed, 20)
    who = people(table)
    for one, other in (all_pairs(table), all_pairs(table)[::-1]):
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        said = [compare_two(who[a], who[b], table.frequencies.common) for a, b in pairs]
        whole, few = compare(table, one, other), together(said, table.frequencies.size)
        for field in Field:
            assert (few.levels[field] == whole.levels[field]).all(), field
            assert (few.holders[field] == whole.holders[field]).all(), field
        assert (few.districts == whole.districts).all()
        assert (few.streets == whole.streets).all()


def test_birth_dates() -> None:
    dice = np.random.default_rng(11)
    parts = [
        (dice.integers(low, 2200, 400), dice.integers(0, 13, 400), dice.integers(0, 32, 400)) for low in (1850, 2190)
    ]
    texts = [f"{year:04}-{month:02}-{day:02}" for of in parts for year, month, day in zip(*of, strict=True)]
    codes = np.unique([0, *map(dates.code, texts)])
    left, right = np.triu_indices(len(codes))
    some = dice.random(len(left)) < 0.3
    a, b = codes[left[some]], codes[right[some]]
    levels = dates.levels(a, b)
    assert set(levels.tolist()) == set(dates.Birth)
    assert levels.tolist() == [dates.level(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True)]


@given(
    st.integers(10**9, 10**10 - 1), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3), st.booleans()
)
def test_nhs_numbers(number: int, slips: list[tuple[int, int]], turned: bool) -> None:
    digits = list(str(number))
    for place, digit in slips:
        digits[place] = str(digit)
    if turned:
        digits[4:6] = digits[5:3:-1]
    other = int("".join(digits))
    expected = identifiers.nhs_levels(np.array([number, number]), np.array([other, 0])).tolist()
    assert [identifiers.nhs_level(number, other), identifiers.nhs_level(number, 0)] == expected


LETTERS = st.text(st.sampled_from("aeilmnoxy "), min_size=1, max_size=7).map(lambda text: " ".join(text.split()))
WORDS = st.one_of(
    LETTERS, st.sampled_from(["liz", "elizabeth", "mia", "molly", "mary", "sasha", "alexander", "oleksandr"])
)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=2, max_size=12))
def test_words(texts: list[str]) -> None:
    words = Words()
    for text in ("", *texts):
        words.code(text)
    left, right = np.triu_indices(len(words.texts))
    number, said = words.hashes.tolist(), dict(zip(words.hashes.tolist(), words.texts, strict=True))
    who = Person(0, 0, 0, [], [], [], [], [], [], lambda: said)
    found = [spelling.level(who, who, number[a], number[b]) for a, b in zip(right.tolist(), left.tolist(), strict=True)]
    assert found == spelling.levels(words, left, right).tolist()
