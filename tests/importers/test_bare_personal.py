"""Birth dates within personal numbers."""

import numpy as np
import pytest

from importers.bare.files import Column
from importers.bare.personal import births_within, own


def held(*numbers: str) -> list[int] | None:
    column = Column("number", ("", *numbers), np.arange(1, len(numbers) + 1, dtype=np.int32))
    found = births_within(column)
    return None if found is None else found.tolist()


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("19800331-1234", 19800331), ("800331-1234", 19800331), ("310380-1234", 19800331), ("310380-123T", 19800331),
        ("310380A123T", 19800331), ("31038012345", 19800331), ("805331/1234", 19800331), ("80033112345", 19800331),
        ("38003311234", 19800331), ("2800331123456", 19800331), ("3103980123456", 19800331),
        ("11010519800331123X", 19800331), ("710331-12345", 19710331), ("715331/1234", 19710331),
        ("821119-1******", 19821119), ("040101-3******", 20040101), ("821119-1", 19821119), ("991112-9", 18991112),
        ("8211192123456", 19821119), ("040101-8123456", 20040101), ("821119-5●●●●●●", 19821119),
    ],
)  # fmt: skip
def test_numbers_of_many_countries(number: str, born: int) -> None:
    assert held(number) == [born]


def test_one_column_may_have_the_year_with_its_century_and_without() -> None:
    assert held("19800331-1234", "800401-1234", "19771231") == [19800331, 19800401, 19771231]


def test_a_bare_date_is_no_number_and_a_century_makes_no_other_one() -> None:
    """Brothers and sisters born a day apart would have numbers one digit apart."""
    assert own("19800331") == ""
    assert own("19800331-1234") == own("800331-1234") == "800331-1234"
    assert own("310380-123T") == "310380-123T"


def test_one_column_may_have_numbers_whose_end_is_not_shown_or_not_told() -> None:
    assert held("19800331-1234", "800401-XXXX", "771231") == [19800331, 19800401, 19771231]
    assert held("800331", "800401", "771231", "780101") is None, "a register may count in six figures"


def test_what_is_not_shown_makes_no_number() -> None:
    """Many are born on one day, and half of them are of one sex."""
    assert own("19800331-XXXX") == own("800331-****") == own("800331") == ""
    assert own("821119-1******") == own("821119-1") == ""
    assert own("821119-1234567") == "821119-1234567"


def test_numbers_that_count_hold_no_dates() -> None:
    assert held(*(f"{n:011}" for n in range(7919, 10**8, 1_234_567))) is None
    assert held(*(f"{n * 7919 % 10**10:010}" for n in range(1, 200))) is None
