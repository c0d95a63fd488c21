"""Columns that say only that somebody has died."""

from pathlib import Path

import pytest

from importers.columns.guessing import guess
from importers.fields import Field
from tests.importers.one_row import codes, read


@pytest.mark.parametrize(("heading", "cell"), [("Deceased Y/N", "Y"), ("Is Deceased", "true"), ("Dead", "Deceased")])
def test_a_death_without_a_date_is_said(tmp_path: Path, heading: str, cell: str) -> None:
    assert "DEATH_UNDATED" in codes(read(tmp_path, {heading: cell}))


@pytest.mark.parametrize("cell", ["N", "false", "Alive", "", "Unborn"])
def test_whoever_lives_is_not_said_to_have_died(tmp_path: Path, cell: str) -> None:
    assert "DEATH_UNDATED" not in codes(read(tmp_path, {"Deceased": cell}))


def test_a_death_with_its_date_is_plain(tmp_path: Path) -> None:
    told = read(tmp_path, {"Deceased": "Y", "Date of death": "01/02/2024"})
    assert told.record is not None
    assert (told.record.death_date, "DEATH_UNDATED" in codes(told)) == ("2024-02-01", False)


def test_dates_under_deceased_are_the_days(tmp_path: Path) -> None:
    (found,) = guess(["Deceased"], [["12/03/2020"]])
    assert (found.field, found.sure) == (Field.DEATH, True)
    told = read(tmp_path, {"Deceased": "12/03/2020"})
    assert told.record is not None
    assert told.record.death_date == "2020-03-12"


def test_nobody_works_with_the_dead_unless_a_status_says_so(tmp_path: Path) -> None:
    died = {"Date of death": "01/06/2026", "Date Opened": "01/05/2026"}
    told = [read(tmp_path, died), read(tmp_path, {**died, "Case Status": "Open"})]
    assert [one.record.involvements[0].status for one in told if one.record] == ["closed", "open"]


def test_a_register_of_deaths_names_the_deceased() -> None:
    (found,) = guess(["Name and surname of deceased"], [["Jo Mary SMITH"]])
    assert (found.field, found.sure) == (Field.FULL_NAME, True)
