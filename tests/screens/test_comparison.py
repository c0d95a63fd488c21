"""A comparison never cuts a value and never lets data be markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.deciding.sides import FieldRow
from screens.widgets.cells import row
from screens.widgets.comparison import bar, bits, comparison, reasons, strength

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
fields = st.builds(
    FieldRow,
    field=st.sampled_from(["Family name", "Born", "Address"]),
    left=text,
    right=text,
    agreement=st.sampled_from(["same", "close", "differs", "missing"]),
    words=st.sampled_from(["the same", "one slip apart", "different"]),
    bits=st.floats(-40, 40),
    sentence=text,
)


@given(st.lists(fields, max_size=4), st.sampled_from([76, 116]))
@settings(max_examples=100)
def test_no_line_is_wider_than_the_window(rows: list[FieldRow], width: int) -> None:
    for drawn in (comparison(rows, width), reasons(rows, 3.0, width)):
        assert all(line.cell_length <= width for line in drawn.split("\n"))


@pytest.mark.parametrize("width", [76, 116])
def test_a_long_value_is_wrapped_not_cut(width: int) -> None:
    address = "Flat 7, The Old Corn Exchange, 221 Upper Thames Embankment Road, London"
    drawn = comparison([FieldRow("Address", address, "", "missing", "", 0.0, "")], width).plain
    assert set(address.split()) <= set(drawn.split())


def test_every_difference_has_a_mark_and_a_word() -> None:
    rows = [
        FieldRow("Born", "1", "2", "differs", "different", -3.0, ""),
        FieldRow("Family name", "a", "b", "close", "one slip apart", 2.0, ""),
    ]
    for width in (76, 116):
        drawn = comparison(rows, width).plain
        assert "× differ" in drawn
        assert "~ one slip apart" in drawn


def test_markup_in_a_value_is_letters() -> None:
    drawn = comparison([FieldRow("Born", "[bold]x[/]", "[/x]", "differs", "different", 1.0, "")], 116)
    assert "[bold]x[/]" in drawn.plain
    assert "[/x]" in drawn.plain


def test_fields_given_on_neither_side_are_one_line() -> None:
    rows = [FieldRow(name, "", "", "missing", "", 0.0, "") for name in ("Sex", "NHS number")]
    assert comparison(rows, 116).plain == "Not given on either side: Sex, NHS number"


def test_bits_and_bars_show_direction_without_colour() -> None:
    assert (bits(14.24), bits(-3.1), bits(0.01)) == ("+14.2", "−3.1", "")
    assert (bar(4.0).plain, bar(-4.0).plain, bar(0.0).plain) == ("██", "░░", "")
    assert len(bar(400.0).plain) == len(bar(-400.0).plain) == 8


@pytest.mark.parametrize(("weight", "words"), [(12, "very strong"), (7, "strong"), (0, "fair"), (-0.1, "weak")])
def test_strength_in_words(weight: float, words: str) -> None:
    assert strength(weight) == words


@given(text, st.integers(1, 40))
@settings(max_examples=100)
def test_a_row_is_as_wide_as_its_columns(value: str, width: int) -> None:
    assert row((value, width), (value, -width)).cell_length == 2 * width + 2
