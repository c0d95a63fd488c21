"""On which day an extract was taken: by its name or a column, exactly one day or none (domain/9 rules 7, 30)."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.delivering.extract_dates import DayNotSaid, by_column, by_name
from store.session import Session
from tests.importers.deliveries import PEOPLE, check, feed, prepare

DAY = date(2026, 6, 8)


@pytest.mark.parametrize(
    "name",
    [
        "CSC_2026-06-08.csv", "20260608.csv", "extract 2026.06.08 final.xlsx", "CSC-20260608T0215.csv",
        "x_2026_06_08.csv", "20260608021500_clients.csv", "8 June 2026.csv", "clients 08Jun2026 v2.csv",
        "8th-June-2026.xlsx", "2026-06-08 and again 20260608.csv", "ward 12 2026-06-08.csv",
    ],
)  # fmt: skip
def test_a_name_that_carries_the_day(name: str) -> None:
    assert by_name(name, "name") == DAY


@pytest.mark.parametrize("name", ["CSC_08-06-2026.csv", "08062026.csv", "8.6.2026.csv", "2026-06-08.csv"])
def test_days_come_first_where_that_is_declared(name: str) -> None:
    assert by_name(name, "name-day-first") == DAY


@pytest.mark.parametrize(
    "name",
    [
        "clients.csv", "June 2026.csv", "08-06-2026.csv", "2026-13-08.csv", "2026-02-30.csv", "1234567820260608.csv",
        "2026-06.csv", "week 23.csv", "20260608.2026-06-09.csv", "from 2026-06-01 to 2026-06-08.csv", "", "....",
    ],
)  # fmt: skip
def test_a_name_that_does_not_is_refused_and_never_guessed(name: str) -> None:
    with pytest.raises(DayNotSaid):
        by_name(name, "name")


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_name_is_a_day_or_refused(name: str) -> None:
    with suppress(DayNotSaid):
        assert 2000 <= by_name(name, "name-day-first").year < 2100


HEAD = "Person ID,Surname,Forename,DOB,Date Current As Of\n"


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ("1,Smith,Amelia,2013-03-14,08/06/2026\n2,Reed,Joan,2013-03-25,08/06/2026 02:15\n", DAY),
        ("1,Smith,Amelia,2013-03-14,2026-06-08\n2,Reed,Joan,2013-03-25,\n", DAY),
        ("1,Smith,Amelia,2013-03-14,2026-06-08\n2,Reed,Joan,2013-03-25,2026-06-07\n", None),
        ("1,Smith,Amelia,2013-03-14,\n2,Reed,Joan,2013-03-25,\n", None),
    ],
)
def test_a_column_that_carries_it(admin: Session, tmp_path: Path, rows: str, day: date | None) -> None:
    feed(admin)
    prepared = prepare(admin, tmp_path / "a.csv", HEAD + rows)
    if day:
        assert by_column(prepared) == day
    else:
        with pytest.raises(DayNotSaid):
            by_column(prepared)


def test_no_column_for_it(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    prepared = prepare(admin, tmp_path / "a.csv", "Person ID,Surname,Forename,DOB\n1,Smith,Amelia,2013-03-14\n")
    with pytest.raises(DayNotSaid, match="no column"):
        by_column(prepared)


@pytest.mark.parametrize(
    ("name", "noted"),
    [
        ("Housing 2026-05-01.csv", ["The file's name says 1 May 2026."]),
        ("Housing 8 June 2026.csv", []),
        ("Housing 01-05-2026.csv", []),  # or 5 January: nobody said how this feed writes days
        ("2026-05-01 to 2026-05-31.csv", []),
        ("Housing.csv", []),
    ],
)
def test_that_the_name_says_another_day_is_noted(admin: Session, tmp_path: Path, name: str, noted: list[str]) -> None:
    """The person's date rules; the commonest slip is the day of today, or of the last file (rules 24 and 30)."""
    feed(admin)
    checked = check(admin, tmp_path / name, PEOPLE + "71,Smith,Jo,14/03/2013,,\n")
    assert [note.sentence for note in checked.notes if note.code == "AS_OF_NAMED"] == noted
