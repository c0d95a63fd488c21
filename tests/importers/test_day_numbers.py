"""Dates that a spreadsheet wrote as its numbers for days: a column of them is read and said, a slip is refused."""

from pathlib import Path

from importers.checking.layout import Layout
from importers.checking.rows import RowChecker
from importers.columns import guessing, profile
from importers.reading import tables
from importers.reading.scan import scan
from store.records.themes import Theme
from tests.importers.one_row import AS_OF, Checkup, check, codes, feed


def checked(tmp_path: Path, births: list[str], starts: str = "01/05/2026") -> list[Checkup]:
    path = tmp_path / "rows.csv"
    rows = [f"{at},Smith,Jo{'abcdefghij'[at]},{birth},{starts}" for at, birth in enumerate(births, 1)]
    path.write_text("\n".join(["Person ID,Surname,Forename,DOB,Start Date", *rows]), encoding="utf-8")
    table = tables.read(path)
    looked = scan(table)
    guesses = guessing.guess(table.headings, looked.samples, Theme.ASC)
    layout = Layout(profile.with_likely(profile.proposed(guesses), guesses), looked, AS_OF)
    checker = RowChecker(layout, feed(Theme.ASC))
    return [check(checker, row) for row in table.rows()]


def test_a_column_of_day_numbers_is_read_and_said(tmp_path: Path) -> None:
    told = checked(tmp_path, ["43124", "30000", "14/03/2013", "41347.0", "1"])
    births = [one.record.birth_date if one.record else one.outcome for one in told]
    assert births == ["2018-01-24", "1982-02-18", "2013-03-14", "2013-03-14", "quarantined"]
    assert [codes(one) & {"DOB_NUMBERED"} != set() for one in told] == [True, True, False, True, False]


def test_one_day_number_among_dates_may_be_a_slip_of_anything(tmp_path: Path) -> None:
    told = checked(tmp_path, ["43124", "14/03/2013", "15/03/2013", "16/03/2013"])
    assert [one.outcome for one in told] == ["quarantined", *["accepted"] * 3]


def test_starts_are_read_from_day_numbers_too(tmp_path: Path) -> None:
    told = checked(tmp_path, ["14/03/2013", "15/03/2013", "16/03/2013"], "45413")
    assert {one.record.involvements[0].starts for one in told if one.record} == {"2024-05-01"}
    assert all("DATE_NUMBERED" in codes(one) for one in told)


def test_a_number_beyond_any_date_told_is_none(tmp_path: Path) -> None:
    told = checked(tmp_path, ["43124", "43125", "43126", "99999"])
    assert told[-1].outcome == "quarantined"
