"""What the cells of files of any origin say: names, births, places, sexes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.bare import content
from importers.bare.dates import Reading, composed, is_birth
from importers.bare.files import load
from importers.bare.places import Postcodes, in_lines, split
from importers.bare.sexes import sexes
from tests.importers.bare_files import names_of, read, written


def test_names_are_cleaned_as_an_import_cleans_them(tmp_path: Path) -> None:
    rows = [
        ["Mr Dominic", "O’Brien"],
        ["Baby", "Smith"],
        ["Liz (Elizabeth)", "Jones née Smith"],
        ["UNKNOWN", "N/A"],
        ["", "KHAN, Ali Reza"],
        ["Ann", "Mensah (now Okafor)"],
    ]
    found = read(written(tmp_path / "x.csv", ["forename", "surname", "x"], [[*row, n] for n, row in enumerate(rows)]))
    assert names_of(found, 0) == {("dominic", "", "obrien")}
    assert names_of(found, 1) == {("", "", "smith")}
    assert names_of(found, 2) == {("liz", "", "jones"), ("elizabeth", "", "jones"), ("liz", "", "smith")}
    assert names_of(found, 3) <= {("", "", "")}
    assert names_of(found, 4) == {("ali", "reza", "khan")}
    assert names_of(found, 5) == {("ann", "", "okafor"), ("ann", "", "mensah")}


def test_only_nhs_numbers_with_a_good_check_digit_count(tmp_path: Path) -> None:
    rows = [
        ["Jo", "4857773456"],
        ["Al", "485 777 3457"],
        ["Bo", "9999999999"],
        ["Cy", "rubbish"],
        ["Di", "4857773457.0"],
    ]
    found = read(written(tmp_path / "x.csv", ["forename", "NHS No", "surname"], [[*row, "Roy"] for row in rows]))
    assert found.table.nhs.tolist() == [0, 4857773457, 0, 0, 4857773457]


def test_every_row_is_a_record_and_blank_ones_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        'forename,surname,dob\nJo,Smith,2001-02-03\n,,\nAl,Khan,rubbish\nBo,"Roy",2001-02-03,extra\nCy,Dean\n'
    )
    found = read(path)
    assert found.numbers.tolist() == [1, 3, 4, 5]
    assert found.table.birth.tolist() == [20010203, 0, 0, 0]
    assert names_of(found, 2) <= {("", "", "")}, "a shifted row says nothing"
    assert names_of(found, 3) == {("cy", "", "dean")}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["14/03/1980", "02/03/1980"], ["1980-03-14", "1980-03-02"]),
        (["03/14/1980", "03/02/1980"], ["1980-03-14", "1980-03-02"]),
        (["14031980", "02031980"], ["1980-03-14", "1980-03-02"]),
        (["19800314", "19800302.0"], ["1980-03-14", "1980-03-02"]),
        (["14.3.80", "2.3.12"], ["1980-03-14", "2012-03-02"]),
        (["29294", "41347"], ["1980-03-14", "2013-03-14"]),
        (["14. März 1980", "2 mars 1980"], ["1980-03-14", "1980-03-02"]),
        (["3 de marzo de 1980", "1980"], ["1980-03-03", "1980"]),
        (["1986-02-30", "1986-14-03", "1986-25-25"], ["1986-02-30", "1986-03-14", "1986"]),
        (["1980-03-14 00:00:00", "1980-03-02T00:00:00Z"], ["1980-03-14", "1980-03-02"]),
        (["1900-01-01", "rubbish", "0000-00-00"], ["", "", ""]),
    ],
)
def test_births_in_any_form(values: list[str], said: list[str]) -> None:
    reading = Reading(dict.fromkeys(values, 1))
    assert [reading.iso(text) for text in values] == said


def test_a_first_of_january_too_common_says_the_year_only() -> None:
    days = {f"{1950 + n}-0{1 + n % 9}-1{n % 9}": 1 for n in range(60)}
    assert Reading({**days, "1980-01-01": 20}).iso("1980-01-01") == "1980"
    assert Reading(days).iso("1980-01-01") == "1980-01-01"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("1983", "4", "9"), "1983-04-09"),
        (("1983.0", "04", ""), "1983-04"),
        (("83", "13", "9"), "1983"),
        (("", "4", "9"), ""),
        (("x", "4", "9"), ""),
        (("1983", "Apr", "9"), "1983-04-09"),
        (("1983", "avril", "32"), "1983-04"),
    ],
)
def test_a_birth_in_three_columns(parts: tuple[str, str, str], said: str) -> None:
    assert composed(*parts) == said


@pytest.mark.parametrize(
    ("values", "text", "said"),
    [
        (["12345", "02139", "2139"], "2139", "02139"),
        (["12345-6789", "02139"], "12345-6789", "12345"),
        (["HA0 2AB"], "ha02ab", "HA0 2AB"),
        (["HA0 2AB"], "HA0 2A8", "HA02A8"),
        (["ZZ99 3VZ"], "ZZ99 3VZ", ""),
        (["1234 AB"], "1234 ab", "1234AB"),
        (["90-001"], "90-001", "90001"),
        (["5074", "2161", "822"], "822.0", "0822"),
        (["00000", "n"], "00000", ""),
    ],
)
def test_postcodes_of_many_countries(values: list[str], text: str, said: str) -> None:
    assert Postcodes((value, 2) for value in values).read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 rue de la Paix", ("12", "rue de la Paix")),
        ("Hauptstraße 12a", ("12a", "Hauptstraße")),
        ("Calle Mayor, 5", ("5", "Calle Mayor")),
        ("Via Roma n. 8", ("8", "Via Roma")),
        ("High Street", ("", "High Street")),
    ],
)
def test_house_numbers_before_and_behind_the_street(text: str, said: tuple[str, str]) -> None:
    assert split(text) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("M F", "M F"),
        ("m w", "M F"),
        ("H M", "M F"),
        ("H F", "M F"),
        ("E K", "M F"),
        ("Mężczyzna kobieta", "M F"),
        ("1 2", "M F"),
        ("1 0", "M F"),
        ("Erkek Kadın", "M F"),
        ("pu m", "M F"),
        ("ז נ", "M F"),
        ("مرد زن", "M F"),
        ("чол жін", "M F"),
        ("чол. жін.", "M F"),
        ("ч ж", "M F"),
        ("lab dhedig", "M F"),
        ("Bay Bayan", "M F"),
        ("vyr. mot.", "M F"),
        ("Mvulana Msichana", "M F"),
        ("Mamrobiti Mdedrobiti", "M F"),
        ("Arakan Igakan", "M F"),
        ("Moški Ženska", "M F"),
        ("Мъж Жена", "M F"),
        ("Gizona Emakumea", "M F"),
        ("مرد عورت", "M F"),
    ],
)
def test_sex_in_many_tongues(words: str, said: str) -> None:
    values = words.split()
    assert [sexes([(text, 5) for text in values])[text] for text in values] == said.split()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Flat 1, 50/F, TAI PO ROAD, SHAM SHUI PO", ("FLAT 1 50", "TAI PO ROAD")),
        ("1/F, 12 Nathan Road, Kowloon", ("12 1", "NATHAN ROAD")),
    ],
)
def test_a_floor_is_no_street(text: str, said: tuple[str, str]) -> None:
    place = in_lines(text, (), "")
    assert (place.house, place.street) == said


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=14)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[TEXTS] * 8), min_size=1, max_size=12))
def test_no_cell_is_an_error(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    headings = ["forename", "surname", "dob", "address", "postcode", "phone", "nhs number", "sex"]
    certain = [
        [f"Jo{n}", f"Smith{n}", f"2001-02-{n:02}", f"{n} High Street, Leeds", f"LS1 {n % 9}AB", f"077009001{n:02}",
         "4857773457", "FM"[n % 2]]
        for n in range(1, 16)
    ]  # fmt: skip
    path = written(tmp_path / "x.csv", headings, [*certain, *rows])
    found = read(path)
    assert found.table.size == load(path).size
    assert found.table.birth[0] == 20010201


@settings(max_examples=100)
@given(day=st.dates(), form=st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d-%m-%Y"]))
def test_a_date_is_a_date_in_every_usual_form(day: object, form: str) -> None:
    text = day.strftime(form)  # type: ignore[attr-defined]
    if day.year >= 1850:  # type: ignore[attr-defined]
        assert is_birth(text) or not 1600 <= day.year < 2100  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980年3月14日", "1980-03-14"), ("1980. 03. 14.", "1980-03-14"), ("14. 3. 1980", "1980-03-14"),
        ("14. března 1980", "1980-03-14"), ("3. elokuuta 1980", "1980-08-03"), ("14 ianuarie 1980", "1980-01-14"),
        ("14.III.1980", "1980-03-14"), ("le 14 mars 1980", "1980-03-14"), ("1980. március 14.", "1980-03-14"),
        ("14 maya 1980 g.", "1980-05-14"), ("14 / 03 / 1980", "1980-03-14"), ("昭和45年8月15日", "1970-08-15"),
        ("MAGELANG, 10 DESEMBER 1965", "1965-12-10"), ("Roma, 03/04/1980", "1980-04-03"),
        ("Thu, 14 Mar 2013", "2013-03-14"), ("平成元年1月8日", "1989-01-08"),
        ("S45.8.15", "1970-08-15"), ("民國70年3月4日", "1981-03-04"),
        ("11 Chwe 1999", "1999-02-11"), ("12 Gor 1950", "1950-07-12"), ("27 Medi 1987", "1987-09-27"),
        ("3 Rhagfyr 1990", "1990-12-03"), ("14 Hunyo 1980", "1980-06-14"), ("14 Meán Fómhair 1980", "1980-09-14"),
        ("14 Tem 1980", "1980-07-14"), ("14 iul 1980", "1980-07-14"), ("14 ágúst 1980", "1980-08-14"),
        ("14 дек 1980", "1980-12-14"), ("14 septemvri 1980", "1980-09-14"), ("14 qershor 1980", "1980-06-14"),
        ("14 มี.ค. 2523", "1980-03-14"), ("14 มีนาคม 2523", "1980-03-14"), ("1 มิ.ย. พ.ศ. 2507", "1964-06-01"),
    ],
)  # fmt: skip
def test_dates_of_more_tongues(text: str, iso: str) -> None:
    assert is_birth(text)
    assert Reading({text: 1}).iso(text) == iso


@pytest.mark.parametrize("text", ["2018.5", "2018.05", "2018-5", "2018年5月"])
def test_a_year_and_a_month_alone_are_a_birth_in_part(tmp_path: Path, text: str) -> None:
    assert Reading({text: 1}).iso(text) == "2018-05"
    rows = read(
        written(tmp_path / "x.csv", ["姓名", "出生年月", "性别"], [["王小红", text, "女"], ["李伟", text, "男"]])
    )
    assert rows.table.birth.tolist() == [20180500, 20180500]


def test_figures_that_are_letters_misread(tmp_path: Path) -> None:
    of = [["W1lliam", "8rown", "Rye"], ["Aaron697", "0rtiz", "Hull"], ["Mary", "Smith2", "Rye"]] * 10
    rows = read(written(tmp_path / "ocr.csv", ["first", "last", "town"], of))
    assert names_of(rows, 0) == {("wllliam", "", "brown")}
    assert names_of(rows, 1) == {("aaron", "", "ortiz")}


@pytest.mark.parametrize(
    ("value", "most"), [("{:04d} Aarhus", 9000), ("Year {}", 13), ("{} Mar 1980", 28), ("Tablets {}mg", 500)]
)
def test_numbers_beside_words_are_no_addresses(value: str, most: int) -> None:
    assert content.looks_like([(value.format(at * 31 % most + 1), 1) for at in range(60)]) != "address_full"
