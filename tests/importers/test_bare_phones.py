"""Telephones of any land, however they are written."""

from pathlib import Path

import pytest

from importers.bare.phones import phones
from tests.importers.bare_files import read, taken, written


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


def people(written_as: str, shared: int = 2) -> list[list[str]]:
    """Rows of a name, a birth date and figures that some rows share."""
    return [
        [f"A{chr(97 + n % 26)}a", f"B{chr(97 + n % 17)}o", f"{1930 + n % 80}-03-{n % 28 + 1:02}",
         written_as.format(n // shared * 7919 % 10**7)]
        for n in range(120)
    ]  # fmt: skip


HEADINGS = ["first", "last", "born", "T1"]


@pytest.mark.parametrize(("figures", "kind"), [("0803{:07}", "phone_home"), ("803{:07}", ""), ("00000{:07}", "")])
def test_figures_that_a_household_shares_are_a_telephone_if_written_as_one(
    tmp_path: Path, figures: str, kind: str
) -> None:
    headings = [*HEADINGS[:3], "Momo No."]
    assert taken(read(written(tmp_path / "a.csv", headings, people(figures))))["Momo No."] == kind


def test_figures_are_telephones_if_they_are_those_of_another_file(tmp_path: Path) -> None:
    bare, headed = people("803{:07}"), people("+234 803{:07}")
    files = (
        written(tmp_path / "a.csv", HEADINGS, bare),
        written(tmp_path / "b.csv", ["first", "last", "born", "Phone"], headed),
    )
    assert taken(read(*files))["T1"] == "phone_home"


def test_telephones_and_e_mail_addresses_are_read_in_one_anothers_column(tmp_path: Path) -> None:
    """Who filled in a form wrote the address where the telephone belongs, and the other way round."""
    names = [f"A{chr(97 + n % 26)}a B{chr(97 + n % 17)}o" for n in range(120)]
    of = [[name, f"07700 900{n:03}", f"a{n}@b.example"] for n, name in enumerate(names)]
    of[0][1:] = reversed(of[0][1:])
    rows = read(written(tmp_path / "a.csv", ["Name", "Telephone", "E-mail"], of)).table
    for told, text in ((rows.phones, "700900000"), (rows.emails, "a0@b.example")):
        assert told.starts[:2].tolist() == [0, 1]
        assert rows.values.texts[told.columns[0][0]] == text
