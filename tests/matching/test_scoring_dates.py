"""Birth dates and numbers: how they agree, what a slip is, what is no evidence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring import dates, identifiers
from matching.scoring.dates import Birth
from matching.scoring.identifiers import Number


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("2013-03-14", "2013-03-14", Birth.SAME),
        ("2013-03-11", "2013-11-03", Birth.SWAPPED),
        ("2013-03-14", "2013-03-15", Birth.SLIP),
        ("2013-02-28", "2013-03-01", Birth.SLIP),
        ("2013-03-14", "2018-03-14", Birth.SLIP),
        ("2013-03-14", "2013-03-41", Birth.MISSING),
        ("2013-03-12", "2013-03-21", Birth.SLIP),
        ("2013-03-14", "2013-03-29", Birth.PARTS),
        ("2013-03-14", "1987-03-14", Birth.PARTS),
        ("2013-03", "2013-03-14", Birth.MONTH),
        ("2013-03", "2013-04-14", Birth.PARTS),
        ("2013", "2013-03-14", Birth.YEAR),
        ("2013", "2014-03-14", Birth.YEAR_NEAR),
        ("2013", "2015-03-14", Birth.DIFFERENT),
        ("2013", "2015", Birth.YEAR_NEAR),
        ("2013", "2016", Birth.DIFFERENT),
        ("2013-05", "2015", Birth.DIFFERENT),
        ("2013", "2019-03-14", Birth.DIFFERENT),
        ("2013-03-14", "1987-11-29", Birth.DIFFERENT),
        ("2013-01-01", "2013-11-29", Birth.FIRST),
        ("2013-01-01", "2013-01-01", Birth.SAME),
        ("2013-01-01", "1987-11-29", Birth.DIFFERENT),
        ("2013-03-14", "2013-04-11", Birth.NEAR),
        ("2013-12-20", "2014-01-15", Birth.NEAR),
        ("2013-03-14", "2023-04-11", Birth.ABOUT),
        ("2013-03-14", "2014-02-20", Birth.ABOUT),
        ("2013-03-14", "2015-04-30", Birth.DIFFERENT),
        ("2013-03-14", "2018-04-11", Birth.ABOUT),
        ("2013-03-14", "1996-04-11", Birth.DIFFERENT),
        ("", "2013-03-14", Birth.MISSING),
        ("1900-01-01", "1900-01-01", Birth.MISSING),
    ],
)
def test_levels(one: str, other: str, level: Birth) -> None:
    a, b = np.array([dates.code(one)]), np.array([dates.code(other)])
    assert Birth(int(dates.levels(a, b)[0])) is level
    assert Birth(int(dates.levels(b, a)[0])) is level


@given(st.text(max_size=12))
def test_any_text_has_a_code(text: str) -> None:
    assert 0 <= dates.code(text) < 22_000_000


@given(st.integers(4_000_000_000, 7_999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_a_slip(number: int, place: int, shift: int) -> None:
    digit = number // 10**place % 10
    other = number + ((digit + shift) % 10 - digit) * 10**place
    assert identifiers.nhs_levels(np.array([number]), np.array([other])).tolist() == [Number.SLIP]


def test_numbers_far_apart_missing_and_exchanged() -> None:
    base = 4857773456
    others = np.array([base, 0, 4857773465, 4857773411, 9434765919])
    found = identifiers.nhs_levels(np.full(5, base), others).tolist()
    assert found == [Number.SAME, Number.MISSING, Number.SLIP, Number.TWO, Number.DIFFERENT]


DAYS = st.builds(
    lambda year, month, day: year * 10000 + month * 100 + (day if month else 0),
    st.sampled_from([1850, 1897, 1899, 1900, 1913, 1931, 1978, 1987, 1999, 2000, 2001, 2009, 2012, 2013, 2021, 2026]),
    st.integers(0, 12),
    st.integers(0, 28),
)


@given(st.lists(st.tuples(DAYS | st.just(0), DAYS), min_size=1, max_size=60))
def test_dates_passed_over_cheaply_are_those_that_differ(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    every = dates._levels(a, b)  # pyright: ignore[reportPrivateUsage]
    assert dates.levels(a, b).tolist() == every.tolist()


@given(st.integers(1_000_000_000, 9_999_999_999), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_numbers_of_which_at_most_two_digits_differ_are_never_passed_over(n: int, one: int, two: int, by: int) -> None:
    digits = list(str(n))
    digits[one], digits[two] = str((int(digits[one]) + by) % 10), str((int(digits[two]) + 1) % 10)
    other = int("".join(digits))
    found = Number(int(identifiers.nhs_levels(np.array([n]), np.array([other]))[0]))
    apart = sum(x != y for x, y in zip(str(n), "".join(digits), strict=True))
    assert other == 0 or found <= (Number.SAME, Number.SLIP, Number.TWO)[apart]


@given(
    st.lists(st.from_regex(r"[012]\d{3}-[01]\d-[0-3]\d", fullmatch=True) | st.sampled_from(sorted(dates.PLACEHOLDERS)))
)
def test_whole_dates_in_columns_have_the_same_codes(texts: list[str]) -> None:
    whole = np.array([int(text.replace("-", "")) for text in texts], np.int64)
    assert dates.codes(whole).tolist() == [dates.code(text) for text in texts]
