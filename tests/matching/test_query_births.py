"""Free text about a birth: dates, parts of them, ages, and what is none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.lookup.birth import Birth
from matching.lookup.nearness import AGREES, APART, place, table
from matching.lookup.parts import Postcode
from matching.lookup.query import parse
from tests.matching.typed import TODAY, born, parts


@pytest.mark.parametrize(
    "text",
    [
        "14 mar 13", "14/03/2013", "14-3-13", "14.03.2013", "14 03 2013", "14 03 13", "2013-03-14", "2013/03/14",
        "20130314", "14032013", "14th March 2013", "14 of march 2013", "14mar2013", "14-MAR-2013", "March 14, 2013",
        "mar 14th 2013", "14 Mar '13", "dob 14/3/13", "D.O.B. 14/03/2013", "born on 14 March 2013", "b. 14/03/2013",
        "14 / 03 / 2013", "14. 3. 2013", "14,3,2013", "14|03|2013", "2013 mar 14", "2013-Mar-14", "14 mar, 2013",
        "Thursday 14th March 2013", "the 14th of march 2013", "14 Mar 2013 12:00", "2013-03-14T00:00:00Z",
        "DOB14/03/2013",
        "birth date: 14/03/2013", "age 13 14/03/2013", "aged thirteen, 14 march", "14 march ; 2013",
        "14/mar/2013", "14/Mar/13", "March the 14th 2013", "Mar-14-2013",
        "03/14/2013", "2013-03-14 00:00:00", "13y 14 march", "14 March, aged 13", "١٤/٠٣/٢٠١٣",
    ],
)  # fmt: skip
def test_a_birth_date_in_any_british_form(text: str) -> None:
    assert parse(text, TODAY).problems == ()
    assert born(text) == (2013, 3, 14)
    assert not parse(text, TODAY).names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mar 2013", (2013, 3, 0)),
        ("03/2013", (2013, 3, 0)),
        ("2013-03", (2013, 3, 0)),
        ("2013", (2013, 0, 0)),
        ("born in 2013", (2013, 0, 0)),
        ("born 73", (1973, 0, 0)),
        ("born in 13", (2013, 0, 0)),
        ("born in '73", (1973, 0, 0)),
        ("'73", (1973, 0, 0)),
        ("mar 98", (1998, 3, 0)),
        ("14 mar", (0, 3, 14)),
        ("march 14th", (0, 3, 14)),
        ("14/3/27", (1927, 3, 14)),
        ("13y", (date(2012, 6, 16), date(2013, 6, 15))),
        ("13 years old", (date(2012, 6, 16), date(2013, 6, 15))),
        ("age 13", (date(2012, 6, 16), date(2013, 6, 15))),
        ("aged 13", (date(2012, 6, 16), date(2013, 6, 15))),
        ("5m", (date(2025, 12, 16), date(2026, 1, 15))),
        ("3 weeks", (date(2026, 5, 19), date(2026, 5, 25))),
        ("about 9", (date(2015, 6, 16), date(2018, 6, 15))),
        ("9ish", (date(2015, 6, 16), date(2018, 6, 15))),
        ("13-year-old", (date(2012, 6, 16), date(2013, 6, 15))),
        ("(13)", (date(2012, 6, 16), date(2013, 6, 15))),
        ("aged nine", (date(2016, 6, 16), date(2017, 6, 15))),
        ("3 days old", (date(2026, 6, 12), date(2026, 6, 12))),
        ("aged 9 to 11", (date(2014, 6, 16), date(2017, 6, 15))),
        ("between 9 and 11", (date(2014, 6, 16), date(2017, 6, 15))),
        ("6-8 months", (date(2025, 9, 16), date(2025, 12, 15))),
        ("in her early 30s", (date(1992, 6, 16), date(1996, 6, 15))),
        ("1980s", (date(1980, 1, 1), date(1989, 12, 31))),
        ("about 1985", (date(1984, 1, 1), date(1986, 12, 31))),
        ("c1985", (date(1984, 1, 1), date(1986, 12, 31))),
        ("1984/85", (date(1984, 1, 1), date(1985, 12, 31))),
        ("1984/1985", (date(1984, 1, 1), date(1985, 12, 31))),
        ("1984 or 1985", (date(1984, 1, 1), date(1985, 12, 31))),
        ("sept '13", (2013, 9, 0)),
        ("2013 13y", (2013, 0, 0)),
        ("nine and a half", (date(2016, 6, 16), date(2017, 6, 15))),
        ("9½", (date(2016, 6, 16), date(2017, 6, 15))),
        ("smith (9.5 yrs)", (date(2016, 6, 16), date(2017, 6, 15))),
        ("aged 9 1/2, smith", (date(2016, 6, 16), date(2017, 6, 15))),
        ("2½ months", (date(2026, 3, 16), date(2026, 4, 15))),
        ("about nine", (date(2015, 6, 16), date(2018, 6, 15))),
        ("7/8 years old", (date(2017, 6, 16), date(2019, 6, 15))),
        ("aged 7/8", (date(2017, 6, 16), date(2019, 6, 15))),
        ("aged seven or eight", (date(2017, 6, 16), date(2019, 6, 15))),
        ("just turned ten", (date(2015, 6, 16), date(2016, 6, 15))),
        ("aged 7/8/2013", (2013, 8, 7)),
        ("due in three weeks", (2026, 7, 0)),
        ("due in 10 days", (2026, 6, 0)),
        ("year 4", (date(2016, 9, 1), date(2017, 8, 31))),
        ("in school year four", (date(2016, 9, 1), date(2017, 8, 31))),
        ("yr 3/4", (date(2016, 9, 1), date(2018, 8, 31))),
        ("Y13", (date(2007, 9, 1), date(2008, 8, 31))),
        ("in reception", (date(2020, 9, 1), date(2021, 8, 31))),
        ("year r", (date(2020, 9, 1), date(2021, 8, 31))),
        ("under 5", (date(2021, 6, 16), TODAY)),
        ("under 5s", (date(2021, 6, 16), TODAY)),
        ("under 6 months", (date(2025, 12, 16), TODAY)),
        ("aged over 60", (date(1905, 6, 16), date(1966, 6, 15))),
        ("smith 9-10", (date(2015, 6, 16), date(2017, 6, 15))),
        ("smith, 9 to 10, amelia", (date(2015, 6, 16), date(2017, 6, 15))),
        ("born in may", (0, 5, 0)),
        ("born may, aged 9", (2017, 5, 0)),
        ("approx. 40", (date(1981, 6, 16), date(1990, 6, 15))),
    ],
)
def test_part_of_a_date_or_an_age(text: str, expected: object) -> None:
    assert born(text) == expected


@pytest.mark.parametrize("text", ["march 13", "Mar-13", "mar/13", "dob 3/13", "born March 13, evie"])
def test_a_month_and_two_digits_are_a_day_of_any_year_or_the_month_of_a_year(text: str) -> None:
    """A spreadsheet shows March 2013 as 'Mar-13'; who was born on another day of it was contradicted by that."""
    birth = parse(text, TODAY).birth
    assert birth
    assert birth.words == "born 13 March, any year, or in March 2013"
    points = table(birth)
    assert points[place(2013, 3, 5)] == points[place(2009, 3, 13)] == 0
    assert points[place(2009, 3, 5)] == APART
    assert parse(birth.words, TODAY).birth == birth


@pytest.mark.parametrize("text", ["march 13th", "13 march", "march 3", "march 30", "march 13 2009", "march 13 aged 9"])
def test_a_day_of_a_month_that_is_no_year_is_only_a_day(text: str) -> None:
    birth = parse(text, TODAY).birth
    assert birth
    assert birth.otherwise is None


def test_an_expected_birth_takes_the_next_such_day() -> None:
    assert parse("edd 3 dec", TODAY).birth == Birth(2026, 12, 3, expected=True, words="expected 3 December 2026")
    assert born("edd 3 feb") == (2027, 2, 3)
    assert born("baby due in december") == (2026, 12, 0)
    assert born("due may") == (2026, 5, 0)
    assert born("due april") == (2027, 4, 0)
    assert born("edd 3/3/27") == born("due 3 mar 27") == (2027, 3, 3), "a birth date of that year would be 1927's"
    assert parse("3/12/26", TODAY).birth == parse("due 3 dec", TODAY).birth


def test_the_school_year_turns_on_the_first_of_september() -> None:
    """England, Education Act 1996 s 8."""
    [before, after] = (parse("year 1", day).birth for day in (date(2026, 8, 31), date(2026, 9, 1)))
    assert before
    assert before.between == (date(2019, 9, 1), date(2020, 8, 31))
    assert after
    assert after.between == (date(2020, 9, 1), date(2021, 8, 31))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("smith year 4", ("smith",)),
        ("smith y4, mill road", ("smith",)),
        ("smith reception", ("smith",)),
        ("smith under 5", ("smith",)),
        ("smith under 5 mill road", ("smith", "under")),
        ("tom under", ("tom", "under")),
        ("smith over 60", ("smith",)),
        ("smith 9-10", ("smith",)),
        ("smith 9-10 mill road", ("smith",)),
        ("smith born in may", ("smith",)),
        ("max born", ("max", "born")),
        ("may born", ("may", "born")),
    ],
)
def test_words_of_an_age_are_names_only_without_their_number(text: str, names: tuple[str, ...]) -> None:
    assert parse(text, TODAY).names == names
    assert parse(text, TODAY).problems == ()


def test_a_month_alone_agrees_with_every_day_of_it_in_any_year() -> None:
    birth = parse("born in may", TODAY).birth
    assert birth
    lost = table(birth)
    assert [lost[place(year, 5, day)] for year in (1960, 2013) for day in (0, 1, 31)] == [0] * 6
    assert lost[place(2013)] == AGREES
    assert {int(lost[place(2013, 4, 30)]), int(lost[place(2013, 6, 1)])} == {APART}


def test_numbers_of_houses_are_no_ages() -> None:
    assert parts("9-10, SK1 3XE") == {"house": "9-10", "postcode": Postcode("SK1", "3XE")}
    assert parts("smith 9-10 mill road") == {"names": ("smith",), "house": "9-10", "street": "mill road"}
    assert not parse("smith 14-3", TODAY).birth


def test_months_that_are_names_stay_names() -> None:
    assert parts("may smith") == {"names": ("may", "smith")}
    assert parts("april jones 2013")["names"] == ("april", "jones")


@settings(max_examples=100)
@given(st.dates(date(1910, 1, 1), TODAY), st.sampled_from(["%d/%m/%Y", "%d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%d%m%Y"]))
def test_every_real_date_is_read_in_every_form(day: date, form: str) -> None:
    assert born(f"smith {day.strftime(form)}") == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("boy, 9", ()),
        ("smith, girl 9", ("smith",)),
        ("boy aged nine", ()),
        ("boy", ("boy",)),
        ("boy 14/3/13", ("boy",)),
    ],
)
def test_a_number_behind_boy_or_girl_is_an_age(text: str, names: tuple[str, ...]) -> None:
    query = parse(text, TODAY)
    assert query.names == names
    if "9" in text or "nine" in text:
        assert query.birth == parse("aged 9", TODAY).birth


def test_a_house_behind_girl_is_no_age() -> None:
    assert parts("smith, girl, 9 mill lane") == {"names": ("smith",), "house": "9", "street": "mill lane"}


def test_an_age_before_a_street_is_no_house() -> None:
    query = parse("boy called kuba about 9 at mill lane", TODAY)
    assert (query.names, query.house, query.street) == (("kuba",), "", "mill lane")
    assert query.birth == parse("about 9", TODAY).birth


def test_a_year_and_a_day_of_a_month_are_one_date_wherever_they_stand() -> None:
    assert born("2013 smith 14 march") == (2013, 3, 14)
