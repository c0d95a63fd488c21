"""Columns of Yes and No beside a heading that says what Yes means: an involvement that ended is not shown as open."""

from pathlib import Path

import pytest

from importers.columns.guessing import guess
from importers.fields import Field
from importers.values import words
from tests.importers.one_row import codes, read

YES_AND_NO = ["Yes", "No", "No"]


def standing(tmp_path: Path, heading: str, cell: str) -> str:
    told = read(tmp_path, {heading: cell, "Date Opened": "01/05/2026"})
    assert told.record is not None
    return told.record.involvements[0].status


@pytest.mark.parametrize(
    "heading", ["Has left", "Case closed?", "Leaver", "Is inactive", "No longer open", "Closed Y/N"]
)
def test_yes_to_an_end_is_an_end_and_no_goes_on(tmp_path: Path, heading: str) -> None:
    (found,) = guess([heading], [YES_AND_NO])
    assert (found.field, found.sure, found.ticked) == (Field.STATUS, True, False)
    assert [standing(tmp_path, heading, cell) for cell in ("Yes", "N", "1")] == ["closed", "open", "closed"]


@pytest.mark.parametrize("heading", ["Active", "Is open?", "Case live"])
def test_no_to_what_goes_on_is_an_end(tmp_path: Path, heading: str) -> None:
    (found,) = guess([heading], [YES_AND_NO])
    assert (found.field, found.sure) == (Field.STATUS, True)
    assert [standing(tmp_path, heading, cell) for cell in ("Y", "false")] == ["open", "closed"]


def test_a_word_that_says_how_things_stand_is_itself_believed(tmp_path: Path) -> None:
    assert standing(tmp_path, "Open/Closed", "Open") == "open"
    assert standing(tmp_path, "Open/Closed", "Closed") == "closed"


def test_a_yes_to_both_is_asked_about(tmp_path: Path) -> None:
    told = read(tmp_path, {"Open/Closed": "Y", "Date Opened": "01/05/2026"})
    assert told.record is not None
    assert told.record.involvements[0].status == "unknown"
    assert "STATUS_VALUE" in codes(told)


@pytest.mark.parametrize("heading", ["Patient deceased", "Current", "Rent account closed"])
def test_another_yes_is_no_status_unasked(heading: str) -> None:
    found = guess([heading], [YES_AND_NO])[0]
    assert not (found.sure and found.field is Field.STATUS)


def test_a_column_of_both_is_no_second_status() -> None:
    told = guess(["Case Status", "Closed?"], [["Open", "Closed"], YES_AND_NO])
    assert [one.sure for one in told] == [True, False]


@pytest.mark.parametrize("cell", ["Closed - RIP", "Filed (found)", "released"])
def test_what_is_added_to_an_end_leaves_it_one(tmp_path: Path, cell: str) -> None:
    assert standing(tmp_path, "Case Status", cell) == "closed"


def test_what_is_added_to_an_open_case_may_be_its_end() -> None:
    assert words.status("Open - closed to health") == ""
    assert words.status("Closed (reopened)") == ""


def test_what_says_twice_the_same_says_it() -> None:
    assert words.status("Open - Active") == "open"
    assert words.status("Archived") == "closed"


def test_a_status_of_something_is_offered_by_active_as_by_open() -> None:
    """'Active' is read as a yes, too, and was no word for how things stand."""
    (found,) = guess(["Profile status"], [["Active", "Active", "Archived"]])
    assert (found.field, found.sure) == (Field.STATUS, False)


@pytest.mark.parametrize("heading", ["Registration expired", "MOVEDOUTDATE"])
def test_dates_that_may_be_an_end_are_offered_as_one(heading: str) -> None:
    (found,) = guess([heading], [["01/02/2026", "13/02/2026"]])
    assert (found.field, found.sure) == (Field.ENDS, False)


@pytest.mark.parametrize("heading", ["Ended", "Involvement close", "INVOLVEMENTCLOSE", "Deduction date", "Term date"])
def test_a_column_of_ends_is_likely_one(heading: str) -> None:
    (found,) = guess([heading], [["01/02/2026", "13/02/2026"]])
    assert (found.field, found.sure) == (Field.ENDS, True)


def test_an_end_that_is_expected_has_not_come() -> None:
    assert not guess(["exp_end"], [["01/02/2026"]])[0].sure
