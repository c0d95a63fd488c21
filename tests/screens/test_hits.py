"""A line of the list of people: whatever is known of a birth fits its column, and stays when someone has died."""

from dataclasses import replace
from datetime import date

import pytest

from matching.lookup.search import Hit
from screens.widgets.hits import hit_line, told_apart_by_address

TODAY = date(2026, 6, 9)
AMELIA = Hit(
    person=1, family="Smith", given="Amelia", birth="2013-03-14", estimated=False, expected="", death="", sex="female",
    nhs_number="4857773457", address="12 Mill Lane", postcode="HA0 2AB", areas=("Brent",), band="exact", why="",
    similar=False,
)  # fmt: skip


def said(hit: Hit, *, wide: bool = False) -> list[str]:
    return hit_line(hit, TODAY, wide=wide).plain.splitlines()


def test_who_when_which_number_and_where() -> None:
    assert said(AMELIA) == ["SMITH, Amelia             born 14 Mar 2013 (13y)   NHS 485 777 3457  HA0 2AB "]
    assert said(AMELIA, wide=True)[0].endswith("HA0 2AB   12 Mill Lane")


@pytest.mark.parametrize(
    ("birth", "estimated", "words"),
    [
        ("2013-03-14", True, "about 14 Mar 2013 (13y)"),
        ("2013-09", False, "Sep 2013 (12y)"),
        ("2013", False, "2013 (about 13y)"),
        ("", False, "birth date not supplied"),
    ],
)
def test_every_kind_of_birth_date_keeps_to_its_column(birth: str, estimated: bool, words: str) -> None:
    (row,) = said(replace(AMELIA, birth=birth, estimated=estimated))
    assert words in row
    assert row.index("NHS 485 777 3457") == 51, "the number stands where it always stands"


def test_of_the_dead_the_birth_date_is_told_as_well() -> None:
    row, second = said(replace(AMELIA, death="2025-07-03", why="known as *Millie*"))
    assert "born 14 Mar 2013 " in row
    assert "13y" not in row
    assert second.strip() == "Died 3 July 2025. Known as Millie."


def test_a_namesake_is_warned_of_before_anything_else_is_said() -> None:
    _, second = said(replace(AMELIA, similar=True, why="former name *Khan*"))
    assert second.strip() == "! Similar person in this list: check the birth date. Former name Khan."


@pytest.mark.parametrize(
    ("band", "why", "words"),
    [
        ("close", "", "Close, not the same."),
        ("close", "the birth date is another", "Close: the birth date is another."),
        ("sounds like", "", "Sounds like it."),
        ("sounds like", "without *rose*", "Sounds like it: without rose."),
        ("exact", "known as *Millie*", "Known as Millie."),
    ],
)
def test_how_near_and_why_are_one_sentence(band: str, why: str, words: str) -> None:
    assert said(replace(AMELIA, band=band, why=why))[1].strip() == words


def test_a_long_name_is_cut_with_a_sign() -> None:
    (row,) = said(replace(AMELIA, family="Featherstonehaugh-Cholmondeley", given="Wilhelmina"))
    assert row.startswith("FEATHERSTONEHAUGH-CHOLM…  born 14 Mar 2013 (13y)")


def test_where_one_postcode_was_asked_for_the_home_tells_people_apart() -> None:
    """F11: in a narrow window the postcode alone would say the same of everybody."""
    other = replace(AMELIA, address="14 Mill Lane")
    assert told_apart_by_address((AMELIA, other))
    assert not told_apart_by_address((AMELIA, replace(AMELIA, address="12 MILL LANE"))), "they live together"
    assert not told_apart_by_address((AMELIA, replace(other, postcode="HA0 2AC"))), "the postcodes tell"
    assert not told_apart_by_address((replace(AMELIA, postcode=""), replace(other, postcode="")))
    assert not told_apart_by_address(())
    assert hit_line(replace(other, similar=True), TODAY, wide=False, placed=True).plain.splitlines()[1] == (
        "  14 Mill Lane  ! Similar person in this list: check the birth date. "
    )
    assert "\n" not in hit_line(other, TODAY, wide=True, placed=True).plain, "it stands on the line already"
