"""How dates, names and numbers are written (TEXTUAL.md §5.1)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.disclosure import wording

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("iso", "spoken", "short"),
    [
        ("2013-03-14", "14 March 2013", "14 Mar 2013"),
        ("2013-03-04", "4 March 2013", "4 Mar 2013"),
        ("2013-03", "March 2013", "Mar 2013"),
        ("2013", "2013", "2013"),
        ("2026-06-08T09:30:00Z", "8 June 2026", "8 Jun 2026"),
        ("0987-05-01", "1 May 0987", "1 May 0987"),
        ("", "not supplied", "not supplied"),
        ("2013-02-31", "2013-02-31", "2013-02-31"),
        ("2013-13", "2013-13", "2013-13"),
        ("about 9", "about 9", "about 9"),
    ],
)
def test_dates_full_and_partial(iso: str, spoken: str, short: str) -> None:
    assert wording.spoken_date(iso) == spoken
    assert wording.short_date(iso) == short


@pytest.mark.parametrize(
    ("birth", "told"),
    [
        ("2013-03-14", "13y"),
        ("2013-06-15", "13y"),
        ("2013-06-16", "12y"),
        ("2024-06-15", "2y"),
        ("2024-06-16", "23m"),
        ("2026-01-10", "5m"),
        ("2026-06-03", "12d"),
        ("2026-06-15", "0d"),
        ("2012-02-29", "14y"),
        ("2013", "about 13y"),
        ("2013-03", "13y"),
        ("2026", "under 1y"),
        ("2026-12-03", ""),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_ages(birth: str, told: str) -> None:
    assert wording.age(birth, TODAY) == told


@pytest.mark.parametrize(
    ("number", "spaced"),
    [
        ("02079460123", "020 7946 0123"),
        ("+442079460123", "020 7946 0123"),
        ("+44 (0)20 7946 0123", "020 7946 0123"),
        ("0044 20 7946 0123", "020 7946 0123"),
        ("0161-496-0000", "0161 496 0000"),
        ("01134960000", "0113 496 0000"),
        ("01632960123", "01632 960 123"),
        ("07700 900123", "07700 900 123"),
        ("03069990000", "0306 999 0000"),
        ("08081570000", "0808 157 0000"),
        ("0800496012", "0800 496 012"),
        ("020 7946 0123 ext. 12", "020 7946 0123 ext 12"),
        ("020 7946 0123 x4", "020 7946 0123 ext 4"),
        ("+33 1 99 00 12 34", "+33 1 99 00 12 34"),
        ("ring the  duty desk", "ring the duty desk"),
        ("999", "999"),
        ("", ""),
    ],
)
def test_telephones_in_the_groups_people_read_aloud(number: str, spaced: str) -> None:
    assert wording.spaced_phone(number) == spaced


def test_a_telephone_already_spaced_stays_as_it_is() -> None:
    for spaced in ("020 7946 0123", "0161 496 0000", "01632 960 123", "07700 900 123 ext 7"):
        assert wording.spaced_phone(spaced) == spaced


@pytest.mark.parametrize(
    ("number", "spaced"),
    [
        ("4857773456", "485 777 3456"),
        ("485-777-3456", "485 777 3456"),
        ("48577734", "48577734"),
        ("", "not supplied"),
        ("9.43E+09", "9.43E+09"),
    ],
)
def test_nhs_numbers_three_three_four(number: str, spaced: str) -> None:
    assert wording.spaced_nhs(number) == spaced


@pytest.mark.parametrize(
    ("family", "given_name", "shown"),
    [
        ("Smith", "Amelia", "SMITH, Amelia"),
        ("O'Brien-Łuka", "Zoë Mary", "O'BRIEN-ŁUKA, Zoë Mary"),
        ("", "Amelia", "Amelia"),
        ("Smith", "", "SMITH"),
        (" ", "", "Name not supplied"),
    ],
)
def test_names(family: str, given_name: str, shown: str) -> None:
    assert wording.display_name(family, given_name) == shown


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2026-06-15", "today"),
        ("2026-06-14", "yesterday"),
        ("2026-06-16", "tomorrow"),
        ("2026-06-20", "in 5 days"),
        ("2026-06-02", "13 days ago"),
        ("2026-06-01", "2 weeks ago"),
        ("2026-04-15", "2 months ago"),
        ("2024-06-16", "23 months ago"),
        ("2024-06-15", "2 years ago"),
        ("2019", "in 2019"),
        ("", ""),
    ],
)
def test_days_ago(iso: str, told: str) -> None:
    assert wording.days_ago(iso, TODAY) == told


@pytest.mark.parametrize(
    ("days", "told"), [(1, "daily"), (7, "weekly"), (30, "monthly"), (91, "quarterly"), (10, "every 10 days")]
)
def test_cadence(days: int, told: str) -> None:
    assert wording.every(days) == told


def test_lists_counts_and_sentences() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["Police"]) == "Police"
    assert wording.listed(["Police", "Probation", "GP"]) == "Police, Probation and GP"
    assert wording.counted(1, "day") == "1 day"
    assert wording.counted(2, "delivery") == "2 deliveries"
    assert wording.counted(1204, "row") == "1,204 rows"
    assert wording.sentence(" open since 2019") == "Open since 2019."
    assert wording.sentence("") == ""


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=150)
def test_no_text_can_break_the_wording(a: str, b: str) -> None:
    w = wording
    for told in (w.spoken_date(a), w.short_date(a), w.display_name(a, b), w.spaced_nhs(a)):
        assert told.strip()
        assert "None" not in told or "None" in (a + b)
        assert "\n" not in told
    assert wording.age(a, TODAY) == wording.age(a, TODAY)
    assert "\n" not in wording.spaced_phone(a)


@given(st.dates(min_value=date(1880, 1, 1), max_value=date(2100, 1, 1)))
@settings(max_examples=150)
def test_any_day_is_told(day: date) -> None:
    assert wording.spoken_date(day.isoformat()).endswith(str(day.year))
    assert wording.date_range(day.isoformat()) == (day, day)
    assert (wording.age(day.isoformat(), TODAY) == "") == (day > TODAY)
    assert wording.days_ago(day.isoformat(), TODAY)


@given(st.integers(1900, 2030), st.integers(1, 12))
@settings(max_examples=60)
def test_part_of_a_date_holds_every_day_it_can_mean(year: int, month: int) -> None:
    span = wording.date_range(f"{year}-{month:02}")
    assert span is not None
    first, last = span
    assert (first.day, first.month, last.month) == (1, month, month)
    assert date.fromordinal(last.toordinal() + 1).day == 1
