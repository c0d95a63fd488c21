"""The day of an extract, as people type it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.delivering.extract_dates import OLDEST_DAYS
from screens.extract_date import read
from screens.feed_form import since

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8 June 2026", date(2026, 6, 8)),
        ("8 june", date(2026, 6, 8)),
        ("8th jun 26", date(2026, 6, 8)),
        ("08/06/2026", date(2026, 6, 8)),
        ("8.6.26", date(2026, 6, 8)),
        ("8/6", date(2026, 6, 8)),
        ("2026-06-08", date(2026, 6, 8)),
        ("20260608", date(2026, 6, 8)),
        ("today", TODAY),
        (" Yesterday ", date(2026, 6, 14)),
        ("20 december", date(2025, 12, 20)),
        ("29 february 2024", date(2024, 2, 29)),
    ],
)
def test_it_is_understood(text: str, day: date) -> None:
    assert read(text, TODAY)[0] == day


def test_it_is_said_back() -> None:
    assert read("8/6", TODAY)[1] == "Extract taken on 8 June 2026, 7 days ago"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter the day the agency took the extract"),
        ("last week", "08/06/2026 or yesterday"),
        ("31 june", "There is no such day"),
        ("31/13/2025", "There is no such day"),
        ("29 february 2025", "There is no such day"),
        ("16 June 2026", "is in the future"),
        ("1 june 2010", "more than ten years ago"),
        ("8 ju", "08/06/2026 or yesterday"),
        ("8 june june", "08/06/2026 or yesterday"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    day, said = read(text, TODAY)
    assert day is None
    assert words in said


@given(st.text(max_size=20))
@settings(max_examples=200)
def test_no_text_breaks_it_and_no_day_is_outside_the_window(text: str) -> None:
    day, said = read(text, TODAY)
    assert said
    assert day is None or 0 <= (TODAY - day).days <= OLDEST_DAYS


@given(st.dates(date(2017, 1, 1), TODAY))
@settings(max_examples=100)
def test_every_form_of_a_day_means_that_day(day: date) -> None:
    forms = "%d/%m/%Y", "%d %B %Y", "%d %b %y", "%Y-%m-%d", "%d.%m.%y"
    assert {read(day.strftime(form), TODAY)[0] for form in forms} == {day}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("2020", "2020"),
        ("2020-04", "2020-04"),
        ("2020-04-01", "2020-04-01"),
        ("01/04/2020", "2020-04-01"),
        ("1 April 2020", "2020-04-01"),
        ("1 april", None),
        ("31/04/2020", None),
        ("long ago", None),
    ],
)
def test_since_when_a_feed_covers_is_said_as_any_day(text: str, kept: str | None) -> None:
    assert since(text) == kept
