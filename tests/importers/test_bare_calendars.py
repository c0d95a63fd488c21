"""Births in the solar and the lunar years of the Hijra."""

from pathlib import Path

import numpy as np
import pytest

from importers.bare.calendars import from_ethiopian
from importers.bare.dates import Reading, is_birth
from importers.bare.files import Column, load
from importers.bare.knowing import by_dates
from importers.bare.reading import read_rows

NOWRUZ = {"1300/1/1": "1921-03-21", "1376/01/01": "1997-03-21", "1400/1/1": "2021-03-21", "1404/01/01": "2025-03-21"}
"""First days of the year as Iran kept them."""
SOLAR = [f"{1320 + n}/{1 + n % 6}/{31 if n % 9 == 0 else 1 + n % 29}" for n in range(80)]
LUNAR = [f"{1360 + n}/{1 + n % 12}/{1 + n % 29}" for n in range(80)]


def read(column: list[str], text: str) -> str:
    return Reading(dict.fromkeys([*column, text], 1)).iso(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        *NOWRUZ.items(),
        ("1357/11/22", "1979-02-11"), ("1375-12-30", "1997-03-20"), ("1403/12/30", "2025-03-20"),
        ("13530224", "1974-05-14"), ("24/02/1353", "1974-05-14"), ("53/2/24", "1974-05-14"), ("02/5/4", "2023-07-26"),
        ("1353/02/24 00:00:00", "1974-05-14"), ("1376", "1997"), ("1353/02", "1974-05"), ("1353/02/00", "1974-05"),
        ("1353/24/02", "1974-05-14"), ("1353/44/02", "1974-05"), ("1353/44/13", "1974"),
        ("1974-05-14", "1974-05-14"), ("1974", "1974"),
    ],
)  # fmt: skip
def test_solar_births_are_read_in_the_gregorian_calendar(text: str, iso: str) -> None:
    assert read(SOLAR, text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [("1400/1/1", "1979-11-21"), ("1421/01/01", "2000-04-06"), ("1/9/1445", "2024-03-11"), ("1400", "1980")],
)
def test_years_to_come_in_the_solar_calendar_are_lunar(text: str, iso: str) -> None:
    assert read(LUNAR, text) == iso


def test_many_days_of_which_none_is_a_31st_are_lunar() -> None:
    days = [f"{1300 + n // 10}/{1 + n % 12}/{1 + n % 29}" for n in range(900)]
    assert read(days, "1350/6/1") == "1931-10-14"
    assert read([*days, "1350/3/31"], "1350/6/1") == "1931-10-14"
    assert read([*days, "1350/3/31", "1351/1/31", "1352/5/31"], "1350/6/1") == "1971-08-23"


def test_a_slip_of_a_year_makes_no_column_lunar() -> None:
    assert read([*SOLAR[1:9], *SOLAR[10:60], "1431/2/3"], "1376/1/1") == "1997-03-21"


def test_a_day_that_stands_for_none_says_the_year_only() -> None:
    """Iran puts down 1 Farvardin, Saudi Arabia 1 Rajab."""
    solar = Reading({**dict.fromkeys(SOLAR, 1), "1353/1/1": 20})
    assert solar.iso("1353/1/1") == solar.iso("1353") == "1974"
    assert Reading({**dict.fromkeys(LUNAR, 1), "1400/7/1": 20}).iso("1400/7/1") == "1980"


def test_a_slip_among_gregorian_dates_is_no_other_calendar() -> None:
    days = [f"{1950 + n}-0{1 + n % 9}-1{n % 9}" for n in range(60)]
    assert Reading(dict.fromkeys([*days, "1353-02-14"], 1)).iso("1353-02-14") == "1353-02-14"


def test_days_of_both_calendars_may_stand_in_one_column() -> None:
    days = [f"{1 + n % 12}/{13 + n % 15}/{1950 + n}" for n in range(60)]
    reading = Reading(dict.fromkeys([*days, *SOLAR[:30]], 1))
    assert [reading.iso(text) for text in ("3/2/1980", "1353/2/24", "53/2/24")] == ["1980-03-02", "1974-05-14", ""]
    assert not reading.mixed


def test_shapes_of_a_birth() -> None:
    assert all(map(is_birth, ("1353/02/24", "1345/2/31", "13530224")))
    assert not any(map(is_birth, ("13531324", "12490224", "14990232")))


def test_figures_of_persia_and_arabia_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"{n};x;{born}" for n, born in enumerate(["۱۳۵۳/۰۲/۲۴", "١٣٥٧/١١/٢٢", *SOLAR])]
    path.write_text("\n".join(["ردیف;نام;تاریخ تولد", *rows]), encoding="utf-8")
    assert by_dates(load(path).columns[2], ())[:2].tolist() == [19740514, 19790211]


def test_days_of_the_new_year_follow_the_last_of_the_old() -> None:
    """Through a hundred solar years no two days fall together and none comes before its time."""
    lengths = [31] * 6 + [30] * 5 + [29]
    days = [f"{y}/{m}/{d}" for y in range(1300, 1400) for m, most in enumerate(lengths, 1) for d in range(2, most + 1)]
    told = by_dates(Column("b", ("", *days), np.arange(1, len(days) + 1, dtype=np.int32)), ())
    told = told[told > 0]  # 1 January 1970 stands for no date
    assert len(told) == len(days) - 1
    assert (np.diff(told) > 0).all()
    assert told[0] == 19210322


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("01/01/2000", "2007-09-12"), ("1984-01-01", "1991-09-12"), ("29/04/1984", "1992-01-08"),
        ("05/13/1983", "1991-09-10"), ("06/13/1983", "1991-09-11"), ("1984", "1992"), ("00/04/1984", "1991-12"),
        ("unknown", "unknown"), ("", ""),
    ],
)  # fmt: skip
def test_dates_of_ethiopia_have_thirteen_months(text: str, iso: str) -> None:
    assert from_ethiopian(text) == iso


@pytest.mark.parametrize(("heading", "born"), [("Birth date (E.C.)", 19920108), ("Birth date", 19840429)])
def test_a_heading_says_that_births_are_of_ethiopia(tmp_path: Path, heading: str, born: int) -> None:
    path = tmp_path / "x.csv"
    rows = [f"Abebe{n},Bekele,{n:02}/04/1984" for n in range(1, 30)]
    path.write_text("\n".join([f"first name,last name,{heading}", *rows]), encoding="utf-8")
    assert read_rows([path], None, None).table.birth[28] == born
