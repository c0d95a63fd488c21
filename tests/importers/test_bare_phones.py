"""Telephones of any land, however they are written."""

import pytest

from importers.bare.phones import phones


@pytest.mark.parametrize(
    "ways",
    [
        ("780-628-081", "+48 780628081", "0048780628081", "780 628 081", "48780628081"),
        ("0803 123 4567", "+234 803 123 4567", "2348031234567", "8031234567"),
        ("830-4440", "+354 8304440", "00354 830 4440"),
        ("07700 900123", "+44 7700 900123", "0044 (0)7700 900123", "7700900123"),
        ("(418) 264-2994", "+1 418 264 2994", "4182642994"),
        ("22 12 34 56", "+47 22123456"),
    ],
)
def test_a_number_is_the_same_from_home_and_from_abroad(ways: tuple[str, ...]) -> None:
    assert len({phones(text) for text in ways}) == 1
    assert len(phones(ways[0])[0]) >= 7


def test_other_numbers_are_others() -> None:
    told = ["780-628-081", "+48 780628082", "0803 123 4567", "830-4440", "07700 900123"]
    assert len({phones(text) for text in told}) == len(told)


def test_two_numbers_in_one_cell_and_none() -> None:
    assert phones("07700 900123 / 020 7946 0101") == (*phones("+447700900123"), *phones("+442079460101"))
    assert phones("none") == phones("0000000000") == phones("12345") == ()
